/**
 * Reads a sheet of an .xlsx file (ECMA-376, Part 1, 18). A small file may address any cell and repeat any text, so
 * cells and characters are counted before memory is allocated. Order of the file: limits, formats, texts, cells, the
 * workbook.
 */

import { CardError } from '../../engine/error.js';
import { readXml } from './xml.js';
import { Archive, refuse } from './zip.js';

/** @typedef {string | number | boolean | Date | null} Cell */
/** @typedef {{number: number, columns: number[], cells: Cell[]}} Row its cells that are not empty, and their columns */
/** @typedef {{name: string, part?: string}} Listed a sheet as the workbook lists it */

/**
 * @typedef {object} Sheet
 * @property {string} name
 * @property {Cell[][]} rows without empty rows and columns
 * @property {number[]} numbers row numbers, from 1
 * @property {number[]} columns column numbers, from 1
 */

/** @typedef {{names: string[], sheet: Sheet}} Chosen the names of all sheets, and the one to read */

/** Limits of the format. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

/** Our limits: cells of a table, including empty ones, and characters in them. */
const MOST_CELLS = 2_000_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;
const MOST_SHEETS = 1000;

const count = (/** @type {number} */ number) => number.toLocaleString('en');

const refuseLarge = () =>
  refuse(
    `This sheet has more than ${count(MOST_CELLS)} cells, or cells far apart: copy the table alone into a new one.`,
  );

/** The remaining budget. */
class Budget {
  #cells = MOST_CELLS;
  #characters = MOST_CHARACTERS;

