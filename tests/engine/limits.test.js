/**
 * Hostile sizes: wide, deep, repeated, empty. None may crash, and none may take quadratic time: otherwise this file
 * does not finish.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { CardError } from '../../web/engine/engine.js';
import { compilers, runNative, tablePayload, wholeEngine } from './engines.js';

/**
 * @typedef {{code: string, counts: number[], last: string, problems: import('../../web/engine/engine.js').Problem[]}} Outcome
 *   the code of the first error or 'ok', the matching rows of each view, the HTML of the last
 */

/** @param {string | Uint8Array} json @param {string[]} views @returns {Promise<Outcome>} */
async function throughWasm(json, views) {
  const engine = await wholeEngine();
  try {
    const card = engine.open(json);
    let last = '';
    const counts = views.map((view) => {
      last = card.render(view);
      return card.matchCount;
    });
    return { code: 'ok', counts, last, problems: card.problems };
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    return { code: error.code, counts: [], last: '', problems: [] };
  }
}

/** @param {string | Uint8Array} json @param {string[]} views @returns {Promise<Outcome>} */
async function throughGcc(json, views) {
  const commands = views.flatMap((view) => /** @type {any[]} */ ([['render', view], ['matches']]));
  const [{ code }, ...answers] = runNative('gcc', [['open', json], ...commands, ['problems']]);
  const counts = answers.flatMap(({ text }, i) => (i % 2 ? [Number(text)] : []));
  const problems = JSON.parse(answers.at(-1).text);
  return {
    code,
    counts: code === 'ok' ? counts : [],
    last: code === 'ok' ? (answers.at(-3)?.text ?? '') : '',
    problems,
  };
}

/**
 * Ways through the engine, and how many bytes or things are many. Fewer under the sanitizers, which are ten times slower:
 * quadratic time takes too long with them, too.
 * @type {[string, typeof throughWasm, number][]}
 */
const ways = [['wasm', throughWasm, 1_000_000]];
if (compilers.includes('gcc')) ways.push(['gcc', throughGcc, 250_000]);

/** Returns a card of one row. @param {unknown} value */
const cardOf = (value) => JSON.stringify({ title: 'T', subjects: ['A'], attributes: [{ name: 'n', values: [value] }] });

/** Returns the text of a card's only value. @param {string} html */
const textOf = (html) =>
  /<td role="cell" part="value">(.*?)<\/td>/s
    .exec(html)[1]
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** Returns markup of `size` bytes that a naive parser scans repeatedly. @param {number} size */
const patterns = (size) => ({
  asterisks: '*'.repeat(size),
  underscores: '_'.repeat(size),
  'opening brackets': '['.repeat(size),
  'closing brackets': ']'.repeat(size),
  'pairs of brackets': '[]'.repeat(size / 2),
  'nested brackets': '['.repeat(size / 2) + ']'.repeat(size / 2),
  parentheses: '('.repeat(size),
  'parentheses behind a bracket': `[a](${'('.repeat(size)}`,
  backticks: '`'.repeat(size),
  'backticks in runs of every length': Array.from({ length: Math.sqrt(2 * size) }, (_, i) => '`'.repeat(i + 1)).join(
    'a',
  ),
  'single backticks': '`a'.repeat(size / 2 + 1),
  backslashes: '\\'.repeat(size),
  'links that never end': '[a](b'.repeat(size / 5),
  'links in angle brackets that never end': '[a](<b'.repeat(size / 6),
  'titles that never end': '[a](b "'.repeat(size / 7),
  'titles in parentheses that never end': '[a](b ('.repeat(size / 7),
  links: '[a](b)'.repeat(size / 6),
  'links nested': `${'['.repeat(size / 5)}a${'](b)'.repeat(size / 5)}`,
  'openers that never close': '*a '.repeat(size / 3),
  'closers that never open': 'a* '.repeat(size / 3),
  'both kinds, never closed': '*a _b '.repeat(size / 6),
  'both kinds crossing': '*a_ '.repeat(size / 4),
  'strong and not': '*a **a '.repeat(size / 7),
  'emphasis nested': `${'*a '.repeat(size / 6)}b${' a*'.repeat(size / 6)}`,
  'multiples of three': `a**b${'c* '.repeat(size / 3)}`,
  'brackets and emphasis': '[*a'.repeat(size / 3) + '*]'.repeat(size / 3),
  'brackets and parentheses': '[ (]('.repeat(size / 5),
  'paragraph marks': `${'\n\n'.repeat(size / 2)}a`,
});

