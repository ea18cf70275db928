/**
 * Numbers from 0 up to 1 that are the same every time: a linear congruential generator modulo 2^32, of which a fraction
 * shows the high bits, the good ones.
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
 * The seed of a test: always the same, so that what a change breaks differs from what was never tried, or that of `SEED=number`.
 * @param {number} seed
 */
export const seedOf = (seed) => Number(process.env.SEED ?? seed);
