/**
 * The views of cards in the page's address: `#cc-tea?q=goal;cc-metals?sort=name` holds a part for each of two cards.
 */

/** What a fragment about cards may begin with: the names met so far, or nothing. Any other is the page's own. */
const names = new Set(['']);

/** The parts by the names of their cards. */
const parts = () =>
  new Map(
    location.hash
      .slice(1)
      .split(';')
      .map((part) => [part.split('?')[0], part]),
  );

/**
 * A card's part, undefined for want of one; null where the fragment is the page's own.
 * @param {string} name
 */
export function readPart(name) {
  const isForeign = !names.add(name).has([...parts().keys()][0]);
  return parts().get(name) ?? (isForeign ? null : undefined);
}

/** The page's address with another fragment. @param {string} fragment */
export const linkTo = (fragment) => location.href.split('#')[0] + (fragment && `#${fragment}`);

/**
 * Puts a card's part in the place of the one that is there, or takes it away; returns what is there then.
 * @param {string} name @param {string} part @param {boolean} push whether Back is to lead to the address before
 */
export function writePart(name, part, push) {
  const url = linkTo([...parts().set(name, part).values()].filter(Boolean).join(';'));
  try {
    if (readPart(name) !== null && url !== location.href) {
      history[push ? 'pushState' : 'replaceState'](history.state, '', url);
    }
  } catch {} // in a sandbox, in srcdoc, or too often for Safari
  return readPart(name);
}
