/**
 * Packs bytes as ASCII text, which is the same in all encodings of a page. The most frequent bytes take one character,
 * the others two: half the length of hexadecimal digits, and 2 kB less of the engine in brotli.
 */

/** Printable ASCII without the characters that end or change a string in a script, or a script in HTML. */
const SIGNS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter(
  (sign) => !'"\\<'.includes(sign),
);

/** Bytes per page of the table. It has three pages: the last two characters select the second and the third. */
const PAGE = SIGNS.length - 2;

/** `frequent`: bytes of the first page. @typedef {{frequent: number[], text: string}} Packed */

/** Returns the table of all bytes: the frequent ones, then the others in order. @param {number[]} frequent */
const tableOf = (frequent) => [...new Set([...frequent, ...Array(256).keys()])];

/** Packs bytes (used by the build). @param {Uint8Array} bytes @returns {Packed} */
export function pack(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]++;
  const frequent = [...counts.keys()].sort((a, b) => counts[b] - counts[a]).slice(0, PAGE);
  const places = new Map(tableOf(frequent).map((byte, place) => [byte, place]));
  const signsOf = (/** @type {number} */ byte) => {
    const place = /** @type {number} */ (places.get(byte));
    return (place < PAGE ? '' : SIGNS[PAGE - 1 + Math.floor(place / PAGE)]) + SIGNS[place % PAGE];
  };
  return { frequent, text: Array.from(bytes, signsOf).join('') };
}

/** Unpacks bytes. @param {Packed} packed */
export function unpack({ frequent, text }) {
  const table = tableOf(frequent);
  const places = new Map(SIGNS.map((sign, place) => [sign, place]));
  const bytes = new Uint8Array(text.length);
  let [length, page] = [0, 0];
  for (const sign of text) {
    const place = /** @type {number} */ (places.get(sign));
    if (place < PAGE) {
      bytes[length++] = table[page * PAGE + place];
      page = 0;
    } else page = place - PAGE + 1;
  }
  return bytes.subarray(0, length);
}
