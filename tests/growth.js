import assert from 'node:assert/strict';

/** The most that twice the input may take: it is 2 where work grows with the input, 4 where every part looks at every other. */
const MOST = 3.2;

/** Runs of each size, of which the shortest counts. */
const RUNS = 3;

/** Attempts, of which one must show the growth: other work on the machine only makes a run longer. */
const ATTEMPTS = 4;

/** The processor time of a run, in milliseconds. @param {() => unknown} work */
async function timeOf(work) {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The shortest time of several runs. @param {() => unknown} work */
async function shortest(work) {
  const times = [];
  for (let i = 0; i < RUNS; i++) times.push(await timeOf(work));
  return Math.min(...times);
}

/**
 * Asserts that work grows with its input: twice as much takes about twice as long.
 * @template T
 * @param {(size: number) => T} make the input @param {number} size at which the work takes 20 ms or more
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
