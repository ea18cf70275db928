/**
 * Compares the card with other ways to show a large table, in Chromium. Run by ./build.sh bench, which installs the others.
 *
 *   --rows 5,100000        numbers of rows (default 1,000 and 100,000; 5 are always mounted)
 *   --only card,by-hand    contenders to run
 *   --rounds 3             number of rounds of all queries
 *   --markdown             prints a table in Markdown
 *
 * Prints medians, and ratios to the card of the same run. Fails on a wrong count or an error of a contender, not on times.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { launchChromium } from '../element/puppeteer.js';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000,100000' },
    only: {
      type: 'string',
      default: 'card,json,csv,by-hand,ufuzzy,list,gridjs,simple-datatables,datatables,tabulator,ag-grid',
    },
    rounds: { type: 'string', default: '3' },
    markdown: { type: 'boolean' },
  },
});
const sizes = values.rows.split(',').map(Number);
const names = values.only.split(',');

/** Contenders that are the card, with its data as text or in a file. */
const OURS = /^(card|json|csv)$/;

/** @param {string} name a contender @returns {Promise<string>} the script of its page */
async function bundlePage(name) {
  const { outputFiles } = await build({
    entryPoints: ['tests/bench/page.js'],
    bundle: true,
    write: false,
    format: 'iife',
    minify: true,
    alias: { contender: `./tests/bench/contenders/${name}.js` },
    logLevel: 'warning',
  });
  return outputFiles[0].text;
}

/** Returns the brotli size of a contender in bytes; 0 for tables by hand. @param {string} name */
async function weigh(name) {
  const brotli = (/** @type {string | Uint8Array} */ bytes) => brotliCompressSync(bytes).length;
  if (OURS.test(name)) return brotli(readFileSync('dist/comparison-card.js'));
  const { outputFiles } = await build({
    entryPoints: [`tests/bench/contenders/${name}.js`],
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
    logLevel: 'warning',
  });
  return brotli(outputFiles[0].contents);
}

