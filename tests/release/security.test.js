/** What SECURITY.md says of the scripts that can be seen in them, and that it names tests that are there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** The folders whose code runs in pages. */
const FOLDERS = ['web/element', 'web/engine', 'web/page', 'web/sources', 'web/frame'];

const SOURCES = [
  'web/comparison-card.js',
  ...FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.js'))
      .map((name) => join(folder, name)),
  ),
];

/** Returns the code of a file without comments. @param {string} file */
const codeOf = (file) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

/** Returns the files whose code has something. @param {RegExp} pattern */
const filesWith = (pattern) => SOURCES.filter((file) => pattern.test(codeOf(file)));

test('HTML enters a page in one place', () => {
  assert.deepEqual(filesWith(/\b(?:innerHTML|setHTML|setHTMLUnsafe)\b/), ['web/element/element.js']);
  assert.deepEqual(
    filesWith(/outerHTML\s*=|insertAdjacentHTML|document\.write|createContextualFragment|parseFromString/),
    [],
  );
});

test('no text becomes code', () => {
  assert.deepEqual(filesWith(/\beval\(|new Function\b|\bset(?:Timeout|Interval)\(\s*['"`]/), []);
});

test('nothing is stored in the browser or sent about readers', () => {
  assert.deepEqual(
    filesWith(/\.cookie\b|localStorage|sessionStorage|indexedDB|caches\.|sendBeacon|XMLHttpRequest|WebSocket/),
    [],
  );
});

test('SECURITY.md names tests that are there', () => {
  const text = readFileSync('SECURITY.md', 'utf8');
  const names = text.match(/tests\/[\w/-]+\.test\.js/g) ?? [];
  assert.ok(names.length > 10);
  for (const name of names) assert.ok(existsSync(name), name);
});
