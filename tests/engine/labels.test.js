/** data/labels: the interface's texts, one file per language except English, which is in src/model/model.h. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { wordsNamed } from '../../web/page/words.js';

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'hi', 'id', 'it', 'ja', 'pt', 'pt-PT', 'ru', 'zh', 'zh-Hant'];
const COUNTED = ['status', 'elsewhere', 'more']; // labels with a count
const BUTTONS = ['all', 'differences', 'similarities', 'subjects', 'share', 'swap', 'clear', 'none', 'copy'];

const NUMBERS = Array.from({ length: 201 }, (_, count) => count);

// X(STATUS, "status", "one={shown} of {total} row|{shown} of {total} rows")
const english = Object.fromEntries(
  [...readFileSync('src/model/model.h', 'utf8').matchAll(/(?:X|TOOL)\([A-Z_]+, "(\w+)", "(.*?)"\)/g)].map(
    ([, ...label]) => label,
  ),
);
const schema = JSON.parse(readFileSync('data/comparison.schema.json', 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema.$defs.labels);

/** Returns the plural forms by category; the last is `other`. @param {string} text @returns {[string, string][]} */
function formsOf(text) {
  const forms = text.split('|');
  const last = forms.pop() ?? '';
  const tagged = forms.map((form) => /** @type {[string, string]} */ (form.split(/=(.*)/s).slice(0, 2)));
  return [...tagged, ['other', last]];
}

const placeholders = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort();

test('there are the languages that the card speaks', () => {
  const files = readdirSync('data/labels');
  assert.deepEqual(
    LANGUAGES.filter((lang) => !files.includes(`${lang}.json`)),
    [],
  );
});

for (const file of readdirSync('data/labels')) {
  const lang = file.replace('.json', '');
  /** @type {Record<string, string>} */
  const labels = JSON.parse(readFileSync(`data/labels/${file}`, 'utf8'));
  const plural = new Intl.PluralRules(lang);

  describe(`labels in ${lang}`, () => {
    test('are all there, in the order of the engine', () => {
      assert.deepEqual(Object.keys(labels), Object.keys(english));
    });

    test('are as the schema says', () => assert.ok(validate(labels), JSON.stringify(validate.errors)));

    test('are neither empty nor wider than their text', () => {
      for (const text of Object.values(labels)) assert.match(text, /^\S(.*\S)?$/s);
    });

    // A form for one count only may say it in a word: صفين are two rows.
    test('have the placeholders of English in each form', () => {
      for (const [name, text] of Object.entries(labels)) {
        const wanted = placeholders(formsOf(english[name])[0][1]);
        for (const [category, form] of formsOf(text)) {
          const counts = COUNTED.includes(name) ? NUMBERS.filter((count) => plural.select(count) === category) : [];
          const may = counts.length === 1 ? wanted.filter((placeholder) => placeholder !== '{count}') : wanted;
          assert.ok([`${wanted}`, `${may}`].includes(`${placeholders(form)}`), form);
        }
      }
    });

    test('have a word of its own for “none”, which is not “clear”', () => assert.notEqual(labels.none, labels.clear));

    test('have plurals where they follow a count, and nowhere else', () => {
      for (const [name, text] of Object.entries(labels)) assert.ok(!text.includes('|') || COUNTED.includes(name), text);
    });

    // Two categories may share a form (“1 Treffer, 2 Treffer”); with more categories, each has its own.
    const counts = new Set(NUMBERS.map((count) => plural.select(count)));
    for (const name of COUNTED) {
      test(`${name} has the plurals of the language`, () => {
        const forms = formsOf(labels[name]);
        const categories = forms.map(([category]) => category);
        const known = plural.resolvedOptions().pluralCategories;
        for (const [, form] of forms) assert.doesNotMatch(form, /^\w+=/, 'the last form has no category');
        assert.deepEqual([...new Set(categories)], categories, 'a category twice');
        for (const category of categories) assert.ok(known.includes(/** @type {any} */ (category)), category);
        if (counts.size > 2) assert.deepEqual([...categories].sort(), [...new Set([...counts, 'other'])].sort());
      });
    }

    test('show operators that the query understands', () => {
      const [phrase, without, whole, part, number, ...more] = labels.hint.split(' · ');
      assert.match(phrase, /^("[^"“”]+"|“[^"“”]+”|«[^"«»]+»)$/);
      assert.match(without, /^-[^\s-]/);
      assert.match(whole, /^=[^\s=]/);
      assert.match(part, /^\{subject\}:\S+$/);
      assert.match(number, /^[^\s<]+<500$/);
      assert.deepEqual(more, []);
    });

    test('fit on buttons', () => {
      for (const name of BUTTONS) assert.ok([...labels[name]].length <= 16, labels[name]);
    });

    test('are typeset, not typewritten', () => {
      const { hint, ...others } = labels;
      for (const text of Object.values(others)) assert.doesNotMatch(text, /["']|\.\.| [.,:;?!»]|« /);
    });
  });
}

test('French has a narrow space, which does not break, before : ? ! and inside « »', () => {
  const { hint, ...others } = JSON.parse(readFileSync('data/labels/fr.json', 'utf8'));
  for (const text of Object.values(others)) assert.doesNotMatch(text, /(?<!\u202f)[:;?!»]|«(?!\u202f)/);
});

describe('script and region choose the words', () => {
  for (const [name, ...tags] of [
    ['zh-Hant', 'zh-TW', 'zh-HK', 'zh-MO', 'zh-Hant', 'zh-hant-hk', 'ZH-tw', 'zh-Hant-CN', 'cmn-Hant-TW'],
    ['zh', 'zh', 'zh-CN', 'zh-SG', 'zh-Hans', 'zh-Hans-TW'],
    ['pt-PT', 'pt-PT', 'pt-AO', 'pt-MZ', 'pt-CV', 'pt-pt'],
    ['pt', 'pt', 'pt-BR', 'PT'],
    ['de', 'de', 'de-AT', 'de-CH-1996', 'DE', 'de-x-mine', 'de-Oesterreich'],
    ['sr', 'sr', 'sr-Latn', 'sr-Cyrl-BA'],
    ['', ''],
  ])
    for (const tag of tags) test(`“${tag}” has the words of “${name}”`, () => assert.equal(wordsNamed(tag), name));
});
