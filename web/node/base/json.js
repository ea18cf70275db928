/** Takes cards in each form that a program may have. */

/**
 * Returns the JSON text of a card.
 * @param {unknown} card an object, JSON text, or its bytes in UTF-8
 */
export function jsonOf(card) {
  if (typeof card === 'string') return card;
  if (card instanceof Uint8Array) return new TextDecoder().decode(card);
  return JSON.stringify(card) ?? 'null'; // undefined has no JSON: the engine reports it
}
