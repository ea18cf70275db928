/**
 * A WebAssembly module with its code taken apart: opcodes, locals, constants, offsets and the rest each in a strand of
 * their own, where like stands beside like. That compresses better than the code as it runs; putting it together again
 * takes some milliseconds before the first card. The build makes sure that what comes out is what went in.
 *
 * Instructions are those of the WebAssembly Core Specification 2.0, 5.4, as far as compilers of C write them.
 */
const [OPCODES, LOCALS, CONSTANTS, OFFSETS, REST] = [0, 1, 2, 3, 4];

/** Before the code section, after it, and the strands: so many parts, each with its length in three bytes up front. */
const PARTS = 7;
const HEAD = 3 * PARTS;

/**
 * Moves one function body. It is the same walk for both directions: only where bytes come from and go to differs.
 * @param {(strand: number) => number} number moves a LEB128 number, and returns it
 * @param {(strand: number, count: number) => number} bytes moves so many bytes, and returns the last
 */
function moveBody(number, bytes) {
  for (let groups = number(REST); groups; groups--) {
    number(REST);
    bytes(REST, 1);
  }
  for (let depth = 1; depth; ) {
    const op = bytes(OPCODES, 1);
    if (op === 0x0b) depth--;
    else if (op > 1 && op < 5) {
      depth++; // block, loop, if
      number(OPCODES);
    } else if (op === 0x41) number(CONSTANTS);
    else if (op > 0x1f && op < 0x23) number(LOCALS);
    else if (op > 0x27 && op < 0x3f) moveAddress(number);
    else if (op === 0x0c || op === 0x0d || op === 0x10 || op === 0x23 || op === 0x24) number(OPCODES);
    else if (op === 0x0e) for (let targets = number(REST); targets >= 0; targets--) number(REST);
    else if (op === 0x11 || op === 0x1c) number(REST) + number(REST);
    else if (op === 0x3f || op === 0x40 || op === 0x42) number(REST);
    else if (op === 0x44) bytes(REST, 8);
    else if (op === 0xfc) bytes(REST, { 10: 2, 11: 1 }[number(OPCODES)] ?? 0);
    else if (op === 0xfd) moveVector(number, bytes);
  }
}

/** The operands of a load or store. @param {(strand: number) => number} number */
function moveAddress(number) {
  number(OPCODES);
  number(OFFSETS);
}

/** @param {(strand: number) => number} number @param {(strand: number, count: number) => number} bytes */
function moveVector(number, bytes) {
  const op = number(OPCODES);
  if (op < 12 || op === 92 || op === 93) moveAddress(number);
  else if (op < 14) bytes(REST, 16);
  else if (op > 20 && op < 35) bytes(REST, 1);
}

/** Movers from one place to another. @param {(strand: number) => number} moveByte moves one byte, and returns it */
const movers = (moveByte) => ({
  /** @param {number} strand */
  number(strand) {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = moveByte(strand);
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  },
  /** @param {number} strand @param {number} count */
  bytes(strand, count) {
    let last = 0;
    while (count--) last = moveByte(strand);
    return last;
  },
});

/** @param {number} value @returns {number[]} */
const leb128 = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...leb128(value >> 7)]);

/**
 * @param {Uint8Array} module
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function unweave(module) {
  /** @type {number[][]} */
  const strands = [[], [], [], [], []];
  let at = 8;
  const { number, bytes } = movers((strand) => {
    strands[strand]?.push(module[at]);
    return module[at++];
  });
  const NOWHERE = -1;
  let start = 0;
  for (let id = 0, size = 0; id !== 10; at += size) {
    start = at;
    id = bytes(NOWHERE, 1);
    size = number(NOWHERE);
    if (id !== 10) continue;
    for (let count = number(REST); count; count--) {
      number(NOWHERE);
      moveBody(number, bytes);
    }
    size = 0;
  }
  const parts = [module.slice(0, start), module.slice(at), ...strands];
  const lengths = parts.flatMap(({ length }) => [length & 255, (length >> 8) & 255, length >> 16]);
  return Uint8Array.from([...lengths, ...parts.flatMap((part) => [...part])]);
}

/**
 * @param {Uint8Array} woven
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function weave(woven) {
  /** Where each part starts; its strand is read from there on. */
  const starts = [HEAD];
  for (let i = 0; i < HEAD; i += 3) {
    starts.push(/** @type {number} */ (starts.at(-1)) + woven[i] + (woven[i + 1] << 8) + (woven[i + 2] << 16));
  }
  const [before, after, code] = starts;
  const heads = starts.slice(2);
  const out = new Uint8Array(2 * woven.length);
  let at = 0;
  const { number, bytes } = movers((strand) => {
    out[at] = woven[heads[strand]++];
    return out[at++];
  });
  for (let count = number(REST); count; count--) {
    const start = at;
    moveBody(number, bytes);
    const size = leb128(at - start);
    out.copyWithin(start + size.length, start, at);
    out.set(size, start);
    at += size.length;
  }
  const head = [10, ...leb128(at)];
  const module = new Uint8Array(after - before + head.length + at + code - after);
  module.set(woven.subarray(before, after));
  module.set(head, after - before);
  module.set(out.subarray(0, at), after - before + head.length);
  module.set(woven.subarray(after, code), after - before + head.length + at);
  return module;
}
