/** Names of months, for the engine (src/base/platform.h). Intl knows them in every language. */

/** The languages of data/labels in which months have names. */
const LANGUAGES = ['en', 'ar', 'de', 'es', 'fr', 'hi', 'id', 'it', 'pt', 'ru'];

/** What is added to the months of other languages: CARD_FOREIGN_MONTH in src/base/platform.h. */
const FOREIGN = 16;

/** Returns a name without case, accents and points. @param {string} name */
const bare = (name) =>
  name
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')
    .toLowerCase();

/** The names of a language, alone and beside a day: январь, января. @param {string} language */
const namesIn = (language) =>
  /** @type {Intl.DateTimeFormatOptions[]} */ ([{}, { day: 'numeric' }]).map((options) => {
    const format = new Intl.DateTimeFormat(language, { ...options, month: 'long', timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, month) =>
      bare(format.formatToParts(Date.UTC(2022, month)).find(({ type }) => type === 'month')?.value ?? ''),
    );
  });

/** The months of all names and their starts, by the language that comes first. @type {Map<string, Map<string, number>>} */
const known = new Map();

/** @param {string} language */
function supported(language) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language);
  } catch {
    return [];
  }
}

/** @param {string} language */
function monthsIn(language) {
  const months = known.get(language) ?? new Map();
  if (months.size) return months;
  const own = [...supported(language), 'en'].flatMap(namesIn);
  for (const [i, names] of [...own, ...LANGUAGES.flatMap(namesIn)].entries()) {
    for (const [month, name] of names.entries()) {
      for (let length = name.length; length > 2 || length === name.length; length--) {
        const start = name.slice(0, length);
        if (!months.has(start)) months.set(start, month + 1 + (i < own.length ? 0 : FOREIGN));
      }
    }
  }
  known.set(language, months);
  return months;
}

/**
 * Returns the month, from 1, whose name starts with a word, with three letters of it or more; 0 if there is none. More by
 * FOREIGN if neither the language nor English calls it so.
 * @param {string} word @param {string} language that comes first
 */
export const monthOf = (word, language) => monthsIn(language).get(bare(word)) ?? 0;

/** Returns true if the day is before the month. @param {Intl.DateTimeFormat} format */
export function isDayFirst(format) {
  const types = format.formatToParts(0).map(({ type }) => type);
  return types.indexOf('day') < types.indexOf('month');
}
