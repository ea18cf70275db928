/** Describes the functions of the Node API from their types, in Markdown. */
import { readdirSync, readFileSync } from 'node:fs';
import { code, tableOf } from './table.js';

/** Returns the text of a comment without its stars. @param {string} comment */
const plain = (comment) =>
  comment
    .replace(/^\s*\/\*\*|\*\/\s*$/g, '')
    .replace(/^[ \t]*\*[ ]?/gm, '')
    .trim();

/** Returns a description in which only line breaks between paragraphs remain. @param {string} text */
const paragraphs = (text) =>
  text
    .split(/\n{2,}/)
    .map((one) => one.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n\n');

/** Returns the first letter in upper case. @param {string} text */
const sentence = (text) => text && `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

/** Shortens a type: names only, without imports. @param {string} type */
const short = (type) => code(type.replace(/import\("[^"]*"\)\.|import\('[^']*'\)\./g, '').replace(/\s+/g, ' '));

/** Splits the tags of a comment. @param {string} comment */
function tagsOf(comment) {
  const [description, ...tags] = comment.split(/^(?=@)/m);
  const find = (/** @type {string} */ name) => tags.filter((tag) => tag.startsWith(`@${name} `));
  const withoutType = (/** @type {string} */ tag) => tag.replace(/^@\w+\s+\{(?:[^{}]|\{[^{}]*\})*\}\s*/, '');
  const params = find('param').map((tag) => /^\[?(\w+)[^\s\]]*\]?\s*(.*)/s.exec(withoutType(tag)) ?? []);
  return {
    description: paragraphs(description),
    params: new Map(params.map(([, name, text]) => [name, paragraphs(text ?? '')])),
    returns: paragraphs(find('returns').map(withoutType).join('')),
    throws: paragraphs(find('throws').map(withoutType).join('')),
  };
}

/** Returns the choices that a type names, otherwise the type. @param {string} type @param {string} types */
const choicesOf = (type, types) => new RegExp(`export type ${type} = ('[^;]*');`).exec(types)?.[1] ?? type;

/** Returns the rows of an options type: name, type and meaning. @param {string} body of the type @param {string} types */
const optionsOf = (body, types) =>
  [...body.matchAll(/\/\*\*(.*?)\*\/\s*(\w+)\??: (.*?);(?=\n|$)/gs)].map(([, comment, name, type]) => [
    code(name),
    short(choicesOf(type, types)),
    sentence(paragraphs(plain(comment))),
  ]);

/** Describes one function. @param {string} name @param {string} types all declarations */
function describe(name, types) {
  const found = new RegExp(
    `(/\\*\\*(?:(?!\\*/).)*\\*/)\\s*export declare function ${name}(?:<[^>]*>)?\\((.*?)\\): ([^;]*);`,
    's',
  ).exec(types);
  if (!found) throw new Error(`${name} has no description in dist/types/node/`);
  const [, comment, pattern, result] = found;
  const signature = pattern.replace(/\{[^}]*\}(?=\??:)/, 'options');
  const { description, params, returns, throws } = tagsOf(plain(comment));
  const wanted = [...signature.matchAll(/(\w+)(\??): ((?:[^,(<{]|\([^)]*\)|<[^>]*>|\{[^}]*\})+)/g)];
  const lines = wanted.map(([, param, isOptional, type]) => {
    const text = params.get(param) ?? '';
    return `- ${code(param)}${isOptional ? ', optional' : ''}: ${short(type)}${text ? `. ${sentence(text)}` : ''}`;
  });
  const options = [...signature.matchAll(/\b(\w+Options)\b/g)].flatMap(([, type]) => {
    return optionsOf(new RegExp(`export type ${type} = \\{(.*?)\\n\\};`, 's').exec(types)?.[1] ?? '', types);
  });
  const names = wanted.map(([, param]) => param).join(', ');
  return [
    `### \`${name}(${names})\``,
    description,
    lines.join('\n'),
    options.length ? tableOf(['Option', 'Type', 'Meaning'], options) : '',
    `Returns ${short(result)}${returns ? `: ${returns.replace(/\.$/, '')}` : ''}.${throws ? ` Throws a \`CardError\` ${throws.replace(/\.$/, '')}.` : ''}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Describes all functions. @param {string} folder with the types of the Node API */
export function nodeFunctions(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));
  const types = files.map((name) => readFileSync(`${folder}/${name}`, 'utf8')).join('\n');
  const names = [...readFileSync(`${folder}/index.d.ts`, 'utf8').matchAll(/export \{([^}]*)\}/g)]
    .flatMap(([, list]) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => /^[a-z]/.test(name));
  return names
    .sort()
    .map((name) => describe(name, types))
    .join('\n\n');
}
