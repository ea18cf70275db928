/** Files, and standard input for `-`. */
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { CardError } from '../../engine/error.js';

/** @typedef {import('node:fs/promises').FileHandle} FileHandle */
/** @typedef {import('node:fs').Stats} Stats */

/** How many bytes a file may have: CARD_MAX_BYTES of src/card.h. */
const MOST = 256 * 1024 * 1024;

/** What the system says of files that cannot be read, for people. @type {Record<string, string>} */
const REASONS = {
  ENOENT: 'There is no such file.',
  EISDIR: 'This is a folder: name the files in it.',
  EACCES: 'This file may not be read: look at its permissions.',
  ENOTDIR: 'There is no such file.',
  ELOOP: 'This link leads back to itself.',
};

const tooLarge = () => new CardError({ code: 'too-large', message: 'This file is larger than 256 MB: split it.' });

async function readStandardInput() {
  const chunks = [];
  let size = 0;
  for await (const chunk of process.stdin) {
    size += chunk.length;
    if (size > MOST) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What a file is called in messages. @param {string} file */
export const nameOf = (file) => (file === '-' ? 'standard input' : file);

/** @param {string} message @returns {never} */
function refuse(message) {
  throw new CardError({ code: 'no-file', message });
}

/** Refuses what is no file with an end: a folder, a pipe, a device, a socket. @param {Stats} stats */
function checkIsFile(stats) {
  if (stats.isDirectory()) refuse(REASONS.EISDIR);
  if (stats.isFIFO()) refuse('This is a pipe, not a file: send it to standard input, and name it -.');
  if (!stats.isFile()) refuse('This is a device or a socket, not a file: save what it gives as a file.');
}

/** A path inside a folder, without what is hidden there; undefined for any other. @param {string} path */
export function inside(path) {
  const isPlain = !/[\0\\]|(^|\/)\./.test(path);
  return isPlain ? path.replace(/^\/+/, '') : undefined;
}

/**
 * Where a path leads that links may be part of.
 * @param {string} path @param {string} folder that it may not lead out of, without links itself
 */
export async function leadsTo(path, folder) {
  const real = await realpath(path);
  const within = relative(folder, real);
  if (isAbsolute(within) || inside(within.replaceAll(sep, '/')) === undefined) {
    refuse('This link leads out of the folder that is served, or to a hidden file.');
  }
  return real;
}

/** Opening waits for nobody: a file that has become a pipe meanwhile would keep us waiting for who writes to it. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Opens a file: all that is read of an author goes through here.
 * @param {string} path @param {string} [folder] that it may not lead out of, without links itself
 * @returns {Promise<{handle: FileHandle, stats: Stats}>} the caller closes the handle
 * @throws {CardError} where it is no file
 */
export async function openFile(path, folder) {
  let handle;
  try {
    const real = folder === undefined ? path : await leadsTo(path, folder);
    checkIsFile(await stat(real)); // opening alone would start some devices
    handle = await open(real, FLAGS);
    const stats = await handle.stat();
    checkIsFile(stats);
    return { handle, stats };
  } catch (error) {
    await handle?.close();
    throw fileError(error);
  }
}

/** The first bytes of a file. @param {FileHandle} handle @param {number} size how many */
async function readBytes(handle, size) {
  const bytes = Buffer.alloc(size);
  let length = 0;
  let count = 1;
  while (count && length < size) {
    count = (await handle.read(bytes, length, size - length, length)).bytesRead;
    length += count;
  }
  return bytes.subarray(0, length); // it may have become shorter
}

/**
 * @param {string} file @param {string} [folder] that it may not lead out of, without links itself
 * @returns {Promise<Buffer>}
 * @throws {CardError}
 */
export async function readInput(file, folder) {
  if (file === '-' && folder === undefined) return readStandardInput();
  const { handle, stats } = await openFile(file, folder);
  try {
    if (stats.size > MOST) throw tooLarge();
    return await readBytes(handle, stats.size);
  } catch (error) {
    throw fileError(error);
  } finally {
    await handle.close();
  }
}

/** An error of the file system, for people; every other as it is. @param {any} error @returns {Error} */
export function fileError(error) {
  if (error instanceof CardError || !error.syscall) return error;
  return new CardError({ code: 'no-file', message: REASONS[error.code] ?? `It cannot be used: ${error.message}.` });
}

/** @param {CardError} error @returns {import('../../engine/error.js').Problem} */
export const problemOf = ({ code, message, path, line, column }) => ({
  code,
  level: 'error',
  message,
  path,
  line,
  column,
});
