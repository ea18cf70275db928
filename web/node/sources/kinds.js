/** Kinds of source files. */
import { decodeText } from '../../sources/charset.js';
import { titleOfFile } from '../../sources/titles.js';

/**
 * HTML needs the package parse5, Markdown (`md`) markdown-it and parse5, a workbook (`xlsx`) saxen: optional peer
 * dependencies.
 * @typedef {'json' | 'csv' | 'tsv' | 'html' | 'md' | 'xlsx'} Kind
 */

/**
 * @typedef {object} SourceOptions
 * @property {Kind} [from] the kind of the source; default: by its name, otherwise by its first bytes
 * @property {string} [name] the name of the file. It gives the kind, and the title of a table without one
 * @property {string} [title] the title of a card made from a table; overrides the table's own
 * @property {string} [language] the language of a table that states none, as a BCP 47 tag. It decides how numbers and yes and no
 * are read
 * @property {number} [table] the number of the table in HTML or Markdown, from 1; default: the first
 * @property {string} [sheet] the name or number of the sheet in a workbook; default: the first
 * @property {string} [encoding] the encoding of a text that is not UTF-8, such as `shift_jis`; default: found
 * @property {string | Uint8Array} [around] JSON of a card without rows, for what a table cannot say: answer, introduction, definitions of
 * subjects, see also, sources, language
 * @property {string} [delimiter] what separates the cells of CSV: one ASCII character, or `tab`; default: found
 * @property {string} [decimal] the decimal sign of the numbers in a table, `.` or `,`; default: found
 * @property {'first-row' | 'first-column' | 'none'} [header] where a table has its headings; default: found
 * @property {number} [names] the number of the column that names the rows, from 1; default: found
 * @property {number} [skip] the number of rows above a table, such as titles and notes
 * @property {(sentence: string) => void} [note] receives remarks for the author, such as that there are more tables
 */

/**
 * Returns a table for the engine.
 * @param {SourceOptions} options
 * @param {import('../../engine/engine.js').EngineOptions} [found] what the source says
 * @returns {import('../../engine/engine.js').Table}
 */
export function tableOf(options, found) {
  const { delimiter, decimal, header, names, skip, title: caption, name = '', language, around } = options;
  const said = { delimiter, decimal, header, names, skip, caption, file: titleOfFile(name) };
  return { options: { ...said, ...found }, language, around };
}

/** @type {Kind[]} */
export const KINDS = ['json', 'csv', 'tsv', 'html', 'md', 'xlsx'];

/** Kinds by file extension. @type {Record<string, Kind>} */
export const EXTENSIONS = {
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
};
Object.assign(EXTENSIONS, { md: 'md', markdown: 'md', xlsx: 'xlsx', xlsm: 'xlsx' });

/** Returns the kind of a file by its name. @param {string} [name] @returns {Kind | undefined} */
export function kindOf(name = '') {
  const extension = /\.(\w+)$/.exec(name)?.[1].toLowerCase() ?? '';
  return Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
}

/** Returns true for a heading of Markdown, a row of a table, or the line of dashes below its head. @param {string} line */
function isMarkdown(line) {
  if (/^ {0,3}(?:#+ |\|)/.test(line)) return true;
  const dash = line.indexOf('-');
  return dash >= 0 && dash < line.lastIndexOf('|') && /^ {0,3}[ \t:|-]*$/.test(line);
}

/** Returns the kind of a source by its first bytes. @param {Uint8Array} bytes @returns {Kind} */
export function kindOfBytes(bytes) {
  const start = decodeText(bytes.subarray(0, 4096)).trimStart();
  if (start.startsWith('PK\x03\x04')) return 'xlsx';
  if (/^[{[]/.test(start)) return 'json';
  if (start.startsWith('<')) return 'html';
  return start.split(/[\r\n]+/).some(isMarkdown) ? 'md' : 'csv';
}

/** Returns the encoding named in an HTML file's first bytes, as browsers find it. @param {Uint8Array} bytes */
function charsetIn(bytes) {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(start)?.[1];
}

/**
 * Returns what is known about the encoding of a file.
 * @param {Uint8Array} bytes @param {Kind | undefined} kind @param {SourceOptions} options
 */
export const knownOf = (bytes, kind, { encoding, language }) => ({
  encoding,
  charset: kind === 'html' ? charsetIn(bytes) : undefined,
  language,
});

/** Decodes the text of a file. @param {Uint8Array} bytes @param {Kind | undefined} kind @param {SourceOptions} [options] */
export const textOf = (bytes, kind, options = {}) => decodeText(bytes, knownOf(bytes, kind, options));
