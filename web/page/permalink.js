/**
 * The views of cards in the page's address: `#cc-tea?q=goal;cc-metals?sort=name` holds a part for each of two cards.
 */

/** What a fragment about cards may begin with: the names met so far, or nothing. Any other is the page's own. */
const names = new Set(['']);

/** The fragment that was read last, and its parts by the names of their cards. */
let read = '';
let found = new Map([['', '']]);

/** The parts by the names of their cards. Every card asks for them: they are read once, until the address changes. */
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
 * A card's part, undefined for want of one; null where the fragment is the page's own.
 * @param {string} name
 */
export function readPart(name) {
  const [first = ''] = parts().keys();
  const isForeign = !names.add(name).has(first);
  return parts().get(name) ?? (isForeign ? null : undefined);
}

/** The page's address with another fragment. @param {string} fragment */
export const linkTo = (fragment) => location.href.split('#')[0] + (fragment && `#${fragment}`);

/**
 * Puts a card's part in the place of the one that is there, or takes it away; returns what is there then.
 * @param {string} name @param {string} part @param {boolean} push whether Back is to lead to the address before
 */
export function writePart(name, part, push) {
  const url = linkTo([...new Map(parts()).set(name, part).values()].filter(Boolean).join(';'));
  try {
    if (readPart(name) !== null && url !== location.href) {
      history[push ? 'pushState' : 'replaceState'](history.state, '', url);
    }
  } catch {} // in a sandbox, in srcdoc, or too often for Safari
  return readPart(name);
}
