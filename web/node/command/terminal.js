/** What people see in a terminal: colours where it has them, a bar while several files are at work. */

/** @typedef {import('../../error.js').Problem} Problem */

/** @typedef {import('node:tty').WriteStream | NodeJS.WriteStream} Stream */

const COLOURS = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], green: [32, 39] };

const BAR = 24;

/** Whether the stream is a terminal that shows colours, and its user wants them (NO_COLOR, TERM). @param {Stream} stream */
const hasColours = (stream) => Boolean(stream.isTTY && stream.hasColors());

/**
 * Colours a text where the stream shows colours.
 * @param {Stream} stream @param {keyof typeof COLOURS} colour @param {string} text
 */
export function paint(stream, colour, text) {
  const [on, off] = COLOURS[colour];
  return hasColours(stream) ? `\x1b[${on}m${text}\x1b[${off}m` : text;
}

/** A text from a file, a name or an address in one line, without what a terminal would obey. @param {string} text */
export const printable = (text) =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (control) => {
    return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });

/** `3 files`, `1 file`. @param {number} count @param {string} thing */
export const counted = (count, thing) => `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;

/**
 * A problem in one line, as compilers write it, so that editors and CI find the place.
 * @param {Stream} stream @param {string} file @param {Problem} problem
 */
export function problemLine(stream, file, { level, line, column, message, path, code }) {
  const place = printable(file) + (line ? `:${line}:${column}` : '');
  const colour = level === 'error' ? 'red' : 'yellow';
  const details = [path && printable(path), code].filter(Boolean).join(', ');
  const parts = [paint(stream, 'bold', `${place}:`), paint(stream, colour, `${level}:`), printable(message)];
  return `${parts.join(' ')}${details && paint(stream, 'dim', ` (${details})`)}\n`;
}

/** A bar on standard error, for several files and on a terminal only. */
export class Progress {
  #stream = process.stderr;
  #total;
  #done = 0;
  #isShown;

  /** @param {number} total */
  constructor(total) {
    this.#total = total;
    this.#isShown = Boolean(this.#stream.isTTY && total > 1);
  }

  /** Shows that work on the next file begins. @param {string} file */
  begin(file) {
    if (!this.#isShown) return;
    const full = Math.round((BAR * this.#done) / this.#total);
    const bar = paint(this.#stream, 'green', '━'.repeat(full)) + paint(this.#stream, 'dim', '─'.repeat(BAR - full));
    const count = ` ${this.#done++} of ${this.#total}  `;
    const name = printable(file).slice(0, Math.max(0, (this.#stream.columns || 80) - BAR - count.length - 1));
    this.#stream.write(`\r\x1b[K${bar}${count}${name}`);
  }

  /** Takes the bar away: before anything else is written, and at the end. */
  clear() {
    if (this.#isShown) this.#stream.write('\r\x1b[K');
  }
}
