/** @type {Record<'createHTML' | 'createScriptURL', (text: string) => any> | undefined} */
let policy;

/** Returns the Trusted Types policy for markup and scripts of the card, or a substitute without them. */
export function trusted() {
  const same = (/** @type {string} */ text) => text;
  const rules = { createHTML: same, createScriptURL: same };
  // Without Trusted Types, an element with this id would be the global property, but not an own one.
  const hasTypes = Object.hasOwn(globalThis, 'trustedTypes');
  policy ??= hasTypes ? /** @type {any} */ (globalThis).trustedTypes.createPolicy('comparison-card', rules) : rules;
  return /** @type {NonNullable<typeof policy>} */ (policy);
}
