/** Names of cards in links. Two cards of a page have different names, so that an address is of one of them. */

/** The elements that own the ids. @type {Map<string, WeakRef<Element>>} */
const owners = new Map();

/** The last number appended to each id. Forgotten after a while, since the page may remove cards. @type {Map<string, number>} */
const numbers = new Map();

/** The numbers appended, and the ids before. @type {WeakMap<Element, {id: string, number: number}>} */
const given = new WeakMap();

/** Takes an id for an element; returns false if another element on the page has it. @param {string} id @param {Element} element */
function take(id, element) {
  const owner = owners.get(id)?.deref();
  if (owner?.isConnected && owner !== element) return false;
  owners.set(id, new WeakRef(element));
  return true;
}

/**
 * Returns the number of an element among those of the same file, in the order of the page: the first may load last.
 * @param {Element} element @param {Iterable<Element>} cards
 */
function numberOf(element, cards) {
  const [src, caption] = ['src', 'caption'].map((name) => element.getAttribute(name));
  let number = 1;
  for (const card of src === null ? [] : cards) {
    const isSame = card.getAttribute('src') === src && card.getAttribute('caption') === caption;
    if (isSame && card.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) number++;
  }
  return number;
}

/** Returns the least number that may be free, of an element that loads as the first or only one of its file. @param {string} id */
function nextNumber(id) {
  if (!numbers.size) setTimeout(() => numbers.clear(), 1000);
  return (numbers.get(id) ?? 1) + 1;
}

/**
 * Gives a card a new id if another card of the page has its own. Call before rendering.
 * @param {import('../engine/engine.js').Card} card @param {Element} element @param {Iterable<Element>} cards of the page
 */
export function distinguish(card, element, cards) {
  const { id } = card;
  const before = given.get(element);
  let number = Math.max(numberOf(element, cards), before?.id === id ? before.number : 1);
  if (number === 1 && take(id, element)) return;
  if (number === 1) number = nextNumber(id);
  while (!take(`${id}-${number}`, element)) number++;
  numbers.set(id, number);
  given.set(element, { id, number });
  card.rename(`${id}-${number}`);
}
