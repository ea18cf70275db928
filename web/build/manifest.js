/**
 * Makes custom-elements.json (https://custom-elements-manifest.open-wc.org): web/element/custom-elements.json, with
 * members from the comments in the class of the element, and events from its types.
 */

/** @typedef {{name: string, kind: 'field' | 'method', description: string, type: string, readonly: boolean}} Member */

/** Methods that only the browser and the page's events call. */
const INTERNAL = ['attributeChangedCallback', 'handleEvent'];

/** Returns the text of a comment, one paragraph per line. @param {string} comment without its signs */
const proseOf = (comment) =>
  comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/^@[\s\S]*/m, '')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');

/** The body of a comment, without passing its end. */
const COMMENT = String.raw`\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*`;

/** Returns the comment before a class. @param {string} source @param {string} name */
function describe(source, name) {
  const [, comment] = new RegExp(`${COMMENT}export class ${name} `).exec(source) ?? [];
  if (comment === undefined) throw new Error(`The class ${name} has no comment`);
  return proseOf(comment);
}

/** Returns the public getters and methods of a class, in its order. @param {string} source @returns {Member[]} */
function membersOf(source) {
  const all = source.matchAll(new RegExp(`${COMMENT}(get )?([a-z]\\w*)\\(`, 'g'));
  return [...all].flatMap(([, comment, get, name]) => {
    if (INTERNAL.includes(name)) return [];
    const [, type] = /@returns \{(.*)\}/.exec(comment) ?? [];
    if (!type) throw new Error(`${name} needs a comment with @returns {type}`);
    const readonly = !source.includes(`  set ${name}(`);
    return { name, kind: get ? 'field' : 'method', description: proseOf(comment), type, readonly };
  });
}

/** Returns the element's own events. @param {string} types the module with the interface */
function eventsOf(types) {
  const [, body] = /interface ComparisonCardEventMap[^{]*\{([\s\S]*?)\n\}/.exec(types) ?? [];
  return [...(body ?? '').matchAll(new RegExp(`${COMMENT}(\\w+): (.*);`, 'g'))].map(([, comment, name, text]) => ({
    name,
    type: { text },
    description: proseOf(comment),
  }));
}

/**
 * Adds the type and the description of its property to an attribute, if there is one.
 * @param {{name: string, default?: string, description?: string, type?: {text: string}}} attribute @param {Member[]} members
 */
function completeAttribute({ name, description, ...rest }, members) {
  const property = members.find((member) => member.name === name);
  if (property) {
    const { type, description: same } = property;
    return { name, type: { text: type }, ...rest, description: description ?? same, fieldName: name };
  }
  if (!description) throw new Error(`The attribute ${name} has neither a property nor a description`);
  return { name, description, ...rest };
}

/** Returns a member as the manifest has it. @param {Member} member @param {{name: string, default?: string}[]} attributes */
function writeMember({ name, kind, description, type, readonly }, attributes) {
  if (kind === 'method') return { kind, name, description, return: { type: { text: type } } };
  const attribute = attributes.find((one) => one.name === name);
  return {
    kind,
    name,
    type: { text: type },
    description,
    ...(readonly && { readonly }),
    ...(attribute?.default && { default: `'${attribute.default}'` }),
    ...(attribute && { attribute: name, reflects: name !== 'view' }),
  };
}

/**
 * Returns the whole manifest.
 * @param {any} manifest the part written by hand
 * @param {string} source of the class @param {string} types of the page's entry
 */
export function completeManifest(manifest, source, types) {
  const [module] = manifest.modules;
  const [{ attributes, ...element }] = module.declarations;
  const members = membersOf(source);
  const declaration = {
    ...element,
    description: describe(source, element.name),
    attributes: attributes.map((/** @type {{name: string}} */ one) => completeAttribute(one, members)),
    members: members.map((member) => writeMember(member, attributes)),
    events: eventsOf(types),
  };
  return { ...manifest, modules: [{ ...module, declarations: [declaration] }] };
}
