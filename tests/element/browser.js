/**
 * Real browsers for the element's tests: a server for what a test writes, a page to look at it with, and records of what
 * happened there. All that is particular to one browser is in this file; a test gets a Stage and uses nothing else.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import sirv from 'sirv';

/** How long a condition may take to come true before a test gives up. */
const PATIENCE = 10_000;

/** The script as most pages have it. */
export const LIBRARY = '<script src="/comparison-card.js"></script>';

/**
 * @typedef {object} BrowserEngine
 * @property {string} name
 * @property {() => Promise<import('puppeteer-core').Browser>} launch
 * @property {(page: import('puppeteer-core').Page) => Promise<Accessible[]>} tree the accessibility tree, flat
 */

/**
 * A node of the accessibility tree, in the order of the document.
 * @typedef {{role: string, name: string, depth: number, focusable: boolean}} Accessible
 */

/** @type {BrowserEngine[]} */
export const engines = [
  {
    name: 'chromium',
    launch: () =>
      puppeteer.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        headless: true,
        defaultViewport: { width: 1024, height: 768 },
        args: [
          '--no-sandbox',
          '--disable-quic',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          '--no-first-run',
          // Nothing but the servers of the tests can be reached: they pass without a network, and send nothing into it.
          '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
        ],
      }),
    tree: chromiumTree,
  },
];

/** @param {import('puppeteer-core').Page} page @returns {Promise<Accessible[]>} */
async function chromiumTree(page) {
  const session = await page.createCDPSession();
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** @type {Accessible[]} */
  const flat = [];
  const walk = (node, depth) => {
    if (!node) return;
    const focusable = node.properties?.some(({ name, value }) => name === 'focusable' && value.value) ?? false;
    if (!node.ignored) flat.push({ role: node.role.value, name: node.name?.value ?? '', depth, focusable });
    for (const id of node.childIds ?? []) walk(byId.get(id), depth + 1);
  };
  walk(nodes[0], 0);
  return flat;
}

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

/** Serves dist/ and the routes that tests add. */
class Server {
  /** @type {Map<string, Route>} */
  routes = new Map();
  origin = '';
  #files = sirv('dist', { dev: true });
  #server = createServer((request, response) => {
    const route = this.routes.get(new URL(request.url ?? '/', 'http://x').pathname);
    if (route) route.respond(response);
    else this.#files(request, response, () => response.writeHead(404).end());
  });

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
  const forbid = ({ effectiveDirective, blockedURI }) => seen.violations.push(`${effectiveDirective} ${blockedURI}`);
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
  #engine;
  #page;
  #servers;
  #path;

  /**
   * @param {BrowserEngine} engine @param {import('puppeteer-core').Page} page @param {Server[]} servers
   * @param {number} number
   */
  constructor(engine, page, servers, number) {
    this.#engine = engine;
    this.#page = page;
    this.#servers = servers;
    this.#path = `/test-${number}/`;
    page.on('console', (message) => this.console.push({ type: message.type(), text: message.text() }));
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('request', (request) => this.#noteRequest(request.url()));
  }

  /** The browser itself asks for an icon, for the first page of a site. */
  #noteRequest(url) {
    if (!/^(data|blob|about):|\/favicon\.ico$/.test(url)) this.requests.push(url);
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

  /** Runs a function in every page before its own scripts. @param {any} action @param {unknown[]} args */
  async before(action, ...args) {
    await this.#page.evaluateOnNewDocument(action, ...args);
  }

  /**
   * Opens a page with a body, or a whole document; of one in several chunks, the first, and then it returns at once.
   * @param {string | string[]} body
   * @param {{head?: string, headers?: Record<string, string>, javascript?: boolean}} [options]
   */
  async open(body, { head = '', headers, javascript = true } = {}) {
    const start = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>${head}</head><body>`;
    const chunks = [body].flat();
    if (!/^<!doctype|^<html/i.test(chunks[0])) chunks[0] = start + chunks[0];
    const route = this.serve('', chunks, { type: 'text/html; charset=utf-8', headers });
    if (!javascript) await this.#page.setJavaScriptEnabled(false);
    await this.#page.evaluateOnNewDocument(record);
    const opened = this.#page.goto(route.url);
    if (chunks.length === 1) await opened;
    else opened.catch(() => {});
    return route;
  }

  /**
   * Opens a page of dist/.
   * @param {string} path @param {{elsewhere?: boolean}} [options]
   */
  async visit(path, { elsewhere = false } = {}) {
    await this.#page.evaluateOnNewDocument(record);
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
        if (!/context|navigat/i.test(error.message)) throw error; // the page is only just opening
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

  /** Waits until what is under way has arrived: a round trip to the server, then two frames. */
  async settle() {
    this.serve('settle', 'settled');
    await this.evaluate(async (url) => {
      await fetch(url);
      for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
    }, `${this.#path}settle`);
  }

  /** Lines that cards wrote on the console. @param {string} type */
  lines(type) {
    return this.console.filter((line) => line.type === type && line.text.startsWith('comparison-card:'));
  }

  /** Types on the keyboard. @param {string} text */
  async type(text) {
    await this.#page.keyboard.type(text);
  }

  /** Presses one key, such as 'Tab' or 'Enter'. @param {any} key */
  async press(key) {
    await this.#page.keyboard.press(key);
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
    await this.#page.mouse.click(x, y);
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
    await this.#page.keyboard.down('Control');
    await this.press('a');
    await this.#page.keyboard.up('Control');
    if (text) await this.type(text);
    else await this.press('Backspace');
  }

  /** The width of the window in CSS pixels. @param {number} width */
  async resize(width) {
    await this.#page.setViewport({ width, height: 768 });
  }

  /** @returns {Promise<Accessible[]>} */
  async tree() {
    return this.#engine.tree(this.#page);
  }

  /** The address of the page, which tells a navigation. */
  get url() {
    return this.#page.url();
  }

  async close() {
    for (const route of this.#routes) route.release();
    await this.#page.close();
  }
}

/**
 * Declares tests once for every browser engine. `check(name, body)` declares one; its body gets a fresh Stage. Errors that
 * nobody caught fail it.
 * @param {(check: (name: string, body: (stage: Stage) => Promise<void>) => void) => void} declare
 */
export function inEveryBrowser(declare) {
  for (const engine of engines) {
    describe(engine.name, () => {
      const servers = [new Server(), new Server()];
      /** @type {import('puppeteer-core').Browser} */
      let browser;
      let count = 0;
      before(async () => {
        await Promise.all(servers.map((server) => server.start()));
        browser = await engine.launch();
      });
      after(async () => {
        await browser?.close();
        for (const server of servers) server.stop();
      });
      declare((name, body) => {
        test(`${engine.name}: ${name}`, { timeout: 3 * PATIENCE }, async () => {
          const stage = new Stage(engine, await browser.newPage(), servers, ++count);
          try {
            await body(stage);
            assert.deepEqual(stage.errors, [], 'errors that nobody caught');
          } finally {
            await stage.close();
          }
        });
      });
    });
  }
}
