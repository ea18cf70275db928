/** What a page does with what card_update returns, on text. */
import assert from 'node:assert/strict';

/** Where the content of a region lies in HTML. @param {string} html @param {string} name */
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

/** Does what the page does with an update. @param {string} html @param {string} update */
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
