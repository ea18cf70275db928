/**
 * The engine without WebAssembly: comparison-card.fallback.HASH.js, a module that a page fetches if WebAssembly or SIMD
 * is missing or its policy forbids WebAssembly. Compiled from the same C code into one JavaScript file
 * (web/build/unwasm.js).
 */
import { engine } from 'engine-in-javascript';

/** The smallest module with a SIMD instruction. Validating it works under any policy. */
const VECTORS = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];

// Without WebAssembly, an element with this id would be the global property, but not an own one.
if (Object.hasOwn(globalThis, 'WebAssembly') && WebAssembly.validate(Uint8Array.from(VECTORS))) {
  console.warn(
    'comparison-card: WebAssembly does not start here, so cards do without: they are larger and slower. If this page has a ' +
      "Content-Security-Policy, allow 'wasm-unsafe-eval' in script-src.",
  );
}

const trap = () => {
  throw new Error('unreachable');
};

/** Replaces WebAssembly.instantiate. @type {import('./engine.js').Instantiate} */
export async function instantiate(_, { host }) {
  return { instance: { exports: engine({ ...host, abort: trap }) } };
}
