/** Reads all kinds of sources as card JSON. */
import { CardError } from '../../engine/error.js';
import { encodingProblems, toUtf8 } from '../../sources/charset.js';
import { KINDS, kindOf, kindOfBytes, knownOf, tableOf, textOf } from './kinds.js';
import { readText } from './made.js';

/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {import('./kinds.js').SourceOptions} SourceOptions */
/** @typedef {import('./made.js').Source} Source */

const encoder = new TextEncoder();

/** @param {Uint8Array} bytes @param {Kind} kind @param {SourceOptions} options @returns {Promise<Source>} */
async function readAs(bytes, kind, options) {
  if (kind === 'json') return { json: bytes, problems: [], isTable: false, placed: async (found) => found };
  if (kind === 'xlsx') return (await import('./workbook.js')).readWorkbook(bytes, options);
  if (kind === 'html' || kind === 'md') {
    const { readHtml, readMarkdown } = await import('./tables.js');
    return (kind === 'md' ? readMarkdown : readHtml)(textOf(bytes, kind, options), options);
  }
  const { isUtf8 } = await import('node:buffer'); // much faster than decoding
  const text = isUtf8(bytes) && !options.encoding ? bytes : toUtf8(bytes, knownOf(bytes, kind, options));
  const delimiter = kind === 'tsv' ? 'tab' : undefined;
  return readText(text, tableOf({ delimiter, ...options }));
}

/** Returns a problem with its place. @param {import('../../engine/error.js').Problem} problem */
function sentenceOf({ path, line, message }) {
  const place = path || (line ? `line ${line}` : '');
  return place ? `${place}: ${message}` : message;
}

/**
 * @param {string | Uint8Array} source @param {SourceOptions} [options]
 * @returns {Promise<Source>}
 * @throws {CardError} if there is no table
 */
export async function readSource(source, options = {}) {
  const bytes = typeof source === 'string' ? encoder.encode(source) : source;
  const kind = options.from ?? kindOf(options.name) ?? kindOfBytes(bytes);
  if (!KINDS.includes(kind)) throw new TypeError(`from: '${kind}' is none of ${KINDS.join(', ')}`);
  try {
    const read = await readAs(bytes, kind, options);
    if (read.isTable && kind !== 'xlsx')
      read.problems.unshift(...encodingProblems(bytes, knownOf(bytes, kind, options)));
    for (const problem of read.problems) options.note?.(sentenceOf(problem));
    return read;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a stack overflow
    throw new CardError({ code: 'too-deep', message: 'Too many elements are nested here: use fewer levels.' });
  }
}
