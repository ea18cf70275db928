/**
 * Writes numbers into the places of a section: decimals, groups, exponents, fractions. Order of the file: rounding, places,
 * exponents, fractions, sections.
 */

/** @typedef {import('./sections.js').Token} Token */

/** How a section writes numbers. @typedef {(number: number) => string} Writer */

/** Significant digits of a number in a workbook. */
const DIGITS = 15;

/** Returns a number with its exact digits. Short ones have no others. @param {number} number */
export const exact = (number) => (`${number}`.length <= DIGITS ? number : Number(number.toPrecision(DIGITS)));

/**
 * Writes a number without sign with some decimals. Rounds its 15 digits half up, as spreadsheets do.
 * @param {number} number @param {number} places
 */
function fixed(number, places) {
  const [whole, decimals = ''] = `${exact(number)}`.split('.');
  if (decimals.length <= places && !/e/.test(whole + decimals))
    return { whole, decimals: decimals.padEnd(places, '0') };
  return rounded(number, places);
}

/** @param {number} number @param {number} places */
function rounded(number, places) {
  const [mantissa, power] = number.toExponential(DIGITS - 1).split('e');
  const digits = mantissa.replace('.', '');
  const kept = Number(power) + 1 + places;
  const whole = BigInt(kept > 0 ? digits.slice(0, kept).padEnd(kept, '0') : '0');
  const isUp = kept >= 0 && kept < DIGITS && digits[kept] >= '5';
  const text = String(whole + (isUp ? 1n : 0n)).padStart(places + 1, '0');
  return { whole: text.slice(0, text.length - places), decimals: text.slice(text.length - places) };
}

/** Returns a text in which groups of three digits are separated. @param {string} digits */
const grouped = (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ',');

/**
 * Writes digits into places. The first place takes all digits that are left.
 * @param {Token[]} tokens @param {string} digits @param {boolean} isGrouped
 */
function fillWhole(tokens, digits, isGrouped) {
  let left = digits === '0' ? '' : digits;
  let places = tokens.filter(({ kind }) => kind === 'digit').length;
  if (isGrouped) {
    const zeros = tokens.filter(({ kind, text }) => kind === 'digit' && text === '0').length;
    left = grouped(left.padStart(zeros, '0'));
  }
  const written = [];
  for (const { kind, text } of tokens.toReversed()) {
    if (kind === 'text') written.unshift(text);
    if (kind !== 'digit') continue;
    places--;
    const at = places && !isGrouped ? -1 : 0;
    const taken = left.slice(at) || (text === '0' && !isGrouped ? '0' : '');
    left = at ? left.slice(0, at) : '';
    written.unshift(taken);
  }
  return written.join('');
}

/** Writes decimals into places; zeros at the end only where the format asks for them. @param {Token[]} tokens @param {string} digits */
function fillDecimals(tokens, digits) {
  let at = digits.length;
  const written = [];
  let isNeeded = false;
  for (const { kind, text } of tokens.toReversed()) {
    if (kind === 'text') written.unshift(text);
    if (kind !== 'digit') continue;
    const digit = digits[--at] ?? '0';
    isNeeded ||= digit !== '0' || text === '0';
    if (isNeeded) written.unshift(digit);
  }
  return written.join('');
}

/** Returns the parts of a number's section around its point and exponent. @param {Token[]} tokens */
function partsOf(tokens) {
  const find = (/** @type {Token['kind']} */ kind) => {
    const at = tokens.findIndex((token) => token.kind === kind);
    return at < 0 ? tokens.length : at;
  };
  const exponent = find('exponent');
  const point = Math.min(find('point'), exponent);
  return {
    whole: tokens.slice(0, point),
    decimals: tokens.slice(point + 1, exponent),
    exponent: tokens.slice(exponent),
  };
}

const isDigit = (/** @type {Token} */ { kind }) => kind === 'digit';

/** Returns how often commas behind the last place for a digit divide by a thousand. @param {Token[]} tokens */
function thousandsIn(tokens) {
  const rest = tokens.slice(tokens.findLastIndex(isDigit) + 1);
  return rest.filter(({ kind }) => kind === 'comma').length;
}

/** Writes the exponent of a number. @param {Token[]} tokens from the exponent on @param {number} power */
function exponentText([{ text }, ...places], power) {
  const sign = power < 0 ? '-' : text.endsWith('+') ? '+' : '';
  return `E${sign}${fillWhole(places, String(Math.abs(power)), false)}`;
}

/** Writes a number with an exponent: the places before the point say in which steps it grows. @param {Token[]} tokens @param {number} number */
function scientific(tokens, number) {
  const { whole, decimals, exponent } = partsOf(tokens);
  const step = Math.max(1, whole.filter(isDigit).length);
  const places = decimals.filter(isDigit).length;
  let power = number ? Math.floor(Math.log10(number) / step) * step : 0;
  let parts = fixed(number / 10 ** power, places);
  if (parts.whole.length > step) {
    power += step;
    parts = fixed(number / 10 ** power, places);
  }
  const point = tokens.some(({ kind }) => kind === 'point') ? '.' : '';
  const written = fillWhole(whole, parts.whole, false) || '0';
  return written + point + fillDecimals(decimals, parts.decimals) + exponentText(exponent, power);
}

