/** Random workbooks: a card, or a CardError; and random sheets against a slow reading of them. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { CardError } from '../../web/engine/error.js';
import { readSheet } from '../../web/node/sources/spreadsheet.js';
import { brokenIn, cellsOf, letters, packedAs, pointedTo, workbookFiles, zip, zip64 } from '../command/workbook.js';
import { seedOf } from '../random.js';
import { repeat } from './repeat.js';

/** @typedef {import('./repeat.js').Dice} Dice */

const SEED = seedOf(randomInt(1, 2 ** 31));

const ADDRESSES = ['A1', 'B2', 'C3', 'AA10', 'XFD1048576', 'XFE1', 'ZZZZZZ1', 'A1048577', 'A0', '', '7', 'a1', '$B$2'];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '2.5',
  '1e308',
  '-1e-300',
  'NaN',
  'Infinity',
  '0x10',
  '',
  ' 5 ',
  '9'.repeat(400),
  '60',
];
NUMBERS.push('44562.75', '2958466', '4294967296', '-0', '1'.padEnd(40, '0'));
const TEXTS = [
  'x',
  '',
  ' ',
  '**b**',
  '[a](b)',
  '_x0000_',
  '_xD83D_',
  '😀',
  '\u200b',
  '&amp;',
  '&#0;',
  '&bad;',
  '<![CDATA[c]]>',
  'a\nb',
];
const FORMATS = [
  '0',
  '#',
  '?',
  ',',
  '.',
  '%',
  'E+',
  'e-',
  '/',
  '@',
  '"x"',
  '"',
  '\\',
  '[h]',
  '[mm]',
  '[',
  ']',
  '[Red]',
  '[>=10]',
  '[$€-407]',
];
FORMATS.push(
  '[$-F800]',
  'yy',
  'yyyy',
  'm',
  'mmm',
  'd',
  'dddd',
  'h',
  'ss',
  'ss.000',
  'AM/PM',
  ';',
  ';',
  '_',
  '*',
  ' ',
  'General',
  '8',
  'b',
  'aaa',
);
const TYPES = ['', 'n', 's', 'str', 'b', 'e', 'd', 'inlineStr', 'z'];
const FORMULAS = ['A1', 'HYPERLINK("https://x.example/")', 'HYPERLINK("', 'HYPERLINK("a""b","c")', ''];

/** Returns attributes with random values; each is missing now and then. @param {Dice} dice @param {Record<string, string[]>} values */
const attributes = (dice, values) =>
  Object.entries(values)
    .map(([name, list]) => (dice.once(4) ? '' : ` ${name}="${dice.one(list).replace(/["&<]/g, '')}"`))
    .join('');

/** Returns the number of a thing, sometimes a wrong one. @param {Dice} dice */
const indexIn = (dice) => (dice.once(20) ? dice.one(NUMBERS) : `${dice.below(6)}`);

/** @param {Dice} dice */
function runsIn(dice) {
  const styles = dice.some(3, () =>
    dice.one(['<b/>', '<i val="0"/>', '<strike/>', '<vertAlign val="superscript"/>', '<b']),
  );
  const broken = dice.once(100) ? styles.join('') : styles.filter((style) => style.endsWith('>')).join('');
  const text = `<t>${dice.one(TEXTS).replace(/&(?!amp)/g, dice.once(10) ? '&' : '')}</t>`;
  return dice.one([text, `<r><rPr>${broken}</rPr>${text}</r>`, `<r>${text}</r><rPh>${text}</rPh>`, '<t/>']);
}

/** @param {Dice} dice */
function cellIn(dice) {
  const values = { r: dice.once(8) ? ADDRESSES : [''], t: TYPES, s: [indexIn(dice)] };
  const named = attributes(dice, values).replace(' r=""', '');
  const value = dice.one([
    `<v>${dice.one(NUMBERS)}</v>`,
    `<v>${indexIn(dice)}</v>`,
    `<is>${dice.some(3, () => runsIn(dice)).join('')}</is>`,
    '<v/>',
    dice.once(30) ? '<c/>' : '',
  ]);
  const formula = dice.once(6)
    ? `<f${attributes(dice, { t: ['shared'], si: ['0', '1'] })}>${dice.one(FORMULAS)}</f>`
    : '';
  return `<c${named}>${formula}${value}</c>`;
}

