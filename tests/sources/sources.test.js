/** Detection of file kinds, decoding, and size limits. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { convert } from '../../dist/node/index.js';
import { decodeText, toUtf8 } from '../../web/sources/charset.js';
import { readTableNow } from '../../web/sources/html-table.js';
import { placed } from '../../web/sources/made.js';
import { kindOf } from '../../web/sources/sources.js';
import { titleOfFile } from '../../web/sources/titles.js';
import { engines, instantiate, tablePayload } from '../engine/engines.js';
import { randomFrom, seedOf } from '../random.js';
import { readCsv, readers } from './made.js';
import { element, parse, text } from './tree.js';

/** Text, type, URL, kind. */
const kinds = [
  ['x', 'text/csv', '', 'csv'],
  ['x', 'Text/CSV; charset=utf-8', 'card.json', 'csv'],
  ['x', 'application/csv', '', 'csv'],
  ['x', 'text/x-comma-separated-values', '', 'csv'],
  ['x', 'text/tab-separated-values', 'table.csv', 'tsv'],
  ['x,y', 'application/json', 'table.csv', 'json'],
  ['x,y', 'application/ld+json; charset=utf-8', '', 'json'],
  ['x', 'text/plain; name=json', 'https://a.example/table.csv?x=.json#.tsv', 'csv'],
  ['x', 'application/octet-stream', '/a/TABLE.TSV', 'tsv'],
  ['x', '', 'table.tab', 'tsv'],
  ['a,b', '', 'card.json?raw', 'json'],
  ['x,y', 'text/html; charset=utf-8', 'table.csv', 'html'],
  ['{"a": 1}', 'text/plain', '/pub', 'json'],
  [' \n[1, 2]', '', '', 'json'],
  ['a,b', 'text/plain', '/pub', 'csv'],
  ['a;b', '', '', 'csv'],
  ['a\tb', 'application/vnd.ms-excel', 'table', 'csv'],
  ['<!doctype html>, x', '', '', 'html'],
  ['nothing', '', '', 'json'],
  ['', '', '', 'json'],
];

describe('the kind of a file: by its type, then its name, then its content', () => {
  for (const [content, type, url, kind] of kinds) {
    test(`${JSON.stringify(content)} as “${type}” at “${url}” is ${kind}`, () => {
      assert.equal(kindOf(content, type, url), kind);
    });
  }
});

const TEXT = 'Größe, 茶';

/** Encoding, bytes, the server's encoding, text. */
const encodings = [
  ['UTF-8', Buffer.from(TEXT), undefined, TEXT],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), 'iso-8859-1', TEXT],
  [
    'UTF-8 with two marks, of which the text begins with one',
    Buffer.from(`\ufeff\ufeff${TEXT}`),
    undefined,
    `\ufeff${TEXT}`,
  ],
  ['UTF-16, the small end first', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), undefined, TEXT],
  ['UTF-16, the big end first', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16(), undefined, TEXT],
  ['UTF-16 with two marks', Buffer.from(`\ufeff\ufeff${TEXT}`, 'utf16le'), undefined, `\ufeff${TEXT}`],
  ['Windows-1252', Buffer.from([0x47, 0x72, 0xf6, 0xdf, 0x65]), undefined, 'Größe'],
  ['Windows-1252 where it is not Latin-1', Buffer.from([0x80, 0x93, 0x94]), undefined, '€“”'],
  ['Windows-1252 by another name', Buffer.from([0x80]), 'iso-8859-1', '€'],
  ['Windows-1252, which the server calls UTF-8', Buffer.from([0x47, 0x72, 0xf6, 0xdf, 0x65]), 'UTF-8', 'Größe'],
  ['what the server names', Buffer.from([0x92, 0x83]), 'shift_jis', '茶'],
  ['what the server names, which is none', Buffer.from([0xdf]), 'so', 'ß'],
  ['UTF-8 whatever the server names', Buffer.from(TEXT), 'shift_jis', TEXT],
  ['nothing', Buffer.from([]), undefined, ''],
];

describe('bytes are read as', () => {
  for (const [name, bytes, charset, expected] of encodings) {
    test(name, () => assert.equal(decodeText(bytes, { charset }), expected));
    test(`${name}, of a table`, () => {
      assert.equal(new TextDecoder().decode(toUtf8(bytes, { charset })), expected);
    });
  }
});

/** Quotes a cell as in RFC 4180. @param {string} cell @param {string} delimiter */
const quote = (cell, delimiter) =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

