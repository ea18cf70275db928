/**
 * How long the engine takes to open, filter and render a large card, beside JSON.parse for the same text in the same
 * run: npm run bench [ROWS]. Prints medians and ratios; nothing fails.
 */
import { performance } from 'node:perf_hooks';
import { wholeEngine } from '../engine/engines.js';
import { randomFrom } from '../random.js';

const ROWS = Number(process.argv[2] ?? 100_000);
const RUNS = 7;
const WORDS = 'goal revenue lead brand market customer trust price value déjà naïve contract monthly usage limit'.split(
  ' ',
);

function makeCard() {
  const next = randomFrom(1);
  const text = (count) => Array.from({ length: count }, () => WORDS[Math.floor(next() * WORDS.length)]).join(' ');
  const rows = Array.from({ length: ROWS }, (_, i) => [`Row ${i}`, text(8), text(9), text(9)]);
  return JSON.stringify({ title: 'Large', columns: ['Category', 'Definition', 'A', 'B'], rows });
}

/** @param {() => void} run @returns {number} ms, the median */
function median(run) {
  const times = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[RUNS >> 1];
}

const engine = await wholeEngine();
const bytes = new TextEncoder().encode(makeCard());
const decoder = new TextDecoder();
const card = engine.open(bytes);

const parse = median(() => JSON.parse(decoder.decode(bytes)));
const rows = [
  ['JSON.parse', parse],
  ['open', median(() => engine.open(bytes).close())],
  [
    'first filter',
    median(() => {
      const fresh = engine.open(bytes);
      fresh.update('q=zzz');
      fresh.close();
    }),
  ],
  ['filter, no hit', median(() => card.update('q=zzz'))],
  ['filter, one hit', median(() => card.update(`q=${ROWS - 1}`))],
];

console.log(`${ROWS.toLocaleString('en')} rows, ${(bytes.length / 1e6).toFixed(1)} MB of JSON; median of ${RUNS}`);
for (const [name, ms] of rows)
  console.log(`${name.padEnd(16)}${ms.toFixed(1).padStart(9)} ms${(ms / parse).toFixed(2).padStart(8)} × JSON.parse`);
