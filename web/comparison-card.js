/** The entry point for pages: defines the element and handles the script tags. Has no effect on a server. */

import { listen } from './element/cards.js';
import { ComparisonCard } from './element/element.js';
import { placeCards } from './element/script-tag.js';
import { CardError } from './engine/engine.js';
import { unclobbered } from './page/dom.js';

export { CardError, ComparisonCard };

if (globalThis.customElements) {
  if (!customElements.get('comparison-card')) customElements.define('comparison-card', ComparisonCard);
  listen();
  placeCards();
  unclobbered(document).addEventListener('DOMContentLoaded', placeCards);
}
