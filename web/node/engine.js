/** The engine in Node.js: the two modules that a page has, read from beside this file. */
import { readFile } from 'node:fs/promises';
import { attach } from '../attach.js';
import { CardError, Engine } from '../engine.js';

/** @typedef {import('../engine.js').Card} Card */

/** A file of dist/, as seen from dist/node/. @param {string} name */
export const fileOf = (name) => new URL(`../${name}`, import.meta.url);

/** @type {Promise<Engine> | undefined} */
let engine;

async function start() {
  const [first, second] = await Promise.all(
    ['node/engine.wasm', 'node/tools.wasm'].map((name) => readFile(fileOf(name))),
  );
  const started = await Engine.load(first, async (imports) => {
    await attach(imports, second);
    return /** @type {any} */ ({});
  });
  await started.loadTools();
  return started;
}

/** The interface's words in the card's language, as JSON; nothing where English has to do. @param {string} language */
function wordsOf(language) {
  const [base] = language.toLowerCase().split('-');
  return LANGUAGES.includes(base) ? readFile(fileOf(`labels/${base}.json`)) : undefined;
}

/**
 * Opens a card with the words of its language. The caller closes it; all cards of a process share one engine.
 * @param {string | Uint8Array | null} json JSON text, or its bytes in UTF-8; null for the built-in card
 * @param {string} [language] of the place where it is to stand, for a card that names none: a BCP 47 tag
 * @returns {Promise<Card>}
 * @throws {CardError} where the JSON is no card
 */
export async function openCard(json, language = '') {
  engine ??= start();
  try {
    const card = /** @type {Card} */ ((await engine).open(json, true));
    card.language ||= language;
    const words = await wordsOf(card.language);
    if (words) card.speak(words);
    return card;
  } catch (error) {
    if (!(error instanceof CardError)) engine = undefined; // it may have stopped half-way: it is not called again
    throw error;
  }
}
