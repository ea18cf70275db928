/**
 * comparison-card in Node.js: the exports of 'comparison-card'. Also has the exports for pages, for code that runs on
 * both sides.
 */
export { ComparisonCard } from '../element/element.js';
export { CardError } from '../engine/engine.js';
export { openCard } from './base/engine.js';
export { check } from './check.js';
export { convert } from './convert.js';
export { embed } from './embed.js';
export { render } from './render.js';
