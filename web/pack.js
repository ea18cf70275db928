/**
 * Bytes as text that fits in a script: printable ASCII without quotation marks or backslashes, so that it needs no
 * escapes and survives any encoding a server claims. Common bytes are one character, rare ones two; text in the bytes
 * stays text. After brotli that is smaller than hexadecimal digits or base64.
 *
 * Characters # to ~ count as 0 to 91, with ! in place of the backslash. Below SINGLES a character stands for
 * one byte, 90 and 91 for the first and second half of the rest, told apart by the character that follows.
 */
const SINGLES = 90;

/** @param {number} code */
const toIndex = (code) => (code === 33 ? 57 : code - 35);

/** @param {number} index */
const toChar = (index) => String.fromCharCode(index === 57 ? 33 : index + 35);

/** The bytes that are not in a list, in their order. @param {number[]} singles */
const restOf = (singles) => [...Array(256).keys()].filter((byte) => !singles.includes(byte));

/**
 * @param {Uint8Array} bytes
 * @returns {string} the byte of each single character as two hexadecimal digits, then the bytes
 */
export function pack(bytes) {
  const counts = Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const common = [...counts.keys()].sort((a, b) => counts[b] - counts[a]).slice(0, SINGLES);
  const singles = Array(SINGLES).fill(-1);
  for (const byte of common) {
    const own = toIndex(byte);
    if (own >= 0 && own < SINGLES && toChar(own) === String.fromCharCode(byte)) singles[own] = byte;
  }
  for (const byte of common) if (!singles.includes(byte)) singles[singles.indexOf(-1)] = byte;
  const rest = restOf(singles);
  let text = Buffer.from(singles).toString('hex');
  for (const byte of bytes) {
    const place = rest.indexOf(byte);
    text +=
      place < 0
        ? toChar(singles.indexOf(byte))
        : toChar(place < SINGLES ? SINGLES : SINGLES + 1) + toChar(place % SINGLES);
  }
  return text;
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function unpack(text) {
  const singles = Array.from({ length: SINGLES }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
  const rest = restOf(singles);
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 2 * SINGLES; i < text.length; i++) {
    const index = toIndex(text.charCodeAt(i));
    bytes[length++] =
      index < SINGLES ? singles[index] : rest[(index - SINGLES) * SINGLES + toIndex(text.charCodeAt(++i))];
  }
  return bytes.slice(0, length);
}
