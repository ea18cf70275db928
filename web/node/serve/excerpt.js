/** Extracts the lines of a file around a problem. */

/** @typedef {import('../../engine/error.js').Problem} Problem */

/**
 * @typedef {object} Excerpt
 * @property {number} first the number of its first line
 * @property {string[]} lines long ones are cut; empty if the problem has no line
 * @property {[number, number]} mark start and end of the problem in its line, in UTF-16
 */

/** Lines before and after the problem. */
const AROUND = 2;

/** Characters shown of a long line, and of those before the problem. */
const WIDTH = 160;
const BEFORE = 60;

/** The text of a problem: a string, perhaps cut off; a word or a number; otherwise one character. */
const TOKEN = /"(?:[^"\\]|\\.)*"?|[^\s,;:"[\]{}|<>]+|./suy;

/** @param {string} line @param {number} from */
function cut(line, from) {
  const end = from + WIDTH;
  return (from ? '…' : '') + line.slice(from, end) + (end < line.length ? '…' : '');
}

/** @param {string} line @param {number} at position of the problem, in UTF-16 @returns {{line: string, mark: [number, number]}} */
function marked(line, at) {
  TOKEN.lastIndex = 0;
  const length = TOKEN.exec(line.slice(at, at + WIDTH))?.[0].length ?? 0;
  const from = line.length > WIDTH ? Math.max(0, at - BEFORE) : 0;
  const shift = at - from + (from ? 1 : 0);
  return { line: cut(line, from), mark: [shift, Math.min(shift + length, shift + WIDTH)] };
}

/** Converts columns to UTF-16 positions. Continuing in the same line costs only the characters between. */
class Columns {
  #line = '';
  #column = 1;
  #at = 0;

  /** @param {string} line @param {number} column in characters, from 1 */
  find(line, column) {
    if (line !== this.#line || column < this.#column) [this.#line, this.#column, this.#at] = [line, 1, 0];
    for (; this.#column < column && this.#at < line.length; this.#column++) {
      this.#at += /** @type {number} */ (line.codePointAt(this.#at)) > 0xffff ? 2 : 1;
    }
    return this.#at;
  }
}

/**
 * Returns the lines around each problem.
 * @param {string[]} lines of the whole file
 * @param {Problem[]} problems preferably in document order
 * @returns {Excerpt[]}
 */
export function excerptsOf(lines, problems) {
  const columns = new Columns();
  return problems.map(({ line, column }) => {
    if (!line || line > lines.length) return { first: 0, lines: [], mark: [0, 0] };
    const first = Math.max(1, line - AROUND);
    const shown = lines.slice(first - 1, line + AROUND).map((text) => cut(text, 0));
    const guilty = marked(lines[line - 1], columns.find(lines[line - 1], column));
    shown[line - first] = guilty.line;
    return { first, lines: shown, mark: guilty.mark };
  });
}
