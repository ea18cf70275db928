import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { serve } from '../serve/serve.js';
import { UsageError } from './arguments.js';
import { readingOf, sourceOptions } from './from.js';
import { paint, say } from './terminal.js';

/** Messages for errors of listening. @type {Record<string, string>} */
const REASONS = {
  EADDRINUSE: 'This port is in use: choose another with --port. 0 takes any free port.',
  EACCES: 'Only root may use this port: choose one above 1023 with --port.',
  EADDRNOTAVAIL: 'This machine has no such address: leave --host out, or name one of its own.',
  ENOTFOUND: 'This machine has no such address: leave --host out, or name one of its own.',
  EINVAL: 'This machine has no such address: leave --host out, or name one of its own.',
};

/** @param {import('./arguments.js').Values} values @param {string[]} files */
async function run({ host = '127.0.0.1', port = 8080, ...values }, files) {
  if (files.length > 1 || files[0] === '-') throw new UsageError('serve takes one file, or a folder.');
  const path = resolve(files[0] ?? '.');
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new UsageError(`There is no file or folder ${path}.`);
  if (!found.isFile() && !found.isDirectory()) throw new UsageError(`This is neither a file nor a folder: ${path}.`);
  try {
    const source = readingOf(values);
    const { url } = await serve(path, { isFolder: found.isDirectory(), host, port, source });
    say(process.stdout, paint('bold', url), ` shows ${path} (Ctrl+C stops it)`);
    return 0;
  } catch (error) {
    const reason = REASONS[/** @type {any} */ (error).code];
    if (!reason) throw error;
    say(process.stderr, `comparison-card: ${reason}`);
    return 1;
  }
}

/** @type {import('./arguments.js').Command} */
export const command = {
  name: 'serve',
  files: '[FILE|FOLDER]',
  about: 'Shows a card and its errors in the browser while you edit its file.',
  notes:
    'Without a file, it shows all cards of the current folder. Only this machine can read the files of that\n' +
    'folder, unless --host opens it to the network.',
  options: {
    port: { value: 'N', most: 65_535, help: 'the port, default: 8080; 0 takes any free port' },
    host: { value: 'NAME', help: 'the address to listen on, default: 127.0.0.1, only this machine' },
    ...sourceOptions,
  },
  examples: [
    ['npx comparison-card serve card.json', 'Watch a card'],
    ['npx comparison-card serve cards --port 0', 'Watch all cards of a folder'],
  ],
  run,
};
