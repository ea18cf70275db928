/**
 * A problem of a card. src/card.h lists the codes.
 * @typedef {object} Problem
 * @property {string} code
 * @property {'error' | 'warning' | 'remark'} level a remark says how a table was read where it could be read otherwise
 * @property {string} message one sentence for the card's author
 * @property {string} path such as `attributes[2].values.sales`; empty for the whole document
 * @property {number} line from 1; 0 if unknown
 * @property {number} column from 1, in characters
 */

/**
 * An error with a code for programs and a position for people.
 *
 * Codes that src/card.h does not list. The docs list them, too.
 *
 * error, in pages:
 * - `network`: the file cannot be fetched: no network, no server, or no permission by CORS
 * - `http`: the server answers with an error, such as 404
 * - `no-source`: the element has nothing to show: no address, and no script or table inside
 * - `bad-data`: the property `data` cannot be written as JSON
 * - `no-engine`: there is no WebAssembly, and the file with the engine in JavaScript cannot be fetched
 * - `no-formats`: the file that reads spreadsheets and tables cannot be fetched
 * - `failed`: the engine stopped
 *
 * warning, of tables:
 * - `encoding`: the encoding of a file is guessed, or unknown
 *
 * error, in Node.js:
 * - `no-file`: the file cannot be read or written
 * - `no-table`: the file has no table, or not this one
 * - `no-reader`: a package is missing that reads this kind of file: the message names it
 * - `bad-xlsx`: the file is no workbook, or a damaged one
 * - `bad-address`: no policy can allow this address
 * - `same-file`, `same-address`: two cards would have one file or one address
 *
 * warning, by `check`:
 * - `no-answer`: the card has no short answer
 * - `long-title`: search results cut the title off
 * - `unknown-language`: the language tag is unknown
 * - `subject-without-values`, `attribute-without-values`: a column or a row is empty
 * - `duplicate-attribute`: two rows have one name or id
 * - `insecure-link`: a link to http instead of https
 * - `no-alt`: an image has no description
 * - `no-definition`: only some subjects have a definition
 * - `empty-cell`: a cell of a workbook shows an error such as #N/A, or has a formula without its result
 * - `dead-link`: a link leads to no file in the folder of the card
 * - `not-asked`: the card is too large for these questions
 * - `more-problems`: there are more problems than the list holds
 */
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
