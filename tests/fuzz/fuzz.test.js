/**
 * Every fuzzer tries its corpus, then for ten seconds what it makes of that with a new seed, which is in the name of the test:
 * `SEED=number` repeats it. `FUZZ_SECONDS` says another time; `npm run fuzz` gives each an hour. What libFuzzer finds it writes to
 * .build/fuzz/: a file that belongs in the corpus once the fault is mended.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { writeFolds } from '../engine/engines.js';
import { seedOf } from '../random.js';

const SECONDS = process.env.FUZZ_SECONDS ?? '10';
const SEED = seedOf(randomInt(1, 2 ** 31));

/** Runs a program to its end. @param {string} command @param {string[]} args */
async function run(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-9999);
    });
  }
  const [status] = await once(child, 'close');
  assert.equal(status, 0, said);
  return said;
}

writeFolds();
const targets = readdirSync('tests/fuzz').flatMap((name) => /^fuzz-(\w+)\.c$/.exec(name)?.[1] ?? []);

describe('fuzzers', { concurrency: 2 }, () => {
  for (const target of targets) {
    test(`libFuzzer: ${target}, ${SECONDS} seconds, SEED=${SEED}`, async (t) => {
      const found = `.build/fuzz/${target}.found`;
      mkdirSync(found, { recursive: true });
      // What is new goes into the first folder.
      const limits = [
        `-seed=${SEED}`,
        `-max_total_time=${SECONDS}`,
        '-max_len=4096',
        '-timeout=20',
        '-rss_limit_mb=1500',
      ];
      const shown = [`-artifact_prefix=${found}/crash-`, '-print_final_stats=1', '-verbosity=0'];
      const words = `tests/fuzz/${target}.dict`;
      if (existsSync(words)) shown.push(`-dict=${words}`);
      const said = await run(`.build/fuzz/${target}`, [...limits, ...shown, found, `tests/fuzz/corpus/${target}`]);
      t.diagnostic(/number_of_executed_units: \d+/.exec(said)?.[0] ?? said);
    });
  }
});