test('cells written as in RFC 4180 are read unchanged', async () => {
  const random = randomFrom(seedOf(9));
  const parts = ['a', '"', ',', ';', '\t', '“', '茶', ' '];
  const cell = () =>
    `x${Array.from({ length: random() * 5 }, () => parts[Math.floor(random() * parts.length)]).join('')}x`;
  for (let i = 0; i < 500; i++) {
    const delimiter = [',', ';', '\t'][i % 3];
    const rows = Array.from({ length: 1 + random() * 5 }, () => [cell(), cell(), cell()]);
    const line = (/** @type {string[]} */ cells) => cells.map((one) => quote(one, delimiter)).join(delimiter);
    const source = ['name,A,B'.replaceAll(',', delimiter), ...rows.map(line)].join(i % 2 ? '\n' : '\r\n');
    assert.deepEqual((await readCsv(source, { delimiter })).card.rows, rows, source);
  }
});

test('invalid UTF-8 far into a file is detected', async () => {
  const table = (/** @type {number[]} */ ...last) =>
    Buffer.concat([Buffer.from(`x,A\na,${'é'.repeat(100_000)}`), Buffer.from(last)]);
  assert.equal((await readCsv(table())).card.rows[0][1].length, 100_000);
  for (const last of [[0xe9], [0xc3], [0xc3, 0x28]]) {
    await assert.rejects(readCsv(table(...last)), { code: 'bad-utf8' });
    const { rows } = JSON.parse(await convert(table(...last), { from: 'csv' }));
    assert.equal(rows[0][1].length, 200_000 + last.length, `${last}`);
  }
});

test('control characters, and cells that are not there', async () => {
  const rows = Array.from({ length: 2000 }, (_, i) => `${i},${'\u0001'.repeat(i % 50)}x`);
  const { card } = await readCsv(`x,A,B,C,D,E,F,G,H\n${rows.join('\n')}`);
  assert.equal(card.rows.length, 2000);
  assert.deepEqual(card.rows[49], ['49', `${'\u0001'.repeat(49)}x`, null, null, null, null, null, null, null]);
});

test('a hundred numbers show the decimal sign of a table; fewer, if some have another, leave the usual one', async () => {
  for (const [count, number] of [
    [99, 1.234],
    [100, 1234],
  ]) {
    const { card } = await readCsv(`x;A\n${'a;1.5\n'.repeat(count)}b;2,5\nc;1,234\n`);
    assert.deepEqual(card.rows.at(-1), ['c', { text: '1,234', value: number }]);
  }
});

test('a large file is read, and one of nothing but quotation marks', async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `row ${i},${i},"a ""${i}"""`).join('\n');
  assert.equal((await readCsv(`x,A,B\n${rows}`)).card.rows.length, 100_000);
  await assert.rejects(readCsv(`x,A,B\n${'"'.repeat(1_000_001)}`), { code: 'syntax', line: 2 });
});

test('a large cell takes little more memory than itself', async () => {
  const cell = 'words '.repeat(2_000_000);
  const wasm = await instantiate();
  const text = Buffer.from(`x,A,B\ny,"${cell}",other`);
  const at = wasm.input(text.length);
  new Uint8Array(wasm.memory.buffer, at, text.length).set(text);
  const card = wasm.table(text.length, 0, 0, 0);
  assert.equal(wasm.ok(card), 1);
  assert.ok(wasm.memory.buffer.byteLength < 3 * cell.length, `${wasm.memory.buffer.byteLength}`);
});

test('places are found in the table of a card', async () => {
  for (const [, run] of engines) {
    const table = tablePayload('Title,,\n\nx,,"A\nB",C\na,,1\n\n"é",,2,3');
    const [heads, rows] = [
      ['columns[0]', 'subjects[0]'],
      ['rows[0][1]', 'attributes[0].values[1]', 'rows[1][0]', 'rows[1][2]'],
    ];
    const places = [...heads, ...rows, 'rows[2][0]', 'rows[0][3]', 'columns[9]', 'answer'];
    const answers = await run([['table', table], ...places.map((place) => /** @type {any} */ (['locate', place]))]);
    assert.deepEqual(
      answers.slice(1).map(({ text }) => Object.values(JSON.parse(text)).join(':')),
      ['3:1', '3:4', '5:4', '5:5', '7:1', '7:8', '', '', '', '3:1'],
    );
  }
});

const table = (/** @type {any[]} */ rows) => element('table', '', rows);
const cells = (/** @type {number} */ count, attributes = '') =>
  element(
    'tr',
    '',
    Array.from({ length: count }, (_, i) => element('td', attributes, [text(`${i}`)])),
  );

/** Returns a row of headings. @param {number} count @param {string} attributes */
const heads = (count, attributes = '') =>
  element(
    'tr',
    '',
    Array.from({ length: count }, (_, i) => element('th', attributes, [text(`${i} x`)])),
  );

/** Returns rows of a table with one column. @param {number} count @param {string} cell its attributes */
const rowsOf = (count, cell = '') => Array.from({ length: count }, () => cells(1, cell));

