/** What a workbook shows, cell by cell. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { check, convert } from '../../dist/node/index.js';
import { readSheet } from '../../web/node/sources/spreadsheet.js';
import { Format } from '../../web/node/xlsx/format.js';
import { cellsOf, letters, workbookFiles, zip } from '../command/workbook.js';

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Returns a cell with a text. @param {string} text */
const said = (text) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** @param {string} runs */
const rich = (runs) => `<c t="inlineStr"><is>${runs}</is></c>`;

/** @param {string} style elements of its font @param {string} text */
const run = (style, text) => `<r><rPr>${style}</rPr><t xml:space="preserve">${escaped(text)}</t></r>`;

/** Returns a sheet of rows, each a list of cells. @param {string[][]} rows @param {string} [after] what follows them @param {string} [before] */
const sheetOf = (rows, after = '', before = '') =>
  `<worksheet>${before}<sheetData>${rows.map((row) => `<row>${row.join('')}</row>`).join('')}</sheetData>${after}</worksheet>`;

/** @param {string} codes of number formats from 164 on @param {string} fonts @param {string} styles */
const stylesOf = (codes, fonts, styles) =>
  `<styleSheet><numFmts>${codes}</numFmts><fonts><font/>${fonts}</fonts><cellXfs><xf/>${styles}</cellXfs></styleSheet>`;

/** @param {string[]} formats */
const formatsOf = (formats) =>
  stylesOf(
    formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`).join(''),
    '',
    formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`).join(''),
  );

/** @param {string} xml of the sheet S @param {Record<string, string>} [parts] */
const bookOf = (xml, parts = {}) => zip({ ...workbookFiles({ S: xml }), ...parts });

/** Reads the cells of a workbook's sheet. @param {Buffer} bytes @param {string} [name] */
const cellsIn = async (bytes, name) => cellsOf((await readSheet(bytes, name)).sheet).rows;

/** Reads the texts of a workbook's sheet. @param {Buffer} bytes @param {string} [name] */
const textsIn = async (bytes, name) => (await cellsIn(bytes, name)).map(({ cells }) => cells.map((cell) => cell?.text));

const LINKED = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';

/** Returns the relationships of links. @param {Record<string, string>} addresses @param {string} [mode] */
const relations = (addresses, mode = 'External') =>
  `<Relationships>${Object.entries(addresses)
    .map(
      ([id, address]) =>
        `<Relationship Id="${id}" Type="${LINKED}" Target="${escaped(address)}" TargetMode="${mode}"/>`,
    )
    .join('')}</Relationships>`;

const RELATIONS = 'xl/worksheets/_rels/sheet1.xml.rels';

