/** What the headings of a table say, and what a table is called that has no title. */

/** The columns that are parts of a row and no subjects, as column_part_of in src/model/model.c knows them. */
const PARTS = ['definition', 'group', 'unit', 'better'];

/** What a heading stands over: one of PARTS, or ''. @param {string} heading */
export const partOf = (heading) => PARTS.find((part) => part === heading.trim().toLowerCase()) ?? '';

/** A cell in which several lines would make no sense. @param {string} cell */
export const oneLine = (cell) =>
  cell
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter(Boolean)
    .join(' ');

/** The words of a file's name: "tea-and-coffee.csv" is "Tea and coffee". @param {string} file an address or a path */
export function titleOfFile(file) {
  const end = file.search(/\.(?:csv|tsv|tab|txt|html?|md|xlsx)(?:[?#]|$)/i);
  const name = file.slice(0, Math.max(end, 0)).split(/[/\\]/).at(-1) ?? '';
  let words = name;
  try {
    words = decodeURIComponent(name);
  } catch {} // a % that is one
  words = words.replace(/[-_\s]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A title, for want of one: the subjects, or the file where they are too many.
 * @param {string[]} names of the subjects @param {string} [file] where they come from
 */
export function titleFor(names, file = '') {
  const title = names.slice(0, 4).join(' vs ');
  return names.length > 4 ? titleOfFile(file) || `${title} …` : title;
}
