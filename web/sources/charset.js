/** The encodings of text files. */
import { encoder } from '../engine/utf8.js';

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
