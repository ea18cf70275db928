import { CardError } from './error.js';
import { decoder, encoder } from './utf8.js';

export { CardError };

/** @typedef {import('./error.js').Problem} Problem */

/** How the categories begin, in the order of src/host.h. */
const PLURALS = 'zeontwfemaot';

/** How long tools that could not be had are not asked for again, in milliseconds. */
const PAUSE = 10_000;

/** What `open` takes in place of a length for the built-in card. */
const BUILTIN = -1;

/** The language of the card that the engine is at work on. */
let language = 'en';

/** @returns {never} */
export function outOfMemory() {
  throw new CardError({ code: 'out-of-memory', message: 'There is not enough memory for this card.' });
}

/**
 * The exports of src/wasm.c. Four come with the tools.
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {(bytes: number) => number} input
 * @property {(length: number) => number} open
 * @property {(card: number) => void} close
 * @property {(card: number) => number} ok
 * @property {(card: number) => number} matches
 * @property {(card: number) => number} [problems]
 * @property {(card: number) => number} language
 * @property {(card: number, length: number) => void} speak
 * @property {(card: number, viewLength: number, format: number) => number} render
 * @property {(card: number, viewLength: number, format: number) => number} update
 * @property {(card: number, viewLength: number, format: number) => number} export
 * @property {(card: number, viewLength: number, what: number) => number} publish of publishers' engines
 * @property {(card: number, rows: number) => number} prepare
 * @property {() => number} length
 */

/** @typedef {(bytes: BufferSource, imports: any) => Promise<{instance: {exports: any}}>} Instantiate */

/**
 * What the engine's second module is tied to.
 * @typedef {{host: Record<string, Function>, engine: Exports, inLanguage: typeof inLanguage}} Imports
 * @typedef {typeof import('./tools.js')} Tools
 */

/** So many characters are encoded at a time: of a large text browsers would make copies first. */
const PIECE = 65536;

/** Writes a text into the engine's memory and returns its length in bytes; undefined where there is no room for it. @param {string} text @param {Uint8Array} into */
function encode(text, into) {
  let length = 0;
  for (let from = 0; from < text.length; ) {
    let end = from + PIECE;
    if (end < text.length && text.charCodeAt(end - 1) >> 10 === 54) end--; // half of a character
    const { read, written } = encoder.encodeInto(text.slice(from, end), into.subarray(length));
    if (!read) return;
    from += read;
    length += written;
  }
  return length;
}

/** Hands text or bytes to the engine and returns their length in bytes. @param {Exports} wasm @param {string | Uint8Array} text */
export function send(wasm, text) {
  const room = (/** @type {number} */ length) => {
    const at = wasm.input(length) || outOfMemory(); // which may move the memory
    return new Uint8Array(wasm.memory.buffer, at, length);
  };
  if (typeof text === 'string') {
    // Most texts take few bytes more than they have characters, and none takes more than three times as many.
    return encode(text, room((text.length * 1.1 + 9) | 0)) ?? encode(text, room(text.length * 3)) ?? 0;
  }
  room(text.length).set(text);
  return text.length;
}

/** @param {Exports} wasm @param {number} at */
const read = (wasm, at) => decoder.decode(new Uint8Array(wasm.memory.buffer, at, wasm.length()));

/**
 * What Intl has for the language, or for English where it knows no such tag.
 * @template T
 * @param {new (language: string, options?: object) => T} Kind @param {object} [options]
 */
function inLanguage(Kind, options) {
  try {
    return new Kind(language, options);
  } catch {
    return new Kind('en', options);
  }
}

/** One card in the engine. Its memory is given back by `close`, after which nothing else may be called. */
export class Card {
  #wasm;
  #at;

  /** @param {Engine} engine @param {Exports} wasm @param {number} at the card's address */
  constructor(engine, wasm, at) {
    this.engine = engine;
    this.#wasm = wasm;
    this.#at = at;
    /** The language that texts are sorted and counted in: the card's own, '' if it says none. A host may know better. */
    this.language = read(wasm, wasm.language(at));
  }

  /** Gives the card the interface's words in its language, before it is rendered. @param {Uint8Array} labels JSON */
  speak(labels) {
    this.#wasm.speak(this.#at, send(this.#wasm, labels));
  }

