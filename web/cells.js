/**
 * What the text of a cell says, in a spreadsheet or a table: a number, yes or no, a list, or a text. Ordered bottom-up:
 * numbers, then cells, then the cells of a row.
 */

/**
 * A value of a card (data/comparison.schema.json).
 * @typedef {string | number | boolean | null | string[] | {text: string, value: number}} Value
 */

/**
 * A line of a cell: what it says, and the same as inline markup.
 * @typedef {{plain: string, text: string}} Line
 */

/** What stands between the groups of a long number whatever its decimal mark: spaces and apostrophes. */
const GROUPS = " \\u00a0\\u2009\\u202f'’";

/** A number with this decimal mark, and the other one between groups of three digits. @param {Mark} mark */
function digitsWith(mark) {
  const other = mark === '.' ? ',' : '\\.';
  return `(?:\\d{1,3}(?:${other}\\d{3})+|\\d{1,3}(?:[${GROUPS}]\\d{3})+|\\d+)(?:${mark === '.' ? '\\.' : ','}\\d+)?`;
}

/** Sign, money, the number, its unit. @param {Mark} mark */
const numberWith = (mark) =>
  new RegExp(
    String.raw`^(?<sign>[-+−]?)(?<money>(?:[A-Z]{0,3}\p{Sc}|[A-Z]{3}(?=\s?\d))?)\s?(?<inner>[-−]?)` +
      String.raw`(?<digits>${digitsWith(mark)})(?<unit>(?:\s?[\p{L}\p{Sc}%‰°′″"'µ/×][^\d\n]{0,23})?)$`,
    'u',
  );

const NUMBERS = { '.': numberWith('.'), ',': numberWith(',') };

/** Digits that can be read in one way only, by their decimal mark. */
const CERTAIN = {
  '.': /^(?:\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})$/,
  ',': /^(?:\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})$/,
};

/** @typedef {'.' | ','} Mark that stands before the decimals */

/** The decimal mark of a language, the point for want of one. @param {string} [language] @returns {Mark} */
export function markOf(language) {
  try {
    return new Intl.NumberFormat(language || 'en', { numberingSystem: 'latn' }).format(1.5)[1] === ',' ? ',' : '.';
  } catch {
    return '.';
  }
}

/** What is no number is seen at once: a sign and money stand before its first digit at most. @param {string} text */
const mayBeNumber = (text) => /^\D{0,9}\d/.test(text);

/** Whether a text is a number, and one with this decimal mark for certain. @param {string} text @param {Mark} mark */
const isCertain = (text, mark) => CERTAIN[mark].test(NUMBERS[mark].exec(text)?.groups?.digits ?? '');

/**
 * The decimal mark of numbers: what the certain ones among them say, else the one that `usual` says, which is asked only where
 * it matters: languages take a browser long to look up. "1,234" alone is a thousand in English and little more than one in
 * German. "USB 3.1" is no number, and says nothing of any.
 * @param {Iterable<string>} texts @param {() => Mark} usual @returns {Mark}
 */
export function decimalMark(texts, usual) {
  /** @type {Set<Mark>} */
  const seen = new Set();
  let hasNumbers = false;
  for (const text of texts) {
    if (!mayBeNumber(text)) continue;
    hasNumbers = true;
    for (const each of /** @type {const} */ (['.', ','])) if (isCertain(text.trim(), each)) seen.add(each);
  }
  if (seen.size === 1) return [...seen][0];
  return hasNumbers ? usual() : '.';
}

/**
 * The number that a text is, and what it counts; undefined where it is none. "007" is a name, not a number.
 * @param {string} text @param {Mark} mark
 */
function numberIn(text, mark) {
  const parts = NUMBERS[mark].exec(text)?.groups;
  if (!parts || (parts.sign && parts.inner) || /^0\d/.test(parts.digits)) return;
  const digits = parts.digits.replace(new RegExp(`[${mark === '.' ? ',' : '.'}${GROUPS}]`, 'g'), '').replace(mark, '.');
  const value = Number(digits) * (/[-−]/.test(parts.sign + parts.inner) ? -1 : 1);
  return Number.isFinite(value) ? { value, unit: `${parts.money} ${parts.unit.trim()}` } : undefined;
}

/** Whether a text is a number exactly as JavaScript writes it. @param {string} text */
const isPlainNumber = (text) => text === `${Number(text)}` && Number.isFinite(Number(text));

const YES = /^(?:yes|true|[✓✔☑✅])\ufe0f?$/iu;
const NO = /^(?:no|false|[✗✘☒❌])\ufe0f?$/iu;

/** Characters of "false", and of a sign with what makes it an emoji. */
const LONGEST_ANSWER = 5;

/** @typedef {{value: Value, unit?: string}} Read what a cell says, and what it counts */

/** @param {Line} line @param {Mark} mark @returns {Read} */
function readLine({ plain, text }, mark) {
  const bare = plain.trim();
  if (bare.length > LONGEST_ANSWER && !mayBeNumber(bare)) return { value: text };
  const isLinked = text.includes('](');
  if (!isLinked && YES.test(bare)) return { value: true };
  if (!isLinked && NO.test(bare)) return { value: false };
  const number = numberIn(bare, mark);
  if (text === bare && (number ? `${number.value}` === bare : isPlainNumber(bare))) return { value: Number(bare) };
  return number ? { value: { text, value: number.value }, unit: number.unit } : { value: text };
}

/** @param {Line[]} lines @param {Mark} mark @returns {Read} */
function readCell(lines, mark) {
  if (!lines.length) return { value: null };
  return lines.length === 1 ? readLine(lines[0], mark) : { value: lines.map(({ text }) => text) };
}

/** Whether a cell is a code of two letters: of a country, a language. "No" may be an answer. @param {Line[]} lines */
const isCode = ([line, ...more]) => !more.length && /^(?!no$)[a-z]{2}$/i.test(line?.plain.trim());

/**
 * The values of a row. Numbers that count different things cannot be ranked: of "500 MB" and "1 GB" the texts remain.
 * Beside "SE" and "DK", "NO" is Norway.
 * @param {Line[][]} cells each with its lines @param {Mark} mark
 */
export function valuesOf(cells, mark) {
  const hasCodes = cells.some(isCode);
  const read = cells.map((lines) => {
    const isText = hasCodes && /^no$/i.test(lines[0]?.plain.trim());
    return isText && lines.length === 1 ? { value: lines[0].text } : readCell(lines, mark);
  });
  const units = new Set(read.map(({ unit }) => unit?.trim()).filter(Boolean));
  return read.map(({ value }) => {
    return units.size > 1 && value && typeof value === 'object' && 'value' in value ? value.text : value;
  });
}
