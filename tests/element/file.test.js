/** A page opened from a disk, without a server: needs only the script and the card inside the page. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { render } from '../../dist/node/index.js';
import { smallCard } from './cards.js';
import { launchShell } from './puppeteer.js';

const FOLDER = '.build/file';
const browser = await launchShell();
after(() => browser.close());

const json = JSON.stringify(smallCard('Card', ['Weight', 'Colour']));

/** @param {string} html */
async function assertWorks(html) {
  mkdirSync(FOLDER, { recursive: true });
  cpSync('dist/comparison-card.js', `${FOLDER}/comparison-card.js`);
  writeFileSync(`${FOLDER}/index.html`, html);
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
  await page.close();
}

test('a page at a file: address shows its card, and filters it', () =>
  assertWorks(
    `<!doctype html><script async src="comparison-card.js"></script>
     <comparison-card><script type="application/json">${json}</script></comparison-card>`,
  ));

test('so does a page that render() wrote', async () => assertWorks(await render(json, { as: 'page' })));