/** Formats, numbers, and what spreadsheets show. @type {[string, number, string][]} */
const FORMATS = [
  ['General', 0.1 + 0.2, '0.3'],
  ['General', 12345678901234, '12345678901234'],
  ['General" pcs"', 5, '5 pcs'],
  ['General;-General', -3, '-3'],
  ['@', 5, '5'],
  ['0', 2.5, '3'],
  ['0', -0.4, '0'],
  ['0.00', 1.005, '1.01'],
  ['0.00', -2, '-2.00'],
  ['0.0#', 1, '1.0'],
  ['#.##', 0.5, '.5'],
  ['#,###', 0, ''],
  ['00000', 123, '00123'],
  ['0,000', 5, '0,005'],
  ['#,##0', 1234567, '1,234,567'],
  ['#,##0 "kg"', 1234567, '1,234,567 kg'],
  ['0.0" kg"', 1.5, '1.5 kg'],
  ['#,##0\\ \\k\\m', 1200, '1,200 km'],
  ['0%', 1.234, '123%'],
  ['0.0%', 0.125, '12.5%'],
  ['0.0 %', 0.29, '29.0 %'],
  ['"$"#,##0.00', 1299.5, '$1,299.50'],
  ['[$€-407] #,##0.00', 999, '€ 999.00'],
  ['#,##0.00 [$₽-419]', 1000, '1,000.00 ₽'],
  ['#,##0.00\\ "€";[Red]-#,##0.00\\ "€"', -5.5, '-5.50 €'],
  ['#,##0_);(#,##0)', -1234, '(1,234)'],
  ['_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', 1299.5, '$1,299.50'],
  ['_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', 0, '$-'],
  ['0.0,,"M"', 1299500, '1.3M'],
  ['0,', 1500, '2'],
  ['[>=1000000]0.0,,"M";[>=1000]0.0,"k";0', 2500, '2.5k'],
  ['[>=1000000]0.0,,"M";[>=1000]0.0,"k";0', 7, '7'],
  ['[Blue][<1]0.00;[>=1]0', 0.5, '0.50'],
  ['[<0](0);0', -3, '(3)'],
  ['[<5]0 "few";0', -3, '-3 few'],
  ['0;-0;"none"', 0, 'none'],
  ['0.00;;', -1, ''],
  [';;;', 5, ''],
  ['"a;b"0', 3, 'a;b3'],
  ['+0;-0;0', 3, '+3'],
  ['"since "0', -3, '-since 3'],
  ['000-00-0000', 123456789, '123-45-6789'],
  ['(###) ###-####', 5551234567, '(555) 123-4567'],
  ['0.00E+00', 12345, '1.23E+04'],
  ['0.0E-0', 0.00012, '1.2E-4'],
  ['##0.0E+0', 12345, '12.3E+3'],
  ['##0.0E+0', 999999, '1.0E+6'],
  ['# ?/?', 1.5, '1 1/2'],
  ['# ?/?', 0.25, '1/4'],
  ['# ?/?', 3, '3'],
  ['# ?/?', 0.999, '1'],
  ['# ??/??', 2.3333, '2 1/3'],
  ['# ?/8 "in"', 2.375, '2 3/8 in'],
  ['?/?', 1.5, '3/2'],
  ['dd/mm/yyyy', 45063, '17/05/2023'],
  ['m/d/yy', 45063, '5/17/23'],
  ['d.m.yyyy', 45063, '17.5.2023'],
  ['yyyy\\-mm\\-dd;@', 43831, '2020-01-01'],
  ['[$-409]d\\-mmm\\-yy;@', 43831, '1-Jan-20'],
  ['[$-407]d. mmmm yyyy', 43891, '1. März 2020'],
  ['[$-40C]dddd d mmmm', 43891, 'dimanche 1 mars'],
  ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', 44562, '2022-01-01'],
  ['yyyy"年"m"月"d"日"', 44562, '2022年1月1日'],
  ['mmmmm', 44562, 'J'],
  ['yymmdd', 44562, '220101'],
  ['d', 1, '1'],
  ['d mmm yyyy', 59, '28 Feb 1900'],
  ['hh:mm', 0.5625, '13:30'],
  ['h:mm AM/PM', 0.5625, '1:30 PM'],
  ['h:mm a/p', 0, '12:00 A'],
  ['m/d/yyyy h:mm:ss', 44562.5 + 1e-9, '1/1/2022 12:00:00'],
  ['h:mm', 12.5 / 24 - 1e-9, '12:30'],
  ['[h]:mm', 1.5, '36:00'],
  ['[h]:mm:ss', 100.25, '2406:00:00'],
  ['[mm]:ss', 0.5 / 24 + 5 / 86400, '30:05'],
  ['[ss].0', 0.5 / 86400, '00.5'],
  ['mm:ss.00', 90.25 / 86400, '01:30.25'],
  ['yyyy', -1, '-1'],
  ['yyyy', 1e300, '1e+300'],
  ['0 "m"', 3, '3 m'],
  ['"x"', 5, 'x'],
  ['['.repeat(100_000), 7, '7'],
];

