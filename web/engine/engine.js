import { lettersIn, rank } from './collate.js';
import { CardError } from './error.js';
import { fold } from './fold.js';
import { isDayFirst, monthOf } from './months.js';
import { decoder, encoder } from './utf8.js';

export { CardError };

/** @typedef {import('./error.js').Problem} Problem */

/** The first two letters of the plural categories, in the order of src/base/platform.h. */
const PLURALS = 'zeontwfemaot';

/** The formats of an export, in the order of src/card.h. */
export const FORMATS = ['md', 'csv', 'json', 'html', 'answer', 'regional', 'tsv', 'rich'];

/** The length that opens the built-in card. */
const BUILTIN = -1;

/** ASCII digits, which all readers of numbers in tables know and which the engine can read. */
const DIGITS = { numberingSystem: 'latn' };

/** The language of the current call. */
let language = 'en';

/** @returns {never} */
function outOfMemory() {
  throw new CardError({ code: 'out-of-memory', message: 'There is not enough memory for this card.' });
}

/**
 * The exports of src/wasm/exports.c.
 * @typedef {object} Exports
 * @property {WebAssembly.Memory} memory
 * @property {(bytes: number) => number} input
 * @property {(length: number) => number} open
 * @property {(length: number, options: number, around: number, kind: number) => number} [table] not in the engine of a page
 * @property {(card: number) => number} document
 * @property {(card: number) => number} marks
 * @property {(card: number, length: number) => void} set_marks
 * @property {(card: number) => number} id
 * @property {(card: number, length: number) => number} rename
 * @property {(card: number) => void} close
 * @property {(card: number) => number} ok
 * @property {(card: number) => number} matches
 * @property {(card: number) => number} problems
 * @property {(card: number) => number} language
 * @property {(card: number, length: number) => void} set_labels
 * @property {(card: number, viewLength: number, format: number) => number} render
 * @property {(card: number, viewLength: number, format: number) => number} update
 * @property {(card: number, viewLength: number, format: number) => number} export
 * @property {(card: number, viewLength: number, what: number) => number} publish
 * @property {(card: number, length: number) => number} locate
 * @property {(card: number, rows: number) => number} prepare
 * @property {() => number} length
 */

/** @typedef {(bytes: BufferSource, imports: any) => Promise<{instance: {exports: any}}>} Instantiate */

/**
 * How an author says that a table is to be read. Defaults are found.
 * @typedef {object} Reading
 * @property {string} [delimiter] between cells of a text: one ASCII character, or `tab`
 * @property {string} [decimal] the decimal sign, `.` or `,`
 * @property {string} [header] where the headings are: `first-row`, `first-column` or `none`
 * @property {number} [names] the column that names the rows, from 1
 * @property {number} [skip] the number of rows above the table
 */

/**
 * Options of a table: those of card_open_table in src/card.h.
 * @typedef {Reading & {caption?: string, heading?: string, sheet?: string, file?: string, lang?: string, dir?: string}} EngineOptions
 */

/**
 * A table to open.
 * @typedef {object} Table
 * @property {EngineOptions} options
 * @property {string} [language] the default language of its numbers
 * @property {boolean} [isMarked] true for cells with flags (src/read/table/marked.h), false for CSV and TSV
 * @property {string | Uint8Array} [around] the JSON of a card without rows
 */

/** Characters encoded at a time, since browsers would first copy a large text. */
const PIECE = 65536;

/**
 * Writes a text into the engine's memory. Returns its length in bytes; undefined if it does not fit.
 * @param {string} text @param {Uint8Array} into
 */
function encode(text, into) {
  let length = 0;
  for (let from = 0; from < text.length; ) {
    let end = from + PIECE;
    if (end < text.length && text.charCodeAt(end - 1) >> 10 === 54) end--; // half of a surrogate pair
    const { read, written } = encoder.encodeInto(text.slice(from, end), into.subarray(length));
    if (!read) return;
    from += read;
    length += written;
  }
  return length;
}

/**
 * Writes text or bytes to the engine's input and returns their length in bytes.
 * @param {Exports} wasm @param {string | Uint8Array} text
 */
function send(wasm, text) {
  const room = (/** @type {number} */ length) => {
    const at = wasm.input(length) || outOfMemory(); // may move the memory
    return new Uint8Array(wasm.memory.buffer, at, length);
  };
  if (typeof text === 'string') {
    // Most texts take about one byte per character; three is the maximum.
    return encode(text, room((text.length * 1.1 + 9) | 0)) ?? encode(text, room(text.length * 3)) ?? 0;
  }
  room(text.length).set(text);
  return text.length;
}

/**
 * Opens a table and returns the card's address; 0 if memory ran out.
 * @param {Exports} wasm @param {string | Uint8Array} text @param {Table} table
 */
