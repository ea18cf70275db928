/**
 * Number formats: write numbers and texts as a sheet shows them. Months and days are in the language of the format,
 * otherwise English.
 */
import { dateText } from './dates.js';
import { exact, writerOf } from './numbers.js';
import { sectionOf, splitFormat } from './sections.js';

/** @typedef {import('./sections.js').Section} Section */
/** @typedef {import('./numbers.js').Writer} Writer */

/** Excel's maximum. */
const LONGEST_FORMAT = 255;

/** The formats that workbooks do not spell out (18.8.30). Numbers of dates in the order of the reader's system: see isLocal. */
const BUILT_IN = new Map(
  Object.entries({
    1: '0',
    2: '0.00',
    3: '#,##0',
    4: '#,##0.00',
    5: '$#,##0_);($#,##0)',
    6: '$#,##0_);($#,##0)',
    7: '$#,##0.00_);($#,##0.00)',
    8: '$#,##0.00_);($#,##0.00)',
    9: '0%',
    10: '0.00%',
    11: '0.00E+00',
    12: '# ?/?',
    13: '# ??/??',
    15: 'd-mmm-yy',
    16: 'd-mmm',
    17: 'mmm-yy',
    18: 'h:mm AM/PM',
    19: 'h:mm:ss AM/PM',
    20: 'h:mm',
    21: 'h:mm:ss',
    37: '#,##0_);(#,##0)',
    38: '#,##0_);(#,##0)',
    39: '#,##0.00_);(#,##0.00)',
    40: '#,##0.00_);(#,##0.00)',
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)',
    45: 'mm:ss',
    46: '[h]:mm:ss',
    47: 'mm:ss.0',
    48: '##0.0E+0',
    49: '@',
    59: '0',
    60: '0.00',
    61: '#,##0',
    62: '#,##0.00',
    67: '0%',
    68: '0.00%',
    69: '# ?/?',
    70: '# ??/??',
  }).map(([id, code]) => [Number(id), code]),
);

/** Dates in the order of the reader's system, East Asian and Thai ones. @param {number} id */
const isLocalDate = (id) =>
  id === 14 || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) || (id >= 71 && id <= 81);

/** The format of dates that each system shows in an order of its own: ISO 8601. */
const LOCAL = '[$-F800]yyyy';

/** A number format. */
export class Format {
  #sections;
  /** The writers of the sections for numbers. @type {Map<Section, Writer>} */
  #writers;
  #hasConditions;

  /** @param {string} code such as `#,##0.00 "kg";[Red]-0` */
  constructor(code) {
    this.#sections = (code.length > LONGEST_FORMAT ? ['General'] : splitFormat(code)).map(sectionOf);
    this.#writers = new Map(this.#sections.map((section) => [section, writerOf(section.tokens)]));
    this.#hasConditions = this.#sections.some(({ condition }) => condition);
  }

  /** @param {number} number */
  #sectionFor(number) {
    const [first, second, third] = this.#sections;
    if (this.#hasConditions) {
      const numbers = this.#sections.slice(0, 3).filter(({ kind }) => kind !== 'text');
      return numbers.find(({ condition }) => !condition || condition(number)) ?? numbers.at(-1) ?? first;
    }
    if (number < 0 && second && second.kind !== 'text') return second;
    return number === 0 && third && third.kind !== 'text' ? third : first;
  }

  /** Returns true if a number is a date or a time. @param {number} number */
  isDate(number) {
    return this.#sectionFor(number).kind === 'date';
  }

  /** Returns the text of a number. @param {number} number @param {boolean} is1904 true if days are counted from 1904 */
  write(number, is1904) {
    const section = this.#sectionFor(number);
    const { tokens, kind, condition } = section;
    if (kind === 'date') return dateText(number, is1904, section) ?? `${exact(number)}`;
    const isOwn = condition ? !condition(Math.abs(number)) : section === this.#sections[1];
    const general = `${exact(isOwn ? Math.abs(number) : number)}`;
    if (kind === 'general') return tokens.map(({ kind, text }) => (kind === 'general' ? general : text)).join('');
    if (kind === 'text') return general;
    const text = /** @type {Writer} */ (this.#writers.get(section))(Math.abs(number));
    const isSigned = number < 0 && !isOwn && tokens.length > 0 && /[1-9]/.test(text);
    return (isSigned ? `-${text}` : text).trim();
  }

  /** Returns a text in the section for texts. @param {string} text */
  writeText(text) {
    const section = this.#sections[3] ?? this.#sections.find(({ kind }) => kind === 'text');
    if (!section) return text;
    return section.tokens
      .map((token) => (token.kind === 'at' ? text : token.kind === 'text' ? token.text : ''))
      .join('');
  }
}

/** Returns a built-in format. @param {number} id */
export const builtInFormat = (id) => new Format(isLocalDate(id) ? LOCAL : (BUILT_IN.get(id) ?? 'General'));
