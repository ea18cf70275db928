/** build.sh without tools: as root it installs them, otherwise it prints one command and changes nothing. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';

/** The only commands of the simulated fresh system. */
const PRESENT = ['bash', 'dirname', 'node', 'sed', 'sort', 'uname'];

/** @type {string[]} */
const folders = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/**
 * Runs build.sh on a fresh system, whose apt-get installs nothing.
 * @param {{user: number, node?: string}} system the id of the user, 0 for root, and a script in place of Node.js
 * @param {string[]} args
 */
function runFresh({ user, node }, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'fresh-'));
  folders.push(folder);
  for (const name of PRESENT) {
    const path = execFileSync('bash', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    symlinkSync(path, join(folder, name));
  }
  const log = join(folder, 'log');
  const fake = (/** @type {string} */ name, /** @type {string} */ script) => {
    writeFileSync(join(folder, name), `#!${join(folder, 'bash')}\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  fake('id', `echo ${user}`);
  if (node) {
    rmSync(join(folder, 'node'));
    fake('node', node);
  }
  for (const name of ['sudo', 'apt-get']) fake(name, `echo "${name} $*" >>${log}; [ "$1" != install ]`);
  const { CJSON_DIR: _, BROWSERS: __, ENGINES: ___, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync('./build.sh', args, { encoding: 'utf8', env: { ...env, PATH: folder } });
  const called = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return { status, stdout, stderr, called };
}

/** Returns the packages in a text's line to install them. @param {string} text */
function packagesIn(text) {
  const [, list] = /^.*sudo apt-get install (.+)\n$/.exec(text) ?? assert.fail(text);
  const packages = list.split(' ');
  assert.equal(new Set(packages).size, packages.length, 'each once');
  return packages;
}

/**
 * Commands with packages that they need on a fresh system, and packages that they do not.
 * @type {[args: string[], needs: string[], not: string[]][]}
 */
const NEEDS = [
  [[], ['make', 'emscripten', 'binaryen', 'dpkg-dev'], ['gcc', 'clang', 'hugo']],
  [['serve'], ['make', 'emscripten', 'binaryen', 'dpkg-dev'], ['gcc', 'clang', 'hugo']],
  [
    ['test'],
    [
      'make',
      'emscripten',
      'binaryen',
      'gcc',
      'clang',
      'libclang-rt-dev',
      'clang-format',
      'hugo',
      'firefox-esr',
      'xvfb',
    ],
    ['llvm'],
  ],
  [
    ['test', 'tests/base'],
    ['make', 'gcc'],
    ['emscripten', 'clang', 'hugo'],
  ],
  [['test', './tests/site', 'tests/fuzz/fuzz.test.js'], ['make', 'emscripten', 'clang', 'hugo'], ['gcc']],
  [['coverage'], ['make', 'clang', 'llvm', 'chromium-headless-shell'], ['firefox-esr']],
  [['format'], ['clang-format'], ['make']],
];

describe('a user who is not root', () => {
  for (const [args, needs, not] of NEEDS) {
    test(`${['./build.sh', ...args].join(' ')} prints one command that installs all, and runs none`, () => {
      const { status, stdout, stderr, called } = runFresh({ user: 1000 }, ...args);
      assert.equal(status, 1);
      assert.equal(stdout, '');
      const packages = packagesIn(stderr);
      for (const name of needs) assert.ok(packages.includes(name), `${name} is missing from ${packages}`);
      for (const name of not) assert.ok(!packages.includes(name), `${name} is in ${packages}`);
      assert.deepEqual(called, []);
    });
  }
});

test('Node.js is named too where it is missing or old', () => {
  const { status, stderr, called } = runFresh({ user: 1000, node: 'exit 1' }, 'format');
  assert.equal(status, 1);
  assert.match(stderr, /^Please install Node.js 20.19 or newer.\n.* sudo apt-get install clang-format\n$/);
  assert.deepEqual(called, []);
});

test('root gets all installed at once, without sudo', () => {
  const { status, called } = runFresh({ user: 0 }, 'test');
  assert.notEqual(status, 0, 'this apt-get installs nothing');
  const [update, install, ...others] = called;
  assert.match(update, /^apt-get update/);
  assert.match(install, /^apt-get install -y .*\bclang\b.*\bemscripten\b.*\bmake\b/);
  assert.deepEqual(others, []);
});
