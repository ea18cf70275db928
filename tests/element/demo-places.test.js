/** The demo page on a site, on this computer, and opened from a folder. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { TEA } from './cards.js';
import { launchShell } from './puppeteer.js';

/** Content types by extension. @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };

const browser = await launchShell();
after(() => browser.close());

describe('the demo page', () => {
  /** Opens the page with the files of dist/ at any address. @param {string} address */
  async function openAt(address) {
    const page = await browser.newPage();
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      const { protocol, pathname } = new URL(request.url());
      const path = `dist/${pathname.replace(/^.*\//, '') || 'index.html'}`;
      if (protocol === 'file:') request.continue();
      else if (existsSync(path)) request.respond({ body: readFileSync(path), contentType: TYPES[extname(path)] });
      else request.respond({ status: 404 });
    });
    await page.goto(address);
    return page;
  }

  const look = () => ({
    isLocal: document.querySelector('#local').checkVisibility(),
    snippet: document.querySelector('#snippet').textContent.split('\n')[0],
    fallback: document.querySelector('#fallback').textContent,
    docs: [...document.querySelectorAll('a[href^="docs/"]')].map((link) => link.getAttribute('href')),
  });

  test('on a site names its own address, and leads to the docs', async () => {
    const page = await openAt('https://example.org/cards/');
    const { isLocal, snippet, docs } = await page.evaluate(look);
    assert.equal(isLocal, false);
    assert.equal(snippet, '<script async src="https://example.org/cards/comparison-card.js"></script>');
    assert.deepEqual(docs.sort(), ['docs/index.html', 'docs/index.html', 'docs/spreadsheet.html', 'docs/start.html']);
  });

  for (const host of ['localhost', '127.0.0.1:8080', '[::1]', 'blog.localhost']) {
    test(`on ${host} says that the address is that of this computer`, async () => {
      const page = await openAt(`http://${host}/`);
      assert.equal((await page.evaluate(look)).isLocal, true);
    });
  }

  test('opened from a folder shows its card, and says why it shows no other', async () => {
    const page = await openAt(pathToFileURL('dist/index.html').href);
    const title = await page.evaluate(async () => {
      await customElements.whenDefined('comparison-card');
      const card = /** @type {any} */ (document.querySelector('comparison-card'));
      await card.ready;
      return card.shadowRoot.querySelector('[part~=title]').textContent;
    });
    assert.equal(title, TEA);
    const loaded = page.waitForNavigation();
    await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector('a[href*=metals]')).click());
    await loaded;
    const { isLocal, fallback } = await page.evaluate(look);
    assert.ok(isLocal);
    assert.match(fallback, /only from a web server/);
  });
});
