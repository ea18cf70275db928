/**
 * Real browsers for the element's tests: a server for test files, a page, and records of its events. Tests use only a
 * Stage; code for single browsers is in puppeteer.js and webkit.js.
 */
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sirv from 'sirv';
import { chooseByName } from '../choose.js';
import { chromium, firefox } from './puppeteer.js';
import { Silence, webkit } from './webkit.js';

/** Timeout of a condition in a test, in milliseconds. */
const PATIENCE = 10_000;

/** The script as most pages load it. */
export const LIBRARY = '<script src="/comparison-card.js"></script>';

/** Returns the file name of a lazy module, such as comparison-card.formats.HASH.js. @param {string} name */
const hashed = (name) =>
  String(readdirSync('dist').find((file) => new RegExp(`^comparison-card\\.${name}\\.\\w*\\.js$`).test(file)));

export const FORMATS = hashed('formats');
export const FALLBACK = hashed('fallback');

/**
 * A node of the accessibility tree, in the order of the document.
 * @typedef {{role: string, name: string, depth: number, focusable: boolean}} Accessible
 */

/**
 * Receives messages of a page.
 * @typedef {object} Listener
 * @property {(type: string, text: string) => void} line a line on the console
 * @property {(text: string) => void} error uncaught errors and rejections
 * @property {(url: string) => void} request a requested URL
 */

/**
 * A page as a Stage needs it. Functions run in the page with their arguments; both are sent as text.
 * @typedef {object} Page
 * @property {() => void} [intro] runs in pages before their own scripts, to report to the Listener
 * @property {string} url
 * @property {(url: string) => Promise<void>} goto returns when the page is loaded
 * @property {(action: any, ...args: unknown[]) => Promise<any>} evaluate
 * @property {(text: string) => Promise<void>} type
 * @property {(key: any, ...modifiers: any[]) => Promise<void>} press
 * @property {(x: number, y: number) => Promise<void>} click
 * @property {(x: number, y: number) => Promise<void>} point moves the mouse there
 * @property {(wishes: Wishes) => Promise<void>} [emulate] a reader's device, if supported
 * @property {(width: number, height: number) => Promise<void>} resize the viewport
 * @property {(selector: string) => Promise<Buffer>} [picture] of an element in the window, as PNG, if supported
 * @property {() => Promise<Buffer>} [print] the page on A4 paper, as PDF, if supported
 * @property {() => Promise<Accessible[]>} tree the accessibility tree, flat
 * @property {() => Promise<{heap: number, nodes: number, listeners: number}>} [counters] what the browser counts of the page,
 *   in bytes and pieces, once its garbage is gone: of Chromium
 * @property {() => Promise<void>} close
 */

/**
 * Preferences of a reader or device: `media` is `print`; all other names are media features.
 * @typedef {Record<string, string>} Wishes
 */

/**
 * `pages` counts pages opened in one window: each adds to its history, which browsers limit to 50 or 100 entries.
 * @typedef {{newPage: (listener: Listener) => Promise<Page>, close: () => Promise<void>, pages?: number}} Browser
 */

/** Maximum pages of a window before a group of tests gets a new one. */
const MOST_PAGES = 40;

/**
 * @typedef {object} BrowserEngine
 * @property {string} name
 * @property {boolean} [prints] true if its pages have `print`
 * @property {boolean} [tellsForeignRequests] true if its pages report only requests to other servers
 * @property {() => Promise<Browser>} launch
 */

/** The engines in `BROWSERS=chromium,webkit`, default all. Tests of a missing engine fail. @type {BrowserEngine[]} */
export const engines = chooseByName('BROWSERS', [chromium, firefox, webkit], ({ name }) => name);

/** The browser engine of this process, default all: tests/runner/run.js starts a process for each. */
const { LANE } = process.env;
const inLane = (/** @type {BrowserEngine} */ { name }) => !LANE || name === LANE;

/** The browsers of this process, which its test files share. @type {Map<BrowserEngine, Promise<Browser>>} */
const browsers = new Map();

/** Returns a running browser; starts one if needed. @param {BrowserEngine} engine */
function running(engine) {
  const browser = browsers.get(engine) ?? engine.launch();
  browsers.set(engine, browser);
  return browser;
}

