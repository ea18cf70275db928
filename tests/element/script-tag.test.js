import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN, smallCard } from './cards.js';

const SRC = '/comparison-card.js';

/** Returns the order of marked nodes and cards in the body, such as "before card after". */
function order() {
  const nodes = [...document.querySelectorAll('body p[id], comparison-card')];
  return nodes.map((node) => node.id || 'card').join(' ');
}

/** Waits until a number of cards are shown. */
function cardsShown(count) {
  const cards = [...document.querySelectorAll('comparison-card')];
  return cards.length === count && cards.every((card) => card.shadowRoot?.querySelector('[part~=title]'));
}

/** Name, body of a page, order of its elements. All show the built-in card. */
const places = [
  ['async', `<p id="a"></p><script async src="${SRC}" data-comparison-card=""></script><p id="b"></p>`, 'a card b'],
  ['defer', `<p id="a"></p><script defer src="${SRC}" data-comparison-card></script><p id="b"></p>`, 'a card b'],
  [
    'in the middle of the body',
    `<p id="a"></p><script src="${SRC}" data-comparison-card></script><p id="b"></p>`,
    'a card b',
  ],
  ['last in the body', `<p id="a"></p><script src="${SRC}" data-comparison-card></script>`, 'a card'],
  [
    'inside another element',
    `<main><p id="a"></p><div><script async src="${SRC}" data-comparison-card></script></div><p id="b"></p></main>`,
    'a card b',
  ],
  [
    'as a module',
    '<p id="a"></p><script type="module" src="/comparison-card.mjs" data-comparison-card></script><p id="b"></p>',
    'a card b',
  ],
  [
    'several tags of one address',
    `<script async src="${SRC}" data-comparison-card></script><p id="a"></p>` +
      `<script async src="${SRC}" data-comparison-card></script><p id="b"></p>` +
      `<script async src="${SRC}" data-comparison-card></script>`,
    'card a card b card',
  ],
  [
    'tags of two addresses of the same file',
    `<script src="${SRC}?one" data-comparison-card></script><p id="a"></p>` +
      `<script src="${SRC}?two" data-comparison-card></script><p id="b"></p>`,
    'card a card b',
  ],
  [
    'beside the module',
    `<script src="${SRC}" data-comparison-card></script><p id="a"></p>` +
      '<script type="module" src="/comparison-card.mjs" data-comparison-card></script>',
    'card a card',
  ],
  [
    'a marker after the script',
    `<script src="${SRC}"></script><p id="a"></p><script data-comparison-card></script><p id="b"></p>`,
    'a card b',
  ],
  [
    'a marker before the script',
    `<p id="a"></p><script data-comparison-card></script><p id="b"></p><script src="${SRC}"></script>`,
    'a card b',
  ],
  [
    'a marker of a type that is not run',
    `<p id="a"></p><script type="text/plain" data-comparison-card></script><script async src="${SRC}"></script>`,
    'a card',
  ],
];

/** Elements before and after the script, with every way to load a script. */
const ways = [
  ['async', `<script async src="${SRC}"></script>`],
  ['defer', `<script defer src="${SRC}"></script>`],
  ['synchronous', LIBRARY],
  ['twice', LIBRARY + LIBRARY],
  ['two addresses', `${LIBRARY}<script src="${SRC}?again"></script>`],
  ['module', '<script type="module" src="/comparison-card.mjs"></script>'],
  ['module and script', `<script type="module" src="/comparison-card.mjs"></script>${LIBRARY}`],
];

