/**
 * The element as frameworks use it: they set its properties and listen to its events as the types of
 * comparison-card/FRAMEWORK say. Without the package's module, which the page loads as a script.
 */
import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { compile } from 'svelte/compiler';
import { inChromium, LIBRARY } from '../element/browser.js';
import { smallCard } from '../element/cards.js';

/** Programs that define `show`, which writes the element with properties. Listeners call `hear`. @type {Record<string, string>} */
const PROGRAMS = {
  React: `
    import { createElement } from 'react';
    import { createRoot } from 'react-dom/client';
    const root = createRoot(place);
    show = (props) => root.render(
      createElement('comparison-card', { ...props, onviewchange: hear, onload: hear, onerror: hear }));`,
  Preact: `
    import { h, render } from 'preact';
    show = (props) => render(
      h('comparison-card', { ...props, onviewchange: hear, onload: hear, onerror: hear }), place);`,
  Vue: `
    import { h, render } from 'vue';
    show = (props) => render(
      h('comparison-card', { ...props, onViewchange: hear, onLoad: hear, onError: hear }), place);`,
  Svelte: `
    import { flushSync, mount, unmount } from 'svelte';
    import Component from 'component.svelte';
    let shown;
    show = (props) => {
      if (shown) unmount(shown);
      shown = mount(Component, { target: place, props });
      flushSync();
    };`,
  Solid: `
    import { render } from 'solid-js/web';
    import h from 'solid-js/h';
    let end;
    show = (props) => {
      end?.();
      end = render(
        () => h('comparison-card', { ...props, 'on:viewchange': hear, 'on:load': hear, 'on:error': hear }), place);
    };`,
};

const COMPONENT = `
  <script>let { data, theme, history, caption } = $props();</script>
  <comparison-card {data} {theme} {history} {caption} onviewchange={hear} onload={hear} onerror={hear}></comparison-card>`;

/** Compiles the Svelte component. @type {import('esbuild').Plugin} */
const svelte = {
  name: 'svelte',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^component\.svelte$/ }, ({ path }) => ({ path, namespace: 'svelte' }));
    onLoad({ filter: /./, namespace: 'svelte' }, () => ({
      contents: compile(COMPONENT, { generate: 'client', filename: 'component.svelte' }).js.code,
      resolveDir: '.',
    }));
  },
};

/** What the page has for a program: its place, and what its listeners heard. */
const START = `
  globalThis.heard = [];
  globalThis.hear = ({ type, detail, currentTarget }) =>
    heard.push([type, currentTarget.localName, detail?.view ?? detail?.code].join(' ').trim());
  globalThis.place = document.getElementById('place');
  globalThis.show = undefined;`;

/** @param {string} contents */
async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
    conditions: ['browser'],
    logLevel: 'error',
    plugins: [svelte],
  });
  return outputFiles[0].text;
}

/** Waits until the program has heard a line. @param {import('../element/browser.js').Stage} stage @param {string} line */
const heard = (stage, line) => stage.wait((/** @type {string} */ line) => globalThis.heard.includes(line), line);

inChromium('dist', (check) => {
  for (const [name, program] of Object.entries(PROGRAMS)) {
    check(`${name} sets properties, and its listeners get the events`, async (stage) => {
      stage.serve('program.js', await bundle(program), { type: 'text/javascript' });
      const body = `<div id="place"></div><script>${START}</script><script src="program.js"></script>`;
      await stage.open(body, { head: LIBRARY });
      await stage.evaluate((data) => globalThis.show({ data, theme: 'card', history: 'off' }), smallCard('Given'));
      await stage.shown('Given');
      await heard(stage, 'load comparison-card');
      const state = await stage.evaluate(() => {
        const { theme, history } = document.querySelector('comparison-card');
        return { theme, history };
      });
      assert.deepEqual(state, { theme: 'card', history: 'off' });
      await stage.filter('colour');
      await heard(stage, 'viewchange comparison-card q=colour');
      await stage.evaluate(() => globalThis.show({ data: { title: 'Wrong' }, theme: undefined }));
      await heard(stage, 'error comparison-card missing');
      assert.equal(
        await stage.evaluate(() => document.querySelector('comparison-card').getAttribute('theme') || ''),
        '',
      );
    });
  }
});
