/** Checks cards: the engine's problems and an editor's questions. */
import { parseTree } from 'jsonc-parser';
import { CardError } from '../engine/error.js';
import { problemsOf } from './base/engine.js';
import { problemOf } from './base/problem.js';
import { editorsFindings } from './rules.js';
import { readSource } from './sources/sources.js';

/** @typedef {import('../engine/error.js').Problem} Problem */
/** @typedef {import('./rules.js').Finding} Finding */
/** @typedef {import('./rules.js').DeadLinks} DeadLinks */
/** @typedef {import('./sources/kinds.js').SourceOptions} SourceOptions */

/** Problems that the engine stores per card: CARD_MAX_PROBLEMS of src/card.h. */
const KEPT = 64;

/** Maximum questions of an editor about a table, since each is looked up in it. */
const MOST_FINDINGS = 1000;

/** @param {number} count of the problems that are listed @returns {Problem} */
const moreThan = (count) => ({
  code: 'more-problems',
  level: 'warning',
  message: `There may be more problems: only ${count} are listed. Correct these and check again.`,
  path: '',
  line: 0,
  column: 0,
});

/** Maximum bytes of JSON to check for an editor's questions, which takes about 20 bytes of memory per byte. */
const MOST_ASKED = 32 * 1024 * 1024;

/** @type {Problem} */
const NOT_ASKED = {
  code: 'not-asked',
  level: 'warning',
  message: 'This card is larger than 32 MB: it is checked for errors, but not for missing answers and the like.',
  path: '',
  line: 0,
  column: 0,
};

/** Errors with which the JSON cannot be parsed. */
const FATAL = ['out-of-memory', 'too-large', 'too-deep', 'syntax', 'bad-utf8', 'bad-escape'];

/**
 * Converts findings to problems. Columns count code points, like the engine's.
 * @param {string} text @param {Finding[]} findings
 * @returns {Problem[]}
 */
function located(text, findings) {
  let at = 0;
  let line = 1;
  let column = 1;
  return findings
    .toSorted((one, other) => one.place.node.offset - other.place.node.offset)
    .map(({ code, message, place: { node, path } }) => {
      while (at < node.offset) {
        const point = /** @type {number} */ (text.codePointAt(at));
        at += point > 0xffff ? 2 : 1;
        column = point === 10 ? 1 : column + 1;
        line += point === 10 ? 1 : 0;
      }
      return { code, level: 'warning', message, path, line, column };
    });
}

/**
 * Returns an editor's questions about the card.
 * @param {import('./sources/made.js').Source} source the engine could read @param {DeadLinks} deadLinks
 * @returns {Problem[]}
 */
function editorsProblems({ json, isTable }, deadLinks) {
  if (json.length > MOST_ASKED) return [NOT_ASKED];
  const text = new TextDecoder().decode(json); // removes a byte order mark
  const node = parseTree(text);
  if (node?.type !== 'object') return [];
  const problems = located(text, editorsFindings({ node, path: '' }, { isTable, deadLinks }));
  return isTable ? problems.slice(0, MOST_FINDINGS) : problems;
}

/** @param {import('./sources/made.js').Source} source @param {DeadLinks} deadLinks */
async function problemsIn(source, deadLinks) {
  const found = source.isTable ? source.problems : await problemsOf(source.json);
  const isFatal = found.some(({ code }) => FATAL.includes(code));
  const asked = isFatal ? [] : editorsProblems(source, deadLinks);
  const all = [...found, ...(await source.placed(asked))];
  all.sort((one, other) => one.line - other.line || one.column - other.column);
  if (found.length >= KEPT) all.push(moreThan(KEPT));
  if (source.isTable && asked.length >= MOST_FINDINGS) all.push(moreThan(MOST_FINDINGS));
  return all;
}

/**
 * Checks a card or a table whose folder may be known.
 * @param {string | Uint8Array} source @param {SourceOptions} options
 * @param {DeadLinks} [deadLinks] looks up links; default: none is dead
 * @returns {Promise<Problem[]>}
 */
export async function checkIn(source, options, deadLinks = () => new Set()) {
  try {
    return await problemsIn(await readSource(source, options), deadLinks);
  } catch (error) {
    if (error instanceof CardError) return error.problems ?? [problemOf(error)];
    throw error;
  }
}

/**
 * Finds all problems of a card or a table, in document order. A file that cannot be read is a problem too: this throws
 * no CardError.
 *
 *     const problems = await check(text, { name: 'tea.csv' });
 *     const isGood = problems.every(({ level }) => level !== 'error');
 *
 * An error prevents the card from opening, a warning does not. Codes of the engine are those of src/card.h. An editor's questions
 * are `no-answer`, `long-title`, `unknown-language`, `subject-without-values`, `attribute-without-values`,
 * `duplicate-attribute`, `insecure-link`, `no-alt` and `no-definition`. `not-asked` means that a card is too large for
 * these. `more-problems` comes last if there are more than are listed. Codes of files are `no-table`,
 * `no-reader`, which means that a package is missing, and `empty-cell` of workbooks. Links between files are checked only by the command (`dead-link`).
 *
 * @param {string | Uint8Array} source JSON text, or a table: CSV, TSV, HTML, Markdown, the bytes of an .xlsx file
 * @param {SourceOptions} [options]
 * @returns {Promise<Problem[]>} with their places in the source; empty if there are none
 * @throws {TypeError} if `from` is none of its values
 */
export const check = (source, options = {}) => checkIn(source, options);