inEveryBrowser((check, once) => {
  for (const [name, body, expected] of places) {
    once(`script tag, ${name}: the card is next to the tag`, async (stage) => {
      await stage.open(body);
      await stage.wait(cardsShown, expected.split('card').length - 1);
      assert.equal(await stage.evaluate(order), expected);
      assert.equal((await stage.look()).title, BUILTIN);
      await stage.settle();
      assert.equal(await stage.evaluate(order), expected, 'no more cards come');
    });
  }

  once('script tag: its value is the address of the card', async (stage) => {
    stage.serve('deep/card.json', smallCard('Served'));
    await stage.open(`<script async src="${SRC}" data-comparison-card="deep/card.json"></script>`);
    await stage.shown('Served');
    const srcs = await stage.evaluate(() =>
      [...document.querySelectorAll('comparison-card')].map((card) => card.getAttribute('src')),
    );
    assert.deepEqual(srcs, ['deep/card.json']);
  });

  once('script tag: tags of one address show different cards', async (stage) => {
    for (const name of ['one', 'two']) stage.serve(`${name}.json`, smallCard(name));
    await stage.open(
      ['one', 'two'].map((name) => `<script async src="${SRC}" data-comparison-card="${name}.json"></script>`).join(''),
    );
    await stage.wait(cardsShown, 2);
    assert.equal((await stage.look('script + comparison-card')).title, 'one');
    assert.equal((await stage.look('comparison-card ~ script + comparison-card')).title, 'two');
  });

  check('script tag: one that another script inserts late', async (stage) => {
    await stage.open('<p id="a"></p><p id="b"></p>');
    await stage.evaluate((src) => {
      const tag = document.createElement('script');
      tag.src = src;
      tag.dataset.comparisonCard = '';
      document.getElementById('a').after(tag);
    }, SRC);
    await stage.shown(BUILTIN);
    assert.equal(await stage.evaluate(order), 'a card b');
  });

  once('script tag: a second one inserted late, when the script has long run', async (stage) => {
    await stage.open(`<script src="${SRC}" data-comparison-card></script><p id="a"></p>`);
    await stage.shown(BUILTIN);
    await stage.evaluate((src) => {
      const tag = document.createElement('script');
      tag.src = src;
      tag.dataset.comparisonCard = '';
      document.getElementById('a').after(tag);
    }, SRC);
    await stage.wait(cardsShown, 2);
    assert.equal(await stage.evaluate(order), 'card a card');
  });

  check('script tag: a module that is imported late serves the markers', async (stage) => {
    await stage.open('<p id="a"></p><script data-comparison-card></script><p id="b"></p>');
    const names = await stage.evaluate(async () => Object.keys(await import('/comparison-card.mjs')));
    assert.deepEqual(names.sort(), ['CardError', 'ComparisonCard']);
    await stage.shown(BUILTIN);
    assert.equal(await stage.evaluate(order), 'a card b');
  });

  check('script tag: in <head> it warns and nothing breaks', async (stage) => {
    const head = `<script src="${SRC}" data-comparison-card></script>`;
    await stage.open('<p id="a"></p><comparison-card src=""></comparison-card>', { head });
    await stage.shown(BUILTIN);
    assert.equal(await stage.evaluate(order), 'a card');
    assert.equal(stage.lines('warn').length, 1);
    assert.match(stage.lines('warn')[0].text, /<head>/);
    assert.deepEqual(stage.lines('error'), []);
  });

  once('script tag: in <head> with async it warns and nothing breaks', async (stage) => {
    await stage.open('<p id="a"></p>', { head: `<script async src="${SRC}" data-comparison-card></script>` });
    await stage.wait(() => Boolean(customElements.get('comparison-card')));
    await stage.settle();
    assert.equal(await stage.evaluate(order), 'a');
    assert.equal(stage.lines('warn').length, 1);
  });

  check('script tag: alone in a page, where the parser moves it into <head>, it shows the card', async (stage) => {
    await stage.open(`<!doctype html><script async src="${SRC}" data-comparison-card=""></script>`);
    await stage.shown(BUILTIN);
    assert.equal(await stage.evaluate(() => document.querySelector('comparison-card').parentNode.localName), 'body');
    assert.deepEqual(stage.lines('warn'), []);
  });

  check('script tag: nothing is asked for but the script and the card, whatever the reader does', async (stage) => {
    stage.serve('card.json', smallCard('Served'));
    const page = await stage.open(`<script async src="${SRC}" data-comparison-card="card.json"></script>`);
    await stage.shown('Served');
    await stage.settle();
    const requests = [page.url, `${stage.origin}${SRC}`, `${page.url}card.json`];
    assert.deepEqual(stage.requests.sort(), requests.sort());
    await stage.filter('colour');
    await stage.wait(() => document.querySelector('comparison-card').matchCount === 1);
    assert.deepEqual(stage.requests.sort(), requests.sort());
  });

  once('script tag: it sets the title of a table', async (stage) => {
    stage.serve('a.csv', 'x,A\na,1', { type: 'text/csv' });
    await stage.open(`<script async src="${SRC}" data-comparison-card="a.csv" data-caption="Called so"></script>`);
    assert.equal((await stage.shown('Called so')).matchCount, 1);
  });

  once('script tag: the built-in card needs no request', async (stage) => {
    const page = await stage.open(`<script async src="${SRC}" data-comparison-card=""></script>`);
    await stage.shown(BUILTIN);
    assert.deepEqual(stage.requests.sort(), [`${stage.origin}${SRC}`, page.url].sort());
  });

  once('script tag: a card that cannot be had leaves the page as it is', async (stage) => {
    await stage.open(`<p id="a"></p><script async src="${SRC}" data-comparison-card="no.json"></script><p id="b"></p>`);
    const { code } = await stage.event('error');
    assert.equal(code, 'http');
    assert.equal(await stage.evaluate(order), 'a card b');
    assert.equal(await stage.evaluate(() => document.querySelector('comparison-card').offsetHeight), 0);
  });

  for (const [name, script] of ways) {
    // The script finds out itself whether it has run before.
    (/^tw|and/.test(name) ? once : check)(`elements before and after the script (${name})`, async (stage) => {
      const element = (id) => `<comparison-card src="" id="${id}"></comparison-card>`;
      await stage.open(`${element('before')}${script}${element('after')}`);
      await stage.wait(cardsShown, 2);
      await stage.settle();
      const loads = (await stage.events()).filter(({ type }) => type === 'load').map(({ id }) => id);
      assert.deepEqual(loads.sort(), ['after', 'before']);
      assert.deepEqual(stage.lines('warn'), []);
    });
  }
});
