/** Data of all contenders: rows, queries, and the number of rows that each query finds. */
import { randomFrom } from '../random.js';

const SYLLABLES = 'ka lo mi ter ven so ra ti pol dan gre us ne vo lin sta que for bri mon'.split(' ');

/** Number of words, most of them rare (Zipf's law). */
const WORDS = 2000;

/** @param {() => number} next */
function makeWords(next) {
  const one = () => SYLLABLES[Math.floor(next() * SYLLABLES.length)];
  const words = new Set();
  while (words.size < WORDS) words.add(Array.from({ length: 2 + Math.floor(next() * 3) }, one).join(''));
  return [...words].map((word, i) => (i % 97 === 50 ? word.replace('o', 'ö') : word));
}

/** Returns a card of `count` rows with about 200 bytes of text each in four columns. @param {number} count */
export function makeCard(count) {
  const next = randomFrom(7);
  const words = makeWords(next);
  const word = () => words[Math.floor(WORDS ** next()) - 1];
  const text = (/** @type {number} */ length) => {
    let text = word();
    while (text.length < length) text += ` ${word()}`;
    return text[0].toUpperCase() + text.slice(1);
  };
  const rows = Array.from({ length: count }, (_, i) => [`Row ${i}`, text(55), text(55), text(55)]);
  return { title: 'Large', columns: ['Category', 'Definition', 'A', 'B'], rows };
}

/**
 * Returns queries typed letter by letter and deleted: a frequent, a less frequent and a rare word, one row, no row.
 * @param {number} rows
 */
export function makeQueries(rows) {
  const words = makeWords(randomFrom(7));
  const plain = (/** @type {number} */ from) => words.slice(from).find((word) => /^[a-z]+$/.test(word)) ?? 'ka';
  const typed = [plain(4), plain(150), plain(1500), `${rows - 1}`, 'zzzz', 'row'];
  return typed.flatMap((text) => {
    const there = Array.from(text, (_, i) => text.slice(0, i + 1));
    return [...there, ...there.slice(0, -1).reverse()];
  });
}

/** Returns the rows that contain a text in any case. @param {{rows: string[][]}} card @returns {(query: string) => number[]} */
export function truthOf({ rows }) {
  const texts = rows.map((row) => row.join('\n').toLowerCase());
  return (query) => texts.flatMap((text, i) => (text.includes(query) ? [i] : []));
}
