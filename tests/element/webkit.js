/**
 * WebKitGTK by plain WebDriver: Debian's WebKitWebDriver, its library's MiniBrowser, and a virtual screen (Xvfb). A
 * browser is one window, which shows its pages in turn.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DOWNLOADS } from './downloads.js';

/** @typedef {import('./browser.js').Accessible} Accessible */
/** @typedef {import('./browser.js').Listener} Listener */

const PATIENCE = 20_000;

/** Timeout of an answer of the driver. */
const LONGEST_ANSWER = 30_000;

/** The driver has stopped answering. It happens at random, not in certain tests. */
export class Silence extends Error {}

/** WebDriver's codes of keys that are no letters. @type {Record<string, string>} */
const KEYS = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

/** Shrinks the browser's toolbar, which would keep its window above 440 px. */
const NARROW_BAR = `button, button *, entry, entry * {
  min-width: 0; min-height: 0; margin: 0 -3px; padding: 0; border: 0; font-size: 1px; -gtk-icon-source: none;
}`;

/**
 * The pointer is in the middle of the screen, and without a window manager the window under it has the focus: it
 * is always in the bar of the window, not over the page. Windows may be larger than their screen.
 */
const SCREEN = '200x8x24';

/** Returns the path of Debian's MiniBrowser for libwebkit2gtk on this architecture. */
function findMiniBrowser() {
  const { MINIBROWSER } = process.env;
  if (MINIBROWSER) return MINIBROWSER;
  const libraries = readdirSync('/usr/lib')
    .filter((name) => /-linux-/.test(name))
    .map((name) => join('/usr/lib', name));
  const roots = [...libraries, '/usr/lib', '/usr/lib64', '/usr/libexec'];
  const places = ['4.1', '4.0'].flatMap((version) =>
    roots.map((root) => join(root, `webkit2gtk-${version}`, 'MiniBrowser')),
  );
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error('WebKitGTK has no MiniBrowser here: install webkit2gtk-driver, or set MINIBROWSER');
  return found;
}

/**
 * Starts a process that ends with this one, including its children.
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 */
async function start(command, args, options) {
  const child = spawn(command, args, { ...options, detached: true });
  await once(child, 'spawn').catch((cause) => {
    throw new Error(`${command} cannot be started: install webkit2gtk-driver and xvfb`, { cause });
  });
  const stop = () => {
    try {
      process.kill(-Number(child.pid), 'SIGKILL');
    } catch {} // it has ended
  };
  const gone = once(child, 'exit');
  process.once('exit', stop);
  return {
    child,
    async stop() {
      stop();
      await gone;
      process.off('exit', stop);
    },
  };
}

// A signal alone would end this process without its `exit` event.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Starts a screen and returns its name with the process. */
async function startScreen() {
  const screen = await start('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = await once(/** @type {any} */ (screen.child.stdio[3]), 'data');
  return { ...screen, display: `:${String(number).trim()}` };
}

/** Returns a free port. */
async function freePort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  return port;
}

