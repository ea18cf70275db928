/** Describes the functions of the Node API from their types, in Markdown. */
import { readdirSync, readFileSync } from 'node:fs';
import { code, tableOf } from './table.js';

/** Returns the text of a comment without its stars. @param {string} comment */
const plain = (comment) =>
  comment
    .replace(/^\s*\/\*\*|\*\/\s*$/g, '')
    .replace(/^[ \t]*\*[ ]?/gm, '')
    .trim();

/** Joins the lines of a text. @param {string} text */
const inLine = (text) => text.replace(/\s+/g, ' ').trim();

/** Returns the paragraphs of a description as Markdown. An indented paragraph is code. @param {string} text */
const paragraphs = (text) =>
  text
    .replace(/^\n+|\s+$/g, '')
    .split(/\n{2,}/)
    .map((one) => (/^ {4}/.test(one) ? `\`\`\`js\n${one.replace(/^ {4}/gm, '')}\n\`\`\`` : inLine(one)))
    .join('\n\n');

/** Returns the first letter in upper case. @param {string} text */
const sentence = (text) => text && `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

/** Shortens a type: names only, without imports. @param {string} type */
const short = (type) => code(type.replace(/import\("[^"]*"\)\.|import\('[^']*'\)\./g, '').replace(/\s+/g, ' '));

/** Splits the tags of a comment. @param {string} comment */
function tagsOf(comment) {
  const [description, ...tags] = comment.split(/^(?=@)/m);
  const find = (/** @type {string} */ name) =>
    tags
      .filter((tag) => tag.startsWith(`@${name} `))
      .map((tag) => /^@\w+\s+\{((?:[^{}]|\{[^{}]*\})*)\}\s*(.*)/s.exec(tag) ?? [])
      .map(([, type, text]) => ({ type: `${type}`, text: inLine(text ?? '') }));
  const params = find('param').map(({ text }) => /^\[?(\w+)[^\s\]]*\]?\s*(.*)/.exec(text) ?? []);
  return {
    description: paragraphs(description),
    params: new Map(params.map(([, name, text]) => [name, text ?? ''])),
    returns: find('returns')[0]?.text ?? '',
    throws: find('throws'),
  };
}

/** Returns the choices that a type names, otherwise the type. @param {string} type @param {string} types */
const choicesOf = (type, types) => new RegExp(`export type ${type} = ('[^;]*');`).exec(types)?.[1] ?? type;

/**
 * Returns the rows of an options type: name, type and meaning. A type may join others: `A & B`.
 * @param {string} name @param {string} types all declarations @returns {string[][]}
 */
function optionsOf(name, types) {
  const [, body, joined = ''] =
    new RegExp(`export type ${name} = (?:\\{(.*?)\\n\\}|(\\w+(?: & \\w+)+));`, 's').exec(types) ?? [];
  if (!body) return joined.split(' & ').flatMap((one) => (one ? optionsOf(one, types) : []));
  return [...body.matchAll(/\/\*\*(.*?)\*\/\s*(\w+)\??: (.*?);(?=\n|$)/gs)].map(([, comment, option, type]) => [
    code(option),
    short(choicesOf(type, types)),
    sentence(inLine(plain(comment))),
  ]);
}

/** Finds the comment, the parameters and the result of a function. @param {string} name @param {string} types */
function declarationOf(name, types) {
  const start = `(/\\*\\*(?:(?!\\*/).)*\\*/)\\s*export declare `;
  const found = [`function ${name}(?:<[^>]*>)?\\((.*?)\\): ([^;]*);`, `const ${name}: \\((.*?)\\) => ([^;]*);`]
    .map((form) => new RegExp(start + form, 's').exec(types))
    .find(Boolean);
  if (!found) throw new Error(`${name} has no description in dist/types/node/`);
  const [, comment, pattern, result] = found;
  return { comment, signature: pattern.replace(/\{[^}]*\}(?=\??:)/, 'options'), result };
}

/** Describes one function. @param {string} name @param {string} types all declarations */
function describe(name, types) {
  const { comment, signature, result } = declarationOf(name, types);
  const { description, params, returns, throws } = tagsOf(plain(comment));
  const wanted = [...signature.matchAll(/(\w+)(\??): ((?:[^,(<{]|\([^)]*\)|<[^>]*>|\{[^}]*\})+)/g)];
  const lines = wanted.map(([, param, isOptional, type]) => {
    const text = params.get(param) ?? '';
    return `- ${code(param)}${isOptional ? ', optional' : ''}: ${short(type)}${text ? `. ${sentence(text)}` : ''}`;
  });
  const options = [...signature.matchAll(/\b(\w+Options)\b/g)].flatMap(([, type]) => optionsOf(type, types));
  const errors = throws.map(({ type, text }) => `- Throws ${short(type)} ${text.replace(/\.$/, '')}.`);
  return [
    `### \`${name}(${wanted.map(([, param]) => param).join(', ')})\``,
    description,
    [...lines, `- Returns ${short(result)}${returns ? `: ${returns.replace(/\.$/, '')}` : ''}.`, ...errors].join('\n'),
    options.length ? tableOf(['Option', 'Type', 'Meaning'], options) : '',
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
