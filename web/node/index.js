/** comparison-card in Node.js: what `import … from 'comparison-card'` gives there. */
export { CardError } from '../engine.js';
export { openCard } from './engine.js';
export { render } from './render.js';
