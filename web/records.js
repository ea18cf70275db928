/**
 * Text separated by commas, semicolons or tabs (RFC 4180, and what programs write in its place): where its records and cells
 * stand. It is read as bytes in UTF-8, and only what is asked for becomes a string: of a large text, making a string of each
 * cell takes longer than all else.
 */
import { CardError } from './error.js';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Where a byte is: its line and its character, from 1. @param {Uint8Array} bytes @param {number} at */
export function placeIn(bytes, at) {
  let [line, column] = [1, 1];
  for (let i = 0; i < at; i++) {
    const byte = bytes[i];
    if (byte === LF || (byte === CR && bytes[i + 1] !== LF)) {
      line++;
      column = 1;
    } else if (byte >> 6 !== 2) column++; // a byte that starts a character
  }
  return { line, column };
}

/** @param {Uint8Array} bytes @param {number} at @param {string} code @param {string} message @returns {never} */
export function refuse(bytes, at, code, message) {
  throw new CardError({ code, message, ...placeIn(bytes, at) });
}

/** The apostrophe that src/export.c writes before a formula, and before what is invisible in front of one. */
const DEFUSED = /^'(?=[^\p{L}\p{N}\p{P}\p{S}]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/** Whether a byte is white space of ASCII. @param {number} byte */
export const isSpace = (byte) => byte === SPACE || (byte >= TAB && byte <= CR);

/** Where the quotation mark is that closes the cell which one at `at` opens; the end of the text if it does not come. @param {Uint8Array} bytes @param {number} at */
function closingIn(bytes, at) {
  for (at++; at < bytes.length; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (at + 1 === bytes.length || bytes[at + 1] !== QUOTE) return at;
    at++;
  }
  return at;
}

/** The records of a text that hold something, each with its cells. */
export class Records {
  #bytes;
  #delimiter;
  /** Of each cell where it starts, and twice where it ends, and one more if it stands in quotation marks. */
  #spans = new Uint32Array(1024);
  #length = 0;
  /** Of each record where its cells are among these; at the end where they all end. @type {number[]} */
  #firsts = [];

  /**
   * @param {Uint8Array} bytes UTF-8, up to 2 GB @param {number} delimiter a byte of ASCII @param {number} [from] where the
   *   records start
   * @throws {CardError} where quotation marks do not come in pairs
   */
  constructor(bytes, delimiter, from = 0) {
    this.#bytes = bytes;
    this.#delimiter = delimiter;
    do from = this.#readRecord(from);
    while (from < bytes.length);
    this.#firsts.push(this.#length);
  }

  /** How many there are. */
  get count() {
    return this.#firsts.length - 1;
  }

  /** Reads the record at `at`, and returns where the next one would be. @param {number} at */
  #readRecord(at) {
    const bytes = this.#bytes;
    const first = this.#length;
    at = this.#readCell(at);
    while (at < bytes.length && bytes[at] === this.#delimiter) at = this.#readCell(at + 1);
    if (this.#hold(first, this.#length)) this.#firsts.push(first);
    else this.#length = first;
    return at + (at + 1 < bytes.length && bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1);
  }

  /** Reads the cell at `at`, and returns where it ends. Tabs need no quotation marks, so that there those of the text itself may be meant. @param {number} at */
  #readCell(at) {
    const bytes = this.#bytes;
    if (at < bytes.length && bytes[at] === QUOTE) {
      const closing = closingIn(bytes, at);
      if (closing < bytes.length && this.#isEnd(closing + 1)) return this.#keep(at + 1, closing, 1);
      if (this.#delimiter !== TAB) this.#refuseCell(at, closing);
    }
    let end = at;
    while (!this.#isEnd(end)) end++;
    return this.#keep(at, end, 0);
  }

  /** Whether a cell may end here. @param {number} at */
  #isEnd(at) {
    if (at >= this.#bytes.length) return true;
    const byte = this.#bytes[at];
    return byte === this.#delimiter || byte === LF || byte === CR;
  }

  /** @param {number} at @param {number} closing @returns {never} */
  #refuseCell(at, closing) {
    if (closing === this.#bytes.length) {
      refuse(this.#bytes, at, 'syntax', 'This cell never ends: its closing quotation mark is missing.');
    }
    return refuse(
      this.#bytes,
      closing + 1,
      'syntax',
      'The cell ends before this: write a quotation mark inside a cell twice.',
    );
  }

  /** @param {number} start @param {number} end @param {number} quoted 0 or 1 @returns {number} where the cell ends, quotation mark and all */
  #keep(start, end, quoted) {
    if (this.#length === this.#spans.length) {
      const spans = new Uint32Array(this.#length * 2);
      spans.set(this.#spans);
      this.#spans = spans;
    }
    this.#spans[this.#length++] = start;
    this.#spans[this.#length++] = end * 2 + quoted;
    return end + quoted;
  }

  /** Whether there is more than white space in some of the spans. @param {number} from @param {number} to */
  #hold(from, to) {
    for (; from < to; from += 2) if (!this.#isBlank(this.#spans[from], this.#spans[from + 1] >>> 1)) return true;
    return false;
  }

  /** @param {number} start @param {number} end */
  #isBlank(start, end) {
    while (start < end && isSpace(this.#bytes[start])) start++;
    return start === end || (this.#bytes[start] > 127 && !decoder.decode(this.#bytes.subarray(start, end)).trim());
  }

  /** How many cells a record has. @param {number} record */
  lengthOf(record) {
    return (this.#firsts[record + 1] - this.#firsts[record]) / 2;
  }

  /** Where the bytes of a cell start. @param {number} record @param {number} index which the record has */
  startOf(record, index) {
    return this.#spans[this.#firsts[record] + index * 2];
  }

  /** Twice where they end, and one more if the cell stands in quotation marks: then those inside are written twice. @param {number} record @param {number} index */
  endOf(record, index) {
    return this.#spans[this.#firsts[record] + index * 2 + 1];
  }

  /** Whether a cell holds nothing, or is not there. @param {number} record @param {number} index */
  isBlank(record, index) {
    if (index >= this.lengthOf(record)) return true;
    return this.#isBlank(this.startOf(record, index), this.endOf(record, index) >>> 1);
  }

  /**
   * What a cell says; '' if it is not there. An apostrophe that keeps spreadsheets from running it as a formula
   * is no part of it.
   * @param {number} record @param {number} index
   */
  text(record, index) {
    if (index >= this.lengthOf(record)) return '';
    const end = this.endOf(record, index);
    const text = decoder.decode(this.#bytes.subarray(this.startOf(record, index), end >>> 1));
    return (end & 1 ? text.replaceAll('""', '"') : text).replace(DEFUSED, '');
  }

  /** What all cells of a record say. @param {number} record */
  texts(record) {
    return Array.from({ length: this.lengthOf(record) }, (_, index) => this.text(record, index));
  }

  /** The line and column of a cell; where the record ends, of one that it does not have. @param {number} record @param {number} index */
  placeOf(record, index) {
    const last = this.endOf(record, this.lengthOf(record) - 1);
    const at =
      index < this.lengthOf(record)
        ? this.startOf(record, index) - (this.endOf(record, index) & 1)
        : (last >>> 1) + (last & 1);
    return placeIn(this.#bytes, at);
  }
}
