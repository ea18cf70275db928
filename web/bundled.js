/**
 * Stands in for web/beside.js where a bundler takes the script apart: it makes files of their own of what is imported here,
 * and knows where it puts them.
 */
import { fetchFile } from './fetch.js';
import { encoder } from './utf8.js';

export const importTools = () => import('./tools.js');
export const importFormats = () => import('./formats.js');
export const importFallback = () => import('./fallback.js');

/** @param {string} language */
async function carriedWords(language) {
  const { default: json } = await import(`../data/labels/${language}.json`);
  return encoder.encode(json);
}

/**
 * The interface's words in a language, as JSON.
 * @param {string | null} folder null for what the bundle carries @param {string} language
 */
export const wordsIn = async (folder, language) =>
  folder === null
    ? carriedWords(language)
    : (await fetchFile(`${folder}/${language}.json`, AbortSignal.timeout(3000))).content;
