/**
 * What a reader needs who does more than read: comparison-card.tools.js, a module that the script fetches from beside
 * itself when a reader comes near to a card (web/reach.js).
 */
import { attach } from './attach.js';

export { Reader } from './reader.js';

/** @param {import('./engine.js').Imports} imports @param {typeof import('./codec.js').decode} decode */
export const start = (imports, decode) => attach(imports, decode(...TOOLS));
