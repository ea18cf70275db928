import { rank } from './collate.js';
import { fold } from './fold.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Ties the engine's second module to its first, with what it needs of the host beyond that.
 * @param {import('./engine.js').Imports} imports @param {BufferSource} bytes the module
 */
export async function attach({ host, engine, inLanguage }, bytes) {
  /** @param {number} at @param {number} length */
  const memory = (at, length) => new Uint8Array(engine.memory.buffer, at, length);
  /** @param {number} point @param {number} into room for 64 bytes */
  const foldInto = (point, into) => encoder.encodeInto(fold(point), memory(into, 64)).written;
  /** @param {number} at @param {number} ends @param {number} count @param {number} ranks */
  const rankInto = (at, ends, count, ranks) => {
    const numbers = (/** @type {number} */ start) => new Uint32Array(engine.memory.buffer, start, count);
    const texts = [...numbers(ends)].map((end, i, all) => {
      const from = all[i - 1] ?? 0;
      return decoder.decode(memory(at + from, end - from));
    });
    numbers(ranks).set(rank(texts, inLanguage(Intl.Collator, { numeric: true })));
  };
  await WebAssembly.instantiate(bytes, {
    host: { ...host, fold: foldInto, rank: rankInto },
    engine: /** @type {any} */ (engine),
  });
}
