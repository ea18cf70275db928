/**
 * Runs tests: `node tests/runner/run.js [PATH…]`, default all. A browser is started for many files, since a start takes
 * as long as several tests; every file without a browser has its own process. Ends with the ten slowest tests and
 * files, the failures and the totals.
 *
 *   BROWSERS=chromium,firefox,webkit   browsers to run, default all; tests for one browser run only in the first
 *   ENGINES=wasm,fallback,gcc,clang    engines to run, default all (tests/engine/engines.js)
 *   SEED=number                        repeats a fuzzer's run, and changes random tests
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {import('./report.js').Result} Result */
/**
 * Files that wait for a process: of one browser, or without a browser.
 * @typedef {{browser: string, files: string[], running: number, options: string[]}} Queue its processes run
 */

/** Folder for the results of the processes. */
const FOLDER = mkdtempSync(join(tmpdir(), 'tests-'));
const BROWSERS = (process.env.BROWSERS ?? 'chromium,firefox,webkit').split(',');

/** Two more than processors, since browsers often wait. */
const PROCESSES = availableParallelism() + 2;

/** Fewest files for each process of a browser that make another worth its start. */
const ENOUGH = 5;

/** Files that take longest: they start first, so that none is left alone at the end. */
const LONG = [
  'tests/element/contrast.test.js',
  'tests/element/long-life.test.js',
  'tests/element/screens.test.js',
  'tests/element/a11y.test.js',
  'tests/element/finger.test.js',
  'tests/element/safety.test.js',
  'tests/element/keyboard.test.js',
  'tests/element/frames.test.js',
  'tests/element/policies.test.js',
  'tests/engine/limits.test.js',
  'tests/fuzz/fuzz.test.js',
  'tests/command/convert.test.js',
  'tests/command/serve.test.js',
  'tests/engine/fold.test.js',
];

/** Lines of each error that the list of failures repeats. */
const ERROR_LINES = 15;

/** Number of slowest tests listed. */
const SLOWEST = 10;

/** Returns the test files of a folder, or the file. @param {string} path */
function filesOf(path) {
  if (!existsSync(path)) throw new Error(`There is no ${path}`);
  return statSync(path).isDirectory() ? findTests(path) : [path];
}

/** @param {string} folder */
const findTests = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js') && !name.includes('node_modules'))
    .map((name) => join(folder, name))
    .sort();

/** @param {string[]} files the longest first */
const inOrder = (files) => [
  ...LONG.filter((file) => files.includes(file)),
  ...files.filter((file) => !LONG.includes(file)),
];

/** Returns true if a browser runs a test file: Chromium runs all, since some tests need only one browser. @param {string} browser @param {string} file */
function hasTestsFor(browser, file) {
  const starts = readFileSync(file, 'utf8').match(/^in(Every|Either|Printing|Chromium)\w*\(/gm) ?? [];
  return starts.some((start) => browser === 'chromium' || start !== 'inChromium(');
}

/** @param {string[]} files @returns {Queue[]} */
function toQueues(files) {
  const queues = BROWSERS.map((browser, i) => ({
    browser,
    files: files.filter((file) => hasTestsFor(browser, file)),
    running: 0,
    // The first also runs the tests of these files that need no browser.
    options: i ? [`--test-name-pattern=^${browser}\\b`] : [],
  }));
  const taken = new Set(queues.flatMap((queue) => queue.files));
  const others = files.filter((file) => !taken.has(file));
  return [...queues, { browser: '', files: others, running: 0, options: [] }];
}

/**
 * Returns the queue for the next process: a browser without any, else a file without browser, else the browser with
 * most files.
 * @param {Queue[]} queues
 */
function choose(queues) {
  const left = queues.filter(({ files }) => files.length).sort((a, b) => b.files.length - a.files.length);
  const idle = left.find(({ browser, running }) => browser && !running);
  const plain = left.find(({ browser }) => !browser);
  return idle ?? plain ?? left.find(({ files, running }) => files.length >= ENOUGH * (running + 1));
}

let processes = 0;

/**
 * Runs files of a queue in a process: all, or one if they need no browser. Returns the files if a test failed.
 * @param {Queue} queue
 */
async function perform(queue) {
  queue.running++;
  const { browser, options } = queue;
  const args = ['--test-reporter=./tests/runner/report.js', ...options, 'tests/runner/lane.js'];
  const child = spawn(process.execPath, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...(browser && { LANE: browser }), RECORD: `${FOLDER}/${++processes}.jsonl` },
  });
  /** @type {string[]} */
  const taken = [];
  child.on('message', () => {
    const file = browser || !taken.length ? queue.files.shift() : undefined;
    if (file) taken.push(file);
    child.send({ file });
  });
  const [status] = await once(child, 'close');
  queue.running--;
  if (status === 0) return [];
  if (!taken.length) taken.push(`${queue.files.shift()}`); // it would fail to start forever
  return [`${browser} ${taken.join(' ')}`.trim()];
}

/** Runs up to PROCESSES processes at a time. Returns the failed ones. @param {Queue[]} queues */
async function performAll(queues) {
  /** @type {string[]} */
  const failed = [];
  const work = async () => {
    for (let queue = choose(queues); queue; queue = choose(queues)) failed.push(...(await perform(queue)));
  };
  await Promise.all(Array.from({ length: PROCESSES }, work));
  return failed;
}

/** @returns {Result[]} */
const readResults = () =>
  readdirSync(FOLDER).flatMap((name) => {
    const lines = readFileSync(join(FOLDER, name), 'utf8').split('\n');
    return lines.filter(Boolean).map((line) => JSON.parse(line));
  });

/** Returns the total time of each file in all its browsers. @param {Result[]} results */
function timesOfFiles(results) {
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const { name, file, suite, ms } of results) {
    if (suite && name === file) times.set(file, (times.get(file) ?? 0) + ms);
  }
  return [...times].map(([name, ms]) => ({ name, ms }));
}

/** @param {string} what @param {{name: string, ms: number}[]} list */
function printSlowest(what, list) {
  console.log(`\nSlowest ${what}:`);
  for (const { name, ms } of list.sort((a, b) => b.ms - a.ms).slice(0, SLOWEST)) {
    console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`);
  }
}

/** @param {Result[]} results @param {string[]} failedProcesses */
function summarize(results, failedProcesses) {
  const tests = results.filter(({ suite }) => !suite);
  const count = (outcome) => tests.filter((test) => test.outcome === outcome).length;
  printSlowest('tests', tests);
  printSlowest('files', timesOfFiles(results));
  if (failedProcesses.length) console.log('\nFailed:');
  for (const { name, file, suite, error } of results.filter(({ outcome }) => outcome === 'failed')) {
    console.log(`✖ ${file}: ${name}`);
    if (!suite) console.log(error.split('\n').slice(0, ERROR_LINES).join('\n'));
  }
  for (const name of failedProcesses) console.log(`✖ process: ${name}`);
  console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
}

const paths = process.argv.slice(2);
const files = [...new Set((paths.length ? paths : ['tests']).flatMap(filesOf))];
const start = Date.now();
const failed = await performAll(toQueues(inOrder(files)));
summarize(readResults(), failed);
rmSync(FOLDER, { recursive: true });
console.log(`in ${Math.round((Date.now() - start) / 1000)} s`);
process.exitCode = failed.length ? 1 : 0;