const NESTED = [
  ['lists', '[', ']'],
  ['objects', '{"a":', '}'],
  ['both', '[{"a":', '}]'],
];

const names = (/** @type {number} */ count) => Array.from({ length: count }, (_, i) => `S${i}`);

for (const [way, open, many] of ways) {
  describe(way, () => {
    test('50 subjects', async () => {
      const full = { title: 'T', subjects: names(50), attributes: [{ name: 'n', values: { S0: 1, S49: 2 } }] };
      const compact = { title: 'T', columns: ['', 'Definition', ...names(50)], rows: [['n', 'd', ...names(50)]] };
      for (const card of [full, compact]) {
        const { code, last } = await open(JSON.stringify(card), ['']);
        assert.equal(code, 'ok');
        assert.ok(last.includes('S49'));
      }
    });

    test('51 subjects are too many', async () => {
      const full = { title: 'T', subjects: names(51), attributes: [] };
      const compact = { title: 'T', columns: ['', ...names(51)], rows: [] };
      for (const card of [full, compact]) assert.equal((await open(JSON.stringify(card), [''])).code, 'too-many');
    });

    test('100,000 rows', async () => {
      const rows = Array.from({ length: 100_000 }, (_, i) => [`Row ${i}`, i % 7, `größe ${i % 10}`]);
      const counts = [
        ['', 100_000],
        ['q=row', 100_000],
        ['q=99999', 1],
        ['q=grosse+9', rows.filter(([name, a, b]) => /9/.test(`${name} ${a} ${b}`)).length],
        ['q=zzz', 0],
        ['rows=all', 100_000],
      ];
      const outcome = await open(
        JSON.stringify({ title: 'T', columns: ['', 'A', 'B'], rows }),
        counts.map(([view]) => `${view}`),
      );
      assert.deepEqual(
        outcome.counts,
        counts.map(([, count]) => count),
      );
      assert.equal(outcome.last.match(/<tr role="row" part="row">/g).length, 100_000);
    });

    test(`a value of ${many} words`, async () => {
      const words = 'word '.repeat(many).trim();
      const { counts, last } = await open(cardOf(words), ['', 'q=word']);
      assert.deepEqual(counts, [1, 1]);
      assert.equal(textOf(last), words);
      assert.equal(last.match(/<mark/g).length, many);
    });

    test(`${many} values in a list`, async () => {
      const { last } = await open(cardOf(Array(many).fill('x')), ['']);
      assert.equal(last.match(/<li>/g).length, many);
    });

    test('a query of 1 MB', async () => {
      const { counts } = await open(cardOf('v'), [`q=${'v'.repeat(1 << 20)}`, `q=${'v+'.repeat(1 << 19)}`]);
      assert.deepEqual(counts, [0, 1]);
    });

    test(`a view of ${many} parts`, async () => {
      const { counts } = await open(cardOf('v'), [`${'x=1&'.repeat(many)}q=zzz`]);
      assert.deepEqual(counts, [0]);
    });

    test('a value found at every place, and almost found', async () => {
      const { counts, last } = await open(cardOf('a'.repeat(1 << 18)), [`q=${'a'.repeat(1000)}b`, 'q=a']);
      assert.deepEqual(counts, [0, 1]);
      assert.equal(textOf(last).length, 1 << 18);
    });

    for (const [name, text] of Object.entries(patterns(many))) {
      test(`markup: ${name}`, async () => {
        const { code, counts, last } = await open(cardOf(text), ['', 'q=n']);
        assert.equal(code, 'ok');
        assert.deepEqual(counts, [1, 1]);
        assert.ok(textOf(last).length <= text.length);
        assert.equal(
          last.match(/<(em|strong|code|a)[ >]/g)?.length ?? 0,
          last.match(/<\/(em|strong|code|a)>/g)?.length ?? 0,
        );
      });
    }

    for (const [name, start, end] of NESTED) {
      test(`nested 100,000 deep: ${name}`, async () => {
        const open100000 = start.repeat(100_000);
        const outcomes = [
          open100000,
          `${open100000}1${end.repeat(100_000)}`,
          `{"x":${open100000}1${end.repeat(100_000)}}`,
        ];
        for (const json of outcomes) assert.equal((await open(json, [''])).code, 'too-deep');
      });
    }

    test('more problems than the maximum', async () => {
      const unknown = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x${i}`, i]));
      const card = { ...unknown, title: 'T', subjects: ['A'], attributes: [] };
      const { code, problems } = await open(JSON.stringify(card), ['']);
      assert.equal(code, 'ok');
      assert.equal(problems.length, 64);
      assert.equal(problems.at(-1).path, 'x63');
    });

    test('an error after the maximum of warnings is still reported', async () => {
      const unknown = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x${i}`, i]));
      const card = { ...unknown, title: 'T', dir: 'up', subjects: ['A'], attributes: [] };
      assert.equal((await open(JSON.stringify(card), [''])).code, 'bad-value');
    });

    test(`${many} problems`, async () => {
      const rows = Array(many).fill(5);
      assert.equal((await open(JSON.stringify({ title: 'T', columns: ['', 'A'], rows }), [''])).code, 'wrong-type');
    });

    test(`${many} fields that are not known`, async () => {
      const fields = Array.from({ length: many }, (_, i) => `"x${i}":1`).join();
      assert.equal((await open(`{${fields},"title":"T","subjects":["A"],"attributes":[]}`, [''])).code, 'ok');
    });

    test('an empty list of rows', async () => {
      const { counts, last } = await open('{"title":"T","columns":["","A"],"rows":[]}', ['', 'q=x']);
      assert.deepEqual(counts, [0, 0]);
      assert.doesNotMatch(last, /<table/);
    });

    test('empty rows', async () => {
      assert.equal((await open('{"title":"T","columns":["","A"],"rows":[[],[]]}', [''])).code, 'ok');
    });

    test('empty columns', async () => {
      assert.equal((await open('{"title":"T","columns":[],"rows":[]}', [''])).code, 'missing');
    });
  });
}

