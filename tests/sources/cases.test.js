/**
 * Runs the files of tests/sources/cases: conversion of spreadsheets and tables, and opening them in the engine. A case
 * starts with a line `# title`, followed by directives, one per line. A directive's text continues on lines indented by
 * two spaces, which are removed. Lines that start with `//` are remarks. \t, \r, \n and \u00a0 in the text are those
 * characters.
 *
 *   csv <text>            the source; also tsv
 *   html <markup>         a table as the source, with every tag closed
 *   caption <text>        the author's title; also other options of the source: file, title, language, header, names …
 *   words <yes> | <no>    the words of the language's labels
 *
 * Checks of the card:
 *
 *   titled <text>         its title
 *   subjects <a> | <b>    the names of its subjects
 *   row <a> | <b>         a row: its name, with its group before a slash and its unit in brackets, then its values as JSON.
 *                          Lists all rows or none
 *   is <JSON>             a part of the card, such as {"lang":"de"}
 *   refused <code> <line>:<column> <words>
 *                          an error whose message contains the words; `-` for no position
 *   problem <code> <place>
 *                          a reported problem: `3:7` in a text, `row 3, column 2` in a table. Every problem has its line; a
 *                          case without such lines expects none
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readTableNow } from '../../web/sources/html-table.js';
import { placed } from '../../web/sources/made.js';
import { titleOfFile } from '../../web/sources/titles.js';
import { readers } from './made.js';
import { parse } from './tree.js';

const FOLDER = new URL('cases/', import.meta.url);

/** @param {string} file */
function readCases(file) {
  const cases = [];
  for (const line of readFileSync(new URL(file, FOLDER), 'utf8').split('\n')) {
    const last = cases.at(-1)?.directives.at(-1);
    const [, name, text] = /^(\w+) ?(.*)$/.exec(line) ?? [];
    if (line.startsWith('# ')) cases.push({ title: line.slice(2), directives: [] });
    else if (line.startsWith('  ')) last.text += `\n${line.slice(2)}`;
    else if (name) cases.at(-1).directives.push({ name, text });
    else assert.ok(line === '' || line.startsWith('//'), `${file}: what is “${line}”?`);
  }
  return cases;
}

const CHARACTERS = { t: '\t', r: '\r', n: '\n' };

/** @param {string} text */
const toCharacters = (text) =>
  text.replace(/\\(?:u([0-9a-f]{4})|([trn]))/g, (_, digits, name) =>
    name ? CHARACTERS[name] : String.fromCharCode(Number.parseInt(digits, 16)),
  );

/** @typedef {typeof readers[number]} Reader */

/** Returns the decimal sign of a language. @param {string} [language] */
function decimalIn(language) {
  try {
    return new Intl.NumberFormat(language).format(1.5)[1];
  } catch {
    return '.';
  }
}

/** @type {Record<string, (text: string, options: any, reader: Reader) => any>} */
const kinds = {
  csv: (text, { file = '', language = 'en', title, ...options }, reader) =>
    reader.read(text, { file: titleOfFile(file), decimal: decimalIn(language), heading: title, ...options }),
  tsv: (text, options, reader) => kinds.csv(text, { ...options, delimiter: 'tab' }, reader),
  html: async (markup, { words, language, title, file = '', ...options }, reader) => {
    const about = { ...options, heading: title, file: titleOfFile(file) };
    const { text, table, placeOf } = readTableNow(parse(markup), { options: about, language });
    const place = (/** @type {any} */ problem) => placed(problem, placeOf);
    try {
      const decimal = decimalIn(table.language ?? 'en');
      const { card, problems } = await reader.read(text, { ...table.options, isMarked: true, decimal, words });
      return { card, problems: problems.map(place) };
    } catch (/** @type {any} */ error) {
      throw Object.assign(place(error), { problems: error.problems?.map(place) });
    }
  },
};

