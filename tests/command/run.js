/** Runs the command line as a shell does, in temporary folders. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { after } from 'node:test';

export const CLI = resolve('dist/node/cli.js');

/** A fixed environment, independent of the user's colours and terminal. */
const ENVIRONMENT = { PATH: process.env.PATH, TERM: 'xterm-256color' };

/** @typedef {{status: number | null, out: string, err: string}} Ended */

/**
 * Makes a temporary folder with files, which is removed after the tests.
 * @param {Record<string, string | Buffer | object>} files values other than text and bytes are written as JSON
 */
export function folder(files) {
  const path = mkdtempSync(join(tmpdir(), 'comparison-card-'));
  after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    const isPlain = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(join(path, name), isPlain ? content : JSON.stringify(content, null, 2));
  }
  return path;
}

/** @param {string} command @param {string[]} args @param {{cwd?: string, input?: string | Buffer, env?: object}} options @returns {Promise<Ended>} */
async function ended(command, args, { cwd, input = '', env }) {
  const child = spawn(command, args, { cwd, env: { ...ENVIRONMENT, ...env } });
  child.stdin.on('error', () => {}); // the command may not read it
  child.stdin.end(input);
  const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status, out, err };
}

/** Runs `comparison-card …`. @param {string[]} args @param {{cwd?: string, input?: string | Buffer, env?: object}} [options] */
export const run = (args, options = {}) => ended(process.execPath, [CLI, ...args], options);

/** Runs a script. @param {string[]} args @param {{cwd?: string}} [options] */
export const runNode = (args, options = {}) => ended(process.execPath, args, options);

/** Runs a line of shell in which `card` is `comparison-card`. @param {string} line @param {{cwd?: string, env?: object}} [options] */
export const shell = (line, options = {}) =>
  ended('bash', ['--norc', '-c', `card() { '${process.execPath}' '${CLI}' "$@"; }; ${line}`], options);

/**
 * Runs `comparison-card …` in a terminal: `out` is all of its output.
 * @param {string[]} args @param {{cwd?: string, env?: object}} [options]
 */
export function runOnTerminal(args, options = {}) {
  const line = [process.execPath, CLI, ...args].map((arg) => `'${arg}'`).join(' ');
  return ended('script', ['-qec', line, '/dev/null'], options);
}

/**
 * Starts `comparison-card serve …` on a free port.
 * @param {string[]} args @param {string} cwd
 * @returns {Promise<{origin: string, line: string, child: import('node:child_process').ChildProcess}>} URL without
 * final slash, and its output
 */
export async function start(args, cwd) {
  const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', ...args], { cwd });
  after(() => child.kill());
  const [bytes] = await once(child.stdout, 'data');
  const line = String(bytes);
  return { origin: /** @type {RegExpExecArray} */ (/^(http:\S+)\/ shows /.exec(line))[1], line, child };
}
