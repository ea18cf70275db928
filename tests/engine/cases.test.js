/**
 * Runs the files of tests/engine/cases through every engine: WebAssembly here, and both native builds under the
 * sanitizers. A case starts with a line `# title`, followed by directives, one per line. A directive's text continues
 * on lines indented by two spaces, which are removed. Lines that start with `//` are remarks.
 *
 *   card <JSON>           the card; by default (without `bytes` or `table`) the built-in one. Rows between two like
 *                          ["1","x"],…,["9","x"] are filled in
 *   bytes <JSON>          the card as bytes; %XX is a byte, for invalid text
 *   table <CSV>           the card as a table
 *   view <view>           renders the card; a case without a view renders ''
 *   update <view>         updates the rendered card
 *   speak <JSON>          before these: sets the labels of the card's language
 *   borrow                before these: says that the card's language is not English
 *   numbers <sample>      before these: how the card's language writes 12345678.5. Dates are as in German
 *   md <view>             exports the rows of a view; also csv, json, html, answer, regional, tsv, rich,
 *                          article, linked, plaintable, document
 *
 * The directives below check the last output above them: the HTML of a `view`, the regions of an `update`. \u00a0 in
 * their text is that character.
 *
 *   has <fragment>        the output contains it
 *   lacks <fragment>      the output does not contain it
 *   row <cell> | <cell>   a row of the table has these cells, each the HTML inside a <th> or <td> without its controls
 *   count <number>        the number of matching rows
 *   status <text>         the text of the status line
 *   marks <a> | <b>       the highlighted texts in the rows, in order; empty for none
 *   elsewhere <a> | <b>   the highlighted texts outside the rows
 *   differs <a> | <b>     the words marked as different
 *   names <a> | <b>       the names of the shown rows and groups, in order
 *   is <text>             the whole output; \n is a line end, \r a carriage return
 *   regions <name> …      the changed regions; empty for none
 *   problem <code> <path> <line>:<column>
 *                          a reported problem, `-` for no path. Every problem has its line, in the order of the report;
 *                          a case without such lines expects none
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { engines, tablePayload } from './engines.js';

/**
 * @typedef {import('./engines.js').Command} Command
 * @typedef {import('./engines.js').Answer} Answer
 * @typedef {{name: string, text: string}} Directive
 * @typedef {{file: string, title: string, directives: Directive[]}} Case
 * @typedef {(answers: Answer[]) => void} Check
 */

const FOLDER = new URL('cases/', import.meta.url);

/** @param {string} file @returns {Case[]} */
function readCases(file) {
  const cases = [];
  for (const line of readFileSync(new URL(file, FOLDER), 'utf8').split('\n')) {
    const last = cases.at(-1)?.directives.at(-1);
    const [, name, text] = /^(\w+) ?(.*)$/.exec(line) ?? [];
    if (line.startsWith('# ')) cases.push({ file, title: line.slice(2), directives: [] });
    else if (line.startsWith('  ')) last.text += `\n${line.slice(2)}`;
    else if (name) cases.at(-1).directives.push({ name, text });
    else assert.ok(line === '' || line.startsWith('//'), `${file}: what is “${line}”?`);
  }
  return cases;
}

/** @param {string} text %XX is a byte */
function toBytes(text) {
  return Buffer.concat(
    text.split(/(%[0-9A-F]{2})/).map((part, i) => (i % 2 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))),
  );
}

/** Fills in the omitted rows of a card. @param {string} json */
const toCard = (json) =>
  json.replace(/\["(\d+)"([^\]]*)\],…,\["(\d+)"\2\]/g, (_, from, rest, to) =>
    Array.from({ length: to - from + 1 }, (_, i) => `["${+from + i}"${rest}]`).join(),
  );

