/** What the preview shows of a file. */
import { CardError } from '../../engine/error.js';
import { problemOf, readInput } from '../base/input.js';
import { check } from '../check.js';
import { kindOf, textOf } from '../sources/kinds.js';
import { readSource } from '../sources/sources.js';
import { excerptsOf } from './excerpt.js';

/** @typedef {import('../../engine/error.js').Problem} Problem */
/** @typedef {import('./excerpt.js').Excerpt} Excerpt */

/**
 * @typedef {object} State
 * @property {string | null} json of the card; null while it cannot be shown
 * @property {(Problem & Excerpt)[]} problems the first of them
 * @property {number} more how many others there are
 */

/** How many problems are shown: nobody reads more at a time. */
const SHOWN = 100;

/** @param {Uint8Array} bytes @param {string} file */
const linesOf = (bytes, file) => (kindOf(file) === 'xlsx' ? [] : textOf(bytes, kindOf(file)).split(/\r\n|\r|\n/));

/** @param {Uint8Array} bytes @param {Problem[]} problems @param {string} file @param {string | null} json @returns {State} */
function state(bytes, problems, file, json) {
  const first = problems.slice(0, SHOWN);
  const excerpts = excerptsOf(linesOf(bytes, file), first);
  const shown = first.map((problem, i) => ({ ...problem, ...excerpts[i] }));
  return { json, problems: shown, more: problems.length - shown.length };
}

/** What kept a file from being shown, as a problem. @param {any} error */
function problemIn(error) {
  if (error instanceof CardError) return problemOf(error);
  return problemOf(new CardError({ code: 'fault', message: `This file cannot be shown: ${error.message}.` }));
}

/**
 * The file as it is now. It never fails: what is wrong is part of it.
 * @param {string} file @param {string} folder that it may not lead out of, without links itself
 * @param {import('../sources/kinds.js').SourceOptions} options
 * @returns {Promise<State>}
 */
export async function stateOf(file, folder, options) {
  /** @type {Uint8Array} */
  let bytes = new Uint8Array();
  try {
    bytes = await readInput(file, folder);
    const problems = await check(bytes, options);
    const isBroken = problems.some(({ level }) => level === 'error');
    const { json } = await readSource(bytes, options);
    return state(bytes, problems, file, isBroken ? null : new TextDecoder().decode(json));
  } catch (error) {
    return state(bytes, [problemIn(error)], file, null);
  }
}
