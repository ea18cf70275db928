/** Applies the result of card_update to HTML text, like a page. */
import assert from 'node:assert/strict';

/** Returns the range of a region's content in HTML. @param {string} html @param {string} name */
function regionIn(html, name) {
  const [opening, tag] = new RegExp(`<(\\w+)[^>]* data-region="${name}"[^>]*>`).exec(html) ?? [];
  assert.ok(opening, `no region ${name}`);
  const start = html.indexOf(opening) + opening.length;
  const tags = new RegExp(`<(/?)${tag}\\b[^>]*>`, 'g');
  tags.lastIndex = start;
  for (let depth = 1; ; ) {
    const found = tags.exec(html);
    depth += found[1] ? -1 : 1;
    if (depth === 0) return { start, end: found.index };
  }
}

/** Applies an update like the page. @param {string} html @param {string} update */
export function apply(html, update) {
  for (const region of update.split('\x1e').slice(0, -1)) {
    const [name, content] = region.split('\x1f');
    const { start, end } = regionIn(html, name);
    const rows = html.slice(start, end).match(/<tr\b.*?<\/tr>/gs) ?? [];
    const parts = content.split('\x1d').map((part, i) => (i % 2 ? rows[Number(part)] : part));
    html = html.slice(0, start) + parts.join('') + html.slice(end);
  }
  return html;
}
