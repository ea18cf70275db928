/**
 * comparison-card in Node.js: what `import … from 'comparison-card'` gives there. It has what the same import gives in a page
 * too, for code that runs on both sides.
 */
export { ComparisonCard } from '../element/element.js';
export { CardError } from '../engine/engine.js';
export { openCard } from './base/engine.js';
export { check } from './check.js';
export { convert } from './convert.js';
export { embed } from './embed.js';
export { render } from './render.js';
