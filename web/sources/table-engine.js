/** Opens tables: an engine of their own makes JSON of them for the engine of the page, which reads no tables. */
import { unpack } from '../engine/packed.js';
import { placed, withProblems } from './made.js';

/** @typedef {import('../engine/engine.js').Engine} Engine */
/** @typedef {import('../engine/engine.js').Table} Table */
/** @typedef {import('../engine/error.js').CardError} CardError */
/** @typedef {import('./made.js').Made} Made */

/** The engine for tables. @type {Promise<Engine> | undefined} */
let started;

/** Starts the engine for tables. @param {Engine} engine of the page, whose class and errors it shares */
function start(engine) {
  const { load } = /** @type {typeof import('../engine/engine.js').Engine} */ (engine.constructor);
  started ??= load(unpack(TABLES));
  started.catch(() => {
    started = undefined;
  });
  return started;
}

/**
 * Opens a table in the engine of the page.
 * @param {Engine} engine @param {string | Uint8Array} content @param {Table} table
 * @throws {import('../engine/error.js').CardError} of the page
 */
export async function openTable(engine, content, table) {
  if (engine.readsTables) return engine.open(content, table);
  const made = (await start(engine)).open(content, table);
  try {
    const [json, marks] = made.document;
    const card = engine.open(json);
    card.setMarks(marks);
    return withProblems(card, made.problems);
  } finally {
    made.close();
  }
}

/**
 * Opens a result. Problems get positions in the source.
 * @param {Engine} engine @param {Made} made
 */
export async function openMade(engine, { text, table, placeOf }) {
  try {
    const card = await openTable(engine, text, table);
    return withProblems(
      card,
      card.problems.map((problem) => placed(problem, placeOf)),
    );
  } catch (error) {
    if (/** @type {CardError} */ (error).path === undefined) throw error; // not a CardError of the page
    throw placed(/** @type {CardError} */ (error), placeOf);
  }
}
