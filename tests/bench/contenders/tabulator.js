/** Tabulator: virtual rows in a fixed height, a filter function over all columns, columns with fixed widths, no sorting. */
import { FilterModule, Tabulator } from 'tabulator-tables';

Tabulator.registerModule([FilterModule]);

let table;

export default {
  row: '.tabulator-row',
  async mount(box, { columns, rows }) {
    table = new Tabulator(box, {
      height: 600,
      data: rows.map((row) => ({ ...row })),
      columns: columns.map((title, i) => ({ title, field: `${i}`, width: 200, headerSort: false })),
    });
    await new Promise((resolve) => table.on('tableBuilt', resolve));
  },
  query(text) {
    table.setFilter((row) => [0, 1, 2, 3].some((i) => row[i].toLowerCase().includes(text)));
  },
  count: () => table.getDataCount('active'),
};
