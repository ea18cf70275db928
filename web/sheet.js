import { unclobbered } from './dom.js';

/**
 * What gives each document its style sheet of a text: it serves all cards there, and none elsewhere.
 * @param {string} text @returns {(document: Document) => CSSStyleSheet}
 */
export function sheetsOf(text) {
  /** @type {WeakMap<Document, CSSStyleSheet>} */
  const sheets = new WeakMap();
  return (document) => {
    let sheet = sheets.get(document);
    if (!sheet) {
      sheet = new (unclobbered(document).defaultView ?? window).CSSStyleSheet();
      sheet.replaceSync(text);
      sheets.set(document, sheet);
    }
    return sheet;
  };
}
