/** @type {Record<'createHTML' | 'createScriptURL', (text: string) => any> | undefined} */
let policy;

/** What lets markup and scripts of the card into a page with Trusted Types. */
export function trusted() {
  const same = (/** @type {string} */ text) => text;
  const rules = { createHTML: same, createScriptURL: same };
  policy ??= /** @type {any} */ (globalThis).trustedTypes?.createPolicy('comparison-card', rules) ?? rules;
  return /** @type {NonNullable<typeof policy>} */ (policy);
}
