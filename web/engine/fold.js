/**
 * Folding one code point: what the engine asks of its host (src/base/platform.h). The reference for "the same letter" is
 * Intl.Collator at base sensitivity, so this asks the collator itself rather than carrying tables.
 */

const collator = new Intl.Collator('und', { sensitivity: 'base' });

/** @param {string} a @param {string} b */
const same = (a, b) => collator.compare(a, b) === 0;

/**
 * What letters without a decomposition may be equal to: ø to o, ł to l, đ to d, æ to ae, ß to ss, digits of other
 * scripts to these, curly quotation marks to straight ones.
 */
const PLAIN = [...'abcdefghijklmnopqrstuvwxyz0123456789\'"', 'ae', 'oe', 'ss'];

/** @type {Map<string, boolean>} */
const ignored = new Map();

/** Whether the collator ignores a mark after a letter. @param {string} mark */
function isIgnored(mark) {
  let answer = ignored.get(mark);
  if (answer === undefined) {
    answer = same(`a${mark}`, 'a');
    ignored.set(mark, answer);
  }
  return answer;
}

/**
 * What stands for all letters equal to one: plain ones, or the first of its block (small and voiced kana, hiragana and
 * katakana, Hebrew final letters). Beyond the alphabets nothing is left to be equal.
 * @param {string} letter
 */
function plain(letter) {
  const point = /** @type {number} */ (letter.codePointAt(0));
  if (point < 0x80 || isIgnored(letter)) return letter;
  const equal = PLAIN.find((text) => same(letter, text));
  if (equal || point > 0x30ff) return equal ?? letter;
  for (let code = point & ~0xff; code < point; code++) {
    const first = String.fromCharCode(code);
    if (same(letter, first) && first.normalize('NFKD') === first) return first;
  }
  return letter;
}

/**
 * The folded form of one code point: '' for one that is ignored when letters are compared.
 * @param {number} point
 * @returns {string}
 */
export function fold(point) {
  const letter = String.fromCodePoint(point);
  if (isIgnored(letter)) return '';
  const lowered = letter.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
  const bare = [...lowered].filter((mark) => !isIgnored(mark));
  // Greek ᾳ is just α. Cyrillic й is и and a breve, a mark ignored elsewhere, yet the collator calls these two different.
  const folded = [bare[0] ?? '', bare.join('')].find((text) => same(text, letter)) ?? lowered.normalize('NFC');
  return [...folded].map(plain).join('');
}
