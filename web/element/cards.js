/** The cards of a page, and the events of the page that they receive. */

/** @type {Set<Element & EventListenerObject>} */
export const cards = new Set();

/** Passes the page's events to all cards: keys, history, printing, network back online. */
export function listen() {
  for (const type of ['keydown', 'popstate', 'hashchange', 'beforeprint', 'afterprint', 'online', 'pageshow']) {
    addEventListener(type, (event) => {
      for (const card of cards) card.handleEvent(event);
    });
  }
}
