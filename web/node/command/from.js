/** Options for reading files, shared by all commands. */

import { nameOf } from '../base/input.js';
import { KINDS } from '../sources/kinds.js';

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
  help: { short: 'h', help: 'this text' },
};

/**
 * Returns the source options for a file.
 * @param {string} file @param {import('./arguments.js').Values} values @returns {import('../sources/kinds.js').SourceOptions}
 */
export const sourcesOf = (file, { from, table, sheet, title }) => ({ from, table, sheet, title, name: nameOf(file) });
