/** List.js: pages of 50 items made from values (`item`, `page`), search in all columns without delay. */
import List from 'list.js';

let list;

export default {
  row: '.row',
  async mount(box, { columns, rows }) {
    const keys = columns.map((_, i) => `c${i}`);
    box.innerHTML = `<table><thead><tr>${columns.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody class="list"></tbody></table>`;
    const values = rows.map((row) => Object.fromEntries(row.map((cell, i) => [keys[i], cell])));
    const item = `<tr class="row">${keys.map((key) => `<td class="${key}"></td>`).join('')}</tr>`;
    list = new List(box, { valueNames: keys, item, page: 50 }, values);
  },
  query(text) {
    list.search(text);
  },
  count: () => list.matchingItems.length,
};
