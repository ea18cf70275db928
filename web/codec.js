/**
 * A WebAssembly module as text that is small once brotli, which knows letters better than instructions, is done with it.
 * What is alike stands together: the instructions, the operands of each kind, what is no code, the strings. web/encode.js
 * writes it, and web/codec.c, which is here in hexadecimal digits, puts it together again.
 */
import { encoder } from './utf8.js';

/** Where in its memory web/codec.c finds the text, and puts the module. */
const INPUT = 100_000;
const OUTPUT = 300_000;

/** Returns the bytes that hexadecimal digits write. @param {string} digits */
export const bytesOf = (digits) =>
  Uint8Array.from(/** @type {string[]} */ (digits.match(/../g)), (byte) => Number.parseInt(byte, 16));

/** @typedef {{memory: WebAssembly.Memory, decode: () => number}} Codec */

/**
 * @param {string} strings with line breaks for the zeros that end them: a script needs no escapes then
 * @param {string} strands what web/codec.c lists, with a space behind each
 * @returns {ArrayBuffer} the module
 */
export function decode(strings, strands) {
  const { memory, decode } = /** @type {Codec} */ (
    new WebAssembly.Instance(new WebAssembly.Module(bytesOf(CODEC[0]))).exports
  );
  encoder.encodeInto(strands + strings, new Uint8Array(memory.buffer, INPUT));
  return memory.buffer.slice(OUTPUT, decode());
}
