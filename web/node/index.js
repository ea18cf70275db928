/**
 * comparison-card in Node.js: the exports of 'comparison-card/node', and of 'comparison-card' in Node.js. Also has the
 * exports for pages, for code that runs on both sides.
 *
 * All functions share one engine, which starts at the first call. Importing this loads no module of Node.js: only CSV
 * (`node:buffer`) and workbooks need some.
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
