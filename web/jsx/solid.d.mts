/** The package with types for Solid: `import 'comparison-card/solid'`. */
import type { JSX } from 'solid-js';
import type { ComparisonCard } from '../comparison-card.mjs';
import type { Listeners, Merge, Properties } from './element.mjs';

export * from '../comparison-card.mjs';

/** `prop:data` always sets the property. */
type Prefixed = { [Name in keyof Properties as `prop:${Name}`]: Properties[Name] };

type Own = Properties & Prefixed & Listeners<'on:'>;

type ComparisonCardAttributes = Merge<JSX.HTMLAttributes<ComparisonCard>, Own>;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'comparison-card': ComparisonCardAttributes;
    }
  }
}
