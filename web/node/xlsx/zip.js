/**
 * Reads the parts of a ZIP file (APPNOTE.TXT 6.3). Does not trust the sizes in the file; counts bytes while unpacking.
 */
import { createInflateRaw } from 'node:zlib';
import { CardError } from '../../engine/error.js';

/** Maximum unpacked bytes of all parts read. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Signatures of the records, and their lengths without names and comments. */
const LOCAL = 0x04034b50;
const LOCAL_SIZE = 30;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const END = 0x06054b50;
const END_SIZE = 22;
const END_LOCATOR_64 = 0x07064b50;
const END_LOCATOR_64_SIZE = 20;
const LONGEST_COMMENT = 0xffff;

/** Compression methods. */
const STORED = 0;
const DEFLATED = 8;

/** Bytes per piece. */
const PIECE = 65536;

/** @typedef {{packed: Buffer, method: number, size: number}} Part `size` is what its entry says */

/** @param {string} message @param {Partial<import('../../engine/error.js').Problem>} [place] @returns {never} */
export function refuse(message, place) {
  throw new CardError({ code: 'bad-xlsx', message, ...place });
}

/** @returns {never} */
const refuseDamaged = () => refuse('This .xlsx file is damaged: save it again as “Excel Workbook (.xlsx)”.');

/** Returns the position of the end record. @param {Buffer} bytes */
function endOf(bytes) {
  const first = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
  let at = bytes.length - END_SIZE;
  while (at >= first && bytes.readUInt32LE(at) !== END) at--;
  if (at < first) refuse('This is no .xlsx file, or a part of it is missing: save it as “Excel Workbook (.xlsx)”.');
  return at;
}

/** Returns the part of an entry. @param {Buffer} bytes @param {number} at position of the entry @returns {Part} */
function partOf(bytes, at) {
  const local = bytes.readUInt32LE(at + 42);
  const packedSize = bytes.readUInt32LE(at + 20);
  if (local + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(local) !== LOCAL) refuseDamaged();
  const start = local + LOCAL_SIZE + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + packedSize > bytes.length) refuseDamaged();
  const packed = bytes.subarray(start, start + packedSize);
  return { packed, method: bytes.readUInt16LE(at + 10), size: bytes.readUInt32LE(at + 24) };
}

/** Yields the bytes of a part. @param {Part} part @returns {AsyncIterable<Buffer> | Iterable<Buffer>} */
function* pieces({ packed }) {
  for (let at = 0; at < packed.length; at += PIECE) yield packed.subarray(at, at + PIECE);
}

/** @param {Part} part @returns {AsyncIterable<Buffer> | Iterable<Buffer>} */
function unpack(part) {
  if (part.method === STORED) return pieces(part);
  if (part.method !== DEFLATED) refuseDamaged();
  const unpacked = createInflateRaw({ chunkSize: PIECE });
  unpacked.end(part.packed); // unpacks piece by piece, as they are read
  return unpacked;
}

/** A ZIP file. */
export class Archive {
  /** The position of each part's entry. @type {Map<string, number>} */
  #entries = new Map();
  #bytes;
  #left = MOST_BYTES;

  /** @param {Buffer} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
    const end = endOf(bytes);
    const locator = end - END_LOCATOR_64_SIZE;
    if (locator >= 0 && bytes.readUInt32LE(locator) === END_LOCATOR_64) {
      refuse(
        'This workbook is packed as ZIP64, for files of more than 4 GB: save it again as “Excel Workbook (.xlsx)”.',
      );
    }
    let at = bytes.readUInt32LE(end + 16);
    while (at + ENTRY_SIZE <= end && bytes.readUInt32LE(at) === ENTRY) {
      const nameEnd = at + ENTRY_SIZE + bytes.readUInt16LE(at + 28);
      this.#entries.set(bytes.toString('utf8', at + ENTRY_SIZE, nameEnd), at);
      at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  }

  /** @param {string} name of a part */
  has(name) {
    return this.#entries.has(name);
  }

  /** Yields the text of a part in pieces. @param {string} name of an existing part */
  async *text(name) {
    const part = partOf(this.#bytes, /** @type {number} */ (this.#entries.get(name)));
    const decoder = new TextDecoder();
    let size = 0;
    try {
      for await (const piece of unpack(part)) {
        size += piece.length;
        this.#left -= piece.length;
        if (this.#left < 0) refuse('This workbook unpacks to more than 256 MB: split it.');
        yield decoder.decode(piece, { stream: true });
      }
    } catch (error) {
      if (/** @type {any} */ (error).code?.startsWith('Z_')) refuseDamaged(); // zlib's errors
      throw error;
    }
    if (size !== part.size) refuseDamaged();
    yield decoder.decode();
  }
}
