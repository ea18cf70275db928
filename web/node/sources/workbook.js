/** Converts a sheet of a workbook to a card. */
import { tableOf } from './kinds.js';
import { readMade } from './made.js';
import { letters, listed } from './spreadsheet.js';
import { readXlsx } from './xlsx.js';

/** @typedef {import('./made.js').Source} Source */
/** @typedef {import('../../engine/error.js').Problem} Problem */
/** @typedef {import('./kinds.js').SourceOptions} SourceOptions */
/** @typedef {import('./spreadsheet.js').Cell} Cell */
/** @typedef {import('./spreadsheet.js').Sheet} Sheet */

/** A card in the compact form. @typedef {{columns: string[], rows: unknown[][]}} Table */

/** Day 0 of workbooks. Dates before 1900 are times or durations. */
const ORIGIN = Date.UTC(1899, 11, 30);
const FIRST_DAY = Date.UTC(1900, 0, 1);

const MINUTE = 60_000;

/** Returns the date, with the time if there is one; without a date, hours and minutes. @param {Date} date */
function dateText(date) {
  const minutes = Math.round((date.getTime() - ORIGIN) / MINUTE);
  const whole = new Date(ORIGIN + minutes * MINUTE);
  if (whole.getTime() >= FIRST_DAY) return whole.toISOString().slice(0, 16).replace('T00:00', '').replace('T', ' ');
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Returns the text of a cell; numbers with their 15 exact digits. @param {Cell} cell */
function cellText(cell) {
  if (cell instanceof Date) return dateText(cell);
  return typeof cell === 'number' ? `${exact(cell)}` : `${cell ?? ''}`;
}

/** @param {number} number */
const exact = (number) => Number(number.toPrecision(15));

/** @param {string} text */
const clean = (text) => text.replace(/[\0-\x08\x0b-\x1f]/g, '\ufffd');

/** Writes a sheet as src/read/table/marked.h describes it. @param {string[][]} rows */
const textOf = (rows) => rows.map((cells) => `b${cells.map((cell) => `@${cell}`).join('\x1f')}\x1e`).join('');

/** @param {number} line of a sheet @param {number} column */
const placeOfCell = (line, column) => ({ line, column, path: `${letters(column)}${line}` });

/** Names that programs give to new sheets. */
const UNNAMED = /^(?:sheet|tabelle|feuil|hoja|foglio|planilha|лист|シート|工作表|table|worksheet)\s*\d*$/i;

/** Returns the title that a sheet's name gives. @param {string} name */
const titleOfSheet = (name) => (UNNAMED.test(name) ? '' : name);

/**
 * Converts a sheet to a card. Reads it like CSV, but takes numbers, yes and no from the workbook.
 * @param {Uint8Array} bytes @param {SourceOptions} options
 * @returns {Promise<Source>}
 */
export async function readWorkbook(bytes, options) {
  const { names, sheet } = await readXlsx(bytes, options.sheet);
  if (options.sheet === undefined && names.length > 1) {
    options.note?.(`This is sheet “${sheet.name}” of ${listed(names)}: --sheet chooses.`);
  }
  const rows = sheet.rows.map((row) => row.map((cell) => clean(cellText(cell).replace(/\r\n?/g, '\n'))));
  return readMade({
    text: textOf(rows),
    table: { ...tableOf(options, { heading: titleOfSheet(sheet.name) }), isMarked: true },
    placeOf(path) {
      const [, row, column] = /^row (\d+)(?:, column (\d+))?/.exec(path) ?? [];
      return placeOfCell(sheet.numbers[Number(row) - 1], sheet.columns[Number(column ?? 1) - 1]);
    },
  });
}