describe('a number is shown as its sheet shows it:', () => {
  for (const [format, number, expected] of FORMATS) {
    test(`${format.slice(0, 60)} of ${number}`, () => assert.equal(new Format(format).write(number, false), expected));
  }

  test('formats that workbooks do not spell out, by their ids', async () => {
    const ids = [
      1, 2, 3, 4, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 37, 38, 39, 40, 45, 46, 47, 48, 49, 30, 57,
    ];
    const xml = sheetOf([ids.map((_, i) => `<c s="${i + 1}"><v>1234.5625</v></c>`)]);
    const styles = stylesOf('', '', ids.map((id) => `<xf numFmtId="${id}"/>`).join(''));
    assert.deepEqual((await textsIn(bookOf(xml, { 'xl/styles.xml': styles })))[0], [
      ...['1235', '1234.56', '1,235', '1,234.56', '123456%', '123456.25%', '1.23E+03', '1234 5/9'],
      ...['1903-05-18 13:30', '18-May-03', '18-May', 'May-03', '1:30 PM', '1:30:00 PM', '13:30', '13:30:00'],
      ...['1903-05-18 13:30', '1,235', '1,235', '1,234.56', '1,234.56', '30:00', '29629:30:00', '30:00.0'],
      ...['1.2E+3', '1234.5625', '1903-05-18 13:30', '1903-05-18 13:30'],
    ]);
  });

  test('a style extends another; texts have formats too', async () => {
    const xml = sheetOf([
      ['<c s="1"><v>0.5</v></c>', '<c s="2" t="str"><v>a</v></c>', '<c s="3" t="str"><v>secret</v></c>', said('b')],
    ]);
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0;0;0;&quot;about &quot;@"/><numFmt numFmtId="165" formatCode=";;;"/></numFmts><cellStyleXfs><xf/><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf/><xf xfId="1"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
    assert.deepEqual(await textsIn(bookOf(xml, { 'xl/styles.xml': styles })), [['50%', 'about a', 'b']]);
  });

  test('days are counted from 1904 where the workbook says so', async () => {
    const files = workbookFiles({
      S: sheetOf([['<c s="1"><v>0</v></c>', '<c t="d" s="1"><v>2020-02-03T12:00:00</v></c>']]),
    });
    files['xl/workbook.xml'] = files['xl/workbook.xml'].replace('<sheets>', '<workbookPr date1904="1"/><sheets>');
    const styles = formatsOf(['d mmm yyyy']);
    assert.deepEqual(await textsIn(zip({ ...files, 'xl/styles.xml': styles })), [['1 Jan 1904', '3 Feb 2020']]);
  });

  test('what it counts with is there if nothing else is shown', async () => {
    const xml = sheetOf([['<c><v>0.30000000000000004</v></c>', '<c s="1"><v>5</v></c>', '<c t="b"><v>1</v></c>']]);
    const [{ cells }] = await cellsIn(bookOf(xml, { 'xl/styles.xml': formatsOf(['0.0']) }));
    assert.deepEqual(
      cells.map((cell) => cell?.value),
      [0.3, undefined, true],
    );
  });

  test('numbers sort by the number that the sheet shows', async () => {
    const rows = [
      [said('Plan'), said('A'), said('B'), said('C')],
      [said('Price'), '<c s="1"><v>1299.5</v></c>', '<c s="1"><v>85</v></c>', '<c s="1"><v>900</v></c>'],
    ];
    const book = bookOf(sheetOf(rows), { 'xl/styles.xml': formatsOf(['"$"#,##0.00']) });
    assert.deepEqual(JSON.parse(await convert(book)).rows[0].slice(1), [
      { text: '$1,299.50', value: 1299.5 },
      { text: '$85.00', value: 85 },
      { text: '$900.00', value: 900 },
    ]);
  });
});

describe('a text has its styles as markup:', () => {
  /** Runs, markup, and whether the whole cell is bold. @type {[string, string, boolean?][]} */
  const texts = [
    [run('<b/>', 'bold ') + run('', 'plain'), '**bold** plain'],
    [run('', 'not ') + run('<i/>', 'here'), 'not *here*'],
    [run('<b val="0"/>', 'plain'), 'plain'],
    [run('<b/>', 'all ') + run('<b/>', 'bold'), 'all bold', true],
    [run('<b/>', 'a') + run('<b/><i/>', 'b'), 'a*b*', true],
    [run('<strike/>', '$50') + run('', ' $40'), '~~$50~~ $40'],
    [run('', '$40 ') + run('<strike/>', '$50 '), '$40 ~~$50~~'],
    [run('<strike/>', 'a\nb'), '~~a~~\n~~b~~'],
    [run('', '10') + run('<vertAlign val="superscript"/>', '6'), '10⁶'],
    [run('', 'H') + run('<vertAlign val="subscript"/>', '2') + run('', 'O'), 'H₂O'],
    [run('<b/>', 'a*b') + run('', ' [c]'), '**a\\*b** \\[c\\]'],
    [run('<color rgb="FF0000"/>', 'red ') + run('<sz val="9"/>', '**as written**'), 'red **as written**'],
    [`${run('', '東')}<rPh sb="0" eb="1"><t>ひがし</t></rPh>`, '東'],
    ['<t>two\r\nlines</t>', 'two\nlines'],
    ['<t>_x0041_ &amp; B</t>', 'A & B'],
  ];
  for (const [runs, markup, isBold] of texts) {
    test(JSON.stringify(markup), async () => {
      const [{ cells }] = await cellsIn(bookOf(sheetOf([[rich(runs)]])));
      assert.deepEqual([cells[0]?.text, cells[0]?.isBold], [markup, isBold]);
      const shared = bookOf(sheetOf([['<c t="s"><v>0</v></c>']]), {
        'xl/sharedStrings.xml': `<sst><si>${runs}</si></sst>`,
      });
      assert.deepEqual(await textsIn(shared), [[markup]]);
    });
  }

  test('fonts of whole cells', async () => {
    const styles = stylesOf('', '<font><b/></font><font><strike/></font>', '<xf fontId="1"/><xf fontId="2"/>');
    const xml = sheetOf([['<c s="1" t="str"><v>Name</v></c>', '<c s="2"><v>50</v></c>', said('plain')]]);
    const [{ cells }] = await cellsIn(bookOf(xml, { 'xl/styles.xml': styles }));
    assert.deepEqual(cells, [
      { text: 'Name', isBold: true, place: { line: 1, column: 1, path: 'A1' } },
      { text: '~~50~~', place: { line: 1, column: 2, path: 'B1' } },
      { text: 'plain', place: { line: 1, column: 3, path: 'C1' } },
    ]);
  });
});

