/**
 * Fast row matching: vectors, the query cache, and an index built in steps. Every path must find the same as checking
 * every row.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { randomFrom, seedOf } from '../random.js';
import { compilers, engines, runNative, wholeEngine } from './engines.js';

const engine = await wholeEngine();
const random = randomFrom(seedOf(3));
const below = (/** @type {number} */ n) => Math.floor(random() * n);

/** Returns a random text of few letters, for many hits and near hits. @param {number} most */
const letters = (most) => Array.from({ length: below(most) }, () => 'ab '[below(3)]).join('');

/** Adds two more letters to some rows, whose starts recur often. @param {number} i */
const others = (i) => (i % 5 ? '' : Array.from({ length: 40 }, () => 'cd'[below(2)]).join(''));

const rows = Array.from({ length: 500 }, (_, i) => [
  `r${i}`,
  `${letters(60)}${others(i)}`,
  letters(9),
  letters(200),
  below(9),
]);
const jsonOf = (/** @type {any[][]} */ rows) =>
  JSON.stringify({ title: 'T', columns: ['', 'Definition', 'A', 'B', 'N'], rows });
const json = jsonOf(rows);

/** Counts the rows that match, one by one. @param {(row: any[]) => boolean} holds */
const count = (holds, among = rows) => among.filter(holds).length;
const has =
  (/** @type {string} */ text, from = 0, to = 5) =>
  (/** @type {any[]} */ row) =>
    row.slice(from, to).some((cell) => `${cell}`.includes(text));

/** Types a text letter by letter and deletes it. @param {string} text */
const typed = (text) => {
  const there = Array.from(text, (_, i) => text.slice(0, i + 1));
  return [...there, ...there.slice(0, -1).reverse()];
};

/** Types a text with other letters in between, which are deleted. @param {string} text */
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

describe('the result of a query does not depend on the query before', () => {
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

describe('n-grams', () => {
  /** Words of few syllables, some of them rare. */
  const word = () =>
    Array.from({ length: 1 + below(4) }, () => 'ka lo st ra bri q9 é zz'.split(' ')[below(8 - below(4))]);
  const words = (/** @type {number} */ most) => Array.from({ length: below(most) }, () => word().join('')).join(' ');
  const many = Array.from({ length: 1100 }, (_, i) => [`r${i}`, words(9), words(3), words(6), below(9)]);
  const texts = 'kalostra brika bribri strabri loka zzka q9ka stq kaéka lolo xka aéb k a'.split(' ');
  const found = (/** @type {string} */ q) => (/** @type {any[]} */ row) =>
    q.split(' ').every((text) => {
      const plain = text.replace(/^[-=]/, '').replace('é', 'e');
      const cells = row.map((cell) => `${cell}`.replaceAll('é', 'e'));
      if (text.startsWith('=')) return cells.some((cell) => cell.split(' ').includes(plain));
      return cells.some((cell) => cell.includes(plain)) !== text.startsWith('-');
    });
  const queries = [
    ...texts.flatMap(typed),
    ...['ka lo', 'ka lob', 'ka -lo', 'st', '=st', '=str', '=ka', '=brika lo', 'lo =ka', 'zz ka', 'r1 ka', '-ka', 'ra'],
    ...typed('stralobri').flatMap((q) => [q, `${q} k`, q]),
  ];

  for (const [way, run] of engines) {
    test(`tells what looking at every row tells, ${way}`, async () => {
      const commands = queries.flatMap(
        (q) => /** @type {any[]} */ ([['update', `q=${encodeURIComponent(q)}`], ['matches']]),
      );
      const answers = await run([['open', jsonOf(many)], ['index'], ...commands]);
      const counts = answers.slice(2).flatMap(({ text }, i) => (i % 2 ? [Number(text)] : []));
      for (const [i, q] of queries.entries()) assert.equal(counts[i], count(found(q), many), q);
    });
  }

  test('is noted once all rows are in the index, in pieces', () => {
    const card = engine.open(jsonOf(many));
    assert.deepEqual([card.prepare(1000), card.prepare(50), card.prepare(50)], [100, 50, 1050]);
    card.write('update', 'q=ka');
    assert.equal(card.matchCount, count(found('ka'), many));
    assert.deepEqual([card.prepare(1000), card.prepare(1000)], [50, 0]);
    card.close();
  });

  for (const compiler of compilers) {
    test(`is done without where there is no memory for it, ${compiler}`, () => {
      const small = many.map((row) => [row[0], 'a', 'b', 'c', 1]);
      const [, answer] = runNative(compiler, [
        ['open', jsonOf(small)],
        ['fail', ''],
      ]);
      assert.ok(Number(answer.text) > 10, answer.text);
    });
  }
});

describe('places', () => {
  /**
   * Returns commands that open a card and type queries, with the number of matches of each.
   * @param {any[][]} rows @param {string[]} queries
   */
  const typing = (rows, queries) => {
    const commands = queries.flatMap((q) => [['update', `q=${encodeURIComponent(q)}`], ['matches']]);
    return /** @type {any[]} */ ([['open', JSON.stringify({ title: 'T', columns: ['', 'A'], rows })], ...commands]);
  };
  const countsIn = (/** @type {{text: string}[]} */ answers) =>
    answers.slice(1).flatMap(({ text }, i) => (i % 2 ? [text] : []));

  for (const [way, run] of engines) {
    test(`move more often than there are rows, and back, ${way}`, async () => {
      const starts = Array.from('abcdefghijkl', (_, i) => 'abcdefghijkl'.slice(0, i + 1));
      const rows = [['one', starts.join(' ')], ...Array.from({ length: 7 }, (_, i) => [`n${i}`, 'x'])];
      const queries = [...starts, ...[...starts].reverse()];
      assert.deepEqual(
        countsIn(await run(typing(rows, queries))),
        queries.map(() => '1'),
      );
    });

    test(`are found at the end of the whole text, at any length, ${way}`, async () => {
      // A small card's text has a buffer of 1024 bytes (src/base/buffer.c); reads must not exceed it.
      const cards = Array.from({ length: 120 }, (_, i) => {
        const rows = [...Array.from({ length: 5 }, () => ['x', 'x']), ['y', `${'y'.repeat(850 + i)}z`]];
        return typing(rows, ['z', 'yz', 'yzz']);
      });
      const answers = await run(cards.flat());
      for (const [i, { length }] of cards.entries()) {
        assert.deepEqual(countsIn(answers.slice(i * length, (i + 1) * length)), ['1', '1', '0'], `${850 + i}`);
      }
    });
  }
});

describe('vectors', () => {
  for (const compiler of compilers) {
    test(`find the same as single bytes, ${compiler}`, () => {
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
        card.write('update', `q=${query}`);
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
    card.write('update', 'q=abba');
    assert.equal(card.matchCount, count(has('abba')));
    card.close();
  });

  test('is finished by the first query', () => {
    const card = engine.open(json);
    card.prepare(7);
    card.write('update', 'q=bba');
    assert.equal(card.matchCount, count(has('bba')));
    assert.equal(card.prepare(1), 0);
    card.close();
  });
});
