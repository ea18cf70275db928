/**
 * Loads lazy modules: files that the build puts next to the script. For bundlers, chunks.js replaces this file.
 */

import { CardError } from '../engine/error.js';
import { createElement, unclobbered } from '../page/dom.js';
import { trusted } from '../page/trusted.js';
import { fetchFile } from '../sources/fetch.js';

/** The tag of this script: only readable now, and not in a module. */
const TAG = /** @type {any} */ (globalThis.document && unclobbered(document).currentScript);

/** The URL of this script; inline scripts have none. */
const SCRIPT = TAG?.src || import.meta.url;

/** When the fallback is needed. */
const FALLBACK_HINT =
  " It is needed where the page's Content-Security-Policy has no 'wasm-unsafe-eval' in script-src, and by browsers without " +
  'WebAssembly.';

/** Permits the script to run under the page's Content-Security-Policy. */
const NONCE = TAG?.nonce ?? '';

/** Finds the tag if a script optimiser runs its content. */
const findTag = () =>
  /** @type {HTMLScriptElement | null} */ (unclobbered(document).querySelector('script[src*="comparison-card."]'));

/** Returns the URL of a file next to the script. @param {string} name */
const addressOf = (name) => new URL(name, SCRIPT || findTag()?.src || unclobbered(document).baseURI).href;

/**
 * Loads a module with SRI by a <script>; import() then takes it from the cache. So a page that pins the script pins the
 * module too. A preload link would be simpler, but WebKit ignores its integrity.
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
    setTimeout(onerror, 12_000); // WebKit reports no error for a script that a policy forbids
  }).finally(() => script.remove());
};

/** Cache-busting suffix for retries: browsers cache failed modules. */
let again = '';

/**
 * Loads a module.
 * @param {string} file its name or URL @param {string} integrity
 * @param {string} code of the error @param {string} [hint] for its message
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

/**
 * Imports the JavaScript fallback engine from the URL in the tag, otherwise from next to the script.
 * @returns {Promise<typeof import('../engine/fallback.js')>}
 */
export function loadFallback() {
  const elsewhere = TAG?.dataset.fallback;
  const file = elsewhere ? new URL(elsewhere, unclobbered(document).baseURI).href : FALLBACK_FILE;
  return load(file, FALLBACK_INTEGRITY, 'no-engine', FALLBACK_HINT);
}

/** Returns the first eight hexadecimal digits of a hash, which are in the file's name. @param {string} hash in base64 */
const digitsOf = (hash) =>
  Array.from(atob(hash).slice(0, 4), (byte) => (256 + byte.charCodeAt(0)).toString(16).slice(1)).join('');

/** @param {string} url @param {string} [integrity] */
const fetchWords = async (url, integrity) => (await fetchFile(url, AbortSignal.timeout(3000), integrity)).content;

/**
 * Fetches the interface's texts in a language as JSON: those of this release, or from an author's folder.
 * @param {string | null} folder the author's; null for the one next to the script
 * @param {string} language as wordsNamed returns it
 * @returns {Promise<Uint8Array | undefined>} undefined for a language without words
 */
export async function wordsIn(folder, language) {
  const [, hash] = LABELS.find(([name]) => name === language) ?? [];
  if (!hash) return;
  if (folder !== null) return fetchWords(`${folder}/${language}.json`);
  return fetchWords(addressOf(`labels/${language}.${digitsOf(hash)}.json`), `sha256-${hash}`);
}
