/** URLs and hashes of the scripts of this release. */

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
 * @returns {{url: string, integrity?: string}} integrity: the attribute (Subresource Integrity)
 */
export function published(name, base, isPinned) {
  if (!isPinned) return { url: folder(base) + name };
  const integrity = INTEGRITY[name];
  const hashed = Object.keys(INTEGRITY).find((other) => other !== name && INTEGRITY[other] === integrity);
  return { url: folder(base) + hashed, integrity };
}
