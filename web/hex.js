/** Returns the bytes that hexadecimal digits write. @param {string} digits @returns {Uint8Array<ArrayBuffer>} */
export function bytesOf(digits) {
  const { fromHex } = /** @type {any} */ (Uint8Array); // not before Chrome 140, Firefox 133 and Safari 18.2
  if (fromHex) return fromHex.call(Uint8Array, digits);
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