/** Formats a row like a case. @param {{name: string, group?: string, unit?: string}} row @param {unknown[]} values */
function describeRow({ name, group, unit }, values) {
  const called = `${group ? `${group} / ` : ''}${name}${unit ? ` [${unit}]` : ''}`;
  return [called, ...values.map((value) => JSON.stringify(value))].join(' | ');
}

/** Returns the rows of a card in either form. @param {any} card */
function rowsOf({ columns, rows, attributes }) {
  if (attributes) return attributes.map((row) => describeRow(row, row.values));
  const parts = columns.map((heading, i) => (i ? /^(definition|group|unit|better)$/i.exec(heading)?.[0] : 'name'));
  return rows.map((cells) => {
    const values = cells.filter((_, i) => !parts[i]);
    const named = parts.map((part, i) => [part?.toLowerCase(), cells[i]]);
    return describeRow(/** @type {any} */ (Object.fromEntries(named)), values);
  });
}

/** @param {any} card */
const subjectsOf = ({ columns, subjects }) =>
  subjects?.map((subject) => subject.name ?? subject) ??
  columns.filter((heading, i) => i && !/^(definition|group|unit|better)$/i.test(heading));

/** Formats the position of a problem like a case. @param {{path: string, line: number, column: number}} problem */
const placeOf = ({ path, line, column }) => path || (line ? `${line}:${column}` : '-');

/** The options of a source, and how their texts are read. @type {Record<string, (text: string) => string | number>} */
const OPTIONS = {
  ...Object.fromEntries(
    ['caption', 'file', 'title', 'language', 'delimiter', 'decimal', 'header', 'around'].map((name) => [name, String]),
  ),
  names: Number,
  skip: Number,
};

/** Runs all checks of a case. @param {{name: string, text: string}[]} directives @param {Reader} reader */
async function run(directives, reader) {
  const of = (/** @type {string} */ name) => directives.filter((one) => one.name === name).map(({ text }) => text);
  const source = directives.find(({ name }) => name in kinds);
  const options = Object.fromEntries(
    directives.filter(({ name }) => name in OPTIONS).map(({ name, text }) => [name, OPTIONS[name](text)]),
  );
  const words = of('words')[0]?.split(' | ');
  const make = async () => kinds[source.name](toCharacters(source.text), { ...options, words }, reader);
  const [refused] = of('refused');
  if (refused) {
    const [, code, place, words] = /^(\S+) (row \d+(?:, column \d+)?|\S+) (.*)$/.exec(refused);
    await assert.rejects(make, (/** @type {any} */ error) => {
      assert.deepEqual([error.name, error.code, placeOf(error)], ['CardError', code, place]);
      assert.ok(error.message.includes(words), error.message);
      return true;
    });
    return;
  }
  /** @type {any} */
  let made;
  try {
    made = await make();
  } catch (/** @type {any} */ error) {
    if (!error.problems) throw error;
    checkProblems(error.problems, of('problem'));
    return;
  }
  const { card, problems } = made;
  for (const text of of('titled')) assert.equal(card.title, text);
  for (const text of of('subjects')) assert.deepEqual(subjectsOf(card), text.split(' | '));
  for (const text of of('is')) assert.deepEqual({ ...card, ...JSON.parse(text) }, card);
  if (of('row').length) assert.deepEqual(rowsOf(card), of('row').map(toCharacters));
  checkProblems(problems, of('problem'));
}

/** @param {any[]} problems @param {string[]} expected */
function checkProblems(problems, expected) {
  for (const { message } of problems) assert.match(message, /^[A-Z].*\.$/);
  assert.deepEqual(
    problems.map((problem) => `${problem.code} ${placeOf(problem)}`),
    expected,
    JSON.stringify(problems),
  );
}

for (const file of readdirSync(FOLDER).sort()) {
  describe(file, () => {
    const cases = readCases(file);
    for (const { title, directives } of cases) {
      for (const reader of readers) test(`${title}, ${reader.name}`, () => run(directives, reader));
    }
    test('no two cases share a title', () => {
      assert.equal(new Set(cases.map(({ title }) => title)).size, cases.length);
    });
  });
}
