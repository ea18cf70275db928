import { unclobbered } from './dom.js';

/**
 * Returns the background colour behind an element: the nearest one that is not transparent; '' if none.
 * @param {Element | null} element
 */
export function backgroundOf(element) {
  while (element) {
    const { backgroundColor } = getComputedStyle(element);
    if (!/(?:a.*,|\/) 0\)$/.test(backgroundColor)) return backgroundColor;
    const node = unclobbered(element);
    element = node.parentElement ?? /** @type {ShadowRoot} */ (node.getRootNode()).host;
  }
  return '';
}
