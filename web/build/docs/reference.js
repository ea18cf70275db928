/**
 * Fills the parts of the docs that are made from code. In a page, such a part is between `<!-- made: NAME -->` and
 * `<!-- /made -->`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cardFields } from './card-fields.js';
import { elementTable } from './element-tables.js';
import { nodeFunctions } from './node-functions.js';
import { code, tableOf } from './table.js';

/** @param {string} text @param {string} [language] */
const fenced = (text, language = 'text') => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;

/** @param {string} text */
const capital = (text) => `${text[0].toUpperCase()}${text.slice(1)}`;

/** Lists the codes of src/card.h: a code, its level and its meaning. */
function codesOfEngine() {
  const [, list = ''] = /typedef enum \{\s*CARD_OK,(.*?)\} card_code;/s.exec(readFileSync('src/card.h', 'utf8')) ?? [];
  let level = '';
  return list.split('\n').flatMap((line) => {
    level = /\/\* (error|warning|remark)s:/.exec(line)?.[1] ?? level;
    const [, name, meaning] = /"([a-z0-9-]+)"\s+(.*?)\s*\*\//.exec(line) ?? [];
    return name ? [[code(name), level, meaning]] : [];
  });
}

/** Lists the codes of web/engine/error.js. */
function otherCodes() {
  let level = '';
  return readFileSync('web/engine/error.js', 'utf8')
    .split('\n')
    .flatMap((line) => {
      level = /^ \* ((?:error|warning), .*):$/.exec(line)?.[1] ?? level;
      const [, names, meaning] = /^ \* - ([^:]+): (.*)$/.exec(line) ?? [];
      return names ? [[names, level, meaning]] : [];
    });
}

/** Lists all codes. */
const errorCodes = () =>
  tableOf(
    ['Code', 'Level', 'Meaning'],
    [...codesOfEngine(), ...otherCodes()].map(([names, level, meaning]) => [names, capital(level), capital(meaning)]),
  );

/** Writes the help of each command. */
function commands() {
  const help = (/** @type {string[]} */ ...args) =>
    execFileSync(process.execPath, ['dist/node/cli.js', ...args, '--help'], { encoding: 'utf8' });
  const [, list] = /^Commands\n(.*?)\n\n/ms.exec(help()) ?? [];
  const names = [...`${list}`.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  return names.map((name) => `### Options of ${name}\n\n${fenced(help(name))}`).join('\n\n');
}

/** Returns what a benchmark printed last. @param {string} name of the part: `bench`, or as `bench-engine` */
const printed = (name) => fenced(readFileSync(`tests/bench/printed/${name.replace('bench-', '')}.txt`, 'utf8'));

/** The parts by name. @type {Record<string, () => string>} */
const PARTS = {
  'card-fields': () => cardFields(readFileSync('data/comparison.schema.json', 'utf8')),
  'node-api': () => nodeFunctions('dist/types/node'),
  'error-codes': errorCodes,
  commands,
};

/** Returns a part. @param {string} name */
function partOf(name) {
  if (name.startsWith('bench')) return printed(name);
  if (name.startsWith('element-')) return elementTable(name.slice('element-'.length));
  if (!Object.hasOwn(PARTS, name)) throw new Error(`There is no part ${name}`);
  return PARTS[name]();
}

/** Returns a page with its parts made anew. @param {string} text Markdown */
export const withReference = (text) =>
  text.replace(/(<!-- made: (\S+) -->\n)(.*?)(<!-- \/made -->)/gs, (_, start, name, _old, end) => {
    return `${start}\n${partOf(name)}\n\n${end}`;
  });
