/**
 * Parses HTML into a tree with the DOM's property names for tests. Requires closed tags and quoted values. Tests with
 * browsers are in tests/element/.
 */

const VOID = new Set(['br', 'col', 'hr', 'img', 'input', 'wbr']);
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

/** @param {string} text */
const decode = (text) => text.replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity);

/** @param {string} localName @param {string} [source] its attributes */
export function element(localName, source = '', childNodes = []) {
  const attributes = new Map(
    [...source.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name, decode(value)]),
  );
  return { nodeType: 1, localName, childNodes, getAttribute: (name) => attributes.get(name) ?? null };
}

export const text = (/** @type {string} */ data) => ({ nodeType: 3, data });

/** Returns the first element of a piece of markup. @param {string} html */
export function parse(html) {
  const root = element('root');
  const open = [root];
  for (const [, comment, close, name, attributes, data] of html.matchAll(
    /(<!--.*?-->)|<(\/?)([\w-]+)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>|([^<]+)/gs,
  )) {
    if (comment) open.at(-1).childNodes.push({ nodeType: 8, data: comment });
    else if (data) open.at(-1).childNodes.push(text(decode(data)));
    else if (close) open.pop();
    else {
      const node = element(name, attributes);
      open.at(-1).childNodes.push(node);
      if (!VOID.has(name)) open.push(node);
    }
  }
  return root.childNodes.find(({ nodeType }) => nodeType === 1);
}
