import { basename, extname } from 'node:path';
import { embed } from '../embed.js';
import { kindOf } from '../sources/kinds.js';
import { UsageError } from './arguments.js';
import { isFolder, sourceOptions, sourcesOf } from './from.js';
import { makeEach, sayUpload } from './output.js';
import { paint, shown } from './terminal.js';

/** @typedef {keyof import('../embed.js').Snippets} Part */

/** The headings of the parts. @type {Record<Part, string>} */
const HEADINGS = {
  script: 'Paste this where the card should appear',
  csp: 'If the page has a Content-Security-Policy, it must allow this',
  iframe: 'If the page allows frames but no scripts (put embed.html and its files on your site)',
  table: 'For readers without scripts: inside <comparison-card>, or alone',
  markdown: 'If the page allows only Markdown',
};

const PARTS = /** @type {Part[]} */ (Object.keys(HEADINGS));

/** The parts that load files of dist/. @type {(Part | undefined)[]} */
const LOADING = [undefined, 'script', 'iframe'];

/** Returns a text that ends with one line break. @param {string} text */
const line = (text) => `${text.trimEnd()}\n`;

/** Returns the URL that a page fetches: the file, or the JSON to be made of it. @param {string} file @param {string} [from] */
function addressOf(file, from = kindOf(file) ?? 'json') {
  const name = file === '-' ? 'card.json' : basename(file);
  return encodeURIComponent(['json', 'csv', 'tsv'].includes(from) ? name : `${basename(name, extname(name))}.json`);
}

/** @param {import('./arguments.js').Values} values @param {string[]} files */
async function run(values, files) {
  if (!files.length) throw new UsageError('Name a file, or - for standard input.');
  if (files.length > 1 || (await isFolder(files[0]))) throw new UsageError('embed takes one file.');
  const status = await makeEach(files, undefined, '', async (bytes, file, note) => {
    const src = values.src ?? addressOf(file, values.from);
    const all = await embed(bytes, { ...(await sourcesOf(file, values)), src, base: values.base, note });
    if (values.only) return line(all[/** @type {Part} */ (values.only)]);
    const parts = PARTS.map((part) => `${shown(process.stdout, paint('bold', HEADINGS[part]))}\n\n${line(all[part])}`);
    return parts.join('\n\n');
  });
  if (status === 0 && !values.base && LOADING.includes(values.only)) sayUpload("to the folder of the card's JSON");
  return status;
}

/** @type {import('./arguments.js').Command} */
export const command = {
  name: 'embed',
  files: 'FILE',
  about: 'Prints what to paste into a page.',
  notes:
    'A script tag, the Content-Security-Policy it needs, a frame with its script, the table in HTML and in\n' +
    'Markdown. The script comes from your own site. With --base, the tag has the hash of the script.',
  options: {
    only: { value: 'PART', choices: PARTS, help: `print only this part: ${PARTS.join(', ')}` },
    src: { value: 'URL', help: "the address of the card's JSON (default: the name of the file)" },
    base: { value: 'URL', help: "the folder with the files of dist/ (default: that of the card's JSON)" },
    ...sourceOptions,
  },
  examples: [
    ['npx comparison-card embed card.json', 'Print everything'],
    [
      'npx comparison-card embed card.json --only script --src /cards/tea.json --base /files/',
      'Print the tag for a card of your site, with the hash of its script',
    ],
    ['npx comparison-card embed card.json --only markdown | xclip', 'Copy the table for a forum'],
  ],
  run,
};
