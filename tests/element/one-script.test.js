/** One script has everything for readers: no further requests, and a view is shown at once. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { smallCard } from './cards.js';

const INTEGRITY = JSON.parse(readFileSync('dist/integrity.json', 'utf8'));
/** A hashed file name. */
const HASHED = /^comparison-card\.[0-9a-f]{8}\.(m?js)$/;
const UNSORTED = ['Weight', 'Colour', 'Price'];
const SORTED = ['Colour', 'Price', 'Weight'];

/** Opens a page with a card in this view; `head` loads the script. */
async function openCard(stage, view = '', head = LIBRARY) {
  stage.serve('card.json', smallCard('Card', UNSORTED));
  await stage.open(`<comparison-card src="card.json" view="${view}"></comparison-card>`, { head });
  return stage.shown('Card');
}

inEveryBrowser((check) => {
  check('filter, order, columns, share and paper need no further file', async (stage) => {
    const values = ['one', 'two', 'three'];
    stage.serve('three.json', { title: 'Three', subjects: values, attributes: [{ name: 'Weight', values }] });
    await stage.open('<comparison-card src="three.json"></comparison-card>', { head: LIBRARY });
    await stage.shown('Three');
    const before = [...stage.requests];
    await stage.filter('weight');
    await stage.wait(() => document.querySelector('comparison-card').matchCount === 1);
    const views = await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      const press = (selector) => {
        card.view = '';
        card.shadowRoot.querySelector(selector).click();
        return card.view;
      };
      const views = ['[name=sort]', 'input[name=show]', '[value=differences]'].map(press);
      card.shadowRoot.querySelector('[value="copy:answer"], [value="copy:md"]').click();
      dispatchEvent(new Event('beforeprint'));
      dispatchEvent(new Event('afterprint'));
      return views.map((view) => view.split('=')[0]);
    });
    await stage.settle();
    assert.deepEqual(views, ['sort', 'show', 'only']);
    assert.deepEqual(stage.requests, before);
    assert.deepEqual(stage.lines('warn'), []);
  });

  check('a view set after ready shows before the setter returns', async (stage) => {
    await openCard(stage);
    const rows = await stage.evaluate(async () => {
      const card = await document.querySelector('comparison-card').ready;
      const shown = () =>
        [...card.shadowRoot.querySelectorAll('[part~=attribute]')].map((row) => row.textContent.trim());
      card.view = 'sort=name';
      const sorted = shown();
      card.view = 'q=weight';
      return [sorted, shown(), card.matchCount];
    });
    assert.deepEqual(rows, [SORTED, ['Weight'], 1]);
  });

  check('a view set while its card loads does not fulfil ready too early', async (stage) => {
    const late = stage.serve('late.json', smallCard('Late'), { held: true });
    await openCard(stage);
    await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      card.src = 'late.json';
      card.view = 'q=weight';
      globalThis[Symbol.for('title')] = card.ready.then(
        () => card.shadowRoot.querySelector('[part~=title]').textContent,
      );
    });
    await late.asked;
    await stage.settle();
    late.release();
    assert.equal(await stage.evaluate(() => globalThis[Symbol.for('title')]), 'Late');
    assert.deepEqual((await stage.look()).rows, ['Weight']);
  });

  check('the first view is there as soon as the card is', async (stage) => {
    assert.deepEqual((await openCard(stage, 'sort=name')).rows, SORTED);
    assert.equal((await stage.events()).length, 1);
  });

  check('the module does the same', async (stage) => {
    const head = '<script type="module" src="/comparison-card.mjs"></script>';
    assert.deepEqual((await openCard(stage, 'sort=name', head)).rows, SORTED);
  });

  for (const name of Object.keys(INTEGRITY).filter((name) => HASHED.test(name))) {
    check(`so does ${name.replace(HASHED, 'comparison-card.HASH.$1')}, pinned`, async (stage) => {
      const type = name.endsWith('.mjs') ? 'type="module"' : '';
      const head = `<script ${type} src="/${name}" integrity="${INTEGRITY[name]}"></script>`;
      assert.deepEqual((await openCard(stage, 'sort=name', head)).rows, SORTED);
    });
  }
});
