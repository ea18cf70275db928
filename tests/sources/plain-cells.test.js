/** What is plain, and goes from a table into JSON as it stands, is what web/cells.js would make of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalMark, valuesOf } from '../../web/cells.js';
import { cardFromCsv } from '../../web/csv.js';
import { randomFrom, seedOf } from '../random.js';
import { cardOf } from './made.js';

/** What stands in cells, and what is taken for another thing by little. */
const CELLS = [
  ...['0', '-0', '7', '-7', '007', '1,234', '1.234', '12.5', '12.50', '-0.5', '.5', '5.', '1e3', '0.0000001', '1 234'],
  ...['123456789012345', '1234567890123456', '9007199254740993', '3.14159265358979', '+5', '−5', '--5', '-', '1.2.3'],
  ...[
    '5 GB',
    '1,5 km',
    '€ 5',
    '$1,234.50',
    '5€',
    'USD 5',
    'USD€\u202f−5,5 km',
    'approx. 5 km',
    'about 12 of them',
    'made of 1 part',
  ],
  ...[
    'yes',
    'No',
    'TRUE',
    'false',
    'no',
    'SE',
    'dk',
    '✓',
    '✗',
    'yes!',
    'nope',
    'falsely',
    'a',
    'ab',
    'abc',
    'n/a',
    '—',
  ],
  ...[
    '',
    ' ',
    '\u00a0',
    ' \u2003',
    '\u3000',
    '\ufeff',
    '  spaced out  ',
    '\u00a0spaced out',
    'spaced out\u2009',
    '\u3000茶',
  ],
  ...[
    '茶',
    'お茶とコーヒー',
    'はい',
    'はい5',
    'これは5',
    'ééééé',
    'éééééé',
    'ééééééééé5',
    'éééééééééé5',
    'Größe 茶',
    '5 茶',
    '５',
  ],
  ...[
    'a "word" of it',
    '""',
    '"',
    '"""""5',
    '"no"',
    'back\\slash and more',
    '\\',
    'a tab\there it is',
    'bell\u0007 rings here',
    '\u007f',
  ],
  ...['two\nlines of it', 'two\r\nlines of it', 'a\rb', '\n', 'trailing line\n'],
  ...[
    "'=1+2 is a formula",
    "'tis a text of it",
    "'",
    "'-5",
    "' =",
    ' =1+2 as it stands',
    '[a link](https://a.example/)',
    '[no](b)',
  ],
  ...['a text of some length', 'a, b and c; d', 'Higher', 'lower'],
];

const quote = (/** @type {string} */ cell) => `"${cell.replaceAll('"', '""')}"`;

/** What a cell holds: an apostrophe before what spreadsheets would run is not of it. @param {string} cell */
const bare = (cell) => cell.replace(/^'(?=[\s\u200b]*[=+\-@])/, '');

/** @param {string} cell */
const linesOf = (cell) =>
  cell
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((text) => ({ plain: text, text }));

/** @param {string} cell */
const oneLine = (cell) => cell.trim().replace(/\s*[\r\n]+\s*/g, ' ');

test('tables of every kind of cell', () => {
  const random = randomFrom(seedOf(1));
  const any = () => CELLS[Math.floor(random() * CELLS.length)];
  for (let i = 0; i < 4000; i++) {
    const few = [any(), any(), any(), any()]; // so that the same ones often meet
    const pick = () => few[Math.floor(random() * few.length)];
    const delimiter = [',', ';', '\t'][i % 3];
    const rows = Array.from({ length: 1 + random() * 4 }, () => [
      'x',
      pick(),
      pick(),
      random() < 0.1 ? pick() : '',
      pick(),
    ]);
    const head = ['Name', 'Definition', 'A', 'Better', 'B'];
    const write = (/** @type {string} */ cell) => (random() < 0.5 && !/^"|[,;\t\r\n]/.test(cell) ? cell : quote(cell));
    const text = [head, ...rows].map((row) => row.map(write).join(delimiter)).join('\n');
    const cells = rows.map((row) => row.map(bare));
    const values = cells.map(([, , a, , b]) => [a, b]);
    const mark = decimalMark(values.flat(), () => (delimiter === ';' ? ',' : '.'));
    const expected = cells.map(([name, definition, a, better, b]) => {
      const [one, other] = valuesOf([linesOf(a), linesOf(b)], mark);
      return [name, oneLine(definition), one, oneLine(better).toLowerCase(), other];
    });
    assert.equal(JSON.stringify(cardOf(cardFromCsv(text, { delimiter })).rows), JSON.stringify(expected), text);
  }
});
