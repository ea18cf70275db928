/** Makes the types of a card's JSON for TypeScript from its schema. */
import { compile } from 'json-schema-to-typescript';

/** @typedef {Record<string, any>} Schema */

/** Definitions of the schema whose names are too general in TypeScript. @type {Record<string, string>} */
const NAMES = { image: 'SubjectImage', link: 'Source' };

/** Titles, which would become names of types, and rules that TypeScript cannot check. */
const LEFT_OUT = ['title', 'examples', 'pattern', 'format', 'minItems', 'maxItems'];

/** Types that the schema does not have. */
const MORE = `
/** A card imported from a JSON file: TypeScript knows only that \`better\` and \`dir\` are strings there. */
export type CardJson = FromJson<Card>;

type FromJson<T> = T extends string ? string : T extends object ? { [K in keyof T]: FromJson<T[K]> } : T;

/** A card, or its JSON as text. */
export type CardData = Card | CardJson | string;

export {};
`;

/** @param {string} name of a definition */
const typeName = (name) => NAMES[name] ?? name[0].toUpperCase() + name.slice(1);

/** Returns true if a definition gets its own type. Strings need none. @param {Schema} definition */
const isNamed = ({ type }) => type !== 'string';

/** @param {Schema} object @param {(value: any, key: string) => any} change */
const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));

/**
 * Prepares a part of the schema for the generator: refers to definitions by the names of their types, and repeats the
 * fields of an object in its alternatives, where the schema has only `true`.
 * @param {Schema | boolean} part @param {Schema} definitions
 * @param {Schema} [fields] of the object that has this alternative
 * @returns {any}
 */
function prepare(part, definitions, fields = {}) {
  if (typeof part === 'boolean') return part;
  const { $ref, ...own } = part;
  const name = $ref?.split('/').at(-1);
  if (name && isNamed(definitions[name])) return { tsType: typeName(name), description: own.description };
  const all = { ...definitions[name], ...own };
  return mapValues(Object.fromEntries(Object.entries(all).filter(([key]) => !LEFT_OUT.includes(key))), (value, key) => {
    if (key === 'items' || key === 'additionalProperties') return prepare(value, definitions);
    if (key === 'anyOf') return value.map((/** @type {Schema} */ one) => prepare(one, definitions, all.properties));
    if (key !== 'properties') return value;
    return mapValues(value, (field, known) => prepare(field === true ? fields[known] : field, definitions));
  });
}

/**
 * Returns a module with the type `Card`, the types of its parts, and `CardData`. Refuses unknown fields in literals, so
 * that a wrong name is found.
 * @param {Schema} schema of a card
 */
export async function cardTypes({ $defs, ...card }) {
  const named = Object.entries($defs).filter(([, definition]) => isNamed(definition));
  /** @type {[string, Schema][]} */
  const all = [
    ['Card', card],
    ...named.map(([name, part]) => /** @type {[string, Schema]} */ ([typeName(name), part])),
  ];
  const options = { additionalProperties: false, bannerComment: '', strictIndexSignatures: true };
  const written = all.map(([name, part]) => compile(prepare(part, $defs), name, options));
  return [...(await Promise.all(written)), MORE].join('\n');
}
