/** Limits of workbooks. A small file may address any cell and repeat any text: what it asks for is counted beforehand. */
import { refuse } from './zip.js';

/** Limits of the format. */
export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;

/** Our limits: cells of a table, including empty ones; characters in them; rows of merged cells, and cells of links. */
const MOST_CELLS = 2_000_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;
const MOST_COVERED = 2_000_000;

/** @param {number} number */
export const count = (number) => number.toLocaleString('en');

/** The remaining budget. */
export class Budget {
  #cells = MOST_CELLS;
  #characters = MOST_CHARACTERS;
  #covered = MOST_COVERED;

  takeCell() {
    if (--this.#cells < 0) refuseLarge();
  }

  /** @param {string} text */
  takeText({ length }) {
    this.#characters -= length;
    if (this.#characters < 0) refuse('The cells of this sheet hold more than 64 million characters: split it.');
  }

  /** Takes rows that a merged cell covers, or cells that a link covers. @param {number} number */
  takeCovered(number) {
    this.#covered -= number;
    if (this.#covered < 0)
      refuse('The merged cells and links of this sheet cover too much: copy the table alone into a new one.');
  }
}

/** @returns {never} */
function refuseLarge() {
  return refuse(
    `This sheet has more than ${count(MOST_CELLS)} cells, or cells far apart: copy the table alone into a new one.`,
  );
}

/** @param {number} rows @param {number} columns */
export function checkSize(rows, columns) {
  if (rows * columns > MOST_CELLS) refuseLarge();
}
