/** Checks cards: what the engine has to say, and what an editor would ask. */
import { parseTree } from 'jsonc-parser';
import { CardError } from '../engine/error.js';
import { problemsOf } from './base/engine.js';
import { problemOf } from './base/input.js';
import { editorsFindings } from './rules.js';
import { readSource } from './sources/sources.js';

/** @typedef {import('../engine/error.js').Problem} Problem */
/** @typedef {import('./rules.js').Finding} Finding */
/** @typedef {import('./sources/kinds.js').SourceOptions} SourceOptions */

/** How many problems the engine keeps of one card: CARD_MAX_PROBLEMS of src/card.h. */
const KEPT = 64;

/** @type {Problem} */
const MORE = {
  code: 'more-problems',
  level: 'warning',
  message: `There may be more: no more than ${KEPT} of these are kept. Mend them and check again.`,
  path: '',
  line: 0,
  column: 0,
};

/** The most bytes of JSON in which an editor's questions are looked for: that takes about 20 bytes of memory for each. */
const MOST_ASKED = 32 * 1024 * 1024;

/** @type {Problem} */
const NOT_ASKED = {
  code: 'not-asked',
  level: 'warning',
  message: 'This card is larger than 32 MB: it is checked for mistakes, but not for what an editor would ask.',
  path: '',
  line: 0,
  column: 0,
};

/** With these the text cannot be read as JSON, or is no card at all. */
const FATAL = ['out-of-memory', 'too-large', 'too-deep', 'syntax', 'bad-utf8', 'bad-escape'];

/**
 * The findings as problems, with lines and columns as the engine counts them: columns in code points.
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

/** What an editor would ask about the card. @param {import('./sources/made.js').Source} source that the engine could read @returns {Problem[]} */
function editorsProblems({ json, isTable }) {
  if (json.length > MOST_ASKED) return [NOT_ASKED];
  const text = new TextDecoder().decode(json); // without a byte order mark
  const node = parseTree(text);
  if (node?.type !== 'object') return [];
  const findings = editorsFindings({ node, path: '' });
  return located(text, isTable ? findings.filter(({ code }) => code !== 'no-answer') : findings); // which no table can say
}

/** @param {import('./sources/made.js').Source} source */
async function problemsIn(source) {
  const found = await problemsOf(source.json);
  const isFatal = found.some(({ code }) => FATAL.includes(code));
  const all = await source.placed([...found, ...(isFatal ? [] : editorsProblems(source))]);
  all.sort((one, other) => one.line - other.line || one.column - other.column);
  return found.length < KEPT ? all : [...all, MORE];
}

/**
 * Finds everything that is wrong with a card or could be better, in the order it stands.
 *
 * An error keeps the card from opening, a warning does not. The codes are those of src/card.h; `no-answer`, `long-title`,
 * `unknown-language`, `subject-without-values`, `attribute-without-values`, `duplicate-attribute`, `insecure-link`,
 * `no-alt` and `no-definition` for what an editor would ask; `not-asked` where a card is too large to ask; and `more-problems`,
 * at the end, where the engine has kept no more.
 *
 * @param {string | Uint8Array} source JSON text, or a table: CSV, TSV, HTML, Markdown, the bytes of an .xlsx file
 * @param {SourceOptions} [options]
 * @returns {Promise<Problem[]>} empty where all is well
 */
export async function check(source, options = {}) {
  try {
    return await problemsIn(await readSource(source, options));
  } catch (error) {
    if (error instanceof CardError) return error.problems ?? [problemOf(error)];
    throw error;
  }
}