  takeCell() {
    if (--this.#cells < 0) refuseLarge();
  }

  /** @param {string} text */
  takeText({ length }) {
    this.#characters -= length;
    if (this.#characters < 0) refuse('The cells of this sheet hold more than 64 million characters: split it.');
  }
}

/** Returns a column's name in spreadsheets: A for 1, AB for 28. @param {number} column @returns {string} */
export function letters(column) {
  const before = Math.floor((column - 1) / 26);
  return (before ? letters(before) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

/** Returns the number of a column. @param {string} name */
const columnNumber = (name) => [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** Built-in date formats (18.8.30): Western, East Asian, Thai. */
const isBuiltInDate = (/** @type {number} */ id) =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58) ||
  (id >= 71 && id <= 81);

/** The first format number that a workbook defines itself. */
const FIRST_OWN_FORMAT = 100;

/** Excel's maximum. */
const LONGEST_FORMAT = 255;

/** Parts of a date or time in a format, in lower case. */
const DATE_PART = /^(?:[sh]{1,2}|m{1,5}|d{1,4}|am|pm|a|p|a{3,5}|y{1,2}|y{4}|e|ee|e{4})$/;

/** Returns true if a format shows numbers as dates or times. @param {string} format */
function isDateFormat(format) {
  if (format.length > LONGEST_FORMAT) return false;
  const sections = format.toLowerCase().replace(/;@$/, '').replace(/\\./g, ' ').split(';');
  return sections.some((section) => {
    const words = section
      .replace(/"[^"]*"/g, ' ')
      .replace(/(\[?[smhd]{1,2}\]?)[.,]0{1,3}/g, '$1') // fractions of a second
      .replace(/\[([smhd]{1,2})\]/g, '$1') // durations
      .replace(/\[[^\]]*\]/g, '') // colours, conditions, languages
      .split(/[^a-z0#?%]+/)
      .filter(Boolean);
    return words.length > 0 && words.every((word) => DATE_PART.test(word));
  });
}

/** The styles of cells: which show numbers as dates. */
class Styles {
  /** @type {Map<string, string>} */
  #formats = new Map();
  /** Formats of the styles that other styles extend. @type {(string | undefined)[]} */
  #bases = [];
  /** @type {boolean[]} */
  #isDate = [];
  #list = '';

  /** @param {string} name @param {import('./xml.js').GetAttribute} get */
  open(name, get) {
    if (name === 'numFmt') this.#formats.set(get('numFmtId') ?? '', get('formatCode') ?? '');
    else if (name === 'cellStyleXfs' || name === 'cellXfs') this.#list = name;
    else if (name === 'xf' && this.#list === 'cellStyleXfs') this.#bases.push(get('numFmtId'));
    else if (name === 'xf' && this.#list === 'cellXfs') {
      this.#isDate.push(this.#isDateId(get('numFmtId') ?? this.#bases[Number(get('xfId'))] ?? ''));
    }
  }

  /** @param {string} name */
  close(name) {
    if (name === this.#list) this.#list = '';
  }

  /** @param {string} id of a format */
  #isDateId(id) {
    const own = Number(id) >= FIRST_OWN_FORMAT ? this.#formats.get(id) : undefined;
    return own === undefined ? isBuiltInDate(Number(id)) : isDateFormat(own);
  }

  /** Returns true if a style shows numbers as dates. @param {string | undefined} index */
  showsDates(index) {
    return index !== undefined && this.#isDate[Number(index)] === true;
  }
}

/** Decodes _xHHHH_, which encodes characters not allowed in XML (22.9.2.19). @param {string} text */
const unescaped = (text) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));

/** The texts shared by cells. */
class SharedStrings {
  /** @type {string[]} */
  all = [];
  #budget;
  #text = '';
  #isText = false;
  #isPhonetic = false;

  /** @param {Budget} budget */
  constructor(budget) {
    this.#budget = budget;
  }

  /** @param {string} name */
  open(name) {
    if (name === 'si') this.#text = '';
    else if (name === 't') this.#isText = true;
    else if (name === 'rPh') this.#isPhonetic = true;
  }

  /** @param {string} text */
  text(text) {
    if (!this.#isText || this.#isPhonetic) return;
    this.#budget.takeText(text);
    this.#text += text;
  }

  /** @param {string} name */
  close(name) {
    if (name === 't') this.#isText = false;
    else if (name === 'rPh') this.#isPhonetic = false;
    else if (name === 'si') {
      this.#budget.takeCell();
      this.all.push(unescaped(this.#text).trim());
    }
  }
}

const DAY = 86_400_000;

/** The first day of workbooks. */
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** 1 January 10000, beyond the last date of workbooks. */
const LAST_DAY = 2_958_466;

/** @typedef {{type: string, style?: string, column: number, text?: string}} OpenCell */

/** Data for reading cells. @typedef {{budget: Budget, strings: string[], styles: Styles, epoch: number}} Context */

/** The cells of a sheet. */
class Cells {
  /** @type {Row[]} */
  rows = [];
  #context;
  #number = 0;
  #isNumbered = true;
  #column = 0;
  /** @type {Row | undefined} */
  #row;
  /** @type {OpenCell | undefined} */
  #cell;
  #isText = false;
  #isPhonetic = false;

  /** @param {Context} context */
  constructor(context) {
    this.#context = context;
  }

  /** @param {string} name @param {import('./xml.js').GetAttribute} get */
  open(name, get) {
    if (name === 'row') this.#openRow(get('r'));
    else if (name === 'c') this.#openCell(get('r'), get('t') || 'n', get('s'));
    else if (name === 'v' || name === 't') this.#isText = this.#cell !== undefined;
    else if (name === 'rPh') this.#isPhonetic = true;
  }

  /** @param {string} text */
  text(text) {
    if (!this.#isText || !this.#cell || this.#isPhonetic) return;
    this.#context.budget.takeText(text);
    this.#cell.text = (this.#cell.text ?? '') + text;
  }

  /** @param {string} name */
  close(name) {
    if (name === 'v' || name === 't') this.#isText = false;
    else if (name === 'rPh') this.#isPhonetic = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
  }

  /**
   * Opens a row. Rows without a number follow the previous one, except if their cells name another.
   * @param {string | undefined} number
   */
  #openRow(number) {
    if (this.#row) this.#refuseWithin('row', this.#number);
    this.#isNumbered = number !== undefined;
    this.#moveTo(number === undefined ? this.#number + 1 : Number(number), `row ${number}`);
    this.#column = 0;
    this.#row = { number: this.#number, columns: [], cells: [] };
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
    this.#cell = { type, style, column };
  }

  /** @param {string} what @param {number} line @returns {never} */
  #refuseWithin(what, line) {
    refuse(`Row ${line} of this sheet has a ${what} within a ${what}: save the workbook again.`, {
      path: `row ${line}`,
      line,
      column: 1,
    });
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
    const value = this.#valueOf(cell);
    this.#cell = undefined;
    if (value === null || value === '') return;
    this.#context.budget.takeCell();
    row.columns.push(cell.column);
    row.cells.push(value);
  }

  #closeRow() {
    if (this.#row?.cells.length) this.rows.push(this.#row);
    this.#row = undefined;
  }

  /** @param {OpenCell} cell @returns {Cell} */
  #valueOf({ type, style, text, column }) {
    if (type === 'inlineStr' || type === 'str') return unescaped(text ?? '').trim();
    if (!text || type === 'e') return null;
    if (type === 's') return this.#shared(text) ?? this.#refuseCell(column, 'names a text that is not there');
    if (type === 'b') return text === '1' || text === 'true';
    if (type === 'd')
      return dateOf(Date.parse(text)) ?? this.#refuseCell(column, `holds no date but ${text.slice(0, 20)}`);
    const number = Number(text);
    if (type !== 'n' || Number.isNaN(number)) this.#refuseCell(column, `holds no number but ${text.slice(0, 20)}`);
    const { styles, epoch } = this.#context;
    const isDate = number >= 0 && number < LAST_DAY && styles.showsDates(style);
    return isDate ? new Date(Math.floor(epoch + number * DAY)) : number;
  }

  /** @param {string} index */
  #shared(index) {
    const text = this.#context.strings[Number(index)];
    if (text !== undefined) this.#context.budget.takeText(text);
    return text;
  }

  /** @param {number} column @param {string} what is wrong with the cell @returns {never} */
  #refuseCell(column, what) {
    const path = `${letters(column)}${this.#number}`;
    const message = `The cell ${path} ${what}: save the workbook again.`;
    return refuse(message, { path, line: this.#number, column });
  }
}

/** @param {number} time */
const dateOf = (time) => (Number.isNaN(time) ? undefined : new Date(time));

/** Returns the rows as a table, after checking its size. @param {string} name @param {Row[]} rows @returns {Sheet} */
function tableOf(name, rows) {
  const used = new Set(rows.flatMap(({ columns }) => columns));
  if (used.size * rows.length > MOST_CELLS) refuseLarge();
  const columns = [...used].sort((one, other) => one - other);
  const places = new Map(columns.map((column, at) => [column, at]));
  const table = rows.map(({ columns: filled, cells }) => {
    /** @type {Cell[]} */
    const row = Array(columns.length).fill(null);
    for (const [i, column] of filled.entries()) row[/** @type {number} */ (places.get(column))] = cells[i];
    return row;
  });
  return { name, rows: table, numbers: rows.map(({ number }) => number), columns };
}

const WORKBOOK = 'xl/workbook.xml';

/** A workbook. */
class Workbook {
  /** @type {Archive} */
  #archive;
  #budget = new Budget();
  /** The part names by relationship. @type {Map<string, string>} */
  #related = new Map();
  /** @type {Listed[]} */
  sheets = [];
  #epoch = EPOCH;
  /** @type {Context | undefined} */
  #context;

  /** @param {Buffer} bytes */
  constructor(bytes) {
    this.#archive = new Archive(bytes);
    if (!this.#archive.has(WORKBOOK)) refuse('This is no workbook: save it as “Excel Workbook (.xlsx)”.');
  }

  /** @param {string | undefined} part @param {import('./xml.js').Listener} listener */
  async #read(part, listener) {
    if (part === undefined || !this.#archive.has(part)) return;
    try {
      await readXml(this.#archive.text(part), listener);
    } catch (error) {
      if (error instanceof CardError) throw error;
      const { message } = /** @type {Error} */ (error);
      refuse(
        `The part ${part} of this .xlsx file cannot be read (${message}): save it again as “Excel Workbook (.xlsx)”.`,
      );
    }
  }

  /** Reads the names of the sheets. */
  async open() {
    await this.#read('xl/_rels/workbook.xml.rels', {
      open: (name, get) => {
        const [type, target, id] = [get('Type') ?? '', get('Target') ?? '', get('Id') ?? ''];
        if (name !== 'Relationship') return;
        const kind = type.slice(type.lastIndexOf('/') + 1);
        this.#related.set(kind === 'worksheet' ? id : kind, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
      },
    });
    await this.#read(WORKBOOK, {
      open: (name, get) => {
        if (name === 'workbookPr' && /^(?:1|true)$/.test(get('date1904') ?? '')) this.#epoch = EPOCH_1904;
        if (name !== 'sheet' || !get('name')) return;
        if (this.sheets.length === MOST_SHEETS)
          refuse(`This workbook has more than ${count(MOST_SHEETS)} sheets: split it.`);
        this.sheets.push({ name: unescaped(get('name') ?? ''), part: this.#related.get(get('id') ?? '') });
      },
    });
    if (!this.sheets.length) refuse('This workbook has no sheets.');
  }

  /** Reads the data that all sheets share. */
  async #shared() {
    const [budget, styles] = [this.#budget, new Styles()];
    const strings = new SharedStrings(budget);
    await this.#read(this.#related.get('sharedStrings') ?? 'xl/sharedStrings.xml', strings);
    await this.#read(this.#related.get('styles') ?? 'xl/styles.xml', styles);
    return { budget, strings: strings.all, styles, epoch: this.#epoch };
  }

  /** @param {Listed} sheet */
  async read({ name, part }) {
    this.#context ??= await this.#shared();
    const cells = new Cells(this.#context);
    await this.#read(part, cells);
    return tableOf(name, cells.rows);
  }
}

/**
 * Reads one sheet by its name or number; by default the first that is not empty.
 * @param {Buffer} bytes of an .xlsx file @param {string} [wanted]
 * @returns {Promise<Chosen>}
 * @throws {import('../../engine/error.js').CardError} if it cannot be read
 */
export async function readSheet(bytes, wanted) {
  const workbook = new Workbook(bytes);
  await workbook.open();
  const { sheets } = workbook;
  const names = sheets.map(({ name }) => name);
  if (wanted !== undefined) {
    const chosen = sheets.find(({ name }) => name === wanted) ?? sheets[Number(wanted) - 1];
    if (!chosen) refuse(`There is no sheet “${wanted}” here: there are ${listed(names)}.`);
    return { names, sheet: await workbook.read(chosen) };
  }
  for (const one of sheets) {
    const sheet = await workbook.read(one);
    if (sheet.rows.length) return { names, sheet };
  }
  return { names, sheet: tableOf(names[0], []) };
}

/** Maximum names that a message lists. */
const MOST_LISTED = 20;

/** @param {string[]} names */
export function listed(names) {
  const more = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : '';
  return `${names
    .slice(0, MOST_LISTED)
    .map((name) => `“${name}”`)
    .join(', ')}${more}`;
}
