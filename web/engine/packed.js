/**
 * Packs bytes as ASCII text, which is the same in all encodings of a page. Most bytes take one character, the others two:
 * half the length of hexadecimal digits, and 3 kB less of the engine in brotli.
 */

/** Printable ASCII without the characters that end or change a string in a script, or a script in HTML. */
const SIGNS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).filter(
  (sign) => !'"\\<'.includes(sign),
);

/** Bytes per page of the table. It has three pages: the last two characters select the second and the third. */
const PAGE = SIGNS.length - 2;

/** Signs that are rare in the engine and its texts. They stand for the first bytes that are not signs. */
const SPARE = "1234589CDHJLNPQRSTUVWXYZ&'*+;?[]^_`|xz";

/** Returns all bytes in the order of the table. A common sign stands for itself, so texts stay readable. The other bytes follow in order. */
function makeTable() {
  const codes = SIGNS.slice(0, PAGE).map((sign) => sign.charCodeAt(0));
  const others = [...Array(256).keys()].filter((byte) => !codes.includes(byte));
  const first = codes.map((code, i) => (SPARE.includes(SIGNS[i]) ? others[SPARE.indexOf(SIGNS[i])] : code));
  return [...new Set([...first, ...Array(256).keys()])];
}

/** Packs bytes (used by the build). @param {Uint8Array} bytes */
export function pack(bytes) {
  const places = new Map(makeTable().map((byte, place) => [byte, place]));
  const signsOf = (/** @type {number} */ byte) => {
    const place = /** @type {number} */ (places.get(byte));
    return (place < PAGE ? '' : SIGNS[PAGE - 1 + Math.floor(place / PAGE)]) + SIGNS[place % PAGE];
  };
  return Array.from(bytes, signsOf).join('');
}

/** Unpacks bytes. @param {string} text */
export function unpack(text) {
  const table = makeTable();
  const places = new Uint8Array(128); // by character code: much faster than a map of characters
  for (const [place, sign] of SIGNS.entries()) places[sign.charCodeAt(0)] = place;
  const bytes = new Uint8Array(text.length);
  let [length, page] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const place = places[text.charCodeAt(i)];
    if (place < PAGE) {
      bytes[length++] = table[page * PAGE + place];
      page = 0;
    } else page = place - PAGE + 1;
  }
  return bytes.subarray(0, length);
}
