/** Names of months in the languages of the card, and the order of day and month. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { isDayFirst, monthOf } from '../../web/engine/months.js';
import { wholeEngine } from './engines.js';

const engine = await wholeEngine();
const languages = readdirSync('data/labels').map((name) => name.replace('.json', ''));

/** Returns the numbers that a column of texts sorts by. @param {string[]} texts @param {string} language */
function numbersOf(texts, language) {
  const rows = texts.map((text, i) => `r${i};${text}`).join('\n');
  const card = engine.open(`x;A\n${rows}`, { language, options: { delimiter: ';' } });
  const document = JSON.parse(card.write('publish', '', 3));
  card.close();
  return document.rows.map(([, value]) => value?.value);
}

for (const language of ['en', ...languages]) {
  const form = (/** @type {Intl.DateTimeFormatOptions} */ options) =>
    Array.from({ length: 12 }, (_, month) =>
      new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { ...options, timeZone: 'UTC' }).format(
        Date.UTC(2022, month, 5),
      ),
    );
  const expected = Array.from({ length: 12 }, (_, month) => Number(`2022.${`${month + 1}`.padStart(2, '0')}05`));
  const options = /** @type {Intl.DateTimeFormatOptions} */ ({ day: 'numeric', month: 'long', year: 'numeric' });
  test(`long dates of ${language}, also in a table of another language`, () => {
    assert.deepEqual(numbersOf(form(options), language), expected);
    assert.deepEqual(numbersOf(form(options), 'en'), expected);
  });
}

test('a month is known by its first letters, without case and accents', () => {
  for (const [word, month] of [
    ['Sept', 9],
    ['janv', 17], // of a language that is neither the table's nor English
    ['FEVR', 18],
    ['März', 19],
    ['maerz', 0],
    ['янв', 17],
    ['января', 17],
    ['ja', 0],
    ['', 0],
    ['Foo', 0],
  ])
    assert.equal(monthOf(/** @type {string} */ (word), 'no language'), month, `${word}`);
});

test('day and month are in the order of the language', () => {
  const isFirst = ['en-US', 'en-GB', 'de', 'ja'].map((language) => isDayFirst(new Intl.DateTimeFormat(language)));
  assert.deepEqual(isFirst, [false, true, true, false]);
  assert.deepEqual(numbersOf(['5/6/2020'], 'fr'), [2020.0605]);
  assert.deepEqual(numbersOf(['5/6/2020'], 'en'), [2020.0506]);
  assert.deepEqual(numbersOf(['5/6/2020'], 'x-'), [2020.0506]);
});

test('words of other languages make no day without a year', () => {
  assert.deepEqual(numbersOf(['24 set'], 'it'), [0.0924]);
  assert.deepEqual(numbersOf(['24 set 2022'], 'en'), [2022.0924]);
  assert.deepEqual(numbersOf(['24 set', '5 gen'], 'en'), numbersOf(['24 xyz', '5 xyz'], 'en'));
  assert.deepEqual(numbersOf(['14 May'], 'it'), [0.0514]);
});
