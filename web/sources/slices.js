/** Splits long work into slices, so that the page can paint and respond. */

/** Duration of a slice in milliseconds. */
const SLICE = 50;

/** End of the current slice; 0 between tasks. */
let end = 0;

/** The number of slices so far. */
let count = 0;

/** Resolves when all earlier work has had its turn. @type {Promise<void>} */
let last = Promise.resolve();

/**
 * Starts a slice in a new task. The slice ends with the task: afterwards, the page may have changed.
 * @returns {Promise<void>}
 */
const start = () =>
  new Promise((resolve) => {
    setTimeout(() => {
      end = performance.now() + SLICE;
      count++;
      setTimeout(() => {
        end = 0;
      });
      resolve();
    });
  });

/** Returns the number of the current slice. */
export const sliceNumber = () => count;

/** Returns true if the page should get its turn. */
const isOver = () => performance.now() > end;

/** Waits for a turn: in this slice if time is left, otherwise in the next. Do one step of work at once. */
export function turn() {
  last = last.then(() => (isOver() ? start() : undefined));
  return last;
}

/** Work in small steps; other work may run between them. @template T @typedef {Generator<undefined, T, undefined>} Steps */

/** Runs all steps at once. @template T @param {Steps<T>} steps @returns {T} */
export function finish(steps) {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Runs steps in slices. @template T @param {Steps<T>} steps @returns {Promise<T>} */
export async function inSlices(steps) {
  for (;;) {
    if (isOver()) await turn();
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Caches a function's result until the slice ends. @template T @param {() => T} find @returns {() => T} */
export function oncePerSlice(find) {
  let slice = -1;
  /** @type {T} */
  let found;
  return () => {
    if (slice !== count) found = find();
    slice = count;
    return found;
  };
}
