/** Reads a sheet of an .xlsx file (ECMA-376, Part 1, 18): finds its parts. web/node/xlsx/ reads each of them. */
import { CardError } from '../../engine/error.js';
import { SheetReader } from '../xlsx/layout.js';
import { Budget, count } from '../xlsx/limits.js';
import { Styles } from '../xlsx/styles.js';
import { SharedStrings, unescaped } from '../xlsx/texts.js';
import { readXml } from '../xlsx/xml.js';
import { Archive, refuse } from '../xlsx/zip.js';
import { loadXmlParser } from './readers.js';

/** @typedef {import('../xlsx/layout.js').Sheet} Sheet */
/** @typedef {{name: string, part?: string, isHidden: boolean}} Listed a sheet as the workbook lists it */

/** @typedef {{names: string[], sheet: Sheet}} Chosen the names of the sheets that are shown, and the one to read */

const MOST_SHEETS = 1000;

const WORKBOOK = 'xl/workbook.xml';

/** Returns the part that tells what a part refers to. @param {string} part */
const relationsOf = (part) => part.replace(/[^/]*$/, (name) => `_rels/${name}.rels`);

/** A workbook. */
class Workbook {
  /** @type {Archive} */
  #archive;
  #budget = new Budget();
  /** The part names by relationship. @type {Map<string, string>} */
  #related = new Map();
  /** @type {Listed[]} */
  sheets = [];
  #is1904 = false;
  /** @type {import('../xlsx/cells.js').Context | undefined} */
  #context;

  /** @param {Buffer} bytes */
  constructor(bytes) {
    this.#archive = new Archive(bytes);
    if (!this.#archive.has(WORKBOOK)) refuse('This is no workbook: save it as “Excel Workbook (.xlsx)”.');
  }

  /** @param {string | undefined} part @param {import('../xlsx/xml.js').Listener} listener */
  async #read(part, listener) {
    if (part === undefined || !this.#archive.has(part)) return;
    const { Parser } = await loadXmlParser();
    try {
      await readXml(Parser, this.#archive.text(part), listener);
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
    await this.#read(relationsOf(WORKBOOK), {
      open: (name, get) => {
        const [type, target, id] = [get('Type') ?? '', get('Target') ?? '', get('Id') ?? ''];
        if (name !== 'Relationship') return;
        const kind = type.slice(type.lastIndexOf('/') + 1);
        this.#related.set(kind === 'worksheet' ? id : kind, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
      },
    });
    await this.#read(WORKBOOK, {
      open: (name, get) => {
        if (name === 'workbookPr') this.#is1904 ||= /^(?:1|true)$/.test(get('date1904') ?? '');
        if (name !== 'sheet' || !get('name')) return;
        if (this.sheets.length === MOST_SHEETS)
          refuse(`This workbook has more than ${count(MOST_SHEETS)} sheets: split it.`);
        const isHidden = /^(?:hidden|veryHidden)$/.test(get('state') ?? '');
        this.sheets.push({ name: unescaped(get('name') ?? ''), part: this.#related.get(get('id') ?? ''), isHidden });
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
    return { budget, strings: strings.all, styles, is1904: this.#is1904 };
  }

  /** Reads the addresses of links by their ids. @param {string} part of a sheet */
  async #addressesOf(part) {
    /** @type {Map<string, string>} */
    const addresses = new Map();
    await this.#read(relationsOf(part), {
      open: (name, get) => {
        if (name !== 'Relationship' || get('TargetMode') !== 'External') return;
        this.#budget.takeCovered(1);
        addresses.set(get('Id') ?? '', get('Target') ?? '');
      },
    });
    return addresses;
  }

  /** @param {Listed} sheet */
  async read({ name, part }) {
    this.#context ??= await this.#shared();
    const reader = new SheetReader(this.#context);
    await this.#read(part, reader);
    return reader.sheet(name, part && reader.hasLinks ? await this.#addressesOf(part) : new Map());
  }
}

/** Returns the sheet of a name or a number. Numbers count what is shown. @param {Listed[]} sheets @param {string} wanted */
function find(sheets, wanted) {
  const shown = sheets.filter(({ isHidden }) => !isHidden);
  const found = shown.find(({ name }) => name === wanted) ?? shown[Number(wanted) - 1];
  if (found) return found;
  if (sheets.some(({ name }) => name === wanted))
    refuse(`The sheet “${wanted}” is hidden: show it in the workbook before you publish it.`);
  return refuse(`There is no sheet “${wanted}” here: there are ${listed(shown.map(({ name }) => name))}.`);
}

/**
 * Reads one sheet by its name or number; by default the first that is not empty. Hidden sheets are none.
 * @param {Buffer} bytes of an .xlsx file @param {string} [wanted]
 * @returns {Promise<Chosen>}
 * @throws {import('../../engine/error.js').CardError} if it cannot be read
 */
export async function readSheet(bytes, wanted) {
  const workbook = new Workbook(bytes);
  await workbook.open();
  const shown = workbook.sheets.filter(({ isHidden }) => !isHidden);
  if (!shown.length) refuse('All sheets of this workbook are hidden: show the one to read.');
  const names = shown.map(({ name }) => name);
  if (wanted !== undefined) return { names, sheet: await workbook.read(find(workbook.sheets, wanted)) };
  for (const one of shown) {
    const sheet = await workbook.read(one);
    if (sheet.rows.length) return { names, sheet };
  }
  return { names, sheet: { name: names[0], rows: [], columns: [], faults: [] } };
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
