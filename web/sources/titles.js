/** Titles made of file names. */

/** Makes a title of a file's name: "tea-and-coffee.csv" becomes "Tea and coffee". @param {string} file an address or a path */
export function titleOfFile(file) {
  const end = file.search(/\.(?:csv|tsv|tab|txt|html?|md|xlsx)(?:[?#]|$)/i);
  const name = file.slice(0, Math.max(end, 0)).split(/[/\\]/).at(-1) ?? '';
  let words = name;
  try {
    words = decodeURIComponent(name);
  } catch {} // a literal %
  words = words.replace(/[-_\s]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
