/**
 * A reporter of node:test: prints a line per test with its failure, and appends each as JSON to the file RECORD, from
 * which tests/runner/run.js makes its summary.
 */
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {boolean} suite
 * @property {string} file
 * @property {number} ms
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {string} error what a failed test threw
 */

const { RECORD } = process.env;

/** node's message for tests that `--test-name-pattern` skips. */
const LEFT_OUT = 'test name does not match pattern';

/** @param {any} error of node:test, with the thrown error as its cause */
const describeError = (error) => inspect(error?.cause ?? error, { depth: 8 }).replace(/^/gm, '    ');

/** @param {string} type @param {any} data @returns {Result} */
function toResult(type, { name, skip, details }) {
  const outcome = type === 'test:fail' ? 'failed' : skip === undefined ? 'passed' : 'skipped';
  const error = outcome === 'failed' ? describeError(details.error) : '';
  return { name, suite: details.type === 'suite', file: '', ms: details.duration_ms, outcome, error };
}

const SIGNS = { passed: '✔', failed: '✖', skipped: '﹣' };

/** @param {Result} result @param {any} data */
function toLine({ name, ms, outcome, error }, { skip }) {
  const line = `${SIGNS[outcome]} ${name} (${Math.round(ms)} ms)`;
  if (outcome === 'failed') return `${line}\n${error}\n`;
  return outcome === 'skipped' && typeof skip === 'string' ? `${line} # ${skip}\n` : `${line}\n`;
}

/** @param {AsyncIterable<{type: string, data: any}>} events */
export default async function* report(events) {
  /** Results since the end of the last file. @type {Result[]} */
  let results = [];
  for await (const { type, data } of events) {
    if (type === 'test:diagnostic' && data.nesting > 0) yield `  ${data.message}\n`;
    if (!/^test:(pass|fail)$/.test(type) || data.skip === LEFT_OUT) continue;
    const result = toResult(type, data);
    results.push(result);
    if (!result.suite || result.outcome === 'failed') yield toLine(result, data);
    if (data.nesting > 0) continue;
    for (const one of results) one.file = data.name;
    if (RECORD) appendFileSync(RECORD, results.map((one) => `${JSON.stringify(one)}\n`).join(''));
    results = [];
  }
}
