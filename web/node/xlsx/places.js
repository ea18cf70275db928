/** Addresses of cells, such as B3, and areas, such as A1:C3. */
import { MOST_COLUMNS, MOST_ROWS } from './limits.js';

/** The rows and columns of an area, from 1, both ends included. @typedef {{top: number, left: number, bottom: number, right: number}} Area */

/** Returns a column's name in spreadsheets: A for 1, AB for 28. @param {number} column @returns {string} */
export function letters(column) {
  const before = Math.floor((column - 1) / 26);
  return (before ? letters(before) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** Returns the number of a column. @param {string} name */
export const columnNumber = (name) => [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** @param {number} line of a sheet @param {number} column */
export const placeOfCell = (line, column) => ({ line, column, path: `${letters(column)}${line}` });

/** Returns the area of a reference; undefined if it is none, or beyond the last cell. @param {string} reference @returns {Area | undefined} */
export function areaOf(reference) {
  const found = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?$/.exec(reference);
  if (!found) return;
  const [, first, top, last = first, bottom = top] = found;
  const area = { top: Number(top), left: columnNumber(first), bottom: Number(bottom), right: columnNumber(last) };
  const isInside = area.bottom <= MOST_ROWS && area.right <= MOST_COLUMNS;
  return isInside && area.top <= area.bottom && area.left <= area.right ? area : undefined;
}

/**
 * Returns the index of the first item that is not less than a value.
 * @template T @param {T[]} list sorted @param {number} value @param {(item: T) => number} key
 */
export function firstFrom(list, value, key) {
  let [first, end] = [0, list.length];
  while (first < end) {
    const middle = (first + end) >>> 1;
    if (key(list[middle]) < value) first = middle + 1;
    else end = middle;
  }
  return first;
}
