/// <reference lib="dom" />
import './comparison-card.mjs'; // what the element is called, for code that runs on both sides

export * from './types/node/index.js';