/** Serves dist/, .build/bench/ and an empty page. */
const server = createServer((request, response) => {
  const path = (request.url ?? '').slice(1);
  const types = { js: 'text/javascript', wasm: 'application/wasm' };
  if (path === 'page') {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><meta charset="utf-8"><title>Bench</title><body>');
    return;
  }
  try {
    const bytes = readFileSync(path === 'limit.wasm' ? '.build/bench/limit.wasm' : `dist/${path}`);
    response.setHeader('content-type', types[/** @type {'js'} */ (path.split('.').pop())] ?? 'text/plain');
    response.end(bytes);
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const origin = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}`;

/**
 * Runs a function in a new page of a new browser.
 * @template T @param {string} name @param {(page: any, browser: any) => Promise<T>} run @returns {Promise<T>}
 */
async function inPage(name, run) {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`${name}: ${error}`));
    await page.goto(`${origin}/page`);
    if (OURS.test(name)) await page.addScriptTag({ url: `${origin}/comparison-card.js` });
    if (name !== 'limit') await page.addScriptTag({ content: await bundlePage(name) });
    return await run(page, browser);
  } finally {
    await browser.close();
  }
}

/** Returns the memory of the page's process in MB: current and peak. @param {any} page @param {any} browser */
async function memoryOf(page, browser) {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const { processInfo } = await (await browser.target().createCDPSession()).send('SystemInfo.getProcessInfo');
  const pids = processInfo
    .filter((/** @type {any} */ { type }) => type === 'renderer')
    .map((/** @type {any} */ { id }) => id);
  const sizes = pids.map((/** @type {number} */ pid) => {
    const kilobytes = (/** @type {string} */ file, /** @type {string} */ field) =>
      Number(new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? 0);
    return { now: kilobytes('smaps_rollup', 'Private_Dirty') / 1000, most: kilobytes('status', 'VmHWM') / 1000 };
  });
  return sizes.sort((a, b) => b.now - a.now)[0];
}

/** @param {number[]} times @param {number} part 0.5 is the median */
const quantile = (times, part) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))];

/**
 * Returns the median of three runs, each in a new page.
 * @param {string} name @param {'mount' | 'toPaint'} what @param {number} count
 */
async function thrice(name, what, count) {
  const times = [];
  for (let i = 0; i < 3; i++) {
    times.push(await inPage(name, (page) => page.evaluate((what, count) => bench[what](count), what, count)));
  }
  return quantile(times, 0.5);
}

/** @typedef {{name: string, mount?: number, five?: number, paint: number, keys?: number[], memory?: {now: number, most: number}, bytes: number, render?: number, wrong: string[], times?: [string, number][]}} Result */

/** @param {string} name @param {number} count @returns {Promise<Result>} */
async function measure(name, count) {
  const paint = await thrice(name, 'toPaint', count);
  if (OURS.test(name) && name !== 'card') return { name, paint, bytes: await weigh(name), wrong: [] };
  const five = await thrice(name, 'mount', 5);
  const mount = await thrice(name, 'mount', count);
  return inPage(name, async (page, browser) => {
    await page.evaluate((count) => bench.toPaint(count), count);
    const { times, wrong } = await page.evaluate(
      (count, rounds) => bench.keys(count, rounds),
      count,
      Number(values.rounds),
    );
    const memory = await memoryOf(page, browser);
    const render = name === 'card' ? await page.evaluate(() => bench.render()) : undefined;
    return {
      name,
      five,
      mount,
      paint,
      keys: times.map((/** @type {[string, number]} */ [, ms]) => ms),
      times,
      memory,
      bytes: await weigh(name),
      render,
      wrong,
    };
  });
}

/** Returns the time to read `bytes` bytes once, in ms. @param {number} bytes */
const limitOf = (bytes) =>
  inPage('limit', (page) =>
    page.evaluate(async (bytes) => {
      const module = await WebAssembly.instantiate(await (await fetch('/limit.wasm')).arrayBuffer(), {});
      const { memory, read } = /** @type {any} */ (module.instance.exports);
      memory.grow(Math.ceil(bytes / 65536) + 1);
      new Uint8Array(memory.buffer).fill(97);
      const times = Array.from({ length: 21 }, () => {
        const start = performance.now();
        read(1024, bytes);
        return performance.now() - start;
      });
      return times.sort((a, b) => a - b)[10];
    }, bytes),
  );

const TITLES = {
  card: 'comparison-card',
  json: 'comparison-card, JSON file',
  csv: 'comparison-card, CSV file',
  'by-hand': 'JavaScript by hand',
  ufuzzy: 'uFuzzy',
  list: 'List.js',
  gridjs: 'Grid.js',
  'simple-datatables': 'simple-datatables',
  datatables: 'DataTables',
  tabulator: 'Tabulator',
  'ag-grid': 'AG Grid',
};

const HEAD = [
  '',
  'key: median',
  'p95',
  'most',
  '5 rows',
  'mount',
  'JSON to paint',
  'memory MB',
  'peak MB',
  'brotli kB',
];

/** @param {Result} result @param {Result} card */
function rowOf({ name, keys, five, mount, paint, memory, bytes }, card) {
  const ms = (/** @type {number | undefined} */ value, /** @type {number | undefined} */ own) =>
    value === undefined ? '' : `${value.toFixed(1)}${own && name !== 'card' ? ` (${(value / own).toFixed(1)}×)` : ''}`;
  const at = (/** @type {number} */ part) => [keys && quantile(keys, part), card.keys && quantile(card.keys, part)];
  return [
    TITLES[/** @type {'card'} */ (name)] ?? name,
    ms(...at(0.5)),
    ms(...at(0.95)),
    ms(...at(1)),
    ms(five, card.five),
    ms(mount, card.mount),
    ms(paint, card.paint),
    ms(memory?.now, card.memory?.now),
    ms(memory?.most, undefined),
    name === 'by-hand' ? '' : (bytes / 1000).toFixed(1),
  ];
}

/** @param {string[][]} rows */
function print(rows) {
  if (values.markdown) {
    const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
    console.log([line(rows[0]), line(rows[0].map(() => '---')), ...rows.slice(1).map(line)].join('\n'));
    return;
  }
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  for (const row of rows) {
    console.log(row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  '));
  }
}

let failed = false;
for (const count of sizes) {
  const results = [];
  for (const name of names) {
    try {
      results.push(await measure(name, count));
    } catch (error) {
      console.error(`${name}: ${error}`);
    }
  }
  const card = results.find(({ name }) => name === 'card') ?? results[0];
  failed ||= results.length < names.length;
  if (!card) continue;
  console.log(
    `\n${count.toLocaleString('en')} rows, about ${((count * 195) / 1e6).toFixed(1)} MB of text; ms, and × the card's\n`,
  );
  print([HEAD, ...results.map((result) => rowOf(result, card))]);
  for (const { name, wrong } of results) for (const text of wrong) console.error(`${name} counts wrong for ${text}`);
  failed ||= results.some(({ wrong }) => wrong.length);
  const { times, render } = /** @type {any} */ (card);
  if (times && render !== undefined) {
    const limit = await limitOf(count * 195);
    const byQuery = new Map();
    for (const [query, ms] of times) byQuery.set(query, [...(byQuery.get(query) ?? []), ms]);
    const medians = [...byQuery].map(([query, all]) => [query, quantile(all, 0.5)]);
    const [query, worst] = medians.sort((a, b) => b[1] - a[1])[0];
    console.log(
      `\nReading the text once with vectors takes ${limit.toFixed(2)} ms, writing the rows shown ${render.toFixed(2)} ms. The slowest query, ` +
        `"${query}", takes ${worst.toFixed(2)} ms, ${(worst / (4 * limit + render)).toFixed(2)} × four times the one plus the other.`,
    );
  }
}
server.close();
process.exitCode = failed ? 1 : 0;
