/** Cards prerendered with `render`: the script hydrates them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { openCard, render } from '../../dist/node/index.js';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { fiveRows, smallCard } from './cards.js';

const ALL = fiveRows.attributes.map(({ name }) => name);
const FILES = readdirSync('data').filter((name) => /(?<!\.schema)\.json$/.test(name));
const VIEWS = ['', 'q=e', 'only=differences', 'sort=-name', 'rows=all&q=%3Cb%3E'];

/** Opens a page with a prerendered card, whose JSON waits for `release()`.
 * @param {import('./browser.js').Stage} stage @param {import('../../web/node/render.js').RenderOptions} [options]
 */
async function bring(stage, options, after = fiveRows) {
  const route = stage.serve('card.json', after, { held: true });
  const html = await render(fiveRows, { as: 'shadow', src: 'card.json', ...options });
  await stage.open(`<p>Before</p>${html}<p id="after">After</p>`, { head: LIBRARY });
  await stage.shown(fiveRows.title);
  return route;
}

/** Waits until the script has hydrated the card. @param {import('./browser.js').Stage} stage */
const taken = (stage) =>
  stage.wait(() => {
    const card = /** @type {any} */ (document.querySelector('comparison-card'));
    return card.matchCount && !card.shadowRoot.querySelector('style');
  });

/** Marks the nodes, to recognise them later. */
const mark = () => {
  const root = /** @type {any} */ (document.querySelector('comparison-card')).shadowRoot;
  for (const node of root.querySelectorAll('*')) node.marked = true;
};
const areMarked = () => {
  const root = /** @type {any} */ (document.querySelector('comparison-card')).shadowRoot;
  return [...root.querySelectorAll('*')].every(({ marked }) => marked);
};

