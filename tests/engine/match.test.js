/**
 * Finding rows fast: by vectors, in what the last query found, and in an index that was made in pieces. Whatever way the engine
 * takes, it finds what looking at every row finds.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { randomFrom } from '../random.js';
import { engines, runNative, wholeEngine } from './engines.js';

const engine = await wholeEngine();
const random = randomFrom(3);
const below = (/** @type {number} */ n) => Math.floor(random() * n);

/** Texts of few letters, so that much is found, and almost found. @param {number} most */
const letters = (most) => Array.from({ length: below(most) }, () => 'ab '[below(3)]).join('');

/** In a few rows, two more letters: what they begin stands there again and again. @param {number} i */
const others = (i) => (i % 5 ? '' : Array.from({ length: 40 }, () => 'cd'[below(2)]).join(''));

const rows = Array.from({ length: 500 }, (_, i) => [
  `r${i}`,
  `${letters(60)}${others(i)}`,
  letters(9),
  letters(200),
  below(9),
]);
const json = JSON.stringify({ title: 'T', columns: ['', 'Definition', 'A', 'B', 'N'], rows });

/** How many rows hold a text, looked at one by one. @param {(row: any[]) => boolean} holds */
const count = (holds) => rows.filter(holds).length;
const has =
  (/** @type {string} */ text, from = 0, to = 5) =>
  (/** @type {any[]} */ row) =>
    row.slice(from, to).some((cell) => `${cell}`.includes(text));

/** A reader types, one letter after the other, and takes them back. @param {string} text */
const typed = (text) => {
  const there = Array.from(text, (_, i) => text.slice(0, i + 1));
  return [...there, ...there.slice(0, -1).reverse()];
};

/** The same, and other letters on the way, which are taken back. @param {string} text */
const tried = (text) =>
  Array.from(text, (_, i) => text.slice(0, i + 1)).flatMap((start) => [start, `${start}c`, start, `${start}d`, start]);

/** @type {[string, string[], (query: string) => number][]} */
const CASES = [
  ['other letters, taken back', tried('cdcddccdcdd'), (q) => count(has(q))],
  ['a text', typed('abbabaab'), (q) => count(has(q))],
  ['a text that is in no row', typed('abzab'), (q) => count(has(q))],
  ['a phrase', typed('"ab ba a').filter((q) => q !== '"' && !q.endsWith(' ')), (q) => count(has(q.slice(1)))],
  ['a text in one field', typed('A:bab').slice(2, 7), (q) => count(has(q.slice(2), 2, 3))],
  ['rows without a text', typed('-abbaa').slice(1, 10), (q) => count((row) => !has(q.slice(1))(row))],
  [
    'two texts',
    typed('abb bbab').filter((q) => !q.endsWith(' ')),
    (q) => count((row) => q.split(' ').every((word) => has(word)(row))),
  ],
  [
    'a text and a number',
    ['ab N>3', 'abb N>3', 'N>3', 'ab N>3'],
    (q) => count((row) => row[4] > 3 && has(q.replace(/ ?N>3/, ''))(row)),
  ],
];

describe('what a query finds does not depend on the one before', () => {
  for (const [name, queries, expected] of CASES) {
    for (const [way, run] of engines) {
      test(`${name}, ${way}`, async () => {
        const commands = queries.flatMap(
          (q) => /** @type {any[]} */ ([['update', `q=${encodeURIComponent(q)}`], ['matches']]),
        );
        const answers = await run([['open', json], ...commands]);
        const counts = answers.slice(1).flatMap(({ text }, i) => (i % 2 ? [Number(text)] : []));
        assert.deepEqual(counts, queries.map(expected), queries.join(' | '));
      });
    }
  }
});

describe('vectors', () => {
  for (const compiler of /** @type {const} */ (['gcc', 'clang'])) {
    test(`find what single bytes find, ${compiler}`, () => {
      assert.deepEqual(runNative(compiler, [['vectors', '200000']]), [{ code: 'ok', text: '200000' }]);
    });
  }

  test('find texts across their borders, in WebAssembly', () => {
    for (let length = 1; length < 70; length++) {
      const text = 'x'.repeat(length);
      const card = engine.open(
        JSON.stringify({
          title: 'T',
          columns: ['', 'A'],
          rows: [
            [`${text}a`, text],
            ['b', `${text}y`],
          ],
        }),
      );
      for (const [query, found] of [
        [`${text}a`, 1],
        [`${text}y`, 1],
        [text, 2],
        [`${text}x`, 0],
        [`a${text}`, 0],
      ]) {
        card.update(`q=${query}`);
        assert.equal(card.matchCount, found, `${query}`);
      }
      card.close();
    }
  });
});

describe('the index', () => {
  test('is made in pieces, and finds the same', () => {
    const card = engine.open(json);
    assert.deepEqual(
      [card.prepare(100), card.prepare(100), card.prepare(0), card.prepare(1000), card.prepare(1)],
      [400, 300, 300, 0, 0],
    );
    card.update('q=abba');
    assert.equal(card.matchCount, count(has('abba')));
    card.close();
  });

  test('is finished by the first query', () => {
    const card = engine.open(json);
    card.prepare(7);
    card.update('q=bba');
    assert.equal(card.matchCount, count(has('bba')));
    assert.equal(card.prepare(1), 0);
    card.close();
  });
});
