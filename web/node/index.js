/**
 * comparison-card in Node.js: the exports of 'comparison-card/node', and of 'comparison-card' in Node.js. Also has the
 * exports for pages, for code that runs on both sides.
 *
 * All functions share one engine, which starts at the first call. It is part of the modules, as are the words of
 * languages: the API works in bundles (esbuild, Vite, Rollup) and without access to files. Importing it loads no module
 * of Node.js and no other package. What needs more:
 *
 * - CSV and TSV: `node:buffer`
 * - HTML and Markdown: the optional packages `parse5` and `markdown-it`
 * - workbooks: the optional package `saxen`, and a thread of Node.js, which a bundle does not have
 *
 * Where WebAssembly is missing or may not be compiled from bytes, as in some edge runtimes, the same engine runs as
 * JavaScript: more slowly, and with a warning.
 *
 * @typedef {import('../engine/engine.js').Card} OpenCard
 * @typedef {import('../engine/error.js').Problem} Problem
 * @typedef {import('./sources/kinds.js').Kind} Kind
 * @typedef {import('./sources/kinds.js').SourceOptions} SourceOptions
 * @typedef {import('./convert.js').ConvertOptions} ConvertOptions
 * @typedef {import('./embed.js').EmbedOptions} EmbedOptions
 * @typedef {import('./embed.js').Snippets} Snippets
 * @typedef {import('./head.js').HeadOptions} HeadOptions
 * @typedef {import('./head.js').JsonLd} JsonLd
 * @typedef {import('./head.js').JsonLdOptions} JsonLdOptions
 * @typedef {import('./render.js').RenderOptions} RenderOptions
 */
export { ComparisonCard } from '../element/element.js';
export { CardError } from '../engine/engine.js';
export { openCard } from './base/engine.js';
export { check } from './check.js';
export { convert } from './convert.js';
export { embed } from './embed.js';
export { head, jsonLd } from './head.js';
export { plainText } from './plain-text.js';
export { render } from './render.js';