inEveryBrowser((check, once) => {
  once('the engine writes the same bytes in the page and in Node.js', async (stage) => {
    await stage.before(() => {
      /** @type {string[]} */
      const written = [];
      Object.assign(window, { written });
      const { set } = /** @type {any} */ (Object.getOwnPropertyDescriptor(ShadowRoot.prototype, 'innerHTML'));
      const { setHTML } = /** @type {any} */ (ShadowRoot.prototype);
      if (setHTML) {
        /** @type {any} */ (ShadowRoot.prototype).setHTML = function note(
          /** @type {string} */ html,
          /** @type {object} */ options,
        ) {
          written.push(html);
          setHTML.call(this, html, options);
        };
      }
      Object.defineProperty(ShadowRoot.prototype, 'innerHTML', {
        set(html) {
          written.push(`${html}`);
          set.call(this, html);
        },
      });
    });
    await stage.open('<comparison-card></comparison-card>', { head: LIBRARY });
    for (const file of FILES) {
      const json = readFileSync(`data/${file}`, 'utf8');
      const card = await openCard(json);
      for (const view of VIEWS) {
        const written = await stage.evaluate(
          async (/** @type {string} */ json, /** @type {string} */ view) => {
            const card = /** @type {any} */ (document.querySelector('comparison-card'));
            card.remove(); // otherwise the view would update single regions
            card.view = view;
            card.data = json;
            document.body.append(card);
            await card.ready;
            return /** @type {any} */ (window).written.at(-1);
          },
          json,
          view,
        );
        assert.equal(written, card.render(view), `${file} ${view}`);
      }
    }
  });

  check('a card of the page is taken over node by node', async (stage) => {
    const route = await bring(stage);
    assert.deepEqual((await stage.look()).rows, ALL);
    await stage.evaluate(mark);
    route.release();
    await taken(stage);
    assert.equal(await stage.evaluate(areMarked), true);
    await stage.filter('brand');
    await stage.event('viewchange', 5);
    assert.deepEqual((await stage.look()).rows, ['Goal', 'Approach']);
  });

  once('nothing moves', async (stage) => {
    const box = () => {
      const { top, height } = /** @type {Element} */ (
        document.querySelector('comparison-card')
      ).getBoundingClientRect();
      return [top, height, document.querySelector('#after')?.getBoundingClientRect().top];
    };
    await stage.before(() => {
      /** @type {number[]} */
      const shifts = [];
      Object.assign(window, { shifts });
      const list = (/** @type {any} */ entries) => {
        for (const { value } of entries.getEntries()) shifts.push(value);
      };
      if (PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
        new PerformanceObserver(list).observe({ type: 'layout-shift', buffered: true });
    });
    const route = await bring(stage);
    const before = await stage.evaluate(box);
    route.release();
    await taken(stage);
    await stage.settle();
    assert.deepEqual(await stage.evaluate(box), before);
    assert.deepEqual(await stage.evaluate(() => /** @type {any} */ (window).shifts), []);
  });

  check('text typed before hydration filters the rows, and the focus stays', async (stage) => {
    const route = await bring(stage);
    await stage.evaluate(mark);
    await stage.filter('brand');
    await stage.press('ArrowLeft');
    assert.deepEqual((await stage.look()).rows, ALL);
    route.release();
    await stage.wait(() => /** @type {any} */ (document.querySelector('comparison-card')).matchCount === 2);
    const kept = await stage.evaluate(() => {
      const { activeElement } = /** @type {any} */ (document.querySelector('comparison-card')).shadowRoot;
      return [activeElement.value, activeElement.selectionStart, activeElement.marked];
    });
    assert.deepEqual(kept, ['brand', 4, true]);
  });

  once('a choice before the script takes over is followed', async (stage) => {
    const route = await bring(stage);
    await stage.evaluate(() => {
      const { shadowRoot } = /** @type {any} */ (document.querySelector('comparison-card'));
      shadowRoot.querySelector('[value=similarities]').click();
    });
    route.release();
    await stage.event('viewchange');
    assert.equal((await stage.look()).view, 'only=similarities');
  });

  check('selection and scrolling stay', async (stage) => {
    const route = await bring(stage);
    await stage.resize(320);
    const read = () => [scrollY > 0, `${getSelection()}`];
    await stage.evaluate(() => {
      getSelection()?.selectAllChildren(/** @type {Element} */ (document.querySelector('#after')));
      document.querySelector('#after')?.scrollIntoView();
    });
    const before = await stage.evaluate(read);
    assert.deepEqual(before, [true, 'After']);
    route.release();
    await taken(stage);
    assert.deepEqual(await stage.evaluate(read), before);
  });

  once('a view that the page brings is the view of the card', async (stage) => {
    const route = await bring(stage, { view: 'q=goal' });
    assert.deepEqual((await stage.look()).rows, ['Goal']);
    await stage.evaluate(mark);
    route.release();
    await taken(stage);
    const { view, matchCount, query } = await stage.look();
    assert.deepEqual([view, matchCount, query], ['q=goal', 1, 'goal']);
    assert.equal(await stage.evaluate(areMarked), true);
  });

  once('a card that has changed since is written anew', async (stage) => {
    const route = await bring(stage, {}, smallCard('Another'));
    route.release();
    const { rows, fallback } = await stage.shown('Another');
    assert.deepEqual([rows.length, fallback], [3, false]);
    await taken(stage);
  });

  once('a card stays if its JSON cannot be had', async (stage) => {
    stage.serve('card.json', 'gone', { status: 404 });
    await stage.open(await render(fiveRows, { as: 'shadow', src: 'card.json' }), { head: LIBRARY });
    assert.equal((await stage.event('error')).code, 'http');
    assert.deepEqual((await stage.look()).rows, ALL);
  });

  once('the JSON may come along, in a whole page', async (stage) => {
    const hostile = {
      ...fiveRows,
      answer: '</script><script>hit = 1</script><!--<script>',
      title: '"><img src=x onerror=hit=1>',
    };
    const page = await render(hostile, { as: 'page', base: '/', url: 'https://a.example/"><script>hit=1</script>' });
    await stage.open(page);
    await stage.shown(hostile.title);
    await taken(stage);
    await stage.settle();
    assert.equal(await stage.evaluate(() => /** @type {any} */ (window).hit), undefined);
    assert.equal(await stage.evaluate(() => document.title), hostile.title);
    assert.deepEqual(stage.lines('error'), []);
  });

  check('without scripts a page shows the card without its controls', async (stage) => {
    await stage.open(await render(fiveRows, { as: 'page', base: '/' }), { javascript: false });
    const seen = await stage.tree();
    const named = (/** @type {string} */ name) => seen.some((node) => node.name === name);
    assert.ok(named('Difference between two teams') && named('Closed deals'));
    assert.ok(!seen.some(({ role }) => role === 'searchbox' || role === 'radio'));
  });
});
