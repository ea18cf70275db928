/**
 * Text of a spreadsheet, separated by commas, semicolons or tabs (RFC 4180, and what programs write in its place), and the
 * card it makes. Ordered bottom-up: bytes, delimiters, cells, records, the card.
 */
import { decimalMark, isSurelyText, markOf, valuesOf } from './cells.js';
import { CardError } from './error.js';
import { oneLine, partOf, titleFor } from './headings.js';

/** @typedef {import('./cells.js').Line} Line */
/** @typedef {import('./cells.js').Mark} Mark */
/** @typedef {import('./sources.js').Made} Made */

/**
 * A line of the table, which may take several of the text.
 * @typedef {object} Row
 * @property {string[]} cells
 * @property {number} at where it starts in the text
 */

/** The first bytes of a text in an encoding. */
const MARKS = /** @type {const} */ ([
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]);

const WINDOWS = 'windows-1252';

/**
 * What decodes bytes that are no UTF-8: the encoding that a server named, else that of old programs on Windows. Many servers
 * call every text UTF-8.
 * @param {string} charset
 */
function decoderOf(charset) {
  try {
    const named = new TextDecoder(charset);
    return named.encoding === 'utf-8' ? new TextDecoder(WINDOWS) : named;
  } catch {
    return new TextDecoder(WINDOWS);
  }
}

/**
 * The text that bytes stand for: what their byte order mark says, else UTF-8 if they are, else what the server named.
 * @param {Uint8Array} bytes @param {string} [charset]
 */
export function decodeText(bytes, charset = '') {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked) return new TextDecoder(marked[0]).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // As one that goes on: Node.js 20 takes windows-1252 for Latin-1 where it is all at once.
    return decoderOf(charset).decode(bytes, { stream: true });
  }
}

/** @param {string} text @param {number} at @returns {{line: number, column: number}} from 1, in characters */
function placeIn(text, at) {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
}

/** @param {string} text @param {number} at @param {string} code @param {string} message @returns {never} */
function refuse(text, at, code, message) {
  throw new CardError({ code, message, ...placeIn(text, at) });
}

/** How many lines the delimiter is looked for in. */
const SAMPLE = 50;

/**
 * The delimiter of a text: the one on most of its first lines, and of those the one there most often. Tabs and semicolons
 * go before commas, which stand in texts and numbers too.
 * @param {string} text
 */
export function delimiterOf(text) {
  const lines = text
    .slice(0, 1 << 16)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/[\r\n]+/, SAMPLE);
  const counts = ['\t', ';', ','].map((delimiter) => {
    const each = lines.map((line) => line.split(delimiter).length - 1);
    return { delimiter, lines: each.filter(Boolean).length, all: each.reduce((sum, count) => sum + count, 0) };
  });
  const [best] = counts.sort((a, b) => b.lines - a.lines || b.all - a.all);
  return best.lines ? best.delimiter : ',';
}

/** Reads the cells of a text one after the other. */
class Cells {
  #text;
  #delimiter;
  #plain;
  /** What ends a cell. */
  #ends;
  /** Where the next cell starts. */
  at = 0;

