/**
 * Cells that say just what stands there: texts of one line, whole numbers, decimals where nothing is to be decided. Most are
 * plain, and go from the bytes of a table into JSON as they are. Of any other, web/cells.js finds out what it says; what
 * here is called plain says the same there.
 */
import { isSpace } from './records.js';
import { encoder } from './utf8.js';

/** @typedef {import('./cells.js').Mark} Mark */
/** @typedef {import('./records.js').Records} Records */

/** A column of a card: where its cells stand in a record, and the part of a row that it is; '' for a subject. @typedef {{at: number, part: string}} Column */

const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const OPENING = 91;
const BACKSLASH = 92;
const CLOSING = 93;

/** @param {number} byte */
const isDigit = (byte) => byte >= ZERO && byte < ZERO + 10;

/** The longest text, in bytes, that may have no more than five characters: such as may be an answer. */
const SHORT = 15;

/** How many characters in front of its first digit a number may have, and how many bytes they may take. */
const BEFORE_DIGIT = 10;
const BYTES_BEFORE_DIGIT = 2 * SHORT;

/** The most bytes that a byte of a plain text becomes in JSON: `\\`; and what stands around a cell: `"",`, or `null,`. */
const LONGEST_ESCAPE = 2;
const AROUND_CELL = 5;

/** What an empty cell is: `""` in a part of a row, `null` as a value. */
const NOTHING = [QUOTE, QUOTE];
const NULL = [...'null'].map((sign) => sign.charCodeAt(0));

/** The most decimals with which a number is written without an exponent. */
const DECIMALS = 6;

/** Characters that are white space beyond ASCII, by the bytes they start with (ECMA-262, WhiteSpace and LineTerminator). */
const SPACES = [
  [0xc2, 0xa0],
  [0xe1, 0x9a],
  [0xe2, 0x80],
  [0xe2, 0x81],
  [0xe3, 0x80],
  [0xef, 0xbb],
];

/** Whether a character that starts at `at` may be white space. @param {Uint8Array} bytes @param {number} at */
const maySpace = (bytes, at) => SPACES.some(([first, second]) => bytes[at] === first && bytes[at + 1] === second);

/** Whether there may be white space at the ends of a text beyond that of ASCII. @param {Uint8Array} bytes @param {number} start @param {number} end */
function mayBeSpaced(bytes, start, end) {
  if (bytes[start] > 127 && maySpace(bytes, start)) return true;
  return bytes[end - 1] > 127 && (maySpace(bytes, end - 2) || maySpace(bytes, end - 3));
}

/** Whether a number may start here, as web/cells.js reads them. @param {Uint8Array} bytes @param {number} start @param {number} end */
export function mayBeNumber(bytes, start, end) {
  let limit = Math.min(end, start + BEFORE_DIGIT);
  for (let at = start; at < limit; at++) {
    if (isDigit(bytes[at])) return true;
    if (bytes[at] > 127) limit = Math.min(end, start + BYTES_BEFORE_DIGIT);
  }
  return false;
}

/** What may stand for yes or no, and is that short. */
const ANSWERS = ['yes', 'true', 'false'];

/** Whether a short text is three letters or signs of ASCII at least, and no answer. @param {Uint8Array} bytes @param {number} start @param {number} end */
function isWord(bytes, start, end) {
  for (let at = start; at < end; at++) if (bytes[at] > 127) return false;
  const length = end - start;
  return (
    length > 5 || (length > 2 && !ANSWERS.includes(String.fromCharCode(...bytes.subarray(start, end)).toLowerCase()))
  );
}

/** Whether a text is a number as JSON and JavaScript write it, and one whatever stands elsewhere. @param {Uint8Array} bytes @param {number} start @param {number} end @param {Mark} mark */
function isPlainNumber(bytes, start, end, mark) {
  const first = start + Number(bytes[start] === MINUS);
  let at = first;
  while (at < end && isDigit(bytes[at])) at++;
  if (at === first || (bytes[first] === ZERO && at > first + 1) || end - start > SHORT) return false;
  if (at === end) return bytes[first] !== ZERO || first === start;
  const decimals = end - at - 1;
  if (mark !== '.' || bytes[at] !== POINT || !decimals || decimals > DECIMALS || bytes[end - 1] === ZERO) return false;
  do at++;
  while (at < end && isDigit(bytes[at]));
  return at === end;
}

