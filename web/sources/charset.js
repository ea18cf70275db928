/** Decodes text files. */
import { encoder } from '../engine/utf8.js';

/** Byte order marks. */
const MARKS = /** @type {const} */ ([
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]);

const WINDOWS = 'windows-1252';

/** Encodings of old files by language (Encoding Standard and browsers), as pairs of languages and encoding. */
const USUAL = /** @type {const} */ ([
  [/^ja\b/, 'shift_jis'],
  [/^zh-(?:tw|hk|mo|hant)\b/, 'big5'],
  [/^zh\b/, 'gb18030'],
  [/^ko\b/, 'euc-kr'],
  [/^(?:be|bg|mk|ru|sr|uk)\b/, 'windows-1251'],
  [/^(?:bs|cs|hr|hu|pl|ro|sk|sl|sq)\b/, 'windows-1250'],
  [/^el\b/, 'windows-1253'],
  [/^(?:tr|az|ku)\b/, 'windows-1254'],
  [/^(?:he|yi)\b/, 'windows-1255'],
  [/^(?:ar|fa|ur)\b/, 'windows-1256'],
  [/^(?:et|lt|lv)\b/, 'windows-1257'],
  [/^vi\b/, 'windows-1258'],
  [/^th\b/, 'windows-874'],
]);

/**
 * What is known about the encoding of a file.
 * @typedef {object} Known
 * @property {string} [encoding] that the author names
 * @property {string} [charset] that the server names; many call every text UTF-8
 * @property {string} [language] of the text, for a guess
 */

/** Returns the standard's name of an encoding; undefined if it is unknown. @param {string} [name] */
function nameOf(name) {
  try {
    return name && new TextDecoder(name).encoding;
  } catch {}
}

/** Returns the encoding of bytes that are not UTF-8. @param {Known} known */
function otherEncoding({ encoding, charset, language = '' }) {
  const named = nameOf(encoding) ?? nameOf(charset);
  if (named && (encoding || named !== 'utf-8')) return { encoding: named, isGuess: false };
  const usual = USUAL.find(([languages]) => languages.test(language.toLowerCase()));
  return { encoding: usual?.[1] ?? WINDOWS, isGuess: true };
}

/** Returns true if bytes are UTF-8. @param {Uint8Array} bytes */
function isUtf8(bytes) {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without a byte order mark: every second byte of a text in Latin letters is 0. @param {Uint8Array} bytes */
function wideEncoding(bytes) {
  const start = bytes.subarray(0, 64);
  const zeros = [0, 1].map((from) => start.filter((byte, i) => i % 2 === from && byte === 0).length);
  if (zeros[1] * 3 > start.length && !zeros[0]) return 'utf-16le';
  return zeros[0] * 3 > start.length && !zeros[1] ? 'utf-16be' : undefined;
}

/**
 * Returns the encoding of a text: what its byte order mark says, UTF-8 if it is valid, otherwise what the author or the server says,
 * otherwise the usual one of the language.
 * @param {Uint8Array} bytes @param {Known} [known]
 */
export function encodingOf(bytes, known = {}) {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))?.[0];
  const sure = marked ?? wideEncoding(bytes) ?? (!nameOf(known.encoding) && isUtf8(bytes) ? 'utf-8' : undefined);
  return sure ? { encoding: sure, isGuess: false } : otherEncoding(known);
}

/** Decodes a text. @param {Uint8Array} bytes @param {Known} [known] */
export function decodeText(bytes, known) {
  // As a stream: otherwise Node.js 20 decodes windows-1252 as Latin-1.
  return new TextDecoder(encodingOf(bytes, known).encoding).decode(bytes, { stream: true });
}

/**
 * Converts a text to UTF-8, with a byte order mark: its own first character could look like one.
 * @param {Uint8Array} bytes @param {Known} [known]
 */
export const toUtf8 = (bytes, known) => encoder.encode(`\ufeff${decodeText(bytes, known)}`);

/**
 * Returns what the author should know about the encoding of a text.
 * @param {Uint8Array} bytes @param {Known} known
 * @returns {import('../engine/error.js').Problem[]}
 */
export function encodingProblems(bytes, known) {
  const { encoding, isGuess } = encodingOf(bytes, known);
  const about = { code: 'encoding', path: '', line: 0, column: 0 };
  if (known.encoding && !nameOf(known.encoding))
    return [
      { ...about, level: 'warning', message: `No encoding is called “${known.encoding}”: it is read as ${encoding}.` },
    ];
  if (!isGuess) return [];
  const message = `This is not UTF-8: it is read as ${encoding}. Save it as UTF-8, or name its encoding.`;
  return [{ ...about, level: 'warning', message }];
}
