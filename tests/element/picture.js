/** Takes the pictures of real cards for the README and the docs: ./build.sh picture. */
import { createServer } from 'node:http';
import sirv from 'sirv';
import { launchChromium } from './puppeteer.js';

const STYLE = `<style>
  body { display: flex; gap: 20px; box-sizing: border-box; height: 100vh; margin: 0; padding: 20px;
         background: #eceef1; font: 13px/1.55 system-ui, Arial, sans-serif; }
  div { overflow: hidden; border-radius: 12px; flex: 1; background: #fff; }
  comparison-card { margin: 24px; }
  .narrow { flex: 0 0 300px; }
  .dark { background: #16181c; color: #eef0f3; color-scheme: dark; }
</style>`;

/** Each picture with its content; a card marked data-table shows its table. */
const pictures = [
  {
    file: 'web/docs/card.png',
    height: 860,
    body: `<div><comparison-card src="sales-vs-marketing.json" view="q=lead"></comparison-card></div>
      <div class="narrow dark"><comparison-card src="sales-vs-marketing.json" data-table></comparison-card></div>`,
  },
  {
    file: 'web/docs/table.png',
    height: 620,
    body: `<div class="dark"><comparison-card src="metals.json" view="sort=-Gold" data-table></comparison-card></div>`,
  },
  {
    file: 'web/docs/phones.png',
    height: 640,
    body: `<div><comparison-card src="prepaid-vs-postpaid.json" view="only=differences" data-table></comparison-card></div>
      <div><comparison-card src="tea-vs-coffee.ar.json" theme="editorial"></comparison-card></div>
      <div class="dark"><comparison-card src="planets.json" view="q=km" theme="plain" data-table></comparison-card></div>`,
  },
];

const pages = sirv('dist', { dev: true });
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://localhost');
  const picture = pictures.find(({ file }) => `/${file}` === pathname);
  if (!picture) return pages(request, response);
  response.setHeader('content-type', 'text/html');
  response.end(`<!doctype html><base href="/">${STYLE}${picture.body}<script src="comparison-card.js"></script>`);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

const browser = await launchChromium();
const page = await browser.newPage();
for (const { file, height } of pictures) {
  await page.setViewport({ width: 1160, height });
  await page.goto(`http://127.0.0.1:${port}/${file}`);
  await page.evaluate(async () => {
    const cards = [...document.querySelectorAll('comparison-card')];
    await Promise.all(cards.map((card) => card.ready));
    for (const card of cards) {
      const table = /** @type {any} */ (card.shadowRoot?.querySelector('[part=comparison]'));
      if (card.hasAttribute('data-table')) card.parentElement?.scrollTo(0, table.offsetTop - 48);
    }
  });
  await page.screenshot({ path: file });
}
await browser.close();
server.close();
