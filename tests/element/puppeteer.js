/** Chromium by the DevTools protocol and Firefox by WebDriver BiDi, with puppeteer. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { DOWNLOADS } from './downloads.js';

/** @typedef {import('./browser.js').Accessible} Accessible */
/** @typedef {import('./browser.js').Listener} Listener */

/** @type {import('puppeteer-core').LaunchOptions} */
const COMMON = { headless: true, defaultViewport: { width: 1024, height: 768 } };

/** @type {import('puppeteer-core').LaunchOptions} */
const COMMON_CHROMIUM = { ...COMMON, downloadBehavior: { policy: 'allow', downloadPath: DOWNLOADS } };

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // Only the tests' servers can be reached: tests pass offline and send nothing to the network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Starts full Chromium, for measurements and pictures. */
export const launchChromium = () =>
  puppeteer.launch({
    ...COMMON_CHROMIUM,
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  });

/** Starts the headless shell with one process for all pages, which open in half the time. */
export const launchShell = () =>
  puppeteer.launch({
    ...COMMON_CHROMIUM,
    headless: 'shell',
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: [...CHROMIUM_ARGS, '--renderer-process-limit=1', '--process-per-site'],
  });

const launchFirefox = () =>
  puppeteer.launch({
    ...COMMON,
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    // Lets the tests read the browser's accessibility tree.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'ui.useOverlayScrollbars': 1, // overlay scroll bars, as in the others
      // No records of visits and sessions: a fifth of the time of a page.
      'browser.sessionstore.interval': 36_000_000,
      'browser.pagethumbnails.capturing_disabled': true,
      'places.history.enabled': false,
      'toolkit.cosmeticAnimations.enabled': false,
      // The list of downloads would take the focus from the page.
      'browser.download.alwaysOpenPanel': false,
      'browser.download.folderList': 2,
      'browser.download.dir': DOWNLOADS,
      // One process for all pages, as above.
      'dom.ipc.processCount': 1,
      'dom.ipc.processCount.webIsolated': 1,
      // As above: a missing proxy for all but the tests' servers.
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': 1,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': 1,
      'network.proxy.no_proxies_on': '127.0.0.1',
    },
  });

/** Firefox's own reports of forbidden actions: not thrown errors. */
const OF_FIREFOX = /^Error: (Content-Security-Policy|Cross-Origin Request Blocked): /;

/** A page for a Stage; see also webkit.js. */
class Page {
  #page;
  #tree;
  #emulate;
  #leave;
  /** Functions that remove listeners. @type {(() => void)[]} */
  #deaf = [];

