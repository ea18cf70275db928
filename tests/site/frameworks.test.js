/**
 * Pages whose scripts move or replace cards: htmx and Turbo, React in strict mode, Vue, and the browser's back-forward
 * cache.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { inEveryBrowser, LIBRARY } from '../element/browser.js';
import { BUILTIN } from '../element/cards.js';

const read = (/** @type {string} */ path) => readFileSync(`node_modules/${path}`, 'utf8');

const REACT = `
  import { StrictMode, useEffect, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  function Page() {
    const [count, setCount] = useState(0);
    const [isShown, setShown] = useState(true);
    const [view, setView] = useState('');
    useEffect(() => () => { globalThis.unmounted = (globalThis.unmounted ?? 0) + 1; }, []);
    return <main title={count}>
      <button id="again" onClick={() => setCount(count + 1)} />
      <button id="toggle" onClick={() => setShown(!isShown)} />
      <output>{view}</output>
      {isShown && <comparison-card src="" onviewchange={({ detail }) => setView(detail.view)}><p>Fallback {count}</p></comparison-card>}
    </main>;
  }
  createRoot(document.getElementById('root')).render(<StrictMode><Page /></StrictMode>);
`;

const VUE = `
  const { createApp, KeepAlive, ref, Teleport, Transition } = Vue;
  const Card = { template: '<comparison-card src=""><p>Fallback</p></comparison-card>' };
  const app = createApp({
    components: { Card },
    setup: () => ({ count: ref(0), isShown: ref(true), to: ref('#here') }),
    template: \`
      <button id="again" @click="count++"></button>
      <button id="toggle" @click="isShown = !isShown"></button>
      <button id="move" @click="to = '#there'"></button>
      <main :title="count"><Teleport :to="to"><KeepAlive><Card v-if="isShown"/></KeepAlive></Teleport></main>\`,
  });
  app.config.compilerOptions.isCustomElement = (tag) => tag === 'comparison-card';
  app.mount('#root');
`;

const { outputFiles } = await esbuild.build({
  stdin: { contents: REACT, loader: 'jsx', resolveDir: '.' },
  bundle: true,
  write: false,
  format: 'iife',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"development"' }, // it mounts twice there
});

/** @typedef {import('../element/browser.js').Stage} Stage */

/** Opens a page with a script in its head. @param {Stage} stage @param {string} body @param {string[]} scripts */
async function open(stage, body, ...scripts) {
  const tags = scripts.map((script, i) => {
    stage.serve(`script-${i}.js`, script, { type: 'text/javascript' });
    return `<script src="script-${i}.js" defer></script>`;
  });
  const head = LIBRARY + tags.join('');
  await stage.open(body, { head });
  return head;
}

const click = (/** @type {Stage} */ stage, /** @type {string} */ selector) =>
  stage.evaluate((selector) => document.querySelector(selector).click(), selector);

/** Types into a card and waits for one row. @param {Stage} stage */
async function filter(stage) {
  await stage.filter('audience');
  await stage.wait(() => document.querySelector('comparison-card')?.matchCount === 1);
}

/** Asserts that a card is shown again and can be filtered. @param {Stage} stage */
async function assertWorks(stage) {
  await stage.shown(BUILTIN);
  await stage.filter('');
  await filter(stage);
  assert.deepEqual((await stage.look()).rows, ['Target audience']);
  assert.deepEqual([stage.lines('error'), stage.lines('warning')], [[], []]);
}

/** Marks the current card, to tell it from another. */
const mark = () => {
  document.querySelector('comparison-card')[Symbol.for('seen before')] = true;
};
const isMarked = () => document.querySelector('comparison-card')[Symbol.for('seen before')] === true;

const CARD = '<comparison-card src=""><p>Fallback</p></comparison-card>';

