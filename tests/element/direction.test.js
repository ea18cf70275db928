/**
 * The order of the characters of values, names and interface texts on the screen, from left to right: in right-to-left
 * cards, in cards with such texts, and in their exports.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { embed, openCard, render } from '../../dist/node/index.js';
import { inEveryBrowser, LIBRARY } from './browser.js';

/** The format HTML of card.write. */
const HTML = 3;

const labelsOf = (lang) => (lang === 'ar' ? JSON.parse(readFileSync('data/labels/ar.json', 'utf8')) : undefined);

/**
 * Returns the visible characters of a part of the page in the order of their positions, line by line. A run of
 * right-to-left letters is an `R`.
 * @param {string} selector @param {number} [index]
 */
function seen(selector, index = 0) {
  const root = document.querySelector('comparison-card')?.shadowRoot ?? document;
  const node = root.querySelectorAll(selector)[index];
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const places = [];
  while (walker.nextNode()) {
    const { currentNode: text } = walker;
    if (text.parentElement.closest('[popover]:not(:popover-open), button, caption') !== node.closest('button'))
      continue;
    for (const { index, 0: letter } of text.data.matchAll(/./gsu)) {
      range.setStart(text, index);
      range.setEnd(text, index + letter.length);
      const box = [...range.getClientRects()].find(({ width }) => width);
      if (box) places.push({ letter, x: box.left + box.width / 2, top: box.top, bottom: box.bottom });
    }
  }
  const lines = [];
  for (const place of places) {
    const line = lines.find(([{ top, bottom }]) => place.top < bottom && place.bottom > top);
    if (line) line.push(place);
    else lines.push([place]);
  }
  const read = (line) => line.sort((a, b) => a.x - b.x).map(({ letter }) => letter);
  return lines
    .map((line) =>
      read(line)
        .join('')
        .replace(/[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff]+/g, 'R'),
    )
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/(R )+R/g, 'R')
        .trim(),
    )
    .join('\n');
}

/** A word in each language's script. */
const WORDS = { ar: 'ملغ', he: 'מג', fa: 'گرم' };

/** Returns the rows of a card in this script, with the look of its two values. @type {(word: string) => [name: string, unit: string, a: any, b: any, seen: [string, string]][]} */
const rowsWith = (word) => [
  ['C++', '°C', -12.5, 0, ['-12.5 °C', 'BEST 0 °C']],
  [`${word} 2`, 'g/cm³', 2.7, 19.3, ['2.7 g/cm³', 'BEST 19.3 g/cm³']],
  ['5 GHz', '€', -85, 1250, ['-85 €', 'BEST 1250 €']],
  ['n1', word, -20, -10, ['R -20', 'BEST R -10']],
  ['n2', '%', -3, 12.5, ['-3%', 'BEST 12.5%']],
  ['n3', '', '5–8', '-12.5 °C', ['5–8', '-12.5 °C']],
  ['n4', '', 'US$ 5', '85 €', ['US$ 5', '85 €']],
  ['n5', '', '2026-11-23', 'C++', ['DATE', 'C++']],
  ['n6', '', `${word} 5`, `-20 ${word}`, ['5 R', 'R -20']],
  ['n7', '', 'USB-C 3.2', `USB-C ${word}`, ['USB-C 3.2', 'MIXED']],
  ['n8', '', '< 5 kg', '≈ 40 %', ['< 5 kg', '≈ 40 %']],
];

/** @param {string} lang @param {string} word */
function cardOf(lang, word) {
  const attributes = rowsWith(word).map(([name, unit, a, b]) => ({ name, unit, better: 'higher', values: [a, b] }));
  attributes.push({ name: 'yes', values: [true, null] });
  attributes.push({ name: 'list', values: [['C++', '3–5', `${word} 7`], false] });
  const title = `Card in ${lang || 'no language'}`;
  const subjects = [{ name: 'C++', definition: 'x' }, word];
  const source = { title: 'Data, Inc.', href: 'https://example.org/' };
  attributes.push({ name: 'noted', values: [{ value: 1, note: 'C++.', source }, 2] });
  return { title, lang: lang || undefined, subjects, attributes, updated: '2026-11-23', labels: labelsOf(lang) };
}

/** The look of 2026-11-23 in each language; without one, it stays as it is. @type {Record<string, string>} */
const DATES = { ar: '2026/11/23', he: '2026 R 23', fa: '2026 R 23', de: '23.11.2026' };

/** The look of interface texts: Arabic has its own; others borrow English. */
const INTERFACE = {
  ar: {
    best: 'R ★',
    yes: 'R ✓',
    none: 'R',
    status: 'R 14 R 14',
    heading: 'RC++ R',
    updated: 'DATE :R',
    source: 'Data, Inc. :R',
    nothing: /^\.»zz« R$/,
    closest: ':R',
  },
  en: {
    best: '★ Best',
    yes: '✓ Yes',
    none: 'Not stated',
    status: '14 of 14 rows',
    heading: 'What is C++?',
    updated: 'Updated DATE',
    source: 'Source: Data, Inc.',
    nothing: /^No row matches “zz”\.$/,
    closest: 'Closest:',
  },
};

/** Opens a page with a card. @param {import('./browser.js').Stage} stage @param {any} card @param {string} [dir] of the page */
async function open(stage, card, dir = 'ltr') {
  const body = `<comparison-card><script type="application/json">${JSON.stringify(card)}</script></comparison-card>`;
  await stage.open(`<!doctype html><html dir="${dir}"><meta charset="utf-8"><title>T</title>${LIBRARY}${body}</html>`);
  await stage.shown(card.title);
}

