/** A site made with React and Vite: rendered in the page, and on the server. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { inChromium } from '../element/browser.js';
import { assertQuiet, fieldName, filterTo, makeSite } from './site.js';

const folder = makeSite('react', 'React');

/** @type {import('vite').InlineConfig} */
const options = { root: folder, base: './', logLevel: 'error', esbuild: { jsx: 'automatic' } };
await build(options);
await build({ ...options, build: { ssr: 'server.jsx', outDir: 'server' } });
const { html } = await import(pathToFileURL(`${folder}/server/server.js`).href);
const page = readFileSync(`${folder}/dist/index.html`, 'utf8');
writeFileSync(
  `${folder}/dist/server.html`,
  page.replace('<div id="root">', (tag) => tag + html()),
);

inChromium(`${folder}/dist`, (check) => {
  for (const [where, path] of [
    ['rendered in the page', '/'],
    ['rendered on the server', '/server.html'],
  ]) {
    check(`${where}: a card from a property is shown, filters, and tells React of its view`, async (stage) => {
      await stage.visit(path);
      await stage.shown('Tea and coffee');
      await filterTo(stage, 'plant', 1);
      await stage.wait(() => document.querySelector('output')?.textContent === 'q=plant');
      assert.deepEqual((await stage.look()).rows, ['Plant']);
      assertQuiet(stage);
    });

    check(`${where}: another page shows its card, with the words of its language`, async (stage) => {
      await stage.visit(path);
      await stage.shown('Tea and coffee');
      for (const [id, title] of [
        ['metals', 'Kupfer und Gold'],
        ['tea', 'Tea and coffee'],
        ['metals', 'Kupfer und Gold'],
      ]) {
        await stage.evaluate((id) => document.getElementById(id)?.click(), id);
        await stage.shown(title);
      }
      assert.equal(await fieldName(stage), 'Zeilen filtern');
      await filterTo(stage, 'au', 1);
      assertQuiet(stage);
    });
  }
});
