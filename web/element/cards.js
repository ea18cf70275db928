/** The cards of a page, and what they hear of it. */

/** @type {Set<Element & EventListenerObject>} */
export const cards = new Set();

/** Lets cards hear of keys, of the page's history, of printing and of a network that is back. */
export function listen() {
  for (const type of ['keydown', 'popstate', 'hashchange', 'beforeprint', 'afterprint', 'online', 'pageshow']) {
    addEventListener(type, (event) => {
      for (const card of cards) card.handleEvent(event);
    });
  }
}
