/** The parts of the docs that are made from code, and what must agree with it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { withReference } from '../../web/build/docs/reference.js';
import { pageNamed, pages } from './pages.js';

/** @param {string} text @param {RegExp} pattern its first group is returned */
const groups = (text, pattern) => [...text.matchAll(pattern)].map(([, group]) => group);

/** The names of the made parts. @param {string} text */
const partsIn = (text) => groups(text, /^<!-- made: (\S+) -->$/gm);

describe('the parts made from code are up to date (if not: ./build.sh docs)', () => {
  for (const { file, text } of pages.filter(({ text }) => partsIn(text).length)) {
    test(`${file}: ${partsIn(text).join(', ')}`, () => assert.equal(withReference(text), text));
  }
});

test('each part is in the docs once', () => {
  const parts = pages.flatMap(({ text }) => partsIn(text)).filter((name) => !name.startsWith('bench'));
  const element = ['attributes', 'custom-properties', 'events', 'methods', 'parts', 'properties'];
  const expected = ['card-fields', 'commands', ...element.map((name) => `element-${name}`), 'error-codes', 'node-api'];
  assert.deepEqual(parts.sort(), expected.sort());
});

test('each benchmark that was recorded is in the docs', () => {
  const recorded = readdirSync('tests/bench/printed').map((name) => name.replace('.txt', ''));
  const parts = partsIn(pageNamed('speed.md')).filter((name) => name.startsWith('bench'));
  const shown = parts.map((name) => name.replace('bench-', ''));
  assert.deepEqual(shown.sort(), recorded.sort());
});

test('the docs list each code of an error or a warning', () => {
  const files = readdirSync('web', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const source = files.map((name) => readFileSync(`web/${name}`, 'utf8')).join('\n');
  const used = groups(source, /(?:\bcode: |\bfail\(|INTEGRITY, )'([a-z0-9]+(?:-[a-z0-9]+)*)'/g);
  const listed = groups(pageNamed('nothing-shows.md'), /^\| (`.*?) \|/gm).flatMap((cell) => groups(cell, /`([^`]+)`/g));
  const internal = ['fault']; // of the preview's own page
  assert.deepEqual(
    [...new Set(used)].filter((code) => !listed.includes(code) && !internal.includes(code)),
    [],
  );
});

test('the docs and ./build.sh help name the commands that build.sh has, and no others', () => {
  const commands = groups(readFileSync('build.sh', 'utf8'), /^([a-z:]+)\)/gm).filter((name) => name !== 'build');
  const help = execFileSync('./build.sh', ['help'], { encoding: 'utf8' });
  const named = (/** @type {string} */ text) => [...new Set(groups(text, /\.\/build\.sh ([a-z:]+)/g))].sort();
  const [, table] = pageNamed('contributing.md').split('## Commands\n');
  assert.deepEqual([...named(table.split('\n## ')[0]), 'test'].sort(), commands.sort(), 'npm test is ./build.sh test');
  assert.deepEqual(named(help), commands);
});

test('the files that the guide for contributors names are there', () => {
  const text = pageNamed('contributing.md').replace(/```.*?```/gs, '');
  const names = groups(text, /`((?:src|web|data|tests)\/[\w./-]+)`/g).filter((name) => !/[A-Z]{4}/.test(name));
  assert.ok(names.length > 30);
  assert.deepEqual(
    names.filter((name) => !isThere(name)),
    [],
  );
});

/** @param {string} path of a file or folder */
function isThere(path) {
  const [name, ...parents] = path.replace(/\/$/, '').split('/').reverse();
  return readdirSync(parents.reverse().join('/') || '.').includes(name);
}

test('the README has at most 600 words', () => {
  const words = readFileSync('README.md', 'utf8').split(/\s+/).length;
  assert.ok(words <= 600, `${words}`);
});
