import { CardError, Engine, NAME_PREFIX } from '../engine/engine.js';
import { unpack } from '../engine/packed.js';
import { decoder } from '../engine/utf8.js';
import { backgroundOf } from '../page/colour.js';
import { createElement, READING, unclobbered } from '../page/dom.js';
import { aroundIn, misspelt, sourceIn, unreadScripts } from '../page/hints.js';
import { distinguish } from '../page/names.js';
import { keepInPage } from '../page/permalink.js';
import { sheetOf } from '../page/sheet.js';
import { trusted } from '../page/trusted.js';
import { fetchFile } from '../sources/fetch.js';
import { cards } from './cards.js';
import { hearSlash, keepInside } from './keys.js';
import { languageAround, wordsOf } from './languages.js';
import { loadFallback, loadImporters } from './lazy.js';
import { Reader } from './reader.js';

/** @typedef {import('../engine/engine.js').Card} Card */
/** @typedef {import('../sources/sources.js').Source} Source */
/** @typedef {import('../card.js').CardData} CardData */

/** Properties that a page may set, also before the element is defined. */
const SETTABLE = /** @type {const} */ (['data', 'src', 'caption', 'history', 'loading', 'theme', 'labels', 'view']);

/** The element's attributes, with their names in lower case. */
export const ATTRIBUTES = ['src', 'view', 'history', 'labels', 'theme', 'loading', ...READING];

/** The time that a page has to give an element something to show, once it is loaded, in milliseconds. */
const PATIENCE = 1000;

const NOTHING =
  'There is nothing to show. Set src to the address of a JSON, CSV or TSV file, or put a <table> or a ' +
  '<script type="application/json"> inside.';

/** The duration of a frame in milliseconds. */
const FRAME = 16;

/** @param {number} [milliseconds] */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @type {Promise<Engine> | undefined} */
let engine;

/**
 * Starts the engine in its own task, so that the page need not wait. If WebAssembly is missing, forbidden or out of
 * memory, starts the JavaScript fallback.
 */
async function startEngine() {
  await pause();
  try {
    const loading = Engine.load(unpack(ENGINE));
    sheetOf(document); // while the browser compiles
    return await loading;
  } catch {
    const { instantiate } = await loadFallback();
    return Engine.load(new Uint8Array(), instantiate);
  }
}

/** Returns the engine, which all cards of the page share. */
export function sharedEngine() {
  engine ??= startEngine();
  engine.catch(() => {
    engine = undefined;
  });
  return engine;
}

/** Cards that wait to be shown. @type {(() => void)[]} */
const waiting = [];

/** The number of cards shown so far. */
let shown = 0;
let isShowing = false;

/**
 * Shows cards in batches, so that the page can paint and respond. Batches grow, since painting takes longer with more
 * cards.
 */
async function showWaiting() {
  if (isShowing) return;
  isShowing = true;
  while (waiting.length) {
    await null; // let all queued cards join
    const batch = waiting.splice(0, 8 + (shown >> 6));
    shown += batch.length;
    for (const show of batch) show();
    await pause(FRAME);
  }
  isShowing = false;
}

/** Waits until a card may change the page. @returns {Promise<void>} */
const turn = () =>
  new Promise((resolve) => {
    waiting.push(resolve);
    showWaiting();
  });

/**
 * The only place where markup enters the page. If available, the browser's sanitizer is a second defence: it blocks
 * scripts in any HTML (HTML Sanitizer API, "safe" methods).
 * @param {any} target an element or a shadow root @param {string} html
 */
function write(target, html) {
  if (target.setHTML) target.setHTML(html, { sanitizer: {} });
  else target.innerHTML = trusted().createHTML(html);
}

/** Returns the JSON of an author's `data`. @param {unknown} data */
function textOf(data) {
  if (typeof data === 'string') return data;
  /** @type {unknown} */
  let reason = typeof data;
  try {
    const text = JSON.stringify(data);
    if (text) return text;
  } catch (error) {
    reason = error;
  }
  throw new CardError({ code: 'bad-data', message: `The data cannot be written as JSON: ${reason}.` });
}

