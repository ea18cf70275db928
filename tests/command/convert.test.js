import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { check, convert } from '../../dist/node/index.js';
import { folder, run, runNode, runOnTerminal } from './run.js';
import { brokenIn, letters, packedAs, pointedTo, workbook, workbookFiles, zip, zip64 } from './workbook.js';

const METALS = readFileSync('data/metals.json', 'utf8');

/** @param {string} text */
const parse = (text) => {
  const card = JSON.parse(text);
  assert.ok(!('$schema' in card));
  return card;
};

/** The same table in every kind of file. @type {[string, string | Buffer][]} */
const TEA = [
  ['tea.csv', 'Category,Tea,Coffee\r\nCaffeine,40,95\r\nHot,yes,no\r\n'],
  ['tea.tsv', 'Category\tTea\tCoffee\nCaffeine\t40\t95\nHot\tyes\tno\n'],
  [
    'tea.xlsx',
    workbook({
      S: [
        ['Category', 'Tea', 'Coffee'],
        ['Caffeine', 40, 95],
        ['Hot', true, false],
      ],
    }),
  ],
  [
    'tea.html',
    '<table><thead><tr><th>Category<th>Tea<th>Coffee<tbody><tr><th>Caffeine<td>40<td>95<tr><th>Hot<td>yes<td>no</table>',
  ],
  ['tea.md', '| Category | Tea | Coffee |\n| --- | --: | --: |\n| Caffeine | 40 | 95 |\n| Hot | yes | no |\n'],
];

describe('a table', () => {
  for (const [name, content] of TEA) {
    test(`becomes a card: ${name}`, async () => {
      const cwd = folder({ [name]: content });
      const { status, out, err } = await run(['convert', name], { cwd });
      assert.deepEqual({ status, err }, { status: 0, err: '' });
      assert.equal(parse(out).title, 'Tea vs Coffee');
      assert.equal(
        await convert(out, { to: 'csv' }),
        '"Tea vs Coffee"\r\n"Category","Definition","Tea","Coffee"\r\n"Caffeine","","40","95"\r\n"Hot","","Yes","No"\r\n',
      );
    });

    test(`is known by how it begins: ${name}`, async () => {
      const { out } = await run(['convert', '-', '--title', 'My "title"'], { input: content });
      assert.equal(parse(out).title, 'My "title"');
      assert.deepEqual(await check(out), await check(JSON.stringify(parse(out))));
    });
  }

  for (const [charset, bytes, text] of /** @type {const} */ ([
    ['windows-1251', [0xd7, 0xe0, 0xe9], 'Чай'],
    ['shift_jis', [0x92, 0x83], '茶'],
    ['windows-1252', [0x80], '€'],
  ])) {
    test(`is read in the encoding that its page names: ${charset}`, async () => {
      const html = `<meta http-equiv=Content-Type content="text/html; charset=${charset}"><table><tr><th>N<th>*<th>B<tr><th>x<td>1<td>2</table>`;
      const [before, after] = html.split('*').map((part) => Buffer.from(part));
      const card = parse(await convert(Buffer.concat([before, Buffer.from(bytes), after])));
      assert.equal(card.subjects[0], text);
    });
  }

  for (const [front, title] of [
    ['---\ntitle: My "post"\ndate: 2020-01-01\n---\n', 'My "post"'],
    ['---\r\ndate: 2020-01-01\r\ntitle: "A & <B>"\r\n---\r\n', 'A & <B>'],
    ["+++\ntitle = 'Teas'\n+++\n", 'Teas'],
    ['---\ntitle: Drinks\n---\n# Teas\n', 'Teas'],
    ['---\nlayout: post\n---\n', 'A vs B'],
    ['---\n\n', 'A vs B'],
  ]) {
    test(`has the title of its post: ${JSON.stringify(front)}`, async () => {
      const source = `${front}\n| c | A | B |\n| - | - | - |\n| x | 1 | 2 |\n\n---\n`;
      assert.equal(parse(await convert(source, { from: 'md' })).title, title);
      const problems = await check(source.replace('x | 1 | 2', 'x |'), { from: 'md' });
      const line = problems.find(({ code }) => code === 'attribute-without-values')?.line;
      assert.equal(line, source.split('\n').indexOf('| c | A | B |') + 3);
    });
  }

  test('is written as people write JSON', async () => {
    const out = await convert('Name,A\nPrice,1\nSize,"two\nlines"\n', { from: 'csv', title: 'T' });
    assert.equal(
      out,
      `{
  "title": "T",
  "columns": ["Name", "A"],
  "rows": [["Price", 1], ["Size", ["two", "lines"]]]
}
`,
    );
  });
});

