/** A page whose script a bundler made: Vite, which has rollup do it, and esbuild. */
import assert from 'node:assert/strict';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import { inChromium } from '../element/browser.js';
import { assertQuiet, fieldName, filterTo, makeSite } from './site.js';

const folder = makeSite('bundler', 'A bundler');
const made = { vite: `${folder}/vite`, esbuild: `${folder}/esbuild`, broken: `${folder}/broken` };

await vite.build({ root: folder, base: './', logLevel: 'error', build: { outDir: made.vite } });
cpSync(`${folder}/public`, made.esbuild, { recursive: true });
cpSync(`${folder}/index.html`, `${made.esbuild}/index.html`);
await esbuild.build({
  entryPoints: [`${folder}/card.js`],
  outdir: made.esbuild,
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
});
cpSync(made.vite, made.broken, { recursive: true });
for (const name of readdirSync(`${made.broken}/assets`).filter((name) => name.startsWith('tools'))) {
  rmSync(`${made.broken}/assets/${name}`);
}

/** The last part of each address that the page asked for, without what bundlers add to it. */
const asked = (/** @type {import('../element/browser.js').Stage} */ { requests }) =>
  requests
    .map((url) =>
      url
        .split('/')
        .pop()
        ?.replace(/-\w{8}.*/, ''),
    )
    .filter((name) => name !== 'chunk');

for (const bundler of /** @type {const} */ (['vite', 'esbuild'])) {
  inChromium(made[bundler], (check) => {
    check(`${bundler}: a card is shown in its language, and the tools come when a reader does`, async (stage) => {
      await stage.visit('/');
      await stage.shown('Kupfer und Gold');
      assert.equal(await fieldName(stage), 'Zeilen filtern');
      await stage.settle();
      assert.deepEqual(
        asked(stage).filter((name) => name === 'de' || name === 'tools'),
        ['de'],
      );
      await filterTo(stage, 'cu', 1);
      assert.ok(asked(stage).includes('tools'));
      assertQuiet(stage);
    });
  });
}

inChromium(made.broken, (check) => {
  check('where the tools are missing, the card can be read and says so', async (stage) => {
    await stage.visit('/');
    await stage.shown('Kupfer und Gold');
    await stage.filter('cu');
    await stage.settle();
    assert.deepEqual((await stage.look()).rows, ['Dichte', 'Zeichen']);
    assert.match(stage.lines('warn')[0].text, /cards can be read, not filtered: .*tools/);
  });
});
