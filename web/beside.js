/** This script's own tag: known only now, and not for a module. */
const TAG = /** @type {any} */ (globalThis.document)?.currentScript;

/** Where this script came from; a page may have it without an address. */
const SCRIPT = TAG?.src || import.meta.url;

/** What lets scripts of the page's own choosing run under its Content-Security-Policy. */
export const NONCE = TAG?.nonce ?? '';

/** The tag, where a script optimiser runs what it held. */
const findTag = () =>
  /** @type {HTMLScriptElement | null} */ (document.querySelector('script[src*="comparison-card.js"]'));

/** The address of a file that the build puts beside the script. @param {string} name */
export const beside = (name) => new URL(name, SCRIPT || findTag()?.src || document.baseURI).href;