describe('links', () => {
  test('of cells, of areas, with a place in their page, not within the workbook', async () => {
    const xml = sheetOf(
      [
        [said('Shop'), said('[new]'), said('inside')],
        [rich(run('<b/>', 'Buy') + run('', ' it')), '<c><v>5</v></c>', said('none')],
      ],
      '<hyperlinks><hyperlink ref="A1" r:id="a"/><hyperlink ref="A2:B2" r:id="b"/><hyperlink ref="B1" r:id="a" location="x"/><hyperlink ref="C1" location="S!A1"/><hyperlink ref="C2" r:id="none"/></hyperlinks>',
    );
    const addresses = { a: 'https://a.example/?b=1&c=(2)', b: 'https://b.example/' };
    assert.deepEqual(await textsIn(bookOf(xml, { [RELATIONS]: relations(addresses) })), [
      ['[Shop](https://a.example/?b=1&c=%282%29)', '[\\[new\\]](https://a.example/?b=1&c=%282%29#x)', 'inside'],
      ['[**Buy** it](https://b.example/)', '[5](https://b.example/)', 'none'],
    ]);
  });

  test('of formulas, also shared ones', async () => {
    const linked = (/** @type {string} */ formula, more = '') =>
      `<c t="str"><f${more}>${escaped(formula)}</f><v>Go</v></c>`;
    const xml = sheetOf([
      [
        linked('HYPERLINK("https://a.example/?q=""x""","Go")'),
        linked('HYPERLINK("https://b.example/","Go")', ' t="shared" ref="B1:C1" si="0"'),
        '<c t="str"><f t="shared" si="0"/><v>Go</v></c>',
        linked('HYPERLINK(A9,"Go")'),
        linked('"HYPERLINK(""x"")"'),
      ],
    ]);
    assert.deepEqual((await textsIn(bookOf(xml)))[0], [
      '[Go](https://a.example/?q="x")',
      '[Go](https://b.example/)',
      '[Go](https://b.example/)',
      'Go',
      'Go',
    ]);
  });

  test('that are unsafe do not reach the reader', async () => {
    const xml = sheetOf(
      [
        [said('N'), said('A')],
        [said('P'), said('x')],
      ],
      '<hyperlinks><hyperlink ref="B2" r:id="a"/></hyperlinks>',
    );
    const book = bookOf(xml, { [RELATIONS]: relations({ a: 'javascript:alert(1)' }) });
    assert.doesNotMatch(await convert(await convert(book), { to: 'html' }), /href/);
  });
});

