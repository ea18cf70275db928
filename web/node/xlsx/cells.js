/** Reads the cells of a sheet (ECMA-376, Part 1, 18.3.1) as they are shown. */
import { daysOf } from './dates.js';
import { count, MOST_COLUMNS, MOST_ROWS } from './limits.js';
import { exact } from './numbers.js';
import { columnNumber, letters, placeOfCell } from './places.js';
import { plain, TextReader, unescaped } from './texts.js';
import { refuse } from './zip.js';

/** @typedef {import('./xml.js').GetAttribute} GetAttribute */
/** @typedef {import('./styles.js').Style} Style */
/** @typedef {import('./texts.js').RichText} RichText */

/**
 * A cell that is not empty.
 * @typedef {object} Filled
 * @property {number} column
 * @property {RichText | string} said its text
 * @property {Style} style
 * @property {number | boolean} [value] what the sheet counts with, if it is shown with all its digits and nothing else
 * @property {string} [href] of a link that a formula makes
 * @property {string} [fault] why it has no text, such as `#N/A`
 */

/** @typedef {{number: number, isHidden: boolean, cells: Filled[]}} Row */

/** Data for reading cells. @typedef {{budget: import('./limits.js').Budget, strings: RichText[], styles: import('./styles.js').Styles, is1904: boolean}} Context */

/** @typedef {{type: string, style: Style, column: number, value?: string, formula?: string, group?: string, hasFormula: boolean}} OpenCell */

/** Excel's maximum of characters in a formula. */
const LONGEST_FORMULA = 8192;

/** A cell with a formula but no result. */
export const NOT_COUNTED = 'formula';

/** The address of a link in a formula. */
const LINK = /^\s*(?:_xlfn\.)?HYPERLINK\(\s*"((?:[^"]|"")*)"/i;

/** @param {string | undefined} value */
const isTrue = (value) => value === '1' || value === 'true';

/** The rows of a sheet. */
export class Cells {
  /** @type {Row[]} */
  rows = [];
  #context;
  #reader;
  #number = 0;
  #isNumbered = true;
  #column = 0;
  /** @type {Row | undefined} */
  #row;
  /** @type {OpenCell | undefined} */
  #cell;
  #isValue = false;
  #isFormula = false;
  #hasText = false;
  /** The formulas that several cells share. @type {Map<string, string>} */
  #formulas = new Map();

  /** @param {Context} context */
  constructor(context) {
    this.#context = context;
    this.#reader = new TextReader(context.budget);
  }

