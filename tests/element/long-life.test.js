/**
 * Pages open for days: hundreds of cards added and removed, ten thousand keys in one card. Afterwards, Chromium's
 * counters of the page and the engine's memory must be as after the first ones.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { inChromium, inEveryBrowser, LIBRARY } from './browser.js';
import { fiveRows, smallCard } from './cards.js';

const CARDS = 500;
const KEYS = 10_000;

/** Cards added together, shown in one frame. */
const TOGETHER = 100;

/** Allowed growth of the heap in bytes, less than 100 per card. */
const SLACK = 50_000;

const watchMemory = () => {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...args) => {
    const result = await instantiate(...args);
    globalThis[Symbol.for('memory')] ??= result.instance.exports.memory;
    return result;
  };
};

const memory = () => globalThis[Symbol.for('memory')].buffer.byteLength;

/** Adds cards to the page, shows two views of each, and removes them. */
async function comeAndGo(card, count) {
  for (let i = 0; i < count; i++) {
    const element = Object.assign(document.createElement('comparison-card'), { data: card, view: 'q=colour' });
    document.body.append(element);
  }
  const elements = [...document.querySelectorAll('comparison-card')];
  await Promise.all(elements.map(({ ready }) => ready));
  for (const element of elements) {
    element.view = 'sort=-name';
    element.remove();
  }
  await null; // the element frees its memory in a microtask, since it might only have moved
}

/** Types words of the card and others by single keys, and deletes them. */
async function type(count) {
  const field = () => document.querySelector('comparison-card').shadowRoot.querySelector('input');
  const words = ['goal', 'the brand', 'zzz', 'é', '"closed deals"', '-long', 'sales:ready', 'ö'.repeat(9)];
  const keys = words.flatMap((word) => [...word].map((_, i) => word.slice(0, i + 1)).concat(['', word, '']));
  for (let i = 0; i < count; i++) {
    field().value = keys[i % keys.length];
    field().dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    if (i % 500 === 0) await new Promise((resolve) => setTimeout(resolve)); // lets the page run
  }
}

/** Returns the counters of the page, without the test's own records and pending timers. */
async function count(stage) {
  await setTimeout(1000);
  await stage.evaluate(() => {
    globalThis[Symbol.for('seen')].events.length = 0;
  });
  return { memory: await stage.evaluate(memory), ...(await stage.counters()) };
}

/** Fails if the page has grown. */
async function assertSame(stage, before) {
  const { memory: bytes, ...after } = await count(stage);
  assert.equal(bytes, before.memory, 'the engine has taken memory');
  assert.ok(after.nodes <= before.nodes + 9, `${after.nodes} nodes, ${before.nodes} before`);
  assert.ok(after.listeners <= before.listeners, `${after.listeners} listeners, ${before.listeners} before`);
  assert.ok(after.heap < before.heap + SLACK, `${after.heap} bytes of JavaScript, ${before.heap} before`);
}

inChromium('dist', (check) => {
  check(`${CARDS} cards come and go`, async (stage) => {
    await stage.before(watchMemory);
    await stage.open('', { head: LIBRARY });
    const come = () => stage.evaluate(comeAndGo, smallCard('Comes and goes'), TOGETHER);
    for (let i = 0; i < 5; i++) await come();
    const before = await count(stage);
    for (let i = 0; i < CARDS / TOGETHER; i++) await come();
    await assertSame(stage, before);
  });

  check(`${KEYS} keys in one card`, async (stage) => {
    await stage.before(watchMemory);
    stage.serve('card.json', fiveRows);
    await stage.open('<comparison-card src="card.json"></comparison-card>', { head: LIBRARY });
    await stage.shown(fiveRows.title);
    await stage.evaluate(type, 2000);
    const before = await count(stage);
    for (let typed = 0; typed < KEYS; typed += KEYS / 10) await stage.evaluate(type, KEYS / 10);
    await assertSame(stage, before);
  });
});

inEveryBrowser((check) => {
  check('two versions of the script on one page: each serves its own tags, and all cards work', async (stage) => {
    const type = 'text/javascript';
    const script = readFileSync('dist/comparison-card.js', 'utf8');
    stage.serve('comparison-card.js', `${script};globalThis[Symbol.for('old')]=1`, { type });
    for (const name of ['One', 'Two', 'Three']) stage.serve(`${name}.json`, smallCard(name));
    await stage.open(
      `<script src="comparison-card.js" data-comparison-card="One.json"></script>
       <script src="/comparison-card.js" data-comparison-card="Two.json"></script>
       <comparison-card src="Three.json"></comparison-card>`,
    );
    await stage.wait(() => globalThis[Symbol.for('old')]);
    for (const name of ['One', 'Two', 'Three']) {
      const selector = `[src="${name}.json"]:not(script)`;
      await stage.shown(name, selector);
      await stage.setView('q=weight', selector);
      assert.deepEqual((await stage.look(selector)).rows, ['Weight']);
    }
    assert.equal(await stage.evaluate(() => document.querySelectorAll('comparison-card').length), 3);
    assert.deepEqual(stage.lines('error'), []);
  });
});
