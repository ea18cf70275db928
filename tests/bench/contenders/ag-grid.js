/** AG Grid Community: virtual rows, quick filter with the recommended cache, no animation frames. */
import {
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  createGrid,
  ModuleRegistry,
  QuickFilterModule,
  RowApiModule,
} from 'ag-grid-community';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  ClientSideRowModelApiModule,
  QuickFilterModule,
  RowApiModule,
]);

let api;

export default {
  row: '.ag-row[row-index="0"]',
  async mount(box, { columns, rows }) {
    box.style.height = '600px';
    await new Promise((resolve) => {
      api = createGrid(box, {
        columnDefs: columns.map((headerName, i) => ({ headerName, field: `${i}`, sortable: false })),
        rowData: rows.map((row) => ({ ...row })),
        cacheQuickFilter: true,
        suppressAnimationFrame: true,
        animateRows: false,
        onFirstDataRendered: resolve,
      });
    });
  },
  query(text) {
    api.setGridOption('quickFilterText', text);
  },
  count: () => api.getDisplayedRowCount(),
};
