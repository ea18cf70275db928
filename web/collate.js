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
