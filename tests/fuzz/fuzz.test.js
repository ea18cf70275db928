/**
 * Runs each fuzzer on its corpus, then ten seconds with a new seed, which is in the test's name: `SEED=number` repeats
 * it. `FUZZ_SECONDS` changes the time; `./build.sh fuzz` defaults to an hour each. libFuzzer writes failing inputs to
 * .build/fuzz/: add them to the corpus with the fix.
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
      // New inputs are written to the first folder.
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
