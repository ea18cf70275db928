/**
 * The engine without WebAssembly: comparison-card.fallback.HASH.js, a module that a page fetches where WebAssembly or its
 * vectors are missing, or forbidden by the page's policy. It is the same C, as JavaScript and in one piece (web/build/unwasm.js).
 */
import { engine } from 'engine-in-javascript';

/** The least module with a vector in it: whether a browser has those is no question of policies. */
const VECTORS = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];

// Where the browser has none, an element with the id WebAssembly is in its place; it is no property of the window's own.
if (Object.hasOwn(globalThis, 'WebAssembly') && WebAssembly.validate(Uint8Array.from(VECTORS))) {
  console.warn(
    'comparison-card: WebAssembly does not start here, so cards do without: they are larger and slower. If this page has a ' +
      "Content-Security-Policy, allow 'wasm-unsafe-eval' in script-src.",
  );
}

const trap = () => {
  throw new Error('unreachable');
};

/** Stands in for WebAssembly.instantiate. @type {import('./engine.js').Instantiate} */
export async function instantiate(_, { host }) {
  return { instance: { exports: engine({ ...host, abort: trap }) } };
}
