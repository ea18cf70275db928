/** Converts tables to cards by the engine. */
import { CardError } from '../../engine/error.js';
import { encoder } from '../../engine/utf8.js';
import { jsonOf, optionsOf } from '../../sources/made.js';
import { PUBLICATIONS, withTable } from '../base/engine.js';

/** @typedef {import('../../engine/error.js').Problem} Problem */
/** @typedef {import('../../engine/engine.js').TableOptions} TableOptions */
/** @typedef {import('../../sources/made.js').Made} Made */

/**
 * @typedef {object} Source
 * @property {Uint8Array} json in UTF-8
 * @property {boolean} isTable true if made from a table
 * @property {(problems: Problem[]) => Promise<Problem[]>} placed replaces positions in the JSON by positions in the source
 */

/** Returns the position in a table of text of a path in its card. @param {import('../../engine/engine.js').Card} card @param {string} path */
function placeIn(card, path) {
  const [, list, first, second = 0] = /^(columns|rows)\[(\d+)\](?:\[(\d+)\])?/.exec(path) ?? [];
  return list === 'rows' ? card.locate(Number(first), Number(second)) : card.locate(-1, Number(first ?? 0));
}

/** Converts a table to the JSON of a card. @param {Uint8Array} bytes in UTF-8 @param {TableOptions} table */
const documentOf = async (bytes, table) =>
  encoder.encode(await withTable(bytes, table, (card) => card.write('publish', '', PUBLICATIONS.document)));

/** @param {Uint8Array} bytes CSV or TSV in UTF-8 @param {TableOptions} table @returns {Promise<Source>} */
export async function readText(bytes, table) {
  /** @param {Problem[]} problems */
  const placed = (problems) =>
    withTable(bytes, table, (card) => problems.map((one) => ({ ...one, path: '', ...placeIn(card, one.path) })));
  return { json: await documentOf(bytes, table), isTable: true, placed };
}

/** @param {Made} made of a table in HTML or Markdown @returns {Promise<Source>} */
export async function readMade(made) {
  /** @param {Problem} problem */
  const place = (problem) => ({ ...problem, path: '', line: 0, column: 0, ...made.placeOf(problem.path) });
  try {
    const json = await documentOf(encoder.encode(jsonOf(made)), optionsOf(made));
    return { json, isTable: true, placed: async (problems) => problems.map(place) };
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    throw Object.assign(error, place(/** @type {any} */ (error)), { problems: error.problems?.map(place) });
  }
}