/** Returns true if a source must be JSON; null is the built-in card. A CSV file may start with [. @param {Source} source */
function isJson({ content, node, type = '' }) {
  if (content === null) return true;
  if (typeof content === 'string') return /^\s*{/.test(content) && !(node && /^\s*text/i.test(type));
  return /^\s*{/.test(decoder.decode(content.subarray(0, 99)));
}

/** Returns true if the parser has passed the end of a node. @param {Node | null} node */
function isParsed(node) {
  for (; node; node = unclobbered(node).parentNode) if (unclobbered(node).nextSibling) return true;
  return unclobbered(document).readyState !== 'loading';
}

/** Returns true if the page's address links to a card. */
const isLinked = () => location.hash.split(/[#;]/).some((part) => part.startsWith(NAME_PREFIX));

/** @param {Partial<import('../engine/engine.js').Problem>} problem @param {string} source */
function report({ message, path, line, column }, source) {
  const place = [source, path, line && `line ${line}, column ${column}`].filter(Boolean).join(', ');
  return `comparison-card: ${message}${place && ` (${place})`}`;
}

/**
 * `<comparison-card>`: a comparison that readers can filter.
 *
 * The card's source is the first of: the property `data`; the attribute `src` (JSON, CSV or TSV; if empty, the built-in
 * card); a `<script>` inside, of the type `application/json`, `text/csv` or `text/tab-separated-values`; a `<table>`
 * inside. Until the card loads, or if it cannot load, the element shows its content as a fallback. A card prerendered in
 * declarative shadow DOM is hydrated.
 *
 * Its own events do not bubble.
 */
export class ComparisonCard extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ['src', 'view', 'loading', ...READING];

  /**
   * Attached with the first card, since a parser adds declarative shadow DOM only to elements without a root.
   * @type {ShadowRoot | undefined}
   */
  #root;
  #view = '';
  /** The reader's state. @type {Reader | undefined} */
  #reader;
  /** @type {CardData | undefined} */
  #data;
  /** @type {Card | undefined} */
  #card;
  #stop = new AbortController();
  /** Ends the wait of a lazy card. */
  #come = () => {};
  #queued = false;
  #loaded = false;
  /** True if the card failed because the network is down. */
  #isOffline = false;
  #isHinted = false;
  /** True while the page is being printed. */
  #isOnPaper = false;
  /** @type {(card: this) => void} */
  #resolve = () => {};
  /** @type {(error: CardError) => void} */
  #reject = () => {};
  /** @type {Promise<this>} */
  #ready = this.#promise();

  constructor() {
    super();
    for (const type of ['pointerenter', 'focusin']) {
      this.addEventListener(type, () => {
        this.#matchBackground();
        if (this.#root) keepInPage(this.#root);
      });
    }
    for (const type of ['keydown', 'keypress', 'keyup']) this.addEventListener(type, keepInside);
  }

  connectedCallback() {
    this.#dress();
    for (const name of SETTABLE) this.#upgrade(name);
    cards.add(this);
    if (!this.#card) this.#queue();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      cards.delete(this);
      this.#stop.abort();
      this.#close();
    });
  }

  /** @param {string} name @param {string | null} _before @param {string | null} value */
  attributeChangedCallback(name, _before, value) {
    if (name === 'view') this.#setView(value);
    else if (name !== 'loading') this.#queue();
    else if (this.loading === 'eager') this.#come();
  }

  /**
   * The card, as an object or JSON text. It overrides every other source; `null` removes it.
   * @returns {CardData | null | undefined}
   */
  get data() {
    return this.#data;
  }

  /** @param {CardData | null | undefined} data */
  set data(data) {
    this.#data = data ?? undefined;
    this.#queue();
  }

  /**
   * The URL of the card's JSON, CSV or TSV, relative to the page. If it is empty, the element shows the built-in card.
   * @returns {string}
   */
  get src() {
    return this.#read('src');
  }

  /** @param {string | null | undefined} src */
  set src(src) {
    this.#reflect('src', src);
  }

  /**
   * The title of a card made from CSV, TSV or a table. It overrides the title in that source.
   * @returns {string}
   */
  get caption() {
    return this.#read('caption');
  }

  /** @param {string | null | undefined} caption */
  set caption(caption) {
    this.#reflect('caption', caption);
  }

  /**
   * With `off`, the reader's view does not change the page's address. Links to a view still work.
   * @returns {'off' | ''}
   */
  get history() {
    return this.#read('history') === 'off' ? 'off' : '';
  }

  /** @param {'off' | '' | null | undefined} history */
  set history(history) {
    this.#reflect('history', history);
  }

  /**
   * With `lazy`, the card loads when it is about a screen away from the viewport. Setting `eager` loads it at once.
   * @returns {'lazy' | 'eager'}
   */
  get loading() {
    return this.#read('loading').toLowerCase() === 'lazy' ? 'lazy' : 'eager';
  }

  /** @param {'lazy' | 'eager' | null | undefined} loading */
  set loading(loading) {
    this.#reflect('loading', loading);
  }

  /**
   * The look of the card: `plain` has no colour and no rounded corners, `card` has a background and a frame, and
   * `editorial` has serif headings and a red accent.
   * @returns {'plain' | 'card' | 'editorial' | ''}
   */
  get theme() {
    return /** @type {any} */ (this.#read('theme'));
  }

  /** @param {'plain' | 'card' | 'editorial' | '' | null | undefined} theme */
  set theme(theme) {
    this.#reflect('theme', theme);
  }

  /**
   * The URL of a folder with your own texts of the interface, such as `de.json`. The card reads it when it loads.
   * Default: the texts that come with the script.
   * @returns {string}
   */
  get labels() {
    return this.#read('labels');
  }

  /** @param {string | null | undefined} labels */
  set labels(labels) {
    this.#reflect('labels', labels);
  }

  /**
   * The current view, such as `q=goal`. Setting it updates the card at once.
   * @returns {string}
   */
  get view() {
    return this.#reader?.view ?? this.#view;
  }

  /** @param {string | null | undefined} view */
  set view(view) {
    this.#setView(view);
  }

  /** The view; all rows during printing. */
  get #shownView() {
    return this.#isOnPaper ? `rows=all&${this.view}` : this.view;
  }

  /**
   * The number of rows that match the view; 0 without a card.
   * @returns {number}
   */
  get matchCount() {
    return this.#card?.matchCount ?? 0;
  }

  /**
   * A promise of this element once its card is shown; rejects with a CardError. Renewed when the source changes.
   * @returns {Promise<this>}
   */
  get ready() {
    return this.#ready;
  }

  /**
   * Loads the card again, for example after an error. The view stays. Returns `ready`.
   * @returns {Promise<this>}
   */
  retry() {
    this.#queue();
    return this.#ready;
  }

  /** @param {string} name of an attribute @returns {string} '' if it is missing */
  #read(name) {
    return this.getAttribute(name) ?? '';
  }

  /** @param {string} name of an attribute @param {string | null | undefined} value null and undefined remove it */
  #reflect(name, value) {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  /** @param {unknown} view */
  #setView(view) {
    this.#view = String(view ?? '');
    this.#guard(() => this.#reader?.show(this.#view));
  }

  #promise() {
    /** @type {Promise<this>} */
    const promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    promise.catch(() => {}); // need not be handled: the error event and the console report it too
    return promise;
  }

  /**
   * Passes a property that was set before the element was defined to its setter.
   * @param {typeof SETTABLE[number]} name
   */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = /** @type {any} */ (value);
  }

  /** Loads the source again, once for several changes in the same task. */
  #queue() {
    if (this.#loaded) this.#ready = this.#promise();
    this.#loaded = this.#isOffline = false;
    this.#stop.abort();
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      // WebKit's parser gets here before connectedCallback.
      if (this.isConnected && cards.has(this)) this.#load();
    });
  }

  async #load() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    try {
      // The address may link to this card; only its data tells.
      if (this.loading === 'lazy' && !isLinked()) await this.#wait(signal);
      if (signal.aborted) return;
      const source = this.#source(signal);
      if (source === undefined) {
        this.#close();
        this.#showFallback();
        await this.#missSource(signal);
        return;
      }
      const early = /^[^?#]+\.[ct]sv(?:[?#]|$)/i.test(this.src) && loadImporters();
      const [found, shared, importers] = await Promise.all([source, sharedEngine(), early]);
      const card = isJson(found)
        ? shared.open(found.content)
        : await (importers || (await loadImporters())).openSource(shared, found, this);
      card.language ||= languageAround(this);
      const words = await wordsOf(card.language, this);
      if (words) card.setLabels(words);
      distinguish(card, this, cards);
      if (signal.aborted) card.close();
      else await this.#show(card, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /**
   * Waits until the element is near the viewport. Gives an empty element some height meanwhile; otherwise all of a page
   * would be near. (Not during parsing: its content, perhaps with a shadow root, is still to come.)
   * @param {AbortSignal} signal @returns {Promise<void>}
   */
  #wait(signal) {
    return new Promise((resolve) => {
      const observer = new IntersectionObserver(
        (entries) => {
          if (!this.#root && !entries[0].boundingClientRect.height) {
            this.#root = this.#makeRoot();
            this.#dress();
            this.#root.querySelector('slot')?.part.add('waiting');
            observer.disconnect(); // observes it again
            look();
          } else if (entries.some(({ isIntersecting }) => isIntersecting)) this.#come();
        },
        { rootMargin: '100%', scrollMargin: '20%' },
      );
      this.#come = signal.onabort = () => resolve(observer.disconnect());
      const look = () => observer.observe(this);
      if (isParsed(this)) look();
      else unclobbered(document).addEventListener('DOMContentLoaded', look, { signal });
    });
  }

  /** Fails if the element gets no source. A prerendered card needs none. @param {AbortSignal} signal */
  async #missSource(signal) {
    do await pause(PATIENCE);
    while (unclobbered(document).readyState !== 'complete');
    if (signal.aborted || this.shadowRoot?.querySelector('article')) return;
    throw new CardError({ code: 'no-source', message: NOTHING });
  }

  /** Reports what the author has misspelt, once. */
  #hint() {
    if (this.#isHinted) return;
    this.#isHinted = true;
    const scripts = this.src || this.#data ? [] : unreadScripts(this);
    for (const message of [...misspelt(this, ATTRIBUTES), ...scripts])
      console.warn(report({ message }, this.#called()));
  }

  /** @param {AbortSignal} signal @returns {Source | Promise<Source> | undefined} undefined while there is none */
  #source(signal) {
    if (this.#data !== undefined) return { content: textOf(this.#data) };
    const src = this.getAttribute('src');
    if (src !== null && !src) return { content: null };
    if (!src) return this.#watch(signal, () => this.#inner());
    return fetchFile(src, signal).then((file) => this.#watch(signal, () => ({ ...file, around: aroundIn(this) })));
  }

  /** Returns the script or table inside, if complete. @returns {Source | undefined} */
  #inner() {
    const node = /** @type {HTMLScriptElement | undefined} */ (sourceIn(this));
    if (!node || !isParsed(node)) return undefined;
    return { content: node.text ?? node.outerHTML, type: node.type, node, around: aroundIn(this) };
  }

  /**
   * Returns the source, and reloads if a script or table inside is added or changes it.
   * @template {Source | undefined} T @param {AbortSignal} signal @param {() => T} read
   */
  #watch(signal, read) {
    const source = read();
    const look = () => {
      const now = read();
      if (now?.content !== source?.content || now?.around !== source?.around) this.#queue();
    };
    const observer = new MutationObserver(look);
    observer.observe(this, { attributes: true, childList: true, characterData: true, subtree: true });
    signal.addEventListener('abort', () => observer.disconnect());
    unclobbered(document).addEventListener('DOMContentLoaded', look, { signal });
    return source;
  }

  /** @param {Card} card @param {AbortSignal} signal */
  async #show(card, signal) {
    await turn();
    const background = backgroundOf(this);
    await null; // let all queued cards read styles before the first writes
    if (signal.aborted) return card.close();
    this.#close();
    this.#card = card;
    const typed = this.#root?.querySelector('input')?.value; // into the prerendered card
    if (typed && !this.#view) this.#view = `q=${encodeURIComponent(typed)}`;
    this.#root ??= this.#makeRoot();
    const root = this.#root;
    this.#dress();
    const guard = (/** @type {() => unknown} */ change) => this.#guard(change);
    const reader = new Reader(this, root, card, this.#view, write, guard);
    this.#reader = reader;
    this.#loaded = true;
    reader.begin(() => this.#place(root, card.render(this.#shownView)));
    this.#matchBackground(background);
    this.#hint();
    for (const problem of card.problems)
      console[problem.level === 'remark' ? 'info' : 'warn'](report(problem, this.#called()));
    this.#resolve(this);
    this.dispatchEvent(new Event('load'));
  }

  /** @param {unknown} error */
  #fail(error) {
    const known = error instanceof CardError ? error : new CardError({ code: 'failed', message: String(error) });
    this.#loaded = true;
    // The engine may have stopped half-way or run out of memory: do not call it again.
    if (known !== error || known.code === 'out-of-memory') {
      engine = this.#card = undefined;
      for (const card of cards) /** @type {ComparisonCard} */ (card).#leave();
    }
    this.#close();
    this.#isOffline = known.code === 'network';
    this.#showFallback();
    this.#hint();
    console.error(report(known, this.#called()));
    this.#reject(known);
    this.dispatchEvent(new CustomEvent('error', { detail: known }));
  }

  /** Loads the card again with a new engine, after another card stopped the old one. */
  #leave() {
    if (this.#loaded && !this.#card) return;
    this.#card = undefined;
    this.#close();
    this.#queue();
  }

  /** Returns the prerendered root, otherwise a new one that shows the fallback. */
  #makeRoot() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    for (const type of ['mousedown', 'input', 'compositionend', 'click', 'copy', 'keydown', 'keyup', 'submit'])
      root.addEventListener(type, this);
    root.addEventListener('transitionrun', () => this.#matchBackground());
    if (!root.firstChild) root.append(createElement('slot'));
    return root;
  }

  /**
   * Shows the card. Hydrates prerendered content if it is the same, including the reader's changes.
   * @param {ShadowRoot} root @param {string} html
   */
  #place(root, html) {
    const style = root.querySelector('style');
    const template = createElement('template');
    if (style) write(template, html);
    if (!style?.nextSibling?.isEqualNode(template.content.firstChild)) return write(root, html);
    style.remove();
    for (const field of root.querySelectorAll('input')) {
      if (field.value !== field.defaultValue || field.checked !== field.defaultChecked) {
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }
  }

  /** Applies the document's shared style sheet. */
  #dress() {
    if (this.#root) this.#root.adoptedStyleSheets = [sheetOf(this.ownerDocument)];
  }

  #showFallback() {
    this.#root?.replaceChildren(createElement('slot'));
  }

  /** Returns the card's name for the console. */
  #called() {
    return this.getAttribute('src') || this.id;
  }

  /** Frees the card's memory. The content and the reader's view stay. */
  #close() {
    this.#view = this.view;
    this.#reader?.end();
    this.#card?.close();
    this.#reader = this.#card = undefined;
  }

  /** Sets the background for cells that stay in place while a table scrolls. */
  #matchBackground(background = backgroundOf(this)) {
    this.#root?.querySelector('article')?.style.setProperty('--_background', background);
  }

  /** Runs a change; an exception fails the card. @param {() => unknown} change */
  #guard(change) {
    try {
      change();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Handles events of the card's controls, and of the page: keys, history, printing. @param {any} event */
  handleEvent(event) {
    const { type, key, persisted } = event;
    if (this.#isOffline && (persisted || type === 'online')) this.#queue();
    const [target] = event.composedPath();
    if (/^(before|after)print$/.test(type)) this.#isOnPaper = type === 'beforeprint';
    if (type === 'beforeprint' || (type === 'hashchange' && isLinked())) this.#come();
    if (type === 'submit') event.preventDefault();
    else if (key === '/' && type === 'keydown') hearSlash(event, target, this.#root);
    else this.#guard(() => this.#reader?.hear(event, target));
  }
}