/** Returns the language of a word. @param {string} word */
const langOf = (word) => Object.keys(WORDS).find((lang) => WORDS[lang] === word) ?? '';

/** Returns the look of the date. @param {string} lang */
const dateIn = (lang) => DATES[lang] ?? '2026-11-23';

/**
 * Checks each value of the rows.
 * @param {import('./browser.js').Stage} stage @param {string} word @param {(value: string) => string} best look of the
 * best
 *   value @param {string} [mixed] look of a text with both directions that starts from left to right
 *   @param {string} [cell] selector of the values @param {string} [lang] of the card
 */
async function lookAtRows(stage, word, best, mixed = 'R USB-C', cell = 'td[part~=value]', lang = langOf(word)) {
  for (const [i, [name, , a, b, expected]] of rowsWith(word).entries()) {
    const found = [await stage.evaluate(seen, cell, 2 * i), await stage.evaluate(seen, cell, 2 * i + 1)];
    const wanted = expected.map((text, k) => {
      const written = lang === 'de' && typeof [a, b][k] === 'number' ? text.replace('.', ',') : text;
      if (written.startsWith('BEST ')) return best(written.slice(5));
      return written.replace('MIXED', mixed).replace('DATE', dateIn(lang));
    });
    assert.deepEqual(found, wanted, name);
  }
}

/** Returns the order of texts in a card. @param {import('./browser.js').Stage} stage @param {string} word @param {typeof INTERFACE.en} words @param {string} [mixed] */
async function lookAtCard(stage, word, words, mixed = 'R USB-C', lang = langOf(word)) {
  const at = (/** @type {string} */ selector, index = 0) => stage.evaluate(seen, selector, index);
  const value = 'td[part~=value]';
  await lookAtRows(stage, word, (value) => `${words.best} ${value}`, mixed, value, lang);
  assert.deepEqual([await at(value, 22), await at(value, 23)], [words.yes, words.none]);
  assert.equal(await at(value, 24), 'C++\n3–5\n7 R');
  assert.equal(await at('[part=status]'), words.status);
  assert.equal(await at('[part=heading]'), words.heading);
  assert.equal(await at('[part=updated]'), words.updated.replace('DATE', dateIn(lang)));
  assert.deepEqual([await at('[part=row-link]'), await at('[part=row-link]', 1)], ['C++', '2 R']);
  await stage.click('note-button');
  assert.equal(await at('[part=source]'), words.source);
}

inEveryBrowser((check, once) => {
  for (const [lang, word] of Object.entries(WORDS)) {
    const words = INTERFACE[lang] ?? INTERFACE.en;
    (lang === 'ar' ? check : once)(
      `numbers, units and words of the interface keep their direction: ${lang}`,
      async (stage) => {
        await open(stage, cardOf(lang, word));
        await lookAtCard(stage, word, words);
      },
    );

    once(`so they do after a query, a sort and a choice: ${lang}`, async (stage) => {
      await open(stage, cardOf(lang, word));
      const at = (/** @type {string} */ selector, index = 0) => stage.evaluate(seen, selector, index);
      await stage.setView('q=-12.5');
      await stage.setView('q=12');
      assert.equal(await at('td[part~=value]'), '-12.5 °C');
      assert.equal(await at('mark'), '12');
      await stage.setView('sort=C%2B%2B');
      const first = [0, 2, 4, 6].map((i) => at('td[part~=value]', i));
      assert.deepEqual(await Promise.all(first), ['-85 €', 'R -20', '-12.5 °C', '-3%']);
      await stage.setView('q=zz');
      assert.match(await at('[part=no-match] p'), words.nothing);
      await stage.setView('q=lisd');
      assert.equal(await at('[part=closest] bdi'), words.closest);
    });
  }

  check('in a page from right to left a card without a language keeps them too', async (stage) => {
    await open(stage, cardOf('', WORDS.he), 'rtl');
    await lookAtCard(stage, WORDS.he, INTERFACE.en, 'USB-C R', '');
  });

  check('in a card from left to right texts from right to left keep theirs', async (stage) => {
    await open(stage, cardOf('de', WORDS.ar));
    await lookAtRows(stage, WORDS.ar, (value) => `${value} ★ Bestwert`, 'USB-C R', undefined, 'de');
  });

  for (const [lang, word] of Object.entries(WORDS)) {
    once(`the article, the plain table and the HTML to copy: ${lang}`, async (stage) => {
      const json = JSON.stringify(cardOf(lang, word));
      const card = await openCard(json);
      const html = card.write('export', '', HTML);
      card.close();
      const { table } = await embed(json);
      const article = await render(json);
      const body = `<div id="article">${article}</div><div id="table">${table}</div><div id="html">${html}</div>`;
      await stage.open(`<!doctype html><html lang="${lang}" dir="rtl"><meta charset="utf-8"><title>T</title>${body}`);
      const words = INTERFACE[lang] ?? INTERFACE.en;
      for (const place of ['#article', '#table'])
        await lookAtRows(stage, word, (value) => `${words.best} ${value}`, 'R USB-C', `${place} td`);
      const at = (/** @type {string} */ selector, index = 0) => stage.evaluate(seen, selector, index);
      assert.equal(await at('#article p:has(time)'), words.updated.replace('DATE', dateIn(lang)));
      assert.equal(await at('#article h3'), words.heading);
      const cells = [...Array(6).keys()].map((i) => at('#html td:not(:nth-child(-n+4))', i));
      assert.deepEqual(await Promise.all(cells), ['-12.5', '0', '2.7', '19.3', '-85', '1250']);
      assert.equal(await at('#html tbody th'), 'C++');
    });
  }
});
