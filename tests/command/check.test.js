import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { check } from '../../dist/node/index.js';
import { folder, run } from './run.js';
import { workbook } from './workbook.js';

const GOOD = readFileSync('data/prepaid-vs-postpaid.json', 'utf8');

/** Returns a card without findings, plus other fields. @param {object} more */
const card = (more) => ({
  title: 'A and B',
  answer: 'They differ.',
  subjects: ['A', 'B'],
  attributes: [{ name: 'Price', values: [1, 2] }],
  ...more,
});

const withSubject = (/** @type {object} */ more) =>
  card({ subjects: [{ id: 'a', name: 'A', ...more }, 'B'], attributes: [{ name: 'Price', values: [1, 2] }] });

const row = (/** @type {any[]} */ ...values) => card({ attributes: [{ name: 'Price', values: [1, 2] }, ...values] });

/** Cards with the codes and paths of their findings. @type {[string, object, string[]][]} */
const QUESTIONS = [
  ['nothing about a whole card', card({}), []],
  ['for a missing answer', card({ answer: undefined }), ['no-answer ']],
  ['for an answer that is blank', card({ answer: ' ' }), ['no-answer answer']],
  ['about a title that is too long', card({ title: 'x'.repeat(71) }), ['long-title title']],
  ['nothing about a title that is just short enough', card({ title: '😀'.repeat(70) }), []],
  ['about a language that nobody knows', card({ lang: 'xx' }), ['unknown-language lang']],
  ['nothing about a language with script and region', card({ lang: 'zh-Hant-TW' }), []],
  [
    'about a subject without a value',
    card({ attributes: [{ name: 'Price', values: { A: 1, B: ' ' } }] }),
    ['subject-without-values subjects[1]'],
  ],
  [
    'about a subject without a value in the compact form',
    { title: 'T', answer: 'x', columns: ['', 'Unit', 'A', 'B'], rows: [['Price', 'g', 1, null]] },
    ['subject-without-values columns[3]'],
  ],
  [
    'about an attribute that nobody has a value for',
    row({ name: 'Size', values: [null, []] }, { name: 'Form' }),
    ['attribute-without-values attributes[1]', 'attribute-without-values attributes[2]'],
  ],
  ['nothing about values with extras', row({ name: 'Size', values: [{ text: 'x' }, { value: 0 }] }), []],
  [
    'about an attribute with the name of another',
    row({ name: ' PRICE', values: [1] }),
    ['duplicate-attribute attributes[1]'],
  ],
  [
    'about an attribute with the id of another',
    card({
      attributes: [
        { id: 'p', name: 'P', values: [1, 1] },
        { id: 'p', name: 'Q', values: [1] },
      ],
    }),
    ['duplicate-attribute attributes[1]'],
  ],
  ['nothing about one name in two groups', row({ name: 'Price', group: 'Used', values: [1] }), []],
  [
    'about a duplicate in the compact form',
    {
      title: 'T',
      answer: 'x',
      columns: ['', 'A'],
      rows: [
        ['Price', 1],
        ['price', 2],
      ],
    },
    ['duplicate-attribute rows[1]'],
  ],
  ['about a link that is not https', withSubject({ href: 'HTTP://x.example' }), ['insecure-link subjects[0].href']],
  ['about a source that is not https', card({ sources: ['http://x.example', 'http'] }), ['insecure-link sources[0]']],
  [
    'about a link in a text that is not https',
    card({ summary: 'See [x](http://x.example).' }),
    ['insecure-link summary'],
  ],
  [
    'about the source of a value',
    row({ name: 'Size', values: { A: { text: 'x', source: 'http://x.example' } } }),
    ['insecure-link attributes[1].values.A.source'],
  ],
  ['nothing about an address in plain text', card({ summary: 'http://x.example' }), []],
  [
    'about an image whose text is blank',
    withSubject({ image: { src: 'a.png', alt: '' } }),
    ['no-alt subjects[0].image.alt'],
  ],
  ['about a missing definition where others have one', withSubject({ definition: 'x' }), ['no-definition subjects[1]']],
];

describe('an editor asks', () => {
  for (const [name, source, expected] of QUESTIONS) {
    test(name, async () => {
      const found = await check(JSON.stringify(source));
      assert.deepEqual(
        found.map(({ code, path }) => `${code} ${path}`),
        expected,
      );
      assert.ok(found.every(({ level, message }) => level === 'warning' && /[.]$/.test(message)));
    });
  }
});