describe('a page', () => {
  const PAGE = `<!doctype html><title>Page</title>
<table><tr><td><form><input></form></td><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>
<table><tr><td><table><tr><td>x<td>y<tr><td>x<td>y</table></td><td>a</td></tr></table>
<h2>Hot <em>drinks</em></h2>
<table><tr><th></th><th>Tea</th></tr><tr><th>Price</th><td>5 &lt; 6<script>x</script></td></tr></table>
<h2>Cold</h2>
<table><caption>Cold drinks</caption><tr><th></th><th>Cola</th></tr><tr><th>Price</th><td>2</td></tr></table>`;

  test('gives its first table of data, with the heading before it', async () => {
    const { out, err } = await run(['convert', 'page.html'], { cwd: folder({ 'page.html': PAGE }) });
    assert.equal(parse(out).title, 'Hot drinks');
    assert.equal(
      await convert(out, { to: 'csv' }),
      '"Hot drinks"\r\n"Category","Definition","Tea"\r\n"Price","","5 < 6"\r\n',
    );
    assert.equal(err, 'page.html: This is table 2 of 3: --table chooses.\n');
  });

  test('gives the table that is asked for', async () => {
    const cwd = folder({ 'page.html': PAGE });
    const { out, err } = await run(['convert', 'page.html', '--table', '3'], { cwd });
    assert.equal(parse(out).title, 'Cold drinks');
    assert.equal(err, '');
    const none = await run(['convert', 'page.html', '--table=4'], { cwd });
    assert.equal(none.status, 1);
    assert.match(none.err, /page\.html: error: There is no table 4 here: they are numbered from 1 to 3\./);
  });

  test('gives the card its language, and numbers that of the language', async () => {
    const html = '<html lang="de"><table><tr><th>N<th>A<tr><th>P<td>1,234 kg<tr><th>Q<td>Nein</table>';
    const { lang, attributes } = parse(await convert(html, { from: 'html' }));
    assert.deepEqual([lang, attributes[0].values[0].value, attributes[1].values[0]], ['de', 1.234, false]);
    assert.equal(parse(await convert(html.replace('"de"', '"d_e"'), { from: 'html' })).lang, undefined);
  });

  test('may be deep', async () => {
    const html = `${'<div>'.repeat(50_000)}<table><tr><th>a<th>b<tr><td>c<td>${'<b>'.repeat(50_000)}d`;
    await assert.rejects(convert(`<p>${'<div>'.repeat(50_000)}`, { from: 'html' }), { code: 'no-table' });
    assert.equal(parse(await convert(html, { from: 'html', title: 'T' })).title, 'T');
  });
});

describe('Markdown', () => {
  const POST =
    '# Drinks\n\nText.\n\n> | | Tea |\n> | - | - |\n> | **Price** | [5](https://x.example) |\n\n| | A |\n| - | - |\n| P | 1 |\n';

  test('gives a table with the heading before it, and its markup', async () => {
    const card = parse(await convert(POST, { from: 'md' }));
    assert.equal(card.title, 'Drinks');
    assert.match(JSON.stringify(card), /\[5\]\(https:\/\/x\.example\)/);
  });

  for (const [where, post, line] of /** @type {[string, string, number][]} */ ([
    ['by itself', '---\ntitle: T\n---\n\n| | A |\n| - | - |\n| P | 1 |\n| | 2 |\n', 8],
    ['in a list', '1. step\n\n   | | A |\n   | - | - |\n   | P | 1 |\n   | | 2 |\n', 6],
    ['in a quotation', 'Text\nin lines.\n\n> | | A |\n> | - | - |\n> | P | 1 |\n> | | 2 |\n', 7],
    ['as HTML', 'Text.\n\n<table>\n<tr><th><th>A\n<tr><td>P<td>1\n<tr><td><td>2\n</table>\n', 6],
    ['as HTML in a list', '- item\n  <table>\n  <tr><th><th>A\n  <tr><td>P<td>1\n  <tr><td><td>2\n  </table>\n', 5],
    ['behind code', '```\na\nb\n```\n\n| | A |\n| - | - |\n| P | 1 |\n| | 2 |\n', 9],
  ])) {
    test(`has problems at their lines: a table ${where}`, async () => {
      const [problem] = (await check(post, { from: 'md' })).filter(({ level }) => level === 'remark');
      assert.deepEqual([problem.code, problem.line], ['read-as', line]);
    });
  }

  test('has its tables numbered, also those in quotations', async () => {
    assert.deepEqual(parse(await convert(POST, { from: 'md', table: 2 })).subjects, ['A']);
  });
});

