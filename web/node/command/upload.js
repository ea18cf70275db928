import { fileURLToPath } from 'node:url';
import { fileOf } from '../base/engine.js';
import { say } from './terminal.js';

/** Tells which further files a page needs and where they are. @param {string} place their destination */
export function sayUpload(place) {
  say(process.stderr, `Upload the files of ${fileURLToPath(fileOf(''))} ${place}, or name their folder with --base.`);
}
