import { lettersIn, rank } from './collate.js';
import { fold } from './fold.js';
import { decoder, encoder } from './utf8.js';

/**
 * Ties the engine's second module to its first, with what it needs of the host beyond that; an engine in one piece needs no
 * more than the latter.
 * @param {import('./engine.js').Imports} imports @param {() => BufferSource} module
 */
export async function attach({ host, engine, inLanguage }, module) {
  /** @param {number} at @param {number} length */
  const memory = (at, length) => new Uint8Array(engine.memory.buffer, at, length);
  /** @param {number} point @param {number} into room for 64 bytes */
  const foldInto = (point, into) => encoder.encodeInto(fold(point), memory(into, 64)).written;
  const collator = () => inLanguage(Intl.Collator, { numeric: true });
  /** @param {number} into room for what it writes */
  const lettersInto = (into) => {
    const places = lettersIn(collator());
    memory(into, places.length).set(places);
  };
  /** @param {number} at @param {number} length @param {number} count @param {number} ranks */
  const rankInto = (at, length, count, ranks) => {
    const texts = decoder.decode(memory(at, length)).split('\0').slice(0, count);
    new Uint32Array(engine.memory.buffer, ranks, count).set(rank(texts, collator()));
  };
  Object.assign(host, { fold: foldInto, letters: lettersInto, rank: rankInto });
  if ('update' in engine) return;
  const { instance } = await WebAssembly.instantiate(module(), { host, engine: /** @type {any} */ (engine) });
  Object.assign(engine, instance.exports);
}
