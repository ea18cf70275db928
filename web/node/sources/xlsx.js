/**
 * A sheet of an .xlsx file. It is read in a thread, which does not hold up the caller, and has limits of its own: what it
 * fails of ends the thread alone.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { CardError } from '../../engine/error.js';
import { fileOf } from '../base/engine.js';
import { refuse } from './zip.js';

/** @typedef {import('./spreadsheet.js').Chosen} Chosen */
/** @typedef {import('./xlsx-worker.js').Answer} Answer */

/** How much memory and time reading may take. */
const LIMITS = { maxOldGenerationSizeMb: 512 };
const PATIENCE = 60_000;

/** What went wrong in the thread, for the author. @param {any} error @returns {never} */
function explain(error) {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    refuse('This workbook needs too much memory: copy the table alone into a new one.');
  }
  if (error.name === 'AbortError') refuse('Reading this workbook takes too long: copy the table alone into a new one.');
  return refuse(`This .xlsx file cannot be read (${error.message}): save it again as “Excel Workbook (.xlsx)”.`);
}

/** What the thread answers. @param {Worker} worker @returns {Promise<Answer>} */
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
 * @param {string} [sheet] its name or number; the first that holds something otherwise
 * @returns {Promise<Chosen>}
 * @throws {CardError}
 */
export async function readXlsx(file, sheet) {
  const bytes = new Uint8Array(file).buffer; // a copy, which the thread may have
  const worker = new Worker(fileOf('node/xlsx-worker.js'), {
    workerData: { bytes, sheet },
    transferList: [bytes],
    resourceLimits: LIMITS,
    stderr: true,
  });
  worker.on('error', () => {}); // it may fail of memory while it is being ended for its time
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