/** Starts a proxy for requests to other servers: records the URL and closes the connection. */
async function startProxy(/** @type {(url: string) => void} */ note) {
  const server = createServer((request, response) => {
    note(request.url ?? '');
    response.destroy();
  });
  server.on('connect', (request, socket) => {
    note(`https://${String(request.url).replace(/:443$/, '')}/`);
    socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { address: `http://127.0.0.1:${port}`, stop: () => void server.close().closeAllConnections() };
}

/** Runs in every page before its own scripts, since WebDriver reports neither the console nor uncaught errors. */
function listen() {
  const heard = { lines: [], errors: [] };
  globalThis[Symbol.for('heard by WebDriver')] = heard;
  for (const type of ['debug', 'error', 'info', 'log', 'warn']) {
    const original = console[type];
    console[type] = (...args) => {
      heard.lines.push([type, args.map(String).join(' ')]);
      original.apply(console, args);
    };
  }
  addEventListener('error', (event) => {
    if (event instanceof ErrorEvent) heard.errors.push(String(event.error ?? event.message));
  });
  addEventListener('unhandledrejection', ({ reason }) => heard.errors.push(String(reason)));
}

/** Returns and clears the recorded events. A script of its own: see `evaluate`. */
const DRAIN = `const heard = globalThis[Symbol.for('heard by WebDriver')];
  const drained = heard ? [heard.lines.splice(0), heard.errors.splice(0)] : [[], []];`;

/** A page for a Stage; see also puppeteer.js. */
class Page {
  /** Runs in pages to report to the Listener. */
  intro = listen;
  url = 'about:blank';
  #call;
  #listener;

  /** @param {(method: string, path: string, body?: object) => Promise<any>} call @param {Listener} listener */
  constructor(call, listener) {
    this.#call = call;
    this.#listener = listener;
  }

  /** Opens a URL and waits for the `load` event of the new document. @param {string} url */
  async goto(url) {
    const born = () => ({
      time: performance.timeOrigin,
      isBlank: location.protocol === 'about:', // has no load timing; a new process shows one for a moment
      loaded: /** @type {any} */ (performance.getEntriesByType('navigation')[0])?.loadEventEnd > 0,
    });
    // Not by `evaluate`: a page without scripts has no microtasks either.
    const script = `return (${born})()`;
    const before = await this.#call('POST', '/execute/sync', { script, args: [] });
    await this.#call('POST', '/url', { url });
    for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(2)) {
      const now = await this.#call('POST', '/execute/sync', { script, args: [] }).catch((error) => {
        if (error instanceof Silence) throw error;
        return before; // between two pages
      });
      const isThere = url.startsWith('about:') ? now.isBlank : now.loaded;
      if (now.time !== before.time && isThere) return;
    }
    throw new Error(`${url} did not load`);
  }

  /**
   * Runs a function in the page. Arguments and results are sent as JSON, since WebDriver turns undefined into null; a
   * text is a script without a result. It runs in a microtask: otherwise WebKit would run microtasks at every callback
   * of an element instead of at the end of the script.
   * @param {any} action @param {unknown[]} args
   */
  async evaluate(action, ...args) {
    const list = args.map((arg) => JSON.stringify(arg) ?? 'undefined').join();
    const call = typeof action === 'string' ? `undefined;\n${action}\n` : `await (${action})(${list})`;
    const script = `return (async () => {
      let answer, problem;
      await null;
      try { answer = ${call} } catch (error) { problem = String(error) }
      ${DRAIN}
      return JSON.stringify({ answer, problem, url: location.href, drained });
    })()`;
    const json = await this.#call('POST', '/execute/sync', { script, args: [] });
    const { answer, problem, url, drained } = JSON.parse(json);
    const [lines, errors] = drained;
    this.url = url;
    for (const [type, text] of lines) this.#listener.line(type, text);
    for (const error of errors) this.#listener.error(error);
    if (problem) throw new Error(problem);
    return answer;
  }

  /** @param {string} text */
  async type(text) {
    await this.#act(
      'key',
      [...text].flatMap((value) => [this.#key('Down', value), this.#key('Up', value)]),
    );
  }

  /** @param {string} key @param {string[]} modifiers */
  async press(key, ...modifiers) {
    const keys = [...modifiers, key];
    await this.#act('key', [
      ...keys.map((name) => this.#key('Down', name)),
      ...keys.reverse().map((name) => this.#key('Up', name)),
    ]);
  }

  /** @param {'Down' | 'Up'} way @param {string} name */
  #key(way, name) {
    const value = KEYS[name] ?? name;
    if ([...value].length > 1) throw new Error(`Not in the list of keys: ${name}`);
    return { type: `key${way}`, value };
  }

  /** @param {number} x @param {number} y */
  async click(x, y) {
    await this.#point(x, y, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 });
  }

  /** @param {number} x @param {number} y */
  async point(x, y) {
    await this.#point(x, y);
  }

  /** @param {number} x @param {number} y @param {object[]} rest */
  async #point(x, y, ...rest) {
    const move = { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 };
    await this.#act('pointer', [move, ...rest]);
  }

  /** @param {'key' | 'pointer'} type @param {object[]} actions */
  async #act(type, actions) {
    await this.#call('POST', '/actions', { actions: [{ type, id: type, actions }] });
  }

  /** @param {number} width @param {number} height */
  async resize(width, height) {
    const size = () => [innerWidth, innerHeight, outerHeight - innerHeight];
    for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(2)) {
      const [innerWidth, innerHeight, bar] = await this.evaluate(size);
      if (innerWidth === width && innerHeight === height) return;
      await this.#call('POST', '/window/rect', { x: 0, y: 0, width, height: height + bar });
    }
    throw new Error(`The window does not become ${width} × ${height}: ${await this.evaluate(size)}`);
  }

  async tree() {
    return readTree(this.#call);
  }

  /** Resets the page; the window and the pointer stay. */
  async close() {
    await this.#point(0, 0);
    await this.goto('about:blank');
  }
}

