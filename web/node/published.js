/** URLs and hashes of the scripts of this release. */
import { readFile } from 'node:fs/promises';
import { fileOf } from './base/engine.js';

/** Returns a folder's URL with a slash at its end; '' for the page's own folder. @param {string} url */
export const folder = (url) => url.replace(/[^/]$/, '$&/');

/**
 * Returns the URL of a script in a folder.
 * A pinned script has a hashed file name, so a page keeps it after the next release.
 * An unpinned script is of the release in the folder. It also works for pages opened from a disk, where no hash can
 * match.
 * @param {string} name of a file in dist/
 * @param {string} base the folder with the files of dist/
 * @param {boolean} isPinned
 * @returns {Promise<{url: string, integrity?: string}>} integrity: the attribute (Subresource Integrity)
 */
export async function published(name, base, isPinned) {
  if (!isPinned) return { url: folder(base) + name };
  const hashes = JSON.parse(await readFile(fileOf('integrity.json'), 'utf8'));
  const integrity = hashes[name];
  const hashed = Object.keys(hashes).find((other) => other !== name && hashes[other] === integrity);
  return { url: folder(base) + hashed, integrity };
}