/** Closes a browser whose window had many pages. @param {BrowserEngine} engine */
async function refresh(engine) {
  const browser = await browsers.get(engine);
  if (Number(browser?.pages) > MOST_PAGES) await closeBrowser(engine);
}

/** Closes a browser; the next test starts a new one. @param {BrowserEngine} engine */
async function closeBrowser(engine) {
  const browser = browsers.get(engine);
  browsers.delete(engine);
  await (await browser?.catch(() => {}))?.close();
}

/** Closes all browsers. */
export const closeBrowsers = () => Promise.all(engines.map(closeBrowser));

// A lane closes them after its last file (tests/runner/lane.js).
if (!LANE) after(closeBrowsers);

/** Returns a promise and the function to resolve it. */
function gate() {
  let open = () => {};
  const opened = new Promise((resolve) => {
    open = () => resolve(undefined);
  });
  return { open, opened };
}

/**
 * @typedef {object} Answer
 * @property {number} [status]
 * @property {string} [type] the content type
 * @property {boolean} [cors] true if pages of other origins may read it
 * @property {boolean} [held] true if it waits for `release()`
 * @property {boolean} [cut] true if the connection breaks before the end
 * @property {Record<string, string>} [headers]
 */

/** A URL of the server. Of a body in several chunks, only the first is sent before `release()`. */
class Route {
  hits = 0;
  #asked = gate();
  #released = gate();

  /** @param {string} url @param {string | Buffer | string[]} body @param {Answer} answer */
  constructor(url, body, answer) {
    this.url = url;
    this.body = body;
    this.answer = answer;
    this.asked = this.#asked.opened;
    this.release = this.#released.open;
  }

  get #headers() {
    const { type = 'application/json', cors, cut, headers } = this.answer;
    return {
      'content-type': type,
      'cache-control': 'no-store',
      ...(cors && { 'access-control-allow-origin': '*' }),
      ...(cut && { 'content-length': '100000' }),
      ...headers,
    };
  }

  /** @param {import('node:http').ServerResponse} response */
  async respond(response) {
    const { status = 200, held, cut } = this.answer;
    this.hits++;
    this.#asked.open();
    if (held) await this.#released.opened;
    response.writeHead(status, this.#headers);
    for (const [i, chunk] of [this.body].flat().entries()) {
      if (i) await this.#released.opened;
      await new Promise((sent) => response.write(chunk, sent));
    }
    if (cut) response.destroy();
    else response.end();
  }
}

