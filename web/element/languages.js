/** The interface's texts in the language of a card: data/labels/, which the build puts next to the script. */

import { languageNear } from '../page/dom.js';
import { wordsNamed } from '../page/words.js';
import { wordsIn } from './lazy.js';

/** Cache of the page's requests. @type {Map<string, Promise<Uint8Array | undefined | void>>} */
const files = new Map();

/** Returns the language of an element's context. @param {Element} element */
export function languageAround(element) {
  for (let node = element; node; node = /** @type {ShadowRoot} */ (node.getRootNode()).host) {
    const language = languageNear(node);
    if (language !== undefined) return language;
  }
  return '';
}

/**
 * Returns the texts of a language as JSON; undefined if it has none or the request fails: English is built in.
 * @param {string} language @param {Element} element
 */
export function wordsOf(language, element) {
  const name = wordsNamed(language);
  const folder = element.getAttribute('labels');
  const file = `${folder}/${name}`;
  const warn = (/** @type {Error} */ { message }) => console.warn(`comparison-card: ${message}`);
  const words = files.get(file) ?? wordsIn(folder, name).catch(warn);
  files.set(file, words);
  return words;
}
