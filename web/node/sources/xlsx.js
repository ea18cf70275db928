/**
 * Reads a sheet of an .xlsx file in a worker thread. It does not block the caller and has its own limits; an error ends
 * only the thread.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { CardError } from '../../engine/error.js';
import { fileOf } from '../base/engine.js';
import { refuse } from '../xlsx/zip.js';

/** @typedef {import('./spreadsheet.js').Chosen} Chosen */
/** @typedef {import('./xlsx-worker.js').Answer} Answer */

/** Limits of memory and time. */
const LIMITS = { maxOldGenerationSizeMb: 512 };
const PATIENCE = 60_000;

/** @returns {never} */
function refuseInBundle() {
  const message =
    'A bundle has no reader of .xlsx files: exclude comparison-card from the bundle, or convert the file to CSV before.';
  throw new CardError({ code: 'no-reader', message });
}

/** Rewords an error of the thread for the author. @param {any} error @returns {never} */
function explain(error) {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    refuse('This workbook needs too much memory: copy the table alone into a new one.');
  }
  if (error.code?.endsWith('MODULE_NOT_FOUND')) refuseInBundle();
  if (error.name === 'AbortError') refuse('Reading this workbook takes too long: copy the table alone into a new one.');
  return refuse(`This .xlsx file cannot be read (${error.message}): save it again as “Excel Workbook (.xlsx)”.`);
}

/** Returns the answer of the thread. @param {Worker} worker @returns {Promise<Answer>} */
async function answerOf(worker) {
  const options = { signal: AbortSignal.timeout(PATIENCE) };
  const ended = once(worker, 'exit', options).then(([code]) =>
    Promise.reject(new Error(`its reader ended with ${code}`)),
  );
  const [answer] = await Promise.race([once(worker, 'message', options), ended]);
  return answer;
}

/**
 * @param {Uint8Array} file
 * @param {string} [sheet] its name or number; default: the first that is not empty
 * @returns {Promise<Chosen>}
 * @throws {CardError}
 */
export async function readXlsx(file, sheet) {
  if (!import.meta.url) refuseInBundle(); // a bundle of CommonJS
  const bytes = new Uint8Array(file).buffer; // a copy to transfer to the thread
  const worker = new Worker(fileOf('node/xlsx-worker.js'), {
    workerData: { bytes, sheet },
    transferList: [bytes],
    resourceLimits: LIMITS,
    stderr: true,
  });
  worker.on('error', () => {}); // it may run out of memory while it is terminated
  try {
    const { chosen, problem } = await answerOf(worker);
    if (problem) throw new CardError(problem);
    return chosen;
  } catch (error) {
    if (error instanceof CardError) throw error;
    return explain(error);
  } finally {
    await worker.terminate();
  }
}
