/**
 * The other half of web/codec.c, for the build alone: takes a module apart into strands. All that is known about
 * instructions is here. They are those of the WebAssembly Core Specification 2.0, 5.4, as far as compilers of C write
 * them; whether a module comes back as it was is for the build to check.
 */
import { brotliCompressSync } from 'node:zlib';

/** The strands in the order of web/codec.c. */
export const STRANDS = /** @type {const} */ ([
  'locals',
  'offsets',
  'table of instructions',
  'instructions',
  'functions',
  'numbers',
  'addresses',
  'strings',
  'no code',
]);

/** @type {(name: typeof STRANDS[number]) => number} */
const placeOf = (name) => STRANDS.indexOf(name);

/** What follows the bytes of an instruction: an operand of a strand, the next function, or nothing. */
const LOCAL = placeOf('locals');
const FUNCTION = placeOf('functions');
const OFFSET = placeOf('offsets');
const CONSTANT = placeOf('numbers');
const ADDRESS = placeOf('addresses');
const STRING = placeOf('strings');
const END = placeOf('instructions');
const NONE = STRANDS.length;
const KINDS = NONE + 1;

/** Constants from here on are likely to be addresses: that is where the linker puts data. */
const DATA = 1024;

/** @param {Uint8Array} module */
function readerOf(module) {
  let at = 0;
  const byte = () => module[at++];
  const bits = () => {
    let value = 0n;
    for (let shift = 0n; ; ) {
      const next = byte();
      value |= BigInt(next & 127) << shift;
      shift += 7n;
      if (next < 128) return { value, shift: Number(shift) };
    }
  };
  const number = () => Number(bits().value);
  const signed = () => {
    const { value, shift } = bits();
    return Number(BigInt.asIntN(shift, value));
  };
  return {
    byte,
    number,
    signed,
    at: () => at,
    /** @param {number} count */
    skip(count) {
      at += count;
    },
  };
}

/** @typedef {ReturnType<typeof readerOf>} Reader */

/** Up to the size of the code. @param {Reader} read */
function skipHead(read) {
  read.skip(8);
  while (read.byte() !== 10) read.skip(read.number());
}

/**
 * Reads the rest of an instruction: what always follows it, or does so often, and its operand.
 * @param {number} op @param {Reader} read @param {number[]} addresses
 * @returns {{end?: number, kind?: number, operand?: number}}
 */
function readOperands(op, read, addresses) {
  /** An operand of its own. @param {number} kind */
  const plain = (kind) => ({ end: read.at(), kind, operand: read.number() });
  if (op === 0x10) return plain(FUNCTION);
  if (op > 0x1f && op < 0x23) return plain(LOCAL);
  if (op > 0x27 && op < 0x3f) {
    read.number();
    return plain(OFFSET);
  }
  if (op === 0x41) return readConstant(read, addresses);
  if (op > 1 && op < 5) read.number();
  else if (op === 0x0c || op === 0x0d || op === 0x23 || op === 0x24 || op === 0x3f || op === 0x40 || op === 0x42)
    read.number();
  else if (op === 0x0e) for (let count = read.number() + 1; count; count--) read.number();
  else if (op === 0x11) read.number() + read.number();
  else if (op === 0x43 || op === 0x44) read.skip(op === 0x43 ? 4 : 8);
  else if (op === 0xfc) read.skip({ 10: 2, 11: 1 }[read.number()] ?? 0);
  else if (op === 0xfd) return readVector(read.number(), read, plain);
  return {};
}

/** @param {Reader} read @param {number[]} addresses */
function readConstant(read, addresses) {
  const end = read.at();
  const value = read.signed();
  if (value < 2) return {};
  if (value < DATA) return { end, kind: CONSTANT, operand: value };
  const string = addresses.indexOf(value);
  return string < 0 ? { end, kind: ADDRESS, operand: value } : { end, kind: STRING, operand: string };
}

/**
 * @template T
 * @param {number} op @param {Reader} read @param {(kind: number) => T} plain
 */
function readVector(op, read, plain) {
  if (op < 12 || op === 92 || op === 93) {
    read.number();
    return plain(OFFSET);
  }
  if (op < 14) read.skip(16);
  else if (op > 20 && op < 35) read.skip(1);
  return {};
}

/** An instruction in hexadecimal digits, and what follows it. @param {Uint8Array} bytes @param {number} kind */
const item = (bytes, kind) => `${Buffer.from(bytes).toString('hex')}${kind}`;

/** An instruction in numbers, as the table has it. @param {string} item */
const numbersOf = (item) => [...Array.from(Buffer.from(item, 'hex'), (byte) => byte + KINDS), Number(item.at(-1))];

