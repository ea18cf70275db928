/** A site made with Eleventy, with prerendered cards. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { inChromium } from '../element/browser.js';
import { run } from '../release/pack.js';
import { assertQuiet, fieldName, filterTo, makeSite } from './site.js';

const folder = makeSite('eleventy', 'Eleventy');
run(resolve('node_modules/.bin/eleventy'), ['--quiet'], { cwd: folder });

inChromium(`${folder}/_site`, (check) => {
  check('the page holds the card between its own texts, before any script runs', async (stage) => {
    await stage.open(readFileSync(`${folder}/_site/index.html`, 'utf8'), { javascript: false });
    const texts = await stage.evaluate(() =>
      [...document.body.children].map(
        (node) =>
          node.querySelector('comparison-card')?.shadowRoot?.querySelector('h2')?.textContent ?? node.textContent,
      ),
    );
    assert.deepEqual(texts, ['A post', 'Before the card.', 'Kupfer und Gold', 'After the card.']);
    assert.equal(await fieldName(stage), 'Zeilen filtern');
  });

  check('the card that the page holds filters, in its language', async (stage) => {
    await stage.visit('/');
    await stage.event('load');
    await stage.shown('Kupfer und Gold');
    assert.equal(await fieldName(stage), 'Zeilen filtern');
    await filterTo(stage, 'cu', 1);
    assert.deepEqual((await stage.look()).rows, ['Zeichen']);
    assertQuiet(stage);
  });
});
