/**
 * A problem of a card. src/card.h lists the codes.
 * @typedef {object} Problem
 * @property {string} code
 * @property {'error' | 'warning'} level
 * @property {string} message one sentence for the card's author
 * @property {string} path such as `attributes[2].values.sales`; empty for the whole document
 * @property {number} line from 1; 0 if unknown
 * @property {number} column from 1, in characters
 */

/** An error with a code for programs and a position for people. */
export class CardError extends Error {
  /** All problems, if requested. @type {Problem[] | undefined} */
  problems;
  name = 'CardError'; // no assignment: a page may have frozen Error.prototype

  /** @param {Partial<Problem>} problem */
  constructor({ code = '', message = '', path = '', line = 0, column = 0 }) {
    super(message);
    this.code = code;
    this.path = path;
    this.line = line;
    this.column = column;
  }
}
