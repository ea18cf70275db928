/** The styles of cells: number formats, bold and struck-out fonts. */
import { builtInFormat, Format } from './format.js';

/** @typedef {import('./xml.js').GetAttribute} GetAttribute */
/** @typedef {{isBold: boolean, isStruck: boolean}} Font */
/** @typedef {Font & {format: Format}} Style */

/** The first format number that a workbook defines itself. */
const FIRST_OWN_FORMAT = 50;

/** Returns true for an element that switches something on: `<b/>`, but not `<b val="0"/>`. @param {GetAttribute} get */
export const isOn = (get) => !/^(?:0|false|none)$/.test(get('val') ?? '');

/** @type {Style} */
const PLAIN = { format: new Format('General'), isBold: false, isStruck: false };

/** Reads the part `styles.xml`. */
export class Styles {
  /** @type {Map<string, string>} */
  #codes = new Map();
  /** The formats by their numbers. @type {Map<string, Format>} */
  #formats = new Map();
  /** @type {Font[]} */
  #fonts = [];
  /** Format and font of the styles that other styles extend. @type {{format: string | undefined, font: string | undefined}[]} */
  #bases = [];
  /** @type {Style[]} */
  #styles = [];
  #list = '';

  /** @param {string} name @param {GetAttribute} get */
  open(name, get) {
    if (name === 'numFmt' && this.#list === 'numFmts') this.#codes.set(get('numFmtId') ?? '', get('formatCode') ?? '');
    else if (['numFmts', 'fonts', 'cellStyleXfs', 'cellXfs'].includes(name)) this.#list = name;
    else if (this.#list === 'fonts') this.#openFont(name, get);
    else if (name === 'xf' && this.#list === 'cellStyleXfs')
      this.#bases.push({ format: get('numFmtId'), font: get('fontId') });
    else if (name === 'xf' && this.#list === 'cellXfs') this.#styles.push(this.#styleOf(get));
  }

  /** @param {string} name @param {GetAttribute} get */
  #openFont(name, get) {
    if (name === 'font') this.#fonts.push({ isBold: false, isStruck: false });
    const font = this.#fonts.at(-1);
    if (font && name === 'b') font.isBold = isOn(get);
    if (font && name === 'strike') font.isStruck = isOn(get);
  }

  /** @param {string} name */
  close(name) {
    if (name === this.#list) this.#list = '';
  }

  /** @param {GetAttribute} get attributes of a style @returns {Style} */
  #styleOf(get) {
    const base = this.#bases[Number(get('xfId'))];
    const font = this.#fonts[Number(get('fontId') ?? base?.font)] ?? PLAIN;
    const { isBold, isStruck } = font;
    return { format: this.#formatOf(get('numFmtId') ?? base?.format ?? '0'), isBold, isStruck };
  }

  /** @param {string} id of a format */
  #formatOf(id) {
    const code = Number(id) >= FIRST_OWN_FORMAT ? this.#codes.get(id) : undefined;
    const format = this.#formats.get(id) ?? (code === undefined ? builtInFormat(Number(id)) : new Format(code));
    this.#formats.set(id, format);
    return format;
  }

  /** @param {string | undefined} index @returns {Style} */
  at(index) {
    return this.#styles[Number(index ?? 0)] ?? PLAIN;
  }
}
