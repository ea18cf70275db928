/**
 * The card that a spreadsheet makes whose text is separated by commas, semicolons or tabs (web/records.js). Ordered bottom-up:
 * bytes, delimiters, cells, the table, the card.
 */
import { decimalMark, markOf, valuesOf } from './cells.js';
import { CardError } from './error.js';
import { MOST_SUBJECTS, oneLine, partOf, TOO_MANY_SUBJECTS, titleFor } from './headings.js';
import { mayBeNumber, RowsWriter } from './plain-cells.js';
import { Records, refuse } from './records.js';
import { decoder, encoder } from './utf8.js';

/** @typedef {import('./cells.js').Line} Line */
/** @typedef {import('./cells.js').Mark} Mark */
/** @typedef {import('./plain-cells.js').Column} Column */
/** @typedef {import('./sources.js').Made} Made */

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

/** So many bytes are looked at, at a time. */
const PIECE = 65536;

/** @param {Uint8Array} bytes */
function isUtf8(bytes) {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += PIECE) decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/**
 * The same text in UTF-8, with a byte order mark or without: with one where it is written anew, since the text itself may
 * begin with what would be taken for one.
 * @param {Uint8Array} bytes @param {string} [charset]
 */
export const utf8Of = (bytes, charset) =>
  isUtf8(bytes) ? bytes : encoder.encode(`\ufeff${decodeText(bytes, charset)}`);

/** How many lines the delimiter is looked for in. */
const SAMPLE = 50;

/**
 * The delimiter of a text: the one on most of its first lines, and of those the one there most often. Tabs and semicolons
 * go before commas, which stand in texts and numbers too.
 * @param {string} text
 */
export function delimiterOf(text) {
  const lines = text.replace(/"(?:[^"]|"")*"/g, '').split(/[\r\n]+/, SAMPLE);
  const counts = ['\t', ';', ','].map((delimiter) => {
    const each = lines.map((line) => line.split(delimiter).length - 1);
    return { delimiter, lines: each.filter(Boolean).length, all: each.reduce((sum, count) => sum + count, 0) };
  });
  const [best] = counts.sort((a, b) => b.lines - a.lines || b.all - a.all);
  return best.lines ? best.delimiter : ',';
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

/** A cell that is no value. @param {string} part @param {string} cell */
const plainCell = (part, cell) => (part === 'better' ? oneLine(cell).toLowerCase() : oneLine(cell));

/** A table as text. */
class Table {
  #bytes;
  #delimiter;
  #records;
  /** What the file says its table is about. */
  title = '';
  /** The record of headings; those behind it are the rows. */
  #head = 0;
  /** @type {Column[]} */
  columns;
  /** Their headings. @type {string[]} */
  headings;

