/** Files, and standard input for `-`. */
import { readFile, stat } from 'node:fs/promises';
import { CardError } from '../error.js';

/** How many bytes a file may have: CARD_MAX_BYTES of src/card.h. */
const MOST = 256 * 1024 * 1024;

/** What the system says of files that cannot be read, for people. @type {Record<string, string>} */
const REASONS = {
  ENOENT: 'There is no such file.',
  EISDIR: 'This is a folder: name the files in it.',
  EACCES: 'This file may not be read: look at its permissions.',
  ENOTDIR: 'There is no such file.',
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

/**
 * @param {string} file
 * @returns {Promise<Buffer>}
 * @throws {CardError}
 */
export async function readInput(file) {
  if (file === '-') return readStandardInput();
  try {
    if ((await stat(file)).size > MOST) throw tooLarge();
    return await readFile(file);
  } catch (error) {
    throw fileError(error);
  }
}

/** An error of the file system, for people; every other as it is. @param {any} error @returns {Error} */
export function fileError(error) {
  if (error instanceof CardError || !error.syscall) return error;
  return new CardError({ code: 'no-file', message: REASONS[error.code] ?? `It cannot be used: ${error.message}.` });
}

/** @param {CardError} error @returns {import('../error.js').Problem} */
export const problemOf = ({ code, message, path, line, column }) => ({
  code,
  level: 'error',
  message,
  path,
  line,
  column,
});
