/** A site made with Vue, by Vite. */
import assert from 'node:assert/strict';
import { build } from 'vite';
import { inChromium } from '../element/browser.js';
import { assertQuiet, fieldName, filterTo, makeSite } from './site.js';

const folder = makeSite('vue', 'Vue');
await build({ root: folder, configFile: `${folder}/vite.config.js`, base: './', logLevel: 'error' });

inChromium(`${folder}/dist`, (check) => {
  check('a card from a property is shown, filters, and tells Vue of its view', async (stage) => {
    await stage.visit('/');
    await stage.shown('Tea and coffee');
    await filterTo(stage, 'plant', 1);
    await stage.wait(() => document.querySelector('output')?.textContent === 'q=plant');
    assertQuiet(stage);
  });

  check('another card takes its place, with the words of its language', async (stage) => {
    await stage.visit('/');
    await stage.shown('Tea and coffee');
    await stage.evaluate(() => document.getElementById('metals')?.click());
    await stage.shown('Kupfer und Gold');
    assert.equal(await fieldName(stage), 'Zeilen filtern');
    await filterTo(stage, 'au', 1);
    assertQuiet(stage);
  });
});
