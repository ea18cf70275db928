/** Converts tables to cards by the engine. */
import { CardError } from '../../engine/error.js';
import { encoder } from '../../engine/utf8.js';
import { placed } from '../../sources/made.js';
import { PUBLICATIONS, withTable } from '../base/engine.js';

/** @typedef {import('../../engine/error.js').Problem} Problem */
/** @typedef {import('../../engine/engine.js').Table} Table */
/** @typedef {import('../../sources/made.js').Made} Made */

/**
 * @typedef {object} Source
 * @property {Uint8Array} json in UTF-8
 * @property {Problem[]} problems warnings and remarks about the table it was made from
 * @property {boolean} isTable true if made from a table
 * @property {(problems: Problem[]) => Promise<Problem[]>} placed replaces positions in the JSON by positions in the source
 */

/**
 * @param {string | Uint8Array} text in UTF-8 @param {Table} table
 * @param {Made['placeOf']} [placeOf] of a marked table
 * @returns {Promise<Source>}
 */
async function read(text, table, placeOf = () => ({})) {
  /** Replaces a path in the card's document by a position. @param {import('../../engine/engine.js').Card} card @param {Problem} one */
  const locate = (card, one) => {
    const place = placed({ ...one, path: '', line: 0, column: 0, ...card.locate(one.path) }, placeOf);
    return one.path ? place : { ...place, path: '' }; // of the whole table
  };
  const place = (/** @type {Problem} */ problem) => placed(problem, placeOf);
  try {
    const { json, problems } = await withTable(text, table, (card) => ({
      json: encoder.encode(card.write('publish', '', PUBLICATIONS.document)),
      problems: card.problems.map(place),
    }));
    return {
      json,
      problems,
      isTable: true,
      placed: (found) => withTable(text, table, (card) => found.map((one) => locate(card, one))),
    };
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    throw Object.assign(placed(error, placeOf), { problems: error.problems?.map(place) });
  }
}

/** @param {Uint8Array} bytes CSV or TSV in UTF-8 @param {Table} table @returns {Promise<Source>} */
export const readText = (bytes, table) => read(bytes, table);

/** @param {Made} made of a marked table @returns {Promise<Source>} */
export const readMade = ({ text, table, placeOf }) => read(text, table, placeOf);