describe('far beyond what anybody needs, a clear answer', () => {
  /**
   * Returns JSON with `count` rows, in pieces, since it exceeds JavaScript's maximum string length.
   * @param {number} count @param {string} row
   */
  const jsonOfRows = (count, row) => {
    const [before, after] = ['{"title":"T","columns":["","A"],"rows":[', `${row}]}`].map((text) => Buffer.from(text));
    const rows = Buffer.alloc((count - 1) * (row.length + 1), `${row},`);
    return new Uint8Array(Buffer.concat([before, rows, after]));
  };

  test('a file of 200 MB', async () => {
    const json = jsonOfRows(1_000_000, `["name","${'goal '.repeat(37)}"]`);
    assert.ok(json.length > 197_000_000);
    const { code, counts } = await throughWasm(json, ['', 'q=goal', 'q=zzz']);
    assert.equal(code, 'ok');
    assert.deepEqual(counts, [1_000_000, 1_000_000, 0]);
  });

  test('five million empty rows', async () => {
    assert.equal((await throughWasm(jsonOfRows(5_000_000, '[]'), [''])).code, 'ok');
  });

  test('a million rows that say nothing but their names', async () => {
    const { counts } = await throughWasm(jsonOfRows(1_000_000, '["n"]'), ['', 'q=n', 'q=m']);
    assert.deepEqual(counts, [1_000_000, 1_000_000, 0]);
  });

  test('one cell of 20 MB', async () => {
    const { counts } = await throughWasm(cardOf('word '.repeat(4_000_000)), ['', 'q=word', 'q=zzz']);
    assert.deepEqual(counts, [1, 1, 0]);
  });

  test('a thousand subjects', async () => {
    const full = { title: 'T', subjects: names(1000), attributes: [] };
    const compact = { title: 'T', columns: ['', ...names(1000)], rows: [['n', ...names(1000)]] };
    for (const card of [full, compact]) assert.equal((await throughWasm(JSON.stringify(card), [''])).code, 'too-many');
  });

  test('a name of 2 MB for everything, again and again', async () => {
    const name = 'n'.repeat(2_000_000);
    const card = { title: name, subjects: [name, `${name}2`], attributes: [{ name, group: name, values: [name, 1] }] };
    assert.deepEqual((await throughWasm(JSON.stringify(card), ['', 'q=nn'])).counts, [1, 1]);
  });
});

test('a card of more than 256 MB is too large', async () => {
  assert.equal((await throughWasm(new Uint8Array((256 << 20) + 1), [''])).code, 'too-large');
});

