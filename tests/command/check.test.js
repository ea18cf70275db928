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

describe('a folder', () => {
  test('means the cards and tables in it, and is counted', async () => {
    const cwd = folder({
      'cards/a.json': card({}),
      'cards/b.csv': 'N,A\nP,1\n',
      'cards/a.html': '<p>A page made of a card',
      'cards/b.md': '| N | A |\n| - | - |\n| P | 1 |\n',
      'cards/comparison.schema.json': '{}',
      'cards/package.json': '{}',
      'cards/.hidden.json': '{}',
      'cards/node_modules/d.json': '{}',
      'cards/in/e.json': '{}',
      'cards/f.txt': '',
    });
    const { status, out, err } = await run(['check', '--json', 'cards'], { cwd });
    assert.deepEqual(
      JSON.parse(out).map((/** @type {any} */ { file }) => file),
      ['cards/a.json', 'cards/b.csv'],
    );
    assert.equal(status, 0);
    assert.equal(err, '2 files in cards\n2 files checked: 0 errors, 1 warning\n');
    const { err: some } = await run(['check', 'cards', '--from', 'md'], { cwd });
    assert.match(some, /^1 file in cards\n/);
  });

  test('means its pages if it has nothing else', async () => {
    const table = '<table><tr><th>N<th>A\n<tr><td>P<td>1\n</table>';
    const cwd = folder({
      'posts/a.html': table,
      'posts/b.htm': table,
      'posts/c.md': '| N | A |\n| - | - |\n| P | 1 |\n',
    });
    assert.match((await run(['check', 'posts'], { cwd })).err, /^3 files in posts\n/);
  });
});

describe('a table', () => {
  for (const [name, content, place] of /** @type {[string, string | Buffer, string][]} */ ([
    ['t.csv', 'Name,Tea\nPrice,1\n', 't.csv:1:1'],
    ['t.md', 'Text\n\n| N | A |\n| - | - |\n| P | 1 |\n', 't.md:3:1'],
  ])) {
    test(`is said to have no answer, and what to do: ${name}`, async () => {
      const { status, out } = await run(['check', name], { cwd: folder({ [name]: content }) });
      const message =
        'A table has no answer: convert it to a card, and say the difference in one sentence, in its "answer".';
      assert.equal(out, `${place}: warning: ${message} (no-answer)\n`);
      assert.equal(status, 0);
    });
  }
});

/** Links of a card, the files around it, and the links that are dead. @type {[string, string[], string[], string[]][]} */
const LINKS = [
  ['to files and folders', ['b.html', 'b.html?a=1#c', './in/c.html', 'in/', 'in'], ['b.html', 'in/c.html'], []],
  ['to pages that can be made', ['b.html', 'c.htm', 'd', 'e/'], ['b.json', 'c.csv', 'd.xlsx', 'e.md'], []],
  [
    'that lead out',
    ['/b.html', '../b.html', 'https://x.example/b.html', '//x.example', '#b', 'in/../../b'],
    ['x.html'],
    [],
  ],
  ['to nothing, beside a page', ['b.html'], ['index.html'], ['b.html']],
  [
    'to nothing, beside a link that is found',
    ['b.html', 'c.html', 'in/d.html#x'],
    ['c.json'],
    ['b.html', 'in/d.html#x'],
  ],
  ['to nothing, where there are only cards', ['b.html', 'c.html'], ['d.json'], []],
  ['with escapes', ['a%20b.html', 'a%zz.html', 'a%00.html'], ['a b.html'], []],
];

describe('links', () => {
  for (const [name, links, files, expected] of LINKS) {
    test(name, async () => {
      const seeAlso = links.map((href) => ({ title: 'T', href }));
      const cwd = folder({ 'a.json': card({ seeAlso }), ...Object.fromEntries(files.map((file) => [file, ''])) });
      const { out } = await run(['check', '--json', 'a.json'], { cwd });
      const [{ problems }] = JSON.parse(out);
      const dead = problems.filter((/** @type {any} */ { code }) => code === 'dead-link');
      const paths = expected.map((link) => `seeAlso[${links.indexOf(link)}].href`);
      assert.deepEqual(
        dead.map((/** @type {any} */ { path }) => path),
        paths,
      );
    });
  }

  test('of subjects and sources too, with their place', async () => {
    const both = { ...withSubject({ href: 'b.html' }), sources: [{ title: 'S', href: 'c.html' }] };
    const cwd = folder({ 'in/a.json': JSON.stringify(both), 'in/index.html': '' });
    const { status, out } = await run(['check', 'in/a.json'], { cwd });
    const message = 'This link leads nowhere: the folder of the card has no such file. Correct it, or add the page.';
    assert.match(out, /^in\/a\.json:1:\d+: warning: .*\(subjects\[0\]\.href, dead-link\)$/m);
    assert.match(out, /^in\/a\.json:1:\d+: warning: .*\(sources\[0\]\.href, dead-link\)$/m);
    assert.ok(out.includes(message));
    assert.equal(status, 0);
  });

  test('of a card whose folder is unknown are not looked up', async () => {
    const text = JSON.stringify(card({ seeAlso: [{ title: 'T', href: 'b.html' }] }));
    assert.deepEqual(await check(text), []);
    assert.equal((await run(['check', '-'], { input: text, cwd: folder({ 'c.html': '' }) })).out, '');
  });
});

/** Tables with the position of their problem. @type {[string, string | Buffer, string][]} */
const TABLES = [
  ['t.csv', 'Name,Tea,Coffee\nPrice,1,2\nprice,3,4\n', 't.csv:3:1: warning'],
  ['t.tsv', 'Name\tTea\nPrice\t1\t2\n', 't.tsv:2:9: error'],
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
    const cwd = folder({ 'a.json': '{"title": 5}', 'b.json': card({ answer: '' }), 'empty/a.txt': '' });
    const { status, out, err } = await run(['check', 'a.json', 'b.json', 'none.json', 'empty'], { cwd });
    assert.equal(status, 1);
    assert.match(out, /^a\.json:1:11: error: This must be text in quotation marks\. \(title, wrong-type\)$/m);
    assert.match(out, /^b\.json:3:13: warning: .*\(answer, no-answer\)$/m);
    assert.match(out, /^none\.json: error: There is no such file\. \(no-file\)$/m);
    assert.match(out, /^empty: error: This folder has no file that this command reads\. \(no-file\)$/m);
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
      const found = out.split('\n').filter((line) => !line.endsWith('no-answer)'));
      assert.ok(found[0].startsWith(place), out);
    });
  }
});