/** Returns the card of a table. @param {any} tree */
async function cardOf(tree) {
  const { text, table, placeOf } = readTableNow(tree, { options: {} });
  const { card, problems } = await readers[0].read(text, { ...table.options, isMarked: true });
  return { card, problems: problems.map((/** @type {any} */ problem) => placed(problem, placeOf)) };
}

describe('oversized sources fail fast', () => {
  const none = () => element('tr', '', []);
  for (const [what, code, rows] of [
    [
      'spans that reach down on spans that reach down',
      'too-large',
      Array.from({ length: 2000 }, () => cells(2, 'colspan="1000" rowspan="65534"')),
    ],
    ['a wide row that reaches down', 'too-large', [cells(1000, 'rowspan="0"'), ...Array.from({ length: 4000 }, none)]],
    ['wide cells below many', 'too-large', [cells(1000), ...rowsOf(500, 'colspan="1000"')]],
    ['many columns over many short rows', 'too-large', [cells(1001), ...rowsOf(1000)]],
    ['more subjects than a card has', 'too-many', [heads(3000, 'colspan="99999"'), cells(2)]],
  ]) {
    test(/** @type {string} */ (what), () => {
      return assert.rejects(cardOf(table(/** @type {any} */ (rows))), { name: 'CardError', code });
    });
  }

  const long = 'words '.repeat(2000);
  const named = (/** @type {string} */ heading) => element('th', '', [text(heading)]);
  const head = element('tr', '', [named('x'), named('A'), named('B')]);
  const row = element('tr', '', [named('r'), element('td', '', [text('1')])]);
  for (const [what, first] of [
    [
      'a long text that reaches down',
      element('tr', '', [named('q'), element('td', '', [text('2')]), element('td', 'rowspan="0"', [text(long)])]),
    ],
    ['a group with a long name', element('tr', '', [element('th', 'colspan="3"', [text(long)])])],
  ]) {
    const rows = (/** @type {number} */ count) => [head, first, ...Array.from({ length: count }, () => row)];
    test(/** @type {string} */ (what), async () => {
      assert.equal((await cardOf(table(rows(100)))).card.attributes.at(-1).name, 'r');
      await assert.rejects(cardOf(table(rows(1000))), { name: 'CardError', code: 'too-large' });
    });
  }

  test('a cell is read once, however many places it covers', () => {
    const count = (/** @type {number} */ span) => {
      let reads = 0;
      const cell = element('td', `colspan="${span}" rowspan="${span}"`, [element('i')]);
      const { childNodes } = cell;
      Object.defineProperty(cell, 'childNodes', { get: () => ++reads && childNodes });
      readTableNow(table([cells(51), cells(51), element('tr', '', [cell]), ...rowsOf(51)]), { options: {} });
      return reads;
    };
    assert.ok(count(1) > 0);
    assert.equal(count(50), count(1));
  });

  test('section rows that are wider than their table are none of that, nor columns that no row tells apart', async () => {
    const section = element('tr', '', [element('th', 'colspan="1000"', [text('Size')])]);
    const rows = Array.from({ length: 2000 }, () => [section, cells(3)]).flat();
    assert.equal((await cardOf(table([heads(3), ...rows]))).card.attributes.length, 2000);
    const wide = (/** @type {string} */ name) => element('td', 'colspan="2"', [text(name)]);
    const pair = (/** @type {string} */ name) => element('tr', '', [wide(name), wide(`${name} 1`), wide(`${name} 2`)]);
    const { card } = await cardOf(table([pair('x'), pair('a')]));
    assert.deepEqual(card.subjects, ['x 1', 'x 2']);
    const link = element('a', 'href="javascript:x"', [text('x')]);
    const unsafe = element('tr', '', [wide('b'), wide('b 1'), element('td', 'colspan="2"', [link])]);
    const { problems } = await cardOf(table([pair('x'), pair('a'), unsafe]));
    assert.equal(problems.at(-1).path, 'row 3, column 5');
  });

  test('spans that reach beyond the table end with it', async () => {
    const { card } = await cardOf(
      parse('<table><tr><td>x</td><td colspan="3">A</td></tr><tr><td rowspan="65534">r</td><td>1</td></tr></table>'),
    );
    assert.equal(card.attributes.length, 1);
    assert.equal(card.attributes[0].name, 'r');
  });

  test('a long table is none of that', async () => {
    const rows = Array.from({ length: 99_999 }, () => cells(4));
    assert.equal((await cardOf(table([heads(4), ...rows]))).card.attributes.length, 99_999);
  });
});

test('a file’s name is a title, also where a % in it is one', () => {
  assert.equal(titleOfFile('https://example.org/five%20of-them.csv?x'), 'Five of them');
  assert.equal(titleOfFile('100%_wool.csv'), '100% wool');
});
