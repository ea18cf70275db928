/** Time to read a source must be linear in its size: each of these inputs once took minutes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check, convert } from '../../dist/node/index.js';
import { readPart } from '../../web/page/permalink.js';
import { readTableNow } from '../../web/sources/html-table.js';
import { titleOfFile } from '../../web/sources/titles.js';
import { instantiate, wholeEngine } from '../engine/engines.js';
import { assertGrowth } from '../growth.js';
import { element, text } from './tree.js';

const heading = (/** @type {string} */ name) => element('th', '', [text(name)]);
const head = element('tr', '', [heading('x'), heading('A')]);

/** @param {string} name @param {any[]} value its nodes */
const row = (name, value) => element('tr', '', [heading(name), element('td', '', value)]);

/** Returns a table with one value. @param {any[]} value its nodes */
const tableOf = (value) => element('table', '', [head, row('r', value)]);

/** @param {number} count @param {(i: number) => any} make */
const list = (count, make) => Array.from({ length: count }, (_, i) => make(i));

/** Description, table, size. @type {[string, (size: number) => any, number][]} */
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

/** @type {[string, (size: number) => string, number][]} */
const texts = [
  ['columns without a heading', (size) => `x,A${','.repeat(size)}\n${`a,1${','.repeat(size)}\n`.repeat(3)}`, 60_000],
  ['short lines below many headings', (size) => `x${',A'.repeat(50)}\n${'a\n'.repeat(size)}`, 2000],
  ['blanks in a heading of several lines', (size) => `x,"A\nb${' '.repeat(size)}c"\na,1`, 1_000_000],
  ['blanks in a value of several lines', (size) => `x,A\na,"1\nb${' '.repeat(size)}c"`, 500_000],
  ['a place far down', (size) => `x,A\n${'a,1\r\n'.repeat(size)}b,1,2`, 400_000],
  ['quotation marks that open cells', (size) => `x\tA\n${'"a""\t'.repeat(size)}`, 200_000],
  ['spaces of Unicode', (size) => `x,A\na,${'\u2003'.repeat(size)}1${'\u2003'.repeat(size)}`, 200_000],
  ['digits', (size) => `x,A\na,${'1'.repeat(size)}`, 1_000_000],
  ['groups of digits', (size) => `x,A\na,"1${',111'.repeat(size)}!"`, 300_000],
  ['a reference mark that does not end', (size) => `x,A\n[\\[${'a'.repeat(size)},1`, 1_000_000],
  ['rows', (size) => `x,A,B\n${'a,"1,5",5 kg\n'.repeat(size)}`, 50_000],
  ['quotation marks', (size) => `x,A\na,"${'""'.repeat(size)}"`, 500_000],
];

const wasm = await instantiate();

/** Opens a table and returns its error, otherwise its first problem. @param {string} text */
function openText(text, isMarked = false) {
  const bytes = Buffer.from(text);
  const at = wasm.input(bytes.length);
  new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
  const card = wasm.table(bytes.length, 0, 0, Number(isMarked));
  const problems = JSON.parse(Buffer.from(wasm.memory.buffer, wasm.problems(card), wasm.length()).toString());
  wasm.close(card);
  return problems.find((/** @type {any} */ { level }) => level === 'error') ?? problems[0];
}

/** Opens a table of HTML. @param {any} table a tree */
const openTree = (table) => openText(readTableNow(table, { options: {} }).text, true);

describe('time for a table is linear in its size', () => {
  for (const [what, make, size] of tables) test(what, () => assertGrowth(make, size, openTree));
});

describe('time for a text of cells is linear in its size', () => {
  for (const [what, make, size] of texts) test(what, () => assertGrowth(make, size, (text) => openText(text)));

  test('many headings over many short lines are refused before the lines are read', () => {
    for (const heading of ['A', 'Definition']) {
      const text = `x,B${`,${heading}`.repeat(2000)}\n${'a\n'.repeat(20_000)}`;
      const { code, line } = openText(text);
      assert.deepEqual([code, line], ['too-many', 1]);
    }
  });

  test('the title in an address without one', () =>
    assertGrowth((size) => `data:text/csv,${'a.'.repeat(size)}`, 1_000_000, titleOfFile));
});

test('time for cards to find their parts of the URL is linear in both', () => {
  /** @param {number} size @returns {any} */
  const addressOf = (size) => ({ hash: `#cc-x${Array.from({ length: size }, (_, i) => `;cc-${i}`).join('')}` });
  const readAll = (/** @type {number} */ size) => {
    globalThis.location = addressOf(size);
    for (let i = 0; i < size; i++) assert.equal(readPart(`cc-${i}`), `cc-${i}`);
  };
  return assertGrowth((size) => size, 4000, readAll);
});

