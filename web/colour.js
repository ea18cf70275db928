/** The colour that stands behind an element. @param {Element | null} element */
export function backgroundOf(element) {
  while (element) {
    const { backgroundColor } = getComputedStyle(element);
    if (!/, 0\)$/.test(backgroundColor)) return backgroundColor;
    element = element.parentElement ?? /** @type {ShadowRoot} */ (element.getRootNode()).host;
  }
  return '';
}
