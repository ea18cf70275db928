/** simple-datatables: pages of 50 rows, from data. */
import { DataTable } from 'simple-datatables';

let table, box;

export default {
  row: 'tbody tr[data-index]',
  async mount(target, { columns, rows }) {
    box = target;
    box.innerHTML = '<table></table>';
    table = new DataTable(box.firstChild, {
      data: { headings: columns, data: rows },
      perPage: 50,
      searchable: true,
      sortable: false,
      type: 'string',
    });
  },
  query(text) {
    table.search(text);
  },
  count: () => Number(/of (\d+)/.exec(box.querySelector('.datatable-info')?.textContent ?? '')?.[1] ?? 0),
};
