/**
 * Stands in for lazy.js where a bundler takes the script apart: the bundler makes a chunk of each module that is imported here,
 * and knows where it puts that.
 */

import { encoder } from '../engine/utf8.js';
import { fetchFile } from '../sources/fetch.js';

export const loadImporters = () => import('../sources/importers.js');
export const loadFallback = () => import('../engine/fallback.js');

/**
 * Gets the interface's words in a language, as JSON: those that the bundle carries, or what an author's own folder has.
 * @param {string | null} folder the author's; null for the bundle
 * @param {string} language
 * @returns {Promise<Uint8Array | undefined>} undefined for a language without words
 */
export async function wordsIn(folder, language) {
  if (!LANGUAGES.split(' ').includes(language)) return;
  if (folder !== null) return (await fetchFile(`${folder}/${language}.json`, AbortSignal.timeout(3000))).content;
  const { default: json } = await import(`../../data/labels/${language}.json`);
  return encoder.encode(json);
}
