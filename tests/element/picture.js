/** Takes the README's picture, web/card.png, of the real card: ./build.sh picture. */
import { engines } from './browser.js';

const PAGE = `<!doctype html>
<style>
  body { display: flex; gap: 20px; box-sizing: border-box; height: 100vh; margin: 0; padding: 20px;
         background: #eceef1; font: 13px/1.55 system-ui, Arial, sans-serif; }
  div { overflow: hidden; border-radius: 12px; }
  comparison-card { margin: 28px 32px; }
  .light { flex: 1; background: #fff; }
  .dark { width: 300px; background: #16181c; color: #eef0f3; color-scheme: dark;
          --comparison-card-background: #16181c; }
  .dark comparison-card { margin: 22px; }
</style>
<div class="light"><comparison-card src="" view="q=lead"></comparison-card></div>
<div class="dark"><comparison-card src=""></comparison-card></div>`;

const browser = await engines[0].launch();
const page = await browser.newPage();
await page.setViewport({ width: 1160, height: 860, deviceScaleFactor: 1.5 });
await page.setContent(PAGE);
await page.addScriptTag({ path: 'dist/comparison-card.js' });
await page.evaluate(async () => {
  const cards = [...document.querySelectorAll('comparison-card')];
  await Promise.all(cards.map((card) => card.ready));
  // The narrow card shows its table: what stands above it looks as it does in the wide one.
  const table = cards[1].shadowRoot?.querySelector('[part=comparison]');
  cards[1].parentElement?.scrollTo(0, table.offsetTop - 40);
});
await page.screenshot({ path: 'web/card.png' });
await browser.close();
