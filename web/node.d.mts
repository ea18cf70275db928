/// <reference lib="dom" />
// The types of the page's entry, for code that runs on both sides.
export type { ComparisonCardEventMap } from './comparison-card.mjs';
export * from './types/card.js';
export * from './types/node/index.js';
