/** Repeats a test with random inputs, once for each seed. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomFrom } from '../random.js';

/** Seconds of a long run; without it, a test repeats itself a fixed number of times. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 0);

/** Maximum milliseconds of one input, far more than any needs. */
const MOST_TIME = 20_000;

const FOLDER = '.build/fuzz';

/** Random choices. */
export class Dice {
  #random;

  /** @param {number} seed */
  constructor(seed) {
    this.#random = randomFrom(seed);
  }

  /** Returns a whole number from 0 to `count`, excluded. @param {number} count */
  below(count) {
    return Math.floor(this.#random() * count);
  }

  /** Returns true once in `count` times. @param {number} count */
  once(count) {
    return this.below(count) === 0;
  }

  /** @template T @param {T[]} list @returns {T} */
  one(list) {
    return list[this.below(list.length)];
  }

  /** Returns up to `most` things. @template T @param {number} most @param {(i: number) => T} make @returns {T[]} */
  some(most, make) {
    return Array.from({ length: this.below(most + 1) }, (_, i) => make(i));
  }
}

/**
 * Makes inputs and checks each. An input that fails is saved in .build/fuzz/, and its seed is in the message.
 * @template {string | Uint8Array} T
 * @param {string} name of the file to save @param {number} seed of the first input @param {number} count inputs of a short run
 * @param {(dice: Dice) => T} make @param {(input: T, dice: Dice) => Promise<void> | void} check
 */
export async function repeat(name, seed, count, make, check) {
  const end = Date.now() + SECONDS * 1000;
  for (let i = 0; i < count || Date.now() < end; i++) {
    const dice = new Dice(seed + i);
    const input = make(dice);
    const start = Date.now();
    const waiting = new AbortController();
    try {
      const late = sleep(MOST_TIME, 'late', { signal: waiting.signal }).catch(() => '');
      assert.notEqual(await Promise.race([check(input, dice), late]), 'late', 'this never ends');
      assert.ok(Date.now() - start < MOST_TIME, 'this takes too long');
    } catch (error) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(join(FOLDER, name), input);
      throw new Error(`SEED=${seed + i}, saved as ${join(FOLDER, name)}`, { cause: error });
    } finally {
      waiting.abort();
    }
  }
}
