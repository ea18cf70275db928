/** Grid.js: pages of 50 rows, the search without its debounce. */
import { Grid } from 'gridjs';

let box;

export default {
  row: 'tbody .gridjs-tr',
  mount(target, { columns, rows }) {
    box = target;
    const grid = new Grid({ columns, data: rows, search: { debounceTimeout: 0 }, pagination: { limit: 50 } });
    grid.render(box);
  },
  query(text) {
    const field = box.querySelector('input');
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  },
  count: () => Number(/(\d[\d,]*)\D*$/.exec(box.querySelector('.gridjs-summary')?.textContent ?? '')?.[1] ?? 0),
};
