/** Writing what stands around a card in a page: one function for each place that data can land. */

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text between tags, or in a quoted attribute. @param {string} text */
export const htmlText = (text) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]);

/**
 * Attributes of a tag, each with a space before it: none for '' or undefined, the name alone for true.
 * @param {Record<string, string | boolean | undefined>} values names are literals
 */
export const htmlAttributes = (values) =>
  Object.entries(values)
    .filter(([, value]) => value)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${htmlText(`${value}`)}"`))
    .join('');

/**
 * A tag that loads a script. A hash across origins needs `crossorigin`.
 * @param {{url: string, integrity?: string}} script @param {string} [more] further attributes, each with a space before it
 */
export function scriptTag({ url, integrity }, more = '') {
  const pinned = integrity && { integrity, crossorigin: 'anonymous' };
  return `<script async${htmlAttributes({ src: url, ...pinned })}${more}></script>`;
}

/** JSON in a script element, which `</script` and `<!--` would end or change (HTML Standard, 4.12.1.3). @param {string} json */
export const scriptText = (json) => json.replaceAll('<', '\\u003c');
