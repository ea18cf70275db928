/**
 * The rank of each text in the order of a language; those that it calls equal share one.
 * @param {string[]} texts @param {Intl.Collator} collator
 */
export function rank(texts, { compare }) {
  /** @type {Map<string, number>} */
  const ranks = new Map();
  let last = texts[0];
  for (const text of [...texts].sort(compare)) {
    ranks.set(text, compare(last, text) ? ranks.size : (ranks.get(last) ?? 0));
    last = text;
  }
  return texts.map((text) => ranks.get(text) ?? 0);
}
