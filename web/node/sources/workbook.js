/** Converts a sheet of a workbook to a card. */
import { CardError } from '../../engine/error.js';
import { encoder } from '../../engine/utf8.js';
import { partOf, titleOfFile } from '../../sources/headings.js';
import { readText } from './made.js';
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
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** Counts the line breaks of a text. @param {string} text */
function lineBreaks(text) {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Counts the code points of a text. @param {string} text */
function characters(text) {
  let count = 0;
  for (let at = 0; at < text.length; count++) at += /** @type {number} */ (text.codePointAt(at)) > 0xffff ? 2 : 1;
  return count;
}

/**
 * Returns the end position of a text that starts at a line and column.
 * @param {number} line @param {number} column @param {string} text
 */
function advance(line, column, text) {
  const breaks = lineBreaks(text);
  const last = characters(text.slice(text.lastIndexOf('\n') + 1));
  return { line: line + breaks, column: (breaks ? 1 : column) + last };
}

/** The sheet as CSV. */
class Csv {
  #sheet;
  #rows;
  /** The start line of each row. @type {number[]} */
  #starts = [];
  /** The last row asked for, and the start positions of its cells. */
  #row = -1;
  /** @type {Map<string, number>} */
  #cells = new Map();
  text;

  /** @param {Sheet} sheet @param {string[][]} rows its texts */
  constructor(sheet, rows) {
    this.#sheet = sheet;
    this.#rows = rows;
    let line = 1;
    const lines = rows.map((row) => {
      const text = row.map(quoted).join(',');
      this.#starts.push(line);
      line += lineBreaks(text) + 1;
      return text;
    });
    this.text = `${lines.join('\n')}\n`;
  }

  /** Returns the row of a line by binary search: a large sheet may have many problems. @param {number} line */
  #rowAt(line) {
    let [first, end] = [0, this.#starts.length];
    while (end - first > 1) {
      const middle = (first + end) >>> 1;
      if (this.#starts[middle] <= line) first = middle;
      else end = middle;
    }
    return first;
  }

  /** Returns the start positions of a row's cells, by line and column. @param {number} i */
  #cellsOf(i) {
    if (this.#row === i) return this.#cells;
    this.#row = i;
    this.#cells.clear();
    let at = { line: this.#starts[i], column: 1 };
    for (const [j, cell] of this.#rows[i].entries()) {
      this.#cells.set(`${at.line}:${at.column}`, j);
      at = advance(at.line, at.column, `${quoted(cell)},`);
    }
    return this.#cells;
  }

  /** Returns the address of the cell that starts at a line and column, such as B3. @param {Partial<import('../../engine/error.js').Problem>} place */
  placeOf({ line = 0, column = 0 }) {
    const i = this.#rowAt(line);
    const j = this.#rows.length ? this.#cellsOf(i).get(`${line}:${column}`) : undefined;
    return j === undefined ? { path: '' } : placeOfCell(this.#sheet.numbers[i], this.#sheet.columns[j]);
  }
}

/** @param {number} line of a sheet @param {number} column */
const placeOfCell = (line, column) => ({ line, column, path: `${letters(column)}${line}` });

/**
 * Restores numbers, yes and no that passed through text. The card has no empty rows and columns.
 * @param {Table} card @param {Cell[][]} rows @param {string[][]} texts the same as text
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
 * Converts a sheet to a card. Reads it like CSV, but takes numbers, yes and no from the workbook.
 * @param {Uint8Array} bytes @param {SourceOptions} options
 * @returns {Promise<Source>}
 */
export async function readWorkbook(bytes, options) {
  const { names, sheet } = await readXlsx(bytes, options.sheet);
  if (options.sheet === undefined && names.length > 1) {
    options.note?.(`This is sheet “${sheet.name}” of ${listed(names)}: --sheet chooses.`);
  }
  const { rows } = sheet;
  const texts = rows.map((row) => row.map((cell) => cellText(cell).replace(/\r\n?/g, '\n').replaceAll('\0', '')));
  const csv = new Csv(sheet, texts);
  const place = (/** @type {Problem} */ problem) => ({ ...problem, ...csv.placeOf(problem) });
  const { title: caption, name = '', language } = options;
  const table = { caption, file: titleOfFile(name), language, delimiter: ',' };
  try {
    const { json, placed } = await readText(encoder.encode(csv.text), table);
    const card = JSON.parse(new TextDecoder().decode(json));
    restore(card, rows, texts);
    return {
      json: encoder.encode(JSON.stringify(card)),
      isTable: true,
      placed: async (problems) => (await placed(problems)).map(place),
    };
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    throw Object.assign(error, csv.placeOf(error), { problems: error.problems?.map(place) });
  }
}
