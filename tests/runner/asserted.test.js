/** The test runner: fails tests without assertions, and reports a single test as in a full run. */
import assert from 'node:assert/strict';
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

/** A test file with the outcome of each test. */
const SOURCE = `
  import assert from 'node:assert/strict';
  import { describe, test } from 'node:test';
  assert.ok(true, 'outside of tests');
  test('asserts', () => assert.equal(1, 1));
  test('asserts late', async () => { await null; assert.match('a', /a/); });
  test('is empty', () => {});
  test('asserts for each of none', () => { for (const x of []) assert.ok(x); });
  test('asserts where nobody calls', () => { ((x) => assert.ok(x)).name; });
  test('returns early', () => { if (assert) return; assert.ok(true); });
  test('is skipped', { skip: true }, () => {});
  test('skips itself', (t) => t.skip('for a reason'));
  describe('inside', () => {
    test('asserts inside', () => assert.deepEqual([], []));
    test('is empty inside', async () => {});
  });
`;

/** @type {[name: string, outcome: string][]} */
const OUTCOMES = [
  ['asserts', 'passes'],
  ['asserts late', 'passes'],
  ['is empty', 'fails'],
  ['asserts for each of none', 'fails'],
  ['asserts where nobody calls', 'fails'],
  ['returns early', 'fails'],
  ['is skipped', 'passes'],
  ['skips itself', 'passes'],
  ['asserts inside', 'passes'],
  ['is empty inside', 'fails'],
];

/** Runs a test file like build.sh. @param {string} file */
function runTests(file) {
  const { NODE_TEST_CONTEXT: _, NODE_V8_COVERAGE: __, ...env } = process.env; // otherwise node treats these as its own subtests
  return spawnSync(process.execPath, ['tests/runner/run.js', file], { encoding: 'utf8', env, maxBuffer: 1 << 30 })
    .stdout;
}

describe('a test', () => {
  let folder = '';
  let said = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'asserted-'));
    writeFileSync(join(folder, 'a.test.mjs'), SOURCE);
    said = runTests(join(folder, 'a.test.mjs'));
  });
  after(() => rmSync(folder, { recursive: true }));
  for (const [name, outcome] of OUTCOMES) {
    test(`that ${name} ${outcome}`, () => {
      const line = new RegExp(`^(\\S) ${name} \\(`, 'm').exec(said);
      assert.equal(line?.[1] === '✖', outcome === 'fails', said);
      assert.ok(line, said);
    });
  }

  test('is counted, and named where it fails, with the reason, or is slow', () => {
    assert.match(said, /^3 passed, 5 failed, 2 skipped$/m);
    assert.match(said, /^✖ \S+a\.test\.mjs: is empty inside\n +\S.*passed without an assertion/m);
    assert.match(said, /^Slowest files:\n +\d+\.\d s {2}\S+a\.test\.mjs$/m);
  });
});

test('a process of tests ends with its runner', async () => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const lane = fork('tests/runner/lane.js', { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(lane, 'message'); // it asks for a file
  lane.disconnect();
  assert.deepEqual(await once(lane, 'exit'), [1, null]);
});
