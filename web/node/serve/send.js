/** Sends files of a folder, whole or in part. */
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lookup } from 'mrmime';
import { CardError } from '../../engine/error.js';
import { openFile } from '../base/input.js';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

/** @typedef {{start: number, end: number}} Range first and last byte of a part */

/** Endings to try in turn. */
const ENDINGS = ['', '.html', '.htm', '/index.html', '/index.htm'];

/**
 * Returns the part of a file that a request asks for (RFC 9110, 14.1.2); undefined for the whole file. Ignores invalid
 * ranges, and several parts, which a server need not send. Null if the file has no such part.
 * @param {string | undefined} header @param {number} size of the file
 * @returns {Range | undefined | null}
 */
export function rangeOf(header, size) {
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (first === undefined || (!first && !last)) return undefined;
  if (!first) {
    if (Number(last) === 0) return null;
    return size ? { start: Math.max(0, size - Number(last)), end: size - 1 } : undefined;
  }
  const [start, end] = [Number(first), last ? Number(last) : Infinity];
  if (end < start) return undefined;
  return start < size ? { start, end: Math.min(end, size - 1) } : null;
}

/** @param {Request} request @param {number} size of the file */
function rangeIn({ method, headers }, size) {
  const isMeant = method === 'GET' && headers['if-range'] === undefined; // never matches, since our files have no version
  return isMeant ? rangeOf(headers.range, size) : undefined;
}

/** @param {string} path */
function typeOf(path) {
  const type = lookup(path) ?? 'application/octet-stream';
  return type === 'text/html' ? `${type}; charset=utf-8` : type;
}

/**
 * Opens the first existing file.
 * @param {string[]} paths @param {string} folder without links
 * @returns {Promise<{path: string} & Awaited<ReturnType<typeof openFile>>>}
 */
async function openFirst([path, ...others], folder) {
  try {
    return { path, ...(await openFile(path, folder)) };
  } catch (error) {
    if (!(error instanceof CardError) || !others.length) throw error;
    return openFirst(others, folder);
  }
}

/**
 * Sends a file of a folder.
 * @param {string} folder without links; links must stay in it
 * @param {string} path in it @param {Request} request @param {Response} response
 * @throws {CardError} if there is no such file; nothing was sent
 */
export async function sendFile(folder, path, request, response) {
  const paths = ENDINGS.map((ending) => join(folder, path + ending));
  const { path: found, handle, stats } = await openFirst(paths, folder);
  try {
    const range = rangeIn(request, stats.size);
    const { start, end } = range ?? { start: 0, end: stats.size - 1 };
    response.setHeader('accept-ranges', 'bytes');
    response.setHeader('content-type', typeOf(found));
    if (range !== undefined)
      response.setHeader('content-range', `bytes ${range ? `${start}-${end}` : '*'}/${stats.size}`);
    response.setHeader('content-length', range === null ? 0 : end - start + 1);
    response.writeHead(range === null ? 416 : range ? 206 : 200);
    if (range === null || request.method === 'HEAD' || end < start) response.end();
    else await pipeline(handle.createReadStream({ start, end, autoClose: false }), response);
  } finally {
    await handle.close();
  }
}
