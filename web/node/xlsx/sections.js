/** Parses number formats (ECMA-376, Part 1, 18.8.31) into sections of tokens. */

/**
 * A token of a format. `text`: a literal; `digit`: one of 0 # ?; `date`: letters such as yyyy or [h]; the others have no
 * text.
 * @typedef {{kind: 'text' | 'digit' | 'point' | 'comma' | 'percent' | 'exponent' | 'slash' | 'date' | 'general' | 'at', text: string}} Token
 */

/**
 * A section of a format: for positive numbers, negative ones, zero, and texts; or with a condition.
 * @typedef {object} Section
 * @property {Token[]} tokens
 * @property {'number' | 'date' | 'text' | 'general'} kind
 * @property {((number: number) => boolean) | undefined} condition
 * @property {string} language of its months and days
 * @property {boolean} isLocal true for dates in the order of each reader's system
 */

/** Languages by the last ten bits of Windows' language numbers. */
const LANGUAGES = new Map(
  '1ar 2bg 4zh 5cs 6da 7de 8el 9en 10es 11fi 12fr 13he 14hu 16it 17ja 18ko 19nl 20nb 21pl 22pt 24ro 25ru 26hr 27sk 29sv 30th 31tr 33id 34uk 36sl 37et 38lv 39lt 42vi 57hi'
    .split(' ')
    .map((entry) => [Number.parseInt(entry, 10), entry.replace(/\d+/, '')]),
);

/** Conditions, such as [>=100]. @type {Record<string, (number: number, limit: number) => boolean>} */
const CONDITIONS = {
  '<': (number, limit) => number < limit,
  '<=': (number, limit) => number <= limit,
  '>': (number, limit) => number > limit,
  '>=': (number, limit) => number >= limit,
  '=': (number, limit) => number === limit,
  '<>': (number, limit) => number !== limit,
};

/** What a format consists of, in the order of trial. Spaces as wide as a character, and fillings, show nothing. */
const PARTS =
  /(?<quoted>"[^"]*"?)|\\(?<escaped>.)|_(?<space>.)|\*(?<fill>.)|\[(?<brackets>[^\]]*)\](?<fraction>(?<=\[s+\])\.0+)?|(?<general>General)|(?<date>AM\/PM|A\/P|上午\/下午|[ymdhs]+(?:(?<=s)\.0+)?|e+(?![+-])|b+|a{3,4})|(?<exponent>E[+-])|(?<digit>[0#?])|(?<rest>.)/gisu;

/** @type {Record<string, Token['kind']>} */
const SIGNS = { '.': 'point', ',': 'comma', '%': 'percent', '/': 'slash', '@': 'at' };

/** Reads what stands in brackets. @param {string} text @param {string} fraction of a second @param {Section} section */
function readBrackets(text, fraction, section) {
  const [, symbol, code] = /^\$([^-]*)(?:-(.*))?$/s.exec(text) ?? [];
  const [, sign, limit] = /^(<>|<=|>=|<|>|=)\s*(-?[\d.]+)$/.exec(text) ?? [];
  if (/^(?:h+|m+|s+)$/i.test(text)) section.tokens.push({ kind: 'date', text: `[${text.toLowerCase()}]${fraction}` });
  else if (sign) section.condition = (number) => CONDITIONS[sign](number, Number(limit));
  else if (symbol !== undefined) {
    if (symbol) section.tokens.push({ kind: 'text', text: symbol });
    const number = Number.parseInt(code ?? '', 16);
    section.isLocal ||= /^(?:F[48]00|x-sys)/i.test(code ?? '');
    section.language = LANGUAGES.get(number & 0x3ff) ?? /^[a-z]{2,3}\b/.exec(code ?? '')?.[0] ?? section.language;
  }
}

/** Returns the token of a part of a format. @param {Record<string, string | undefined>} part @returns {Token} */
function tokenOf({ quoted, escaped, space, fill, general, date, exponent, digit, rest }) {
  if (quoted !== undefined) return { kind: 'text', text: quoted.replace(/^"|"$/g, '') };
  if (fill !== undefined) return { kind: 'text', text: '' };
  if (space !== undefined) return { kind: 'text', text: space === ' ' ? ' ' : '' };
  if (general) return { kind: 'general', text: '' };
  if (date) return { kind: 'date', text: date.toLowerCase() };
  if (exponent) return { kind: 'exponent', text: exponent };
  if (digit) return { kind: 'digit', text: digit };
  const text = escaped ?? rest ?? '';
  const kind = escaped === undefined && Object.hasOwn(SIGNS, text) ? SIGNS[text] : 'text';
  return { kind, text };
}

/** Splits letters of dates: "yymm" has two tokens. @param {Token} token @returns {Token[]} */
const splitDate = (token) =>
  token.kind === 'date' && !/^(?:a\/p|am\/pm|上|\[)/.test(token.text)
    ? (token.text.match(/s+\.0+|([a-z])\1*/g) ?? []).map((text) => ({ kind: 'date', text }))
    : [token];

/** Returns the kind of a section. Letters beside places for digits are text. @param {Token[]} tokens @returns {Section['kind']} */
function kindOf(tokens) {
  const has = (/** @type {Token['kind']} */ kind) => tokens.some((token) => token.kind === kind);
  if (has('digit')) return 'number';
  if (has('date')) return 'date';
  if (has('general')) return 'general';
  return has('at') ? 'text' : 'number';
}

/** Reads a section. @param {string} code @returns {Section} */
export function sectionOf(code) {
  /** @type {Section} */
  const section = { tokens: [], kind: 'number', condition: undefined, language: 'en', isLocal: false };
  for (const { groups = {} } of code.matchAll(PARTS)) {
    if (groups.brackets === undefined) section.tokens.push(...splitDate(tokenOf(groups)));
    else readBrackets(groups.brackets, groups.fraction ?? '', section);
  }
  section.kind = kindOf(section.tokens);
  return section;
}

/** Splits a format at its semicolons. @param {string} code */
export const splitFormat = (code) => code.match(/(?:"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|[^;])+|(?<=;|^)(?=;|$)/gsu) ?? [''];
