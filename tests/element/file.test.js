/** A page that is opened from a disk, without a server: the script and a card inside the page are all that it needs. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { smallCard } from './cards.js';
import { launchChromium } from './puppeteer.js';

const FOLDER = '.build/file';
const browser = await launchChromium();
after(() => browser.close());

test('a page at a file: address shows its card, and filters it', async () => {
  mkdirSync(FOLDER, { recursive: true });
  cpSync('dist/comparison-card.js', `${FOLDER}/comparison-card.js`);
  const json = JSON.stringify(smallCard('Card', ['Weight', 'Colour']));
  writeFileSync(
    `${FOLDER}/index.html`,
    `<!doctype html><script async src="comparison-card.js"></script>
     <comparison-card><script type="application/json">${json}</script></comparison-card>`,
  );
  const page = await browser.newPage();
  await page.goto(pathToFileURL(`${FOLDER}/index.html`).href);
  const shown = await page.evaluate(async () => {
    await customElements.whenDefined('comparison-card');
    const card = /** @type {any} */ (document.querySelector('comparison-card'));
    await card.ready;
    card.view = 'q=weight';
    return [card.shadowRoot.querySelector('[part~=title]').textContent, card.matchCount];
  });
  assert.deepEqual(shown, ['Card', 1]);
});
