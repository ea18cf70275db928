/**
 * A WebAssembly module as text that is small once brotli, which knows letters better than instructions, is done with it.
 * What is alike stands together: the instructions, the operands of each kind, what is no code, the strings. It takes some
 * milliseconds to put it together again before the first card. web/encode.js writes it.
 */

/** What follows the bytes of an instruction: an operand of that kind, or the next function. In the table, letters from g on. */
export const LOCAL = 0;
export const FUNCTION = 1;
export const OFFSET = 2;
export const LABEL = 3;
export const POSITIVE = 4;
export const ADDRESS = 5;
export const NEGATIVE = 6;
export const STRING = 7;
export const END = 8;

/**
 * What reads one number after the other. Digits are # to ~, with ! in place of the backslash. The first tells which of
 * them are the last of a number; the others are followed by more.
 * @param {string} digits
 */
function numbersOf(digits) {
  const last = digits.charCodeAt(0) - 35;
  let at = 1;
  return () => {
    for (let value = 0; ; ) {
      const code = digits.charCodeAt(at++);
      const digit = code === 33 ? 57 : code - 35;
      if (digit < last) return value * last + digit;
      value = value * (92 - last) + digit - last;
    }
  };
}

/** More bytes than a module has. */
const ROOM = 262144;

/** A byte that is no code, by its number: letters are what they are, but where capitals would be are the bytes from 0 to 31. @param {number} number */
export const byteOf = (number) => (number > 91 ? number - 92 : number > 28 && number < 61 ? number - 29 : number + 35);

/**
 * @param {string} text the strings, where a zero is a line break and a line break a zero
 * @param {string} rest what is no code
 * @param {string} table the instructions: hexadecimal digits, and letters for operands
 * @param {string[]} strands the instructions, and the operands of each kind
 * @returns {Uint8Array<ArrayBuffer>} the module
 */
export function decode(text, rest, table, ...strands) {
  const out = new Uint8Array(ROOM);
  let at = 0;
  /** Writes LEB128; end is 64 where a sign needs room. @param {number} value @param {number} end */
  const put = (value, end) => {
    for (; value < -64 || value >= end; value >>= 7) out[at++] = value | 128;
    out[at++] = value & 127;
  };
  const byte = numbersOf(rest);
  const [instruction, ...operands] = strands.map(numbersOf);
  const strings = new TextEncoder().encode(text.replace(/[\0\n]/g, (char) => (char < '\n' ? '\n' : '\0')));
  const addresses = [byte()];
  for (let i = 0; i < strings.length; i++) if (!strings[i]) addresses.push(addresses[0] + i + 1);
  /** Bytes, and from 256 on kinds. */
  const instructions = table
    .split(' ')
    .map((text) =>
      (text.match(/[g-o]|../g) ?? []).map((item) => Number.parseInt(item, item[1] ? 16 : 36) + (item[1] ? 0 : 240)),
    );
  const bytes = () => {
    for (let count = byte(); count; count--) out[at++] = byteOf(byte());
  };
  const sized = (/** @type {() => void} */ content) => {
    const start = at;
    content();
    const end = at;
    put(end - start, 128);
    const size = out.slice(end, at);
    out.copyWithin(start + size.length, start, end);
    out.set(size, start);
  };
  const recent = new Uint8Array(99);
  const run = () => {
    for (let i = 0; i < 99; i++) recent[i] = i;
    for (;;) {
      const items = instructions[instruction()];
      for (let i = 0; i < items.length; i++) {
        const kind = items[i] - 256;
        if (kind < 0) out[at++] = items[i];
        else if (kind === END) return;
        else {
          let value = operands[kind]();
          if (kind === LOCAL) {
            let place = value;
            value = recent[place];
            for (; place; place--) recent[place] = recent[place - 1];
            recent[0] = value;
          }
          if (kind === STRING) value = addresses[value];
          put(kind === NEGATIVE ? ~value : value, kind > LABEL ? 64 : 128);
        }
      }
    }
  };
  bytes();
  sized(() => {
    const count = byte();
    put(count, 128);
    for (let i = 0; i < count; i++) sized(run);
  });
  bytes();
  out.set(strings, at);
  at += strings.length;
  bytes();
  return out.slice(0, at);
}
