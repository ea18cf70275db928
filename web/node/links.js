/** Looks up links of a card in the folder of its file. */
import { existsSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { EXTENSIONS } from './sources/kinds.js';

/** An address with a scheme, of the site's root, of a part of the page, or none. */
const NOT_LOOKED_UP = /^(?:[a-z][a-z\d+.-]*:|[/\\?#]|$)/i;

/** Returns the path of a link in the folder; undefined if it is not looked up. @param {string} link */
function pathOf(link) {
  const address = link.trim();
  if (NOT_LOOKED_UP.test(address)) return;
  try {
    const path = posix.normalize(decodeURIComponent(address.replace(/[?#].*/s, '')));
    return /^\.\.?(?:\/|$)|\0/.test(path) ? undefined : path;
  } catch {
    return; // a literal %
  }
}

/** Returns true for a file or folder, or if a page of this address could be made. @param {string} folder @param {string} path */
function isThere(folder, path) {
  const name = path.replace(/\/$/, '');
  const stem = name.replace(/\.x?html?$/i, '');
  const others = Object.keys(EXTENSIONS).map((extension) => `${stem}.${extension}`);
  return [name, ...others].some((file) => existsSync(join(folder, file)));
}

/** Returns true if a folder holds HTML pages. @param {string} folder */
const hasPages = (folder) => readdirSync(folder).some((name) => /\.x?html?$/i.test(name));

/**
 * Returns a function that looks up links in a folder. The cards are often in another folder than the pages: a link is
 * dead only if the folder holds pages, or if another of the links is found.
 * @param {string} folder
 * @returns {import('./rules.js').DeadLinks}
 */
export const deadLinksIn = (folder) => (links) => {
  const known = links.flatMap((link) => {
    const path = pathOf(link);
    return path === undefined ? [] : { link, isFound: isThere(folder, path) };
  });
  const dead = known.filter(({ isFound }) => !isFound);
  const areHere = dead.length > 0 && (dead.length < known.length || hasPages(folder));
  return new Set(areHere ? dead.map(({ link }) => link) : []);
};
