import { CardError } from '../../web/engine/error.js';
import { engines, tablePayload } from '../engine/engines.js';

/** Options of a table; `words` are those for yes and no. @typedef {Parameters<typeof tablePayload>[1] & {words?: string[]}} Options */

/**
 * Returns the engine's answers to commands, one of which opens a card.
 * @param {(commands: any[]) => Promise<any[]>} run @param {any} opening @param {string[]} [words]
 */
async function opened(run, opening, words) {
  const labels = words ? [['speak', JSON.stringify({ yes: words[0], no: words[1] })]] : [];
  const [found, document] = (await run([opening, ...labels, ['problems'], ['8document', '']])).slice(-2);
  const problems = JSON.parse(found.text);
  const error = problems.find((/** @type {any} */ { level }) => level === 'error');
  if (error) throw Object.assign(new CardError(error), { problems });
  return { card: JSON.parse(document.text), problems };
}

/** Leaves out clang if there are others: its fuzzers read the same sources under the same sanitizers. */
const few = engines.filter(([name]) => name !== 'clang');

/** The engines by name, each with a function that makes a card of a table: its JSON and problems. */
export const readers = (few.length ? few : engines).map(([name, run]) => ({
  name: /** @type {string} */ (name),
  read: (/** @type {string | Uint8Array} */ text, /** @type {Options} */ { words, ...options } = {}) =>
    opened(/** @type {any} */ (run), ['table', tablePayload(text, options)], words),
}));

export const readCsv = readers[0].read;
