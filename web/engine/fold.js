/**
 * Folds a code point for the engine (src/base/platform.h). Intl.Collator at base sensitivity defines equal letters, so
 * this asks it instead of carrying tables.
 */

const collator = new Intl.Collator('und', { sensitivity: 'base' });

/** @param {string} a @param {string} b */
const same = (a, b) => collator.compare(a, b) === 0;

/**
 * Candidates for letters without a decomposition: o for ø, l for ł, d for đ, ae for æ, ss for ß, ASCII digits for other
 * digits, straight quotation marks for curly ones.
 */
const PLAIN = [...'abcdefghijklmnopqrstuvwxyz0123456789\'"', 'ae', 'oe', 'ss'];

/**
 * Characters that readers type for one another, though the collator tells them apart: each, and what it folds to. Arabic
 * alif, waw, ya, kaf and ha, also those of Persian and Urdu; then signs.
 */
const ALIKE = new Map(
  "أا إا آا ٱا ؤو ئي ىي یي کك ةه ەه ہه ھه ۀه ۂه −- ×x ʼ' ʻ' ′' ٫. ٬, ٪% ⁄/ ∕/"
    .split(' ')
    .map(([one, other]) => [one, other]),
);

/** @type {Map<string, boolean>} */
const ignored = new Map();

/** Returns true if the collator ignores a mark after a letter. @param {string} mark */
function isIgnored(mark) {
  let answer = ignored.get(mark);
  if (answer === undefined) {
    answer = same(`a${mark}`, 'a');
    ignored.set(mark, answer);
  }
  return answer;
}

/**
 * Returns the representative of all letters equal to one: an ASCII letter, or the first of its block (small and voiced
 * kana, hiragana and katakana, Hebrew final letters). Other characters have no equal ones.
 * @param {string} letter
 */
function plain(letter) {
  const point = /** @type {number} */ (letter.codePointAt(0));
  const alike = ALIKE.get(letter) ?? (/\p{Pd}/u.test(letter) ? '-' : undefined);
  if (alike) return alike;
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
 * Folds a code point; returns '' if comparisons ignore it.
 * @param {number} point
 * @returns {string}
 */
export function fold(point) {
  const letter = String.fromCodePoint(point);
  if (isIgnored(letter)) return '';
  const lowered = letter.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
  const bare = [...lowered].filter((mark) => !isIgnored(mark));
  // Greek ᾳ is just α. Cyrillic й is и and a breve, a mark ignored elsewhere, yet the collator calls the two different.
  const folded = [bare[0] ?? '', bare.join('')].find((text) => same(text, letter)) ?? lowered.normalize('NFC');
  return [...folded].map(plain).join('');
}