/** Roles named by their content. WebKit leaves this to the reader of the tree and reports no name. */
const NAMED_BY_CONTENT = [
  'button',
  'cell',
  'columnheader',
  'gridcell',
  'heading',
  'link',
  'option',
  'row',
  'rowheader',
];

/**
 * Returns all visible elements and texts in order, with the properties that the page can know. Roles and names come
 * from WebKit.
 */
function listNodes() {
  const elements = [];
  const nodes = [];
  const isHidden = (node) =>
    getComputedStyle(node).display === 'none' ||
    getComputedStyle(node).visibility !== 'visible' ||
    node.ariaHidden === 'true';
  const contentsOf = (node) => {
    const assigned = node.localName === 'slot' ? node.assignedNodes() : [];
    return assigned.length ? assigned : (node.shadowRoot ?? node).childNodes;
  };
  const walk = (node, depth) => {
    if (node instanceof Text && node.data.trim()) nodes.push({ depth, text: node.data.replace(/\s+/g, ' ').trim() });
    if (!(node instanceof Element) || isHidden(node)) return;
    elements.push(node);
    nodes.push({ depth, focusable: node.tabIndex >= 0 });
    for (const child of contentsOf(node)) walk(child, depth + 1);
  };
  walk(document.body, 0);
  return [elements, JSON.stringify(nodes)];
}

/** @param {(method: string, path: string, body?: object) => Promise<any>} call @returns {Promise<Accessible[]>} */
async function readTree(call) {
  const [elements, json] = await call('POST', '/execute/sync', { script: `return (${listNodes})()`, args: [] });
  /** @type {Accessible[]} */
  const flat = [];
  const ids = elements.map((element) => Object.values(element)[0]);
  for (const { depth, focusable = false, text } of JSON.parse(json)) {
    if (text !== undefined) flat.push({ role: 'StaticText', name: text, depth, focusable });
    else {
      const at = `/element/${ids.shift()}`;
      const role = await call('GET', `${at}/computedrole`);
      flat.push({ role, name: role && (await call('GET', `${at}/computedlabel`)), depth, focusable });
    }
  }
  for (const [i, node] of flat.entries()) {
    if (!node.name && NAMED_BY_CONTENT.includes(node.role)) node.name = textIn(flat, i);
  }
  return flat.filter(({ role }) => role && role !== 'none');
}

/** Returns the text inside a node. @param {Accessible[]} flat @param {number} at */
function textIn(flat, at) {
  const end = flat.findIndex(({ depth }, i) => i > at && depth <= flat[at].depth);
  const inside = flat.slice(at, end < 0 ? undefined : end).filter(({ role }) => role === 'StaticText');
  return inside.map(({ name }) => name).join(' ');
}