describe('CSV for the spreadsheets of a region', () => {
  const card = {
    title: 'T',
    subjects: ['A', 'B'],
    attributes: [
      { name: 'Price', values: [3.125, -0.5] },
      { name: 'Count', values: [3380, 1234567] },
      { name: 'Small', values: [0.001, 1e-7] },
      { name: 'Words', values: ['a; b', '1,5 or "2"'] },
    ],
  };
  const numbersIn = (/** @type {any[]} */ rows) =>
    rows.map((row) => row.slice(-2).map((/** @type {any} */ value) => value?.value ?? value));

  for (const region of ['de', 'fr', 'es', 'it', 'pt-BR', 'ru', 'id', 'de-AT']) {
    test(`${region}: decimal commas and semicolons, and it is read as the same card`, async () => {
      const csv = await convert(JSON.stringify(card), { to: 'csv', region });
      assert.equal(csv[0], '\ufeff');
      const [, , price, count] = csv.split('\r\n');
      assert.equal(price, '"Price";"";"3,1250";"-0,5"');
      assert.equal(count, '"Count";"";"3380";"1234567"');
      for (const language of [undefined, region, 'en']) {
        const { rows } = parse(await convert(Buffer.from(csv), { from: 'csv', language }));
        assert.deepEqual(
          numbersIn(rows),
          card.attributes.map(({ values }) => values),
        );
      }
    });
  }

  for (const region of ['en', 'ja', 'de-CH', 'es-MX', 'ar']) {
    test(`${region}: decimal points and commas`, async () => {
      const csv = await convert(JSON.stringify({ ...card, lang: 'de' }), { to: 'csv', region });
      assert.match(csv, /^\ufeff.*\r\n.*\r\n"Price","","3\.125","-0\.5"\r\n/);
    });
  }

  test('numbers that a table spells in another way come along', async () => {
    const csv = await convert('N,A,B\nPrice,"1,299.50",12.50\nShare,12.5 %,-3\n', {
      from: 'csv',
      to: 'csv',
      region: 'de',
    });
    assert.match(csv, /"1299,5";"12,5"\r\n/);
    assert.match(csv, /"12\.5 %";"-3"\r\n/);
  });

  test('the command says what is wrong with a region', async () => {
    const cwd = folder({ 'a.json': JSON.stringify(card) });
    const { out } = await run(['convert', 'a.json', '--to', 'csv', '--region', 'de'], { cwd });
    assert.match(out, /"3,1250";"-0,5"/);
    for (const [args, message] of [
      [['--to', 'md', '--region', 'de'], /--region: only CSV has a region/],
      [['--to', 'csv', '--region', 'german!'], /--region: 'german!' is no language/],
    ]) {
      const { status, err } = await run(['convert', 'a.json', ...args], { cwd });
      assert.equal(status, 2);
      assert.match(err, message);
    }
    await assert.rejects(convert(JSON.stringify(card), { to: 'md', region: 'de' }), TypeError);
  });
});

describe('a card', () => {
  test('comes back from CSV without the apostrophes that keep formulas from running', async () => {
    const texts = ['=1+1', '\u200b=1+1', '+x', '- 5 °C to 3 °C', '@x', "'quoted'"];
    const card = { title: 'T', columns: ['N', '=A'], rows: texts.map((text) => [`-${text}`, text]) };
    const csv = await convert(JSON.stringify(card), { to: 'csv' });
    assert.match(csv, /"'=1\+1"/);
    const { columns, rows } = parse(await convert(csv, { from: 'csv' }));
    assert.equal(columns.at(-1), '=A');
    assert.deepEqual(
      rows.map((/** @type {string[]} */ row) => [row[0], row.at(-1)]),
      card.rows,
    );
  });
});

/** Returns sheets of which only the first is not empty. @param {number} count */
const manySheets = (count) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `S${i + 1}`,
      i
        ? []
        : [
            ['N', 'A'],
            ['P', 1],
          ],
    ]),
  );