/**
 * Returns the best fraction of a number from 0 to 1 with a limited denominator (Stern–Brocot, by continued fractions).
 * @param {number} number @param {number} most
 */
function fractionOf(number, most) {
  let [n0, d0, n1, d1] = [0, 1, 1, 0];
  for (let rest = number; ; ) {
    const whole = Math.floor(rest);
    const [n2, d2] = [whole * n1 + n0, whole * d1 + d0];
    if (d2 > most) break;
    [n0, d0, n1, d1] = [n1, d1, n2, d2];
    if (rest - whole < 1e-9) return [n1, d1];
    rest = 1 / (rest - whole);
  }
  const more = Math.floor((most - d0) / d1);
  const [n2, d2] = [more * n1 + n0, more * d1 + d0];
  return Math.abs(n2 / d2 - number) < Math.abs(n1 / d1 - number) ? [n2, d2] : [n1, d1];
}

/** Writes a number as a fraction, such as 1 1/2. @param {Token[]} tokens @param {number} number */
function fraction(tokens, number) {
  const slash = tokens.findIndex(({ kind }) => kind === 'slash');
  const [first, last] = [tokens.findIndex(isDigit), tokens.findLastIndex(isDigit)];
  const before = tokens.slice(first, slash);
  const after = tokens.slice(slash + 1);
  const isMixed = before.some(
    ({ kind, text }, i) => kind === 'text' && text.includes(' ') && before.slice(i).some(isDigit),
  );
  const said = /^\d+/.exec(
    after
      .map(({ kind, text }) => (kind === 'text' || text === '0' ? text : ' '))
      .join('')
      .trim(),
  );
  const places = after.filter(isDigit).length;
  const whole = isMixed ? Math.floor(number) : 0;
  const [n, d] = Number(said?.[0])
    ? [Math.round((number - whole) * Number(said?.[0])), Number(said?.[0])]
    : fractionOf(number - whole, 10 ** Math.min(places, 4) - 1);
  const [carried, rest] = isMixed && n === d ? [whole + 1, 0] : [whole, n];
  const text = isMixed && !rest ? `${carried}` : `${isMixed && carried ? `${carried} ` : ''}${rest}/${d}`;
  const textsOf = (/** @type {Token[]} */ list) => list.map(({ kind, text }) => (kind === 'text' ? text : '')).join('');
  const behind = said ? textsOf(after).replace(/^\s*\d+/, '') : textsOf(tokens.slice(last + 1));
  return textsOf(tokens.slice(0, first)) + text + behind;
}

/** Returns the writer of a section without exponent and fraction. @param {Token[]} tokens @returns {Writer} */
function plainWriter(tokens) {
  const { whole, decimals } = partsOf(tokens);
  const hasPoint = tokens.some(({ kind }) => kind === 'point');
  const divisor = 1000 ** thousandsIn(decimals.some(isDigit) ? decimals : whole);
  const places = decimals.filter(isDigit).length;
  const inner = whole.slice(0, whole.findLastIndex(isDigit));
  const isGrouped = inner.some(({ kind }, i) => kind === 'comma' && inner.slice(0, i).some(isDigit));
  return (number) => {
    const parts = fixed(number / divisor, places);
    return fillWhole(whole, parts.whole, isGrouped) + (hasPoint ? '.' : '') + fillDecimals(decimals, parts.decimals);
  };
}

/** Kinds of tokens that say nothing of a number: their letters are shown. */
const LETTERS = new Set(['percent', 'date', 'general', 'at']);

/** Returns the writer of a section. It gets numbers without their signs. @param {Token[]} given @returns {Writer} */
export function writerOf(given) {
  if (!given.some(isDigit))
    return (number) => given.map(({ kind, text }) => (kind === 'at' ? exact(number) : text)).join('');
  const factor = 100 ** given.filter(({ kind }) => kind === 'percent').length;
  const tokens = given.map((token) =>
    LETTERS.has(token.kind) ? { ...token, kind: /** @type {const} */ ('text') } : token,
  );
  const hasSlash = tokens.some(({ kind }, i) => kind === 'slash' && tokens.slice(0, i).some(isDigit));
  const write = tokens.some(({ kind }) => kind === 'exponent')
    ? (/** @type {number} */ number) => scientific(tokens, number)
    : hasSlash
      ? (/** @type {number} */ number) => fraction(tokens, number)
      : plainWriter(tokens);
  return (number) => write(factor === 1 ? number : exact(number * factor));
}
