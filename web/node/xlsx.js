/**
 * Sheets of an .xlsx file. Such a file may be small and ask for any amount of memory: by what it unpacks to, or by one cell
 * in row 1,000,000,000. So it is weighed first, and then read in a thread with a limit, which may fail without us.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { CardError } from '../error.js';
import { fileOf } from './engine.js';

/** @typedef {string | number | boolean | Date | null} Cell */
/** @typedef {{name: string, rows: Cell[][]}} Sheet */

/** What a file may unpack to, and how much memory and time reading it may take. */
const MOST_BYTES = 256 * 1024 * 1024;
const LIMITS = { maxOldGenerationSizeMb: 512 };
const PATIENCE = 60_000;

/** Where the records of a ZIP file begin, by their signatures (APPNOTE.TXT, 4.3). */
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;

/** @param {string} message @returns {never} */
export function refuse(message) {
  throw new CardError({ code: 'bad-xlsx', message });
}

/** What the file unpacks to, in bytes, by its directory. @param {Buffer} bytes */
function unpackedSize(bytes) {
  let end = bytes.length - END_SIZE;
  while (end >= 0 && bytes.readUInt32LE(end) !== END) end--;
  if (end < 0) refuse('This is no .xlsx file, or a part of it is missing: save it as “Excel Workbook (.xlsx)”.');
  let size = 0;
  let at = bytes.readUInt32LE(end + 16);
  while (at + 46 <= end && bytes.readUInt32LE(at) === ENTRY) {
    size += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return size;
}

/** What went wrong in the thread, for the author. @param {any} error @returns {never} */
function explain(error) {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    refuse('This workbook needs too much memory: copy the table alone into a new one.');
  }
  if (error.name === 'AbortError') refuse('Reading this workbook takes too long: copy the table alone into a new one.');
  return refuse(`This .xlsx file cannot be read (${error.message}): save it again as “Excel Workbook (.xlsx)”.`);
}

/**
 * @param {Uint8Array} file
 * @returns {Promise<Sheet[]>}
 * @throws {CardError}
 */
export async function readSheets(file) {
  const bytes = Buffer.from(file); // a copy in memory of its own, which the thread may have
  if (unpackedSize(bytes) > MOST_BYTES) refuse('This workbook unpacks to more than 256 MB: split it.');
  const data = /** @type {ArrayBuffer} */ (new Uint8Array(bytes).buffer);
  const worker = new Worker(fileOf('node/xlsx-worker.js'), {
    workerData: data,
    transferList: [data],
    resourceLimits: LIMITS,
    stderr: true,
  });
  try {
    const [sheets] = await once(worker, 'message', { signal: AbortSignal.timeout(PATIENCE) });
    return sheets;
  } catch (error) {
    return explain(error);
  } finally {
    await worker.terminate();
  }
}
