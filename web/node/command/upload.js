import { fileURLToPath } from 'node:url';
import { fileOf } from '../base/engine.js';
import { say } from './terminal.js';

/** Says that a page needs files that the command did not make, and where they are. @param {string} place where they go */
export function sayUpload(place) {
  say(process.stderr, `Upload the files of ${fileURLToPath(fileOf(''))} ${place}, or name their folder with --base.`);
}
