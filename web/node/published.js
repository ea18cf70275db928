/** Where a page finds the scripts of this release, and what they must hash to. */
import { readFile } from 'node:fs/promises';
import { fileOf } from './base/engine.js';

/** The address of a folder, which ends with a slash. The page's own folder is empty. @param {string} url */
export const folder = (url) => url.replace(/[^/]$/, '$&/');

/**
 * The address of a script in a folder, as a page names it.
 * A pinned script has the name of its content, so pages keep it when the next release comes, and a hash.
 * Otherwise the page takes the release that is there. It also works when it is opened from a disk, where no hash can match.
 * @param {string} name of a file in dist/
 * @param {string} base the folder that the files of dist/ are served from
 * @param {boolean} isPinned
 * @returns {Promise<{url: string, integrity?: string}>} integrity: for the attribute of that name (Subresource Integrity)
 */
export async function published(name, base, isPinned) {
  if (!isPinned) return { url: folder(base) + name };
  const hashes = JSON.parse(await readFile(fileOf('integrity.json'), 'utf8'));
  const integrity = hashes[name];
  const hashed = Object.keys(hashes).find((other) => other !== name && hashes[other] === integrity);
  return { url: folder(base) + hashed, integrity };
}
