/** Which cards the page in a frame may load: those of some origins. Whoever puts it into a frame says which card. */

/** What an author has to know of an address that may not be loaded. */
export class Refusal extends Error {}

/** @param {string} text @param {string} [base] */
function parse(text, base) {
  try {
    return new URL(text, base);
  } catch {}
}

/** A blob: and its like have the origin of who made them. @param {URL} url */
const isWeb = ({ protocol }) => /^https?:$/.test(protocol);

/** The origin that a text names, with nothing after it; undefined if it is anything else. @param {string} text */
export function originOf(text) {
  const url = parse(text);
  // CSP would take a star, and what is no letter in a host, to mean more.
  if (url && isWeb(url) && url.href === `${url.origin}/` && /^[\w.:/[\]-]+$/.test(url.origin)) return url.origin;
}

/**
 * The address of a card.
 * @param {string} src as the frame's address has it
 * @param {string} base what it is relative to
 * @param {string[]} origins those that cards may come from
 */
export function addressOf(src, base, origins) {
  const url = parse(src, base);
  if (!url || !isWeb(url)) throw new Refusal('Its address is not one of the web.');
  if (url.username || url.password) throw new Refusal('Its address has a user name or a password in it.');
  if (!origins.includes(url.origin)) throw new Refusal(`This page may not load cards from ${url.origin}.`);
  return url.href;
}
