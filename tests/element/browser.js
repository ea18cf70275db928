/**
 * Real browsers for the element's tests: a server for what a test writes, a page to look at it with, and records of what
 * happened there. A test gets a Stage and uses nothing else; what is particular to one browser is in puppeteer.js and
 * webkit.js.
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

/** How long a condition may take to come true before a test gives up. */
const PATIENCE = 10_000;

/** The script as most pages have it. */
export const LIBRARY = '<script src="/comparison-card.js"></script>';

/** A file that it fetches, such as comparison-card.formats.HASH.js. @param {string} name */
const hashed = (name) =>
  String(readdirSync('dist').find((file) => new RegExp(`^comparison-card\\.${name}\\.\\w*\\.js$`).test(file)));

export const FORMATS = hashed('formats');
export const FALLBACK = hashed('fallback');

/**
 * A node of the accessibility tree, in the order of the document.
 * @typedef {{role: string, name: string, depth: number, focusable: boolean}} Accessible
 */

/**
 * What a page tells while it runs.
 * @typedef {object} Listener
 * @property {(type: string, text: string) => void} line a line on the console
 * @property {(text: string) => void} error what no one caught, rejections too
 * @property {(url: string) => void} request an address that was asked for
 */

/**
 * What a Stage needs of a page. Functions run in it with their arguments; both go there as text.
 * @typedef {object} Page
 * @property {() => void} [intro] what a page has to do, before its own scripts, for its Listener to hear of it
 * @property {string} url
 * @property {(url: string) => Promise<void>} goto returns when the page is loaded
 * @property {(action: any, ...args: unknown[]) => Promise<any>} evaluate
 * @property {(text: string) => Promise<void>} type
 * @property {(key: any, ...modifiers: any[]) => Promise<void>} press
 * @property {(x: number, y: number) => Promise<void>} click
 * @property {(x: number, y: number) => Promise<void>} point moves the mouse there
 * @property {(wishes: Wishes) => Promise<void>} [emulate] a reader's device, of a browser that can
 * @property {(width: number, height: number) => Promise<void>} resize of what is inside the window
 * @property {(selector: string) => Promise<Buffer>} [picture] of an element that is in the window, as PNG: of a browser that can
 * @property {() => Promise<Buffer>} [print] the page on A4 paper, as PDF: of a browser that can
 * @property {() => Promise<Accessible[]>} tree the accessibility tree, flat
 * @property {() => Promise<{heap: number, nodes: number, listeners: number}>} [counters] what the browser counts of the page,
 *   in bytes and pieces, once its garbage is gone: of Chromium
 * @property {() => Promise<void>} close
 */

/**
 * What a reader or a device asks for: `media` is `print`, every other name that of a media feature.
 * @typedef {Record<string, string>} Wishes
 */

/**
 * `pages` counts those that were in one window: each adds to its history, which browsers keep to 50 or 100 entries.
 * @typedef {{newPage: (listener: Listener) => Promise<Page>, close: () => Promise<void>, pages?: number}} Browser
 */

/** How many pages a window may have had before a group of tests gets a new one. */
const MOST_PAGES = 20;

/**
 * @typedef {object} BrowserEngine
 * @property {string} name
 * @property {boolean} [prints] whether its pages have `print`
 * @property {boolean} [tellsForeignRequests] whether its pages tell only requests to other servers than the tests’ own
 * @property {() => Promise<Browser>} launch
 */

/** The engines that `BROWSERS=chromium,webkit` names, default all; one that is not installed fails its tests. @type {BrowserEngine[]} */
export const engines = chooseByName('BROWSERS', [chromium, firefox, webkit], ({ name }) => name);

/** The browser engine whose tests this process runs, default every one: tests/runner/run.js starts a process for each. */
const { LANE } = process.env;
const inLane = (/** @type {BrowserEngine} */ { name }) => !LANE || name === LANE;

/** The browsers of this process, which its test files share. @type {Map<BrowserEngine, Promise<Browser>>} */
const browsers = new Map();

/** Returns a browser that runs, and starts one otherwise. @param {BrowserEngine} engine */
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

/** Closes a browser; the next test starts another. @param {BrowserEngine} engine */
async function closeBrowser(engine) {
  const browser = browsers.get(engine);
  browsers.delete(engine);
  await (await browser?.catch(() => {}))?.close();
}

