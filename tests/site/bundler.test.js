/** Pages with a bundled script: Vite, which uses rollup, and esbuild. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import { inChromium } from '../element/browser.js';
import { assertQuiet, fieldName, filterTo, makeSite } from './site.js';

const folder = makeSite('bundler', 'A bundler');
const made = { vite: `${folder}/vite`, esbuild: `${folder}/esbuild` };

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
/** Returns the file names of requests, without a bundler's suffixes. */
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
    check(
      `${bundler}: a card is shown in its language and filtered, and nothing is fetched but the language`,
      async (stage) => {
        await stage.visit('/');
        await stage.shown('Kupfer und Gold');
        assert.equal(await fieldName(stage), 'Zeilen filtern');
        await stage.settle();
        const before = asked(stage);
        assert.ok(
          before.includes('de') && !before.some((name) => name === 'fallback' || name === 'importers'),
          `${before}`,
        );
        await filterTo(stage, 'cu', 1);
        assert.deepEqual(asked(stage), before);
        assertQuiet(stage);
      },
    );
  });
}