function openTable(wasm, text, { options, isMarked, around = '' }) {
  const parts = [text, JSON.stringify(options), around].map((part) =>
    typeof part === 'string' ? encoder.encode(part) : part,
  );
  const [length, ...lengths] = parts.map((part) => part.length);
  let at = wasm.input(length + lengths[0] + lengths[1]) || outOfMemory(); // may move the memory
  for (const part of parts) {
    new Uint8Array(wasm.memory.buffer, at, part.length).set(part);
    at += part.length;
  }
  return /** @type {NonNullable<Exports['table']>} */ (wasm.table)(
    length,
    lengths[0],
    lengths[1],
    Number(Boolean(isMarked)),
  );
}

/** @param {Exports} wasm @param {string | Uint8Array | null} content @param {Table} [table] */
function startIn(wasm, content, table) {
  if (content === null) return wasm.open(BUILTIN);
  if (!table) return wasm.open(send(wasm, content));
  return openTable(wasm, content, table);
}

/** Returns the address of a new card. @param {Exports} wasm @param {string | Uint8Array | null} content as Engine.open takes it @param {Table} [table] */
function start(wasm, content, table) {
  language = table?.language || 'en';
  return startIn(wasm, content, table) || outOfMemory();
}

/** Returns the last result, in the engine's memory. @param {Exports} wasm @param {number} at */
const bytesAt = (wasm, at) => new Uint8Array(wasm.memory.buffer, at, wasm.length());

/** @param {Exports} wasm @param {number} at */
const read = (wasm, at) => decoder.decode(bytesAt(wasm, at));

/**
 * Creates an Intl object for the current language; in English if the tag is unknown.
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

/** Returns true if Intl knows the current language; it writes any other as that of the browser. */
function isKnown() {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}

/** The date format of a language: making one takes longer than using it a hundred times. */
let [dateLanguage, dateFormat] = ['', /** @type {Intl.DateTimeFormat | undefined} */ (undefined)];

/** Returns the date format of the current language, in the calendar of ISO dates. */
function dates() {
  if (dateLanguage !== language) {
    dateFormat = inLanguage(Intl.DateTimeFormat, {
      ...DIGITS,
      calendar: 'gregory',
      dateStyle: 'medium',
      timeZone: 'UTC',
    });
    dateLanguage = language;
  }
  return /** @type {Intl.DateTimeFormat} */ (dateFormat);
}

/**
 * Returns the engine's imports, which src/base/platform.h declares.
 * @param {() => Exports} getExports returns the exports of the importing instance
 */
function importsFor(getExports) {
  /** @param {number} at @param {number} length */
  const memory = (at, length) => new Uint8Array(getExports().memory.buffer, at, length);
  /** @param {number} at @param {number} length */
  const text = (at, length) => decoder.decode(memory(at, length));
  /** @param {string} written @param {number} into @param {number} room in bytes */
  const put = (written, into, room) => encoder.encodeInto(written, memory(into, room)).written;
  const collator = () => inLanguage(Intl.Collator, { numeric: true });
  return {
    text: (/** @type {number} */ number, /** @type {number} */ into) => put(`${number}`, into, 32),
    number: (/** @type {number} */ at, /** @type {number} */ length) => Number(text(at, length)),
    plural: (/** @type {number} */ count) =>
      PLURALS.indexOf(inLanguage(Intl.PluralRules).select(count).slice(0, 2)) / 2,
    sample: (/** @type {number} */ into) =>
      isKnown() ? put(inLanguage(Intl.NumberFormat, DIGITS).format(12345678.5), into, 64) : 0,
    english: () => /^(en\b|$)/i.test(language),
    date: (/** @type {number} */ at, /** @type {number} */ into) =>
      put(dates().format(new Date(text(at, 10))), into, 128),
    month: (/** @type {number} */ at, /** @type {number} */ length) => monthOf(text(at, length), language),
    dayFirst: () => Number(isDayFirst(inLanguage(Intl.DateTimeFormat))),
    fold: (/** @type {number} */ point, /** @type {number} */ into) => put(fold(point), into, 64),
    letters: (/** @type {number} */ into) => {
      const places = lettersIn(collator());
      memory(into, places.length).set(places);
    },
    /** @param {number} at @param {number} length @param {number} count @param {number} ranks */
    rank: (at, length, count, ranks) => {
      const texts = text(at, length).split('\0').slice(0, count);
      new Uint32Array(getExports().memory.buffer, ranks, count).set(rank(texts, collator()));
    },
  };
}

/** The start of a card's name in links, as in src/render/template.h. */
export const NAME_PREFIX = 'cc-';

/** An open card. `close` frees its memory; no method may be called afterwards. */
export class Card {
  #wasm;
  #at;

  /** @param {Engine} engine @param {Exports} wasm @param {number} at the card's address */
  constructor(engine, wasm, at) {
    this.engine = engine;
    this.#wasm = wasm;
    this.#at = at;
    /** The language for sorting and plural forms: the card's own, '' if it states none. The caller may set it. */
    this.language = read(wasm, wasm.language(at));
  }

