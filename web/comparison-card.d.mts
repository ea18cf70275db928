import type { ComparisonCard } from './types/comparison-card.js';

export * from './types/comparison-card.js';

declare global {
  interface HTMLElementTagNameMap {
    'comparison-card': ComparisonCard;
  }
  interface HTMLElementEventMap {
    /** The reader changed the view of a card by its controls, keys or the page's history. */
    viewchange: CustomEvent<{ view: string; matchCount: number }>;
  }
}
