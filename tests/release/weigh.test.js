/** What ./build.sh weigh prints: parts add up to the whole. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { encode } from '../../web/encode.js';
import { weighFile, weighFunctions } from '../../web/weigh.js';

/** @typedef {import('../../web/weigh.js').Part} Part */

const sum = (/** @type {Part[]} */ parts, /** @type {'bytes' | 'brotli'} */ size) =>
  Math.round(parts.reduce((all, part) => all + part[size], 0));

describe('weighing', () => {
  const file = readFileSync('dist/comparison-card.js');
  const [{ inputs }] = /** @type {any[]} */ (
    Object.values(JSON.parse(readFileSync('.build/parts/comparison-card.js.iife.json', 'utf8')).outputs)
  );
  const module = '.build/page/engine.wasm';
  const parts = weighFile(file.toString('latin1'), inputs, {}, encode(readFileSync(module))[1].trim().split(' '));
  const named = (/** @type {string} */ name) => parts.find((part) => part.name === name)?.bytes ?? 0;

  test('the parts of the script add up to it', () => {
    assert.equal(sum(parts, 'bytes'), file.length);
    assert.equal(sum(parts, 'brotli'), brotliCompressSync(file).length);
  });

  test('modules, the built-in card and each kind of the engine have a part', () => {
    assert.equal(named('web/page.js'), inputs['web/page.js'].bytesInOutput);
    assert.ok(named('engine: instructions') > 10_000);
    assert.ok(Math.abs(named('engine: the built-in card') - 3200) < 400);
  });

  test('the functions of the engine add up to its code, and have names', () => {
    const functions = weighFunctions(readFileSync(module), readFileSync(`${module}.names`, 'utf8'), 10_000);
    assert.equal(sum(functions, 'brotli'), 10_000);
    assert.ok(functions.some(({ name, bytes }) => name === 'inline_read' && bytes > 500));
  });
});
