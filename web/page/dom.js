/**
 * Returns a node whose properties are the DOM's own. In a document and in a form, an element of the page takes the place of the
 * property that has its name (DOM clobbering): after `<img name="head">`, `document.head` is that image.
 * @template {Node} T @param {T} node @returns {T}
 */
export const unclobbered = (node) =>
  new Proxy(node, {
    get(_, name) {
      const value = Reflect.get(Object.getPrototypeOf(node), name, node);
      return typeof value === 'function' ? value.bind(node) : value;
    },
  });

/** Creates an element. @type {Document['createElement']} */
export const createElement = (/** @type {string} */ name) => unclobbered(document).createElement(name);

/** Returns the language that an element or the nearest around it names. @param {Element} element */
export function languageNear(element) {
  const near = element.closest('[lang]');
  return near ? (unclobbered(near).getAttribute('lang') ?? '') : undefined;
}
