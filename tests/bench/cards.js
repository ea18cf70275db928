/**
 * Measures the time to show one card and fifty in Chromium, compared with the same HTML by innerHTML. Run by ./build.sh
 * bench:cards. Then one card on a slow processor and line, and the first key compared with later ones. Prints medians,
 * their parts and ratios; never fails because of times.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import sirv from 'sirv';
import { launchChromium } from '../element/puppeteer.js';
import { makeCard } from './data.js';

const RUNS = Number(process.argv[2] ?? 9);
const CARD = JSON.parse(readFileSync('data/sales-vs-marketing.json', 'utf8'));

/** Headers for clocks with microseconds. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** Serves over HTTP, so that parallel requests share the connection as on the web. */
const files = sirv('dist', { brotli: true });
const server = createServer((request, response) => {
  for (const [name, value] of Object.entries(ISOLATED)) response.setHeader(name, value);
  const number = /^\/card-(\d+)\.json$/.exec(request.url ?? '')?.[1];
  const rows = /^\/rows-(\d+)\.json$/.exec(request.url ?? '')?.[1];
  const tagged = /^\/tag-(.*)$/.exec(request.url ?? '')?.[1];
  if (request.url === '/') response.setHeader('content-type', 'text/html').end('<!doctype html><body>');
  else if (rows) response.setHeader('content-type', 'application/json').end(JSON.stringify(makeCard(Number(rows))));
  else if (tagged) response.setHeader('content-type', 'text/html').end(pageOf(tagged));
  else if (number) response.setHeader('content-type', 'application/json').end(JSON.stringify(numbered(Number(number))));
  else files(request, response, () => response.writeHead(404).end());
}).listen(0, '127.0.0.1');

/** Returns a page with the script tag of a card. @param {string} src */
const pageOf = (src) =>
  `<!doctype html><title>Tag</title><body><script async src="/comparison-card.js" data-comparison-card="${src}"></script>`;

/** @param {number} number */
const numbered = (number) => ({ ...CARD, id: undefined, title: `${CARD.title} ${number}` });

/** Runs in the page before the script: measures the parts of a mount. */
function watch() {
  /** @type {Record<string, number>} */
  const spent = {};
  const page = /** @type {any} */ (globalThis);
  page.spent = spent;
  const timed = (/** @type {string} */ name, /** @type {Function} */ action) =>
    function (/** @type {any[]} */ ...args) {
      const start = performance.now();
      try {
        return action.apply(/** @type {any} */ (this), args);
      } finally {
        spent[name] = (spent[name] ?? 0) + performance.now() - start;
      }
    };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {any} */ bytes, /** @type {any} */ imports) => {
      const start = performance.now();
      spent.decode = start - page.start;
      const { instance } = /** @type {any} */ (await instantiate(bytes, imports));
      spent.compile = performance.now() - start;
      const exports = { ...instance.exports };
      for (const name of ['open', 'render', 'problems', 'name']) {
        if (exports[name]) exports[name] = timed(name, exports[name]);
      }
      return { instance: { exports } };
    }
  );
  for (const [prototype, name] of [
    [ShadowRoot.prototype, 'setHTML'],
    [CSSStyleSheet.prototype, 'replaceSync'],
  ]) {
    const own = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(prototype, name));
    const key = own.set ? 'set' : 'value';
    Object.defineProperty(prototype, name, { ...own, [key]: timed(name, own[key]) });
  }
  // Reading a computed style triggers style recalculation.
  const { getComputedStyle } = page;
  page.getComputedStyle = timed('style', (/** @type {Element} */ element) => {
    const style = getComputedStyle(element);
    void style.backgroundColor;
    return style;
  });
}

/** Runs in the page: writes only the HTML of cards. @param {string[]} cards @param {string} style @param {string} way */
function write(cards, style, way) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  const main = document.createElement('main');
  const start = performance.now();
  for (const html of cards) {
    const root = main.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    if (way === 'innerHTML') root.innerHTML = html;
    /** @type {any} */ else root.setHTML(html, { sanitizer: {} });
  }
  document.body.append(main);
  const dom = performance.now() - start;
  void main.offsetHeight;
  return { dom, layout: performance.now() - start };
}

/** Runs in the page. @param {string} how @param {object[]} cards */
async function mount(how, cards) {
  const page = /** @type {any} */ (globalThis);
  const script = document.createElement('script');
  script.src = '/comparison-card.js';
  document.body.append(script);
  await new Promise((resolve) => {
    script.onload = resolve;
  });
  if (how.endsWith('warm')) {
    const first = document.body.appendChild(document.createElement('comparison-card'));
    first.setAttribute('src', '');
    await /** @type {any} */ (first).ready;
    first.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const name in page.spent) delete page.spent[name];
  const main = document.createElement('main');
  const texts = cards.map((card) => JSON.stringify(card));
  performance.mark('start');
  page.start = performance.now();
  if (how.startsWith('src')) {
    main.innerHTML = cards.map((_, i) => `<comparison-card src="/card-${i}.json"></comparison-card>`).join('');
  } else if (how.startsWith('inline')) {
    const inside = (/** @type {string} */ text) => `<script type="application/json">${text}</script>`;
    main.innerHTML = texts.map((text) => `<comparison-card>${inside(text)}</comparison-card>`).join('');
  } else {
    for (const card of cards) {
      main.append(Object.assign(document.createElement('comparison-card'), { data: card }));
    }
  }
  document.body.append(main);
  const elements = /** @type {any[]} */ ([...main.children]);
  await Promise.all(elements.map(({ ready }) => ready));
  const dom = performance.now() - page.start;
  void main.offsetHeight;
  const layout = performance.now() - page.start;
  performance.mark('end');
  const html = elements.map(({ shadowRoot }) => shadowRoot.innerHTML);
  const style = [...elements[0].shadowRoot.adoptedStyleSheets[0].cssRules].map(({ cssText }) => cssText).join('\n');
  return { times: { dom, layout, ...page.spent }, html, style };
}

