import { unclobbered } from './dom.js';

/** The colour that stands behind an element: what has no alpha, as rgb(0, 0, 0), can be seen. @param {Element | null} element */
export function backgroundOf(element) {
  while (element) {
    const { backgroundColor } = getComputedStyle(element);
    if (!/(?:a.*,|\/) 0\)$/.test(backgroundColor)) return backgroundColor;
    const node = unclobbered(element);
    element = node.parentElement ?? /** @type {ShadowRoot} */ (node.getRootNode()).host;
  }
  return '';
}
