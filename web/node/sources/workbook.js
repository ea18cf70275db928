/** Converts a sheet of a workbook to a card. */
import { CELL_END, clean, FLAGS, ROW_END, written } from '../../sources/marked.js';
import { faultText } from '../xlsx/layout.js';
import { placeOfCell } from '../xlsx/places.js';
import { refuse } from '../xlsx/zip.js';
import { tableOf } from './kinds.js';
import { readMade } from './made.js';
import { listed } from './spreadsheet.js';
import { readXlsx } from './xlsx.js';

/** @typedef {import('./made.js').Source} Source */
/** @typedef {import('../../engine/error.js').Problem} Problem */
/** @typedef {import('./kinds.js').SourceOptions} SourceOptions */
/** @typedef {import('../xlsx/layout.js').Cell} Cell */
/** @typedef {import('../xlsx/layout.js').Fault} Fault */
/** @typedef {import('../xlsx/layout.js').Sheet} Sheet */

/** Maximum characters that merged cells may repeat. */
const MOST_REPEATED = 5_000_000;

/** Returns the text of a cell as the engine reads it. @param {Cell} cell */
const textOf = ({ text, value }) => (typeof value === 'boolean' ? (value ? '✓' : '✗') : clean(text));

/** Writes a sheet as src/read/table/marked.h describes it, with merged cells in all places that they cover. @param {Sheet} sheet */
function writeSheet({ rows }) {
  const grid = rows.map(({ cells }) =>
    cells.map((cell) => (cell ? written(cell.isBold ? FLAGS.bold : 0, textOf(cell)) : written(0))),
  );
  let repeated = 0;
  for (const [i, { cells }] of rows.entries()) {
    for (const [j, cell] of cells.entries()) {
      const { colspan = 1, rowspan = 1 } = cell ?? {};
      if (!cell || colspan * rowspan === 1) continue;
      repeated += (colspan * rowspan - 1) * cell.text.length;
      if (repeated > MOST_REPEATED) refuse('The merged cells of this sheet repeat too much text: split it.');
      for (let row = i; row < i + rowspan; row++) {
        if (row > i) grid[row][j] = written(FLAGS.fromAbove);
        grid[row].fill(written(FLAGS.fromLeft), j + 1, j + colspan);
      }
    }
  }
  return grid.map((cells) => `s${cells.join(CELL_END)}${ROW_END}`).join('');
}

/** @param {Fault} fault @returns {Problem} */
const warningOf = (fault) => ({
  code: 'empty-cell',
  level: 'warning',
  message: faultText(fault),
  ...placeOfCell(fault.line, fault.column),
});

/** Names that programs give to new sheets. */
const UNNAMED = /^(?:sheet|tabelle|feuil|hoja|foglio|planilha|лист|シート|工作表|table|worksheet)\s*\d*$/i;

/** Returns the title that a sheet's name gives. @param {string} name */
const titleOfSheet = (name) => (UNNAMED.test(name) ? '' : name);

/**
 * Converts a sheet to a card. Reads it like CSV, but knows headings, merged cells and bold texts.
 * @param {Uint8Array} bytes @param {SourceOptions} options
 * @returns {Promise<Source>}
 */
export async function readWorkbook(bytes, options) {
  const { names, sheet } = await readXlsx(bytes, options.sheet);
  const { name, rows, columns } = sheet;
  if (options.sheet === undefined && names.length > 1)
    options.note?.(`This is sheet “${name}” of ${listed(names)}: --sheet chooses.`);
  // Workbooks format numbers as in English.
  const table = tableOf({ ...options, decimal: options.decimal ?? '.' }, { sheet: titleOfSheet(name) });
  const source = await readMade({
    text: writeSheet(sheet),
    table: { ...table, isMarked: true },
    placeOf(path) {
      const [, row, column] = /^row (\d+)(?:, column (\d+))?/.exec(path) ?? [];
      return placeOfCell(rows[Number(row) - 1].number, columns[Number(column ?? 1) - 1]);
    },
  });
  source.problems.unshift(...sheet.faults.map(warningOf));
  return source;
}