/**
 * Takes the code apart.
 * @param {Uint8Array} module @param {Reader} read @param {number} count how many functions
 * @param {number[]} addresses those of strings
 */
function readCode(module, read, count, addresses) {
  /** @type {string[]} */
  const instructions = [];
  /** @type {number[][]} */
  const operands = Array.from({ length: NONE }, () => []);
  for (let i = 0; i < count; i++) {
    const stop = read.number() + read.at();
    const head = read.at();
    for (let groups = 2 * read.number(); groups; groups--) read.number();
    instructions.push(item(module.slice(head, read.at()), NONE));
    while (read.at() < stop) {
      const start = read.at();
      const { end = read.at(), kind = NONE, operand = 0 } = readOperands(read.byte(), read, addresses);
      const bytes = module.slice(start, end);
      instructions.push(item(bytes, read.at() === stop ? END : kind));
      if (kind !== NONE) operands[kind].push(operand);
    }
  }
  return { instructions, operands };
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Where the strings are: the most in a row of what is text without line breaks up to a zero. @param {Uint8Array} module @param {number} from */
function stringsOf(module, from) {
  let [start, end, first] = [from, from, from];
  for (let at = from; at < module.length; ) {
    const next = module.indexOf(0, at) + 1 || module.length + 1;
    if (/[^\t\r -\ufffc]/.test(decoder.decode(module.slice(at, next - 1)))) first = next;
    else if (next - first > end - start && next <= module.length) [start, end] = [first, next];
    at = next;
  }
  return { start, end };
}

/** As many as there are characters from # to ~ without the backslash. */
const DIGITS = 91;

/** @param {number} digit */
const charOf = (digit) => String.fromCharCode(digit + (digit < 57 ? 35 : 36)); // no backslash

/** So many instructions are one character each. */
const SINGLES = 60;

/**
 * By which of these sets a character is in, brotli guesses the next (RFC 7932, 7.1), so what is followed by the like
 * belongs in one set. Characters that are in none of them are a set as well.
 */
const SETS = ['%', '([{<', ')]}>', ',:;', '.', '=', /\d/, /[AEIOU]/, /[A-Z]/, /[aeiou]/, /[a-z]/, "'"];

/** @param {number} digit */
const setOf = (digit) =>
  SETS.findIndex((set) => (typeof set === 'string' ? set.includes(charOf(digit)) : set.test(charOf(digit)))) + 1;

/** The bits that symbols take which are as frequent as that, and what it takes to tell so. @param {Float64Array} counts */
function bitsOf(counts) {
  let [all, bits] = [0, 0];
  for (const count of counts) {
    if (!count) continue;
    all += count;
    bits += 2 - count * Math.log2(count);
  }
  return bits + all * Math.log2(all || 1);
}

/** All there are, common ones first. @param {string[]} items */
function ranked(items) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const all = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return [...all.slice(0, SINGLES), ...all.slice(SINGLES).sort()];
}

/**
 * The instructions there are, in an order that gives each common one a character of the set where it takes the fewest
 * bits: two change places as long as that helps.
 * @param {string[]} items
 */
function tableOf(items) {
  const table = ranked(items);
  const order = new Map(table.map((item, i) => [item, i]));
  /** How often which follows each. */
  const follow = table.map(() => new Float64Array(table.length));
  items.forEach((item, i) => {
    if (i) follow[order.get(items[i - 1]) ?? 0][order.get(item) ?? 0]++;
  });
  const places = [...table.slice(0, SINGLES).keys()];
  const sets = places.map(setOf);
  const counts = Array.from({ length: SETS.length + 1 }, () => new Float64Array(table.length));
  const add = (/** @type {Float64Array} */ to, /** @type {number} */ item, /** @type {number} */ sign) =>
    to.forEach((_, i) => {
      to[i] += sign * follow[item][i];
    });
  for (const i of places) add(counts[sets[i]], i, 1);
  const swap = (/** @type {number} */ i, /** @type {number} */ j) => {
    const changed = [i, j].map((place) => counts[sets[place]].slice());
    changed.forEach((to, n) => {
      add(to, places[n ? j : i], -1);
      add(to, places[n ? i : j], 1);
    });
    const saved = [i, j].reduce((sum, place, n) => sum + bitsOf(counts[sets[place]]) - bitsOf(changed[n]), 0);
    if (saved < 1e-6) return false;
    [counts[sets[i]], counts[sets[j]]] = changed;
    [places[i], places[j]] = [places[j], places[i]];
    return true;
  };
  for (let better = true; better; ) {
    better = false;
    for (const j of places.keys()) for (let i = 0; i < j; i++) if (sets[i] !== sets[j] && swap(i, j)) better = true;
  }
  // Within a set the order is free, and like beside like makes the table itself smaller.
  const bySet = counts.map((_, set) =>
    places
      .filter((_, i) => sets[i] === set)
      .map((item) => table[item])
      .sort(),
  );
  return [...sets.map((set) => bySet[set].shift() ?? ''), ...table.slice(SINGLES)];
}