/** @param {Dice} dice */
const rowIn = (dice) =>
  `<row${dice.once(6) ? attributes(dice, { r: NUMBERS, hidden: ['1', '0', 'x'] }) : ''}>${dice.some(6, () => cellIn(dice)).join('')}</row>`;

/** Returns an area, mostly a small one. @param {Dice} dice */
const areaIn = (dice) => {
  if (dice.once(8)) return `${dice.one(ADDRESSES)}:${dice.one(ADDRESSES)}`;
  const [left, top] = [1 + dice.below(5), 1 + dice.below(8)];
  return `${letters(left)}${top}:${letters(left + dice.below(3))}${top + dice.below(3)}`;
};

/** @param {Dice} dice */
function sheetIn(dice) {
  const columns = dice.some(
    2,
    () => `<col${attributes(dice, { min: NUMBERS, max: NUMBERS, hidden: ['1'], width: ['0', '9'] })}/>`,
  );
  const merges = dice.some(2, () => `<mergeCell ref="${areaIn(dice)}"/>`);
  const links = dice.some(
    2,
    () => `<hyperlink ref="${areaIn(dice)}"${attributes(dice, { 'r:id': ['a', 'b'], location: ['x'] })}/>`,
  );
  const rows = dice.some(8, () => rowIn(dice)).join('');
  return `<worksheet><cols>${columns.join('')}</cols><sheetData>${rows}</sheetData><mergeCells>${merges.join('')}</mergeCells><hyperlinks>${links.join('')}</hyperlinks></worksheet>`;
}