/** Whether a text says in JSON just what it says in a table. @param {Uint8Array} bytes @param {number} start @param {number} end */
const isPlainText = (bytes, start, end) =>
  (end - start > SHORT || isWord(bytes, start, end)) && !mayBeNumber(bytes, start, end);

/** Cells of a table as JSON: those that are plain, and what others became. */
export class RowsWriter {
  #from;
  #to;
  #at = 0;

  /** @param {Uint8Array} from where the cells are */
  constructor(from) {
    this.#from = from;
    this.#to = new Uint8Array(Math.ceil(from.length * 1.1) + 1024);
  }

  /** What was written. */
  get bytes() {
    return this.#to.subarray(0, this.#at);
  }

  /** Makes room for so many bytes more. @param {number} count */
  #reserve(count) {
    if (this.#at + count <= this.#to.length) return;
    const to = new Uint8Array(Math.max(this.#at + count, Math.ceil(this.#to.length * 1.5)));
    to.set(this.bytes);
    this.#to = to;
  }

  /** @param {string} json */
  write(json) {
    this.#reserve(json.length * 3);
    this.#at += encoder.encodeInto(json, this.#to.subarray(this.#at)).written;
  }

  /** Writes the comma between two rows. */
  separate() {
    this.#reserve(1);
    this.#put(COMMA);
  }

  /**
   * Writes a record as a list, if all its cells are plain: else nothing.
   * @param {Records} records @param {number} record @param {Column[]} columns @param {Mark} mark
   * @returns {boolean} whether it did
   */
  writeIfPlain(records, record, columns, mark) {
    const before = this.#at;
    const length = records.lengthOf(record);
    const size = (records.endOf(record, length - 1) >>> 1) - records.startOf(record, 0);
    this.#reserve(size * LONGEST_ESCAPE + columns.length * AROUND_CELL + 2);
    this.#put(OPENING);
    for (const { at, part } of columns) {
      if (at) this.#put(COMMA); // the first column is always there
      const start = at < length ? records.startOf(record, at) : 0;
      const end = at < length ? records.endOf(record, at) : 0;
      if (!this.#writeCell(start, end >>> 1, (end & 1) === 1, part, mark)) {
        this.#at = before;
        return false;
      }
    }
    this.#put(CLOSING);
    return true;
  }

  /** @param {number} start @param {number} end @param {boolean} isQuoted @param {string} part @param {Mark} mark @returns {boolean} whether it is plain */
  #writeCell(start, end, isQuoted, part, mark) {
    const bytes = this.#from;
    if (start < end && bytes[start] === APOSTROPHE) return false;
    while (start < end && isSpace(bytes[start])) start++;
    while (start < end && isSpace(bytes[end - 1])) end--;
    if (start === end) for (const byte of part ? NOTHING : NULL) this.#put(byte);
    else if (part === 'better' || mayBeSpaced(bytes, start, end)) return false;
    else if (part || isPlainText(bytes, start, end)) return this.#writeText(start, end, isQuoted);
    else if (isPlainNumber(bytes, start, end, mark)) while (start < end) this.#put(bytes[start++]);
    else return false;
    return true;
  }

  /** @param {number} start @param {number} end @param {boolean} isQuoted @returns {boolean} false where it has several lines, or other control characters */
  #writeText(start, end, isQuoted) {
    const [from, to] = [this.#from, this.#to];
    let out = this.#at;
    to[out++] = QUOTE;
    for (let at = start; at < end; at++) {
      const byte = from[at];
      if (byte > BACKSLASH || (byte >= SPACE && byte < BACKSLASH && byte !== QUOTE)) to[out++] = byte;
      else if (byte < SPACE) return false;
      else {
        to[out++] = BACKSLASH;
        to[out++] = byte;
        if (byte === QUOTE && isQuoted) at++;
      }
    }
    to[out++] = QUOTE;
    this.#at = out;
    return true;
  }

  /** @param {number} byte for which there is room */
  #put(byte) {
    this.#to[this.#at++] = byte;
  }
}
