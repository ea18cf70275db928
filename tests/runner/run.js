/**
 * Runs tests: `node tests/runner/run.js [PATH…]`, default all. Each browser has one process for all its test files;
 * every other file has its own. Ends with the ten slowest tests and files, the failures and the totals.
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
/** @typedef {{name: string, files: string[], options?: string[], env?: Record<string, string>}} Job */

/** Folder for the results of the processes. */
const FOLDER = mkdtempSync(join(tmpdir(), 'tests-'));
const BROWSERS = (process.env.BROWSERS ?? 'chromium,firefox,webkit').split(',');

/** One more than processors, since a browser sometimes waits. */
const PROCESSES = availableParallelism() + 1;

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

/** Returns true if several browsers run a test file. @param {string} file */
const hasLanes = (file) => /^in(Every|Either|Printing)\w+\(/m.test(readFileSync(file, 'utf8'));

/** Returns the tests of one browser; for the first, also those without a browser. @param {string} browser @param {string[]} files @returns {Job} */
const toLane = (browser, files) => ({
  name: browser,
  files,
  options: browser === BROWSERS[0] ? [] : [`--test-name-pattern=^${browser}\\b`],
  env: { LANE: browser },
});

/** @param {string[]} files @returns {Job[]} */
function toJobs(files) {
  const shared = files.filter(hasLanes);
  const others = files.filter((file) => !shared.includes(file));
  return [
    ...(shared.length ? BROWSERS.map((browser) => toLane(browser, shared)) : []),
    ...others.map((file) => ({ name: file, files: [file] })),
  ];
}

/** Runs a job; returns true if all tests passed. @param {Job} job @param {number} number */
async function perform({ files, options = [], env }, number) {
  const args = ['--test-reporter=./tests/runner/report.js', ...options, 'tests/runner/lane.js', ...files];
  const child = spawn(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env, RECORD: `${FOLDER}/${number}.jsonl` },
  });
  const [status] = await once(child, 'close');
  return status === 0;
}

/** Runs up to PROCESSES jobs at a time. Returns the failed ones. @param {Job[]} jobs */
async function performAll(jobs) {
  /** @type {Job[]} */
  const failed = [];
  const queue = [...jobs.entries()];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (!(await perform(next[1], next[0]))) failed.push(next[1]);
    }
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

/** @param {Result[]} results @param {Job[]} failedJobs */
function summarize(results, failedJobs) {
  const tests = results.filter(({ suite }) => !suite);
  const count = (outcome) => tests.filter((test) => test.outcome === outcome).length;
  printSlowest('tests', tests);
  printSlowest('files', timesOfFiles(results));
  if (failedJobs.length) console.log('\nFailed:');
  for (const { name, file } of results.filter(({ outcome }) => outcome === 'failed')) console.log(`✖ ${file}: ${name}`);
  for (const { name } of failedJobs) console.log(`✖ process: ${name}`);
  console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
}

const paths = process.argv.slice(2);
const files = [...new Set((paths.length ? paths : ['tests']).flatMap(filesOf))];
const start = Date.now();
const failed = await performAll(toJobs(files));
summarize(readResults(), failed);
rmSync(FOLDER, { recursive: true });
console.log(`in ${Math.round((Date.now() - start) / 1000)} s`);
process.exitCode = failed.length ? 1 : 0;
