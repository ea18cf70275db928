/** Describes the fields of a card from the JSON Schema, in Markdown. */
import { code, tableOf } from './table.js';

/** @typedef {any} Schema */

/** The parts of a card in the order of the page: a heading, and the name of the part in `$defs`. */
const PARTS = [
  ['Subjects', 'subject'],
  ['Images', 'image'],
  ['Attributes', 'attribute'],
  ['Values', 'value'],
  ['Values with more', 'valueObject'],
  ['Sections', 'section'],
  ['Links', 'seeAlsoLink'],
  ['Sources', 'link'],
  ['Words of the interface', 'labels'],
];

/** Names for readers of the kinds of text. @type {Record<string, string>} */
const TEXTS = {
  id: 'id',
  name: 'text',
  plainText: 'text',
  inlineText: 'text with markup',
  longText: 'paragraphs with markup',
  href: 'address',
  imageSrc: 'address',
};

/** Links a type to the section about it. @param {string} name in `$defs` */
function linkTo(name) {
  const part = PARTS.find(([, one]) => one === name);
  return TEXTS[name] ?? `[${name}](#${part?.[0].toLowerCase().replaceAll(' ', '-')})`;
}

/** Returns the type of a field in words. @param {Schema} field @returns {string} */
function typeOf({ $ref, type, items, anyOf, enum: choices }) {
  if ($ref) return linkTo($ref.split('/').pop());
  if (choices) return choices.map((/** @type {string} */ choice) => code(`"${choice}"`)).join(' or ');
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  if (type === 'array') return `list of ${typeOf(items)}`;
  if (type === 'object') return 'object';
  return type === 'string' ? 'text' : type;
}

/** Returns the object among the forms of a part. @param {Schema} part @returns {Schema} */
const objectOf = (part) => (part.properties ? part : part.anyOf?.find((/** @type {Schema} */ form) => form.properties));

/** @param {Schema} schema with properties */
function fieldsOf({ properties, required = [] }) {
  const rows = Object.entries(properties).map(([name, field]) => {
    const byDefault = field.default === undefined ? '' : ` Default: ${code(field.default)}.`;
    const isRequired = required.includes(name) ? ' Required.' : '';
    return [code(name), typeOf(field), field.description.replace(/ Required\.$/, '') + isRequired + byDefault];
  });
  return tableOf(['Field', 'Type', 'Meaning'], rows);
}

/** Lists the forms of a part that are no objects. @param {Schema} part */
function formsOf({ anyOf = [] }) {
  const forms = anyOf.filter((/** @type {Schema} */ form) => form.title && !form.$ref);
  const rows = forms.map((/** @type {Schema} */ { title, description, examples }) => {
    return [title, description, examples.map((/** @type {unknown} */ one) => code(JSON.stringify(one))).join(', ')];
  });
  return rows.length ? tableOf(['Kind', 'Meaning', 'Examples'], rows) : '';
}

/** Describes all fields. @param {string} text of data/comparison.schema.json */
export function cardFields(text) {
  const schema = JSON.parse(text);
  const parts = PARTS.map(([heading, name]) => {
    const part = schema.$defs[name];
    const object = objectOf(part);
    return [`### ${heading}`, part.description, formsOf(part), object ? fieldsOf(object) : '']
      .filter(Boolean)
      .join('\n\n');
  });
  return [`### The card`, fieldsOf({ properties: schema.properties, required: schema.required }), ...parts].join(
    '\n\n',
  );
}