  /** What was noticed about the card; nothing without the tools. @returns {Problem[]} */
  get problems() {
    const at = this.#wasm.problems?.(this.#at);
    return at ? JSON.parse(read(this.#wasm, at)) : [];
  }

  /** Rows that match the view last rendered. */
  get matchCount() {
    return this.#wasm.matches(this.#at);
  }

  /**
   * What the engine writes of the card, as text.
   * @param {'render' | 'update' | 'export' | 'publish'} what publishers' engines alone know the last (src/card.h)
   * @param {string} view @param {number} format of an export: 0 Markdown, 1 CSV, 2 JSON, 3 HTML; 4 the answer as text
   */
  write(what, view, format = 0) {
    language = this.language;
    return read(this.#wasm, this.#wasm[what](this.#at, send(this.#wasm, view), format) || outOfMemory());
  }

  /** The whole card as HTML. @param {string} view */
  render(view) {
    return this.write('render', view);
  }

  /** Gets ready for the first query, once the tools are there. @param {number} rows at a time @returns {number} how many are left */
  prepare(rows) {
    return this.#wasm.prepare(this.#at, rows);
  }

  close() {
    this.#wasm.close(this.#at);
  }
}

/**
 * The engine in one WebAssembly instance, for any number of cards. Strings go in and come out as copies; nothing here
 * holds on to views of its memory, which moves when it grows.
 */
export class Engine {
  #wasm;
  #getTools;
  /** @type {Promise<Tools | undefined> | undefined} */
  #tools;
  hasTools = false;

  /** @param {Exports} wasm @param {() => Promise<Tools | undefined>} getTools */
  constructor(wasm, getTools) {
    this.#wasm = wasm;
    this.#getTools = getTools;
  }

  /**
   * @param {BufferSource} bytes the engine's first module
   * @param {(imports: Imports) => Promise<Tools | undefined>} getTools ties the second module to it (web/attach.js): what
   *   that does not find is false
   * @param {Instantiate} instantiate WebAssembly's, or that of the engine in JavaScript, which is in one piece
   * @returns {Promise<Engine>}
   */
  static async load(bytes, getTools, instantiate = WebAssembly.instantiate) {
    /** @type {Exports} */
    let wasm;
    /** @param {number} at @param {number} length */
    const memory = (at, length) => new Uint8Array(wasm.memory.buffer, at, length);
    const host = {
      /** @param {number} number @param {number} into room for its text */
      text: (number, into) => encoder.encodeInto(`${number}`, memory(into, 32)).written,
      /** @param {number} at @param {number} length */
      number: (at, length) => Number(decoder.decode(memory(at, length))),
      plural: (/** @type {number} */ count) =>
        PLURALS.indexOf(inLanguage(Intl.PluralRules).select(count).slice(0, 2)) / 2,
      tools: () => engine.hasTools,
    };
    const { instance } = await instantiate(bytes, { host });
    wasm = /** @type {any} */ ({ ...instance.exports });
    const engine = new Engine(wasm, async () => {
      const tools = await getTools({ host, engine: wasm, inLanguage });
      engine.hasTools = Boolean(tools);
      if (!tools) {
        setTimeout(() => {
          engine.#tools = undefined;
        }, PAUSE);
      }
      return tools;
    });
    return engine;
  }

  /** Fetches the tools, the first time it is called, and anew a while after that failed. @returns {Promise<Tools | undefined>} undefined where they cannot be had */
  loadTools() {
    this.#tools ??= this.#getTools();
    return this.#tools;
  }

  /**
   * @param {string | Uint8Array | null} json JSON text, or its bytes in UTF-8; null for the built-in card
   * @param {boolean} [isLast] whether to do without the tools, which know what is wrong
   * @returns {Card | undefined} undefined where something is wrong and the tools have yet to come
   * @throws {CardError} where the JSON is no card
   */
  open(json, isLast) {
    const at = this.#wasm.open(json === null ? BUILTIN : send(this.#wasm, json)) || outOfMemory();
    const card = new Card(this, this.#wasm, at);
    const state = this.#wasm.ok(at);
    if (state === 1 || (state && (this.hasTools || isLast))) return card;
    const problem = card.problems.find(({ level }) => level === 'error');
    card.close();
    if (!this.hasTools && !isLast) return;
    this.fail(problem ?? { code: 'failed', message: 'This card has a mistake.' });
  }

  /**
   * The same, with the tools where something is wrong: they know what.
   * @param {string | Uint8Array | null} json @returns {Promise<Card>}
   */
  async openWhole(json) {
    const card = this.open(json);
    if (card) return card;
    await this.loadTools();
    return /** @type {Card} */ (this.open(json, true));
  }

  /** Also for other modules, whose own class of errors a page does not know. @param {Partial<Problem>} problem @returns {never} */
  fail(problem) {
    throw new CardError(problem);
  }
}