/** @param {Dice} dice */
function stylesIn(dice) {
  const codes = dice.some(6, (i) => {
    const code = dice
      .some(8, () => dice.one(FORMATS))
      .join('')
      .replace(/"/g, '&quot;');
    return `<numFmt numFmtId="${164 + i}" formatCode="${code.repeat(dice.once(30) ? 50 : 1)}"/>`;
  });
  const fonts = dice.some(3, () => `<font>${dice.one(['<b/>', '<strike/>', ''])}</font>`);
  const styles = () =>
    dice.some(
      6,
      () =>
        `<xf${attributes(dice, { numFmtId: [`${164 + dice.below(7)}`, `${dice.below(90)}`, '-1'], fontId: ['0', '1', '9'], xfId: ['0', '7'] })}/>`,
    );
  return `<styleSheet><numFmts>${codes.join('')}</numFmts><fonts>${fonts.join('')}</fonts><cellStyleXfs>${styles().join('')}</cellStyleXfs><cellXfs>${styles().join('')}</cellXfs></styleSheet>`;
}

/** Changes a text, or leaves it out. @param {Dice} dice @param {Record<string, string>} files */
function damage(dice, files) {
  const name = dice.one(Object.keys(files));
  const at = dice.below(files[name].length + 1);
  const change = dice.below(5);
  if (change === 0) delete files[name];
  else if (change === 1) files[name] = files[name].slice(0, at);
  else if (change === 2)
    files[name] =
      files[name].slice(0, at) +
      dice.one(['<', '>', '"', '&', '\0', '</row>', '<c r="A1">', '<!--']) +
      files[name].slice(at);
  else if (change === 3)
    files[name] = files[name].replaceAll('Id="rId1"', 'Id="rId2"').replaceAll('worksheet', 'chartsheet');
  else files[name] += files[name];
}

/** @param {Dice} dice */
function bookIn(dice) {
  const count = 1 + dice.below(2);
  /** @type {Record<string, string>} */
  const files = workbookFiles(Object.fromEntries(Array.from({ length: count }, (_, i) => [`S${i}`, sheetIn(dice)])));
  files['xl/styles.xml'] = stylesIn(dice);
  files['xl/sharedStrings.xml'] = `<sst>${dice.some(6, () => `<si>${runsIn(dice)}</si>`).join('')}</sst>`;
  files['xl/worksheets/_rels/sheet1.xml.rels'] =
    `<Relationships>${dice.some(3, () => `<Relationship${attributes(dice, { Id: ['a', 'b'], Target: ['https://x.example/', 'javascript:1', ''], TargetMode: ['External', 'Internal'] })}/>`).join('')}</Relationships>`;
  files['xl/workbook.xml'] = files['xl/workbook.xml'].replace(
    '<sheets>',
    `${dice.once(4) ? '<workbookPr date1904="1"/>' : ''}<sheets>`,
  );
  if (dice.once(3))
    files['xl/workbook.xml'] = files['xl/workbook.xml'].replace(
      '<sheet ',
      `<sheet state="${dice.one(['hidden', 'veryHidden', 'x'])}" `,
    );
  if (dice.once(4)) damage(dice, files);
  const bytes = zip(files, dice.once(20) ? { [Object.keys(files)[0]]: dice.below(2 ** 31) } : {});
  return packed(dice, bytes);
}

/** Changes the bytes of a ZIP file now and then. @param {Dice} dice @param {Buffer} bytes */
function packed(dice, bytes) {
  if (!dice.once(6)) return bytes;
  const change = dice.below(7);
  if (change === 0) return zip64(bytes);
  if (change === 1) return pointedTo(bytes, dice.one([0, bytes.length, bytes.length - 10, 2 ** 32 - 1]));
  if (change === 2) return packedAs(bytes, dice.one([0, 1, 99]));
  if (change === 3) return brokenIn(bytes);
  if (change === 4) return bytes.subarray(0, dice.below(bytes.length));
  if (change === 5) return Buffer.concat([bytes, bytes]);
  const copy = Buffer.from(bytes);
  for (let i = 0; i < 10; i++) copy[dice.below(copy.length)] = dice.below(256);
  return copy;
}

/** Checks what the reader of a sheet promises. @param {import('../../web/node/xlsx/layout.js').Sheet} sheet */
function assertWhole(sheet) {
  const taken = sheet.rows.map(() => new Set());
  for (const [i, { cells }] of cellsOf(sheet).rows.entries()) {
    assert.equal(cells.length, sheet.columns.length);
    for (const [j, cell] of cells.entries()) {
      if (!cell) continue;
      assert.equal(typeof cell.text, 'string');
      assert.doesNotMatch(cell.text, /\0|\r/);
      assert.equal(cell.place.path, `${letters(sheet.columns[j])}${sheet.rows[i].number}`);
      const { colspan = 1, rowspan = 1 } = cell;
      for (let row = i; row < i + rowspan; row++) {
        for (let column = j; column < j + colspan; column++) {
          assert.ok(row < taken.length && column < cells.length && !taken[row].has(column), 'cells overlap');
          taken[row].add(column);
        }
      }
    }
  }
}

test(`any workbook is read or refused, SEED=${SEED}`, { timeout: 2 ** 31 - 1 }, () =>
  repeat('workbook.xlsx', SEED, 300, bookIn, async (bytes, dice) => {
    try {
      const { sheet } = await readSheet(bytes, dice.one([undefined, undefined, 'S0', 'S1', '1', '2']));
      assertWhole(sheet);
    } catch (error) {
      if (!(error instanceof CardError)) throw error;
      assert.equal(error.code, 'bad-xlsx');
    }
  }),
);

/** A sheet: texts by place, hidden rows and columns, merged areas that do not overlap. */
/** @typedef {{size: number, texts: Map<string, string>, rows: Set<number>, columns: Set<number>, areas: number[][]}} Plan */

/** @param {Dice} dice @returns {Plan} */
function planIn(dice) {
  const size = 2 + dice.below(6);
  const all = Array.from({ length: size }, (_, i) => i + 1);
  const texts = new Map();
  for (const row of all)
    for (const column of all) if (!dice.once(4)) texts.set(`${row} ${column}`, `t${row}x${column}.`);
  /** @type {number[][]} */
  const areas = [];
  for (let i = dice.below(5); i > 0; i--) {
    const [top, left] = [1 + dice.below(size), 1 + dice.below(size)];
    const area = [top, left, Math.min(size, top + dice.below(4)), Math.min(size, left + dice.below(4))];
    const meets = areas.some(
      (other) => area[0] <= other[2] && other[0] <= area[2] && area[1] <= other[3] && other[1] <= area[3],
    );
    if (!meets) areas.push(area);
  }
  return {
    size,
    texts,
    areas,
    rows: new Set(all.filter(() => dice.once(5))),
    columns: new Set(all.filter(() => dice.once(5))),
  };
}

/** @param {Plan} plan */
function bookOf({ size, texts, rows, columns, areas }) {
  const all = Array.from({ length: size }, (_, i) => i + 1);
  const lines = all.map((row) => {
    const cells = all.map((column) => {
      const text = texts.get(`${row} ${column}`);
      return `<c r="${letters(column)}${row}"${text ? ` t="str"><v>${text}</v></c>` : '/>'}`;
    });
    return `<row r="${row}"${rows.has(row) ? ' hidden="1"' : ''}>${cells.join('')}</row>`;
  });
  const hidden = [...columns].map((column) => `<col min="${column}" max="${column}" hidden="1"/>`);
  const merges = areas.map(
    ([top, left, bottom, right]) => `<mergeCell ref="${letters(left)}${top}:${letters(right)}${bottom}"/>`,
  );
  return zip(
    workbookFiles({
      S: `<worksheet><cols>${hidden.join('')}</cols><sheetData>${lines.join('')}</sheetData><mergeCells>${merges.join('')}</mergeCells></worksheet>`,
    }),
  );
}

/** Returns the texts that a spreadsheet shows at a place: that of the merged cell around it, or its own. @param {Plan} plan @param {number} row @param {number} column */
function shownAt({ texts, areas }, row, column) {
  const area = areas.find(
    ([top, left, bottom, right]) => top <= row && row <= bottom && left <= column && column <= right,
  );
  return texts.get(area ? `${area[0]} ${area[1]}` : `${row} ${column}`);
}

test(`a sheet is read as it is shown, SEED=${SEED}`, { timeout: 2 ** 31 - 1 }, () => {
  /** @type {Plan} */
  let plan;
  const make = (/** @type {Dice} */ dice) => {
    plan = planIn(dice);
    return bookOf(plan);
  };
  return repeat('sheet.xlsx', SEED, 150, make, async (bytes) => {
    const { sheet } = await readSheet(bytes);
    assertWhole(sheet);
    const found = new Map();
    for (const [i, { cells }] of sheet.rows.entries()) {
      for (const [j, cell] of cells.entries()) {
        for (let row = i; cell && row < i + (cell.rowspan ?? 1); row++) {
          for (let column = j; column < j + (cell.colspan ?? 1); column++)
            found.set(`${sheet.rows[row].number} ${sheet.columns[column]}`, cell.text);
        }
      }
    }
    for (let row = 1; row <= plan.size; row++) {
      for (let column = 1; column <= plan.size; column++) {
        const isHidden = plan.rows.has(row) || plan.columns.has(column);
        const isLeft = sheet.rows.some(({ number }) => number === row) && sheet.columns.includes(column);
        const expected = isHidden ? undefined : shownAt(plan, row, column);
        if (isHidden || isLeft) assert.equal(found.get(`${row} ${column}`), expected, `row ${row}, column ${column}`);
      }
    }
    // A merged cell may cover rows and columns without other texts: these are left out, but not its text.
    const shown = new Set(sheet.rows.flatMap(({ cells }) => cells.map((cell) => cell?.text)));
    for (const [key, text] of plan.texts) {
      const [row, column] = key.split(' ').map(Number);
      const isHidden = plan.rows.has(row) || plan.columns.has(column);
      if (!isHidden && shownAt(plan, row, column) === text) assert.ok(shown.has(text), text);
    }
  });
});
