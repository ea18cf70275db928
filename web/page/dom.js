/**
 * Returns a node whose properties are the DOM's own. In documents and forms, elements of the page shadow properties
 * with their name (DOM clobbering): after `<img name="head">`, `document.head` is that image.
 * @template {Node} T @param {T} node @returns {T}
 */
export const unclobbered = (node) =>
  new Proxy(node, {
    get(_, name) {
      const value = Reflect.get(Object.getPrototypeOf(node), name, node);
      return typeof value === 'function' ? value.bind(node) : value;
    },
  });

/** @type {Document['createElement']} */
export const createElement = (/** @type {string} */ name) => unclobbered(document).createElement(name);

/** Returns the language of an element: its own or that of the nearest ancestor. @param {Element} element */
export function languageNear(element) {
  const near = element.closest('[lang]');
  return near ? (unclobbered(near).getAttribute('lang') ?? '') : undefined;
}

/** The attributes of a card that say how its table is read. */
export const READING = ['caption', 'encoding', 'delimiter', 'decimal', 'header', 'names', 'skip'];