for (const compiler of compilers) {
  test(`a key takes no memory once a card has been used, ${compiler}`, () => {
    const word = (/** @type {number} */ i) => ['selling', 'self', 'goals', 'gold', 'Größe', 'zone'][i % 6];
    const rows = Array.from({ length: 2000 }, (_, i) => [
      `Row ${i}`,
      `${word(i)} ${word(i * 7 + (i >> 3))}`,
      i,
      word(i >> 2),
    ]);
    const json = JSON.stringify({ title: 'T', columns: ['', 'A', 'B', 'C'], rows });
    const keys = ['selling', 'gol', 'row 19', 'zzz', 'größe'].flatMap((typed) => {
      const there = Array.from(typed, (_, i) => typed.slice(0, i + 1));
      return [...there, ...there.slice(0, -1).reverse(), ''];
    });
    const type = () => keys.map((q) => /** @type {Command} */ (['update', `q=${encodeURIComponent(q)}`]));
    /** @type {any} */
    const commands = [
      ['open', json],
      ['render', ''],
      ['index', ''],
      ...type(),
      ['allocations', ''],
      ...type(),
      ['allocations', ''],
    ];
    const counts = runNative(compiler, commands).filter((_, i) => commands[i][0] === 'allocations');
    assert.equal(counts[1].text, counts[0].text);
  });
}

for (const compiler of compilers) {
  test(`exports and published cards allocate no more for more rows, ${compiler}`, () => {
    const allocations = (/** @type {number} */ count) => {
      const rows = Array.from({ length: count }, (_, i) => [`Row ${i}`, '**definition**', '[a](b)', true, i, '']);
      const json = JSON.stringify({ title: 'T', columns: ['', 'Definition', 'A', 'B', 'C', 'D'], rows });
      /** @type {any} */
      const outputs = [...'01234ABC5678'].flatMap((format) => [
        ['allocations', ''],
        [format, ''],
      ]);
      const answers = runNative(compiler, [['open', json], ['render', ''], ...outputs, ['allocations', '']]);
      const counts = answers.flatMap(({ text }, i) => (i % 2 ? [] : [Number(text)])).slice(1);
      return counts.slice(1).map((taken, i) => taken - counts[i]);
    };
    const [few, many] = [allocations(1000), allocations(4000)];
    for (const [i, taken] of many.entries()) assert.ok(taken < few[i] + 20, `${i}: ${few[i]}, then ${taken}`);
  });
}

// Native only: the driver makes every single allocation fail in turn, under the sanitizers.
/** Enough words for the tree to need more than one block. */
const WORDY = JSON.stringify({
  title: 'T',
  subjects: ['A'],
  attributes: [{ name: 'n', values: ['goal'] }],
  sections: Array.from({ length: 99 }, (_, i) => ({ heading: `Heading ${i}`, body: 'The *body* of it.' })),
});
/** Tables in parts: titles, headings, lists, links, numbers. */
const TABLES = /** @type {[string, any][]} */ ([
  [
    'a table of text',
    [
      'table',
      tablePayload('"A ""title""",,,\n"x\ny",A,B,Definition\na,"one\ntwo",5 kg,"[b](c) ""d"""\nb,**yes**,"1,5",'),
    ],
  ],
  ['a table that is named after its subjects', ['table', tablePayload('x,A,B,C,D,E\na,1,2,3,4,5')]],
  [
    'a marked table',
    [
      'table',
      tablePayload(
        'cTitle\x1eh@x\x1fA[A](b)\x1dsa.png\x1fAB\x1ebA**a**\x1f@x\ny\x1dnnote\x1f@*5* kg\x1eb@[b](c) d\x1fP\x1f@5\x1ef@Total\x1f@1\x1fD\x1e',
        { isMarked: true, around: '{"answer":"x","subjects":[{"name":"A","definition":"y"}]}' },
      ),
    ],
  ],
]);
const OTHERS = readdirSync('data').filter((file) => /(?<!schema)\.json$/.test(file));
for (const compiler of compilers) {
  for (const [what, opening] of TABLES) {
    test(`memory gives out: ${what}, ${compiler}`, () => {
      const [opened, failed] = runNative(compiler, [opening, ['fail', '']]);
      assert.deepEqual([opened.code, failed.code], ['ok', 'ok']);
      assert.ok(Number(failed.text) > 10, failed.text);
    });
  }

  for (const file of ['the built-in card', 'a card of many texts', ...OTHERS]) {
    test(`memory gives out: ${file}, ${compiler}`, () => {
      const json = file.endsWith('.json')
        ? readFileSync(`data/${file}`, 'utf8')
        : file === 'a card of many texts'
          ? WORDY
          : '';
      // Runs in a new process, so that shared caches still have to grow.
      const [failed, opened, again] = runNative(compiler, [
        ['fail', json],
        ['open', json],
        ['fail', ''],
      ]);
      assert.equal(opened.code, 'ok');
      assert.equal(failed.code, 'ok');
      assert.equal(again.code, 'ok');
      assert.ok(Number(again.text) > 10, again.text);
      assert.ok(Number(failed.text) >= Number(again.text));
    });
  }
}
