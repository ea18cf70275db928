import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { fiveRows } from './cards.js';

const inLanguage = (lang, more = {}) => ({ ...fiveRows, title: `Title in ${lang}`, lang, ...more });
const CARD = '<comparison-card src="card.json" labels="words"></comparison-card>';
/** A card with the labels of the script. */
const OWN = '<comparison-card src="card.json"></comparison-card>';
const ARABIC = JSON.parse(readFileSync('data/labels/ar.json', 'utf8'));
const WORDS = { clear: 'Leeren', status: 'one={shown} von {total} Zeile|{shown} von {total} Zeilen' };

/** Returns the hashed file of a language in dist/. @param {string} language */
const hashedFile = (language) =>
  `labels/${readdirSync('dist/labels').find((name) => new RegExp(`^${language}\\.\\w{8}\\.json$`).test(name))}`;

const GERMAN = hashedFile('de');

const clearLabel = (stage) =>
  stage.evaluate(() => document.querySelector('comparison-card').shadowRoot.querySelector('[part~=clear]').textContent);

const labelFiles = (stage) => stage.requests.filter((url) => /\.json$/.test(url) && !/card\.json$/.test(url));

async function openCard(stage, card, { body = CARD, words = WORDS, answer = {} } = {}) {
  stage.serve('card.json', card);
  const route = stage.serve('words/de.json', words, answer);
  await stage.open(body, { head: LIBRARY });
  return route;
}

/** Sources of the language of a card that states none. */
const places = [
  ['the element', '<comparison-card lang="de" src="card.json" labels="words"></comparison-card>'],
  ['an element around it', `<div lang="de-AT"><p lang="fr">Non</p>${CARD}</div>`],
  ['the page', `<!doctype html><html lang="DE"><head><title>Seite</title>${LIBRARY}</head><body>${CARD}</body></html>`],
];

