/** Marks a tag that has its card, for all copies of this script on the page. */
const DONE = Symbol.for('comparison-card');

/** Puts a card after every `<script data-comparison-card="URL">` that has none yet. */
export function placeCards() {
  for (const tag of /** @type {NodeListOf<HTMLScriptElement & {[DONE]?: true}>} */ (
    document.querySelectorAll('script[data-comparison-card]')
  )) {
    if (tag[DONE]) continue;
    tag[DONE] = true;
    if (tag.closest('head')) {
      console.warn('comparison-card: the script tag stands in <head>; put it where the card should be.', tag);
      continue;
    }
    const card = document.createElement('comparison-card');
    card.setAttribute('src', tag.dataset.comparisonCard ?? '');
    for (const name of ['view', 'history', 'labels', 'theme', 'caption']) {
      const value = tag.dataset[name];
      if (value !== undefined) card.setAttribute(name, value);
    }
    tag.after(card);
  }
}
