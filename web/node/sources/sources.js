/** Reads all kinds of sources as card JSON. */
import { CardError } from '../../engine/error.js';
import { toUtf8 } from '../../sources/charset.js';
import { titleOfFile } from '../../sources/headings.js';
import { KINDS, kindOf, kindOfBytes, textOf } from './kinds.js';
import { readMade, readText } from './made.js';

/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {import('./kinds.js').SourceOptions} SourceOptions */
/** @typedef {import('./made.js').Source} Source */

const encoder = new TextEncoder();

/** @param {Uint8Array} bytes @param {Kind} kind @param {SourceOptions} options @returns {Promise<Source>} */
async function readAs(bytes, kind, options) {
  if (kind === 'json') return { json: bytes, isTable: false, placed: async (problems) => problems };
  if (kind === 'xlsx') return (await import('./workbook.js')).readWorkbook(bytes, options);
  if (kind === 'html' || kind === 'md') {
    const { cardFromHtml, cardFromMarkdown } = await import('./tables.js');
    return readMade(await (kind === 'md' ? cardFromMarkdown : cardFromHtml)(textOf(bytes, kind), options));
  }
  const delimiter = kind === 'tsv' ? '\t' : undefined;
  const { isUtf8 } = await import('node:buffer'); // much faster than decoding
  const text = isUtf8(bytes) ? bytes : toUtf8(bytes);
  const { title: caption, name = '', language } = options;
  return readText(text, { caption, file: titleOfFile(name), language, delimiter });
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
    return await readAs(bytes, kind, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a stack overflow
    throw new CardError({ code: 'too-deep', message: 'Too many elements are nested here: use fewer levels.' });
  }
}
