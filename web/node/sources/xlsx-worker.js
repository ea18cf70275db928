/** Reads an .xlsx file in a worker thread (see xlsx.js). */
import { parentPort, workerData } from 'node:worker_threads';
import { CardError } from '../../engine/error.js';
import { problemOf } from '../base/problem.js';
import { readSheet } from './spreadsheet.js';

/** @typedef {import('../../engine/error.js').Problem} Problem */
/** @typedef {import('./spreadsheet.js').Chosen} Chosen */
/** @typedef {{chosen: Chosen, problem?: undefined} | {chosen?: undefined, problem: Problem}} Answer */

/** @returns {Promise<Answer>} */
async function answer() {
  try {
    return { chosen: await readSheet(Buffer.from(workerData.bytes), workerData.sheet) };
  } catch (error) {
    if (error instanceof CardError) return { problem: problemOf(error) };
    throw error;
  }
}

parentPort?.postMessage(await answer());