describe('time for a view is linear in its length, whatever it lists', () => {
  const attributes = list(3000, (i) => ({ name: `row ${i}`, group: `G${i % 60}`, values: [i, 'x'] }));
  const json = JSON.stringify({ title: 'T', subjects: ['A', 'B'], attributes });

  /** @type {[string, (size: number) => string, number][]} */
  const views = [
    ['one group again and again', (size) => `fold=${'G1,'.repeat(size)}`, 500_000],
    ['groups that there are not', (size) => `fold=${list(size, (i) => `none${i}`).join()}`, 200_000],
    ['subjects', (size) => `show=${'A,none,'.repeat(size)}`, 300_000],
    ['parts', (size) => list(size, (i) => `k${i}=v`).join('&'), 300_000],
    ['escapes', (size) => `sort=${'%C3%A4'.repeat(size)}`, 500_000],
    ['words', (size) => `q=${list(size, (i) => `w${i}`).join('+')}`, 20_000],
    ['letters', (size) => `q=${'ab'.repeat(size)}`, 500_000],
  ];
  for (const [what, make, size] of views) {
    test(what, async () => {
      const engine = await wholeEngine();
      const card = engine.open(json);
      await assertGrowth(make, size, (view) => card.render(view));
      card.close();
    });
  }

  test('and in the groups of the card', async () => {
    const engine = await wholeEngine();
    const make = (/** @type {number} */ size) => {
      const rows = list(size, (i) => ({ name: `row ${i}`, group: `G${i % 2 ? i : 0}`, values: [i] }));
      const card = engine.open(JSON.stringify({ title: 'T', subjects: ['A'], attributes: rows }));
      return { card, view: `fold=${list(size, (i) => `G${i}`).join()}` };
    };
    await assertGrowth(make, 20_000, ({ card, view }) => card.render(view));
  });

  test('and a card shows no more than some hundred groups collapsed', async () => {
    const groups = list(5000, (i) => ({ name: `row ${i}`, group: `Group ${i}`, values: [i] }));
    const card = (await wholeEngine()).open(JSON.stringify({ title: 'T', subjects: ['A'], attributes: groups }));
    const html = card.render(`fold=${list(5000, (i) => `Group+${i}`).join()}`);
    assert.equal(html.match(/aria-expanded="false"/g)?.length, 200);
    assert.ok(html.length < 2_000_000);
    card.close();
  });
});

describe('time to check a source is linear in its size', () => {
  /** @type {[string, string, (size: number) => string, number][]} */
  const sources = [
    ['rows of one name', 'csv', (size) => `x,A\n${'a,1\n'.repeat(size)}`, 20_000],
    ['rows without values', 'csv', (size) => `x,A\n${list(size, (i) => `a${i},\n`).join('')}`, 20_000],
    ['attributes of one name in one line', 'json', (size) => cardOf(size, () => ({ name: 'a', values: [1] })), 20_000],
    [
      'links that are insecure',
      'json',
      (size) => cardOf(size, (i) => ({ name: `a${i}`, values: ['[a](http://x)'] })),
      10_000,
    ],
    [
      'fields that are unknown',
      'json',
      (size) => cardOf(size, (i) => ({ name: `a${i}`, odd: 1, values: [1] })),
      20_000,
    ],
  ];
  /** @param {number} size @param {(i: number) => object} make */
  const cardOf = (size, make) => JSON.stringify({ title: 'T', subjects: ['A'], attributes: list(size, make) });

  for (const [what, from, make, size] of sources) {
    test(what, () => assertGrowth(make, size, (text) => check(text, { from: /** @type {any} */ (from) })));
  }

  test('and no more problems are listed than anybody reads', async () => {
    const problems = await check(`x,A\n${'a,1\n'.repeat(5000)}`, { from: 'csv' });
    assert.equal(problems.length, 1001);
    assert.equal(problems.at(-1)?.code, 'more-problems');
  });
});

test('a page of elements that each paragraph opens again is refused, not built', async () => {
  const opened = Array.from({ length: 2400 }, (_, i) => `<b id=${i}>`).join('');
  await assert.rejects(convert(`\n<p>${opened}</p>${'<p>x'.repeat(2400)}`, { from: 'html' }), {
    code: 'too-large',
    line: 2,
  });
  const page = `<b>Open<p>x${'<p>x'.repeat(20_000)}<table><tr><th><th>A<tr><td>P<td>1</table>`;
  assert.deepEqual(JSON.parse(await convert(page, { from: 'html' })).subjects, ['A']);
});

describe('Markdown', () => {
  const post = (/** @type {string} */ title) => `---\ntitle: ${title}\n---\n| x | A |\n| - | - |\n| a | 1 |\n`;

  test('takes time that grows with the blanks in its title', () =>
    assertGrowth(
      (size) => post(`a${' '.repeat(size)}b`),
      300_000,
      (text) => convert(text, { from: 'md' }),
    ));

  for (const [said, title] of [
    ['Tea', 'Tea'],
    ['"Tea" ', 'Tea'],
    ["'Tea: a start'", 'Tea: a start'],
    ['"Tea" or "coffee', '"Tea" or "coffee'],
  ]) {
    test(`has the title ${said}`, async () => {
      assert.equal(JSON.parse(await convert(post(said), { from: 'md' })).title, title);
    });
  }

  for (const [what, body, size] of /** @type {[string, (size: number) => string, number][]} */ ([
    ['underscores', (size) => '_a'.repeat(size), 20_000],
    ['stars', (size) => 'a**b'.repeat(size), 20_000],
    ['comments without an end', (size) => 'a <!-- '.repeat(size), 20_000],
    ['cells', (size) => '| a | 1 |\n'.repeat(size), 10_000],
  ])) {
    test(`takes time linear in its ${what}`, () =>
      assertGrowth(
        (size) => `${post('T')}${body(size)}`,
        size,
        (text) => convert(text, { from: 'md' }),
      ));
  }

  test('of many columns and short lines is refused, without cells in all places', () => {
    const [head, rule, line] = ['|A', '|-', '|b\n'].map((text) => text.repeat(20_000));
    return assert.rejects(convert(`${head}\n${rule}\n${line}`, { from: 'md' }), { name: 'CardError' });
  });

  // A regular expression with backtracking at each of these characters would not finish.
  test('is told from a line that only begins like one of its tables', () =>
    assert.rejects(convert(`${'-|'.repeat(2047)}x`), { code: 'too-many' }));
});