after(() => Promise.all(engines.map(closeBrowser)));

/** A promise that somebody else keeps. */
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
 * @property {boolean} [cors] whether pages of other origins may read it
 * @property {boolean} [held] whether it waits for `release()`
 * @property {boolean} [cut] whether the connection breaks before the end
 * @property {Record<string, string>} [headers]
 */

/** One address of the server. Of a body in several chunks only the first is sent before `release()`. */
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

/** Serves a folder and the routes that tests add. */
class Server {
  /** @type {Map<string, Route>} */
  routes = new Map();
  origin = '';
  /** What pages run before their own scripts. */
  intro = '';
  /** Is told every address that is asked for. @type {(url: string) => void} */
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
      // As dist/_headers says.
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

/** Where pages get the script that runs before their own. */
const INTRO = '/intro.js';
const SCRIPT = { 'content-type': 'text/javascript', 'cache-control': 'no-store' };

/**
 * A page that runs that script first. It comes from the server, since not every browser can do it by itself; a nonce lets
 * it pass a security policy.
 * @param {string} html
 */
function introduce(html, nonce = '') {
  const head = /^(<!doctype[^>]*>)?\s*(<html[^>]*>)?\s*(<head[^>]*>)?/i;
  const tag = `<script nonce="${nonce}" src="${INTRO}"></script>`;
  // WebKit looks at that much of a page before it shows any of it, also where the rest is late.
  return html.replace(head, (start) => start + ' '.repeat(512) + tag);
}

/** Runs in every page before its own scripts: notes the events of cards and what a security policy forbade. */
function record() {
  const seen = { events: [], violations: [] };
  globalThis[Symbol.for('seen')] = seen;
  for (const type of ['load', 'error', 'viewchange']) {
    const note = ({ target, detail }) => {
      if (target.localName !== 'comparison-card') return;
      const { code, message, path, line, column } = detail ?? {};
      seen.events.push({ type, id: target.id, ...(type === 'error' ? { code, message, path, line, column } : detail) });
    };
    document.addEventListener(type, note, true); // the load events of elements do not reach the window
  }
  const forbid = ({ effectiveDirective, blockedURI }) => {
    if (blockedURI.endsWith('/favicon.ico')) return; // the browser asked for it
    seen.violations.push(`${effectiveDirective} ${blockedURI}`);
  };
  document.addEventListener('securitypolicyviolation', forbid);
}

/** What a reader sees of a card, and what a script can ask it. @param {string} selector */
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

/** Skips a test in a browser that cannot do what it needs. */
class Unable extends Error {}

/**
 * A page for one test, with addresses of its own on two origins.
 */
export class Stage {
  /** Lines on the console. @type {{type: string, text: string}[]} */
  console = [];
  /** What no one caught, rejections too. A test that causes some takes them away. @type {string[]} */
  errors = [];
  /** Addresses the page asked for over the network. @type {string[]} */
  requests = [];
  /** @type {Route[]} */
  #routes = [];
  /** What pages run before their own scripts. @type {string[]} */
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

  /** But for what the tests ask for, and for the icon, which the browser asks of the first page of a site. */
  #noteRequest(url) {
    if (!/^(data|blob|about):|\/(favicon\.ico|intro\.js|settle)$/.test(url)) this.requests.push(url);
  }

  /** Makes `name` an address beside the page, or on the other origin. A body that is no text is written as JSON. */
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

  /** The other origin: it has the same dist/. */
  get elsewhere() {
    return this.#servers[1].origin;
  }

