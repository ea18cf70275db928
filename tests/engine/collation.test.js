/** Collation by Intl.Collator and plural forms by Intl.PluralRules in the card's language. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lettersIn } from '../../web/engine/collate.js';
import { randomFrom, seedOf } from '../random.js';
import { wholeEngine } from './engines.js';

const engine = await wholeEngine();

/** Returns the names of a card's rows in the order of a view. @param {object} card @param {string} view */
function namesIn(card, view) {
  const opened = engine.open(JSON.stringify({ title: 'T', ...card }));
  const html = opened.render(view);
  opened.close();
  return [...html.matchAll(/<a part="row-link"[^>]*>(.*?)<\/a>/g)]
    .map(([, name]) => name.replace(/<\/?bdi>/g, ''))
    .join(' ');
}

/** @param {string[]} names */
const named = (names) => ({ columns: ['', 'A'], rows: names.map((name) => [name]) });

const ORDERS = [
  ['sv', 'Swedish: å, ä and ö after z', 'a z å ä ö'],
  ['de', 'German: ä beside a, ö beside o, ß beside ss', 'a ä az Masse Maße Mast o ö oz z'],
  ['de-u-co-phonebk', 'German as in a phone book: ä is ae', 'ad ä af'],
  ['cs', 'Czech: č after c, ch after h, ř after r, ž last', 'c cz č d h hz ch i r ř s z ž'],
  ['da', 'Danish: æ, ø and å after z', 'a z æ ø å'],
  ['es', 'Spanish: ñ after n', 'n nz ñ o'],
  ['et', 'Estonian: z after s', 's z t u'],
  ['tr', 'Turkish: ı before i', 'h ı i j'],
  ['lt', 'Lithuanian: y beside i', 'i y j'],
  ['ru', 'Russian: ё beside е', 'е ё ж я'],
  ['hi', 'Hindi', 'अ आ क ख ह'],
  ['ar', 'Arabic', 'ا ب ت ي'],
  ['zh', 'Chinese by pinyin', '阿 北 中'],
  ['ja', 'Japanese', 'あ い か カ さ'],
  ['en', 'English: case and accents last', 'a A á b B'],
  ['sv', 'Swedish: å in two characters', 'baz\u0301 bb ba\u030a'],
  ['en', 'a number of more digits than are counted', '9999999999999999 1000000000000000000'],
  ['en', 'a number in digits of two scripts', '2 9b 1٣ 14'],
];

