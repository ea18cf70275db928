/**
 * Fails every test that passes without an assertion. A test asserts if it reads a function of node:assert/strict while
 * it runs. Assertions in other tests, or in a loop over an empty list, do not count. Concurrent tests may count for one
 * another. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';

let asserted = 0;

// A getter keeps the functions unchanged, including their stack traces.
for (const [name, value] of Object.entries(assert)) {
  if (!/^[a-z]/.test(name)) continue;
  const get = () => {
    asserted++;
    return value;
  };
  Object.defineProperty(assert, name, { get });
}

/** Number of assertions when a test started. @type {WeakMap<object, number>} */
const before = new WeakMap();

beforeEach((t) => {
  before.set(t, asserted);
  const skip = t.skip.bind(t);
  t.skip = (reason) => {
    before.delete(t);
    skip(reason);
  };
});
afterEach((t) => {
  if (before.get(t) === asserted) throw new Error('This test passed without an assertion.');
});
