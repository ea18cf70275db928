/**
 * Imports the packages that read HTML, Markdown and workbooks. They are optional peer dependencies: who shows cards needs
 * none of them.
 */
import { CardError } from '../../engine/error.js';

/** `npx` keeps the package in a folder of its own, where packages of the author's folder are not found. */
const IS_NPX = /[/\\]_npx[/\\]/.test(import.meta.url);

/**
 * Returns a function that refuses a kind of file because its packages are not installed.
 * @param {string} files the kind @param {string[]} names of the packages
 */
const refusal = (files, names) => (/** @type {unknown} */ cause) => {
  if (cause instanceof SyntaxError) throw cause; // it is there, but broken
  const packages = names.map((name) => `${name}@${READERS[name]}`);
  const all = packages.map((name) => `-p ${name}`).join(' ');
  const command = IS_NPX ? `npx -p comparison-card ${all} comparison-card …` : `npm install ${packages.join(' ')}`;
  const message = `Reading ${files} needs ${names.join(' and ')}, not installed here. Run: ${command}`;
  throw Object.assign(new CardError({ code: 'no-reader', message }), { cause });
};

/** @returns {Promise<typeof import('parse5')>} */
export const loadHtmlParser = () => import('parse5').catch(refusal('an HTML file', ['parse5']));

/** Returns the parsers of Markdown and of the HTML in it. */
export function loadMarkdownParsers() {
  const refuse = refusal('a Markdown file', ['markdown-it', 'parse5']);
  return Promise.all([
    import('markdown-it').catch(refuse).then(({ default: MarkdownIt }) => MarkdownIt),
    import('parse5').catch(refuse),
  ]);
}

/** @returns {Promise<typeof import('saxen')>} */
export const loadXmlParser = () => import('saxen').catch(refusal('an .xlsx file', ['saxen']));
