/** The kinds of files that a card can come from. */
import { decodeText } from '../../sources/charset.js';

/** @typedef {'json' | 'csv' | 'tsv' | 'html' | 'md' | 'xlsx'} Kind */

/**
 * @typedef {object} SourceOptions
 * @property {Kind} [from] what the source is; by its name, or by its first bytes, unless told
 * @property {string} [name] of its file, which tells the kind, and the title of a table that has none
 * @property {string} [title] of a table, whatever it says itself
 * @property {number} [table] the number of the table in HTML or Markdown, from 1; the first unless told
 * @property {string} [sheet] the name or number of the sheet in a workbook; the first unless told
 * @property {(sentence: string) => void} [note] is told what an author may want to know, such as that there are more tables
 */

/** @type {Kind[]} */
export const KINDS = ['json', 'csv', 'tsv', 'html', 'md', 'xlsx'];

/** By the ends of names. @type {Record<string, Kind>} */
const EXTENSIONS = { json: 'json', csv: 'csv', tsv: 'tsv', tab: 'tsv', html: 'html', htm: 'html', xhtml: 'html' };
Object.assign(EXTENSIONS, { md: 'md', markdown: 'md', xlsx: 'xlsx', xlsm: 'xlsx' });

/** What a file is, by its name. @param {string} [name] @returns {Kind | undefined} */
export function kindOf(name = '') {
  const extension = /\.(\w+)$/.exec(name)?.[1].toLowerCase() ?? '';
  return Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
}

/** Whether a line is a heading of Markdown, a row of a table, or the line of dashes below its head. @param {string} line */
function isMarkdown(line) {
  if (/^ {0,3}(?:#+ |\|)/.test(line)) return true;
  const dash = line.indexOf('-');
  return dash >= 0 && dash < line.lastIndexOf('|') && /^ {0,3}[ \t:|-]*$/.test(line);
}

/** What a source is, by how it begins. @param {Uint8Array} bytes @returns {Kind} */
export function kindOfBytes(bytes) {
  const start = decodeText(bytes.subarray(0, 4096)).trimStart();
  if (start.startsWith('PK\x03\x04')) return 'xlsx';
  if (/^[{[]/.test(start)) return 'json';
  if (start.startsWith('<')) return 'html';
  return start.split(/[\r\n]+/).some(isMarkdown) ? 'md' : 'csv';
}

/** The encoding that an HTML file names in its first bytes, as browsers look for it. @param {Uint8Array} bytes */
function charsetIn(bytes) {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(start)?.[1];
}

/** The text of a file. @param {Uint8Array} bytes @param {Kind | undefined} kind */
export const textOf = (bytes, kind) => decodeText(bytes, kind === 'html' ? charsetIn(bytes) : undefined);