/** Numbers as digits. @param {number[]} numbers @param {number} last */
function digitsOf(numbers, last) {
  /** @param {number} value @returns {string} */
  const more = (value) =>
    value ? more(Math.floor(value / (DIGITS - last))) + charOf(last + (value % (DIGITS - last))) : '';
  return (
    String.fromCharCode(last + 35) +
    numbers.map((value) => more(Math.floor(value / last)) + charOf(value % last)).join('')
  );
}

/** Numbers as digits, with as many last ones as suit brotli best; for 57 there is no character. @param {number[]} numbers */
function smallest(numbers) {
  const lasts = Array.from({ length: 61 }, (_, i) => DIGITS - 2 - i).filter((last) => last !== 57);
  const all = lasts.map((last) => digitsOf(numbers, last));
  const sizes = all.map((digits) => brotliCompressSync(digits).length);
  return all[sizes.indexOf(Math.min(...sizes))];
}

/** Where in memory a byte of a data segment is. @param {Uint8Array} module @param {number} from @param {number} place */
function addressOf(module, from, place) {
  const read = readerOf(module);
  read.skip(from);
  while (read.at() < module.length && read.byte() !== 11) read.skip(read.number());
  if (read.at() >= module.length) return 0;
  read.number();
  for (let count = read.number(); count; count--) {
    read.skip(2);
    const address = read.signed();
    read.skip(1);
    const length = read.number();
    if (place < read.at() + length) return address + place - read.at();
    read.skip(length);
  }
  return 0;
}

/**
 * The module with sizes of functions that take two bytes each, as web/codec.c writes them.
 * @param {Uint8Array} module
 */
export function padded(module) {
  const read = readerOf(module);
  skipHead(read);
  const before = module.slice(0, read.at());
  const stop = read.number() + read.at();
  const count = read.number();
  const bodies = Array.from({ length: count }, () => {
    const size = read.number();
    read.skip(size);
    return module.slice(read.at() - size, read.at());
  });
  const code = [numberIn(count), ...bodies.flatMap((body) => [numberIn(body.length, 2), body])];
  const size = code.reduce((sum, { length }) => sum + length, 0);
  return Uint8Array.from(Buffer.concat([before, numberIn(size), ...code, module.slice(stop)]));
}

/** What is no code has its zeros and its letters as one digit each, letters as what they are. @param {number} byte */
const shifted = (byte) => (byte < 61 ? byte : byte > 96 ? byte - 36 : byte + 220);

/** A number in LEB128, in so many bytes or more. @param {number} value @param {number} [bytes] */
function numberIn(value, bytes = 1) {
  const all = [];
  for (; value > 127 || all.length < bytes - 1; value >>= 7) all.push(value | 128);
  return Uint8Array.of(...all, value);
}

/**
 * @param {Uint8Array} source a module
 * @returns {Parameters<typeof import('./codec.js').decode>} what that makes of it is padded(module)
 */
export function encode(source) {
  const module = padded(source);
  const read = readerOf(module);
  skipHead(read);
  const stop = read.number() + read.at();
  const count = read.number();
  const before = module.slice(0, read.at());
  const { start, end } = stringsOf(module, stop);
  const strings = module.slice(start, end);
  const first = addressOf(module, stop, start);
  const addresses = [first];
  strings.forEach((byte, i) => {
    if (!byte) addresses.push(first + i + 1);
  });
  const { instructions, operands } = readCode(module, read, count, addresses);
  const sized = (/** @type {Uint8Array} */ part) => [part.length, ...Array.from(part, shifted)];
  const table = tableOf(instructions);
  const code = instructions.map((item) => table.indexOf(item));
  const rest = [
    [first, table.length],
    sized(before),
    [count],
    sized(module.slice(stop, start)),
    sized(module.slice(end)),
  ].flat();
  const strands = operands.map(smallest);
  strands[placeOf('instructions')] = digitsOf(code, SINGLES);
  strands[placeOf('table of instructions')] = smallest(table.flatMap(numbersOf));
  strands[placeOf('no code')] = smallest(rest);
  return [decoder.decode(strings).replaceAll('\0', '\n'), strands.map((digits) => `${digits} `).join('')];
}