describe('a workbook', () => {
  test('has dates, numbers, and yes and no', async () => {
    const rows = [
      ['Prices of drinks'],
      ['', 'Unit', '', 'Tea', 'Coffee'],
      ['Since', '', null, new Date('2020-05-01'), new Date('2021-01-02T13:30:00Z')],
      [],
      ['Sum', '€', null, 0.1 + 0.2, 1.5],
      ['Hot', '', null, true, false],
      ['Lines', '', null, 'one\ntwo', 'a "b", c'],
      ['Opens', '', null, new Date('1899-12-30T09:30:00Z'), new Date('1899-12-31T06:05:00Z')],
      ['Seen', '', null, new Date('2021-01-02T12:29:59.999Z'), new Date('2021-01-02T23:59:59.999Z')],
    ];
    const date = (/** @type {string} */ text, /** @type {number} */ value) => ({ text, value });
    const { columns, ...card } = parse(await convert(workbook({ S: rows })));
    assert.deepEqual(card, {
      title: 'Prices of drinks',
      rows: [
        ['Since', '', date('2020-05-01', 2020.0501), date('2021-01-02 13:30', 2021.0102133)],
        ['Sum', '€', 0.3, 1.5],
        ['Hot', '', true, false],
        ['Lines', '', ['one', 'two'], 'a "b", c'],
        ['Opens', '', '09:30', '1900-01-01 06:05'],
        ['Seen', '', date('2021-01-02 12:30', 2021.0102123), date('2021-01-03', 2021.0103)],
      ],
    });
    assert.deepEqual(columns, ['', 'Unit', 'Tea', 'Coffee']);
  });

  test('has cells with lines and names of their own', async () => {
    const rows = [
      ['', 'Tea 😀', 'Tea\n"x"', 'Milk'],
      ['Price', 'a\nb', 'c'],
      ['price', 1, 2, 3],
    ];
    const [first] = (await check(workbook({ S: [...rows, ['Price', '1', '', '', 'extra']] }))).filter(
      ({ level }) => level === 'remark',
    );
    assert.deepEqual([first.code, first.path, first.line, first.column], ['read-as', 'E1', 1, 5]);
    const second = (await check(workbook({ S: rows })))[1]; // after no-answer
    assert.deepEqual([second.code, second.path, second.line], ['duplicate-attribute', 'A3', 3]);
  });

  test('gives the first sheet that holds something, or the one asked for', async () => {
    const sheet = (/** @type {string} */ name) => [
      ['', name],
      ['Price', 1],
    ];
    const cwd = folder({ 'a.xlsx': workbook({ Notes: [], One: sheet('A'), 'Two & 3': sheet('B') }) });
    const first = await run(['convert', 'a.xlsx'], { cwd });
    assert.match(first.err, /^a\.xlsx: This is sheet “One” of “Notes”, “One”, “Two & 3”: --sheet chooses\.\n$/);
    assert.equal(parse(first.out).title, 'A');
    for (const name of ['Two & 3', '3']) {
      const { out, err } = await run(['convert', 'a.xlsx', '--sheet', name], { cwd });
      assert.deepEqual({ title: parse(out).title, err }, { title: 'B', err: '' });
    }
    const none = await run(['convert', 'a.xlsx', '--sheet', 'Four'], { cwd });
    assert.match(none.err, /There is no sheet “Four” here: there are “Notes”, “One”, “Two & 3”\./);
    const many = folder({ 'b.xlsx': workbook(manySheets(30)) });
    assert.match((await run(['convert', 'b.xlsx'], { cwd: many })).err, /“S1”, .*“S20” and 10 more: --sheet chooses/);
  });

  /** Returns a workbook with rows in XML. @param {string} rows */
  const sheet = (rows) => workbook({ S: `<worksheet><sheetData>${rows}</sheetData></worksheet>` });

  test('has cells and rows that say nothing of their place', async () => {
    const text = (/** @type {string} */ value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
    const numbered = `<row r="5">${text('P')}<c r="B5"><v>4</v></c></row>`;
    const named = '<row><c r="A9" t="str"><v>p</v></c><c><v>6</v></c></row>';
    const rows = `<row>${text('N')}${text('A')}</row>${numbered}<row>${text('Q')}<c><v>5</v></c></row>`;
    for (const [more, path] of [
      [named, 'A9'],
      [`<row>${text('x')}<c/></row><row>${text('q')}${text('y')}</row>`, 'A8'],
      [`<row r="1048576">${text('Q')}<c r="XFD1048576"/></row>`, 'A1048576'],
    ]) {
      const problems = await check(sheet(`${rows}${more}`), { from: 'xlsx' });
      const duplicate = problems.find(({ code }) => code === 'duplicate-attribute');
      assert.equal(duplicate?.path, path);
    }
    const card = parse(
      await convert(sheet(`<row>${text('N')}<c/>${text('A')}</row><row>${text('P')}<c/><c><v>4</v></c></row>`)),
    );
    assert.deepEqual([card.columns, card.rows], [['N', 'A'], [['P', 4]]]);
  });

  test('may start anywhere in its sheet', async () => {
    const [first, second] = ['XFC1048575', 'XFD1048575'].map((r) => `<c r="${r}" t="str"><v>${r}</v></c>`);
    const bytes = sheet(
      `<row>${first}${second}</row><row><c r="XFC1048576" t="str"><v>x</v></c><c t="b"><v>1</v></c></row>`,
    );
    const { columns, rows } = parse(await convert(bytes));
    assert.deepEqual([columns, rows], [['XFC1048575', 'XFD1048575'], [['x', true]]]);
  });

  test('is read from the sheet that is asked for alone', async () => {
    const bytes = workbook({
      Bad: '<worksheet><sheetData><row><c r="ZZZZZZ1"/></row></sheetData></worksheet>',
      Good: [
        ['N', 'A'],
        ['P', 1],
      ],
    });
    assert.equal(parse(await convert(bytes, { sheet: 'Good' })).title, 'A');
    await assert.rejects(convert(bytes), { code: 'bad-xlsx', path: 'ZZZZZZ1' });
  });

  test('has texts of several runs, without what tells how they sound', async () => {
    const runs =
      '<si><r><t>Te</t></r><r><t>a &amp; _x0041_</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si><si><t/></si>';
    const files = {
      ...workbookFiles({
        S: '<worksheet><sheetData><row><c t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row><row><c t="str"><v>P</v></c><c><v>1</v></c></row></sheetData></worksheet>',
      }),
      'xl/sharedStrings.xml': `<sst>${runs}</sst>`,
    };
    assert.deepEqual(parse(await convert(zip(files))).columns, ['', 'Tea & A']);
  });

  /** Number formats, values and displayed values. @type {[string, string, unknown][]} */
  const formats = [
    ['General', '43831', 43831],
    ['yyyy\\-mm\\-dd;@', '43831', '2020-01-01'],
    ['[$-409]d\\-mmm\\-yy', '43831', '1-Jan-20'],
    ['[h]:mm', '1.5', '36:00'],
    ['0.00', '43831', '43831.00'],
    ['"day" 0', '43831', 'day 43831'],
    ['#,##0 "m"', '43831', '43,831 m'],
    ['['.repeat(100_000), '43831', 43831],
    ['yyyy', '1e300', 1e300],
    ['yyyy', '-1', -1],
  ];
  for (const [format, value, expected] of formats) {
    test(`has numbers and dates: ${format.slice(0, 30)} of ${value}`, async () => {
      const files = workbookFiles({
        S: `<worksheet><sheetData><row><c t="str"><v>N</v></c><c t="str"><v>A</v></c></row><row><c t="str"><v>P</v></c><c s="1"><v>${value}</v></c></row></sheetData></worksheet>`,
      });
      files['xl/styles.xml'] =
        `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="${format.replaceAll('"', '&quot;')}"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>`;
      assert.deepEqual(
        parse(await convert(zip(files))).rows[0].map((cell) => cell.text ?? cell),
        ['P', expected],
      );
    });
  }

  const cells = (/** @type {string[]} */ ...references) =>
    sheet(`<row>${references.map((r) => `<c r="${r}"><v>1</v></c>`).join('')}</row>`);
  const large = { ...workbookFiles({ S: [] }), 'xl/worksheets/sheet1.xml': ' '.repeat(1_000_000) };
  const name = 'xl/worksheets/sheet1.xml';
  const good = workbook({
    S: [
      ['N', 'A'],
      ['P', 1],
    ],
  });
  const comment = `<!--${'> '.repeat(2_000_000)}-->`;
  const shared = {
    ...workbookFiles({
      S: `<worksheet><sheetData><row>${'<c t="s"><v>0</v></c>'.repeat(9000)}</row></sheetData></worksheet>`,
    }),
    'xl/sharedStrings.xml': `<sst><si><t>${'x'.repeat(32767)}</t></si></sst>`,
  };
  const diagonal = Array.from(
    { length: 1500 },
    (_, i) => `<row><c r="${letters(i + 1)}${i + 1}"><v>1</v></c></row>`,
  ).join('');
  /** Files, messages and positions. @type {[string, Buffer, RegExp, string?][]} */
  const hostile = [
    ['is cut off', workbook({ S: [] }).subarray(0, 200), /is no \.xlsx file, or a part of it is missing/],
    ['is no workbook', zip({ 'a.txt': 'a' }), /is no workbook/],
    ['claims to be small', zip(large, { [name]: 10 }), /is damaged/],
    ['claims to be large', zip(large, { [name]: 300_000_000 }), /is damaged/],
    [
      'unpacks to 269 MB',
      zip({ ...large, [name]: Buffer.alloc(269_000_000, `<a${' '.repeat(1000)}/>`) }, { [name]: 10 }),
      /unpacks to more than 256 MB/,
    ],
    ['has an end record of ZIP64', zip64(good), /is packed as ZIP64/],
    ['says that its parts are elsewhere', pointedTo(good, 0xffffffff), /is damaged/],
    ['has a part that goes on behind its end', pointedTo(good, good.length - 10), /is damaged/],
    ['is packed in a way of its own', packedAs(good, 99), /is damaged/],
    ['has a broken part', brokenIn(good), /is damaged/],
    ['is empty', workbook({ S: [] }), /There is nothing here/],
    ['has no sheets', zip({ ...workbookFiles({ S: [] }), 'xl/workbook.xml': '<workbook/>' }), /has no sheets/],
    ['is no XML', zip({ ...large, [name]: '<row><c' }), /The part xl\/worksheets\/sheet1\.xml .*cannot be read/],
    ['has a comment of 4 MB', sheet(comment), /cannot be read \(a text in it is longer than a million characters\)/],
    [
      'has a cell in row 9,999,999,999',
      sheet('<row r="9999999999"/>'),
      /at row 9999999999, but no sheet goes beyond XFD1,048,576/,
      'row 9999999999',
    ],
    ['has a row 0', sheet('<row r="0"/>'), /at row 0, but/, 'row 0'],
    ['has a row of a half', sheet('<row r="1.5"/>'), /at row 1\.5, but/, 'row 1.5'],
    ['has rows in disorder', sheet('<row r="2"/><row r="1"/>'), /Row 1 of this sheet follows row 2/, 'row 1'],
    ['has a row within a row', sheet('<row r="3"><row/></row>'), /Row 3 of this sheet has a row within a row/, 'row 3'],
    [
      'has a cell within a cell',
      sheet('<row><c><c/></c></row>'),
      /Row 1 of this sheet has a cell within a cell/,
      'row 1',
    ],
    ['has 1,001 sheets', workbook(manySheets(1001)), /more than 1,000 sheets/],
    ['has a cell at ZZZZZZ1', cells('ZZZZZZ1'), /something at ZZZZZZ1, but/, 'ZZZZZZ1'],
    ['has a cell at XFE1', cells('A1', 'XFE1'), /something at XFE1, but/, 'XFE1'],
    ['has a cell behind XFD', sheet('<row><c r="XFD1"/><c/></row>'), /something at XFE1, but/, 'XFE1'],
    ['has a cell in row 1,048,577', sheet('<row><c r="A1048577"/></row>'), /something at A1048577, but/, 'A1048577'],
    ['has a cell of another row', sheet('<row r="3"><c r="A4"/></row>'), /says that it is A4/, 'A3'],
    ['has a cell without a place', cells('7'), /something at 7, but/, '7'],
    ['has cells in disorder', cells('B1', 'A1'), /The cell A1 comes after one/, 'A1'],
    ['has a cell twice', cells('B1', 'B1'), /The cell B1 comes after one/, 'B1'],
    ['has a cell outside its rows', sheet('<c r="A1"/>'), /has a cell outside its rows/],
    [
      'has a text that is not there',
      sheet('<row><c t="s"><v>7</v></c></row>'),
      /The cell A1 names a text that is not there/,
      'A1',
    ],
    ['has a number that is none', sheet('<row><c/><c><v>x</v></c></row>'), /The cell B1 holds no number but x/, 'B1'],
    ['has a day that is none', sheet('<row><c t="d"><v>x</v></c></row>'), /The cell A1 holds no date but x/, 'A1'],
    ['repeats a text of 32 kB', zip(shared), /more than 64 million characters/],
    ['has cells far apart', sheet(diagonal), /more than 2,000,000 cells, or cells far apart/],
    [
      'has more cells than fit',
      sheet(`<row>${'<c><v>1</v></c>'.repeat(16_000)}</row>`.repeat(126)),
      /more than 2,000,000 cells/,
    ],
  ];
  for (const [name, bytes, message, path = ''] of hostile) {
    test(`that ${name} is refused, and the next one is read`, async () => {
      await assert.rejects(convert(bytes, { from: 'xlsx' }), { name: 'CardError', message, path });
      assert.equal(parse(await convert(good)).title, 'A');
    });
  }

  test('is read by a thread that may die', async () => {
    // A separate package, with another reader.
    const cwd = folder({ 'package.json': '{"type":"module"}' });
    cpSync('dist', `${cwd}/dist`, { recursive: true, filter: (from) => !/\.(?:br|gz)$/.test(from) });
    symlinkSync(resolve('node_modules'), `${cwd}/node_modules`);
    writeFileSync(
      `${cwd}/run.js`,
      `import { convert } from './dist/node/index.js';
       const failed = await convert(new Uint8Array(${JSON.stringify([...good])})).catch(({ name, message }) => name + message);
       console.log(failed, await convert('N,A\\nP,1\\n', { from: 'csv', to: 'csv' }));`,
    );
    for (const [death, message] of /** @type {[string, RegExp][]} */ ([
      ['process.exit(3)', /cannot be read \(its reader ended with 3\)/],
      ['throw new Error("x")', /cannot be read \(x\)/],
      ['const all = []; while (true) all.push(Array(10_000).fill(all.length + 0.5))', /needs too much memory/],
    ])) {
      writeFileSync(`${cwd}/dist/node/xlsx-worker.js`, death);
      const { status, out, err } = await runNode(['run.js'], { cwd });
      assert.match(out, message, err);
      assert.match(out, /^CardError.*"P","","1"/s);
      assert.equal(status, 0);
    }
  });
});

/** Sources without a card, and their messages. @type {[string, string | Buffer, string][]} */
const REFUSED = [
  ['t.csv', '', 't.csv:1:1: error: There is nothing here: a table starts with a line of headings. (missing)\n'],
  ['t.csv', 'a,b\n"c', 't.csv:2:1: error: This cell never ends: its closing quotation mark is missing. (syntax)\n'],
  [
    't.csv',
    'a,b\nc,1,2',
    't.csv:2:5: error: There are more cells in this line than headings: put texts with commas in "…". (too-many)\n',
  ],
  [
    't.md',
    'No table',
    't.md: error: There is no table here: a <table> with rows and columns, and without fields or tables in it. (no-table)\n',
  ],
  ['t.json', '{', 't.json:1:2: error: The text ends too early: something was left open. (syntax)\n'],
];

describe('comparison-card convert', () => {
  for (const [name, content, said] of REFUSED) {
    test(`says where it fails: ${said.slice(0, 50)}`, async () => {
      const result = await run(['convert', name, '--to', 'csv'], { cwd: folder({ [name]: content }) });
      assert.deepEqual(result, { status: 1, out: '', err: said });
    });
  }

  test('writes a card as CSV, Markdown and HTML, whole or in a view', async () => {
    const cwd = folder({ 'metals.json': METALS });
    for (const [to, start] of [
      ['csv', '"Difference between copper, '],
      ['md', '# Difference between copper, '],
      ['html', '<table>\n<caption>Difference between copper, '],
    ]) {
      const { status, out, err } = await run(['convert', 'metals.json', '--to', to, '--view', 'show=Copper'], { cwd });
      assert.deepEqual({ status, err }, { status: 0, err: '' });
      assert.ok(out.startsWith(start), out);
    }
  });

  test('writes no file whose name says that it is something else', async () => {
    const cwd = folder({ 'a.csv': 'N,A\nP,1\n' });
    const { status, err } = await run(['convert', 'a.csv', '-o', 'b.xlsx'], { cwd });
    assert.deepEqual([status, existsSync(join(cwd, 'b.xlsx'))], [2, false]);
    assert.match(err, /convert writes no \.xlsx, only json, csv, md, html\./);
    assert.equal((await run(['convert', 'a.csv', '-o', 'b.htm'], { cwd })).status, 0);
    assert.match(readFileSync(join(cwd, 'b.htm'), 'utf8'), /^<table>/);
  });

  test('goes by the name of the output', async () => {
    const cwd = folder({ 'metals.json': METALS });
    const { status, out } = await run(['convert', 'metals.json', '-o', 'new/metals.md'], { cwd });
    assert.deepEqual({ status, out }, { status: 0, out: '' });
    assert.match(readFileSync(join(cwd, 'new/metals.md'), 'utf8'), /^# .*\n\n\| Category/);
  });

  test('makes several files in a folder, and goes on after one that fails', async () => {
    const cwd = folder({ ...Object.fromEntries(TEA.slice(0, 1)), 'bad.csv': 'a', 'z.md': TEA[4][1] });
    const { status, err } = await run(['convert', 'tea.csv', 'bad.csv', 'z.md', '-o', 'cards/'], { cwd });
    assert.equal(status, 1);
    assert.match(err, /^bad\.csv:1:1: error: .*\n$/);
    assert.deepEqual(
      ['tea', 'bad', 'z'].map((name) => existsSync(join(cwd, `cards/${name}.json`))),
      [true, false, true],
    );
  });

  test('shows a bar on a terminal, and takes it away', async () => {
    const cwd = folder({ 'tea.csv': TEA[0][1], 'z.csv': TEA[0][1] });
    const { out } = await runOnTerminal(['convert', 'tea.csv', 'z.csv', '-o', 'cards/'], { cwd });
    assert.match(out, /━{12}.*─{12}.* 1 of 2 {2}z\.csv/);
    assert.ok(out.endsWith('\r\x1b[K'));
    const one = await runOnTerminal(['convert', 'tea.csv', '-o', 'cards/'], { cwd });
    assert.equal(one.out, '');
  });

  test("names the author's own schema, where there is one", async () => {
    const cwd = folder({ 'a.csv': 'N,A\nP,1\n', 'cards/comparison.schema.json': '{}' });
    const written = async (/** @type {string} */ output) => {
      await run(['convert', 'a.csv', '-o', output], { cwd });
      return JSON.parse(readFileSync(join(cwd, output), 'utf8'));
    };
    const [[key, value]] = Object.entries(await written('cards/a.json'));
    assert.deepEqual([key, value], ['$schema', 'comparison.schema.json']);
    parse(JSON.stringify(await written('a.json')));
  });

  test('names the schema that it is told, but keeps that of a card', async () => {
    const { $schema, ...card } = JSON.parse(METALS);
    const schemaOf = async (/** @type {object} */ source) =>
      JSON.parse(await convert(JSON.stringify(source), { schema: '/own.json' })).$schema;
    assert.equal(await schemaOf(card), '/own.json');
    assert.equal(await schemaOf({ ...card, $schema }), $schema);
  });

  test('makes cards of the tables in a folder, and tables of all of it', async () => {
    const cwd = folder({ 'in/a.csv': 'N,A\nP,1\n', 'in/b.json': METALS, 'in/c.tsv': 'N\tA\nP\t1\n' });
    const { status, err } = await run(['convert', 'in', '-o', 'cards/'], { cwd });
    assert.deepEqual([status, err], [0, '2 files in in\n']);
    assert.deepEqual(readdirSync(`${cwd}/cards`), ['a.json', 'c.json']);
    assert.equal((await run(['convert', 'in', '--to', 'md', '-o', 'tables/'], { cwd })).status, 0);
    assert.deepEqual(readdirSync(`${cwd}/tables`), ['a.md', 'b.md', 'c.md']);
    assert.equal((await run(['convert', 'in', '--from', 'json', '--to', 'csv'], { cwd })).err, '1 file in in\n');
    const none = await run(['convert', 'cards', 'in/a.csv', '-o', 'cards/'], { cwd });
    assert.equal(none.status, 1);
    assert.equal(none.err, 'cards: error: This folder has no file that this command reads. (no-file)\n');
  });

  test('never overwrites its input', async () => {
    const cwd = folder({ 'a.json': METALS });
    const { status, err } = await run(['convert', 'a.json', '--to', 'csv', '-o', './a.json'], { cwd });
    assert.equal(status, 1);
    assert.match(err, /a\.json: error: This file would be overwritten/);
    assert.equal(readFileSync(join(cwd, 'a.json'), 'utf8'), METALS);
  });

  test('says that it cannot write', async () => {
    const cwd = folder({ 'a.json': METALS });
    const { status, err } = await run(['convert', 'a.json', '-o', 'a.json/b.csv'], { cwd });
    assert.equal(status, 1);
    assert.match(err, /^a\.json: error: .*\(no-file\)\n$/);
  });
});
