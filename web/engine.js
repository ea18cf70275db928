import { fold } from './fold.js';

/**
 * What is wrong with a card, in the engine's words: src/card.h lists the codes.
 * @typedef {object} Problem
 * @property {string} code
 * @property {'error' | 'warning'} level
 * @property {string} message one sentence for the card's author
 * @property {string} path such as `attributes[2].values.sales`; empty for the whole document
 * @property {number} line from 1; 0 where there is none
 * @property {number} column from 1, in characters
 */

/** An error with a code for programs and a place for people. */
export class CardError extends Error {
  /** @param {Partial<Problem>} problem */
  constructor({ code = '', message = '', path = '', line = 0, column = 0 }) {
    super(message);
    this.name = 'CardError';
    this.code = code;
    this.path = path;
    this.line = line;
    this.column = column;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @returns {never} */
function outOfMemory() {
  throw new CardError({ code: 'out-of-memory', message: 'There is not enough memory for this card.' });
}

/**
 * The exports of src/wasm.c.
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {(bytes: number) => number} input
 * @property {(length: number) => number} open
 * @property {() => number} builtin
 * @property {(card: number) => void} close
 * @property {(card: number) => number} ok
 * @property {(card: number) => number} matches
 * @property {(card: number) => number} problems
 * @property {(card: number, viewLength: number) => number} render
 * @property {(card: number, viewLength: number) => number} update
 * @property {() => number} length
 */

/** @param {Exports} wasm @param {Uint8Array} bytes */
function send(wasm, bytes) {
  const at = wasm.input(bytes.length) || outOfMemory();
  new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
  return bytes.length;
}

/** @param {Exports} wasm @param {number} at */
function receive(wasm, at) {
  return decoder.decode(new Uint8Array(wasm.memory.buffer, at || outOfMemory(), wasm.length()));
}

/** One card in the engine. Its memory is given back by `close`, after which nothing else may be called. */
export class Card {
  #wasm;
  #at;

  /** @param {Exports} wasm @param {number} at the card's address */
  constructor(wasm, at) {
    this.#wasm = wasm;
    this.#at = at;
  }

  /** What was noticed about the card. @returns {Problem[]} */
  get problems() {
    return JSON.parse(receive(this.#wasm, this.#wasm.problems(this.#at)));
  }

  /** Rows that match the view last rendered. */
  get matchCount() {
    return this.#wasm.matches(this.#at);
  }

  /** The whole card as HTML. @param {string} view */
  render(view) {
    return receive(this.#wasm, this.#wasm.render(this.#at, send(this.#wasm, encoder.encode(view))));
  }

  /**
   * What the new view changes: region names, each with its new content.
   * @param {string} view
   * @returns {string[][]}
   */
  update(view) {
    const regions = receive(this.#wasm, this.#wasm.update(this.#at, send(this.#wasm, encoder.encode(view))));
    return regions
      .split('\x1e')
      .slice(0, -1)
      .map((region) => region.split('\x1f'));
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

  /** @param {Exports} wasm */
  constructor(wasm) {
    this.#wasm = wasm;
  }

  /**
   * @param {BufferSource} bytes the contents of engine.wasm
   * @returns {Promise<Engine>}
   */
  static async load(bytes) {
    /** @type {Exports} */
    let wasm;
    /** @param {number} at @param {number} length */
    const memory = (at, length) => new Uint8Array(wasm.memory.buffer, at, length);
    /** @param {string} text @param {number} into room for 64 bytes, or for the text of a number */
    const put = (text, into) => encoder.encodeInto(text, memory(into, 64)).written;
    const host = {
      /** @param {number} point @param {number} into */
      fold: (point, into) => put(fold(point), into),
      /** @param {number} number @param {number} into */
      text: (number, into) => put(`${number}`, into),
      /** @param {number} at @param {number} length */
      number: (at, length) => Number(decoder.decode(memory(at, length))),
    };
    const { instance } = await WebAssembly.instantiate(bytes, { host });
    wasm = /** @type {any} */ (instance.exports);
    return new Engine(wasm);
  }

  /**
   * @param {string | Uint8Array | null} json JSON text, or its bytes in UTF-8; null for the built-in card
   * @returns {Card}
   * @throws {CardError} where the JSON is no card
   */
  open(json) {
    const bytes = typeof json === 'string' ? encoder.encode(json) : json;
    const at = (bytes ? this.#wasm.open(send(this.#wasm, bytes)) : this.#wasm.builtin()) || outOfMemory();
    const card = new Card(this.#wasm, at);
    if (this.#wasm.ok(at)) return card;
    const problem = card.problems.find(({ level }) => level === 'error');
    card.close();
    throw new CardError(problem ?? {});
  }
}
