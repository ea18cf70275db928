/** Each C file here is a program with the cases for one file of src/, run under the sanitizers (tests/base/check.h). */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';

const names = readdirSync('tests/base').flatMap((file) => /^(\w+)\.c$/.exec(file)?.[1] ?? []);

for (const name of names) {
  test(`${name}.c`, (t) => {
    const { status, stdout, stderr } = spawnSync(`.build/base/${name}`, { encoding: 'utf8', timeout: 60_000 });
    assert.equal(status, 0, stdout + stderr);
    t.diagnostic(stdout.trim());
  });
}
