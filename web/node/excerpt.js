/** The lines of a file around a problem. */

/** @typedef {import('../error.js').Problem} Problem */

/**
 * @typedef {object} Excerpt
 * @property {number} first the number of its first line
 * @property {string[]} lines cut off where they are long; none where the problem has no line
 * @property {[number, number]} mark from where to where the problem is in its line, in UTF-16
 */

/** Lines before and after. */
const AROUND = 2;

/** Of a long line, how much is shown, and how much of that before the problem. */
const WIDTH = 160;
const BEFORE = 60;

/** What a problem is about: a string, a word or a number, or one character. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[^\s,;:"[\]{}|<>]+|./uy;

/** @param {string} line @param {number} from */
function cut(line, from) {
  const end = from + WIDTH;
  return (from ? '…' : '') + line.slice(from, end) + (end < line.length ? '…' : '');
}

/** @param {string} line @param {number} column in characters, from 1 @returns {{line: string, mark: [number, number]}} */
function marked(line, column) {
  const at = [...line].slice(0, column - 1).join('').length;
  TOKEN.lastIndex = at;
  const length = TOKEN.exec(line)?.[0].length ?? 0;
  const from = line.length > WIDTH ? Math.max(0, at - BEFORE) : 0;
  const shift = at - from + (from ? 1 : 0);
  return { line: cut(line, from), mark: [shift, Math.min(shift + length, shift + WIDTH)] };
}

/** @param {string[]} lines of the whole file @param {Problem} problem @returns {Excerpt} */
export function excerptOf(lines, { line, column }) {
  if (!line || line > lines.length) return { first: 0, lines: [], mark: [0, 0] };
  const first = Math.max(1, line - AROUND);
  const shown = lines.slice(first - 1, line + AROUND).map((text) => cut(text, 0));
  const guilty = marked(lines[line - 1], column);
  shown[line - first] = guilty.line;
  return { first, lines: shown, mark: guilty.mark };
}
