/**
 * Finds the elements of a document that its own style sheets hide, so that their text is not read. Knows rules without
 * conditions, whose selectors have types, ids, classes and the combinators " " and ">". Others hide nothing.
 */

/** @typedef {import('../../sources/markup.js').TreeNode & {parentNode?: any}} Node */

/** A part of a selector: all its names must match. @typedef {{type: string, id: string, classes: string[], isChild: boolean}} Compound */

/** Maximum characters of style sheets that are read. */
const MOST = 200_000;

/** Declarations that hide an element. */
const HIDES = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b/i;

/** Removes comments and rules with conditions, such as @media. @param {string} css */
const plainRules = (css) =>
  css
    .slice(0, MOST)
    .replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, '')
    .replace(/@[^{};]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})/g, '');

/** @param {string} text such as `td.note` @param {boolean} isChild @returns {Compound | undefined} */
function compoundOf(text, isChild) {
  if (!/^[\w-]*(?:[.#][\w-]+)*$/.test(text) || !text) return;
  const names = (/** @type {string} */ sign) => text.split(/(?=[.#])/).filter((part) => part.startsWith(sign));
  const type = /^[\w-]*/.exec(text)?.[0].toLowerCase() ?? '';
  return { type, id: names('#')[0]?.slice(1) ?? '', classes: names('.').map((name) => name.slice(1)), isChild };
}

/** Returns the compounds of a selector from right to left; undefined if it is not understood. @param {string} selector */
function partsOf(selector) {
  const parts = selector
    .trim()
    .replace(/\s*>\s*/g, ' >')
    .split(/\s+/);
  const compounds = parts.map((part) => compoundOf(part.replace(/^>/, ''), part.startsWith('>')));
  return compounds.every(Boolean) ? /** @type {Compound[]} */ (compounds.reverse()) : undefined;
}

/** @param {string} css @returns {Compound[][]} the selectors of rules that hide */
function hidingSelectors(css) {
  const rules = [...plainRules(css).matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  const selectors = rules.filter(([, , body]) => HIDES.test(body)).flatMap(([, list]) => list.split(','));
  return selectors.flatMap((selector) => {
    const parts = partsOf(selector);
    return parts ? [parts] : [];
  });
}

/** @param {Node} node @param {Compound} compound */
function matches(node, { type, id, classes }) {
  const own = (node.getAttribute?.('class') ?? '').split(/\s+/);
  const hasType = !type || node.localName === type;
  return hasType && (!id || node.getAttribute?.('id') === id) && classes.every((name) => own.includes(name));
}

/** Returns true if a selector matches an element. @param {Node} node @param {Compound[]} selector from right to left */
function isSelected(node, [last, ...others]) {
  if (!matches(node, last)) return false;
  let { isChild } = last;
  let at = node.parentNode;
  for (const compound of others) {
    while (!isChild && at?.localName && !matches(at, compound)) at = at.parentNode;
    if (!at?.localName || !matches(at, compound)) return false;
    isChild = compound.isChild;
    at = at.parentNode;
  }
  return true;
}

/** @param {Node} node a `<style>` */
const sheetOf = (node) => Array.from(node.childNodes ?? [], ({ data }) => data ?? '').join('');

/** Marks the elements inside tables that style sheets of the document hide. @param {Node[]} nodes of a document, in order */
export function markUndisplayed(nodes) {
  const css = nodes.filter(({ localName }) => localName === 'style').map(sheetOf);
  const selectors = hidingSelectors(css.join('\n'));
  if (!selectors.length) return;
  for (const node of nodes)
    if (node.localName && selectors.some((selector) => isSelected(node, selector))) node.isUndisplayed = true;
}
