/** Files and options for reading them, shared by all commands. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOf } from '../base/input.js';
import { aroundOf } from '../sources/around.js';
import { sourcesIn } from '../sources/folder.js';
import { KINDS, kindOf } from '../sources/kinds.js';
import { UsageError } from './arguments.js';
import { counted, say } from './terminal.js';

/** @typedef {import('../sources/kinds.js').Kind} Kind */

/** @type {Record<string, import('./arguments.js').Option>} */
export const sourceOptions = {
  from: {
    value: 'KIND',
    choices: KINDS,
    help: `the format of the files: ${KINDS.join(', ')}; default: by their names`,
  },
  table: {
    value: 'N',
    most: 10_000,
    help: 'the number of the table in an HTML or Markdown file; default: the first',
  },
  sheet: { value: 'NAME', help: 'the name or number of the sheet in an .xlsx file; default: the first' },
  title: { value: 'TEXT', help: 'the title of a table, in place of its own' },
  header: {
    value: 'WHERE',
    choices: ['first-row', 'first-column', 'none'],
    help: 'where a table has its headings; default: found',
  },
  names: { value: 'N', most: 1000, help: 'the column that names the rows, from 1; default: found' },
  skip: { value: 'N', most: 1_000_000, help: 'the number of rows above a table, such as titles and notes' },
  delimiter: { value: 'SIGN', help: 'what separates the cells of CSV: one character, or tab; default: found' },
  decimal: { value: 'SIGN', choices: ['.', ','], help: 'the decimal sign of the numbers; default: found' },
  encoding: { value: 'NAME', help: 'the encoding of a text that is not UTF-8, such as shift_jis; default: found' },
  help: { short: 'h', help: 'this text' },
};

/**
 * Returns the source options of a command line.
 * @param {import('./arguments.js').Values} values @returns {import('../sources/kinds.js').SourceOptions}
 */
export function readingOf({ from, table, sheet, title, header, names, skip, delimiter, decimal, encoding }) {
  return { from, table, sheet, title, header, names, skip, delimiter, decimal, encoding };
}

/**
 * Returns the source options for a file.
 * @param {string} file @param {import('./arguments.js').Values} values @returns {Promise<import('../sources/kinds.js').SourceOptions>}
 */
export const sourcesOf = async (file, values) => ({
  ...readingOf(values),
  name: nameOf(file),
  around: await aroundOf(file),
});

/** What the help of a command says about folders. */
export const ABOUT_FOLDERS =
  'A folder means all cards and tables in it, but not in its subfolders; with --from, only files of that kind.\n' +
  'Its .html and .md files are often pages or notes: they are read only if there are no others, or with --from.';

/** @param {string} path */
export const isFolder = async (path) => (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/**
 * Returns the files, with the cards and tables of a folder in place of the folder, and says how many these are. A folder
 * without any stays: reading it is the error.
 * @param {string[]} paths @param {import('./arguments.js').Values} values
 * @param {(kind: Kind | undefined) => boolean} [isWanted] of the files in a folder; default: all
 * @throws {UsageError} if there are no paths
 */
export async function filesOf(paths, { from }, isWanted = () => true) {
  if (!paths.length) throw new UsageError('Name a file, or - for standard input.');
  const files = [];
  for (const path of paths) {
    const isFile = path === '-' || !(await isFolder(path));
    const names = isFile ? [] : (await sourcesIn(path, from).catch(() => [])).filter((name) => isWanted(kindOf(name)));
    if (names.length) say(process.stderr, `${counted(names.length, 'file')} in ${path}`);
    files.push(...(names.length ? names.map((name) => join(path, name)) : [path]));
  }
  return files;
}
