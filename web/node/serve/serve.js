/** A server on the author's machine that shows cards while their files are edited. */
import { unwatchFile, watchFile } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import { isIP } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CardError } from '../../engine/error.js';
import { fileOf } from '../base/engine.js';
import { htmlText } from '../base/html.js';
import { inside } from '../base/input.js';
import { entriesOf } from '../sources/folder.js';
import { sendFile } from './send.js';
import { stateOf } from './state.js';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {import('./state.js').State} State */

/**
 * @typedef {object} ServeOptions
 * @property {boolean} isFolder true shows all files of a folder, false one file
 * @property {string} host to listen on; also an accepted host name
 * @property {number} port 0 for any free port
 * @property {import('../sources/kinds.js').SourceOptions} [source] options for reading files
 */

/**
 * Polling interval for file changes, in milliseconds. Polling detects changes that watching misses: files that editors
 * replace, and files on other machines and in containers.
 */
const INTERVAL = 150;

/** Content-Security-Policy of our pages: only what a card needs. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' https: data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types comparison-card";

const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Returns true if a request names this machine. A page of another site can make its own name lead here (DNS rebinding),
 * but it cannot use our address as its name.
 * @param {Request} request @param {string} host to listen on
 */
function isForUs({ headers }, host) {
  const name = (headers.host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return isIP(name) > 0 || name === 'localhost' || name.endsWith('.localhost') || name === host.toLowerCase();
}

/** Returns the decoded path of a URL. @param {string} pathname */
function pathIn(pathname) {
  try {
    return inside(decodeURIComponent(pathname));
  } catch {
    return;
  }
}

/** @param {Response} response @param {number} status @param {string} text */
function say(response, status, text) {
  response.writeHead(status, { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

/** Sends a page of web/node/preview/ with its blanks filled in. @param {Response} response @param {string} name @param {Record<string, string>} blanks HTML */
async function page(response, name, blanks) {
  const html = await readFile(fileOf(`node/preview/${name}`), 'utf8');
  const type = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  response.writeHead(200, { ...HEADERS, ...type }).end(html.replace(/\{(\w+)\}/g, (_, blank) => blanks[blank]));
}

/** Escapes a segment of a URL. @param {string} name */
const segment = (name) => htmlText(encodeURIComponent(name));

/**
 * Returns the folders and cards of a folder as list items.
 * @param {string} path in `folder` @param {string} folder without links
 */
async function listOf(path, folder) {
  const items = (await entriesOf(path, folder)).map(({ name, type }) => {
    const [end, mark] = type === 'folder' ? ['/', '/'] : ['?preview', ''];
    return `<li><a href="${segment(name)}${end}">${htmlText(name)}${mark}</a></li>`;
  });
  return items.join('\n');
}

/** The folder of this package's files. */
const LIBRARY = realpath(fileURLToPath(fileOf('')));

class Preview {
  #folder;
  #file;
  #options;

  /** @param {string} path of a file or a folder, without links @param {ServeOptions} options */
  constructor(path, options) {
    this.#folder = options.isFolder ? path : dirname(path);
    this.#file = options.isFolder ? undefined : basename(path);
    this.#options = options;
  }

  /** @param {Request} request @param {Response} response */
  async answer(request, response) {
    if (!isForUs(request, this.#options.host)) {
      say(response, 403, 'This server answers to localhost alone: open it by that name.');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      say(response, 405, 'This server only shows: use GET.');
      return;
    }
    const address = `http://localhost${request.url}`;
    const { pathname, searchParams } = new URL(URL.canParse(address) ? address : 'http://localhost/%00');
    const path = pathIn(pathname);
    if (path === undefined) say(response, 404, 'There is no such file here.');
    else if (path.startsWith('-/')) await this.#own(path.slice(2), searchParams, request, response);
    else if (path === '' && this.#file)
      response.writeHead(302, { location: `/${encodeURIComponent(this.#file)}?preview` }).end();
    else if (path === '' || path.endsWith('/')) await this.#index(path, response);
    else if (searchParams.has('preview')) await this.#preview(response);
    else await this.#send(this.#folder, path, request, response);
  }

  /**
   * Answers requests for our own files, `/-/…`.
   * @param {string} name @param {URLSearchParams} query @param {Request} request @param {Response} response
   */
  async #own(name, query, request, response) {
    const file = inside(query.get('file') ?? '');
    if (name === 'events' && file) this.#stream(file, request, response);
    else if (name.startsWith('preview.')) await this.#send(await LIBRARY, `node/preview/${name}`, request, response);
    else await this.#send(await LIBRARY, name.replace(/^dist\//, ''), request, response);
  }

  /** @param {string} folder without links @param {string} path in it @param {Request} request @param {Response} response */
  async #send(folder, path, request, response) {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    try {
      await sendFile(folder, path, request, response);
    } catch (error) {
      if (!(error instanceof CardError)) throw error;
      say(response, 404, 'There is no such file here.');
    }
  }

  /** @param {Response} response */
  async #preview(response) {
    await page(response, 'preview.html', { back: this.#file ? '' : '<a href=".">All files</a>' });
  }

  /** @param {string} path @param {Response} response */
  async #index(path, response) {
    const files = await listOf(path, this.#folder).catch(() => undefined);
    if (files === undefined) say(response, 404, 'There is no such folder here.');
    else await page(response, 'folder.html', { folder: htmlText(path || basename(this.#folder)), files });
  }

  /**
   * Sends the state of a file at every change, as server-sent events.
   * @param {string} file @param {Request} request @param {Response} response
   */
  #stream(file, request, response) {
    const path = join(this.#folder, file);
    let last = '';
    let turn = Promise.resolve();
    const send = async () => {
      const state = await stateOf(path, this.#folder, { ...this.#options.source, name: path });
      const text = JSON.stringify(state);
      if (text !== last) response.write(`data: ${text}\n\n`);
      last = text;
    };
    const change = () => {
      turn = turn.then(send).catch(() => void response.destroy());
    };
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    watchFile(path, { interval: INTERVAL }, change);
    response.on('close', () => unwatchFile(path, change));
    change();
  }
}

/** Ends a failed response, whether or not it has started. @param {Response} response */
function giveUp(response) {
  if (response.headersSent) response.destroy();
  else say(response, 500, 'This file cannot be shown.');
}

/**
 * Starts the server.
 * @param {string} path of a file or a folder
 * @param {ServeOptions} options
 * @returns {Promise<{url: string, close: () => void}>} once it listens
 */
export async function serve(path, options) {
  const preview = new Preview(await realpath(path), options);
  const server = createServer((request, response) => {
    response.on('error', () => response.destroy()); // the client has gone
    preview.answer(request, response).catch(() => giveUp(response));
  });
  await new Promise((resolve, reject) => {
    server.on('error', reject); // ignores later errors: the server continues
    server.listen(options.port, options.host, () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const name = isIP(options.host) === 6 ? `[${options.host}]` : options.host;
  return {
    url: `http://${name}:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
