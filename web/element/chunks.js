/**
 * Replaces lazy.js for bundlers: a bundler makes a chunk of each module imported here and knows its address.
 */

import { encoder } from '../engine/utf8.js';
import { fetchFile } from '../sources/fetch.js';

export const loadImporters = () => import('../sources/importers.js');
export const loadFallback = () => import('../engine/fallback.js');

/**
 * Returns the interface's texts in a language as JSON, from the bundle or from an author's folder.
 * @param {string | null} folder the author's; null for the bundle
 * @param {string} language as wordsNamed returns it
 * @returns {Promise<Uint8Array | undefined>} undefined for a language without words
 */
export async function wordsIn(folder, language) {
  if (!LANGUAGES.split(' ').includes(language)) return;
  if (folder !== null) return (await fetchFile(`${folder}/${language}.json`, AbortSignal.timeout(3000))).content;
  const { default: json } = await import(`../../data/labels/${language}.json`);
  return encoder.encode(json);
}
