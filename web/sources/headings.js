/** Meaning of table headings, and titles of tables without a caption. */

/** Headings of columns that are no subjects, as column_part_of in src/model/model.c has them. */
const PARTS = ['definition', 'group', 'unit', 'better'];

/** CARD_MAX_SUBJECTS of src/card.h: a table of more is refused before its cells are made. */
export const MOST_SUBJECTS = 50;

/** Returns the part that a heading names: one of PARTS, otherwise ''. @param {string} heading */
export const partOf = (heading) => PARTS.find((part) => part === heading.trim().toLowerCase()) ?? '';

/** Returns a cell's text with its lines joined. @param {string} cell */
export const oneLine = (cell) =>
  cell
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ');

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

/**
 * Makes a default title: the subjects' names; if there are too many, the file's name.
 * @param {string[]} names of the subjects @param {string} [file] the source
 */
export function titleFor(names, file = '') {
  const title = names.slice(0, 4).join(' vs ');
  return names.length > 4 ? titleOfFile(file) || `${title} …` : title;
}
