/** Makes cards of tables, and tables of cards. */
import { FORMATS } from '../engine/engine.js';
import { withCard } from './base/engine.js';
import { readSource } from './sources/sources.js';

/** @typedef {import('../engine/engine.js').Card} Card */
/** @typedef {import('./sources/kinds.js').SourceOptions} SourceOptions */

/** @typedef {'json' | 'csv' | 'md' | 'html'} Target */

/**
 * @typedef {object} ConvertOptions
 * @property {Target} [to] what to write, `json` unless told
 * @property {string} [schema] of JSON: the address of comparison.schema.json for `$schema`, from which editors complete
 * @property {string} [view] of a table that is written: which rows and subjects, such as `q=goal&show=sales`
 */

/** What sources become. @type {Target[]} */
export const TARGETS = ['json', 'csv', 'md', 'html'];

/** What stays in one line of JSON. */
const WIDTH = 100;

/** JSON as people write it: what is short stands in one line. @param {any} value @returns {string} */
function pretty(value, indent = '', isOpen = false) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [left, right] = Array.isArray(value) ? '[]' : '{}';
  const inner = `${indent}  `;
  const parts = Object.entries(value).map(([key, part]) => {
    return (Array.isArray(value) ? '' : `${JSON.stringify(key)}: `) + pretty(part, inner);
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

/**
 * Converts a card or a table.
 * @param {string | Uint8Array} source JSON text, or a table: CSV, TSV, HTML, Markdown, the bytes of an .xlsx file
 * @param {SourceOptions & ConvertOptions} [options]
 * @returns {Promise<string>} card JSON, or a table that holds what readers see of the card
 * @throws {import('../engine/error.js').CardError} where the source is no table or would be no card
 */
export async function convert(source, { to = 'json', schema, view = '', ...options } = {}) {
  if (!TARGETS.includes(to)) throw new TypeError(`to: '${to}' is none of ${TARGETS.join(', ')}`);
  const { json } = await readSource(source, options);
  const write = (/** @type {Card} */ card) =>
    to === 'json' ? asJson(json, schema) : card.write('export', view, FORMATS.indexOf(to));
  return withCard(json, '', write);
}
