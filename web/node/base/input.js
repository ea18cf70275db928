/** Reads files, and standard input for `-`. */
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { CardError } from '../../engine/error.js';

/** @typedef {import('node:fs/promises').FileHandle} FileHandle */
/** @typedef {import('node:fs').Stats} Stats */

/** Maximum bytes of a file: CARD_MAX_BYTES of src/card.h. */
const MOST = 256 * 1024 * 1024;

/** Messages for errors of the file system. @type {Record<string, string>} */
const REASONS = {
  ENOENT: 'There is no such file.',
  EISDIR: 'This folder has no file that this command reads.',
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

/** Returns the name of a file for messages. @param {string} file */
export const nameOf = (file) => (file === '-' ? 'standard input' : file);

/** @param {string} message @returns {never} */
function refuse(message) {
  throw new CardError({ code: 'no-file', message });
}

/** Refuses folders, pipes, devices and sockets. @param {Stats} stats */
function checkIsFile(stats) {
  if (stats.isDirectory()) refuse(REASONS.EISDIR);
  if (stats.isFIFO()) refuse('This is a pipe, not a file: send it to standard input, and name it -.');
  if (!stats.isFile()) refuse('This is a device or a socket, not a file: save what it gives as a file.');
}

/** Returns a path inside a folder; undefined if it leaves the folder or has hidden parts. @param {string} path */
export function inside(path) {
  const isPlain = !/[\0\\]|(^|\/)\./.test(path);
  return isPlain ? path.replace(/^\/+/, '') : undefined;
}

/**
 * Resolves the links in a path.
 * @param {string} path @param {string} folder that it must stay in, without links itself
 */
export async function leadsTo(path, folder) {
  const real = await realpath(path);
  const within = relative(folder, real);
  if (isAbsolute(within) || inside(within.replaceAll(sep, '/')) === undefined) {
    refuse('This link leads out of the folder that is served, or to a hidden file.');
  }
  return real;
}

/** Opens without blocking: a file that has become a pipe would wait for a writer. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * Opens a file. All reading of an author's files uses this.
 * @param {string} path @param {string} [folder] that it must stay in, without links itself
 * @returns {Promise<{handle: FileHandle, stats: Stats}>} the caller closes the handle
 * @throws {CardError} if it is no file
 */
export async function openFile(path, folder) {
  let handle;
  try {
    const real = folder === undefined ? path : await leadsTo(path, folder);
    checkIsFile(await stat(real)); // some devices start when opened
    handle = await open(real, FLAGS);
    const stats = await handle.stat();
    checkIsFile(stats);
    return { handle, stats };
  } catch (error) {
    await handle?.close();
    throw fileError(error);
  }
}

/** Returns the first bytes of a file. @param {FileHandle} handle @param {number} size number of bytes */
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
 * @param {string} file @param {string} [folder] that it must stay in, without links itself
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

/**
 * Returns an error of the file system with a message for people; other errors unchanged.
 * @param {any} error @returns {Error}
 */
export function fileError(error) {
  if (error instanceof CardError || !error.syscall) return error;
  return new CardError({ code: 'no-file', message: REASONS[error.code] ?? `It cannot be used: ${error.message}.` });
}
