import { unclobbered } from './dom.js';

/** @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();

/**
 * Returns a per-document cache of the constructed style sheet, which all cards of a document share.
 * @param {Document} document
 */
export function sheetOf(document) {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new (unclobbered(document).defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(document, sheet);
  }
  return sheet;
}
