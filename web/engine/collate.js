/** Collation in a language, for the engine (src/base/platform.h). */

/** The characters that may have a weight: ASCII, then accented letters. */
const CHARACTERS = String.fromCharCode(
  ...Array.from({ length: 128 }, (_, i) => i),
  ...Array.from({ length: 192 }, (_, i) => 0xc0 + i),
);

/**
 * Returns the primary weight of each character if it does not depend on neighbours: 1 for a space, 2 for digits, then
 * letters; otherwise 0.
 * @param {Intl.Collator} collator
 */
export function lettersIn({ compare }) {
  const places = new Uint8Array(CHARACTERS.length);
  /** One letter per weight, in order. @type {string[]} */
  const distinct = [];
  for (const letter of (CHARACTERS.match(/\p{L}/gu) ?? []).sort(compare)) {
    const last = distinct.at(-1) ?? '9';
    if (compare(`${last}z`, `${letter}a`) < 0) distinct.push(letter);
    // Letters of equal weight, such as case variants, must leave the decision to the next letter; ß does not, since it is ss.
    else if (compare(`${letter}a`, `${last}b`) > 0 || compare(`${last}a`, `${letter}b`) > 0) continue;
    places[CHARACTERS.indexOf(letter)] = distinct.length + 2;
  }
  // Contractions such as ch in Czech sort apart from their letters.
  const isPlain = distinct.every((first) =>
    distinct.every((letter, i) => compare(first + (distinct[i - 1] ?? '9'), first + letter) < 0),
  );
  if (!isPlain) return places.fill(0);
  places.fill(2, 48, 58);
  places[32] = Number(compare('a 9', 'a9') < 0); // some languages ignore spaces
  return places;
}

/**
 * Returns the rank of each text in a language; equal texts share a rank. Sorted texts take one comparison each.
 * @param {string[]} texts @param {Intl.Collator} collator
 */
export function rank(texts, { compare }) {
  const order = [...texts.keys()];
  const ranks = new Uint32Array(texts.length);
  const steps = (/** @type {number} */ a, /** @type {number} */ b) =>
    texts[a] === texts[b] ? 0 : compare(texts[a], texts[b]);
  /** Assigns ranks if the texts are in order; returns false otherwise. */
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
