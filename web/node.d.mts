/// <reference lib="dom" />
import './comparison-card.mjs'; // the element's type, for code that runs on both sides

export * from './types/node/index.js';