  /** @param {string} text @param {string} delimiter */
  constructor(text, delimiter) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.#ends = `${delimiter}\r\n`;
    this.#plain = new RegExp(`[^${delimiter.replace(/[\\\]^-]/, '\\$&')}\\r\\n]*`, 'y');
  }

  /** Whether a cell may end here. @param {number} at */
  #isEnd(at) {
    return at >= this.#text.length || this.#ends.includes(this.#text[at]);
  }

  /** Where the quotation mark is that closes the cell; below 0 if it does not come. */
  #closing() {
    let at = this.at;
    do at = this.#text.indexOf('"', at + 1);
    while (at >= 0 && this.#text[at + 1] === '"' && ++at);
    return at;
  }

  /** A cell in quotation marks. Tabs need none, so that there those of the text itself may be meant. */
  #quoted() {
    const closing = this.#closing();
    if (closing >= 0 && this.#isEnd(closing + 1)) {
      const cell = this.#text.slice(this.at + 1, closing).replaceAll('""', '"');
      this.at = closing + 1;
      return cell;
    }
    if (this.#delimiter === '\t') return this.#unquoted();
    if (closing < 0) {
      refuse(this.#text, this.at, 'syntax', 'This cell never ends: its closing quotation mark is missing.');
    }
    return refuse(
      this.#text,
      closing + 1,
      'syntax',
      'The cell ends before this: write a quotation mark inside a cell twice.',
    );
  }

  #unquoted() {
    this.#plain.lastIndex = this.at;
    const [cell] = /** @type {RegExpExecArray} */ (this.#plain.exec(this.#text));
    this.at += cell.length;
    return cell;
  }

  /**
   * The next cell; behind it stands a delimiter, or a row ends. An apostrophe keeps spreadsheets from running a text as a
   * formula (src/export.c writes it), and is no part of it.
   */
  next() {
    const cell = this.#text[this.at] === '"' ? this.#quoted() : this.#unquoted();
    return cell[0] === "'" ? cell.replace(/^'(?=[=+\-@\t\r\n])/, '') : cell;
  }

  /** Steps over a delimiter, if there is one. */
  isFollowed() {
    const follows = this.#text[this.at] === this.#delimiter;
    this.at += Number(follows);
    return follows;
  }

  /** Steps over the end of a line; false at the end of the text. */
  newLine() {
    if (this.#text.startsWith('\r\n', this.at)) this.at++;
    return ++this.at < this.#text.length;
  }
}

/**
 * The rows of a text that hold something.
 * @param {string} text @param {string} delimiter @param {number} [from] where they start
 * @returns {Generator<Row>}
 */
export function* rowsOf(text, delimiter, from = 0) {
  const cells = new Cells(text, delimiter);
  cells.at = from;
  do {
    /** @type {Row} */
    const row = { cells: [], at: cells.at };
    do row.cells.push(cells.next());
    while (cells.isFollowed());
    if (row.cells.some((cell) => cell.trim())) yield row;
  } while (cells.newLine());
}

/** Where a cell of a row starts. @param {string} text @param {string} delimiter @param {Row} row @param {number} index */
function startOf(text, delimiter, row, index) {
  const cells = new Cells(text, delimiter);
  cells.at = row.at;
  for (let i = 0; i < index; i++) {
    cells.next();
    if (!cells.isFollowed()) break;
  }
  return cells.at;
}

/** The lines of a cell, without the bullets that a typed list has. @param {string} cell @returns {Line[]} */
function linesOf(cell) {
  if (!/[\r\n]/.test(cell)) {
    const text = cell.trim();
    return text ? [{ plain: text, text }] : [];
  }
  const lines = cell.split(/\r\n|\r|\n/).filter((line) => line.trim());
  const isList = lines.length > 1 && lines.every((line) => /^\s*[•◦‣–-]\s/.test(line));
  return lines.map((line) => {
    const text = (isList ? line.replace(/^\s*./u, '') : line).trim();
    return { plain: text, text };
  });
}

/** The values that some cells of a row are. @param {string[]} cells @param {Mark} mark */
function readValues(cells, mark) {
  const bare = cells.map((cell) => cell.trim());
  return bare.every(isSurelyText) ? bare : valuesOf(cells.map(linesOf), mark);
}

/** The cells of some columns, row by row. @param {Row[]} rows @param {number[]} columns */
function* cellsIn(rows, columns) {
  for (const { cells } of rows) for (const at of columns) yield cells[at] ?? '';
}

/** A cell that is no value. @param {string} part @param {string} cell */
const plainCell = (part, cell) => (part === 'better' ? oneLine(cell).toLowerCase() : oneLine(cell));

/** The title that a first row is: its only cell, unless that is the heading of the only column. @param {Row} first @param {Row[]} rest */
function titleIn({ cells }, rest) {
  const filled = cells.flatMap((cell, i) => (cell.trim() ? [i] : []));
  const [only] = filled;
  const isHeading = only > 0 && !rest.some((row) => row.cells.some((cell, i) => i && i !== only && cell.trim()));
  return filled.length > 1 || isHeading ? '' : oneLine(cells[only]);
}

/** A table as text. */
class Sheet {
  #text;
  #delimiter;
  /** What the file says its table is about. @type {string} */
  title;
  /** The row of headings. @type {Row} */
  head;
  /** @type {Row[]} */
  rows;
  /** Which cells of a row count: a column that holds nothing does not. @type {number[]} */
  columns;

  /** @param {string} text @param {string} [delimiter] */
  constructor(text, delimiter) {
    const [named, said] = /^sep=(.)\r?\n/.exec(text) ?? ['']; // Excel's own
    this.#text = text;
    this.#delimiter = delimiter ?? said ?? delimiterOf(text);
    const [first, ...rest] = rowsOf(text, this.#delimiter, named.length);
    if (!first) refuse(text, 0, 'missing', 'There is nothing here: a table starts with a line of headings.');
    this.title = rest.length ? titleIn(first, rest) : '';
    this.head = this.title ? rest[0] : first;
    this.rows = this.title ? rest.slice(1) : rest;
    this.columns = this.head.cells.map((_, i) => i).filter((i) => i === 0 || this.#isUsed(i));
    for (const row of this.rows) this.#checkLength(row);
    if (this.columns.length < 2) this.refuse(this.head, 0, 'missing', 'A table needs a column for each subject.');
  }

  /** @param {Row} row @param {number} index of the cell @param {string} code @param {string} message @returns {never} */
  refuse(row, index, code, message) {
    return refuse(this.#text, startOf(this.#text, this.#delimiter, row, index), code, message);
  }

  /** Whether a column has a heading; one that has values must. @param {number} index */
  #isUsed(index) {
    if (this.head.cells[index].trim()) return true;
    if (this.rows.some(({ cells }) => cells[index]?.trim())) {
      this.refuse(this.head, index, 'missing', 'This column has values, but no heading: give it one.');
    }
    return false;
  }

  /** @param {Row} row */
  #checkLength(row) {
    const { length } = this.head.cells;
    const extra = row.cells.findIndex((cell, i) => i >= length && cell.trim());
    if (extra < 0) return;
    this.refuse(
      row,
      extra,
      'too-many',
      'There are more cells in this line than headings: put texts with commas in "…".',
    );
  }

  /** The place of what stands at a path of the card. @param {string} path */
  placeOf(path) {
    const [, list, first, second] = /^(columns|rows)\[(\d+)\](?:\[(\d+)\])?/.exec(path) ?? [];
    const row = list === 'rows' ? this.rows[Number(first)] : this.head;
    const column = this.columns[Number(list === 'rows' ? (second ?? 0) : (first ?? 0))] ?? 0;
    return placeIn(this.#text, startOf(this.#text, this.#delimiter, row, column));
  }

  /** The decimal mark, where nothing else tells: programs write semicolons between cells where it is the comma. @param {string} [language] */
  markIn(language) {
    return this.#delimiter === ';' ? ',' : markOf(language);
  }
}

/**
 * The card that a text with a line of headings makes, in the compact form. Cells may hold the card's inline markup.
 * @param {string} text
 * @param {object} [options]
 * @param {string} [options.caption] the title, whatever the text says
 * @param {string} [options.file] the address of the text, for a title
 * @param {string} [options.language] of its numbers
 * @param {string} [options.delimiter] where it is known
 * @returns {Made}
 * @throws {CardError} with the line and column of what is wrong
 */
export function cardFromCsv(text, { caption, file, language, delimiter } = {}) {
  if (text.startsWith('\ufeff')) text = text.slice(1);
  const zero = text.indexOf('\0');
  if (zero >= 0) refuse(text, zero, 'syntax', 'This is no text: save the table as CSV.');
  const sheet = new Sheet(text, delimiter);
  const { head, rows, columns } = sheet;
  const headings = columns.map((i) => oneLine(head.cells[i] ?? ''));
  const parts = headings.map((heading, i) => (i ? partOf(heading) : 'name'));
  const valued = columns.filter((_, i) => !parts[i]);
  const mark = decimalMark(cellsIn(rows, valued), sheet.markIn(language));
  const names = headings.filter((_, i) => !parts[i]);
  const card = {
    title: caption || sheet.title || titleFor(names, file),
    columns: headings,
    rows: rows.map((row) => {
      const values = readValues([...cellsIn([row], valued)], mark);
      let next = 0;
      return columns.map((at, i) => (parts[i] ? plainCell(parts[i], row.cells[at] ?? '') : (values[next++] ?? null)));
    }),
  };
  return { card, placeOf: (path) => sheet.placeOf(path) };
}
