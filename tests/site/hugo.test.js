/** A site made with Hugo. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { inChromium } from '../element/browser.js';
import { run } from '../release/pack.js';
import { assertQuiet, fieldName, filterTo, makeSite } from './site.js';

const folder = makeSite('hugo', 'Hugo');
cpSync(`${folder}/node_modules/comparison-card/dist`, `${folder}/static/comparison-card`, { recursive: true });
run(process.env.HUGO ?? 'hugo', ['--quiet'], { cwd: folder });

inChromium(`${folder}/public`, (check) => {
  check('a shortcode puts a card into a page, which filters in its language', async (stage) => {
    await stage.visit('/');
    await stage.shown('Kupfer und Gold');
    const texts = await stage.evaluate(() => [...document.body.children].map(({ textContent }) => textContent?.trim()));
    assert.deepEqual(texts, ['Before the card.', 'Kupfer leitet besser, *Gold* rostet nie.', 'After the card.']);
    assert.equal(await fieldName(stage), 'Zeilen filtern');
    await filterTo(stage, 'cu', 1);
    assertQuiet(stage);
  });
});
