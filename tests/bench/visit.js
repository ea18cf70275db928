/**
 * Measures a reader's visit in Chromium. Run by ./build.sh bench:visit. Lighthouse on the demo page and a page made by
 * `render`; on a processor four times slower, from a key to the next frame in 1,000 rows of a card and of a table by
 * hand; time to evaluate the script; styles and layouts of a mount. Prints results; never fails because of times.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import lighthouse from 'lighthouse';
import { render } from '../../dist/node/index.js';
import { launchChromium } from '../element/puppeteer.js';
import { makeCard } from './data.js';

const TYPES = { html: 'text/html', js: 'text/javascript', json: 'application/json', css: 'text/css', png: 'image/png' };

/** Generated pages by path. @type {Record<string, string>} */
const made = {
  '/built.html': await render(readFileSync('data/sales-vs-marketing.json', 'utf8'), {
    as: 'page',
    base: '/',
    url: 'https://example.org/built.html',
  }),
  '/large.html': `<!doctype html><html lang="en"><meta charset="utf-8"><title>Large</title><meta name="viewport" content="width=device-width">
    <script async src="/comparison-card.js"></script><comparison-card src="/large.json"></comparison-card>`,
  '/by-hand.html': `<!doctype html><html lang="en"><meta charset="utf-8"><title>By hand</title><meta name="viewport" content="width=device-width">
    <input><div></div><script type="module">
      import byHand from '/by-hand.js';
      byHand.mount(document.querySelector('div'), await (await fetch('/large.json')).json());
      document.querySelector('input').oninput = ({ target }) => byHand.query(target.value.toLowerCase());
    </script>`,
  '/by-hand.js': readFileSync('tests/bench/contenders/by-hand.js', 'utf8'),
  // On a page without earlier scripts, the start of JavaScript itself is included.
  '/first.html': '<!doctype html><title>First</title><script src="/comparison-card.js"></script>',
  '/next.html': '<!doctype html><title>Next</title><script>[]</script><script src="/comparison-card.js"></script>',
  '/small.html': '<!doctype html><title>Small</title><script src="/comparison-card.frames.js"></script>',
  '/large.json': JSON.stringify(makeCard(1000)),
  '/favicon.ico': '',
  '/robots.txt': 'User-agent: *\nAllow: /\n',
};

/** Serves dist/ like a static host, in brotli. */
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

/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

/**
 * Returns the ms from a key to the next frame during typing, on a slower processor.
 * @param {string} path @param {string} field @param {number} slower
 */
async function interact(path, field, slower) {
  const page = await browser.newPage();
  await page.goto(`${origin}${path}`);
  const session = await page.createCDPSession();
  await page.evaluate(() => {
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
  await (await page.waitForSelector(field)).focus();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  for (const text of ['tervenso', 'kalo', '99']) {
    await page.keyboard.type(text, { delay: 150 });
    for (const _ of text) await page.keyboard.press('Backspace', { delay: 60 });
  }
  await new Promise((resolve) => setTimeout(resolve, 300));
  /** @type {number[]} */
  const durations = await page.evaluate(() => /** @type {any} */ (globalThis).events.map((event) => event.duration));
  await page.close();
  return { count: durations.length, most: Math.max(...durations), typical: median(durations) };
}

/** Measures the card and the table by hand in turns. @param {number} slower */
async function compare(slower) {
  for (let round = 1; round <= 3; round++) {
    const card = await interact('/large.html', 'comparison-card >>> input', slower);
    const byHand = await interact('/by-hand.html', 'input', slower);
    console.log(
      `1,000 rows, processor ${slower}× slower: from a key to the next frame, in steps of 8 ms: median ${card.typical}, most ${card.most} of ${card.count}; JavaScript by hand ${byHand.typical}, ${byHand.most} of ${byHand.count}`,
    );
  }
}

/** Returns the browser's trace of a page until it is shown. @param {any} page @param {string} path @returns {Promise<any[]>} */
async function trace(page, path) {
  await page.tracing.start({ categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink'] });
  await page.goto(`${origin}${path}`);
  await page.evaluate(async () => {
    await /** @type {any} */ (document.querySelector('comparison-card'))?.ready;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)));
  });
  const { traceEvents } = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
  return traceEvents.filter((/** @type {any} */ { ph }) => ph === 'X');
}

/** Returns the ms to evaluate a page's script: the median of new browsers. @param {string} path */
async function evaluate(path) {
  const times = [];
  for (let i = 0; i < 7; i++) {
    const fresh = await launchChromium();
    const events = await trace(await fresh.newPage(), path);
    await fresh.close();
    const scripts = events.filter(
      ({ name, args }) => name === 'EvaluateScript' && /comparison-card/.test(args?.data?.url ?? ''),
    );
    times.push(scripts[0].dur / 1000);
  }
  return median(times).toFixed(1);
}

/** Prints the work of mounting the demo's card. */
async function mount() {
  const page = await browser.newPage();
  const events = await trace(page, '/');
  await page.close();
  const count = (/** @type {string} */ wanted) => events.filter(({ name }) => name === wanted).length;
  const longest = Math.max(...events.filter(({ name }) => name === 'RunTask').map(({ dur }) => dur / 1000), 0);
  console.log(
    `The demo page takes ${count('UpdateLayoutTree')} style recalculations and ${count('Layout')} layouts; its longest task ${longest.toFixed(0)} ms`,
  );
}

for (const device of /** @type {const} */ (['mobile', 'desktop']))
  for (const path of ['/', '/built.html']) await score(path, device);
await compare(4);
console.log(
  `The script is evaluated in ${await evaluate('/first.html')} ms, after any other script in ${await evaluate('/next.html')}; one of 1.7 kB, as the first, in ${await evaluate('/small.html')}`,
);
await mount();
await browser.close();
server.close();
