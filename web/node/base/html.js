/** Writes the HTML around a card: one function per context. */

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text between tags or in a quoted attribute. @param {string} text */
export const htmlText = (text) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]);

/**
 * Writes attributes of a tag, each after a space: none for '' or undefined, only the name for true.
 * @param {Record<string, string | boolean | undefined>} values names are literals
 */
export const htmlAttributes = (values) =>
  Object.entries(values)
    .filter(([, value]) => value)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${htmlText(`${value}`)}"`))
    .join('');

/**
 * Writes a tag that loads a script. A hash across origins needs `crossorigin`.
 * @param {{url: string, integrity?: string}} script @param {string} [more] further attributes, each after a space
 */
export function scriptTag({ url, integrity }, more = '') {
  const pinned = integrity && { integrity, crossorigin: 'anonymous' };
  return `<script async${htmlAttributes({ src: url, ...pinned })}${more}></script>`;
}

/**
 * Escapes JSON in a script element, which `</script` and `<!--` would end or change (HTML Standard, 4.12.1.3).
 * @param {string} json
 */
export const scriptText = (json) => json.replaceAll('<', '\\u003c');
