/** Writes --help from the descriptions of the commands. */

/** @typedef {import('./arguments.js').Command} Command */
/** @typedef {import('./arguments.js').Option} Option */

/** Aligns rows in two columns. @param {string[][]} rows */
function aligned(rows) {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n');
}

/** @param {string} name @param {Option} option */
const optionName = (name, { short, value }) => `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;

/** @param {Command} command */
export function helpOf({ name, files, about, options, notes, examples }) {
  const all = Object.entries(options).map(([key, option]) => [optionName(key, option), option.help]);
  const tried = examples.map(([line, what]) => `  # ${what}\n  ${line}`);
  return [
    `comparison-card ${name} [options] ${files}`,
    about,
    ...(notes ? [notes] : []),
    `Options\n${aligned(all)}`,
    `Examples\n${tried.join('\n\n')}`,
  ].join('\n\n');
}

/** @param {Command[]} commands */
export function helpOfAll(commands) {
  return [
    'comparison-card COMMAND [options] FILES…',
    'Comparison cards from JSON, CSV, TSV, HTML, Markdown and .xlsx files.',
    `Commands\n${aligned(commands.map(({ name, about }) => [name, about.split('\n')[0]]))}`,
    `Options\n${aligned([
      ['-h, --help', 'this text; after a command, its options and examples'],
      ['-v, --version', 'the version'],
    ])}`,
    'HTML files need the package parse5, Markdown files markdown-it and parse5, .xlsx files saxen. If one is not\n' +
      'installed, a message has the command that installs it.',
    'A file named - is standard input. Results go to standard output, everything else to standard error.\n' +
      'Exit status: 0 all is well; 1 a file has an error; 2 the command was not understood.',
    'Examples\n' +
      aligned([
        ['npx comparison-card check cards/*.json', 'what is wrong, and where'],
        ['npx comparison-card convert table.csv -o card.json', 'a spreadsheet becomes a card'],
        ['npx comparison-card serve card.json', 'a preview that follows your edits'],
      ]),
  ].join('\n\n');
}
