/** Numbers and dates as Intl writes them. The cases in cases/regional.txt have a platform of their own. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilers, runNative, wholeEngine } from './engines.js';

const DIGITS = { numberingSystem: 'latn' };
const CARD = {
  title: 'T',
  subjects: ['A', 'B', 'C'],
  attributes: [{ name: 'n', values: [59.9, 1234567.25, '2026-11-03'] }],
};
const engine = await wholeEngine();

/** Returns the values of the card in a language. @param {string} language @param {string} [view] */
function valuesIn(language, view = '') {
  const card = engine.open(JSON.stringify(CARD));
  card.language = language;
  const html = card.render(view);
  card.close();
  return [...html.matchAll(/<td [^>]*part="value[^>]*>(.*?)<\/td>/gs)].map(([, cell]) =>
    cell.replace(/<\/?bdi>/g, '').replaceAll('&#39;', "'"),
  );
}

/** Returns how a language writes them. @param {string} language */
function expected(language) {
  const number = new Intl.NumberFormat(language, DIGITS);
  const day = new Intl.DateTimeFormat(language, {
    ...DIGITS,
    calendar: 'gregory',
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
  const date = day.format(new Date(CARD.attributes[0].values[2]));
  return [
    number.format(59.9),
    number.format(1234567.25).replace(/[\u00a0\u2009]/g, '\u202f'),
    `<time datetime="2026-11-03">${date}</time>`,
  ];
}

/** Codes of languages, also of those with digits, calendars and signs of their own. */
const CODES =
  'af am ar ar-EG ar-SA as az be bg bn bs ca cs cy da de de-AT de-CH de-LI el en en-IN en-ZA es es-MX et eu fa fi fil fr ' +
  'fr-CA fr-CH ga gl gu he hi hr hu hy id is it it-CH ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl or pa pl ' +
  'ps pt pt-PT ro ru sd si sk sl sq sr sv sw ta te th tk tr uk ur uz vi yue zh zh-Hant zu ckb dz ff kok ks mni sat';

describe('numbers and dates are written as Intl writes them', () => {
  const languages = CODES.split(' ').filter((code) => Intl.NumberFormat.supportedLocalesOf(code).length);
  for (const language of languages) test(language, () => assert.deepEqual(valuesIn(language), expected(language)));
});

test('the groups of Hindi, and the commas of German', () => {
  assert.deepEqual(valuesIn('hi').slice(0, 2), ['59.9', '12,34,567.25']);
  assert.deepEqual(valuesIn('de'), ['59,9', '1.234.567,25', '<time datetime="2026-11-03">03.11.2026</time>']);
});

for (const language of ['', 'tlh', 'abcd', 'x', 'de_DE'])
  test(`in the language “${language}”, which Intl does not know, they are as without one`, () =>
    assert.deepEqual(valuesIn(language), ['59.9', '1\u202f234\u202f567.25', '2026-11-03']));

test('each card has its own language', () => {
  for (const language of ['de', 'fr', 'de', 'en', 'ja', 'de'])
    assert.deepEqual(valuesIn(language), expected(language), language);
});

test('the first query after indexing finds both forms', () => {
  const card = engine.open(JSON.stringify(CARD));
  card.language = 'de';
  valuesIn('en'); // another language in between
  while (card.prepare(100));
  for (const query of ['59,9', '59.9', '1.234.567', '1234567', '03.11.2026', '2026-11-03']) {
    card.render(`q=${query}`);
    assert.equal(card.matchCount, 1, query);
  }
  card.close();
});

for (const compiler of compilers)
  test(`memory that runs out at any allocation breaks nothing: ${compiler}`, () => {
    const attributes = [{ name: 'Größe', unit: '€', values: [125000.5, '2026-11-30', ['Ä', 'b']] }];
    const json = JSON.stringify({ ...CARD, lang: 'he', attributes, updated: '2026-11-30' });
    const answers = runNative(compiler, [['open', json], ['numbers', '12.345.678,5'], ['borrow'], ['fail', '']]);
    assert.ok(Number(answers[3].text) > 20, answers[3].text);
  });