describe('merged cells', () => {
  const merged = (/** @type {string[]} */ ...areas) =>
    `<mergeCells>${areas.map((area) => `<mergeCell ref="${area}"/>`).join('')}</mergeCells>`;

  test('span the rows and columns that are left', async () => {
    const xml = `<worksheet><cols><col min="3" max="3" hidden="1"/></cols><sheetData>
      <row r="1"><c r="A1" t="str"><v>Title</v></c></row>
      <row r="2"><c r="A2" t="str"><v>G</v></c><c r="B2" t="str"><v>S</v></c><c r="C2" t="str"><v>x</v></c><c r="D2" t="str"><v>A</v></c><c r="F2" t="str"><v>B</v></c></row>
      <row r="3"><c r="A3" t="str"><v>Display</v></c><c r="B3" t="str"><v>Size</v></c><c r="D3"><v>1</v></c><c r="F3"><v>2</v></c></row>
      <row r="4" hidden="1"><c r="B4" t="str"><v>Secret</v></c></row>
      <row r="6"><c r="A6" t="str"><v>covered</v></c><c r="B6" t="str"><v>Panel</v></c><c r="D6" t="str"><v>both</v></c><c r="F6" t="str"><v>covered</v></c></row>
    </sheetData>${merged('A1:G1', 'A3:A6', 'D6:F6', 'B2:B2')}</worksheet>`;
    const rows = await cellsIn(bookOf(xml));
    assert.deepEqual(
      rows.map(({ number, cells }) => [
        number,
        cells.map((cell) => cell && [cell.text, cell.colspan ?? 1, cell.rowspan ?? 1]),
      ]),
      [
        [1, [['Title', 4, 1], undefined, undefined, undefined]],
        [
          2,
          [
            ['G', 1, 1],
            ['S', 1, 1],
            ['A', 1, 1],
            ['B', 1, 1],
          ],
        ],
        [
          3,
          [
            ['Display', 1, 2],
            ['Size', 1, 1],
            ['1', 1, 1],
            ['2', 1, 1],
          ],
        ],
        [6, [undefined, ['Panel', 1, 1], ['both', 2, 1], undefined]],
      ],
    );
    assert.deepEqual(rows[3].cells[2]?.place, { line: 6, column: 4, path: 'D6' });
  });

  test('show their text in the first row and column that is shown', async () => {
    const xml = `<worksheet><cols><col min="1" max="1" hidden="1"/></cols><sheetData>
      <row r="1" hidden="1"><c r="A1" t="str"><v>Group</v></c><c r="C1" t="str"><v>secret</v></c></row>
      <row r="2"><c r="C2" t="str"><v>a</v></c></row><row r="3"><c r="C3" t="str"><v>b</v></c></row>
    </sheetData>${merged('A1:B3')}</worksheet>`;
    const rows = await cellsIn(bookOf(xml));
    assert.deepEqual(
      rows.map(({ cells }) => cells.map((cell) => cell && [cell.text, cell.rowspan])),
      [
        [
          ['Group', 2],
          ['a', undefined],
        ],
        [undefined, ['b', undefined]],
      ],
    );
  });

  test('name a group, or one value for several subjects', async () => {
    const rows = [
      [said('Phones 2024')],
      [said('Group'), said('Spec'), said('A'), said('B')],
      [said('Display'), said('Size'), '<c><v>6.1</v></c>', '<c><v>6.7</v></c>'],
      ['<c/>', said('Panel'), said('OLED')],
    ];
    const card = JSON.parse(await convert(bookOf(sheetOf(rows, merged('A1:D1', 'A3:A4', 'C4:D4')))));
    assert.deepEqual(
      [card.title, card.rows],
      [
        'Phones 2024',
        [
          ['Size', 'Display', 6.1, 6.7],
          ['Panel', 'Display', 'OLED', 'OLED'],
        ],
      ],
    );
  });

  for (const [what, areas, message] of /** @type {[string, string[], RegExp][]} */ ([
    ['overlap', ['A1:B2', 'B2:C3'], /The merged cells A1:B2 and B2:C3 overlap/],
    ['overlap in a row further down', ['B1:B9', 'A2:C2'], /overlap/],
    ['are twice there', ['A1:B2', 'A1:B2'], /overlap/],
    ['end before they begin', ['C3:A1'], /merged cells at “C3:A1”/],
    ['lie beyond the last cell', ['A1:XFE1'], /merged cells at “A1:XFE1”/],
    ['lie nowhere', ['x'], /merged cells at “x”/],
  ])) {
    test(`that ${what} are refused`, async () => {
      const rows = [1, 2, 3].map(() => [said('a'), said('b'), said('c')]);
      await assert.rejects(convert(bookOf(sheetOf(rows, merged(...areas)))), { code: 'bad-xlsx', message });
    });
  }

  test('that cover a whole sheet again and again cost no more than the limit', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => [`<c r="A${i + 1}"><v>1</v></c>`]);
    const areas = Array.from({ length: 1000 }, (_, i) => `${letters(2 * i + 1)}1:${letters(2 * i + 2)}1048576`);
    await assert.rejects(convert(bookOf(sheetOf(rows, merged(...areas)))), { message: /cover too much/ });
    const links = '<hyperlink ref="A1:XFD1048576" r:id="a"/>'.repeat(1000);
    const linked = bookOf(sheetOf(rows, `<hyperlinks>${links}</hyperlinks>`), { [RELATIONS]: relations({ a: 'b' }) });
    await assert.rejects(convert(linked), { message: /cover too much/ });
  });

  test('that repeat a long text are refused', async () => {
    const rows = [
      [said('N'), ...'ABCDEFGHIJ'.split('').map(said)],
      [said('P'), said('x'.repeat(30_000))],
    ];
    for (let i = 0; i < 30; i++) rows.push([said(`Row ${i}`), said('y')]);
    const bytes = bookOf(sheetOf(rows, merged('B2:K32')));
    await assert.rejects(convert(bytes), { code: 'bad-xlsx', message: /repeat too much text/ });
  });
});

