/** What it takes to read a source grows with the source: each of these inputs once took minutes. */
import { describe, test } from 'node:test';
import { cardFromTable } from '../../web/html-table.js';
import { assertGrowth } from '../growth.js';
import { element, text } from './tree.js';

const heading = (/** @type {string} */ name) => element('th', '', [text(name)]);
const head = element('tr', '', [heading('x'), heading('A')]);

/** @param {string} name @param {any[]} value its nodes */
const row = (name, value) => element('tr', '', [heading(name), element('td', '', value)]);

/** A table with one value. @param {any[]} value its nodes */
const tableOf = (value) => element('table', '', [head, row('r', value)]);

/** @param {number} count @param {(i: number) => any} make */
const list = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** What it is, the table, at which size. @type {[string, (size: number) => any, number][]} */
const tables = [
  ['words in a cell', (size) => tableOf([text('a '.repeat(size))]), 400_000],
  ['blanks in a cell', (size) => tableOf([text(`a${' '.repeat(size)}b`)]), 2_000_000],
  [
    'short texts in turns of styles',
    (size) => tableOf(list(size, (i) => element(i % 2 ? 'b' : 'i', '', [text('a')]))),
    8000,
  ],
  ['lines', (size) => tableOf(list(size, (i) => (i % 2 ? element('br') : text('a')))), 10_000],
  ['digits that make no number', (size) => tableOf([text(`${'1,111'.repeat(size)}!`)]), 200_000],
  [
    'rows with a section each',
    (size) =>
      element('table', '', [
        head,
        ...list(size, () => [
          element('tr', '', [element('th', 'colspan="1000"', [text('Size')])]),
          row('r', [text('1')]),
        ]).flat(),
      ]),
    2000,
  ],
];

describe('what a table takes grows with it', () => {
  for (const [what, make, size] of tables) test(what, () => assertGrowth(make, size, (table) => cardFromTable(table)));
});
