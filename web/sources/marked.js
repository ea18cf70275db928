/** Writes cells as src/read/table/marked.h describes them. */

/** Flags of a cell, as src/read/table/grid.h has them. */
export const FLAGS = { heading: 1, bold: 2, mute: 4, picture: 8, fromLeft: 16, fromAbove: 32 };

/** Ends of cells and rows. */
export const CELL_END = '\x1f';
export const ROW_END = '\x1e';

/** Replaces control characters, some of which separate cells. @param {string} text */
export const clean = (text) => text.replace(/(?![\t\n])\p{Cc}/gu, '\ufffd');

/** Writes a cell. @param {number} flags @param {string} [text] clean */
export const written = (flags, text = '') => String.fromCharCode(0x40 + flags) + text;

/** Writes more about a cell. @param {string} what a letter @param {string} text */
export const more = (what, text) => text && `\x1d${what}${clean(text)}`;
