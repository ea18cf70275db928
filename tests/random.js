/**
 * Returns a reproducible generator of numbers from 0 to 1 (excluded): linear congruential modulo 2^32, as a fraction,
 * since its high bits are the good ones.
 * @param {number} seed
 * @returns {() => number}
 */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Returns the seed of a test: `SEED=number`, otherwise fixed, so that new failures come from changes.
 * @param {number} seed
 */
export const seedOf = (seed) => Number(process.env.SEED ?? seed);