  /** Sets the interface texts in the card's language. Call before rendering. @param {Uint8Array} labels JSON */
  setLabels(labels) {
    this.#wasm.set_labels(this.#at, send(this.#wasm, labels));
  }

  /** The card's id: its own, otherwise made from its title. */
  get id() {
    return read(this.#wasm, this.#wasm.id(this.#at));
  }

  /** The card's name in links. */
  get name() {
    return NAME_PREFIX + this.id;
  }

  /**
   * What a card made of a table is in another engine: its JSON, and what that cannot say about its values.
   * @returns {[Uint8Array, Uint8Array]}
   */
  get document() {
    const copy = (/** @type {'document' | 'marks'} */ what) =>
      bytesAt(this.#wasm, this.#wasm[what](this.#at) || outOfMemory()).slice();
    return [copy('document'), copy('marks')];
  }

  /** Takes over the marks of a table that the card was made of. Call before rendering. @param {Uint8Array} marks */
  setMarks(marks) {
    this.#wasm.set_marks(this.#at, send(this.#wasm, marks));
  }

  /** Replaces the card's id. Call before rendering. @param {string} id */
  rename(id) {
    this.#wasm.rename(this.#at, send(this.#wasm, id)) || outOfMemory();
  }

  /**
   * Returns the position in the source table of a path in the card's document.
   * @param {string} path such as rows[2][1] @returns {Partial<Problem>}
   */
  locate(path) {
    return JSON.parse(read(this.#wasm, this.#wasm.locate(this.#at, send(this.#wasm, path)) || outOfMemory()));
  }

  /** The errors and warnings of the card. @returns {Problem[]} */
  get problems() {
    return JSON.parse(read(this.#wasm, this.#wasm.problems(this.#at) || outOfMemory()));
  }

  /** True if the card opened. */
  get isOk() {
    return Boolean(this.#wasm.ok(this.#at));
  }

  /** The number of rows that match the last rendered view; before that, of all rows. */
  get matchCount() {
    return this.#wasm.matches(this.#at);
  }

  /**
   * Returns output of the engine.
   * @param {'render' | 'update' | 'export' | 'publish'} what the function of src/card.h: card_render and so on
   * @param {string} view @param {number} format of an export: an index in FORMATS
   */
  write(what, view, format = 0) {
    language = this.language;
    return read(this.#wasm, this.#wasm[what](this.#at, send(this.#wasm, view), format) || outOfMemory());
  }

  /**
   * Returns the whole card as HTML, for the inside of its element.
   * @param {string} view as in a link to the card: `q=goal&sort=name`; '' for all rows
   */
  render(view) {
    return this.write('render', view);
  }

  /** Indexes rows for the first query. @param {number} rows maximum number @returns {number} rows left */
  prepare(rows) {
    language = this.language;
    return this.#wasm.prepare(this.#at, rows);
  }

  /** Frees the card's memory. */
  close() {
    this.#wasm.close(this.#at);
  }
}

/**
 * One WebAssembly instance with any number of cards. Strings are copied in and out; no view of its memory is stored,
 * since growing moves it.
 */
export class Engine {
  #wasm;

  /** @param {Exports} wasm */
  constructor(wasm) {
    this.#wasm = wasm;
  }

  /**
   * @param {BufferSource} bytes the engine's module
   * @param {Instantiate} instantiate of WebAssembly or of the JavaScript engine (fallback.js)
   * @returns {Promise<Engine>}
   */
  static async load(bytes, instantiate = WebAssembly.instantiate) {
    const { instance } = await instantiate(bytes, { host: importsFor(() => wasm) });
    /** @type {Exports} */
    const wasm = instance.exports;
    return new Engine(wasm);
  }

  /** True if this engine reads tables, too. */
  get readsTables() {
    return Boolean(this.#wasm.table);
  }

  /**
   * @param {string | Uint8Array | null} content JSON text or UTF-8; a table; null for the built-in card
   * @param {Table} [table] for a table
   * @returns {Card}
   * @throws {CardError} if the card has errors
   */
  open(content, table) {
    const card = this.read(content, table);
    if (card.isOk) return card;
    const problem = card.problems.find(({ level }) => level === 'error');
    card.close();
    return this.fail(/** @type {Problem} */ (problem));
  }

  /**
   * Opens a card that may have errors. The caller must check `isOk` and call `close`.
   * @param {string | Uint8Array | null} content @param {Table} [table] as `open` takes them
   */
  read(content, table) {
    return new Card(this, this.#wasm, start(this.#wasm, content, table));
  }

  /**
   * Throws a CardError. For lazy modules too, so that all errors have the page's class.
   * @param {Partial<Problem>} problem @returns {never}
   */
  fail(problem) {
    throw new CardError(problem);
  }
}