  /** @param {string} name @param {GetAttribute} get */
  open(name, get) {
    if (name === 'row') this.#openRow(get('r'), isTrue(get('hidden')));
    else if (name === 'c') this.#openCell(get('r'), get('t') || 'n', get('s'));
    else if (!this.#cell) return;
    else if (name === 'v') this.#isValue = true;
    else if (name === 'f') this.#openFormula(this.#cell, get('si'));
    else if (name === 'is') this.#hasText = true;
    else if (this.#hasText) this.#reader.open(name, get);
  }

  /** @param {OpenCell} cell @param {string | undefined} group */
  #openFormula(cell, group) {
    this.#isFormula = true;
    cell.hasFormula = true;
    cell.group = group;
  }

  /** @param {string} text */
  text(text) {
    if (!this.#cell) return;
    if (this.#hasText) this.#reader.text(text);
    else if (this.#isFormula) this.#cell.formula = `${this.#cell.formula ?? ''}${text}`.slice(0, LONGEST_FORMULA);
    else if (this.#isValue) {
      this.#context.budget.takeText(text);
      this.#cell.value = (this.#cell.value ?? '') + text;
    }
  }

  /** @param {string} name */
  close(name) {
    if (name === 'v') this.#isValue = false;
    else if (name === 'f') this.#isFormula = false;
    else if (name === 'is') this.#hasText = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
    else if (this.#hasText) this.#reader.close(name);
  }

  /**
   * Opens a row. Rows without a number follow the previous one, except if their cells name another.
   * @param {string | undefined} number @param {boolean} isHidden
   */
  #openRow(number, isHidden) {
    if (this.#row) this.#refuseWithin('row', this.#number);
    this.#isNumbered = number !== undefined;
    this.#moveTo(number === undefined ? this.#number + 1 : Number(number), `row ${number}`);
    this.#column = 0;
    this.#row = { number: this.#number, isHidden, cells: [] };
  }

  /** @param {number} number of a row @param {string} named */
  #moveTo(number, named) {
    if (!Number.isInteger(number) || number < 1 || number > MOST_ROWS) this.#refuseFar(named);
    if (number <= this.#number) {
      const message = `Row ${number} of this sheet follows row ${this.#number}: save the workbook again.`;
      refuse(message, { path: `row ${number}`, line: number, column: 1 });
    }
    this.#number = number;
  }

  /** @param {string} named @returns {never} */
  #refuseFar(named) {
    const path = named.slice(0, 20);
    const last = `${letters(MOST_COLUMNS)}${count(MOST_ROWS)}`;
    refuse(`There is something at ${path}, but no sheet goes beyond ${last}: save the workbook again.`, { path });
  }

  /**
   * Opens a cell. A cell without an address follows the previous one (18.3.1.4).
   * @param {string | undefined} address @param {string} type @param {string | undefined} style
   */
  #openCell(address, type, style) {
    if (!this.#row) refuse('This sheet has a cell outside its rows: save the workbook again.');
    if (this.#cell) this.#refuseWithin('cell', this.#number);
    const column = address === undefined ? this.#column + 1 : this.#columnIn(address);
    if (column > MOST_COLUMNS) this.#refuseFar(`${letters(column)}${this.#number}`);
    if (column <= this.#column) this.#refuseCell(column, 'comes after one that should follow it');
    this.#column = column;
    this.#cell = { type, style: this.#context.styles.at(style), column, hasFormula: false };
  }

  /** @param {string} what @param {number} line @returns {never} */
  #refuseWithin(what, line) {
    const place = { path: `row ${line}`, line, column: 1 };
    refuse(`Row ${line} of this sheet has a ${what} within a ${what}: save the workbook again.`, place);
  }

  /** @param {string} address of a cell in this row */
  #columnIn(address) {
    const [, name, row] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(address) ?? this.#refuseFar(address);
    if (Number(row) !== this.#number && this.#isNumbered)
      this.#refuseCell(columnNumber(name), `says that it is ${address}`);
    if (Number(row) !== this.#number) this.#moveTo(Number(row), address);
    this.#isNumbered = true;
    /** @type {Row} */ (this.#row).number = this.#number;
    return columnNumber(name);
  }

  #closeCell() {
    const cell = /** @type {OpenCell} */ (this.#cell);
    const row = /** @type {Row} */ (this.#row);
    const { said, value, fault } = this.#contentOf(cell);
    this.#cell = undefined;
    if (said === '' && !fault) return;
    this.#context.budget.takeCell();
    row.cells.push({ column: cell.column, said, style: cell.style, value, href: this.#linkOf(cell), fault });
  }

  #closeRow() {
    if (this.#row?.cells.length) this.rows.push(this.#row);
    this.#row = undefined;
  }

  /** Returns the address of a link that a formula makes. @param {OpenCell} cell */
  #linkOf({ formula, group }) {
    if (group !== undefined && formula) this.#formulas.set(group, formula);
    const text = formula || (group === undefined ? '' : (this.#formulas.get(group) ?? ''));
    return LINK.exec(text)?.[1].replaceAll('""', '"');
  }

  /** @param {OpenCell} cell @returns {Pick<Filled, 'said' | 'value' | 'fault'>} */
  #contentOf(cell) {
    const { type, value, hasFormula, column } = cell;
    if (type === 'inlineStr') return this.#textOf(cell, this.#reader.take());
    if (!value) return { said: '', fault: hasFormula && type !== 'str' ? NOT_COUNTED : undefined };
    if (type === 'str') return this.#textOf(cell, plain(unescaped(value)));
    if (type === 's') return this.#textOf(cell, this.#shared(value, column));
    if (type === 'e') return { said: '', fault: value.slice(0, 20) };
    if (type === 'b') return { said: `${isTrue(value)}`, value: isTrue(value) };
    return this.#numberOf(cell, value);
  }

  /** @param {OpenCell} cell @param {string} value */
  #numberOf({ type, style: { format }, column }, value) {
    const { is1904 } = this.#context;
    const isDate = type === 'd';
    const number = isDate ? daysOf(value, is1904) : Number(value);
    if (number === undefined) this.#refuseCell(column, `holds no date but ${value.slice(0, 20)}`);
    if ((type !== 'n' && !isDate) || Number.isNaN(number))
      this.#refuseCell(column, `holds no number but ${value.slice(0, 20)}`);
    const said = isDate && !format.isDate(number) ? value : format.write(number, is1904);
    return Number(said) === exact(number) && said === `${exact(number)}` ? { said, value: exact(number) } : { said };
  }

  /** @param {OpenCell} cell @param {RichText} text */
  #textOf({ style: { format } }, text) {
    const { markup } = text;
    const said = format.writeText(markup);
    return { said: said === markup && markup ? text : said };
  }

  /** @param {string} index @param {number} column */
  #shared(index, column) {
    const text = this.#context.strings[Number(index)] ?? this.#refuseCell(column, 'names a text that is not there');
    this.#context.budget.takeText(text.markup);
    return text;
  }

  /** @param {number} column @param {string} what is wrong with the cell @returns {never} */
  #refuseCell(column, what) {
    const place = placeOfCell(this.#number, column);
    return refuse(`The cell ${place.path} ${what}: save the workbook again.`, place);
  }
}
