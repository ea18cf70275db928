/** @type {Record<'createHTML' | 'createScriptURL', (text: string) => any> | undefined} */
let policy;

/** What lets markup and scripts of the card into a page with Trusted Types. */
export function trusted() {
  const same = (/** @type {string} */ text) => text;
  const rules = { createHTML: same, createScriptURL: same };
  // Where the browser has none, an element with the id trustedTypes is in their place; it is no property of the window's own.
  const hasTypes = Object.hasOwn(globalThis, 'trustedTypes');
  policy ??= hasTypes ? /** @type {any} */ (globalThis).trustedTypes.createPolicy('comparison-card', rules) : rules;
  return /** @type {NonNullable<typeof policy>} */ (policy);
}
