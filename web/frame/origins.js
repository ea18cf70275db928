/** Restricts the cards of the page in a frame to allowed origins. The embedding page chooses the card. */

/** Explains to the author why a URL may not be loaded. */
export class Refusal extends Error {}

/** @param {string} text @param {string} [base] */
function parse(text, base) {
  try {
    return new URL(text, base);
  } catch {}
}

/** Excludes blob: and similar URLs, which have the origin of their creator. @param {URL} url */
const isWeb = ({ protocol }) => /^https?:$/.test(protocol);

/** Returns the origin that a text names exactly; otherwise undefined. @param {string} text */
export function originOf(text) {
  const url = parse(text);
  // CSP would read a star and some characters in a host as patterns.
  if (url && isWeb(url) && url.href === `${url.origin}/` && /^[\w.:/[\]-]+$/.test(url.origin)) return url.origin;
}

/**
 * Returns the URL of a card.
 * @param {string} src from the frame's address
 * @param {string} base base of a relative URL
 * @param {string[]} origins allowed for cards
 */
export function addressOf(src, base, origins) {
  const url = parse(src, base);
  if (!url || !isWeb(url)) throw new Refusal('Its address is not one of the web.');
  if (url.username || url.password) throw new Refusal('Its address has a user name or a password in it.');
  if (!origins.includes(url.origin)) throw new Refusal(`This page may not load cards from ${url.origin}.`);
  return url.href;
}
