/**
 * Converts the tables of a folder and compares the cards with what people read in them. The folder has a labels.json: a
 * list with an object for each table. Prints each label that does not agree, and a summary. Run with:
 *
 *   npm run tables -- FOLDER
 *
 * A label names its `file`, and what a reader sees: `headings` (at most twelve), `names` of the first three rows, `title`, `groups`, and
 * headings or row names whose values are numbers (`numeric`), yes or no (`yesNo`) or dates (`dates`); `links` counts the cells
 * with a link, `images` those with an image; `understandable` is false where a person cannot read it as a table either.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, convert } from '../../dist/node/index.js';

/** @typedef {{file: string, understandable: boolean, headings: string[], names: string[], nameColumn: number | null, title: string | null, groups: string[], numeric: {name: string}[], yesNo: string[], dates: string[], links: number, images: number}} Label */

/** A comparison of one label. @typedef {{what: string, isGood: boolean, expected: unknown, found: unknown}} Finding */

/** The share of a row's or column's values that must be of a kind. */
const MOST = 0.8;

/** @param {string | null | undefined} text */
const plain = (text) =>
  (text ?? '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/[*`_~]|\[\w{1,3}\]| \(\d+\)$|[¹²³⁴⁵⁶⁷⁸⁹]+$/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Returns the parts of a card by name. @param {any} card */
function partsOf(card) {
  if (card.columns) {
    const rows = card.rows.map(([name, ...values]) => ({ name, values }));
    return { heads: card.columns, subjects: card.columns.slice(1), rows };
  }
  const subjects = card.subjects.map((/** @type {any} */ subject) => subject.name ?? subject);
  return { heads: [card.labels?.attribute ?? '', ...subjects], subjects, rows: card.attributes };
}

/** Returns the values of a column or row with a name. @param {ReturnType<typeof partsOf>} parts @param {string} name */
function valuesOf({ subjects, rows }, name) {
  const column = subjects.findIndex((/** @type {string} */ subject) => plain(subject) === plain(name));
  if (column >= 0) return rows.map((/** @type {any} */ { values }) => values[column]);
  return rows.find((/** @type {any} */ row) => plain(row.name) === plain(name))?.values;
}

const NOTHING = /^(?:|[-–—.?$]+|n\/?a|null|unknown)$/i;

/** @param {any} value */
const isStated = (value) => value !== null && value !== '' && !NOTHING.test(`${value?.text ?? value}`.trim());

/** @param {any} value */
const isNumber = (value) => typeof (value?.value ?? value) === 'number';

/** @param {any} value */
const isAnswer = (value) => typeof (value?.value ?? value) === 'boolean';

/**
 * Compares the kind of the values of rows and columns.
 * @param {string} what @param {string[]} names @param {ReturnType<typeof partsOf>} parts @param {string[]} own names of the name column
 * @param {(value: any) => boolean} isSo
 * @returns {Finding[]}
 */
function compareKinds(what, names, parts, own, isSo) {
  return names
    .filter((name) => !own.includes(plain(name)))
    .map((name) => {
      const values = valuesOf(parts, name)?.filter(isStated);
      const count = values?.filter(isSo).length ?? 0;
      const isGood = values !== undefined && count >= values.length * MOST && count > 0;
      return {
        what,
        isGood,
        expected: name,
        found: values?.filter((/** @type {any} */ one) => !isSo(one)).slice(0, 3),
      };
    });
}

/** Counts the cells of a card with a link. @param {any} card */
function countLinks(card) {
  const linked = (/** @type {any} */ value) => /\]\(/.test(JSON.stringify(value) ?? '') || value?.href;
  const { rows } = partsOf(card);
  const texts = rows.flatMap((/** @type {any} */ { name, definition, values }) => [name, definition, ...values]);
  return [...texts, ...(card.introduction ?? '').split('\n\n')].filter(linked).length;
}

/** @param {Label} label @param {any} card @param {any[]} problems @returns {Finding[]} */
function compare(label, card, problems) {
  const parts = partsOf(card);
  const heads = parts.heads.map(plain);
  const names = parts.rows.slice(0, 3).map((/** @type {any} */ { name }) => plain(name));
  const groups = new Set(
    (card.attributes ?? []).flatMap((/** @type {any} */ { group }) => (group ?? '').split(' – ')).map(plain),
  );
  const own = [plain(parts.heads[0])];
  const isWarned = problems.some(({ code }) => code === 'left-out');
  const links = countLinks(card);
  /** @type {Finding[]} */
  const findings = label.headings.map((heading) => {
    return { what: 'headings', isGood: heads.includes(plain(heading)), expected: heading, found: parts.heads };
  });
  if (label.nameColumn !== null && label.names.length) {
    const expected = label.names.map(plain);
    const isGood = expected.every((name, i) => name === names[i]);
    findings.push({ what: 'names', isGood, expected: label.names, found: names });
  }
  for (const group of label.groups)
    findings.push({
      what: 'groups',
      isGood: groups.has(plain(group)),
      expected: group,
      found: [...groups].slice(0, 6),
    });
  if (label.title !== null)
    findings.push({
      what: 'titles',
      isGood: plain(card.title) === plain(label.title),
      expected: label.title,
      found: card.title,
    });
  const numeric = label.numeric.map(({ name }) => name);
  findings.push(
    ...compareKinds('numbers', numeric, parts, own, isNumber),
    ...compareKinds('yes and no', label.yesNo, parts, own, isAnswer),
    ...compareKinds('dates', label.dates, parts, own, isNumber),
  );
  if (label.links)
    findings.push({ what: 'links', isGood: links >= label.links || isWarned, expected: label.links, found: links });
  return findings;
}

/** @param {string} folder @param {Label} label @returns {Promise<Finding[]>} */
async function compareFile(folder, label) {
  const bytes = readFileSync(join(folder, label.file));
  const options = { name: label.file.replace('.psv', '.csv').replace('.ssv', '.csv') };
  try {
    const card = JSON.parse(await convert(bytes, options));
    const problems = await check(bytes, options);
    const accepted = { what: 'accepted', isGood: true, expected: '', found: '' };
    return label.understandable ? [accepted, ...compare(label, card, problems)] : [];
  } catch (/** @type {any} */ error) {
    if (error.name !== 'CardError') throw error;
    return label.understandable ? [{ what: 'accepted', isGood: false, expected: 'a card', found: error.message }] : [];
  }
}

/** @param {string} folder */
async function run(folder) {
  /** @type {Label[]} */
  const labels = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8'));
  /** @type {Map<string, {good: number, all: number}>} */
  const sums = new Map();
  for (const label of labels) {
    const findings = await compareFile(folder, label);
    for (const { what, isGood } of findings) {
      const sum = sums.get(what) ?? { good: 0, all: 0 };
      sums.set(what, { good: sum.good + Number(isGood), all: sum.all + 1 });
    }
    const bad = findings.filter(({ isGood }) => !isGood);
    if (bad.length) console.log(label.file);
    for (const { what, expected, found } of bad)
      console.log(`  ${what}: ${JSON.stringify(expected)}, not ${JSON.stringify(found)?.slice(0, 300)}`);
  }
  console.log(`\n${labels.length} tables`);
  for (const [what, { good, all }] of sums)
    console.log(
      `${what.padEnd(12)} ${`${good} of ${all}`.padStart(12)} ${((100 * good) / all).toFixed(1).padStart(6)} %`,
    );
}

await run(process.argv[2]);
