/**
 * Fails every test of the process that passes without an assertion.
 * A test counts as asserting when it reads a function of node:assert/strict while it runs. What it leaves to other tests, or
 * does for each item of an empty list, does not count. Of tests that run at the same time one may pass for another.
 */
import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';

let asserted = 0;

// A getter leaves the functions as they are, and with them what they say of their caller.
for (const [name, value] of Object.entries(assert)) {
  if (!/^[a-z]/.test(name)) continue;
  const get = () => {
    asserted++;
    return value;
  };
  Object.defineProperty(assert, name, { get });
}

/** How many assertions there had been when a test started. @type {WeakMap<object, number>} */
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