describe('texts in the order of the card’s language', () => {
  for (const [lang, what, order] of ORDERS) {
    const { compare } = new Intl.Collator(lang, { numeric: true });
    const words = order.split(' ').sort(compare);
    test(what, () => {
      assert.equal(words.join(' '), order, 'Intl.Collator itself');
      const mixed = [...words].sort();
      assert.equal(namesIn({ lang, ...named(mixed) }, 'sort=name'), words.join(' '));
      assert.equal(namesIn({ lang, ...named(mixed.reverse()) }, 'sort=-name'), words.reverse().join(' '));
    });
  }

  test('numbers in texts by value, as in version names', () => {
    assert.equal(namesIn(named(['v10', 'v9', 'v2', '10', '2', '1.10', '1.9']), 'sort=name'), '1.9 1.10 2 10 v2 v9 v10');
  });

  test('without a language as in English', () => {
    assert.equal(namesIn(named(['z', 'å', 'a']), 'sort=name'), 'a å z');
  });

  test('a tag that Intl does not know', () => {
    assert.equal(namesIn({ lang: 'abcdefgh-x', ...named(['z', 'a']) }, 'sort=name'), 'a z');
  });

  test('definitions and values too, by what is read', () => {
    const card = { lang: 'sv', columns: ['', 'Definition', 'A'] };
    card.rows = [
      ['one', '*ö*', 'z'],
      ['two', '[z](a.html)', '**å**'],
      ['three', 'a', 'ä'],
    ];
    assert.equal(namesIn(card, 'sort=definition'), 'three two one');
    assert.equal(namesIn(card, 'sort=A'), 'one two three');
  });

  test('texts equal for the collator stay in the card’s order', () => {
    const card = { columns: ['', 'A'], rows: ['é', 'e\u0301', 'e', 'é'].map((text, i) => [`${i}`, text]) };
    assert.equal(namesIn(card, 'sort=A'), '2 0 1 3');
    assert.equal(namesIn(card, 'sort=-A'), '0 1 3 2');
  });

  test('cards of different languages in one engine', () => {
    const cards = ['sv', 'de'].map((lang) =>
      engine.open(JSON.stringify({ title: 'T', lang, ...named(['z', 'ö', 'a']) })),
    );
    const orders = cards.map((card) => card.render('sort=name').match(/(?<=row-link"[^>]*>).(?=<)/gs));
    assert.deepEqual(orders, [
      ['a', 'z', 'ö'],
      ['a', 'ö', 'z'],
    ]);
    for (const card of cards) card.close();
  });
});

/** Languages with special orders, contractions or ignorable characters. */
const LANGUAGES = [
  ...['en', 'af', 'az', 'be', 'bn', 'br', 'bs', 'ca', 'cs', 'cy', 'da', 'de', 'de-u-co-phonebk', 'el', 'eo', 'es'],
  ...[
    'es-u-co-trad',
    'et',
    'fa',
    'fi',
    'fil',
    'fo',
    'fr-CA',
    'gl',
    'ha',
    'haw',
    'he',
    'hi',
    'hr',
    'hu',
    'ig',
    'is',
    'ja',
  ],
  ...[
    'kl',
    'ko',
    'ku',
    'lkt',
    'ln',
    'lt',
    'lv',
    'mk',
    'mt',
    'nb',
    'nso',
    'om',
    'pl',
    'ro',
    'ru',
    'se',
    'sk',
    'sl',
    'smn',
  ],
  ...['sq', 'sr', 'sv', 'sv-u-co-trad', 'th', 'tk', 'tn', 'to', 'tr', 'uk', 'uz', 'vi', 'vo', 'wo', 'yo', 'zh', 'dsb'],
];

/** Building blocks of texts: single letters and contractions; spaces, numbers and punctuation; other characters. */
const PIECES = [
  [
    ...'aabcdeghijlnosuvwyzAHIZ',
    'ch',
    'Ch',
    'll',
    'dd',
    'ng',
    'nj',
    'dz',
    'cs',
    'gy',
    'th',
    'rr',
    'ij',
    'aa',
    'sh',
    'x',
  ],
  [' ', ' ', '0', '1', '9', '10', '007', '-', "'", '.', 'some of the very long words', '100000000000000000'],
  ['é', 'å', 'ö', 'ß', 'ŀ', 'ł', 'ж', '語', '\u0301', '\u030a', '\u0308', '½'],
];

test('texts of every kind are in the order of Intl.Collator, in every language', () => {
  const next = randomFrom(seedOf(5));
  const pick = (/** @type {number} */ count) => Math.floor(next() * count);
  for (const lang of LANGUAGES) {
    const { compare } = new Intl.Collator(lang, { numeric: true });
    for (const kinds of [1, 2, 3]) {
      // A text that starts with a letter has no reliable prefix and must be compared with all.
      const pieces = PIECES.slice(0, kinds).flat();
      const texts = Array.from({ length: 150 }, () =>
        Array.from({ length: 1 + pick(5) }, (_, i) => pieces[pick(i ? pieces.length : PIECES[0].length)])
          .join('')
          .trim(),
      );
      const rows = texts.map((text, i) => [`${i}`, text]);
      const order = [...rows].sort(([, a], [, b]) => compare(a, b)).map(([, text]) => text);
      const found = namesIn({ lang, columns: ['', 'A'], rows }, 'sort=A&rows=200').split(' ');
      assert.deepEqual(
        found.map((name) => texts[Number(name)]),
        order,
        lang,
      );
    }
  }
});

test('a space has no place where the language passes over it', () => {
  const spaceIn = (/** @type {Intl.CollatorOptions} */ options) =>
    lettersIn(new Intl.Collator('en', { numeric: true, ...options }))[32];
  assert.equal(spaceIn({}), 1);
  assert.equal(spaceIn({ ignorePunctuation: true }), 0);
});

describe('the forms of a plural in the card’s language', () => {
  const FORMS = 'zero=zero|one=one|two=two|few=few|many=many|other';
  const CASES = [
    ['en', { 1: 'one', 2: 'other' }],
    ['fr', { 1: 'one', 2: 'other' }],
    ['ru', { 1: 'one', 2: 'few', 5: 'many', 11: 'many', 21: 'one', 22: 'few' }],
    ['ar', { 1: 'one', 2: 'two', 3: 'few', 11: 'many', 100: 'other' }],
    ['ja', { 1: 'other', 2: 'other' }],
    ['', { 1: 'one', 2: 'other' }],
  ];
  for (const [lang, forms] of CASES) {
    test(`${lang || 'no language'}: ${JSON.stringify(forms)}`, () => {
      for (const [count, form] of Object.entries(forms)) {
        const rows = Array.from({ length: +count }, (_, i) => [`${i}`]);
        const card = engine.open(
          JSON.stringify({ title: 'T', ...(lang && { lang }), columns: ['', 'A'], rows, labels: { status: FORMS } }),
        );
        assert.match(card.render(''), new RegExp(`data-region="status">(?:<bdi[^>]*>)?${form}<`), count);
        card.close();
      }
    });
  }

  test('the interface’s English words have those of English, whatever the language, and take no host to ask', () => {
    const { PluralRules } = Intl;
    Intl.PluralRules = /** @type {any} */ (() => assert.fail('asked'));
    try {
      for (const [rows, status] of Object.entries({ 1: '1 of 1 row', 2: '2 of 2 rows' })) {
        const card = engine.open(
          JSON.stringify({ title: 'T', lang: 'ko', columns: ['', 'A'], rows: [['a'], ['b']].slice(0, +rows) }),
        );
        assert.match(card.render(''), new RegExp(`data-region="status">(?:<bdi[^>]*>)?${status}<`));
        card.close();
      }
    } finally {
      Intl.PluralRules = PluralRules;
    }
  });
});