/** @param {string} text \u00a0 is that character */
const toCharacters = (text) =>
  text.replace(/\\u([0-9a-f]{4})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** Returns the text of a piece of HTML. @param {string} html */
const toText = (html) => html.replace(/<[^>]*>/g, '').replace(/&\S*?;/g, (entity) => ENTITIES[entity]);

/** Returns the regions of an update. @param {string} text @returns {[string, string][]} */
const toRegions = (text) =>
  text
    .split('\x1e')
    .slice(0, -1)
    .map((region) => /** @type {[string, string]} */ (region.split('\x1f')));

/** @param {string} output @param {boolean} updated */
function statusOf(output, updated) {
  if (updated) return toText(new Map(toRegions(output)).get('status') ?? '(no status region)');
  return toText(/data-region="status">(.*?)<\/p>/s.exec(output)?.[1] ?? '(no status line)');
}

/** @param {string} html @param {string} part */
const marksOf = (html, part) =>
  [...html.matchAll(new RegExp(`<mark part="${part}">(.*?)</mark>`, 'gs'))].map(([, text]) => toText(text));

/** Returns the rows of a table or of the region of an update. @param {string} output */
const inRows = (output) =>
  /data-region="rows">.*?<\/tbody>/s.exec(output)?.[0] ?? new Map(toRegions(output)).get('rows') ?? '';

/** @param {string} output */
const outsideRows = (output) => output.replace(inRows(output), '');

/** Returns the names of rows and groups. @param {string} html */
const namesOf = (html) =>
  [...html.matchAll(/<(?:a part="row-link"|button part="fold")[^>]*>(.*?)<\/(?:a|button)>/gs)].map(([, text]) =>
    toText(text),
  );

/** The controls in a cell and the markup around its content. */
const CONTROLS = [
  /<a part="row-link"[^>]*>(.*?)<\/a>/gs,
  /<button part="sort"[^>]*>(?:<bdi>)?(.*?)(?:<\/bdi>)?<\/button>/gs,
  /<button part="fold"[^>]*>(.*?)<\/button>/gs,
  /<button part="define".*?<div part="defined"[^>]*>(.*?)<\/div>/gs,
  /<button part="(?:pin|note-button)".*?<\/button>()/gs,
];

/** Returns a cell's content without its controls. @param {string} html */
const plainCell = (html) => CONTROLS.reduce((text, control) => text.replace(control, '$1'), html);

/** Returns the rows of a table as lists of cell contents. @param {string} html */
const rowsOf = (html) =>
  [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, cells]) =>
    [...cells.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, content]) => plainCell(content)).join(' | '),
  );

/** @param {string} text */
const toList = (text) => (text ? text.split(' | ') : []);

/** The engine's commands by the names of output directives. */
const outputs = {
  view: 'render',
  update: 'update',
  md: '0md',
  csv: '1csv',
  json: '2json',
  html: '3html',
  answer: '4answer',
  article: '5article',
  linked: '6linked',
  plaintable: '7table',
  regional: 'Aregional',
  tsv: 'Btsv',
  rich: 'Crich',
  document: '8document',
};

/** The checks of an output by directive. @type {Record<string, (output: string, text: string, updated: boolean) => void>} */
const checks = {
  has: (output, text) => assert.ok(output.includes(text), `“${text}” is missing in:\n${output}`),
  lacks: (output, text) => assert.ok(!output.includes(text), `“${text}” is in:\n${output}`),
  row: (output, text) => {
    const rows = rowsOf(output);
    assert.ok(rows.includes(text), ['no row', text, 'in', ...rows].join('\n'));
  },
  status: (output, text, updated) => assert.equal(statusOf(output, updated), text),
  marks: (output, text) => assert.deepEqual(marksOf(inRows(output), 'mark'), toList(text)),
  elsewhere: (output, text) => assert.deepEqual(marksOf(outsideRows(output), 'mark'), toList(text)),
  differs: (output, text) => assert.deepEqual(marksOf(output, 'differs'), toList(text)),
  names: (output, text) => assert.deepEqual(namesOf(output), toList(text)),
  is: (output, text) => assert.equal(output, text.replaceAll('\\n', '\n').replaceAll('\\r', '\r')),
  regions: (output, text) =>
    assert.deepEqual(
      toRegions(output).map(([name]) => name),
      text.split(' ').filter(Boolean),
    ),
};

/** Formats problems as lines of a case. @param {string} json */
const toProblemLines = (json) =>
  JSON.parse(json).map(({ code, path, line, column }) => `${code} ${path || '-'} ${line}:${column}`);

/**
 * Compiles a case to commands for an engine and checks of its answers.
 * @param {Case} _ @returns {{commands: Command[], check: Check}}
 */