describe('what is hidden', () => {
  const states = ['hidden', 'veryHidden', 'visible'];
  const files = workbookFiles({
    'Secret 1': [['secret']],
    'Secret 2': [['secret']],
    Shown: sheetOf(
      [
        [said('N'), said('secret'), said('secret'), said('A')],
        [said('P'), said('secret'), said('secret'), '<c><v>1</v></c>'],
      ],
      '',
      '<cols><col min="2" max="2" hidden="true"/><col min="3" max="3" width="0"/><col min="4" max="9999999" width="9"/></cols>',
    ),
    Last: [
      ['N', 'B'],
      ['P', 2],
    ],
  });
  for (const state of states)
    files['xl/workbook.xml'] = files['xl/workbook.xml'].replace(/<sheet (?=name)/, `<sheet state="${state}" `);
  const book = zip(files);

  test('is not read, listed or counted', async () => {
    /** @type {string[]} */
    const notes = [];
    const json = await convert(book, { note: (sentence) => notes.push(sentence) });
    assert.deepEqual(JSON.parse(json).rows, [['P', 1]]);
    assert.deepEqual(notes, ['This is sheet “Shown” of “Shown”, “Last”: --sheet chooses.']);
    assert.equal(JSON.parse(await convert(book, { sheet: '2' })).title, 'B');
  });

  test('is refused where it is asked for', async () => {
    await assert.rejects(convert(book, { sheet: 'Secret 2' }), { code: 'bad-xlsx', message: /“Secret 2” is hidden/ });
    await assert.rejects(convert(book, { sheet: '3' }), {
      message: 'There is no sheet “3” here: there are “Shown”, “Last”.',
    });
    const all = {
      ...files,
      'xl/workbook.xml': files['xl/workbook.xml'].replaceAll(/<sheet [^>]*?(?=name)/g, '<sheet state="hidden" '),
    };
    await assert.rejects(convert(zip(all)), { message: /^All sheets of this workbook are hidden/ });
  });

  test('are comments, formulas, and headers of printed pages', async () => {
    const xml = sheetOf(
      [
        [said('N'), said('A')],
        [said('P'), '<c><f>secret*2</f><v>4</v></c>'],
      ],
      '<headerFooter><oddHeader>secret</oddHeader></headerFooter><legacyDrawing r:id="c"/>',
    );
    const json = await convert(
      bookOf(xml, {
        'xl/comments1.xml':
          '<comments><commentList><comment ref="B2"><text><t>secret</t></text></comment></commentList></comments>',
      }),
    );
    assert.doesNotMatch(json, /secret/);
  });
});

describe('a cell without a value', () => {
  const book = bookOf(
    sheetOf([
      [said('N'), said('A'), said('B')],
      [said('P'), '<c t="e"><v>#N/A</v></c>', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'],
      [said('Q'), '<c><v>1</v></c>', '<c><f>A1+1</f></c>'],
      [said('R'), '<c t="str"><f>""</f><v></v></c>', '<c><v>2</v></c>'],
    ]),
  );

  test('is not stated, and said once', async () => {
    const problems = (await check(book)).filter(({ code }) => code === 'empty-cell');
    assert.deepEqual(
      problems.map(({ path, level, message }) => [path, level, message]),
      [
        ['B2', 'warning', 'The cell B2 shows #N/A: it is left out.'],
        ['C2', 'warning', 'The cell C2 shows #DIV/0!: it is left out.'],
        [
          'C3',
          'warning',
          'The cell C3 has a formula without its result: it is left out. Save the workbook in a spreadsheet program.',
        ],
      ],
    );
    /** @type {string[]} */
    const notes = [];
    const card = JSON.parse(await convert(book, { note: (sentence) => notes.push(sentence) }));
    assert.deepEqual(card.rows, [
      ['P', null, null],
      ['Q', 1, null],
      ['R', null, 2],
    ]);
    assert.equal(notes.length, 3);
  });
});