/** @param {number} port @returns {(method: string, path: string, body?: object) => Promise<any>} */
function caller(port) {
  /** @type {Silence | undefined} */
  let silence;
  const ask = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {object} */ body) => {
    const signal = AbortSignal.timeout(LONGEST_ANSWER);
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal,
      ...(body && { body: JSON.stringify(body) }),
    });
    return { ok: response.ok, value: /** @type {any} */ (await response.json()).value };
  };
  return async (method, path, body = undefined) => {
    if (silence) throw silence;
    const { ok, value } = await ask(method, path, body).catch((error) => {
      if (error.name === 'TimeoutError') silence = new Silence(`WebDriver does not answer to ${method} ${path}`);
      throw silence ?? error;
    });
    if (!ok) throw new Error(`WebDriver: ${value.error}: ${value.message} (${method} ${path})`);
    return value;
  };
}

/** @param {ReturnType<typeof caller>} call @param {string[]} args */
async function openSession(call, args) {
  const browser = { binary: findMiniBrowser(), args: ['--automation', ...args] };
  // `goto` does the waiting, so that a loading page can be inspected.
  // Script timeouts use the page's clock, which tests hold; `LONGEST_ANSWER` is the limit.
  const timeouts = { script: null };
  const alwaysMatch = { pageLoadStrategy: 'none', timeouts, 'webkitgtk:browserOptions': browser };
  for (const end = Date.now() + PATIENCE; ; await pause(20)) {
    try {
      await call('GET', '/status');
      break;
    } catch (error) {
      if (Date.now() > end) throw error; // it is still starting
    }
  }
  const { sessionId } = await call('POST', '/session', { capabilities: { alwaysMatch } });
  return `/session/${sessionId}`;
}

/** Makes a folder for the browser's data, which is removed with it. */
function makeFolder() {
  const path = mkdtempSync(join(tmpdir(), 'comparison-card-webkit-'));
  const remove = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', remove);
  mkdirSync(join(path, 'gtk-3.0'));
  writeFileSync(join(path, 'gtk-3.0', 'gtk.css'), NARROW_BAR);
  writeFileSync(join(path, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${DOWNLOADS}"\n`);
  return {
    path,
    stop() {
      remove();
      process.off('exit', remove);
    },
  };
}

/** @param {string} display @param {string} folder @param {number} port */
function startDriver(display, folder, port) {
  return start('WebKitWebDriver', ['-p', `${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      XDG_CONFIG_HOME: folder,
      XDG_DATA_HOME: folder,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', // root has no sandbox; all pages are the tests' own
    },
  });
}

/** @type {() => Promise<import('./browser.js').Browser>} */
async function launch() {
  /** @type {Listener | undefined} */
  let listener;
  /** Started processes, the last first. @type {{stop: () => void | Promise<void>}[]} */
  const started = [];
  /** @template {{stop: () => void | Promise<void>}} T @param {T} one @returns {T} */
  const keep = (one) => {
    started.unshift(one);
    return one;
  };
  const close = async () => {
    for (const one of started) await one.stop();
  };
  try {
    const folder = keep(makeFolder());
    const proxy = keep(await startProxy((url) => listener?.request(url)));
    const screen = keep(await startScreen());
    const port = await freePort();
    keep(await startDriver(screen.display, folder.path, port));
    const call = caller(port);
    const session = await openSession(call, [`--proxy=${proxy.address}`, '--ignore-host=127.0.0.1']);
    return {
      pages: 0,
      async newPage(heard) {
        this.pages++;
        listener = heard;
        const page = new Page((method, path, body) => call(method, session + path, body), heard);
        await page.resize(1024, 768);
        return page;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @type {import('./browser.js').BrowserEngine} */
export const webkit = { name: 'webkit', tellsForeignRequests: true, launch };