  /** Runs a function in every page before its own scripts. @param {any} action @param {unknown[]} args */
  async before(action, ...args) {
    this.#intro.push(`(${action})(${args.map((arg) => JSON.stringify(arg))});`);
    for (const server of this.#servers) server.intro = `${this.#intro.join('\n')}document.currentScript.remove();`;
  }

  /**
   * Opens a page with a body, or a whole document; of one in several chunks, the first, and then it returns at once.
   * @param {string | string[]} body
   * @param {{head?: string, headers?: Record<string, string>, javascript?: boolean, at?: string}} [options] `at` is what
   *   the address ends in: a query, a fragment
   */
  async open(body, { head = '', headers, javascript = true, at = '' } = {}) {
    const start = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>${head}</head><body>`;
    const chunks = [body].flat();
    if (!/^<!doctype|^<html/i.test(chunks[0])) chunks[0] = start + chunks[0];
    this.#scripts = javascript;
    const policy = headers?.['content-security-policy'];
    chunks[0] = introduce(chunks[0], policy?.match(/'nonce-([^']*)/)?.[1]);
    const sandbox = { 'content-security-policy': 'sandbox allow-same-origin' }; // no scripts: the same in every browser
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
   * Opens a page of the folder that is served.
   * @param {string} path @param {{elsewhere?: boolean}} [options]
   */
  async visit(path, { elsewhere = false } = {}) {
    await this.#page.goto(this.#servers[elsewhere ? 1 : 0].origin + path);
  }

  /** Runs a function in the page and returns what it returns. @param {any} action @param {unknown[]} args */
  async evaluate(action, ...args) {
    return /** @type {Promise<any>} */ (this.#page.evaluate(action, ...args));
  }

  /** Waits until a function in the page returns something true, and returns that. It asks again and again from here,
   * since what a page does to wait by itself a strict security policy forbids. */
  async wait(/** @type {any} */ action, /** @type {unknown[]} */ ...args) {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(5)) {
      const answer = await this.evaluate(action, ...args).catch((error) => {
        if (!/context|navigat|unload/i.test(error.message)) throw error; // the page is only just opening
      });
      if (answer) return answer;
    }
    throw new Error(`This did not come true in the page: ${action}\nConsole: ${JSON.stringify(this.console)}`);
  }

  /** Waits for a card with this title, and looks at it. @param {string} title @param {string} [selector] */
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

  /** Sets the view of a card, and waits until it is shown. @param {unknown} view @param {string} [selector] */
  async setView(view, selector = 'comparison-card') {
    const set = async (/** @type {string} */ selector, /** @type {unknown} */ view) => {
      const card = /** @type {any} */ (document.querySelector(selector));
      card.view = view;
      await card.ready;
    };
    await this.evaluate(set, selector, view);
  }

  /** Waits for an event of a card, and returns it. @param {string} type @param {number} [number] which one of its type */
  async event(type, number = 1) {
    const find = (type, number) =>
      globalThis[Symbol.for('seen')]?.events.filter((event) => event.type === type)[number - 1];
    return this.wait(find, type, number);
  }

  /** @param {string} [selector] */
  async look(selector = 'comparison-card') {
    return this.evaluate(lookAt, selector);
  }

  /** The events of all cards so far. */
  async events() {
    return this.evaluate(() => globalThis[Symbol.for('seen')].events);
  }

  /** What a security policy forbade so far. */
  async violations() {
    return this.evaluate(() => globalThis[Symbol.for('seen')].violations);
  }

  /**
   * Waits until what is under way has arrived: a round trip to the server, then two frames, or as long as they would take
   * where there are none (WebKit draws nothing of a page that is only arriving).
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

  /** Lines that cards wrote on the console. @param {string} type */
  lines(type) {
    return this.console.filter((line) => line.type === type && line.text.startsWith('comparison-card:'));
  }

  /** Types on the keyboard. @param {string} text */
  async type(text) {
    await this.#page.type(text);
  }

  /** Presses one key, such as 'Tab' or 'Enter', while others are held. @param {any} key @param {string[]} modifiers */
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
   * Lets the page see what a reader or a device asks for, such as `{ 'prefers-contrast': 'more' }`. Whether it does: no
   * browser can be told of everything.
   * @param {Wishes} wishes
   */
  async emulate(wishes) {
    await this.#page.emulate?.(wishes);
    const { media, ...features } = wishes;
    const queries = Object.entries(features).map(([name, value]) => `(${name}: ${value})`);
    if (media) queries.push(media);
    return this.evaluate((query) => matchMedia(query).matches, queries.join(' and '));
  }

  /** As emulate, but skips the test where the browser cannot. @param {Wishes} wishes */
  async need(wishes) {
    if (!(await this.emulate(wishes))) throw new Unable(`this browser cannot be told of ${JSON.stringify(wishes)}`);
  }

  /** Puts the focus on a part of a card. @param {string} part @param {string} [selector] */
  async focus(part, selector = 'comparison-card') {
    const focus = (selector, part) =>
      document.querySelector(selector).shadowRoot.querySelector(`[part~=${part}]`).focus();
    await this.evaluate(focus, selector, part);
  }

  /** Replaces what is in the field, as a reader would. @param {string} text @param {string} [selector] */
  async filter(text, selector = 'comparison-card') {
    await this.focus('field', selector);
    await this.press('a', 'Control');
    if (text) await this.type(text);
    else await this.press('Backspace');
  }

  /** The size of the window in CSS pixels. @param {number} width @param {number} [height] */
  async resize(width, height = 768) {
    await this.#page.resize(width, height);
  }

  /** A picture of an element that is in the window, as PNG, if the browser can take one. @param {string} selector */
  async picture(selector) {
    return this.#page.picture?.(selector);
  }

  /** The page on A4 paper, as PDF: in a browser that prints. */
  async print() {
    return /** @type {NonNullable<Page['print']>} */ (this.#page.print).call(this.#page);
  }

  /** @returns {Promise<Accessible[]>} */
  async tree() {
    return this.#page.tree();
  }

  /** What the browser counts of the page. */
  async counters() {
    return /** @type {NonNullable<Page['counters']>} */ (this.#page.counters).call(this.#page);
  }

  /** The address of the page, which tells a navigation. */
  get url() {
    return this.#page.url;
  }

  /** Hears what the page has to tell by now. */
  async listen() {
    if (this.#scripts) await this.evaluate(() => {});
  }

  async close() {
    for (const route of this.#routes) route.release();
    await this.#page.close();
  }
}

/**
 * Declares a test; its body gets a fresh Stage. Errors that nobody caught fail it.
 * @typedef {(name: string, body: (stage: Stage) => Promise<void>) => void} Check
 */

/**
 * Declares tests. `check` declares one for every browser: of layout, focus, keys, the pointer, printing, loading and policies,
 * which browsers do each in their own way. `once` declares one for the first browser alone: what it asserts comes from the
 * engine or from scripts that use nothing in which browsers differ, and one of its kind is a `check`. What takes long is looked
 * at in all combinations where tests are `thorough`: in the first browser.
 * @typedef {(check: Check, once: Check, thorough: boolean) => void} Declare
 */

/** Makes a browser one of those that have no WebAssembly: cards get the engine in JavaScript. */
const withoutWebAssembly = () => {
  // @ts-expect-error
  delete globalThis.WebAssembly;
};

/** Runs the body of a test in a page of its own. @param {Stage} stage @param {Parameters<Check>[1]} body @param {() => void} [handicap] */
async function perform(stage, body, handicap) {
  try {
    if (handicap) await stage.before(handicap);
    await body(stage);
    await stage.listen();
    // No assertion: a test has to make its own (tests/runner/asserted.js).
    if (stage.errors.length) throw new Error(`Nobody caught these errors:\n${stage.errors.join('\n')}`);
  } finally {
    await stage.close();
  }
}

/** How many pages this process opened, so that no two have one address. */
let pages = 0;

/**
 * @param {BrowserEngine} engine @param {string} folder what its servers serve @param {Declare} declare
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
          t.diagnostic(`${error.message}: once more, in a new browser`); // a card that hangs does so again
          await closeBrowser(engine);
          await perform(await open(), body, handicap);
        }
      });
    };
    declare(check, isFirst ? check : () => {}, isFirst);
  });
}

/** Declares tests once for every browser engine, with the files of a folder. @param {Declare} declare */
export function inEveryBrowser(declare, folder = 'dist') {
  for (const engine of engines) inBrowser(engine, folder, declare);
}

/** The same, and once more in the first browser with the engine in JavaScript. @param {Declare} declare */
export function inEitherEngine(declare) {
  inEveryBrowser(declare);
  inBrowser(engines[0], 'dist', declare, withoutWebAssembly);
}

/** Declares tests once for every browser engine that can print without a person. @param {Declare} declare */
export function inPrintingBrowsers(declare) {
  for (const engine of engines.filter(({ prints }) => prints)) inBrowser(engine, 'dist', declare);
}

/** Declares tests for Chromium alone, with the files of a folder. @param {string} folder @param {Declare} declare */
export function inChromium(folder, declare) {
  for (const engine of engines.filter((engine) => engine === chromium)) inBrowser(engine, folder, declare);
}
