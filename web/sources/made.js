/** What a source makes, and how the engine opens it. */
import { CardError } from '../engine/error.js';

/** @typedef {import('../engine/engine.js').Engine} Engine */
/** @typedef {import('../engine/error.js').Problem} Problem */

/**
 * What a source makes.
 * @typedef {object} Made
 * @property {{title: string}} card as in data/comparison.schema.json; its values are the texts of cells, of which the engine
 *   finds out what they say
 * @property {string} [language] of its numbers
 * @property {(path: string) => Partial<Problem>} placeOf where in the source something is
 */

/** The JSON of what a source made. @param {Made} made */
export const jsonOf = ({ card }) => JSON.stringify(card);

/** What the engine has to know of it. @param {Made} made @returns {import('../engine/engine.js').TableOptions} */
export const optionsOf = ({ language }) => ({ isCells: true, language });

/** What is wrong with what a source made, in the words of the source. @template {Problem | CardError} P @param {P} problem @param {Made} made */
const placed = (problem, { placeOf }) => ({
  ...problem,
  message: problem.message, // an error does not show it to the line above
  path: '',
  line: 0,
  column: 0,
  ...placeOf(problem.path),
});

/**
 * Opens what a source made: what the engine says of it is told where it stands there.
 * @param {Engine} engine @param {Made} made
 */
export async function openMade(engine, made) {
  try {
    const card = engine.open(jsonOf(made), optionsOf(made));
    const problems = card.problems.map((problem) => placed(problem, made));
    return Object.defineProperty(card, 'problems', { value: problems });
  } catch (error) {
    if (/** @type {CardError} */ (error).path === undefined) throw error; // none of the page's CardErrors
    return engine.fail(placed(/** @type {CardError} */ (error), made));
  }
}

/** Runs what may refuse a source. Its errors become those of the page's script, whose class is another than here. @template T @param {Engine} engine @param {() => T | Promise<T>} read */
export async function reading(engine, read) {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CardError) engine.fail(error);
    throw error;
  }
}
