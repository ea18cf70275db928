/** Long work in slices, so that the page paints and answers between them. */

/** How long a slice lasts, in milliseconds. */
const SLICE = 50;

/** When the slice is over; 0 between tasks. */
let end = 0;

/** The number of slices so far. */
let count = 0;

/** What may start when those before it have had their turn. @type {Promise<void>} */
let last = Promise.resolve();

/** Starts a slice in a task of its own. It ends with the task: what the page has changed since is found anew. @returns {Promise<void>} */
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

/** Which slice this is. */
export const sliceNumber = () => count;

/** Whether the page is to have its turn now. */
const isOver = () => performance.now() > end;

/** Waits for a turn: in this slice if there is time left, otherwise in the next. One step of work follows at once. */
export function turn() {
  last = last.then(() => (isOver() ? start() : undefined));
  return last;
}

/** Work in small steps, after each of which others may have their turn. @template T @typedef {Generator<undefined, T, undefined>} Steps */

/** Takes all steps at once. @template T @param {Steps<T>} steps @returns {T} */
export function finish(steps) {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Takes steps in slices. @template T @param {Steps<T>} steps @returns {Promise<T>} */
export async function inSlices(steps) {
  for (;;) {
    if (isOver()) await turn();
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Remembers what a function returns until the slice is over. @template T @param {() => T} find @returns {() => T} */
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
