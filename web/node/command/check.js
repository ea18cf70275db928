import { dirname } from 'node:path';
import { CardError } from '../../engine/error.js';
import { nameOf, readInput } from '../base/input.js';
import { problemOf } from '../base/problem.js';
import { checkIn } from '../check.js';
import { deadLinksIn } from '../links.js';
import { ABOUT_FOLDERS, filesOf, sourceOptions, sourcesOf } from './from.js';
import { counted, Progress, paint, say, sayLines, sayProblem } from './terminal.js';

/** @typedef {import('../../engine/error.js').Problem} Problem */
/** @typedef {{file: string, problems: Problem[]}} Checked a file's result for --json */

/** @param {string} file @param {import('./arguments.js').Values} values @returns {Promise<Problem[]>} */
async function checkFile(file, values) {
  try {
    const deadLinks = file === '-' ? undefined : deadLinksIn(dirname(file));
    return await checkIn(await readInput(file), await sourcesOf(file, values), deadLinks);
  } catch (error) {
    if (error instanceof CardError) return [problemOf(error)];
    throw error;
  }
}

/** Reports the number of problems: `2 files checked: 1 error, 0 warnings`. @param {Checked[]} all */
function summarize(all) {
  const problems = all.flatMap((one) => one.problems);
  const count = (/** @type {string} */ level) => problems.filter((problem) => problem.level === level).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const said = problems.length ? `${counted(errors, 'error')}, ${counted(warnings, 'warning')}` : 'no problems';
  const colour = errors ? 'red' : warnings ? 'yellow' : 'green';
  say(process.stderr, `${counted(all.length, 'file')} checked: `, paint(colour, said));
}

/** @param {import('./arguments.js').Values} values @param {string[]} paths */
async function run(values, paths) {
  const files = await filesOf(paths, values);
  const progress = new Progress(files.length);
  /** @type {Checked[]} */
  const all = [];
  for (const file of files) {
    progress.begin(file);
    const problems = await checkFile(file, values);
    all.push({ file, problems });
    if (problems.length) progress.clear();
    if (values.json) continue;
    for (const problem of problems) sayProblem(process.stdout, nameOf(file), problem);
  }
  progress.clear();
  if (values.json) sayLines(process.stdout, JSON.stringify(all, null, 2));
  summarize(all);
  const isBad = (/** @type {Problem} */ { level }) => level === 'error' || values.strict;
  return all.some(({ problems }) => problems.some(isBad)) ? 1 : 0;
}

/** @type {import('./arguments.js').Command} */
export const command = {
  name: 'check',
  files: 'FILES|FOLDER…',
  about: 'Lists every error and warning of every file, with its place.',
  notes:
    'An error keeps a card from opening. A warning does not: the card opens without a part of it, or an\n' +
    'editor would ask something, such as for a missing answer. Each has a line of its own:\n\n' +
    '  FILE:LINE:COLUMN: error: MESSAGE (PATH, CODE)\n\n' +
    'With --json: a list with { file, problems } for each file; a problem has code, level, message, path,\n' +
    'line and column (from 1; 0 where there is none).\n\n' +
    'Relative links of "seeAlso", subjects and sources are looked up in the folder of the file: tea.html is\n' +
    'found if it is there, or if a card or a table is, such as tea.json, of which the page can be made. A link\n' +
    'that is not found is a warning (dead-link), but only if the folder holds HTML pages, or if another link of\n' +
    'the card is found: a folder with cards alone says nothing about pages elsewhere. Links that name a host\n' +
    `or lead out of the folder are not looked up.\n\n${ABOUT_FOLDERS}`,
  options: {
    json: { help: 'write the problems as JSON' },
    strict: { help: 'let warnings too end in exit status 1' },
    ...sourceOptions,
  },
  examples: [
    ['npx comparison-card check cards', 'Check all cards and tables of a folder, for instance in CI'],
    ['npx comparison-card check --strict cards --from json', 'Check its cards, and take warnings for errors'],
    ['curl -s https://site.example/card.json | npx comparison-card check -', 'Check what a server sends'],
  ],
  run,
};
