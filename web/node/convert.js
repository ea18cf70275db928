/** Converts tables to cards, and cards to tables. */
import { FORMATS } from '../engine/engine.js';
import { withCard } from './base/engine.js';
import { readSource } from './sources/sources.js';

/** @typedef {import('../engine/engine.js').Card} Card */
/** @typedef {import('./sources/kinds.js').SourceOptions} SourceOptions */

/** An output format. @typedef {'json' | 'csv' | 'md' | 'html'} Target */

/**
 * @typedef {object} ConvertOptions
 * @property {Target} [to] the output format; default `json`
 * @property {string} [schema] for JSON: the URL of comparison.schema.json in `$schema`, for completion in editors
 * @property {string} [region] for CSV: the language of the spreadsheet that opens it, as a BCP 47 tag. `de` gives decimal commas and
 *   semicolons. The file starts with a byte order mark, so that Excel reads it as UTF-8
 * @property {string} [view] for tables: rows and subjects, such as `q=goal&show=sales`
 */

/** The output formats. @type {Target[]} */
export const TARGETS = ['json', 'csv', 'md', 'html'];

/** Maximum length of a JSON value on one line. */
const WIDTH = 100;

/** Writes a value as JSON, without characters that a terminal obeys. @param {unknown} value */
const written = (value) =>
  JSON.stringify(value).replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (control) => {
    return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });

/** Formats JSON for people: short values on one line. @param {any} value @returns {string} */
function pretty(value, indent = '', isOpen = false) {
  if (typeof value !== 'object' || value === null) return written(value);
  const [left, right] = Array.isArray(value) ? '[]' : '{}';
  const inner = `${indent}  `;
  const parts = Object.entries(value).map(([key, part]) => {
    return (Array.isArray(value) ? '' : `${written(key)}: `) + pretty(part, inner);
  });
  const space = left === '{' && parts.length ? ' ' : '';
  const line = `${left}${space}${parts.join(', ')}${space}${right}`;
  if (!isOpen && line.length + indent.length <= WIDTH && !line.includes('\n')) return line;
  return `${left}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${right}`;
}

/** @param {Uint8Array} json of a card @param {string} [schema] */
function asJson(json, schema) {
  const card = JSON.parse(new TextDecoder().decode(json));
  return `${pretty({ ...(schema && { $schema: schema }), ...card }, '', true)}\n`;
}

/** Returns what is wrong with a region, or ''. @param {string} region @param {string} [to] the output format */
export function problemOfRegion(region, to) {
  if (to !== 'csv') return 'only CSV has a region';
  try {
    if (Intl.NumberFormat.supportedLocalesOf(region).length) return '';
  } catch {} // not a tag
  return `'${region}' is no language, such as de or pt-BR`;
}

/** @param {Card} card @param {string} view @param {string} region a language tag */
function regionalCsv(card, view, region) {
  card.language = region; // its decimal sign
  return `\ufeff${card.write('export', view, FORMATS.indexOf('regional'))}`;
}

/**
 * Converts a table to the JSON of a card, and a card to a table.
 *
 *     const json = await convert(readFileSync('tea.csv'), { name: 'tea.csv' });
 *     const table = await convert(json, { to: 'md' });
 *
 * Of a workbook comes what its sheet shows: numbers in their formats, links, merged cells, nothing hidden. A table
 * holds what readers see, as plain text.
 * @param {string | Uint8Array} source JSON text, or a table: CSV, TSV, HTML, Markdown, the bytes of an .xlsx file
 * @param {SourceOptions & ConvertOptions} [options]
 * @returns {Promise<string>} the JSON of a card, formatted for people; or a table with the visible content of the card
 * @throws {import('../engine/error.js').CardError} if the source is no table or card, with its place in the source;
 * `no-table` if there is none; `no-reader` if a package is missing that reads the kind of file
 * @throws {TypeError} if `to`, `from` or `region` is none of its values, or `region` is given without `to: 'csv'`
 */
export async function convert(source, { to = 'json', schema, view = '', region, ...options } = {}) {
  if (!TARGETS.includes(to)) throw new TypeError(`to: '${to}' is none of ${TARGETS.join(', ')}`);
  const problem = region === undefined ? '' : problemOfRegion(region, to);
  if (problem) throw new TypeError(`region: ${problem}`);
  const { json } = await readSource(source, options);
  return withCard(json, '', (card) => {
    if (to === 'json') return asJson(json, schema);
    return region === undefined ? card.write('export', view, FORMATS.indexOf(to)) : regionalCsv(card, view, region);
  });
}
