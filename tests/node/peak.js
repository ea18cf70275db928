/**
 * Prints how much memory a function of the Node.js API took at its peak, in bytes: `node tests/node/peak.js KIND ROWS`. A
 * process of its own, since a peak is never taken back.
 */
import { check, convert } from '../../dist/node/index.js';
import { workbook } from '../command/workbook.js';

const [kind, rows] = process.argv.slice(2);

/** @param {number} count @param {(i: number) => string} write */
const lines = (count, write) => Array.from({ length: count }, (_, i) => write(i)).join('\n');

/** The sources by kind, of about 60 bytes a row. @type {Record<string, (count: number) => any>} */
const SOURCES = {
  json: (count) =>
    `{"title":"T","columns":["","A","B"],"rows":[${lines(count, (i) => `["Row ${i}","some words about it",${i}.5]${i + 1 < count ? ',' : ''}`)}]}`,
  csv: (count) => `x,A,B\n${lines(count, (i) => `Row ${i},some words about it and its kind,${i}.5 kg`)}`,
  html: (count) =>
    `<table><tr><th>x<th>A<th>B${lines(count, (i) => `<tr><td>Row ${i}<td>some <b>words</b> about it<td>${i}.5 kg`)}</table>`,
  md: (count) =>
    `| x | A | B |\n|--|--|--|\n${lines(count, (i) => `| Row ${i} | some **words** about it | ${i}.5 kg |`)}`,
  xlsx: (count) =>
    workbook({ S: [['x', 'A', 'B'], ...Array.from({ length: count }, (_, i) => [`Row ${i}`, `words ${i}`, i])] }),
};

/** What is done with a source of the kind. @type {Record<string, [string, (source: any) => Promise<unknown>]>} */
const WORK = {
  'check json': ['json', (source) => check(source, { from: 'json' })],
  'check csv': ['csv', (source) => check(source, { from: 'csv' })],
  ...Object.fromEntries(
    ['csv', 'html', 'md', 'xlsx'].map((from) => [
      `convert ${from}`,
      [from, (/** @type {any} */ source) => convert(source, { from: /** @type {any} */ (from) })],
    ]),
  ),
  ...Object.fromEntries(
    ['csv', 'html', 'md'].map((to) => [
      `export ${to}`,
      ['json', (/** @type {any} */ source) => convert(source, { from: 'json', to: /** @type {any} */ (to) })],
    ]),
  ),
};

const [source, work] = WORK[kind];
await work(SOURCES[source](10)); // loads the engine and the readers
const input = SOURCES[source](Number(rows));
const before = process.resourceUsage().maxRSS;
await work(input);
console.log((process.resourceUsage().maxRSS - before) * 1024, input.length);
