/** The order of texts in a language, as the engine asks for it (src/base/platform.h). */

/** The characters that may have a place: ASCII, then letters with accents. */
const CHARACTERS = String.fromCharCode(
  ...Array.from({ length: 128 }, (_, i) => i),
  ...Array.from({ length: 192 }, (_, i) => 0xc0 + i),
);

/**
 * The place of each character among those that texts are ordered by whatever stands around: 1 for a space, 2 for digits,
 * then letters; 0 for all others.
 * @param {Intl.Collator} collator
 */
export function lettersIn({ compare }) {
  const places = new Uint8Array(CHARACTERS.length);
  /** One letter of each place, in order. @type {string[]} */
  const distinct = [];
  for (const letter of (CHARACTERS.match(/\p{L}/gu) ?? []).sort(compare)) {
    const last = distinct.at(-1) ?? '9';
    if (compare(`${last}z`, `${letter}a`) < 0) distinct.push(letter);
    // Of two that have one place, as those that differ in case, what stands behind them decides; not so of ß, which is ss.
    else if (compare(`${letter}a`, `${last}b`) > 0 || compare(`${last}a`, `${letter}b`) > 0) continue;
    places[CHARACTERS.indexOf(letter)] = distinct.length + 2;
  }
  // Two that count as one, such as ch in Czech, stand elsewhere than each would.
  const isPlain = distinct.every((first) =>
    distinct.every((letter, i) => compare(first + (distinct[i - 1] ?? '9'), first + letter) < 0),
  );
  if (!isPlain) return places.fill(0);
  places.fill(2, 48, 58);
  places[32] = Number(compare('a 9', 'a9') < 0); // some languages pass over it
  return places;
}

/**
 * The rank of each text in the order of a language; those that it calls equal share one. Where the texts come in order, each
 * is compared once.
 * @param {string[]} texts @param {Intl.Collator} collator
 */
export function rank(texts, { compare }) {
  const order = [...texts.keys()];
  const ranks = new Uint32Array(texts.length);
  const steps = (/** @type {number} */ a, /** @type {number} */ b) =>
    texts[a] === texts[b] ? 0 : compare(texts[a], texts[b]);
  /** Whether they are in order, and are ranked now. */
  const number = () => {
    for (let i = 1; i < order.length; i++) {
      const step = steps(order[i - 1], order[i]);
      if (step > 0) return false;
      ranks[order[i]] = ranks[order[i - 1]] + (step ? 1 : 0);
    }
    return true;
  };
  if (!number()) {
    order.sort(steps);
    ranks[order[0]] = 0;
    number();
  }
  return ranks;
}
