/**
 * The engine in Node.js. It is part of the modules, as are the texts of languages: bundlers move modules away from the
 * files next to them.
 */
import { loadFallback, wordsIn } from '../../element/chunks.js';
import { CardError, Engine } from '../../engine/engine.js';
import { wordsNamed } from '../../page/words.js';

/** @typedef {import('../../engine/engine.js').Card} OpenCard */
/** @typedef {import('../../engine/error.js').Problem} Problem */

/** Returns the URL of a file of dist/, relative to dist/node/. Not in a bundle: only for the command line. @param {string} name */
export const fileOf = (name) => new URL(`../${name}`, import.meta.url);

/** What card_publish of src/card.h writes. */
export const PUBLICATIONS = { article: 0, linkedData: 1, table: 2, document: 3 };

/** @type {Promise<Engine> | undefined} */
let started;

/** Starts the engine; the JavaScript engine where WebAssembly is missing or may not be compiled, as in some edge runtimes. */
async function start() {
  const { engineBytes } = await import('./engine-bytes.js');
  try {
    return await Engine.load(engineBytes());
  } catch {
    const { instantiate } = await loadFallback();
    return Engine.load(new Uint8Array(), instantiate);
  }
}

/**
 * Runs an action in the process's shared engine.
 * @template T
 * @param {(engine: Engine) => T | Promise<T>} action
 */
async function inEngine(action) {
  started ??= start();
  try {
    return await action(await started);
  } catch (error) {
    if (!(error instanceof CardError)) started = undefined; // it may have stopped half-way: do not call it again
    throw error;
  }
}

/** Gives a card the texts of its language. @param {OpenCard} card @param {string} [language] if it states none */
async function translate(card, language = '') {
  card.language ||= language;
  const words = await wordsIn(null, wordsNamed(card.language));
  if (words) card.setLabels(words);
}

/**
 * Opens a card to show it in several views, with the words of its language. `render` and the other functions open and
 * close a card by themselves.
 *
 *     const card = await openCard(json);
 *     try {
 *       const html = card.render('q=price');
 *       const count = card.matchCount;
 *     } finally {
 *       card.close();
 *     }
 *
 * All cards of a process share the memory of one engine: close each, since memory is not freed otherwise. Call no method
 * of a closed card.
 * @param {string | Uint8Array | null} json JSON text, or its bytes in UTF-8; null for the built-in card
 * @param {string} [language] default language of the card, for its words and the order of its rows: a BCP 47 tag
 * @returns {Promise<OpenCard>} it has `render(view)`, `matchCount`, `problems`, `id`, `language` and `close()`
 * @throws {CardError} if the JSON is no card: the first error, with its place. `check` lists all of them
 */
export function openCard(json, language) {
  return inEngine(async (engine) => {
    const card = engine.open(json);
    await translate(card, language);
    return card;
  });
}

/**
 * Opens a card, runs a function on it, and closes it. After a trap, the engine is replaced.
 * @template T
 * @param {string | Uint8Array | null} json @param {string | undefined} language as openCard takes them
 * @param {(card: OpenCard) => T | Promise<T>} use
 */
export function withCard(json, language, use) {
  return inEngine(async () => {
    const card = await openCard(json, language);
    try {
      return await use(card);
    } finally {
      card.close();
    }
  });
}

/**
 * Returns the problems of a card, whether it opens or not.
 * @param {Uint8Array} json in UTF-8
 * @returns {Promise<Problem[]>} at most CARD_MAX_PROBLEMS of src/card.h
 */
export const problemsOf = (json) =>
  inEngine((engine) => {
    const card = engine.read(json);
    const { problems } = card;
    card.close();
    return problems;
  });

/**
 * Opens a card from a table with the texts of its language, runs a function on it, and closes it.
 * @template T
 * @param {string | Uint8Array} bytes text, or in UTF-8 @param {import('../../engine/engine.js').Table} table @param {(card: OpenCard) => T} use
 * @returns {Promise<T>}
 * @throws {CardError} the first error; its `problems` are all problems of the table
 */
export function withTable(bytes, table, use) {
  return inEngine(async (engine) => {
    const card = engine.read(bytes, table);
    try {
      await translate(card, table.language);
      const { problems } = card;
      const error = problems.find(({ level }) => level === 'error');
      if (error) throw Object.assign(new CardError(error), { problems });
      return await use(card);
    } finally {
      card.close();
    }
  });
}