inEveryBrowser((check, once) => {
  for (const [swap, keeps] of /** @type {const} */ ([
    ['innerHTML', false],
    ['outerHTML', false],
    ['innerMorph', true],
    ['outerMorph', true],
  ])) {
    once(`htmx replaces the content around a card: ${swap}`, async (stage) => {
      const inside = `<p id="news">News</p>${CARD}`;
      stage.serve('news', swap.startsWith('outer') ? `<main id="main">${inside}</main>` : inside, {
        type: 'text/html',
      });
      await open(
        stage,
        `<button hx-get="news" hx-target="#main" hx-swap="${swap}">Get</button><main id="main">${CARD}</main>`,
        read('htmx.org/dist/htmx.min.js'),
      );
      await stage.shown(BUILTIN);
      await filter(stage);
      await stage.evaluate(mark);
      await click(stage, 'button');
      await stage.wait(() => document.getElementById('news') !== null);
      assert.equal(await stage.evaluate(isMarked), keeps);
      if (keeps) assert.deepEqual((await stage.shown(BUILTIN)).rows, ['Target audience'], 'the view stays');
      await assertWorks(stage);
    });
  }

  check('Turbo leads to a page without a card, and back', async (stage) => {
    const head = await open(
      stage,
      `<h1>First</h1><a href="second">On</a>${CARD}`,
      read('@hotwired/turbo/dist/turbo.es2017-umd.js'),
    );
    stage.serve('second', `<!doctype html><html lang="en"><head>${head}</head><body><h1>Second</h1>`, {
      type: 'text/html',
    });
    await stage.shown(BUILTIN);
    await stage.evaluate(() => {
      globalThis.isSameDocument = true;
    });
    await filter(stage);
    await stage.wait(() => location.hash.includes('audience'));
    await click(stage, 'a');
    await stage.wait(() => document.querySelector('h1').textContent === 'Second');
    await stage.evaluate(() => history.back());
    await stage.wait(() => document.querySelector('h1').textContent === 'First');
    assert.equal(await stage.evaluate(() => globalThis.isSameDocument), true);
    await stage.wait(() => document.querySelector('comparison-card')?.matchCount === 1);
    await assertWorks(stage);
  });

  once(
    'React in strict mode: a card mounts twice, stays as its page is written anew, goes and comes',
    async (stage) => {
      await open(stage, '<div id="root"></div>', outputFiles[0].text);
      await stage.shown(BUILTIN);
      assert.equal(await stage.evaluate(() => globalThis.unmounted), 1, 'strict mode is on');
      await filter(stage);
      await stage.wait(() => document.querySelector('output').textContent === 'q=audience');
      await stage.evaluate(mark);
      await click(stage, '#again');
      await stage.wait(() => document.querySelector('main').title === '1');
      assert.equal(await stage.evaluate(isMarked), true);
      assert.deepEqual((await stage.look()).rows, ['Target audience']);
      await click(stage, '#toggle');
      await stage.wait(() => !document.querySelector('comparison-card'));
      await click(stage, '#toggle');
      await assertWorks(stage);
    },
  );

  once('Vue: a card is kept alive out of the page, and moves', async (stage) => {
    const body = '<div id="root"></div><div id="here"></div><div id="there"></div>';
    await open(stage, body, read('vue/dist/vue.global.prod.js'), VUE);
    await stage.shown(BUILTIN);
    await filter(stage);
    await stage.evaluate(mark);
    await click(stage, '#again');
    await stage.wait(() => document.querySelector('main').title === '1');
    await click(stage, '#toggle');
    await stage.wait(() => !document.querySelector('comparison-card'));
    await click(stage, '#toggle');
    await stage.wait(() => document.querySelector('comparison-card') !== null);
    await click(stage, '#move');
    await stage.wait(() => document.querySelector('#there comparison-card') !== null);
    assert.equal(await stage.evaluate(isMarked), true);
    assert.deepEqual((await stage.shown(BUILTIN)).rows, ['Target audience'], 'the view stays');
    await assertWorks(stage);
  });

  check('the browser brings a page back as it was', async (stage) => {
    stage.serve('second', '<!doctype html><title>Second</title>', { type: 'text/html' });
    await stage.open(`<a href="second">On</a>${CARD}`, { head: LIBRARY, headers: { 'cache-control': 'max-age=60' } });
    await stage.shown(BUILTIN);
    await filter(stage);
    await stage.wait(() => location.hash.includes('audience'));
    await stage.evaluate(() => {
      globalThis.isSameDocument = true;
    });
    await stage.evaluate(() => setTimeout(() => document.querySelector('a').click()));
    await stage.wait(() => document.title === 'Second');
    await stage.evaluate(() => setTimeout(() => history.back()));
    await stage.wait(() => document.title === 'Test');
    // The tests' Chromium reloads it.
    const isBroughtBack = () => globalThis.isSameDocument || /Chrome/.test(navigator.userAgent);
    assert.ok(await stage.evaluate(isBroughtBack));
    await stage.wait(() => document.querySelector('comparison-card')?.matchCount === 1);
    await assertWorks(stage);
  });
});
