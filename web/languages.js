/** The interface's words in the language of a card: data/labels/, which the build puts beside the script. */
import { beside } from './beside.js';
import { fetchBytes } from './fetch.js';

/** What was asked for on this page. @type {Map<string, Promise<Uint8Array | void>>} */
const files = new Map();

/** The language of the place where an element stands. @param {Element} element */
export function languageAround(element) {
  for (let node = element; node; node = /** @type {ShadowRoot} */ (node.getRootNode()).host) {
    const near = /** @type {HTMLElement | null} */ (node.closest('[lang]'));
    if (near) return near.lang;
  }
  return '';
}

/**
 * The words of a language, as JSON; nothing where there are none, or where they cannot be had at once: English is built in.
 * @param {string} language @param {Element} element
 */
export function wordsOf(language, element) {
  const [base] = language.toLowerCase().split('-');
  if (!LANGUAGES.includes(base)) return;
  const folder = element.getAttribute('labels') ?? beside('labels');
  const url = `${folder}/${base}.json`;
  const warn = (/** @type {Error} */ { message }) => console.warn(`comparison-card: ${message}`);
  const words = files.get(url) ?? fetchBytes(url, AbortSignal.timeout(3000)).catch(warn);
  files.set(url, words);
  return words;
}
