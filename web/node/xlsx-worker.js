/** Reads an .xlsx file in a thread of its own: web/node/xlsx.js says why. */
import { parentPort, workerData } from 'node:worker_threads';
import readWorkbook from 'read-excel-file/universal';

const sheets = await readWorkbook(workerData);
parentPort?.postMessage(sheets.map(({ sheet, data }) => ({ name: sheet, rows: data })));
