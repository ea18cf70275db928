/** The demo page, and what it gives to paste. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { inEveryBrowser } from './browser.js';
import { BUILTIN, TEA } from './cards.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** The cards of data/ with their own page, and their titles. */
const cards = readdirSync('data')
  .filter((name) => /(?<!schema)\.json$/.test(name))
  .map((name) => [name, JSON.parse(readFileSync(`data/${name}`, 'utf8')).title]);

const textOf = (/** @type {string} */ selector) => document.querySelector(selector).textContent;

const findings = async () => {
  const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
};

inEveryBrowser((check, once) => {
  check(
    'the HTML to paste works in a page of another site, and holds the card that the demo page shows',
    async (stage) => {
      await stage.visit('/', { elsewhere: true });
      const { rows } = await stage.shown(TEA);
      const html = await stage.evaluate(textOf, '#snippet');
      assert.match(html, /^<script async src="http:[^"]+\/comparison-card\.js"><\/script>\n<comparison-card>\n/);
      assert.doesNotMatch(html, /^$/m, 'editors make paragraphs of empty lines');
      await stage.open(`<h1>My post</h1><p>Before</p>${html}<p>After</p>`);
      assert.deepEqual((await stage.shown(TEA)).rows, rows);
      const order = await stage.evaluate(() => [...document.body.children].map(({ localName }) => localName));
      assert.deepEqual(order, ['h1', 'p', 'script', 'comparison-card', 'p']);
      await stage.filter('seeds');
      await stage.event('viewchange', 5);
      assert.match((await stage.look()).status, /^1 of 5 rows/);
    },
  );

  check('the built-in card is one of the demo page, and its line works in a page of another site', async (stage) => {
    await stage.visit('/', { elsewhere: true });
    await stage.evaluate(() => document.querySelector('a[href="?card="]').click());
    await stage.shown(BUILTIN);
    const line = await stage.evaluate(textOf, '#snippet');
    assert.match(line, /^<script async src="http:.*" data-comparison-card=""><\/script>$/);
    await stage.open(`<p>Before</p>${line}<p>After</p>`);
    await stage.shown(BUILTIN);
  });

  for (const [file, title] of cards.filter(([file]) => file !== 'sales-vs-marketing.json')) {
    once(`the demo page shows ${file}, and the line for it`, async (stage) => {
      await stage.visit('/');
      await stage.evaluate((file) => document.querySelector(`a[href="?card=${file}"]`).click(), file);
      await stage.shown(title);
      assert.ok((await stage.evaluate(textOf, '#snippet')).includes(`data-comparison-card="${stage.origin}/${file}"`));
      const current = await stage.evaluate(() => document.querySelector('[aria-current=page]').search);
      assert.equal(current, `?card=${file}`);
      await stage.evaluate(() => history.back());
      await stage.shown(TEA);
    });
  }

  once('an address with quotation marks cannot add to the line', async (stage) => {
    for (const address of [
      'data:application/json,{"a":"" onload="alert(1)}',
      'a.json?x="onload="alert(1)',
      'https://',
    ]) {
      await stage.visit(`/?card=${encodeURIComponent(address)}`);
      await stage.wait(() => document.querySelector('#snippet').textContent !== '');
      const line = await stage.evaluate(textOf, '#snippet');
      assert.match(line, /^<script async src="[^"]*" data-comparison-card="[^"]*"><\/script>$/, address);
    }
  });

  once('the link to the HTML leaves the card as the reader filtered it', async (stage) => {
    await stage.visit('/');
    await stage.evaluate(() => document.querySelector('a[href="?card="]').click());
    await stage.shown(BUILTIN);
    await stage.filter('goal');
    await stage.event('viewchange', 4);
    await stage.evaluate(() => {
      document.querySelector('comparison-card').addEventListener('load', () => {
        document.title = 'loaded again';
      });
      document.querySelector('a[href="#paste"]').click();
    });
    await stage.settle();
    const { title, top } = await stage.evaluate(() => ({
      title: document.title,
      top: document.querySelector('#paste').getBoundingClientRect().top,
    }));
    assert.doesNotMatch(title, /loaded again/);
    assert.ok(top >= 0 && top < 700, `${top}`);
  });

  once('the demo page copies the HTML, or selects it if the browser refuses', async (stage) => {
    await stage.visit('/');
    const press = async (/** @type {boolean} */ isAllowed) => {
      const writeText = async (/** @type {string} */ text) => {
        if (!isAllowed) throw new Error('refused');
        globalThis.copied = text;
      };
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
      const button = document.querySelector('#copy');
      button.click();
      await new Promise(requestAnimationFrame);
      return [button.textContent, isAllowed ? globalThis.copied : String(getSelection())];
    };
    const html = await stage.evaluate(textOf, '#snippet');
    assert.deepEqual(await stage.evaluate(press, true), ['Copied', html]);
    assert.deepEqual(await stage.evaluate(press, false), ['Selected', html]);
  });

  for (const [file, title] of cards) {
    once(`${file} has a page of its own, where links between the cards lead`, async (stage) => {
      await stage.visit(`/${file.replace('.json', '.html')}`);
      await stage.shown(title);
      const { count, broken } = await stage.evaluate(async () => {
        const links = [...document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=see-also] a')];
        const answers = await Promise.all(links.map(async ({ href }) => [(await fetch(href)).ok, href]));
        return { count: links.length, broken: answers.filter(([ok]) => !ok) };
      });
      assert.ok(count > 0);
      assert.deepEqual(broken, []);
    });
  }

  for (const width of [390, 1280]) {
    (width === 390 ? check : once)(
      `nothing that is seen moves while the demo page loads at ${width} px`,
      async (stage) => {
        await stage.resize(width);
        await stage.visit('/');
        await stage.shown(TEA);
        await stage.settle();
        const moved = await stage.evaluate(async () => {
          const type = 'layout-shift';
          if (!PerformanceObserver.supportedEntryTypes.includes(type)) return 0;
          const list = await new Promise((resolve) => {
            new PerformanceObserver((list) => resolve(list.getEntries())).observe({ type, buffered: true });
            setTimeout(resolve, 500, []);
          });
          return list.reduce((sum, { value }) => sum + value, 0);
        });
        assert.equal(moved, 0);
      },
    );
  }

  for (const width of [320, 1280]) {
    once(`axe finds nothing in the demo page at ${width} px, light or dark`, async (stage) => {
      await stage.resize(width);
      await stage.visit('/');
      await stage.shown(TEA);
      await stage.evaluate(axe);
      for (const scheme of ['light', 'dark']) {
        await stage.evaluate((scheme) => document.querySelector(`[value="${scheme}"]`).click(), scheme);
        await stage.settle();
        assert.deepEqual(await stage.evaluate(findings), [], scheme);
      }
      assert.equal(await stage.evaluate(() => document.scrollingElement.scrollWidth), width);
    });
  }
});
