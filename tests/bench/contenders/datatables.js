/** DataTables: rows from data with deferRender (the default), pages of 50, columns of type string, no ordering, plain search. */
import DataTable from 'datatables.net';

let table;

export default {
  row: 'tbody tr:not(:has(.dt-empty))',
  async mount(box, { columns, rows }) {
    box.innerHTML = '<table></table>';
    table = new DataTable(box.firstChild, {
      data: rows,
      columns: columns.map((title) => ({ title, type: 'string' })),
      pageLength: 50,
      ordering: false,
      autoWidth: false,
      deferRender: true,
      search: { smart: false },
    });
  },
  query(text) {
    table.search(text).draw();
  },
  count: () => table.page.info().recordsDisplay,
};
