/** A change recompiles only the files that depend on it. `make -n -W FILE` prints the commands as if FILE had changed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.[ch]$/.test(name))
  .map((name) => join('src', name));
const engine = sources.filter((name) => name.endsWith('.c'));

/** Returns the files of src that a file includes, directly or indirectly. @param {string} file @param {Set<string>} [found] */
function included(file, found = new Set()) {
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/^#include "(.+)"/gm)) {
    const header = [join(dirname(file), name), join('src', name)].find(existsSync);
    if (!header || found.has(header)) continue;
    found.add(header);
    included(header, found);
  }
  return found;
}

/** Returns the output of make. @param {string[]} args */
function make(...args) {
  const { status, stdout, stderr } = spawnSync('make', ['-f', 'src/Makefile', ...args, 'wasm'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout + stderr;
}

/** Returns the files of src that make would compile if a file had changed. @param {string} file */
const compiled = (file) =>
  [...make('-n', '-W', file).matchAll(/^echo " {2}emcc (src\/.+)"$/gm)].map(([, name]) => name);

/** Returns each file twice: compiled with vectors and without. @param {string[]} files */
const twice = (files) => [...files, ...files].sort();

test('make does and prints nothing if nothing has changed', () => assert.equal(make(), ''));

describe('a change compiles what it concerns', () => {
  const headers = sources.filter((name) => /(^|\/)(fold|controls|model)\.h$/.test(name));
  for (const header of headers) {
    test(`${header}: what includes it`, () => {
      const users = engine.filter((file) => included(file).has(header));
      assert.ok(users.length > 1 && users.length < engine.length);
      assert.deepEqual(compiled(header).sort(), twice(users));
    });
  }

  test('a source: itself', () => assert.deepEqual(compiled(engine[0]), twice([engine[0]])));

  test('the built-in card: what holds it', () => {
    const users = engine.filter((file) => readFileSync(file, 'utf8').includes('builtin_card.h'));
    assert.deepEqual(compiled('data/sales-vs-marketing.json'), twice(users));
  });

  test('the Makefile, which has the flags: everything', () => {
    assert.deepEqual(compiled('src/Makefile').sort(), twice(engine));
  });
});
