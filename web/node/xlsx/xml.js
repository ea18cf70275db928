/** Parses XML in pieces. */
/** Maximum characters of a tag, a comment or a text: a cell holds 32,767. */
const LONGEST = 1024 * 1024;

/** Returns an attribute by its name without prefix. @typedef {(name: string) => string | undefined} GetAttribute */

/**
 * Receives elements by their names without prefix, and their texts.
 * @typedef {object} Listener
 * @property {(name: string, get: GetAttribute) => void} open
 * @property {(name: string) => void} [close]
 * @property {(text: string) => void} [text]
 */

/** @param {string} name */
const withoutPrefix = (name) => name.slice(name.indexOf(':') + 1);

/** @param {Record<string, string>} attributes @param {string} name */
function attributeIn(attributes, name) {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const key = Object.keys(attributes).find((key) => key.endsWith(`:${name}`) && !key.startsWith('xmlns:'));
  return key && attributes[key];
}

/**
 * @param {typeof import('saxen').Parser} Parser
 * @param {AsyncIterable<string>} pieces
 * @param {Listener} listener
 * @throws {Error} if it is no XML
 */
export async function readXml(Parser, pieces, listener) {
  const parser = new Parser();
  let pending = 0; // characters of an unfinished token
  /** @param {any} event @param {(...args: any[]) => void} action */
  const on = (event, action) => {
    parser.on(event, (/** @type {any[]} */ ...args) => {
      pending = 0;
      action(...args);
    });
  };
  on('error', (error) => {
    throw error;
  });
  on('openTag', (name, attributesOf, decode) => {
    listener.open(withoutPrefix(name), (attribute) => {
      const value = attributeIn(attributesOf(), attribute);
      return value && decode(value);
    });
  });
  on('closeTag', (name) => listener.close?.(withoutPrefix(name)));
  on('text', (text, decode) => listener.text?.(decode(text)));
  on('cdata', (text) => listener.text?.(text));
  for (const event of ['comment', 'question', 'attention']) on(event, () => {});

  for await (const piece of pieces) {
    pending += piece.length;
    if (pending > LONGEST) throw new Error('a text in it is longer than a million characters');
    parser.write(piece);
  }
  parser.end();
}
