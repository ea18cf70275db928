import type { CardError, ComparisonCard } from './types/comparison-card.js';

export * from './types/card.js';
export * from './types/comparison-card.js';

/** The events of the element. Those of its own do not bubble. */
export interface ComparisonCardEventMap extends Omit<HTMLElementEventMap, 'error' | 'load'> {
  /** The card is shown. */
  load: Event;
  /** The card cannot be shown: `detail` has `code`, `message`, `path`, `line` and `column`. */
  error: CustomEvent<CardError>;
  /** The reader changed the view, with the card's controls or with Back and Forward. */
  viewchange: CustomEvent<{ view: string; matchCount: number }>;
}

declare module './types/element/element.js' {
  interface ComparisonCard {
    addEventListener<K extends keyof ComparisonCardEventMap>(
      type: K,
      listener: (this: ComparisonCard, event: ComparisonCardEventMap[K]) => unknown,
      options?: boolean | AddEventListenerOptions,
    ): void;
    addEventListener(
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: boolean | AddEventListenerOptions,
    ): void;
    removeEventListener<K extends keyof ComparisonCardEventMap>(
      type: K,
      listener: (this: ComparisonCard, event: ComparisonCardEventMap[K]) => unknown,
      options?: boolean | EventListenerOptions,
    ): void;
    removeEventListener(
      type: string,
      listener: EventListenerOrEventListenerObject,
      options?: boolean | EventListenerOptions,
    ): void;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'comparison-card': ComparisonCard;
  }
}
