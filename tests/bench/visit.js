/**
 * What a reader's visit costs, in Chromium: npm run bench:visit. Lighthouse over the demo page and a page written by `render`;
 * with the processor slowed down four times, from a key to the next frame in a card of 1,000 rows, blocking time and shifts
 * of the layout; what the script takes to be evaluated, and a mount in styles and layouts. Prints; nothing fails.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import lighthouse from 'lighthouse';
import { render } from '../../dist/node/index.js';
import { launchChromium } from '../element/puppeteer.js';
import { makeCard } from './data.js';

const TYPES = { html: 'text/html', js: 'text/javascript', json: 'application/json', css: 'text/css', png: 'image/png' };

/** Pages made here, by their paths. @type {Record<string, string>} */
const made = {
  '/built.html': await render(readFileSync('data/sales-vs-marketing.json', 'utf8'), {
    as: 'page',
    base: '/',
    url: 'https://example.org/built.html',
  }),
  '/large.html': `<!doctype html><html lang="en"><meta charset="utf-8"><title>Large</title><meta name="viewport" content="width=device-width">
    <script async src="/comparison-card.js"></script><comparison-card src="/large.json"></comparison-card>`,
  '/large.json': JSON.stringify(makeCard(1000)),
  '/favicon.ico': '',
  '/robots.txt': 'User-agent: *\nAllow: /\n',
};

/** dist/ as a static host serves it, in brotli. */
const server = createServer((request, response) => {
  const path = (request.url ?? '/').replace(/[?#].*/, '').replace(/\/$/, '/index.html');
  const file = `dist${path}`;
  response.setHeader(
    'content-type',
    `${TYPES[/** @type {'js'} */ (path.split('.').pop())] ?? 'text/plain'}; charset=utf-8`,
  );
  response.setHeader(
    'cache-control',
    /\.[0-9a-f]{8}\.m?js$/.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
  );
  if (path in made) response.end(made[path]);
  else if (existsSync(`${file}.br`)) response.setHeader('content-encoding', 'br').end(readFileSync(`${file}.br`));
  else if (existsSync(file)) response.end(readFileSync(file));
  else response.writeHead(404).end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const origin = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;

const browser = await launchChromium();

/** @param {string} path @param {'mobile' | 'desktop'} device */
async function score(path, device) {
  const page = await browser.newPage();
  const settings =
    device === 'desktop'
      ? { formFactor: device, screenEmulation: { disabled: true }, throttlingMethod: 'provided' }
      : {};
  const result = await lighthouse(
    `${origin}${path}`,
    { logLevel: 'silent', ...settings },
    undefined,
    /** @type {any} */ (page),
  );
  const { categories, audits } = /** @type {any} */ (result).lhr;
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
  const metric = (/** @type {string} */ name) => audits[name].displayValue;
  console.log(`${path} (${device}): ${scores.join(', ')}`);
  console.log(
    `  blocking ${metric('total-blocking-time')}, shifts ${metric('cumulative-layout-shift')}, largest paint ${metric('largest-contentful-paint')}`,
  );
  for (const { auditRefs } of Object.values(categories)) {
    for (const { id, weight } of auditRefs) {
      if (weight && audits[id].score !== null && audits[id].score < 0.9)
        console.log(`  ${id}: ${audits[id].title} ${audits[id].displayValue ?? ''}`);
    }
  }
  await page.close();
}

/** From a key to the next frame while a reader types, in ms, with the processor slowed down. @param {number} slower */
async function interact(slower) {
  const page = await browser.newPage();
  await page.goto(`${origin}/large.html`);
  const session = await page.createCDPSession();
  await page.evaluate(async () => {
    await /** @type {any} */ (document.querySelector('comparison-card')).ready;
    /** @type {PerformanceEntry[]} */
    const events = [];
    Object.assign(globalThis, { events });
    new PerformanceObserver((list) =>
      events.push(...list.getEntries().filter(({ interactionId }) => interactionId)),
    ).observe({
      type: 'event',
      durationThreshold: 16,
    });
  });
  await page.focus('comparison-card >>> input');
  await new Promise((resolve) => setTimeout(resolve, 500));
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  for (const text of ['tervenso', 'kalo', '99']) {
    await page.keyboard.type(text, { delay: 150 });
    for (const _ of text) await page.keyboard.press('Backspace', { delay: 60 });
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  const durations = await page.evaluate(() => /** @type {any} */ (globalThis).events.map((event) => event.duration));
  await page.close();
  const sorted = durations.sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
  console.log(
    `1,000 rows, processor ${slower}× slower: from a key to the next frame, in steps of 8 ms: median ${sorted[sorted.length >> 1] ?? '<16'}, most ${sorted.at(-1) ?? '<16'} of ${sorted.length}`,
  );
}

/** What evaluating the script and mounting the demo's card take. */
async function trace() {
  const page = await browser.newPage();
  await page.tracing.start({ categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink'] });
  await page.goto(`${origin}/`);
  await page.evaluate(async () => {
    await /** @type {any} */ (document.querySelector('comparison-card')).ready;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)));
  });
  const bytes = await page.tracing.stop();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(bytes));
  await page.close();
  const evaluated = traceEvents.filter(
    ({ name, ph, args }) =>
      name === 'EvaluateScript' && ph === 'X' && /comparison-card\.js/.test(args?.data?.url ?? ''),
  );
  const count = (/** @type {string} */ wanted) =>
    traceEvents.filter(({ name, ph }) => name === wanted && ph === 'X').length;
  const longest = Math.max(
    ...traceEvents.filter(({ name, ph }) => name === 'RunTask' && ph === 'X').map(({ dur }) => dur / 1000),
    0,
  );
  console.log(
    `The script is evaluated in ${evaluated.map(({ dur }) => (dur / 1000).toFixed(1)).join(', ')} ms; the whole page takes ${count('UpdateLayoutTree')} style recalculations and ${count('Layout')} layouts; its longest task ${longest.toFixed(0)} ms`,
  );
}

for (const device of /** @type {const} */ (['mobile', 'desktop']))
  for (const path of ['/', '/built.html']) await score(path, device);
await interact(4);
await trace();
await browser.close();
server.close();
