/** The interface's words in the language of a card: data/labels/, which the build puts beside the script. */

import { languageNear } from '../page/dom.js';
import { wordsIn } from './lazy.js';

/** What was asked for on this page. @type {Map<string, Promise<Uint8Array | undefined | void>>} */
const files = new Map();

/** The language of the place where an element stands. @param {Element} element */
export function languageAround(element) {
  for (let node = element; node; node = /** @type {ShadowRoot} */ (node.getRootNode()).host) {
    const language = languageNear(node);
    if (language !== undefined) return language;
  }
  return '';
}

/**
 * The words of a language, as JSON; nothing where there are none, or where they cannot be had at once: English is built in.
 * @param {string} language @param {Element} element
 */
export function wordsOf(language, element) {
  const [base] = language.toLowerCase().split('-');
  const folder = element.getAttribute('labels');
  const file = `${folder}/${base}`;
  const warn = (/** @type {Error} */ { message }) => console.warn(`comparison-card: ${message}`);
  const words = files.get(file) ?? wordsIn(folder, base).catch(warn);
  files.set(file, words);
  return words;
}