  /**
   * @param {import('puppeteer-core').Page} page @param {Listener} listener
   * @param {(page: import('puppeteer-core').Page) => Promise<Accessible[]>} tree
   * @param {(page: import('puppeteer-core').Page, wishes: import('./browser.js').Wishes) => Promise<void>} emulate
   * @param {(page: import('puppeteer-core').Page) => Promise<void>} leave
   */
  constructor(page, listener, tree, emulate, leave) {
    this.#page = page;
    this.#tree = tree;
    this.#emulate = emulate;
    this.#leave = leave;
    this.#hear('console', (message) => listener.line(message.type(), message.text()));
    this.#hear('pageerror', (error) => {
      if (!OF_FIREFOX.test(String(error))) listener.error(String(error));
    });
    this.#hear('request', (request) => listener.request(request.url()));
  }

  /** @param {any} type @param {(detail: any) => void} listener */
  #hear(type, listener) {
    this.#page.on(type, listener);
    this.#deaf.push(() => this.#page.off(type, listener));
  }

  /** Records the coverage of scripts (tests/coverage.js) on request, in Chromium. */
  async watch() {
    await this.#page.coverage.startJSCoverage({ resetOnNavigation: false, includeRawScriptCoverage: true });
  }

  async #tell() {
    const entries = await this.#page.coverage.stopJSCoverage();
    const scripts = entries.filter(({ url }) => /comparison-card/.test(url));
    const raw = scripts.map(({ text, rawScriptCoverage }) => ({ ...rawScriptCoverage, source: text }));
    writeFileSync(`${process.env.COVERAGE}/${randomUUID()}.json`, JSON.stringify(raw));
  }

  get url() {
    return this.#page.url();
  }

  /** @param {string} url */
  async goto(url) {
    await this.#page.goto(url);
  }

  /** @param {any} action @param {unknown[]} args */
  async evaluate(action, ...args) {
    return this.#page.evaluate(action, ...args);
  }

  /** @param {string} text */
  async type(text) {
    await this.#page.keyboard.type(text);
  }

  /** @param {any} key @param {any[]} modifiers */
  async press(key, ...modifiers) {
    for (const modifier of modifiers) await this.#page.keyboard.down(modifier);
    await this.#page.keyboard.press(key);
    for (const modifier of modifiers) await this.#page.keyboard.up(modifier);
  }

  /** @param {number} x @param {number} y */
  async click(x, y) {
    await this.#page.mouse.click(x, y);
  }

  /** @param {number} x @param {number} y */
  async point(x, y) {
    await this.#page.mouse.move(x, y);
  }

  /** @param {import('./browser.js').Wishes} wishes */
  async emulate(wishes) {
    await this.#emulate(this.#page, wishes);
  }

  /** @param {number} width @param {number} height */
  async resize(width, height) {
    await this.#page.setViewport({ width, height });
  }

  /** @param {string} selector */
  async picture(selector) {
    const element = await this.#page.$(selector);
    // Without capturing beyond the viewport, which would resize it and move popovers.
    const options = { captureBeyondViewport: false };
    return Buffer.from(await /** @type {NonNullable<typeof element>} */ (element).screenshot(options));
  }

  /** Prints the page on A4 paper as PDF. */
  async print() {
    const margin = { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' };
    return Buffer.from(await this.#page.pdf({ format: 'A4', margin }));
  }

  async tree() {
    return this.#tree(this.#page);
  }

  /** Returns Chromium's counters of the page after garbage collection. */
  async counters() {
    const session = await this.#page.createCDPSession();
    await session.send('Performance.enable');
    for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const { JSHeapUsedSize, Nodes, JSEventListeners } = Object.fromEntries(
      metrics.map(({ name, value }) => [name, value]),
    );
    await session.detach();
    return { heap: JSHeapUsedSize, nodes: Nodes, listeners: JSEventListeners };
  }

  async close() {
    if (process.env.COVERAGE && this.#tree === chromiumTree) await this.#tell();
    for (const action of this.#deaf) action();
    await this.#leave(this.#page);
  }
}

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

/** Lasts as long as the page. @param {import('puppeteer-core').Page} page @param {import('./browser.js').Wishes} wishes */
async function emulateInChromium(page, { media = '', ...features }) {
  const session = await page.createCDPSession();
  const list = Object.entries(features).map(([name, value]) => ({ name, value }));
  await session.send('Emulation.setEmulatedMedia', { media, features: list });
}

/** Firefox's names of roles that differ from ARIA's. @type {Record<string, string>} */
const FIREFOX_ROLES = {
  'text leaf': 'StaticText',
  statusbar: 'status',
  pushbutton: 'button',
  radiobutton: 'radio',
  checkbutton: 'checkbox',
};

/** Runs in Firefox itself: returns the accessibility tree of the last tab as JSON. */
function readFirefoxTree() {
  const { Cc, Ci, gBrowser } = /** @type {any} */ (globalThis);
  const service = Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService);
  const flat = [];
  const walk = (node, depth) => {
    const state = {};
    node.getState(state, {});
    const keys = node.attributes?.enumerate() ?? [];
    const own = [...keys].find(({ key }) => key === 'xml-roles')?.value;
    const role = own ?? service.getStringRole(node.role);
    const focusable = Boolean(state.value & Ci.nsIAccessibleStates.STATE_FOCUSABLE);
    flat.push({ role, name: node.name ?? '', depth, focusable });
    for (let child = node.firstChild; child; child = child.nextSibling) walk(child, depth + 1);
  };
  const page = service.getAccessibleFor(gBrowser.browsers.at(-1))?.firstChild;
  if (page) walk(page, 0);
  return JSON.stringify(flat);
}

/** @param {import('puppeteer-core').Page} page @returns {Promise<Accessible[]>} */
async function firefoxTree(page) {
  // The tree is updated later: it is complete if two reads are equal.
  let before = '';
  for (;;) {
    await page.evaluate(async () => {
      for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
    });
    const now = await inFirefox(page, readFirefoxTree);
    if (now === before && now !== '[]') break;
    before = now;
  }
  return JSON.parse(before).map((node) => ({ ...node, role: FIREFOX_ROLES[node.role] ?? node.role }));
}

/** Runs in Firefox itself: overrides preferences in the last tab, as far as supported. */
function overrideInFirefox({ media, ...features }) {
  const { browsingContext } = /** @type {any} */ (globalThis).gBrowser.browsers.at(-1);
  const set = (name, value) => {
    if (name in browsingContext) browsingContext[name] = value;
  };
  set('mediumOverride', media ?? '');
  for (const [name, value] of Object.entries(features)) {
    set(`${name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())}Override`, value);
  }
  return '';
}

/** Pages whose tab has an override. @type {WeakSet<import('puppeteer-core').Page>} */
const overridden = new WeakSet();

/** @param {import('puppeteer-core').Page} page @param {import('./browser.js').Wishes} wishes */
async function emulateInFirefox(page, wishes) {
  overridden.add(page);
  await inFirefox(page, overrideInFirefox, wishes);
}

/** Runs a function in the window of Firefox, outside the page. @param {import('puppeteer-core').Page} page */
async function inFirefox(page, /** @type {(wishes?: any) => string} */ action, wishes = {}) {
  const { connection } = /** @type {any} */ (page.browser());
  const windows = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const [{ context }] = windows.result.contexts;
  const expression = `(${action})(${JSON.stringify(wishes)})`;
  const { result } = await connection.send('script.evaluate', { expression, target: { context }, awaitPromise: true });
  if (result.type === 'exception') throw new Error(`In Firefox itself: ${result.exceptionDetails.text}`);
  return result.result.value;
}

/**
 * Provides pages and takes them back.
 * @typedef {object} Pages
 * @property {() => Promise<import('puppeteer-core').Page>} take
 * @property {(page: import('puppeteer-core').Page) => Promise<void>} leave
 */

/** Opens a page for each test. @param {import('puppeteer-core').Browser} browser @returns {Pages} */
const newPages = (browser) => ({ take: () => browser.newPage(), leave: (page) => page.close() });

/** Maximum tests in one tab of Firefox: each adds to the tab's history, which has 50 entries. */
const MOST_TESTS = 8;

/**
 * Reuses one tab for several tests: a new one takes Firefox as long as the rest of a small test.
 * @param {import('puppeteer-core').Browser} browser @returns {Pages}
 */
function sharedPages(browser) {
  /** @type {import('puppeteer-core').Page | undefined} */
  let free;
  let tests = 0;
  return {
    async take() {
      const page = free ?? (await browser.newPage());
      free = undefined;
      return page;
    },
    async leave(page) {
      tests++;
      if (tests % MOST_TESTS === 0 || overridden.has(page)) return page.close();
      await page.mouse.move(0, 0);
      try {
        await page.goto('about:blank', { timeout: 3000 });
      } catch {
        return page.close(); // Firefox does not report this where a page came back from its cache
      }
      await page.setViewport(COMMON.defaultViewport ?? null);
      free = page;
    },
  };
}

/**
 * @param {() => Promise<import('puppeteer-core').Browser>} launch
 * @param {typeof chromiumTree} tree @param {typeof emulateInChromium} emulate @param {typeof newPages} openPages
 */
const launcher = (launch, tree, emulate, openPages) => async () => {
  const browser = await launch();
  const pages = openPages(browser);
  return {
    newPage: async (/** @type {Listener} */ listener) => {
      const page = new Page(await pages.take(), listener, tree, emulate, pages.leave);
      if (process.env.COVERAGE && tree === chromiumTree) await page.watch();
      return page;
    },
    close: () => browser.close(),
  };
};

/** @type {import('./browser.js').BrowserEngine} */
export const chromium = {
  name: 'chromium',
  prints: true,
  launch: launcher(launchShell, chromiumTree, emulateInChromium, newPages),
};

/** @type {import('./browser.js').BrowserEngine} */
export const firefox = {
  name: 'firefox',
  prints: true,
  launch: launcher(launchFirefox, firefoxTree, emulateInFirefox, sharedPages),
};
