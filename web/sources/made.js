/** Opens the results of importers in the engine. */
import { CardError } from '../engine/error.js';

/** @typedef {import('../engine/engine.js').Engine} Engine */
/** @typedef {import('../engine/engine.js').Table} Table */
/** @typedef {import('../engine/error.js').Problem} Problem */

/**
 * The result of an importer.
 * @typedef {object} Made
 * @property {string} text of the table, as src/read/table/marked.h describes it
 * @property {Table} table
 * @property {(path: string) => Partial<Problem>} placeOf returns the position in the source of a cell such as `row 3, column 2`
 */

/**
 * Adds the position in the source to a problem in a cell.
 * @template {Problem | CardError} P @param {P} problem @param {Made['placeOf']} placeOf
 * @returns {P}
 */
export const placed = (problem, placeOf) =>
  /^row \d/.test(problem.path) ? Object.assign(problem, { line: 0, column: 0 }, placeOf(problem.path)) : problem;

/**
 * Runs an importer. Rethrows its errors as the page bundle's CardError.
 * @template T @param {Engine} engine @param {() => T | Promise<T>} read
 */
export async function reading(engine, read) {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CardError) engine.fail(error);
    throw error;
  }
}

/** @param {import('../engine/engine.js').Card} card @param {Problem[]} problems in place of its own */
export const withProblems = (card, problems) =>
  Object.defineProperty(card, 'problems', { value: problems, configurable: true });
