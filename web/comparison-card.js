/** The script of a page: defines the element and serves the script tags. Importing it on a server does nothing. */
import { unclobbered } from './dom.js';
import { ComparisonCard } from './element.js';
import { CardError } from './engine.js';
import { listen } from './page.js';
import { placeCards } from './script-tag.js';

export { CardError, ComparisonCard };

if (globalThis.customElements) {
  if (!customElements.get('comparison-card')) customElements.define('comparison-card', ComparisonCard);
  listen();
  placeCards();
  unclobbered(document).addEventListener('DOMContentLoaded', placeCards);
}
