import { unclobbered } from './dom.js';

/**
 * The views of cards in the page's address: `#cc-tea?q=goal;cc-metals?sort=name` has a part for each of two cards.
 */

/** Names that a fragment for cards starts with: all names so far, or nothing. Other fragments belong to the page. */
const names = new Set(['']);

/** Cache of the last fragment: its parts by card name. */
let read = '';
let found = new Map([['', '']]);

/** Returns the parts by card name. Cached until the address changes, since every card asks. */
function parts() {
  const { hash } = location;
  if (hash !== read) {
    const list = hash.slice(1).split(';');
    found = new Map(list.map((part) => [part.split('?')[0], part]));
    read = hash;
  }
  return found;
}

/**
 * Returns a card's part; undefined if it has none, null if the fragment belongs to the page.
 * @param {string} name
 */
export function readPart(name) {
  const [first = ''] = parts().keys();
  const isForeign = !names.add(name).has(first);
  return parts().get(name) ?? (isForeign ? null : undefined);
}

/** Returns the page's address with another fragment. @param {string} fragment */
export const linkTo = (fragment) => location.href.split('#')[0] + (fragment && `#${fragment}`);

/** Addresses of history entries that readers chose: what they type then is an entry of its own. */
const chosen = new Set();

/**
 * Makes links within the page lead to this page, whatever its `<base>` says. They follow a page that changes its address.
 * @param {ShadowRoot} root
 */
export function keepInPage(root) {
  if (unclobbered(document).baseURI.split('#')[0] === linkTo('')) return;
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    root.querySelectorAll('a[href^="#"],a[target=_self]')
  )) {
    link.href = linkTo(link.hash.slice(1));
    link.target = '_self';
  }
}

/**
 * Replaces or removes a card's part; returns the part afterwards.
 * @param {string} name @param {string} part @param {'chosen' | 'typed' | 'loaded'} how a choice adds a history entry, as
 * does what is typed after it
 */
export function writePart(name, part, how) {
  const isAfterChoice = chosen.has(location.href);
  const push = how === 'chosen' || (how === 'typed' && isAfterChoice);
  const url = linkTo([...new Map(parts()).set(name, part).values()].filter(Boolean).join(';'));
  try {
    if (readPart(name) !== null && url !== location.href) {
      history[push ? 'pushState' : 'replaceState'](history.state, '', url);
      if (how === 'chosen' || (how === 'loaded' && isAfterChoice)) chosen.add(url);
    }
  } catch {} // fails in a sandbox, in srcdoc, or too often for Safari
  return readPart(name);
}