describe('check', () => {
  test('tells all that the engine finds and all that an editor asks, in order', async () => {
    const text =
      '\ufeff{"title": "😀",\n "subjects": [7, "😀", {"name": "C", "href": "javascript:x"}],\n "attributes": [],\n "odd": 1}';
    const found = await check(text);
    assert.deepEqual(
      found.map(({ code, level, path, line, column }) => `${line}:${column} ${level} ${code} ${path}`),
      [
        '1:1 warning no-answer ',
        '2:15 error wrong-type subjects[0]',
        '2:15 warning subject-without-values subjects[0]',
        '2:18 warning subject-without-values subjects[1]',
        '2:23 warning subject-without-values subjects[2]',
        '2:45 warning unsafe-link subjects[2].href',
        '4:9 warning unknown-field odd',
      ],
    );
  });

  test('has no findings on text that cannot be parsed', async () => {
    assert.deepEqual(
      (await check('{"title": "A",}')).map(({ code }) => code),
      ['syntax'],
    );
  });

  test('says so where there may be more', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`odd${i}`, i]));
    const found = await check(JSON.stringify(card(many)));
    assert.equal(found.length, 65);
    assert.equal(found.at(-1)?.code, 'more-problems');
  });

  test('asks nothing about a card of more than 32 MB, and says so', async () => {
    const text = (/** @type {number} */ size) => JSON.stringify(card({ answer: undefined, summary: 'x'.repeat(size) }));
    const codes = async (/** @type {number} */ size) => (await check(text(size))).map(({ code }) => code);
    assert.deepEqual(await codes(33_000_000), ['no-answer']);
    assert.deepEqual(await codes(34_000_000), ['not-asked']);
  });

  test('checks a large card in one go', async () => {
    const attributes = Array.from({ length: 50_000 }, (_, i) => ({ name: `n${i}`, values: ['[x](http://x)'] }));
    assert.equal((await check(JSON.stringify(card({ attributes })))).length, 50_001);
  });
});

/** Tables with the position of their problem. @type {[string, string | Buffer, string][]} */
const TABLES = [
  ['t.csv', 'Name,Tea,Coffee\nPrice,1,2\nprice,3,4\n', 't.csv:3:1: warning'],
  ['t.tsv', 'Name\tTea\tTea\nPrice\t1\t2\n', 't.tsv:1:6: error'],
  ['t.csv', 'Name,Tea\n"Price,1\n', 't.csv:2:1: error'],
  ['t.md', '# Title\n\n| | Tea | Coffee |\n| - | - | - |\n| Price | 1 | 2 |\n| Price | 1 | 2 |\n', 't.md:6:1: warning'],
  ['t.html', '<h1>T</h1>\n<table><tr><th>N<th>A\n<tr><td>P<td>1\n<tr><td>P<td>2\n</table>', 't.html:4:5: warning'],
  ['t.html', '<p>None', 't.html: error'],
  [
    't.xlsx',
    workbook({
      S: [
        ['', 'Tea', 'Coffee'],
        ['Price', 1, 2],
        ['Price', 1, 2],
      ],
    }),
    't.xlsx:3:1: warning',
  ],
];

describe('comparison-card check', () => {
  test('is silent about good files, but for a line on standard error', async () => {
    const cwd = folder({ 'a.json': GOOD, 'b.json': GOOD });
    assert.deepEqual(await run(['check', 'a.json', 'b.json'], { cwd }), {
      status: 0,
      out: '',
      err: '2 files checked: no problems\n',
    });
  });

  test('writes each problem in a line, and ends with 1 for an error', async () => {
    const cwd = folder({ 'a.json': '{"title": 5}', 'b.json': card({ answer: '' }) });
    const { status, out, err } = await run(['check', 'a.json', 'b.json', 'none.json', '.'], { cwd });
    assert.equal(status, 1);
    assert.match(out, /^a\.json:1:11: error: This must be text in quotation marks\. \(title, wrong-type\)$/m);
    assert.match(out, /^b\.json:3:13: warning: .*\(answer, no-answer\)$/m);
    assert.match(out, /^none\.json: error: There is no such file\. \(no-file\)$/m);
    assert.match(out, /^\.: error: This is a folder: name the files in it\. \(no-file\)$/m);
    assert.equal(err, '4 files checked: 4 errors, 2 warnings\n');
  });

  test('ends well with warnings, unless it is strict', async () => {
    const cwd = folder({ 'a.json': card({ answer: '' }) });
    assert.equal((await run(['check', 'a.json'], { cwd })).status, 0);
    assert.equal((await run(['check', '--strict', 'a.json'], { cwd })).status, 1);
  });

  test('writes JSON', async () => {
    const cwd = folder({ 'a.json': GOOD, 'b.json': '{"title": "A",}' });
    const { status, out } = await run(['check', '--json', 'a.json', 'b.json'], { cwd });
    assert.equal(status, 1);
    assert.deepEqual(JSON.parse(out), [
      { file: 'a.json', problems: [] },
      {
        file: 'b.json',
        problems: [
          {
            code: 'syntax',
            level: 'error',
            message: 'Something is missing here, or the comma before is one too many.',
            path: '',
            line: 1,
            column: 15,
          },
        ],
      },
    ]);
  });

  test('reads standard input', async () => {
    const { status, out } = await run(['check', '-'], { input: '{"title": 5}' });
    assert.equal(status, 1);
    assert.match(out, /^standard input:1:11: error/m);
  });

  test('shows no control characters of a file', async () => {
    const { out } = await run(['check', '-'], { input: '{"\\u001b]0;x\\u0007\\u202e": 1, "title": "A\\nB"}' });
    assert.match(out, /\(\\u001b\]0;x\\u0007\\u202e, unknown-field\)/);
  });

  for (const [name, content, place] of TABLES) {
    test(`finds the place in ${name}: ${place}`, async () => {
      const { out } = await run(['check', name], { cwd: folder({ [name]: content }) });
      assert.ok(out.startsWith(place), out);
    });
  }
});
