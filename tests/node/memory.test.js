/** Memory at the peak of reading, checking and exporting must be linear in the source: twice the rows, about twice the bytes. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Maximum ratio of bytes for doubled rows: linear work has 2, quadratic work 4. */
const MOST = 3.2;

/** Attempts, of which one must pass: when garbage is collected is chance. */
const ATTEMPTS = 3;

/** Returns the bytes that the work took at its peak. @param {string} work of tests/node/peak.js @param {number} rows */
async function peakOf(work, rows) {
  const { stdout } = await run(process.execPath, ['tests/node/peak.js', work, `${rows}`]);
  return Number.parseInt(stdout, 10);
}

/** What is done, and rows that take some tens of megabytes. @type {[string, number][]} */
const WORK = [
  ['check json', 30_000],
  ['check csv', 30_000],
  ['convert csv', 50_000],
  ['convert html', 8000],
  ['convert md', 5000],
  ['convert xlsx', 20_000],
  ['export csv', 50_000],
  ['export html', 50_000],
  ['export md', 50_000],
];

describe('memory is linear in the rows', () => {
  for (const [work, rows] of WORK) {
    test(work, async () => {
      const ratios = [];
      for (let i = 0; i < ATTEMPTS; i++) {
        ratios.push((await peakOf(work, 2 * rows)) / (await peakOf(work, rows)));
        if (ratios[i] < MOST) break;
      }
      assert.ok(
        Math.min(...ratios) < MOST,
        `twice the rows take ${ratios.map((ratio) => ratio.toFixed(1))} times the bytes`,
      );
    });
  }
});
