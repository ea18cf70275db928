/** Writes results to standard output, a file, or a folder. */
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CardError } from '../../engine/error.js';
import { fileOf } from '../base/engine.js';
import { fileError, nameOf, readInput } from '../base/input.js';
import { problemOf } from '../base/problem.js';
import { UsageError } from './arguments.js';
import { isFolder } from './from.js';
import { Progress, paint, say, sayProblem, writeResult } from './terminal.js';

/** Reports a remark about a result. @typedef {(sentence: string) => void} Note */

/**
 * Converts a file to a text.
 * @typedef {(bytes: Buffer, file: string, note: Note, target?: string) => Promise<string>} Maker target: the output
 * file; undefined for standard output
 */

/** Returns the name of a file without its extension. @param {string} file */
export const stemOf = (file) => (file === '-' ? 'card' : basename(file, extname(file)));

/** Returns the real path, so that the same file has one name. @param {string} path */
const real = (path) => realpath(path).catch(() => resolve(path));

/**
 * Returns the output of each file.
 * @param {string[]} files @param {string | undefined} output @param {string} extension
 * @returns {Promise<(string | undefined)[]>} undefined for standard output
 */
async function targetsOf(files, output, extension) {
  const isInFolder = output !== undefined && (/[/\\]$/.test(output) || (await isFolder(output)));
  if (files.length > 1 && !isInFolder) throw new UsageError('Several files need a folder: --output FOLDER/');
  if (!isInFolder) return [output];
  const targets = files.map((file) => join(output, `${stemOf(file)}.${extension}`));
  const twice = targets.find((target, i) => targets.indexOf(target) < i);
  if (twice)
    throw new UsageError(`Two files would become ${twice}: rename one of them, or choose one kind with --from.`);
  return targets;
}

/** @param {string | undefined} target @param {string} text */
async function deliver(target, text) {
  if (target === undefined) {
    writeResult(text);
    return;
  }
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
}

/** @param {string} file @param {string | undefined} target @param {Maker} make @param {Progress} progress */
async function makeOne(file, target, make, progress) {
  /** @type {Note} */
  const note = (sentence) => {
    progress.clear();
    say(process.stderr, paint('bold', `${nameOf(file)}:`), ` ${sentence}`);
  };
  try {
    if (target !== undefined && (await real(target)) === (await real(file))) {
      throw new CardError({ code: 'same-file', message: 'This file would be overwritten: choose another --output.' });
    }
    const text = await make(await readInput(file), file, note, target);
    await deliver(target, text).catch((error) => {
      throw fileError(error);
    });
    return true;
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    progress.clear();
    sayProblem(process.stderr, nameOf(file), problemOf(error));
    return false;
  }
}

/**
 * Converts each file. If one fails, the others are still converted.
 * @param {string[]} files at least one
 * @param {string | undefined} output a file; or a folder, required for several files; default: standard output
 * @param {string} extension of the files in a folder
 * @param {Maker} make
 * @returns {Promise<number>} the exit status
 */
export async function makeEach(files, output, extension, make) {
  const targets = await targetsOf(files, output, extension);
  const progress = new Progress(files.length);
  let isGood = true;
  for (const [i, file] of files.entries()) {
    progress.begin(file);
    isGood = (await makeOne(file, targets[i], make, progress)) && isGood;
  }
  progress.clear();
  return isGood ? 0 : 1;
}

/** Tells which further files a page needs and where they are. @param {string} place their destination */
export function sayUpload(place) {
  say(process.stderr, `Upload the files of ${fileURLToPath(fileOf(''))} ${place}, or name their folder with --base.`);
}
