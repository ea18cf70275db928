import assert from 'node:assert/strict';

/** Maximum ratio of times for doubled input: linear work has 2, quadratic work 4. */
const MOST = 3.2;

/** Runs of each size; the shortest is used. */
const RUNS = 2;

/** Attempts, of which one must pass, since other work on the machine can only slow a run down. */
const ATTEMPTS = 4;

/** Returns the processor time of a run in milliseconds. @param {() => unknown} work */
async function timeOf(work) {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Returns the shortest time of several runs. @param {() => unknown} work */
async function shortest(work) {
  const times = [];
  for (let i = 0; i < RUNS; i++) times.push(await timeOf(work));
  return Math.min(...times);
}

/**
 * Asserts that work is linear: doubled input takes about twice as long.
 * @template T
 * @param {(size: number) => T} makes the input @param {number} size at which the work takes 20 ms or more
 * @param {(input: T) => unknown} work
 */
export async function assertGrowth(make, size, work) {
  const [one, two] = [make(size), make(2 * size)];
  const ratios = [];
  for (let i = 0; i < ATTEMPTS; i++) {
    const before = await shortest(() => work(one));
    ratios.push((await shortest(() => work(two))) / before);
    if (ratios[i] < MOST) break;
  }
  assert.ok(
    Math.min(...ratios) < MOST,
    `twice the input takes ${ratios.map((ratio) => ratio.toFixed(1)).join(', ')} times as long`,
  );
}
