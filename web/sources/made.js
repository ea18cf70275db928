/** Opens the results of importers in the engine. */
import { CardError } from '../engine/error.js';

/** @typedef {import('../engine/engine.js').Engine} Engine */
/** @typedef {import('../engine/error.js').Problem} Problem */

/**
 * The result of an importer.
 * @typedef {object} Made
 * @property {{title: string}} card as in data/comparison.schema.json; its values are texts of cells, which the engine types
 * @property {string} [language] of its numbers
 * @property {(path: string) => Partial<Problem>} placeOf returns the position of a path in the source
 */

/** Returns the JSON of a result. @param {Made} made */
export const jsonOf = ({ card }) => JSON.stringify(card);

/** Returns the engine's options for a result. @param {Made} made @returns {import('../engine/engine.js').TableOptions} */
export const optionsOf = ({ language }) => ({ isCells: true, language });

/**
 * Replaces a problem's path by the position in the source.
 * @template {Problem | CardError} P @param {P} problem @param {Made} made
 */
const placed = (problem, { placeOf }) => ({
  ...problem,
  message: problem.message, // not enumerable in an error
  path: '',
  line: 0,
  column: 0,
  ...placeOf(problem.path),
});

/**
 * Opens a result. Problems get positions in the source.
 * @param {Engine} engine @param {Made} made
 */
export async function openMade(engine, made) {
  try {
    const card = engine.open(jsonOf(made), optionsOf(made));
    const problems = card.problems.map((problem) => placed(problem, made));
    return Object.defineProperty(card, 'problems', { value: problems });
  } catch (error) {
    if (/** @type {CardError} */ (error).path === undefined) throw error; // not a CardError of the page
    return engine.fail(placed(/** @type {CardError} */ (error), made));
  }
}

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
