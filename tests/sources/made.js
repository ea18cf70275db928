import { jsonOf } from '../../web/sources.js';

/** The card that a source made, rows and all. @param {any} made @returns {any} */
export const cardOf = (made) => JSON.parse(Buffer.from(/** @type {any} */ (jsonOf(made))).toString());
