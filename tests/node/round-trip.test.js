/** What the card writes as CSV, Markdown and HTML, it reads as the same card: random cards in every language. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { convert } from '../../dist/node/index.js';
import { randomFrom, seedOf } from '../random.js';

/** The languages with words of their own, and English. */
const LANGUAGES = ['en', ...readdirSync('data/labels').map((name) => name.replace('.json', ''))];
const FORMATS = /** @type {const} */ (['csv', 'md', 'html']);

/*
 * A table cannot say some things. Such cards come back otherwise:
 *   - ids, the language, direction, introduction, sections, sources; images and texts of subjects
 *   - the heading of names is the card's own, even if it was the language's
 *   - a text that reads as a number, a word for yes or no, or an address alone, becomes what it reads as
 *   - a link around a number or an answer is a link in a text; the source of a value is part of its note
 *   - a line end in a text is a space; a text that starts with "• " is a list; the empty items of a list are left out
 *   - names of subjects that are equal, "Definition" or "Unit" get another name or meaning; a name loses a raised digit
 *   - Markdown and HTML write emphasis as * and addresses with %28 for a bracket
 */
const PLAIN = [
  'Alpha',
  'snake_case',
  'a | b',
  'x < y & z',
  '# sharp',
  'größer',
  'Ω 日本',
  'it’s 100 %',
  'C++',
  '~tilde~ $x$',
  'two ~~tildes~~',
  "'quoted'",
  '"q", r',
];
const MARKUP = [
  '**strong** word',
  '~~struck~~ out',
  '*em* word',
  '`co|de` word',
  'a [link](https://a.example/?a=1&b=2) b',
  '\\*star\\* word',
  'a **b *c* d**',
];
const FORMULAS = ['=1+1', '@SUM', '+x', '-cmd|x', "'=twice"];

/** @param {number} seed */
function cardFrom(seed) {
  const random = randomFrom(seed);
  const below = (/** @type {number} */ most) => Math.floor(random() * most);
  const oneOf = (/** @type {any[]} */ list) => list[below(list.length)];
  const text = () => oneOf([...PLAIN, ...MARKUP]);
  const number = () => oneOf([0, 7, -5, 0.5, -0.125, 3.125, 12.345, 999.001, 1234.5, 3380, 1e21, 1e-7, 123456789]);
  const value = () => {
    const kind = below(9);
    if (kind < 2) return number();
    if (kind < 4) return text();
    if (kind === 4) return oneOf(FORMULAS);
    if (kind === 5) return oneOf([true, false]);
    if (kind === 6) return null;
    if (kind === 7) return Array.from({ length: 1 + below(3) }, text);
    const note = { note: text() };
    return random() < 0.5 ? { value: number(), ...note } : { text: text(), ...note };
  };
  const subjects = Array.from({ length: 1 + below(4) }, (_, i) => ({
    name: `${oneOf(PLAIN)} ${i}`,
    ...(random() < 0.3 && { href: `https://${i}.example/a_b?x=1&y=2` }),
  }));
  const attributes = Array.from({ length: 1 + below(6) }, (_, i) => ({
    name: `${text()} ${i}`,
    ...(random() < 0.3 && { unit: oneOf(['kg', '€', '% of x', 'a_b']) }),
    ...(random() < 0.3 && { better: oneOf(['higher', 'lower']) }),
    ...(random() < 0.3 && { group: oneOf(PLAIN) }),
    ...(random() < 0.3 && { definition: text() }),
    values: subjects.map(value),
  }));
  return { title: `${oneOf(PLAIN)} title`, subjects, attributes };
}

/** Returns a value in its full form. @param {any} value */
const fullValue = (value) => {
  const { text, value: number, note } = value?.constructor === Object ? value : { text: value };
  return { text: text ?? number ?? null, note };
};

/** Returns what a table can say of a card in the full or compact form. @param {string} json */
function contentOf(json) {
  const { title, subjects, attributes, columns, rows } = JSON.parse(json);
  const parts = ['definition', 'group', 'unit', 'better'];
  const partOf = (/** @type {string} */ heading) => parts.find((part) => part === heading.toLowerCase());
  const names = columns?.slice(1).filter((/** @type {string} */ heading) => !partOf(heading));
  const expand = ([name, ...cells]) => {
    const row = { name, values: [] };
    for (const [i, cell] of cells.entries()) {
      const part = partOf(columns[i + 1]);
      if (part) row[part] = cell;
      else row.values.push(cell);
    }
    return row;
  };
  return {
    title,
    subjects: (subjects ?? names).map((subject) => ({ name: subject.name ?? subject, href: subject.href ?? '' })),
    attributes: (attributes ?? rows.map(expand)).map(({ values, ...row }) => ({
      ...Object.fromEntries(['name', ...parts].map((part) => [part, row[part] || ''])),
      values: values.map(fullValue),
    })),
  };
}

const CARDS = 25;

describe('an export comes back as the same card', () => {
  for (const language of LANGUAGES) {
    for (const to of FORMATS) {
      const first = seedOf(LANGUAGES.indexOf(language) * 1000);
      test(`${language}, ${to}, seed ${first}`, async () => {
        for (let seed = first; seed < first + CARDS; seed++) {
          const json = JSON.stringify({ ...cardFrom(seed), lang: language });
          const table = await convert(json, { to });
          const back = await convert(table, { from: to }); // its headings tell the language
          assert.deepEqual(contentOf(back), contentOf(json), `seed ${seed}:\n${table}`);
        }
      });
    }
  }
});

test('the reader of tables knows the words for names and definitions in every language', () => {
  const definitions = readFileSync('src/read/table/shape.c', 'utf8');
  const names = readFileSync('src/read/table/card_table.c', 'utf8').replace(/"\s*"/g, '');
  for (const language of LANGUAGES.slice(1)) {
    const { attribute, definition } = JSON.parse(readFileSync(`data/labels/${language}.json`, 'utf8'));
    const forms = [definition, definition.toLowerCase(), definition[0].toLowerCase() + definition.slice(1)];
    assert.ok(
      forms.some((form) => definitions.includes(`${form}\\0`)),
      `${language}: ${definition}`,
    );
    assert.ok(names.includes(`${attribute}\\0${language}\\0`) || language === 'pt-PT', `${language}: ${attribute}`);
  }
});

test('the headings tell the language of the card, unless something else does', async () => {
  const table = '"Merkmal","Definition","A"\n"Preis","","3.380 €"\n"Neu","","✓ Ja"';
  const card = JSON.parse(await convert(table, { from: 'csv' }));
  assert.equal(card.lang, 'de');
  assert.deepEqual(card.rows, [
    ['Preis', '', { text: '3.380 €', value: 3380 }],
    ['Neu', '', true],
  ]);
  assert.equal(JSON.parse(await convert(table, { from: 'csv', around: '{"lang":"de-AT"}' })).lang, 'de-AT');
  const regional = JSON.parse(await convert('項目;定義;A\nn;;"1,125"', { from: 'csv' })); // semicolons: decimal commas
  assert.deepEqual([regional.lang, regional.rows[0][2].value], ['ja', 1.125]);
  assert.equal(JSON.parse(await convert(table.replace('Definition', 'B'), { from: 'csv' })).lang, undefined);
});
