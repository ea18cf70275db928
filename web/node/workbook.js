/** The card that a sheet of a workbook makes. */
import { cardFromCsv } from '../csv.js';
import { CardError } from '../error.js';
import { partOf } from '../headings.js';
import { jsonOf } from '../sources.js';
import { readSheets, refuse } from './xlsx.js';

/** @typedef {import('../sources.js').Made} Made */
/** @typedef {import('./sources.js').SourceOptions} SourceOptions */
/** @typedef {import('./xlsx.js').Cell} Cell */
/** @typedef {import('./xlsx.js').Sheet} Sheet */

/** The card that cardFromCsv makes. @typedef {{columns: string[], rows: unknown[][]}} Table */

/** The sheet that was asked for, else the first that holds something. @param {Sheet[]} sheets @param {SourceOptions} options */
function choose(sheets, { sheet, note }) {
  const names = sheets.map(({ name }) => `“${name}”`).join(', ');
  const filled = sheets.find(({ rows }) => rows.length) ?? sheets[0];
  const wanted = sheets.find(({ name }) => name === sheet) ?? sheets[Number(sheet) - 1];
  if (sheet !== undefined && !wanted) refuse(`There is no sheet “${sheet}” here: there are ${names}.`);
  if (sheet === undefined && sheets.length > 1) note?.(`This is sheet “${filled.name}” of ${names}: --sheet chooses.`);
  return wanted ?? filled;
}

/** The day from which workbooks count; what is before the next year is no day, but a time or how long something takes. */
const ORIGIN = Date.UTC(1899, 11, 30);
const FIRST_DAY = Date.UTC(1900, 0, 1);

const MINUTE = 60_000;

/** A day, and the time if there is one; hours and minutes for what has no day. @param {Date} date */
function dateText(date) {
  const minutes = Math.round((date.getTime() - ORIGIN) / MINUTE);
  const whole = new Date(ORIGIN + minutes * MINUTE);
  if (whole.getTime() >= FIRST_DAY) return whole.toISOString().slice(0, 16).replace('T00:00', '').replace('T', ' ');
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** What a cell shows; of numbers the 15 digits that are exact. @param {Cell} cell */
function cellText(cell) {
  if (cell instanceof Date) return dateText(cell);
  return typeof cell === 'number' ? `${exact(cell)}` : `${cell ?? ''}`;
}

/** @param {number} number */
const exact = (number) => Number(number.toPrecision(15));

/** @param {string} text */
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** Where a text ends that starts at a line and column. @param {number} line @param {number} column @param {string} text */
function advance(line, column, text) {
  const lines = text.split('\n');
  const last = [...(lines.at(-1) ?? '')].length;
  return { line: line + lines.length - 1, column: (lines.length > 1 ? 1 : column) + last };
}

/**
 * The sheet as CSV, and the cell that starts at a line and column of it.
 * @param {string[][]} rows
 */
function csvOf(rows) {
  /** @type {Map<string, {line: number, column: number}>} */
  const starts = new Map();
  let [text, line] = ['', 1];
  for (const [i, row] of rows.entries()) {
    let column = 1;
    for (const [j, cell] of row.entries()) {
      starts.set(`${line}:${column}`, { line: i + 1, column: j + 1 });
      const written = quoted(cell) + (j < row.length - 1 ? ',' : '');
      ({ line, column } = advance(line, column, written));
      text += written;
    }
    text += '\n';
    line++;
  }
  return { text, cellAt: (/** @type {number} */ at, /** @type {number} */ column) => starts.get(`${at}:${column}`) };
}

/** Columns as spreadsheets name them: 1 is A, 28 is AB. @param {number} column @returns {string} */
function letters(column) {
  const before = Math.floor((column - 1) / 26);
  return (before ? letters(before) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** A place in the words of a spreadsheet: B3. @param {{line: number, column: number} | undefined} cell */
const placeOfCell = (cell) => (cell ? { ...cell, path: `${letters(cell.column)}${cell.line}` } : { path: '' });

/**
 * Puts numbers, yes and no back that were text on the way. Rows and columns that hold nothing are not in the card.
 * @param {Table} card @param {Cell[][]} rows @param {string[][]} texts the same
 */
function restore(card, rows, texts) {
  const filled = rows.filter((_, i) => texts[i].some((text) => text.trim()));
  const body = filled.slice(filled.length - card.rows.length);
  const head = filled[filled.length - card.rows.length - 1].map(cellText);
  const columns = head.map((_, i) => i).filter((i) => !i || head[i].trim());
  for (const [i, at] of columns.entries()) {
    if (!i || partOf(card.columns[i])) continue;
    for (const [j, row] of body.entries()) {
      const cell = row[at];
      if (typeof cell === 'number') card.rows[j][i] = exact(cell);
      if (typeof cell === 'boolean') card.rows[j][i] = cell;
    }
  }
}

/**
 * The card that a sheet makes. It is read as CSV would be, but numbers, yes and no are what the workbook says they are.
 * @param {Uint8Array} bytes @param {SourceOptions} options
 * @returns {Promise<Made>}
 */
export async function cardFromWorkbook(bytes, options) {
  const { rows } = choose(await readSheets(bytes), options);
  const texts = rows.map((row) => row.map((cell) => cellText(cell).replace(/\r\n?/g, '\n').replaceAll('\0', '')));
  const { text, cellAt } = csvOf(texts);
  try {
    const made = cardFromCsv(text, { caption: options.title, file: options.name, delimiter: ',' });
    const place = (/** @type {string} */ path) => {
      const { line = 0, column = 0 } = made.placeOf(path);
      return placeOfCell(cellAt(line, column));
    };
    const card = JSON.parse(new TextDecoder().decode(/** @type {Uint8Array} */ (jsonOf(made))));
    restore(card, rows, texts);
    return { card, placeOf: place };
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    throw Object.assign(error, placeOfCell(cellAt(error.line, error.column)));
  }
}
