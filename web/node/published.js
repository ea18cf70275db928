/** Where a page finds the files of this release, and what they must hash to. */
import { readFile } from 'node:fs/promises';
import { fileOf } from './engine.js';

/** The files of this version, as a public CDN serves them from the npm registry. */
export const CDN = `https://cdn.jsdelivr.net/npm/comparison-card@${VERSION}/dist/`;

/** A folder, whose address ends with a slash. @param {string} url */
export const folder = (url) => url.replace(/\/?$/, '/');

/**
 * A file as a page names it that pins it: by the name of its content, which outlives the next release; at the CDN the
 * version in the address does the same.
 * @param {string} name of a file in dist/
 * @param {string} [base] the folder it is served from
 * @returns {Promise<{url: string, integrity: string}>} integrity: for the attribute of that name (Subresource Integrity)
 */
export async function published(name, base = CDN) {
  const hashes = JSON.parse(await readFile(fileOf('integrity.json'), 'utf8'));
  const integrity = hashes[name];
  const lasting = Object.keys(hashes).find((other) => other !== name && hashes[other] === integrity);
  return { url: folder(base) + (base === CDN ? name : (lasting ?? name)), integrity };
}
