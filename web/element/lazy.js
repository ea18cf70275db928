/**
 * The lazy modules: files that the build puts beside the script, and that the script fetches when it needs them. A bundler makes
 * chunks of them instead: there chunks.js stands in for this file.
 */

import { CardError } from '../engine/error.js';
import { createElement, unclobbered } from '../page/dom.js';
import { trusted } from '../page/trusted.js';
import { fetchFile } from '../sources/fetch.js';

/** This script's own tag: known only now, and not for a module. */
const TAG = /** @type {any} */ (globalThis.document && unclobbered(document).currentScript);

/** Where this script came from; a page may have it without an address. */
const SCRIPT = TAG?.src || import.meta.url;

/** When the fallback is needed. */
const FALLBACK_HINT =
  " It is needed where the page's Content-Security-Policy has no 'wasm-unsafe-eval' in script-src, and by browsers without " +
  'WebAssembly.';

/** What lets scripts of the page's own choosing run under its Content-Security-Policy. */
const NONCE = TAG?.nonce ?? '';

/** The tag, where a script optimiser runs what it held. */
const findTag = () =>
  /** @type {HTMLScriptElement | null} */ (unclobbered(document).querySelector('script[src*="comparison-card."]'));

/** Returns the address of a file beside the script. @param {string} name */
const addressOf = (name) => new URL(name, SCRIPT || findTag()?.src || unclobbered(document).baseURI).href;

/**
 * Runs a module if it is what it must be, so that who pins the script has pinned it too; to import it then takes the same
 * one. A link that preloads it would do, but for WebKit, which does not look at the integrity of that.
 * @param {string} url @param {string} integrity
 */
const run = (url, integrity) => {
  const script = createElement('script');
  return new Promise((onload, onerror) => {
    Object.assign(script, {
      type: 'module',
      crossOrigin: '',
      integrity,
      nonce: NONCE,
      onload,
      onerror,
    });
    script.src = trusted().createScriptURL(url);
    unclobbered(document).head.append(script);
    setTimeout(onerror, 12_000); // WebKit says nothing of a script that a policy forbids
  }).finally(() => script.remove());
};

/** Behind the addresses once one has failed: browsers remember that a module could not be had. */
let again = '';

/**
 * Loads a module.
 * @param {string} file its name or address @param {string} integrity
 * @param {string} code of the error where it cannot be had @param {string} [hint] for its message
 * @returns {Promise<any>}
 */
async function load(file, integrity, code, hint = '') {
  const url = addressOf(file) + again;
  try {
    await run(url, integrity);
    return await import(url);
  } catch {
    again += '?';
    throw new CardError({ code, message: `${url} is missing or changed.${hint}` });
  }
}

/** @returns {Promise<typeof import('../sources/importers.js')>} */
export const loadImporters = () => load(IMPORTERS_FILE, IMPORTERS_INTEGRITY, 'no-formats');

/** Imports the engine in JavaScript, from where the tag says or from beside the script. @returns {Promise<typeof import('../engine/fallback.js')>} */
export function loadFallback() {
  const elsewhere = TAG?.dataset.fallback;
  const file = elsewhere ? new URL(elsewhere, unclobbered(document).baseURI).href : FALLBACK_FILE;
  return load(file, FALLBACK_INTEGRITY, 'no-engine', FALLBACK_HINT);
}

/** Returns the first eight hexadecimal digits of a hash: a file's name has them. @param {string} hash in base64 */
const digitsOf = (hash) =>
  Array.from(atob(hash).slice(0, 4), (byte) => (256 + byte.charCodeAt(0)).toString(16).slice(1)).join('');

/** @param {string} url @param {string} [integrity] */
const fetchWords = async (url, integrity) => (await fetchFile(url, AbortSignal.timeout(3000), integrity)).content;

/**
 * Fetches the interface's words in a language, as JSON: those of this release, or what an author's own folder has.
 * @param {string | null} folder the author's; null for the one beside the script
 * @param {string} language
 * @returns {Promise<Uint8Array | undefined>} undefined for a language without words
 */
export async function wordsIn(folder, language) {
  const [, hash] = LABELS.find(([name]) => name === language) ?? [];
  if (!hash) return;
  if (folder !== null) return fetchWords(`${folder}/${language}.json`);
  return fetchWords(addressOf(`labels/${language}.${digitsOf(hash)}.json`), `sha256-${hash}`);
}
