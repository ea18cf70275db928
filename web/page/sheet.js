import { unclobbered } from './dom.js';

/** @type {WeakMap<Document, CSSStyleSheet>} */
const sheets = new WeakMap();

/** Returns a document's style sheet for cards: all cards there share it, and no other document can. @param {Document} document */
export function sheetOf(document) {
  let sheet = sheets.get(document);
  if (!sheet) {
    sheet = new (unclobbered(document).defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(document, sheet);
  }
  return sheet;
}