/** Serves a folder and the routes of tests. */
class Server {
  /** @type {Map<string, Route>} */
  routes = new Map();
  origin = '';
  /** Code that pages run before their own scripts. */
  intro = '';
  /** Receives every requested URL. @type {(url: string) => void} */
  note = () => {};
  #folder;
  #files;
  #server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const route = this.routes.get(pathname);
    this.note(this.origin + request.url);
    if (pathname === INTRO) response.writeHead(200, SCRIPT).end(this.intro);
    else if (route) route.respond(response);
    else if (/\/$|\.html$/.test(pathname)) this.#page(pathname, response);
    else this.#files(request, response, () => response.writeHead(404).end());
  });

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder;
    this.#files = sirv(folder, {
      dev: true,
      // Like dist/_headers.
      setHeaders: (response) => {
        response.setHeader('access-control-allow-origin', '*');
        response.setHeader('cross-origin-resource-policy', 'cross-origin');
      },
    });
  }

  /** A page of the folder. @param {string} pathname @param {import('node:http').ServerResponse} response */
  #page(pathname, response) {
    const file = `${this.#folder}${pathname.replace(/\/$/, '/index.html')}`;
    if (!existsSync(file)) response.writeHead(404).end();
    else response.setHeader('content-type', 'text/html').end(introduce(readFileSync(file, 'utf8')));
  }

  async start() {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    const address = this.#server.address();
    this.origin = `http://127.0.0.1:${typeof address === 'object' && address?.port}`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** URL of the script that runs first. */
const INTRO = '/intro.js';
const SCRIPT = { 'content-type': 'text/javascript', 'cache-control': 'no-store' };

/**
 * Adds the script that runs first to a page. The server provides it, since not every browser can inject scripts; a
 * nonce lets it pass a security policy.
 * @param {string} html
 */
function introduce(html, nonce = '') {
  const head = /^(<!doctype[^>]*>)?\s*(<html[^>]*>)?\s*(<head[^>]*>)?/i;
  const tag = `<script nonce="${nonce}" src="${INTRO}"></script>`;
  // WebKit needs that many bytes before it shows a page, even if the rest is late.
  return html.replace(head, (start) => start + ' '.repeat(512) + tag);
}

/** Runs in every page before its own scripts: records the events of cards and violations of the security policy. */
function record() {
  const seen = { events: [], violations: [] };
  globalThis[Symbol.for('seen')] = seen;
  for (const type of ['load', 'error', 'viewchange']) {
    const note = ({ target, detail }) => {
      if (target.localName !== 'comparison-card') return;
      const { code, message, path, line, column } = detail ?? {};
      seen.events.push({ type, id: target.id, ...(type === 'error' ? { code, message, path, line, column } : detail) });
    };
    document.addEventListener(type, note, true); // the load events of elements do not bubble
  }
  const forbid = ({ effectiveDirective, blockedURI }) => {
    if (blockedURI.endsWith('/favicon.ico')) return; // requested by the browser itself
    seen.violations.push(`${effectiveDirective} ${blockedURI}`);
  };
  document.addEventListener('securitypolicyviolation', forbid);
}

/** Returns the visible content and the state of a card. @param {string} selector */
function lookAt(selector) {
  const card = document.querySelector(selector);
  const root = card?.shadowRoot;
  if (!root) return { fallback: true, rows: [], marks: [] };
  const texts = (part) => [...root.querySelectorAll(`[part~=${part}]`)].map((node) => node.textContent.trim());
  return {
    title: texts('title')[0],
    rows: texts('attribute'),
    status: texts('status')[0],
    marks: texts('mark'),
    query: root.querySelector('[part~=field]')?.value,
    fallback: Boolean(root.querySelector('slot')),
    matchCount: card.matchCount,
    view: card.view,
  };
}

/** Skips a test in a browser without the required feature. */
class Unable extends Error {}

/**
 * A page for one test, with its own URLs on two origins.
 */
export class Stage {
  /** Lines on the console. @type {{type: string, text: string}[]} */
  console = [];
  /** Uncaught errors and rejections. Tests that cause some remove them. @type {string[]} */
  errors = [];
  /** URLs requested over the network. @type {string[]} */
  requests = [];
  /** @type {Route[]} */
  #routes = [];
  /** Code that pages run before their own scripts. @type {string[]} */
  #intro = [];
  #page;
  #servers;
  #path;
  #scripts = true;

  /** @param {Page} page @param {Server[]} servers @param {number} number */
  constructor(page, servers, number) {
    this.#page = page;
    this.#servers = servers;
    this.#path = `/test-${number}/`;
  }

  /** @param {BrowserEngine} engine @param {Browser} browser @param {Server[]} servers @param {number} number */
  static async enter(engine, browser, servers, number) {
    const page = await browser.newPage({
      line: (type, text) => stage.console.push({ type, text }),
      error: (text) => stage.errors.push(text),
      request: (url) => stage.#noteRequest(url),
    });
    const stage = new Stage(page, servers, number);
    for (const server of servers) {
      server.note = (url) => engine.tellsForeignRequests && stage.#noteRequest(url);
    }
    for (const action of [page.intro, record]) if (action) await stage.before(action);
    return stage;
  }

  /** Records a request, except those for the tests and the favicon. */
  #noteRequest(url) {
    if (!/^(data|blob|about):|\/(favicon\.ico|intro\.js|settle)$/.test(url)) this.requests.push(url);
  }

  /** Serves a body at `name`, next to the page or on the other origin. Bodies other than text are written as JSON. */
  serve(
    /** @type {string} */ name,
    /** @type {any} */ body,
    /** @type {Answer & {elsewhere?: boolean}} */ answer = {},
  ) {
    const server = this.#servers[answer.elsewhere ? 1 : 0];
    const path = this.#path + name;
    const plain = typeof body === 'string' || Buffer.isBuffer(body) || Array.isArray(body);
    const route = new Route(server.origin + path, plain ? body : JSON.stringify(body), answer);
    server.routes.set(path, route);
    this.#routes.push(route);
    return route;
  }

  /** The origin of the page. */
  get origin() {
    return this.#servers[0].origin;
  }

  /** The other origin, with the same dist/. */
  get elsewhere() {
    return this.#servers[1].origin;
  }

  /** Runs a function in every page before its own scripts. @param {any} action @param {unknown[]} args */
  async before(action, ...args) {
    this.#intro.push(`(${action})(${args.map((arg) => JSON.stringify(arg))});`);
    for (const server of this.#servers) server.intro = `${this.#intro.join('\n')}document.currentScript.remove();`;
  }

  /**
   * Opens a page with a body or a whole document; of several chunks, opens the first and returns at once.
   * @param {string | string[]} body
   * @param {{head?: string, headers?: Record<string, string>, javascript?: boolean, at?: string}} [options] `at` is the
   *   end of the URL: a query or a fragment
   */
  async open(body, { head = '', headers, javascript = true, at = '' } = {}) {
    const start = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>${head}</head><body>`;
    const chunks = [body].flat();
    if (!/^<!doctype|^<html/i.test(chunks[0])) chunks[0] = start + chunks[0];
    this.#scripts = javascript;
    const policy = headers?.['content-security-policy'];
    chunks[0] = introduce(chunks[0], policy?.match(/'nonce-([^']*)/)?.[1]);
    const sandbox = { 'content-security-policy': 'sandbox allow-same-origin' }; // disables scripts in the same way in every browser
    const route = this.serve('', chunks, {
      type: 'text/html; charset=utf-8',
      headers: javascript ? headers : sandbox,
    });
    const opened = this.#page.goto(route.url + at);
    if (chunks.length === 1) await opened;
    else opened.catch(() => {});
    return route;
  }

  /**
   * Opens a page of the served folder.
   * @param {string} path @param {{elsewhere?: boolean}} [options]
   */
  async visit(path, { elsewhere = false } = {}) {
    await this.#page.goto(this.#servers[elsewhere ? 1 : 0].origin + path);
  }

  /** Runs a function in the page and returns its result. @param {any} action @param {unknown[]} args */
  async evaluate(action, ...args) {
    return /** @type {Promise<any>} */ (this.#page.evaluate(action, ...args));
  }

  /**
   * Waits until a function in the page returns a true value and returns it. Polls from here, since a strict security
   * policy forbids waiting in the page; ever more rarely, since each question takes the page's time.
   */
  async wait(/** @type {any} */ action, /** @type {unknown[]} */ ...args) {
    const end = Date.now() + PATIENCE;
    for (let ms = 5; Date.now() < end; await pause(ms), ms = Math.min(1.5 * ms, 100)) {
      const answer = await this.evaluate(action, ...args).catch((error) => {
        if (!/context|navigat|unload/i.test(error.message)) throw error; // the page is still opening
      });
      if (answer) return answer;
    }
    throw new Error(`This did not come true in the page: ${action}\nConsole: ${JSON.stringify(this.console)}`);
  }

  /** Waits for a card with this title and returns its look. @param {string} title @param {string} [selector] */
  async shown(title, selector = 'comparison-card') {
    await this.wait(
      (selector, title) => {
        const node = document.querySelector(selector)?.shadowRoot?.querySelector('[part~=title]');
        return node?.textContent === title;
      },
      selector,
      title,
    );
    return this.look(selector);
  }

  /** Sets the view of a card and waits until it is shown. @param {unknown} view @param {string} [selector] */
  async setView(view, selector = 'comparison-card') {
    const set = async (/** @type {string} */ selector, /** @type {unknown} */ view) => {
      const card = /** @type {any} */ (document.querySelector(selector));
      card.view = view;
      await card.ready;
    };
    await this.evaluate(set, selector, view);
  }

  /** Waits for an event of a card and returns it. @param {string} type @param {number} [number] from 1, of its type */
  async event(type, number = 1) {
    const find = (type, number) =>
      globalThis[Symbol.for('seen')]?.events.filter((event) => event.type === type)[number - 1];
    return this.wait(find, type, number);
  }

  /** @param {string} [selector] */
  async look(selector = 'comparison-card') {
    return this.evaluate(lookAt, selector);
  }

  /** Returns the events of all cards so far. */
  async events() {
    return this.evaluate(() => globalThis[Symbol.for('seen')].events);
  }

  /** Returns the violations of the security policy so far. */
  async violations() {
    return this.evaluate(() => globalThis[Symbol.for('seen')].violations);
  }

  /**
   * Waits for pending work: a round trip to the server, then two frames, or their duration if there are none (WebKit
   * draws no frames of a page that is still loading).
   */
  async settle() {
    this.serve('settle', 'settled');
    await this.evaluate(async (url) => {
      await fetch(url);
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const moment = () => new Promise((resolve) => setTimeout(resolve, 100));
      for (let i = 0; i < 2; i++) await Promise.race([frame(), moment()]);
    }, `${this.#path}settle`);
  }

  /** Returns the console lines of cards. @param {string} type */
  lines(type) {
    return this.console.filter((line) => line.type === type && line.text.startsWith('comparison-card:'));
  }

  /** Types on the keyboard. @param {string} text */
  async type(text) {
    await this.#page.type(text);
  }

  /** Presses a key, such as 'Tab' or 'Enter', with modifiers held. @param {any} key @param {string[]} modifiers */
  async press(key, ...modifiers) {
    await this.#page.press(key, ...modifiers);
  }

  /** Clicks a part of the card with the mouse. @param {string} part @param {string} [selector] */
  async click(part, selector = 'comparison-card') {
    const place = (selector, part) => {
      const node = document.querySelector(selector).shadowRoot.querySelector(`[part~=${part}]`);
      node.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = node.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    };
    const [x, y] = await this.evaluate(place, selector, part);
    await this.#page.click(x, y);
  }

  /** Clicks a point of the window. @param {number} x @param {number} y */
  async clickAt(x, y) {
    await this.#page.click(x, y);
  }

  /** Moves the mouse to a point of the window. @param {number} x @param {number} y */
  async point(x, y) {
    await this.#page.point(x, y);
  }

  /**
   * Emulates preferences of a reader or device, such as `{ 'prefers-contrast': 'more' }`. Returns true if the browser
   * supports them.
   * @param {Wishes} wishes
   */
  async emulate(wishes) {
    await this.#page.emulate?.(wishes);
    const { media, ...features } = wishes;
    const queries = Object.entries(features).map(([name, value]) => `(${name}: ${value})`);
    if (media) queries.push(media);
    return this.evaluate((query) => matchMedia(query).matches, queries.join(' and '));
  }

  /** Emulates preferences, or skips the test if the browser cannot. @param {Wishes} wishes */
  async need(wishes) {
    if (!(await this.emulate(wishes))) throw new Unable(`this browser cannot be told of ${JSON.stringify(wishes)}`);
  }

  /** Focuses a part of a card. @param {string} part @param {string} [selector] */
  async focus(part, selector = 'comparison-card') {
    const focus = (selector, part) =>
      document.querySelector(selector).shadowRoot.querySelector(`[part~=${part}]`).focus();
    await this.evaluate(focus, selector, part);
  }

  /** Replaces the text of the field, like a reader. @param {string} text @param {string} [selector] */
  async filter(text, selector = 'comparison-card') {
    await this.focus('field', selector);
    await this.press('a', 'Control');
    if (text) await this.type(text);
    else await this.press('Backspace');
  }

  /** Sets the size of the viewport in CSS pixels. @param {number} width @param {number} [height] */
  async resize(width, height = 768) {
    await this.#page.resize(width, height);
  }

  /** Returns a picture of an element in the window as PNG, if the browser can. @param {string} selector */
  async picture(selector) {
    return this.#page.picture?.(selector);
  }

  /** Prints the page on A4 paper as PDF, in a browser that prints. */
  async print() {
    return /** @type {NonNullable<Page['print']>} */ (this.#page.print).call(this.#page);
  }

  /** @returns {Promise<Accessible[]>} */
  async tree() {
    return this.#page.tree();
  }

  /** Returns the browser's counters of the page. */
  async counters() {
    return /** @type {NonNullable<Page['counters']>} */ (this.#page.counters).call(this.#page);
  }

  /** The URL of the page, which shows navigations. */
  get url() {
    return this.#page.url;
  }

  /** Fetches pending messages of the page. */
  async listen() {
    if (this.#scripts) await this.evaluate(() => {});
  }

  async close() {
    for (const route of this.#routes) route.release();
    await this.#page.close();
  }
}

/**
 * Declares a test. Its body gets a new Stage. Uncaught errors fail it.
 * @typedef {(name: string, body: (stage: Stage) => Promise<void>) => void} Check
 */

/**
 * Declares tests. `check` declares a test for every browser, for areas in which browsers differ: layout, focus, keys,
 * pointer, printing, loading and policies. `once` declares a test for the first browser only: it covers the engine, or
 * scripts without browser differences, and a similar `check` exists. Of cases that differ in their data alone, those that
 * together show every way of the browser are a `check`, and the others `once`. Slow tests cover all combinations only if
 * `thorough`: in the first browser.
 * @typedef {(check: Check, once: Check, thorough: boolean) => void} Declare
 */

/** Removes WebAssembly from a browser, so that cards use the JavaScript engine. */
const withoutWebAssembly = () => {
  // @ts-expect-error
  delete globalThis.WebAssembly;
};

/**
 * Runs the body of a test in a new page.
 * @param {Stage} stage @param {Parameters<Check>[1]} body @param {() => void} [handicap]
 */
async function perform(stage, body, handicap) {
  try {
    if (handicap) await stage.before(handicap);
    await body(stage);
    await stage.listen();
    // Not an assertion: a test must make its own (tests/runner/asserted.js).
    if (stage.errors.length) throw new Error(`Nobody caught these errors:\n${stage.errors.join('\n')}`);
  } finally {
    await stage.close();
  }
}

/** Number of pages of this process, so that every page has its own URL. */
let pages = 0;

/**
 * @param {BrowserEngine} engine @param {string} folder the folder to serve @param {Declare} declare
 * @param {() => void} [handicap] runs in pages before their own scripts
 */
function inBrowser(engine, folder, declare, handicap) {
  if (!inLane(engine)) return;
  const name = handicap ? `${engine.name}, without WebAssembly` : engine.name;
  const isFirst = engine === engines[0] && !handicap;
  describe(name, () => {
    const servers = [new Server(folder), new Server(folder)];
    before(() => Promise.all([refresh(engine), ...servers.map((server) => server.start())]));
    after(() => servers.forEach((server) => void server.stop()));
    const open = async () => Stage.enter(engine, await running(engine), servers, ++pages);
    /** @type {Check} */
    const check = (what, body) => {
      test(`${name}: ${what}`, { timeout: 30 * PATIENCE }, async (t) => {
        try {
          await perform(await open(), body, handicap);
        } catch (error) {
          if (error instanceof Unable) return t.skip(error.message);
          if (!(error instanceof Silence)) throw error;
          t.diagnostic(`${error.message}: once more, in a new browser`); // a card that hangs would hang again
          await closeBrowser(engine);
          await perform(await open(), body, handicap);
        }
      });
    };
    declare(check, isFirst ? check : () => {}, isFirst);
  });
}

/** Declares tests for every browser engine, with the files of a folder. @param {Declare} declare */
export function inEveryBrowser(declare, folder = 'dist') {
  for (const engine of engines) inBrowser(engine, folder, declare);
}

/** Declares tests for every browser engine, and again for the first with the JavaScript engine. @param {Declare} declare */
export function inEitherEngine(declare) {
  inEveryBrowser(declare);
  inBrowser(engines[0], 'dist', declare, withoutWebAssembly);
}

/** Declares tests for every browser engine that can print automatically. @param {Declare} declare */
export function inPrintingBrowsers(declare) {
  for (const engine of engines.filter(({ prints }) => prints)) inBrowser(engine, 'dist', declare);
}

/** Declares tests for Chromium only, with the files of a folder. @param {string} folder @param {Declare} declare */
export function inChromium(folder, declare) {
  for (const engine of engines.filter((engine) => engine === chromium)) inBrowser(engine, folder, declare);
}
