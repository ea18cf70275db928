import { createElement } from '../page/dom.js';

/**
 * Returns the regions that a new view changes: names with new content (src/card.h, card_update).
 * @param {import('../engine/engine.js').Card} card @param {string} view @returns {string[][]}
 */
export function changedRegions(card, view) {
  const regions = card.write('update', view).split('\x1e');
  return regions.slice(0, -1).map((region) => region.split('\x1f'));
}

/**
 * Writes the content of a region. The engine sends unchanged rows as indices (src/card.h, card_update): they stay, and
 * new rows are inserted between them.
 * @param {Element} target @param {string} html
 * @param {(target: Element, html: string) => void} write
 */
export function writeRegion(target, html, write) {
  const parts = html.split('\x1d'); // at odd positions, indices of unchanged rows
  if (parts.length < 2) {
    write(target, html);
    return;
  }
  const rows = [...target.children];
  const staying = new Set(parts.filter((_, i) => i % 2).map((part) => rows[Number(part)]));
  for (const row of rows) if (!staying.has(row)) row.remove();
  let next = target.firstChild;
  for (const [i, part] of parts.entries()) {
    if (i % 2) {
      next = rows[Number(part)].nextSibling;
    } else if (part) {
      const fresh = createElement('tbody');
      write(fresh, part);
      for (const row of [...fresh.childNodes]) target.insertBefore(row, next);
    }
  }
}
