/** The package with types for Preact: `import 'comparison-card/preact'`. */
import type { HTMLAttributes } from 'preact';
import type { ComparisonCard } from '../comparison-card.mjs';
import type { Listeners, Merge, Properties } from './element.mjs';

export * from '../comparison-card.mjs';

/** Preact knows `onLoad` and `onError` for every element, but without the detail of `onerror`. */
type Known = Omit<HTMLAttributes<ComparisonCard>, 'onLoad' | 'onError'>;

/** Preact sets '' for null, which is an error as `data` and the built-in card as `src`. */
type Settable = { [Name in keyof Properties]?: Exclude<Properties[Name], null> };

type ComparisonCardAttributes = Merge<Known, Settable & Listeners<'on'>>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'comparison-card': ComparisonCardAttributes;
    }
  }
}
