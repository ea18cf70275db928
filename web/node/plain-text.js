/** Removes markup from texts. */
import { FORMATS } from '../engine/engine.js';
import { withCard } from './base/engine.js';

/**
 * Returns the plain text of a card's inline Markdown, read as the card reads it. Fields with markup are the answer, the
 * summary, definitions, details and values; titles and names have none.
 *
 *     await plainText('**Tea** is [milder](https://example.org).'); // Tea is milder.
 *
 * The text is not escaped for HTML. Each process starts one engine, which this shares with the other functions.
 * @param {string} markup the text of one field
 * @returns {Promise<string>}
 * @throws {import('../engine/error.js').CardError} if it holds NUL or half of a surrogate pair, or is too large
 */
export function plainText(markup) {
  // The export of an answer as text is its markup without signs.
  const card = { title: 'Text', answer: markup, subjects: ['Text'], attributes: [] };
  return withCard(JSON.stringify(card), '', (one) => one.write('export', '', FORMATS.indexOf('answer')));
}
