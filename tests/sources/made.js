import { CardError } from '../../web/engine/error.js';
import { cellsPayload, engines, tablePayload } from '../engine/engines.js';

/** @typedef {{caption?: string, file?: string, delimiter?: string, decimal?: string}} Options options of a table */

/**
 * Returns the engine's answers to commands, one of which opens a card.
 * @param {(commands: any[]) => Promise<any[]>} run @param {any} opening
 */
async function opened(run, opening) {
  const [, { text }, document] = await run([opening, ['problems'], ['8document', '']]);
  const problems = JSON.parse(text);
  const error = problems.find((/** @type {any} */ { level }) => level === 'error');
  if (error) throw Object.assign(new CardError(error), { problems });
  return { card: JSON.parse(document.text), problems };
}

/** The engines by name, each with functions that make a card of CSV or cells: its JSON and problems. */
export const readers = engines.map(([name, run]) => ({
  name: /** @type {string} */ (name),
  csv: (/** @type {string | Uint8Array} */ text, /** @type {Options} */ options = {}) =>
    opened(/** @type {any} */ (run), ['table', tablePayload(text, options)]),
  cells: (/** @type {object} */ card, /** @type {Options} */ { decimal } = {}) =>
    opened(/** @type {any} */ (run), ['cells', cellsPayload(JSON.stringify(card), decimal)]),
}));

export const readCsv = readers[0].csv;
