/**
 * Measures the engine alone in Node.js, compared with JSON.parse of the same text in the same run. Run by ./build.sh
 * bench:engine [ROWS]. Then for growing cards: cost must grow linearly. Prints medians; never fails because of times.
 */
import { performance } from 'node:perf_hooks';
import { wholeEngine } from '../engine/engines.js';
import { makeCard } from './data.js';

const ROWS = Number(process.argv[2] ?? 100_000);
const SIZES = [1000, 10_000, 100_000, 300_000, 1_000_000];

/** @param {() => unknown} run @param {number} [runs] @returns {number} ms, the median */
function median(run, runs = 7) {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[runs >> 1];
}

/** Returns a card whose column N is numbers. @param {number} count */
function jsonOf(count) {
  const { title, columns, rows } = makeCard(count);
  const numbered = rows.map((row, i) => [...row, Math.round(Math.sin(i) * 1e6) / 10]);
  return JSON.stringify({ title, columns: [...columns, 'N'], rows: numbered });
}

/** Returns the time of one view after another. @param {import('../../web/engine/engine.js').Card} card @param {string} view */
const after = (card, view, before = 'q=qqqq') =>
  median(() => {
    card.write('update', before);
    const start = performance.now();
    card.write('update', view);
    after.last.push(performance.now() - start);
  }) && after.last.splice(0).sort((a, b) => a - b)[3];
/** @type {number[]} */
after.last = [];

/** Returns all times in ms. @param {number} count */
async function measure(count) {
  const engine = await wholeEngine();
  const json = jsonOf(count);
  const few = count > 200_000 ? 3 : 7;
  const parse = median(() => JSON.parse(json), few);
  const open = median(() => engine.open(json)?.close(), few);
  const card = /** @type {import('../../web/engine/engine.js').Card} */ (engine.open(json));
  const once = (/** @type {() => unknown} */ run) => median(run, 1);
  return {
    rows: count,
    megabytes: json.length / 1e6,
    'JSON.parse': parse,
    open,
    'first render': once(() => card.render('')),
    index: once(() => card.prepare(2 ** 31)),
    'a letter': after(card, 'q=a'),
    'a word': after(card, `q=${count - 1}`),
    'no hit': after(card, 'q=zzzz'),
    'a letter more': after(card, 'q=vens', 'q=ven'),
    'differences, first': once(() => card.write('update', 'only=differences')),
    differences: after(card, 'only=differences'),
    'sort by text': once(() => card.write('update', 'sort=A')),
    'sort by number': once(() => card.write('update', 'sort=N')),
    'sort again': after(card, 'sort=-N'),
    'export as CSV': once(() => card.write('export', '', 1)),
  };
}

const one = await measure(ROWS);
console.log(`${ROWS.toLocaleString('en')} rows, ${one.megabytes.toFixed(1)} MB of JSON; ms, medians of up to 7\n`);
for (const [name, ms] of Object.entries(one).slice(2)) {
  console.log(
    `${name.padEnd(20)}${ms.toFixed(2).padStart(10)}${(ms / one['JSON.parse']).toFixed(3).padStart(9)} × JSON.parse`,
  );
}

console.log('\nMicroseconds a row:\n');
const names = Object.keys(one).slice(2);
console.log(`${'rows'.padEnd(20)}${SIZES.map((size) => size.toLocaleString('en').padStart(11)).join('')}`);
const all = [];
for (const size of SIZES) all.push(size === ROWS ? one : await measure(size));
for (const name of names) {
  const cells = all.map((result) =>
    ((1000 * result[/** @type {'open'} */ (name)]) / result.rows).toFixed(3).padStart(11),
  );
  console.log(name.padEnd(20) + cells.join(''));
}
