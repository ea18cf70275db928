import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { convert, problemOfRegion, TARGETS } from '../convert.js';
import { kindOf } from '../sources/kinds.js';
import { UsageError } from './arguments.js';
import { ABOUT_FOLDERS, filesOf, sourceOptions, sourcesOf } from './from.js';
import { makeEach } from './output.js';

const isTarget = (/** @type {string | undefined} */ kind) => TARGETS.some((target) => target === kind);

/** Returns the target kind by the output's name; undefined if unknown. @param {string} [output] */
function targetOf(output) {
  const kind = kindOf(output);
  if (kind && !isTarget(kind)) throw new UsageError(`convert writes no .${kind}, only ${TARGETS.join(', ')}.`);
  return kind;
}

const SCHEMA = 'comparison.schema.json';

/** Returns the schema's name if the file is next to the card. @param {string} [target] the file of the card */
const schemaBeside = (target) => (target && existsSync(join(dirname(target), SCHEMA)) ? SCHEMA : undefined);

/** @param {import('./arguments.js').Values} values @param {string[]} paths */
async function run(values, paths) {
  const isCard = (/** @type {string} */ file) => (values.from ?? kindOf(file)) === 'json';
  const to = values.to ?? targetOf(values.output) ?? (paths.some(isCard) ? undefined : 'json');
  if (!to && paths.length)
    throw new UsageError(`Name the output format of a card: --to ${TARGETS.slice(1).join(', ')}.`);
  const problem = values.region === undefined ? '' : problemOfRegion(values.region, to);
  if (problem) throw new UsageError(`--region: ${problem}.`);
  const files = await filesOf(paths, values, (kind) => to !== 'json' || kind !== 'json');
  return makeEach(files, values.output, to, async (bytes, file, note, target) => {
    const schema = schemaBeside(target);
    const { view, region } = values;
    return convert(bytes, { ...(await sourcesOf(file, values)), to, schema, view, region, note });
  });
}

/** @type {import('./arguments.js').Command} */
export const command = {
  name: 'convert',
  files: 'FILES|FOLDER…',
  about: 'Converts a table to a card, or a card to a table.',
  notes:
    'A table (.csv, .tsv, .html, .md, .xlsx) becomes a card in JSON by default. A card becomes CSV, Markdown\n' +
    'or HTML: all its rows, or the rows of a view. A workbook gives what its sheet shows: a cell that shows\n' +
    '12.5% is 12.5%. Hidden sheets, rows and columns are left out.\n' +
    'Card JSON names comparison.schema.json in "$schema" if that file is in the folder of the output.\n\n' +
    `${ABOUT_FOLDERS}\nIf JSON is made, cards in the folder are left out.`,
  options: {
    to: {
      value: 'KIND',
      choices: TARGETS,
      help: `the output format: ${TARGETS.join(', ')}; default: by the name of the output`,
    },
    output: { short: 'o', value: 'PATH', help: 'a file, or a folder for several files; default: standard output' },
    view: { value: 'VIEW', help: 'which rows and subjects, as in a link to the card: "q=goal&show=sales"' },
    region: { value: 'TAG', help: 'for CSV: the language of the spreadsheet. de has decimal commas and semicolons' },
    ...sourceOptions,
  },
  examples: [
    ['npx comparison-card convert prices.xlsx --sheet 2 -o prices.json', 'Make a card from the second sheet'],
    ['npx comparison-card convert posts --from html -o cards/', 'Make a card from the first table of every HTML file'],
    ['npx comparison-card convert card.json --to md', 'Write a card as a Markdown table'],
    ['npx comparison-card convert card.json -o card.csv --region de', 'Write CSV for a German spreadsheet'],
  ],
  run,
};
