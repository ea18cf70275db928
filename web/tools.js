/**
 * What a reader needs who does more than read: comparison-card.tools.HASH.js, a module that the script fetches from beside
 * itself when a reader comes near to a card (web/reach.js). A script knows its own by that name, so that one from a cache
 * finds them where a newer release lies.
 */
import { attach } from './attach.js';

export { Reader } from './reader.js';

/** @param {import('./engine.js').Imports} imports @param {typeof import('./codec.js').decode} decode */
export const start = (imports, decode) => attach(imports, () => decode(...TOOLS));

/** What stands in for the engine where there is no WebAssembly, what it must hash to, and when it is needed. */
export const FALLBACK = [
  FALLBACK_FILE,
  FALLBACK_INTEGRITY,
  " It is needed where the page's Content-Security-Policy has no 'wasm-unsafe-eval' in script-src, and by browsers without " +
    'WebAssembly.',
];
