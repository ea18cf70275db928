/** The pages of the docs, for tests. */
import { readFileSync } from 'node:fs';
import { docsPages } from '../../web/build/docs/site.js';

/** @typedef {{file: string, text: string}} Page */
/** @typedef {{file: string, kind: string, how: string, code: string}} Block a fenced block: "```kind how" */

/** The pages of the site, the README, and the guide for contributors. @type {Page[]} */
export const pages = ['README.md', 'CONTRIBUTING.md', ...docsPages().map(({ file }) => file)].map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}));

/** Returns the text of a page. @param {string} name of its file in web/docs/ */
export const pageNamed = (name) => readFileSync(`web/docs/${name}`, 'utf8');

/** Returns the fenced blocks of a page. @param {Page} page @returns {Block[]} */
export const blocksOf = ({ file, text }) =>
  [...text.matchAll(/^(`{3,})(\w*) ?(\w*)\n(.*?)^\1$/gms)].map(([, , kind, how, code]) => ({ file, kind, how, code }));

/** All blocks of some kinds. @param {string[]} kinds */
export const blocks = (...kinds) => pages.flatMap(blocksOf).filter(({ kind }) => kinds.includes(kind));
