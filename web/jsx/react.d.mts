/** The package with types for React 19: `import 'comparison-card/react'`. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ComparisonCard } from '../comparison-card.mjs';
import type { Listeners, Merge, Properties } from './element.mjs';

export * from '../comparison-card.mjs';

type Known = DetailedHTMLProps<HTMLAttributes<ComparisonCard>, ComparisonCard>;

/** React calls `onload` and `onerror` of a custom element, but never `onLoad` and `onError`. */
type ComparisonCardAttributes = Merge<Omit<Known, 'onLoad' | 'onError'>, Properties & Listeners<'on'>>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'comparison-card': ComparisonCardAttributes;
    }
  }
}
