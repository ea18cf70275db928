/** Output for people in a terminal: colours if supported, a progress bar for several files. */

/** @typedef {import('../../engine/error.js').Problem} Problem */

/** @typedef {import('node:tty').WriteStream | NodeJS.WriteStream} Stream */

const COLOURS = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], green: [32, 39] };

const BAR = 24;

/** A part of a message, unescaped, perhaps in a colour. @typedef {string | {colour: keyof typeof COLOURS, text: string}} Part */

/** Returns true if the stream is a terminal with colours and its user wants them (NO_COLOR, TERM). @param {Stream} stream */
const hasColours = (stream) => Boolean(stream.isTTY && stream.hasColors());

/** Returns a coloured part of a message. @param {keyof typeof COLOURS} colour @param {string} text @returns {Part} */
export const paint = (colour, text) => ({ colour, text });

/**
 * Escapes control and direction characters, so that a text is one line and a terminal obeys none of it.
 * @param {string} text
 */
const printable = (text) =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (control) => {
    return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });

/** Returns a part as the stream shows it. @param {Stream} stream @param {Part} part */
export function shown(stream, part) {
  if (typeof part === 'string') return printable(part);
  const [on, off] = COLOURS[part.colour];
  return hasColours(stream) ? `\x1b[${on}m${printable(part.text)}\x1b[${off}m` : printable(part.text);
}

/**
 * Writes a message as a line. All messages for people use this, so that no name of a file, a sheet or a command reaches
 * the terminal with control characters.
 * @param {Stream} stream @param {Part[]} parts
 */
export function say(stream, ...parts) {
  stream.write(`${parts.map((part) => shown(stream, part)).join('')}\n`);
}

/** Writes the lines of a text as messages. @param {Stream} stream @param {string} text */
export function sayLines(stream, text) {
  stream.write(`${text.split('\n').map(printable).join('\n')}\n`);
}

/** Writes a result to standard output unchanged. @param {string} text */
export function writeResult(text) {
  process.stdout.write(text);
}

/** `3 files`, `1 file`. @param {number} count @param {string} thing */
export const counted = (count, thing) => `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;

/**
 * Writes a problem as one line in the format of compilers, so that editors and CI find the position.
 * @param {Stream} stream @param {string} file @param {Problem} problem
 */
export function sayProblem(stream, file, { level, line, column, message, path, code }) {
  const place = file + (line ? `:${line}:${column}` : '');
  const colour = level === 'error' ? 'red' : 'yellow';
  const details = [path, code].filter(Boolean).join(', ');
  const end = details ? [paint('dim', ` (${details})`)] : [];
  say(stream, paint('bold', `${place}:`), ' ', paint(colour, `${level}:`), ' ', message, ...end);
}

/** A progress bar on standard error, only for several files in a terminal. */
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

  /** Shows the start of work on the next file. @param {string} file */
  begin(file) {
    if (!this.#isShown) return;
    const full = Math.round((BAR * this.#done) / this.#total);
    const parts = [paint('green', '━'.repeat(full)), paint('dim', '─'.repeat(BAR - full))];
    const bar = parts.map((part) => shown(this.#stream, part)).join('');
    const count = ` ${this.#done++} of ${this.#total}  `;
    const name = shown(this.#stream, file).slice(0, Math.max(0, (this.#stream.columns || 80) - BAR - count.length - 1));
    this.#stream.write(`\r\x1b[K${bar}${count}${name}`);
  }

  /** Removes the bar. Call before other output and at the end. */
  clear() {
    if (this.#isShown) this.#stream.write('\r\x1b[K');
  }
}
