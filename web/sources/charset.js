/** Decodes text files. */
import { encoder } from '../engine/utf8.js';

/** Byte order marks. */
const MARKS = /** @type {const} */ ([
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]);

const WINDOWS = 'windows-1252';

/**
 * Returns a decoder for bytes that are not UTF-8: for the server's encoding, otherwise for windows-1252 as in old
 * Windows programs. Many servers call every text UTF-8.
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
 * Decodes by the byte order mark, otherwise as UTF-8 if valid, otherwise in the server's encoding.
 * @param {Uint8Array} bytes @param {string} [charset]
 */
export function decodeText(bytes, charset = '') {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked) return new TextDecoder(marked[0]).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // As a stream: otherwise Node.js 20 decodes windows-1252 as Latin-1.
    return decoderOf(charset).decode(bytes, { stream: true });
  }
}

/**
 * Converts a text to UTF-8, with a byte order mark: its own first character could look like one.
 * @param {Uint8Array} bytes @param {string} [charset]
 */
export const toUtf8 = (bytes, charset) => encoder.encode(`\ufeff${decodeText(bytes, charset)}`);
