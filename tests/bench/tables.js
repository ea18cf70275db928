/**
 * Compares a table as CSV with the same rows as JSON. Run by ./build.sh bench:tables [ROWS]. In Node.js from bytes to
 * an open card, in Chromium from the element to its paint. Prints medians and ratios; never fails because of times.
 */
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import sirv from 'sirv';
import { PUBLICATIONS } from '../../web/node/base/engine.js';
import { launchChromium } from '../element/puppeteer.js';
import { wholeEngine } from '../engine/engines.js';
import { makeCard } from './data.js';

/**
 * Chromium reads a file of over 20 MB in half the time of a smaller one, whatever is in it. With 100,000 rows of text
 * the CSV has 19 MB, the JSON 20.1 MB; with these both have more.
 */
const ROWS = Number(process.argv[2] ?? 110_000);
const RUNS = 7;

/** @param {number[]} times */
const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

/** @param {string[]} cells */
const lineOf = (cells) => cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

/** @param {string[][]} rows */
const csvOf = (rows) => new TextEncoder().encode(`${rows.map(lineOf).join('\n')}\n`);

/** Rows of text. */
function texts() {
  const { columns, rows } = makeCard(ROWS);
  return csvOf([columns, ...rows]);
}

/** @param {number} i */
const kilograms = (i) => `${(i % 977) / 10} kg`;

/** @param {number} i */
const dollars = (i) => `$${(((i * 7919) % 1e6) / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`;

/** @param {number} i */
const answer = (i) => (i % 3 ? 'yes' : 'no');

/** @param {(i: number) => string[]} cells of a row */
const tableOf = (cells) =>
  csvOf([['Name', 'A', 'B', 'C'], ...Array.from({ length: ROWS }, (_, i) => [`Row ${i}`, ...cells(i)])]);

/** Rows of kilograms, of dollars, and of yes or no: subjects in columns. JSON has the numbers beside their texts. */
function units() {
  const kinds = [kilograms, dollars, answer];
  return tableOf((i) => [i, i + 1, i + 2].map(kinds[i % 3]));
}

/** A column of kilograms, of dollars, and of yes or no: nothing in a row can be ranked. JSON has texts. */
const columns = () => tableOf((i) => [kilograms(i), dollars(i), answer(i)]);

const engine = await wholeEngine();

/** Returns the card of a table as JSON. @param {Uint8Array} csv */
function jsonOf(csv) {
  const card = engine.open(csv, {});
  const json = card.write('publish', '', PUBLICATIONS.document);
  card.close();
  return new TextEncoder().encode(json);
}

/** @param {Uint8Array} bytes @param {object} [table] */
function timeInNode(bytes, table) {
  const start = performance.now();
  engine.open(bytes, table).close();
  return performance.now() - start;
}

/** The files of the server. @type {Map<string, [type: string, bytes: Uint8Array | string]>} */
const served = new Map([
  [
    '/',
    [
      'text/html',
      '<!doctype html><script src="/comparison-card.js"></script><comparison-card src=""></comparison-card>',
    ],
  ],
]);
const files = sirv('dist');
const server = createServer((request, response) => {
  const [type, content] = served.get(request.url ?? '') ?? [];
  if (type) response.setHeader('content-type', type).end(content);
  else files(request, response, () => response.writeHead(404).end());
}).listen(0, '127.0.0.1');
const browser = await launchChromium();
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

/** Returns the ms from a new element until the browser has painted its card. @param {string} src */
async function timeInPage(src) {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const time = await page.evaluate(async (src) => {
    const first = /** @type {any} */ (document.querySelector('comparison-card'));
    await first.ready;
    first.remove();
    const card = /** @type {any} */ (document.createElement('comparison-card'));
    card.setAttribute('src', src);
    const start = performance.now();
    document.body.append(card);
    await card.ready;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - start;
  }, src);
  await page.close();
  return time;
}

/** Prints a line. @param {string} what @param {number[]} csv @param {number[]} json */
function print(what, csv, json) {
  const [one, other] = [median(csv), median(json)];
  console.log(
    `${what.padEnd(40)}CSV ${one.toFixed(0).padStart(5)} ms, JSON ${other.toFixed(0).padStart(5)} ms, ratio ${(one / other).toFixed(2)}`,
  );
}

console.log(`${ROWS.toLocaleString('en')} rows, medians of ${RUNS}`);
for (const [name, csv] of /** @type {const} */ ([
  ['text', texts()],
  ['a unit in each row', units()],
  ['a unit in each column', columns()],
])) {
  const json = jsonOf(csv);
  served.set('/rows.csv', ['text/csv', csv]);
  served.set('/rows.json', ['application/json', json]);
  /** Alternates, so that other load on the machine is shared. @type {Record<string, number[]>} */
  const times = { csv: [], json: [], csvInPage: [], jsonInPage: [] };
  for (let run = 0; run < RUNS; run++) {
    times.csv.push(timeInNode(csv, {}));
    times.json.push(timeInNode(json));
  }
  for (let run = 0; run < RUNS; run++) {
    times.csvInPage.push(await timeInPage('/rows.csv'));
    times.jsonInPage.push(await timeInPage('/rows.json'));
  }
  print(`${name}, Node.js`, times.csv, times.json);
  print(`${name}, Chromium to paint`, times.csvInPage, times.jsonInPage);
}
await browser.close();
server.close();