function compile({ file, title, directives }) {
  /** @type {Command[]} */
  const commands = [['open', '']];
  /** @type {Check[]} */
  const list = [];
  let updated = false;
  const ask = (/** @type {Command} */ command) => commands.push(command) - 1;
  const of = (name) => directives.filter((directive) => directive.name === name).map(({ text }) => text);
  for (const text of of('card')) commands[0] = ['open', toCard(text)];
  for (const text of of('bytes')) commands[0] = ['open', toBytes(text)];
  for (const text of of('table')) commands[0] = ['table', tablePayload(text)];
  const problems = ask(['problems']);
  list.push((answers) => assert.deepEqual(toProblemLines(answers[problems].text), of('problem').map(toCharacters)));
  for (const text of of('speak')) ask(['speak', text]);
  for (const _ of of('borrow')) ask(['borrow']);
  for (const text of of('numbers')) ask(['numbers', toCharacters(text)]);
  let output = directives.some(({ name }) => name in outputs && name !== 'update') ? -1 : ask(['render', '']);
  for (const { name, text } of directives) {
    if (['card', 'bytes', 'table', 'problem', 'speak', 'numbers', 'borrow'].includes(name)) continue;
    if (name in outputs) {
      updated = name === 'update';
      output = ask([outputs[name], text]);
    } else if (name === 'count') {
      const matches = ask(['matches']);
      list.push((answers) => assert.equal(answers[matches].text, text, 'matching rows'));
    } else {
      assert.ok(checks[name] && output > 0, `${file}: ${title}: “${name}” says nothing here`);
      const [at, wasUpdate, expected] = [output, updated, toCharacters(text)];
      list.push((answers) => checks[name](answers[at].text, expected, wasUpdate));
    }
  }
  return { commands, check: (answers) => list.forEach((check) => void check(answers)) };
}

const cases = readdirSync(FOLDER).sort().flatMap(readCases);
const compiled = cases.map(compile);

/**
 * Returns an engine's answers to each case.
 * @param {(commands: Command[]) => Promise<Answer[]>} run @returns {Promise<Answer[][]>}
 */
async function ask(run) {
  const all = await run(compiled.flatMap(({ commands }) => commands));
  return compiled.map(({ commands }) => all.splice(0, commands.length));
}

/** @type {Promise<Answer[][]>[] | undefined} */
let asked;

/** Returns the answers of all engines. Cached, so that each native engine starts once. */
function answers() {
  asked ??= engines.map(([, run]) => ask(run));
  return Promise.all(asked);
}

for (const [i, [name]] of engines.entries()) {
  test(`${name} runs all cases to the end`, async () => {
    const last = (await answers())[i].at(-1);
    assert.equal(last?.length, compiled.at(-1)?.commands.length);
  });
}

/** Runs a check; a failure names the engine. @param {string} engine @param {() => void} check */
function within(engine, check) {
  try {
    check();
  } catch (cause) {
    throw new Error(`this is wrong in ${engine}:`, { cause });
  }
}

for (const file of new Set(cases.map((one) => one.file))) {
  describe(file, () => {
    cases.forEach((one, i) => {
      if (one.file !== file) return;
      test(one.title, async () => {
        for (const [k, list] of (await answers()).entries()) within(engines[k][0], () => compiled[i].check(list[i]));
      });
    });
  });
}

test('no two cases of a file share a title', () => {
  const names = cases.map(({ file, title }) => `${file}: ${title}`);
  assert.deepEqual(
    names.filter((name, i) => names.indexOf(name) < i),
    [],
  );
});

test('every message is a sentence for people who write cards', async () => {
  const [wasm] = await answers();
  const jargon =
    /\b(tokens?|pars(e|ed|er|ing)|syntax|unexpected|EOF|invalid|buffer|alloc\w*|nodes?|schema|NULL|char)\b/;
  for (const [i, { commands }] of compiled.entries()) {
    const at = commands.findIndex(([name]) => name === 'problems');
    for (const { message } of JSON.parse(wasm[i][at].text)) {
      assert.match(message, /^[A-Z].*[^.]\.$/s);
      assert.doesNotMatch(message, jargon);
    }
  }
});
