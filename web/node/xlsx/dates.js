/** Writes dates, times and durations as a sheet shows them. */

/** @typedef {import('./sections.js').Section} Section */

const DAY = 86_400_000;

/** Day 0 of a workbook. */
const EPOCH = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/** The day that spreadsheets hold for 29 February 1900. Days before it are one less. */
const LEAP_DAY = 60;

/** 1 January 10000, beyond the last date of workbooks. */
const LAST_DAY = 2_958_466;

/** Returns a number of days as a time. @param {number} days @param {boolean} is1904 */
const timeOf = (days, is1904) =>
  (is1904 ? EPOCH_1904 : EPOCH) + Math.round(days * DAY) + (!is1904 && days < LEAP_DAY ? DAY : 0);

/** Returns the number of days of a time in ISO 8601; undefined if it is none. @param {string} text @param {boolean} is1904 */
export function daysOf(text, is1904) {
  const time = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : (time - (is1904 ? EPOCH_1904 : EPOCH)) / DAY;
}

/** @param {number} number @param {number} [length] */
const padded = (number, length = 2) => `${number}`.padStart(length, '0');

/** Names of months and days in a language. @param {string} language @param {Intl.DateTimeFormatOptions} options @param {Date} date */
const named = (language, options, date) =>
  new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' }).format(date);

/** Months and days as letters of a format ask for them. @type {Record<string, Intl.DateTimeFormatOptions>} */
const NAMES = {
  mmm: { month: 'short' },
  mmmm: { month: 'long' },
  ddd: { weekday: 'short' },
  dddd: { weekday: 'long' },
  aaa: { weekday: 'short' },
  aaaa: { weekday: 'long' },
};

/** Cached names: a column has the same few. @type {Map<string, string>} */
const names = new Map();

/** Returns the name of a month or a day. @param {string} letters @param {string} language @param {Date} date */
function nameOf(letters, language, date) {
  const key = `${letters} ${language} ${letters.startsWith('m') ? date.getUTCMonth() : date.getUTCDay()}`;
  const name = names.get(key) ?? named(language, NAMES[letters], date);
  names.set(key, name);
  return name;
}

/** @param {string} decimals as many zeros @param {number} milliseconds */
const fractionText = (decimals, milliseconds) =>
  decimals &&
  `.${padded(milliseconds % 1000, 3)
    .padEnd(decimals.length, '0')
    .slice(0, decimals.length)}`;

/** Returns the digits of a second, such as 05.25. @param {string} letters s, ss, s.0, ss.00 @param {number} milliseconds */
function secondText(letters, milliseconds) {
  const [whole, decimals = ''] = letters.split('.');
  return padded(Math.floor(milliseconds / 1000) % 60, whole.length) + fractionText(decimals, milliseconds);
}

/** Returns what letters of a format say. @param {string} letters @param {Date} date @param {{isClock12: boolean, language: string}} about */
function partText(letters, date, { isClock12, language }) {
  const year = date.getUTCFullYear();
  const hours = date.getUTCHours();
  if (/^y/.test(letters)) return letters.length > 2 ? padded(year, 4) : padded(year % 100);
  if (/^e/.test(letters)) return padded(year, 4);
  if (/^b/.test(letters)) return `${year + 543}`;
  if (letters === 'mmmmm') return nameOf('mmmm', language, date).slice(0, 1);
  if (Object.hasOwn(NAMES, letters)) return nameOf(letters, letters.startsWith('a') ? 'ja' : language, date);
  if (/^m/.test(letters)) return padded(date.getUTCMonth() + 1, letters.length);
  if (/^d/.test(letters))
    return letters.length > 2 ? nameOf('dddd', language, date) : padded(date.getUTCDate(), letters.length);
  if (/^h/.test(letters)) return padded(isClock12 ? hours % 12 || 12 : hours, letters.length);
  if (/^s/.test(letters)) return secondText(letters, date.getUTCSeconds() * 1000 + date.getUTCMilliseconds());
  return /^a/.test(letters) ? halfOfDay(letters, hours) : letters;
}

/** @param {string} letters @param {number} hours */
function halfOfDay(letters, hours) {
  const half = hours < 12 ? 'AM' : 'PM';
  return letters === 'a/p' ? half[0] : half;
}

/** Returns a duration, such as 36 for [h]. @param {string} letters @param {number} milliseconds */
function elapsedText(letters, milliseconds) {
  const unit = { h: 3_600_000, m: 60_000, s: 1000 }[letters[1]] ?? 1;
  const [whole, decimals = ''] = letters.split('.');
  return padded(Math.floor(milliseconds / unit), whole.length - 2) + fractionText(decimals, milliseconds);
}

/** Returns true if the letters m or mm of a token mean minutes: behind hours, or before seconds. @param {string[]} letters all of a format @param {number} at */
function isMinutes(letters, at) {
  if (!/^mm?$/.test(letters[at])) return false;
  return /^\[?h/.test(letters[at - 1] ?? '') || /^\[?s/.test(letters[at + 1] ?? '');
}

/** Returns a date in ISO 8601, with the time if there is one; a time alone without a date. @param {Date} date @param {number} days */
function isoText(date, days) {
  const [day, time] = [date.toISOString().slice(0, 10), date.toISOString().slice(11, 19).replace(/:00$/, '')];
  if (days < 1) return time;
  return time === '00:00' ? day : `${day} ${time}`;
}

/**
 * Writes days as a date, a time or a duration.
 * @param {number} days @param {boolean} is1904 @param {Section} section
 * @returns {string | undefined} undefined if there is no such date
 */
export function dateText(days, is1904, { tokens, language, isLocal }) {
  if (!(days >= 0 && days < LAST_DAY)) return;
  const letters = tokens.flatMap(({ kind, text }) => (kind === 'date' ? [text] : []));
  const decimals = Math.min(3, Math.max(0, ...letters.map((text) => text.split('.')[1]?.length ?? 0)));
  const step = 1000 / 10 ** decimals;
  const round = (/** @type {number} */ time) => Math.round(time / step) * step;
  const date = new Date(round(timeOf(days, is1904)));
  if (isLocal) return isoText(date, days);
  const about = { isClock12: letters.some((text) => /\/|上/.test(text)), language };
  let at = -1;
  const written = tokens.map(({ kind, text }) => {
    if (kind !== 'date') return text;
    at++;
    if (text.startsWith('[')) return elapsedText(text, round(days * DAY));
    if (text.startsWith('上')) return date.getUTCHours() < 12 ? '上午' : '下午';
    return isMinutes(letters, at) ? padded(date.getUTCMinutes(), text.length) : partText(text, date, about);
  });
  return written.join('').trim();
}
