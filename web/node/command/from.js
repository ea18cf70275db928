/** The options that say how a file is to be read, which every command takes. */

import { nameOf } from '../base/input.js';
import { KINDS } from '../sources/kinds.js';

/** @type {Record<string, import('./arguments.js').Option>} */
export const sourceOptions = {
  from: { value: 'KIND', choices: KINDS, help: `what the files are: ${KINDS.join(', ')}; by their names unless told` },
  table: {
    value: 'N',
    most: 10_000,
    help: 'the number of the table in an HTML or Markdown file; the first unless told',
  },
  sheet: { value: 'NAME', help: 'the name or number of the sheet in an .xlsx file; the first unless told' },
  title: { value: 'TEXT', help: 'the title of a table, before its own' },
  help: { short: 'h', help: 'this text' },
};

/** What those options say about a file. @param {string} file @param {import('./arguments.js').Values} values @returns {import('../sources/kinds.js').SourceOptions} */
export const sourcesOf = (file, { from, table, sheet, title }) => ({ from, table, sheet, title, name: nameOf(file) });
