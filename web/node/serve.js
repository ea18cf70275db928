/** A server on the author's machine: shows cards while their files are being written. */
import { unwatchFile, watchFile } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { isIP } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { fileOf } from './engine.js';
import { htmlText } from './html.js';
import { kindOf } from './sources.js';
import { stateOf } from './state.js';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {import('./state.js').State} State */

/**
 * @typedef {object} ServeOptions
 * @property {boolean} isFolder whether all files of a folder are shown, or one file
 * @property {string} host to listen on, which is a name that it answers to as well
 * @property {number} port 0 for any
 * @property {import('./sources.js').SourceOptions} [source] how files are to be read
 */

/**
 * How often a file is asked whether it has changed, in milliseconds. Asking finds what watching misses: files that editors
 * replace, those on other machines and in containers.
 */
const INTERVAL = 150;

/** What pages of ours may do: all that a card needs, and nothing else. */
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
 * Whether a request names this machine. A page of another site can have its own name lead here (DNS rebinding), but it
 * cannot name an address.
 * @param {Request} request @param {string} host that it listens on
 */
function isForUs({ headers }, host) {
  const name = (headers.host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  return isIP(name) > 0 || name === 'localhost' || name.endsWith('.localhost') || name === host.toLowerCase();
}

/** A path inside the folder, without what is hidden there; undefined for any other. @param {string} path */
function inside(path) {
  const isPlain = !/[\0\\]|(^|\/)\./.test(path);
  return isPlain ? path.replace(/^\/+/, '') : undefined;
}

/** The path that an address asks for. @param {string} pathname */
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

/** A page of web/node/preview/ with its blanks filled in. @param {Response} response @param {string} name @param {Record<string, string>} blanks HTML */
async function page(response, name, blanks) {
  const html = await readFile(fileOf(`node/preview/${name}`), 'utf8');
  const type = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  response.writeHead(200, { ...HEADERS, ...type }).end(html.replace(/\{(\w+)\}/g, (_, blank) => blanks[blank]));
}

/** A segment of an address. @param {string} name */
const segment = (name) => htmlText(encodeURIComponent(name));

/** The folders and the cards of a folder, as list items. @param {string} folder */
async function listOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((one, other) => one.name.localeCompare(other.name));
  return entries
    .filter(({ name }) => inside(name) !== undefined && name !== 'node_modules')
    .map((entry) => {
      if (entry.isDirectory()) return `<li><a href="${segment(entry.name)}/">${htmlText(entry.name)}/</a></li>`;
      return kindOf(entry.name) && `<li><a href="${segment(entry.name)}?preview">${htmlText(entry.name)}</a></li>`;
    })
    .filter(Boolean)
    .join('\n');
}

class Preview {
  #folder;
  #file;
  #options;
  #files;
  #library = sirv(fileURLToPath(fileOf('')), { dev: true });

  /** @param {string} path of a file or a folder @param {ServeOptions} options */
  constructor(path, options) {
    this.#folder = options.isFolder ? path : dirname(path);
    this.#file = options.isFolder ? undefined : basename(path);
    this.#options = options;
    this.#files = sirv(this.#folder, { dev: true });
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
    const { pathname, searchParams } = new URL(`http://localhost${request.url}`);
    const path = pathIn(pathname);
    if (path === undefined) say(response, 404, 'There is no such file here.');
    else if (path.startsWith('-/')) this.#own(path.slice(2), searchParams, request, response);
    else if (path === '' && this.#file)
      response.writeHead(302, { location: `/${encodeURIComponent(this.#file)}?preview` }).end();
    else if (path === '' || path.endsWith('/')) await this.#index(path, response);
    else if (searchParams.has('preview')) await this.#preview(response);
    else this.#static(this.#files, request.url ?? '', request, response);
  }

  /** What is not the author's: `/-/…`. @param {string} name @param {URLSearchParams} query @param {Request} request @param {Response} response */
  #own(name, query, request, response) {
    const file = inside(query.get('file') ?? '');
    if (name === 'events' && file) this.#stream(file, request, response);
    else if (name.startsWith('preview.')) this.#static(this.#library, `/node/preview/${name}`, request, response);
    else this.#static(this.#library, `/${name.replace(/^dist\//, '')}`, request, response);
  }

  /** @param {ReturnType<typeof sirv>} files @param {string} url @param {Request} request @param {Response} response */
  #static(files, url, request, response) {
    request.url = url;
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    files(request, response, () => say(response, 404, 'There is no such file here.'));
  }

  /** @param {Response} response */
  async #preview(response) {
    await page(response, 'preview.html', { back: this.#file ? '' : '<a href=".">All files</a>' });
  }

  /** @param {string} path @param {Response} response */
  async #index(path, response) {
    const files = await listOf(join(this.#folder, path)).catch(() => undefined);
    if (files === undefined) say(response, 404, 'There is no such folder here.');
    else await page(response, 'folder.html', { folder: htmlText(path || basename(this.#folder)), files });
  }

  /** Sends the state of a file, again and again when it changes, as server-sent events. @param {string} file @param {Request} request @param {Response} response */
  #stream(file, request, response) {
    const path = join(this.#folder, file);
    let last = '';
    let turn = Promise.resolve();
    const send = async () => {
      const text = JSON.stringify(await stateOf(path, { ...this.#options.source, name: path }));
      if (text !== last) response.write(`data: ${text}\n\n`);
      last = text;
    };
    const change = () => {
      turn = turn.then(send).catch((error) => void response.destroy(error));
    };
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    watchFile(path, { interval: INTERVAL }, change);
    request.on('close', () => unwatchFile(path, change));
    change();
  }
}

/**
 * Starts the server.
 * @param {string} path of a file or a folder
 * @param {ServeOptions} options
 * @returns {Promise<{url: string, close: () => void}>} once it listens
 */
export async function serve(path, options) {
  const preview = new Preview(path, options);
  const server = createServer((request, response) => {
    // A file that is there may not be read all the same, which sirv leaves to whoever hears of it.
    response.on('pipe', (file) => file.on('error', () => response.destroy()));
    preview.answer(request, response).catch(() => say(response, 500, 'This file cannot be shown.'));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
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