inEveryBrowser((check, once) => {
  check('a card in German has German words, whatever the page is written in', async (stage) => {
    await openCard(stage, inLanguage('de'));
    await stage.shown('Title in de');
    assert.equal(await clearLabel(stage), 'Leeren');
    assert.equal((await stage.look()).status, '5 von 5 Zeilen');
    assert.deepEqual(stage.lines('warn'), []);
  });

  for (const [where, body] of places) {
    once(`a card that says no language has that of ${where}`, async (stage) => {
      const { lang: _, ...card } = inLanguage('none');
      await openCard(stage, card, { body });
      await stage.shown('Title in none');
      assert.equal(await clearLabel(stage), 'Leeren');
    });
  }

  once('a card in the shadow root of an element has the language around that', async (stage) => {
    const { lang: _, ...card } = inLanguage('none');
    await openCard(stage, card, { body: '<div lang="de"><div id="host"></div></div>' });
    await stage.evaluate((card) => {
      document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = card;
    }, CARD);
    const label = await stage.wait(
      () =>
        document
          .getElementById('host')
          .shadowRoot.querySelector('comparison-card')
          .shadowRoot?.querySelector('[part~=clear]')?.textContent,
    );
    assert.equal(label, 'Leeren');
  });

  once('a card in French on a German page has French words, and only those are asked for', async (stage) => {
    stage.serve('words/fr.json', { clear: 'Vider' });
    const german = await openCard(stage, inLanguage('fr'), { body: places[2][1] });
    await stage.shown('Title in fr');
    assert.equal(await clearLabel(stage), 'Vider');
    assert.equal(german.hits, 0);
  });

  once('a card in English on a German page asks for nothing', async (stage) => {
    await openCard(stage, inLanguage('en'), { body: places[2][1] });
    await stage.shown('Title in en');
    await stage.settle();
    assert.equal(await clearLabel(stage), 'Clear');
    assert.deepEqual(labelFiles(stage), []);
  });

  check('on an Arabic page, a card that says no language has Arabic words and starts at the right', async (stage) => {
    const { lang: _, ...card } = inLanguage('none');
    stage.serve('card.json', card);
    const head = `<head><title>صفحة</title>${LIBRARY}</head>`;
    await stage.open(`<!doctype html><html lang="ar" dir="rtl">${head}<body>${OWN}</body></html>`);
    await stage.shown('Title in none');
    const { direction, word } = await stage.evaluate(() => {
      const { shadowRoot } = document.querySelector('comparison-card');
      const { direction } = getComputedStyle(shadowRoot.querySelector('article'));
      return { direction, word: shadowRoot.querySelector('[part~=clear]').textContent };
    });
    assert.equal(direction, 'rtl');
    assert.equal(word, ARABIC.clear);
    assert.deepEqual(labelFiles(stage), [`${stage.origin}/${hashedFile('ar')}`]);
  });

  once("the card's own words come first", async (stage) => {
    await openCard(stage, inLanguage('de', { labels: { clear: 'Weg' } }));
    await stage.shown('Title in de');
    assert.equal(await clearLabel(stage), 'Weg');
  });

  check('the words come from beside the script, and in a module too', async (stage) => {
    stage.serve('card.json', inLanguage('de'));
    for (const script of [LIBRARY, '<script type="module" src="/comparison-card.mjs"></script>']) {
      await stage.open(OWN, { head: script });
      await stage.shown('Title in de');
      assert.deepEqual(labelFiles(stage).splice(-1), [`${stage.origin}/${GERMAN}`]);
      assert.deepEqual(stage.lines('warn'), []);
    }
  });

  for (const src of ['/comparison-card.js?v=1/2', '/comparison-card.0123abcd.js']) {
    once(`the words come from beside the script where an optimiser starts ${src}`, async (stage) => {
      stage.serve('card.json', inLanguage('de'));
      await stage.open(OWN, {
        head: `<script type="text/later" src="${src}"></script>`,
      });
      await stage.evaluate(async () => {
        const text = await (await fetch('/comparison-card.js')).text();
        await null;
        new Function(text)();
      });
      await stage.shown('Title in de');
      assert.deepEqual(labelFiles(stage), [`${stage.origin}/${GERMAN}`]);
    });
  }

  once('the words of an older script are still there where a newer release lies', async (stage) => {
    stage.serve('card.json', inLanguage('de'));
    stage.serve('comparison-card.js', readFileSync('dist/comparison-card.js'), { type: 'text/javascript' });
    stage.serve('labels/de.json', { clear: 'Neu' });
    stage.serve(GERMAN, readFileSync(`dist/${GERMAN}`));
    await stage.open(OWN, { head: '<script src="comparison-card.js"></script>' });
    await stage.shown('Title in de');
    assert.equal(await clearLabel(stage), 'Leeren');
    assert.deepEqual(stage.lines('warn'), []);
  });

  for (const [where, elsewhere] of [
    ['beside the page', false],
    ['on another site', true],
  ]) {
    for (const [what, answer] of [
      ['changed by a byte', {}],
      ['missing', { status: 404 }],
    ]) {
      once(`words of the script ${where} that are ${what}: English, and one line on the console`, async (stage) => {
        stage.serve('card.json', inLanguage('de'));
        const script = stage.serve('comparison-card.js', readFileSync('dist/comparison-card.js'), {
          type: 'text/javascript',
          elsewhere,
        });
        const words = readFileSync(`dist/${GERMAN}`, 'utf8').replace('Leeren', 'Leerem');
        const changed = stage.serve(GERMAN, words, { ...answer, elsewhere, cors: true });
        await stage.open(OWN.repeat(2), { head: `<script src="${script.url}"></script>` });
        await stage.event('load', 2);
        assert.equal(await clearLabel(stage), 'Clear');
        assert.equal(changed.hits, 1);
        const lines = stage.lines('warn').map(({ text }) => text);
        assert.equal(lines.length, 1);
        assert.ok(lines[0].includes(`${changed.url} is missing or changed`), lines[0]);
        stage.errors = stage.errors.filter((text) => !text.includes(GERMAN)); // Firefox reports it to the page itself
      });
    }
  }

  check('words of a script on another site come from there', async (stage) => {
    stage.serve('card.json', inLanguage('de'));
    await stage.open(OWN, { head: `<script src="${stage.elsewhere}/comparison-card.js"></script>` });
    await stage.shown('Title in de');
    assert.equal(await clearLabel(stage), 'Leeren');
    assert.deepEqual(labelFiles(stage), [`${stage.elsewhere}/${GERMAN}`]);
  });

  for (const lang of ['constructor', '__proto__']) {
    once(`a page in a language called "${lang}" has no words`, async (stage) => {
      const { lang: _, ...card } = inLanguage('none');
      await openCard(stage, card, { body: `<div lang="${lang}">${OWN}</div>` });
      await stage.shown('Title in none');
      assert.equal(await clearLabel(stage), 'Clear');
      assert.deepEqual(labelFiles(stage), []);
    });
  }

  for (const [lang, file, word] of [
    ['zh-TW', 'zh-Hant', '清除'],
    ['zh-SG', 'zh', '清除'],
    ['pt-MZ', 'pt-PT', 'Limpar'],
    ['pt-BR', 'pt', 'Limpar'],
  ]) {
    (lang === 'zh-TW' ? check : once)(`script and region choose the words of a card in ${lang}`, async (stage) => {
      stage.serve('card.json', inLanguage(lang));
      await stage.open(OWN, { head: LIBRARY });
      await stage.shown(`Title in ${lang}`);
      assert.equal(await clearLabel(stage), word);
      assert.deepEqual(labelFiles(stage), [`${stage.origin}/${hashedFile(file)}`]);
    });
  }

  for (const lang of ['he', 'th', 'vi', 'fa']) {
    (lang === 'he' ? check : once)(`English words in a page in "${lang}" have their own language`, async (stage) => {
      const { lang: _, ...card } = inLanguage('none');
      stage.serve('card.json', card);
      const dir = ['he', 'fa'].includes(lang) ? 'rtl' : 'ltr';
      const head = `<head><title>T</title>${LIBRARY}</head>`;
      await stage.open(`<!doctype html><html lang="${lang}" dir="${dir}">${head}<body>${OWN}</body></html>`);
      await stage.shown('Title in none');
      const words = await stage.evaluate(() => {
        const { shadowRoot } = document.querySelector('comparison-card');
        const texts = ['[part~=clear]', '[part=only] span', '[part=only] legend', '[part=status]', 'th [part=sort]'];
        return texts.map((text) => {
          const [word, ...more] = shadowRoot.querySelector(text).children;
          return !more.length && `${word?.lang} ${getComputedStyle(word).direction}`;
        });
      });
      assert.deepEqual(
        words,
        words.map(() => 'en ltr'),
      );
    });
  }

  check('the choice of rows is on one line at 320 px in every language', async (stage) => {
    await stage.resize(320);
    for (const file of readdirSync('data/labels')) {
      const lang = file.replace('.json', '');
      stage.serve('card.json', inLanguage(lang));
      await stage.open(`<style>body { margin: 16px; font: 16px sans-serif }</style>${OWN}`, { head: LIBRARY });
      await stage.shown(`Title in ${lang}`);
      const lines = await stage.evaluate(() => {
        const labels = document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part=only] label');
        return new Set([...labels].map((label) => label.getBoundingClientRect().top)).size;
      });
      assert.equal(lines, 1, lang);
      assert.equal(await stage.evaluate(() => document.documentElement.scrollWidth), 320, lang);
    }
  });

  check('long words of headings and values have hyphens, those of code and prose have none', async (stage) => {
    const attributes = [{ name: 'a', values: ['b `c`', 'd'] }];
    await openCard(stage, inLanguage('de', { attributes, answer: 'x' }));
    await stage.shown('Title in de');
    const styles = await stage.evaluate(() =>
      ['h2', 'tbody th', 'thead th', 'td[part~=value]', 'td code', 'p'].map((selector) => {
        const style = getComputedStyle(document.querySelector('comparison-card').shadowRoot.querySelector(selector));
        return style.hyphens ?? style.webkitHyphens;
      }),
    );
    assert.deepEqual(styles, ['auto', 'auto', 'auto', 'auto', 'manual', 'manual']);
  });

  for (const [lang, expected] of [
    ['de', ['59,9', '125.000', '30.11.2026']],
    ['hi', ['59.9', '1,25,000', '30 नव॰ 2026']],
    ['', ['59.9', '125\u202f000', '2026-11-30']],
  ]) {
    (lang === 'de' ? check : once)(`numbers and dates are written as in the language "${lang}"`, async (stage) => {
      const attributes = [59.9, 125000, '2026-11-30'].map((value, i) => ({ name: `${i}`, values: [value, null] }));
      const { lang: _, ...card } = inLanguage('none', { attributes });
      stage.serve('card.json', card);
      await stage.open(`<div lang="${lang}">${OWN}</div>`, { head: LIBRARY });
      await stage.shown('Title in none');
      const values = await stage.evaluate(() => {
        const { shadowRoot } = document.querySelector('comparison-card');
        return [...shadowRoot.querySelectorAll('tbody tr > [part~=value]:nth-of-type(1)')].map(
          (cell) => cell.textContent,
        );
      });
      assert.deepEqual(values, expected);
    });
  }

  for (const lang of ['en', 'en-GB', 'tlh', 'xx']) {
    once(`nothing is asked for in the language "${lang}"`, async (stage) => {
      await openCard(stage, inLanguage(lang));
      await stage.shown(`Title in ${lang}`);
      await stage.settle();
      assert.deepEqual(labelFiles(stage), []);
      assert.equal(await clearLabel(stage), 'Clear');
    });
  }

  once('twenty cards ask once', async (stage) => {
    const { hits } = await openCard(stage, inLanguage('de'), { body: CARD.repeat(20) }).then(async (route) => {
      await stage.wait(() =>
        [...document.querySelectorAll('comparison-card')].every(({ shadowRoot }) => shadowRoot?.querySelector('h2')),
      );
      return route;
    });
    assert.equal(hits, 1);
  });

  for (const [name, options] of [
    ['missing', { answer: { status: 404 } }],
    ['cut short', { answer: { cut: true } }],
  ]) {
    once(`words that are ${name}: English, and one line on the console that names the file`, async (stage) => {
      const { url } = await openCard(stage, inLanguage('de'), { ...options, body: CARD.repeat(3) });
      await stage.event('load', 3);
      assert.equal(await clearLabel(stage), 'Clear');
      const lines = stage.lines('warn');
      assert.equal(lines.length, 1);
      assert.ok(lines[0].text.includes(new URL(url).pathname.split('/').pop() ?? ''), lines[0].text);
    });
  }

  once('words that take too long: English after three seconds', async (stage) => {
    const route = await openCard(stage, inLanguage('de'), { answer: { held: true } });
    await route.asked;
    assert.equal((await stage.look()).title, undefined, 'it waits');
    await stage.shown('Title in de');
    assert.equal(await clearLabel(stage), 'Clear');
    assert.equal(stage.lines('warn').length, 1);
    route.release();
  });

  once('words that are no JSON: English', async (stage) => {
    await openCard(stage, inLanguage('de'), { words: '<!doctype html>' });
    await stage.shown('Title in de');
    assert.equal(await clearLabel(stage), 'Clear');
  });

  once('a card that is removed while its words load stays silent', async (stage) => {
    const route = await openCard(stage, inLanguage('de'), { answer: { held: true } });
    await route.asked;
    await stage.evaluate(() => document.querySelector('comparison-card').remove());
    route.release();
    await stage.settle();
    assert.deepEqual(await stage.events(), []);
  });

  for (const [lang, words, sorted] of [
    ['sv', ['Ö', 'A', 'Z', 'Å'], ['A', 'Z', 'Å', 'Ö']],
    ['de', ['Z', 'Ö', 'P', 'O'], ['O', 'Ö', 'P', 'Z']],
    ['cs', ['i', 'ch', 'h', 'd'], ['d', 'h', 'ch', 'i']],
    ['en', ['Row 10', 'row 9', 'Row 2'], ['Row 2', 'row 9', 'Row 10']],
    ['tlh-x-none', ['b', 'a'], ['a', 'b']],
    ['abcd', ['b', 'a'], ['a', 'b']],
  ]) {
    // Every browser has these languages from the same data (CLDR): one shows that it is asked, one that it may not know one.
    (lang === 'sv' || lang === 'abcd' ? check : once)(`rows are sorted as in the language "${lang}"`, async (stage) => {
      const attributes = words.map((name) => ({ name, values: ['x', 'y'] }));
      await openCard(stage, inLanguage(lang, { attributes }), { body: CARD.replace('src', 'view="sort=name" src') });
      assert.deepEqual((await stage.shown(`Title in ${lang}`)).rows, sorted);
    });
  }

  for (const [lang, count, expected] of [
    ['ru', 1, '1 строка'],
    ['ru', 3, '3 строки'],
    ['ru', 5, '5 строк'],
    ['ar', 2, '2 صفان'],
  ]) {
    (count === 3 ? check : once)(`${count} is counted as in the language "${lang}"`, async (stage) => {
      const forms = 'one={total} строка|few={total} строки|many={total} строк|{total} rows';
      const labels = { status: lang === 'ru' ? forms : 'two={total} صفان|{total} rows' };
      const attributes = Array.from({ length: count }, (_, i) => ({ name: `${i}`, values: [1, 2] }));
      await openCard(stage, inLanguage(lang, { attributes, labels }), { body: CARD.replace('words', '/labels/') });
      assert.equal((await stage.shown(`Title in ${lang}`)).status, expected);
    });
  }
});
