/** The state of a file for the preview. */
import { CardError } from '../../engine/error.js';
import { readInput } from '../base/input.js';
import { problemOf } from '../base/problem.js';
import { check } from '../check.js';
import { aroundOf } from '../sources/around.js';
import { kindOf, textOf } from '../sources/kinds.js';
import { readSource } from '../sources/sources.js';
import { excerptsOf } from './excerpt.js';

/** @typedef {import('../../engine/error.js').Problem} Problem */
/** @typedef {import('./excerpt.js').Excerpt} Excerpt */

/**
 * @typedef {object} State
 * @property {string | null} json of the card; null if it cannot be shown
 * @property {(Problem & Excerpt)[]} problems the first problems
 * @property {number} more number of further problems
 */

/** Maximum problems shown: nobody reads more at a time. */
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

/** Converts an error of reading a file to a problem. @param {any} error */
function problemIn(error) {
  if (error instanceof CardError) return problemOf(error);
  return problemOf(new CardError({ code: 'fault', message: `This file cannot be shown: ${error.message}.` }));
}

/**
 * Returns the current state of a file. Errors are part of the state.
 * @param {string} file @param {string} folder that it must stay in, without links itself
 * @param {import('../sources/kinds.js').SourceOptions} said
 * @returns {Promise<State>}
 */
export async function stateOf(file, folder, said) {
  /** @type {Uint8Array} */
  let bytes = new Uint8Array();
  try {
    bytes = await readInput(file, folder);
    const options = { ...said, around: await aroundOf(file) };
    const problems = await check(bytes, options);
    const isBroken = problems.some(({ level }) => level === 'error');
    const { json } = await readSource(bytes, options);
    return state(bytes, problems, file, isBroken ? null : new TextDecoder().decode(json));
  } catch (error) {
    return state(bytes, [problemIn(error)], file, null);
  }
}
