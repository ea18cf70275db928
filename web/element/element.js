import { CardError, Engine, NAME_PREFIX } from '../engine/engine.js';
import { unpack } from '../engine/packed.js';
import { decoder } from '../engine/utf8.js';
import { backgroundOf } from '../page/colour.js';
import { createElement, unclobbered } from '../page/dom.js';
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

/** About how long a frame is shown, in milliseconds. */
const FRAME = 16;

/** @param {number} [milliseconds] */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** @type {Promise<Engine> | undefined} */
let engine;

/**
 * Starts the engine in a task of its own: what the page does now does not wait for it. Where WebAssembly is missing, forbidden or
 * without memory, it is the one in JavaScript.
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

/** The one engine of the page. */
export function sharedEngine() {
  engine ??= startEngine();
  engine.catch(() => {
    engine = undefined;
  });
  return engine;
}

/** Cards that wait to be shown. @type {(() => void)[]} */
const waiting = [];

/** The number of cards that were shown so far. */
let shown = 0;
let isShowing = false;

/** Lets cards be shown in batches, so that the page paints and answers between them: the more there are, the longer it paints. */
async function showWaiting() {
  if (isShowing) return;
  isShowing = true;
  while (waiting.length) {
    await null; // for those that come together
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
 * The only place where markup enters the page. Where the browser has a sanitizer, that is a second wall: it lets nothing in that
 * runs, whatever the engine wrote (HTML Sanitizer API, "safe" methods).
 * @param {any} target an element or a shadow root @param {string} html
 */
function write(target, html) {
  if (target.setHTML) target.setHTML(html, { sanitizer: {} });
  else target.innerHTML = trusted().createHTML(html);
}

/** JSON text of what an author set as `data`. @param {unknown} data */
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

/** Whether a source can only be JSON; null is the built-in card. With [ starts a link, in CSV. @param {Source['content']} content */
const isJson = (content) =>
  content === null || /^\s*{/.test(typeof content === 'string' ? content : decoder.decode(content.subarray(0, 99)));

/** Whether the parser has passed the end of a node. @param {Node | null} node */
function isParsed(node) {
  for (; node; node = unclobbered(node).parentNode) if (unclobbered(node).nextSibling) return true;
  return unclobbered(document).readyState !== 'loading';
}

/** Whether the page's address says something about cards. */
const isLinked = () => location.hash.split(/[#;]/).some((part) => part.startsWith(NAME_PREFIX));

/** @param {Partial<import('../engine/engine.js').Problem>} problem @param {string} source */
function report({ message, path, line, column }, source) {
  const place = [source, path, line && `line ${line}, column ${column}`].filter(Boolean).join(', ');
  return `comparison-card: ${message}${place && ` (${place})`}`;
}

/**
 * `<comparison-card>`: a comparison that its reader can filter.
 *
 * The card comes from, in this order: the property `data`; the attribute `src` (JSON, CSV or TSV; empty: the built-in
 * card); a `<script type="application/json">` inside; a `<table>` inside. Until it is there, and if it cannot be had, the
 * element shows what the author wrote inside it. A card that the page brings in declarative shadow DOM is taken over as it
 * stands.
 *
 * Events, none of which bubble: `load` when a card is shown; `error` (a CustomEvent whose `detail` is a CardError) when
 * it cannot be; `viewchange` (`detail.view`, `detail.matchCount`) when the reader changed the view.
 */
export class ComparisonCard extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = ['src', 'view', 'caption', 'loading'];

  /**
   * Made with the first card, not before: the page may bring one, which parsers give only to elements without.
   * @type {ShadowRoot | undefined}
   */
  #root;
  #view = '';
  /** What the reader does with the card. @type {Reader | undefined} */
  #reader;
  /** @type {unknown} */
  #data;
  /** @type {Card | undefined} */
  #card;
  #stop = new AbortController();
  /** Ends the wait of a card that is loaded lazily. */
  #come = () => {};
  #queued = false;
  #loaded = false;
  /** Whether the card is missing for want of a network, which may come back. */
  #isOffline = false;
  /** Whether the page is being printed. */
  #isOnPaper = false;
  /** @type {(card: this) => void} */
  #resolve = () => {};
  /** @type {(error: CardError) => void} */
  #reject = () => {};
  /** @type {Promise<this>} */
  #ready = this.#promise();

  constructor() {
    super();
    for (const type of ['pointerenter', 'focusin']) this.addEventListener(type, () => this.#matchBackground());
    for (const type of ['keydown', 'keypress', 'keyup']) this.addEventListener(type, keepInside);
  }

  connectedCallback() {
    this.#dress();
    for (const name of /** @type {const} */ (['data', 'src', 'view', 'loading'])) this.#upgrade(name);
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

  /** The card: JSON text, or what JSON.stringify makes it of. Setting it shows it; null takes it away again. */
  get data() {
    return this.#data;
  }

  set data(data) {
    this.#data = data ?? undefined;
    this.#queue();
  }

  /** The address of the card's JSON, relative to the page: the attribute. */
  get src() {
    return this.getAttribute('src') ?? '';
  }

  set src(src) {
    this.setAttribute('src', src);
  }

  /**
   * `lazy` for a card that loads when it comes near to what the reader sees, else `eager`: the attribute.
   * @returns {'lazy' | 'eager'}
   */
  get loading() {
    return this.getAttribute('loading')?.toLowerCase() === 'lazy' ? 'lazy' : 'eager';
  }

  set loading(loading) {
    this.setAttribute('loading', loading);
  }

  /** The view, such as `q=goal`. Setting it updates the card at once. */
  get view() {
    return this.#reader?.view ?? this.#view;
  }

  set view(view) {
    this.#setView(view);
  }

  /** The view, on paper with all rows. */
  get #shownView() {
    return this.#isOnPaper ? `rows=all&${this.view}` : this.view;
  }

  /** How many rows match the view; 0 without a card. @returns {number} */
  get matchCount() {
    return this.#card?.matchCount ?? 0;
  }

  /** Fulfilled with this element when its card is shown, rejected with a CardError if that fails; renewed when the source changes. */
  get ready() {
    return this.#ready;
  }

  /** Loads the card anew, as after an `error` whose cause is gone. @returns {Promise<this>} `ready` */
  retry() {
    this.#queue();
    return this.#ready;
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
    promise.catch(() => {}); // nobody has to listen: the error event and the console tell as well
    return promise;
  }

  /** Lets a property that was set before the element was defined go through its setter. @param {'data' | 'src' | 'view' | 'loading'} name */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = /** @type {any} */ (value);
  }

  /** Starts over with the source, once for any number of changes in one go. */
  #queue() {
    if (this.#loaded) this.#ready = this.#promise();
    this.#loaded = this.#isOffline = false;
    this.#stop.abort();
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      // WebKit's parser comes here before connectedCallback.
      if (this.isConnected && cards.has(this)) this.#load();
    });
  }

  async #load() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    try {
      // The address may name this card, which only its data tells.
      if (this.loading === 'lazy' && !isLinked()) await this.#wait(signal);
      if (signal.aborted) return;
      const source = this.#source(signal);
      if (source === undefined) {
        this.#close();
        this.#showFallback();
        return;
      }
      const [found, shared] = await Promise.all([source, sharedEngine()]);
      const card = isJson(found.content)
        ? shared.open(found.content)
        : await (await loadImporters()).openSource(shared, found, this);
      card.language ||= languageAround(this);
      const words = await wordsOf(card.language, this);
      if (words) card.setLabels(words);
      if (signal.aborted) card.close();
      else await this.#show(card, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /**
   * Waits until the element comes near to what the reader sees. One that takes no room gets some meanwhile: else all of a
   * page would be near. (Not while it is parsed: its content is yet to come, perhaps with a root of its own.)
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
            observer.disconnect(); // to hear of it again
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

  /** @param {AbortSignal} signal @returns {Source | Promise<Source> | undefined} undefined while there is none */
  #source(signal) {
    if (this.#data !== undefined) return { content: textOf(this.#data) };
    const src = this.getAttribute('src');
    if (src !== null) return src ? fetchFile(src, signal) : { content: null };
    return this.#watch(signal);
  }

  /** The script or table inside, once it is whole. @returns {Source | undefined} */
  #inner() {
    const node = /** @type {HTMLScriptElement | null} */ (
      this.querySelector(':scope > script[type="application/json"]') ?? this.querySelector('table')
    );
    return node && isParsed(node) ? { content: node.text ?? node.outerHTML, node } : undefined;
  }

  /** The same, and notices one that comes later or changes. @param {AbortSignal} signal */
  #watch(signal) {
    const source = this.#inner();
    const look = () => this.#inner()?.content !== source?.content && this.#queue();
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
    await null; // those who come together have all read the page's styles before the first changes them
    if (signal.aborted) return card.close();
    this.#close();
    this.#card = card;
    const typed = this.#root?.querySelector('input')?.value; // before this card came
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
    for (const problem of card.problems) console.warn(report(problem, this.#called()));
    this.#resolve(this);
    this.dispatchEvent(new Event('load'));
  }

  /** @param {unknown} error */
  #fail(error) {
    const known = error instanceof CardError ? error : new CardError({ code: 'failed', message: String(error) });
    this.#loaded = true;
    // The engine may have stopped half-way, or holds more memory than there is: it is not called again.
    if (known !== error || known.code === 'out-of-memory') {
      engine = this.#card = undefined;
      for (const card of cards) /** @type {ComparisonCard} */ (card).#leave();
    }
    this.#close();
    this.#isOffline = known.code === 'network';
    this.#showFallback();
    console.error(report(known, this.#called()));
    this.#reject(known);
    this.dispatchEvent(new CustomEvent('error', { detail: known }));
  }

  /** Starts over with another engine, since a card has stopped the one there was. */
  #leave() {
    if (this.#loaded && !this.#card) return;
    this.#card = undefined;
    this.#close();
    this.#queue();
  }

  /** What the page brought, or a new one that shows the fallback. */
  #makeRoot() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    for (const type of ['mousedown', 'input', 'click', 'keydown', 'keyup', 'submit']) root.addEventListener(type, this);
    root.addEventListener('transitionrun', () => this.#matchBackground());
    if (!root.firstChild) root.append(createElement('slot'));
    return root;
  }

  /** Shows the card. What the page brought stays if it is the same, with all that the reader did to it. @param {ShadowRoot} root @param {string} html */
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

  /** Gives the card its style sheet, which is one of the document. */
  #dress() {
    if (this.#root) this.#root.adoptedStyleSheets = [sheetOf(this.ownerDocument)];
  }

  #showFallback() {
    this.#root?.replaceChildren(createElement('slot'));
  }

  /** What the console calls this card. */
  #called() {
    return this.getAttribute('src') || this.id;
  }

  /** Gives the card's memory back; what is shown stays, and so does the reader's view. */
  #close() {
    this.#view = this.view;
    this.#reader?.end();
    this.#card?.close();
    this.#reader = this.#card = undefined;
  }

  /** Tells the style sheet what is behind the card: cells that stay in place while a table scrolls cover it. */
  #matchBackground(background = backgroundOf(this)) {
    this.#root?.querySelector('article')?.style.setProperty('--_background', background);
  }

  /** Calls what may fail. @param {() => unknown} change */
  #guard(change) {
    try {
      change();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Hears the card's controls, and from the page keys, history and printing. @param {any} event */
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