  /** @param {Uint8Array} bytes UTF-8 @param {string} [delimiter] */
  constructor(bytes, delimiter) {
    const start = decoder.decode(bytes.subarray(0, PIECE));
    const [named, said] = /^sep=([\t !#-~])\r?\n/.exec(start) ?? ['']; // Excel's own
    this.#bytes = bytes;
    this.#delimiter = delimiter ?? said ?? delimiterOf(start);
    this.#records = new Records(bytes, this.#delimiter.charCodeAt(0), named.length);
    if (!this.#records.count)
      refuse(bytes, 0, 'missing', 'There is nothing here: a table starts with a line of headings.');
    if (this.#records.count > 1) this.#takeTitle();
    const headings = this.#records.texts(this.#head).map(oneLine);
    this.#checkHeadings(headings);
    const used = headings.map((_, at) => at).filter((at) => at === 0 || headings[at]);
    for (const record of this.#rows()) this.#checkLength(record, headings.length);
    if (used.length < 2) this.#refuse(this.#head, 0, 'missing', 'A table needs a column for each subject.');
    this.columns = used.map((at) => ({ at, part: at ? partOf(headings[at]) : 'name' }));
    this.#checkColumns();
    this.headings = used.map((at) => headings[at]);
  }

  /** The title that a first record is: its only cell, unless that is the heading of the only column. */
  #takeTitle() {
    const records = this.#records;
    const filled = records.texts(0).flatMap((cell, at) => (cell.trim() ? [at] : []));
    const [only] = filled;
    if (filled.length > 1 || (only > 0 && ![...this.#filled()].some((at) => at && at !== only))) return;
    this.title = oneLine(records.text(0, only));
    this.#head = 1;
  }

  /** The places of the cells that hold something in some row. */
  #filled() {
    /** @type {Set<number>} */
    const filled = new Set();
    for (const record of this.#rows()) {
      for (let at = 0; at < this.#records.lengthOf(record); at++) {
        if (!filled.has(at) && !this.#records.isBlank(record, at)) filled.add(at);
      }
    }
    return filled;
  }

  /** The records that are rows. */
  *#rows() {
    for (let record = this.#head + 1; record < this.#records.count; record++) yield record;
  }

  /** @param {number} record @param {number} index of the cell @param {string} code @param {string} message @returns {never} */
  #refuse(record, index, code, message) {
    throw new CardError({ code, message, ...this.#records.placeOf(record, index) });
  }

  /** Refuses a column that has values, but no heading. @param {string[]} headings */
  #checkHeadings(headings) {
    if (!headings.includes('', 1)) return;
    const filled = this.#filled();
    const index = headings.findIndex((heading, at) => at && !heading && filled.has(at));
    if (index > 0) this.#refuse(this.#head, index, 'missing', 'This column has values, but no heading: give it one.');
  }

  /** Refuses more columns than a card has: every row would hold all of them. */
  #checkColumns() {
    const beyond = this.columns.filter(({ part }) => !part)[MOST_SUBJECTS] ?? this.columns[2 * MOST_SUBJECTS];
    if (beyond) this.#refuse(this.#head, beyond.at, 'too-many', TOO_MANY_SUBJECTS);
  }

  /** @param {number} record @param {number} length of the head */
  #checkLength(record, length) {
    for (let at = length; at < this.#records.lengthOf(record); at++) {
      if (this.#records.isBlank(record, at)) continue;
      this.#refuse(
        record,
        at,
        'too-many',
        'There are more cells in this line than headings: put texts with commas in "…".',
      );
    }
  }

  /** The place of what stands at a path of the card. @param {string} path */
  placeOf(path) {
    const [, list, first, second] = /^(columns|rows)\[(\d+)\](?:\[(\d+)\])?/.exec(path) ?? [];
    const record = list === 'rows' ? this.#head + 1 + Number(first) : this.#head;
    const column = this.columns[Number(list === 'rows' ? (second ?? 0) : (first ?? 0))];
    return this.#records.placeOf(record, column?.at ?? 0);
  }

  /** The cells that may be numbers with a decimal mark or between thousands. @returns {Generator<string>} */
  *#numbers() {
    const [bytes, records] = [this.#bytes, this.#records];
    const subjects = this.columns.filter(({ part }) => !part);
    for (const record of this.#rows()) {
      for (const { at } of subjects) {
        if (at >= records.lengthOf(record)) continue;
        if (mayBeNumber(bytes, records.startOf(record, at), records.endOf(record, at) >>> 1))
          yield records.text(record, at);
      }
    }
  }

  /**
   * The decimal mark of its numbers. Where nothing else tells: programs write semicolons between cells where it is the comma.
   * @param {string} [language]
   */
  markIn(language) {
    return decimalMark(this.#numbers(), () => (this.#delimiter === ';' ? ',' : markOf(language)));
  }

  /** A row of the compact form. @param {number} record @param {Mark} mark */
  #rowOf(record, mark) {
    const cells = this.columns.map(({ at }) => this.#records.text(record, at));
    const values = valuesOf(cells.filter((_, i) => !this.columns[i].part).map(linesOf), mark);
    return this.columns.map(({ part }, i) => (part ? plainCell(part, cells[i]) : values.shift()));
  }

  /**
   * Its rows in JSON, with commas between them, behind a text and before another: each is a step.
   * @param {string} before @param {string} after @param {Mark} mark @returns {import('./slices.js').Steps<Uint8Array>}
   */
  *rowsBetween(before, after, mark) {
    const writer = new RowsWriter(this.#bytes);
    writer.write(before);
    for (const record of this.#rows()) {
      if (record > this.#head + 1) writer.separate();
      if (!writer.writeIfPlain(this.#records, record, this.columns, mark)) {
        writer.write(JSON.stringify(this.#rowOf(record, mark)));
      }
      yield;
    }
    writer.write(after);
    return writer.bytes;
  }
}

/** UTF-8 without a byte order mark. @param {string | Uint8Array} text */
function bytesOf(text) {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  return MARKS[0][1].every((byte, i) => bytes[i] === byte) ? bytes.subarray(3) : bytes;
}

/**
 * The card that a text with a line of headings makes, in the compact form. Cells may hold the card's inline markup.
 * @param {string | Uint8Array} text or its bytes in UTF-8
 * @param {object} [options]
 * @param {string} [options.caption] the title, whatever the text says
 * @param {string} [options.file] the address of the text, for a title
 * @param {string} [options.language] of its numbers
 * @param {string} [options.delimiter] where it is known, a character of ASCII
 * @returns {Made}
 * @throws {CardError} with the line and column of what is wrong
 */
export function cardFromCsv(text, { caption, file, language, delimiter } = {}) {
  const bytes = bytesOf(text);
  const zero = bytes.indexOf(0);
  if (zero >= 0) refuse(bytes, zero, 'syntax', 'This is no text: save the table as CSV.');
  const table = new Table(bytes, delimiter);
  const names = table.headings.filter((_, i) => !table.columns[i].part);
  const card = { title: caption || table.title || titleFor(names, file), columns: table.headings };
  return {
    card,
    rows: (before, after) => table.rowsBetween(before, after, table.markIn(language)),
    placeOf: (path) => table.placeOf(path),
  };
}