/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

const browser = await launchChromium();
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
const origin = `http://127.0.0.1:${port}`;

/** @param {(page: import('puppeteer-core').Page) => Promise<any>} action runs in a new page */
async function inPage(action) {
  const page = await browser.newPage();
  await page.goto(`${origin}/`);
  await page.evaluate(watch);
  const result = await action(page);
  await page.close();
  return result;
}

/** @param {number} count */
const made = (count) => Array.from({ length: count }, (_, i) => numbered(i));

/** Counts style recalculations and layouts of a mount. @param {any[]} events */
function countWork(events) {
  const mark = (/** @type {string} */ name) =>
    events.find((event) => event.cat.includes('user_timing') && event.name === name);
  const [start, end] = [mark('start'), mark('end')];
  const within = events.filter(
    ({ ts, tid, pid }) => ts > start.ts && ts < end.ts && tid === start.tid && pid === start.pid,
  );
  const number = (/** @type {string} */ name) => within.filter((event) => event.name === name).length;
  return `${number('UpdateLayoutTree')} × styles, ${number('Layout')} × layout`;
}

/** @type {[string, number][]} */
const cases = ['data', 'data warm', 'inline', 'src'].flatMap((how) => [
  [how, 1],
  [how, 50],
]);
/** @type {Map<string, Record<string, number>[]>} */
const results = new Map();
/** @param {string} name @param {Record<string, number>} times */
const note = (name, times) => results.set(name, [...(results.get(name) ?? []), times]);

for (let run = 0; run < RUNS; run++) {
  for (const [how, count] of cases) {
    const { times, html, style } = await inPage((page) => page.evaluate(mount, how, made(count)));
    note(`${count} × ${how}`, times);
    for (const way of how === 'data' ? ['innerHTML', 'setHTML'] : [])
      note(`${count} × ${way}`, await inPage((page) => page.evaluate(write, html, style, way)));
  }
}

const columns = 'dom layout decode compile open render problems setHTML replaceSync style'.split(' ');
/** @param {string} name @param {string} column */
const value = (name, column) => median((results.get(name) ?? []).map((run) => run[column] ?? 0));
console.log(`Medians of ${RUNS} in ms, the built-in card (${JSON.stringify(CARD).length} bytes, 5 rows)`);
console.log(`${''.padEnd(16)}${[...columns, 'ratio'].map((name) => name.padStart(12)).join('')}`);
for (const name of results.keys()) {
  const row = columns.map((column) => value(name, column).toFixed(2).padStart(12)).join('');
  const ratio = value(name, 'layout') / value(name.replace(/×.*/, '× innerHTML'), 'layout');
  console.log(`${name.padEnd(16)}${row}${ratio.toFixed(2).padStart(12)}`);
}
for (const [how, count] of cases) {
  const events = await inPage(async (page) => {
    await page.tracing.start({ categories: ['devtools.timeline', 'blink.user_timing'] });
    await page.evaluate(mount, how, made(count));
    return JSON.parse(new TextDecoder().decode(await page.tracing.stop())).traceEvents;
  });
  console.log(`${count} × ${how}: ${countWork(events)}`);
}

/** 150 ms latency, 1.6 Mbit/s. */
const SLOW_LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };

/**
 * Returns the ms from the start of a page until its card is painted, on a slow line and a processor slower by a factor.
 * @param {number} factor
 */
async function arrive(factor) {
  const context = await browser.createBrowserContext(); // without cache
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: factor });
  await page.goto(`${origin}/tag-card-1.json`);
  const time = await page.evaluate(async () => {
    await customElements.whenDefined('comparison-card');
    await /** @type {any} */ (document.querySelector('comparison-card')).ready;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now();
  });
  await context.close();
  return time;
}

/** Returns the ms from keys to the next layout; the first key is one second after the card is shown. @param {number} rows */
async function typeKeys(rows) {
  const page = await browser.newPage();
  await page.goto(`${origin}/tag-rows-${rows}.json`);
  const times = await page.evaluate(async () => {
    await customElements.whenDefined('comparison-card');
    const card = /** @type {any} */ (document.querySelector('comparison-card'));
    await card.ready;
    const field = card.shadowRoot.querySelector('input');
    field.focus();
    const pause = () => new Promise((resolve) => setTimeout(resolve, 1000));
    const costs = [];
    for (const query of ['t', 'te', 'ter', 'te', 't', 'k', 'ka', 'kal']) {
      await pause();
      const start = performance.now();
      field.value = query;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      void card.offsetHeight;
      costs.push(performance.now() - start);
    }
    return costs;
  });
  await page.close();
  return times;
}

const arrivals = [];
for (let run = 0; run < RUNS; run++) arrivals.push(await arrive(4));
console.log(`From tag to card painted, processor 4× slower, 150 ms, 1.6 Mbit/s: ${median(arrivals).toFixed(0)} ms`);
for (const rows of [5, 1000, 100_000]) {
  const [first, ...later] = await typeKeys(rows);
  const usual = median(later);
  console.log(
    `${rows} rows, from key to layout: first ${first.toFixed(1)} ms, later ${usual.toFixed(1)}, ratio ${(first / usual).toFixed(2)}`,
  );
}
await browser.close();
server.close();
