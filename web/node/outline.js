/**
 * The outline of a card for an editor: subjects, attributes and their positions in the JSON. Ignores missing values and
 * wrong types, since the engine reports them.
 */

/** Headings of columns that are no subjects, as column_part_of in src/model/model.c has them. */
const PARTS = ['definition', 'group', 'unit', 'better'];

/** Returns the part that a heading names: one of PARTS, otherwise ''. @param {string} heading */
const partOf = (heading) => PARTS.find((part) => part === heading.trim().toLowerCase()) ?? '';

/** A node of jsonc-parser. @typedef {{type: string, offset: number, value?: any, children?: Node[]}} Node */

/** A value of the JSON and the path to it, such as `attributes[2].name`. @typedef {{node: Node, path: string}} Place */

/** @typedef {{name: string, place: Place, definition?: Place}} Subject */

/** @typedef {{id: string, name: string, group: string, place: Place, values: (Place | undefined)[]}} Attribute in the order of the subjects */

/** @typedef {{subjects: Subject[], attributes: Attribute[]}} Outline */

/** @param {Place | undefined} place @param {string} name @returns {Place | undefined} */
export function field(place, name) {
  if (place?.node.type !== 'object') return;
  const node = place.node.children?.find(({ children }) => children?.[0].value === name)?.children?.[1];
  return node && { node, path: place.path ? `${place.path}.${name}` : name };
}

/** @param {Place | undefined} place @returns {Place[]} */
export function items(place) {
  if (place?.node.type !== 'array') return [];
  return (place.node.children ?? []).map((node, i) => ({ node, path: `${place.path}[${i}]` }));
}

/** Returns the text at a place; '' if there is none. @param {Place | undefined} place @returns {string} */
export const textAt = (place) => (place?.node.type === 'string' ? place.node.value : '');

/** Returns true if a place has text other than white space. @param {Place | undefined} place */
export const hasText = (place) => textAt(place).trim() !== '';

/** Returns true if a cell has a value. @param {Place | undefined} place @returns {boolean} */
export function isStated(place) {
  if (!place || place.node.type === 'null') return false;
  if (place.node.type === 'object') return isStated(field(place, 'text')) || isStated(field(place, 'value'));
  return place.node.type === 'array' ? items(place).length > 0 : place.node.type !== 'string' || hasText(place);
}

/** @param {Place} root @returns {Outline} */
function fullForm(root) {
  const subjects = items(field(root, 'subjects')).map((place) => {
    const name = textAt(place) || textAt(field(place, 'name'));
    return { name, id: textAt(field(place, 'id')) || name, place, definition: field(place, 'definition') };
  });
  const attributes = items(field(root, 'attributes')).map((place) => {
    const all = field(place, 'values');
    const listed = items(all);
    const [id, name, group] = ['id', 'name', 'group'].map((part) => textAt(field(place, part)));
    return { id, name, group, place, values: subjects.map((subject, i) => listed[i] ?? field(all, subject.id)) };
  });
  return { subjects, attributes };
}

/** @param {Place} root @returns {Outline} */
function compactForm(root) {
  const headings = items(field(root, 'columns'));
  const parts = headings.map((heading) => partOf(textAt(heading)));
  const columns = headings.map((_, i) => i).filter((i) => i && !parts[i]);
  const group = parts.indexOf('group', 1);
  const attributes = items(field(root, 'rows')).map((place) => {
    const cells = items(place);
    const values = columns.map((i) => cells[i]);
    return { id: '', name: textAt(cells[0]), group: textAt(cells[group]), place, values };
  });
  return { subjects: columns.map((i) => ({ name: textAt(headings[i]), place: headings[i] })), attributes };
}

/** @param {Place} root of a card in either form @returns {Outline} */
export const outlineOf = (root) => (field(root, 'columns') ? compactForm(root) : fullForm(root));
