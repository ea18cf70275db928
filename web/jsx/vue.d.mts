/** The package with types for Vue's templates and JSX: `import 'comparison-card/vue'`. */
import type { HTMLAttributes } from 'vue';
import type { EventOf, Merge, Properties } from './element.mjs';

export * from '../comparison-card.mjs';

/** `onViewchange` in JSX is `@viewchange` in a template. */
interface Listeners {
  onLoad?: ((event: EventOf<'load'>) => void) | undefined;
  onError?: ((event: EventOf<'error'>) => void) | undefined;
  onViewchange?: ((event: EventOf<'viewchange'>) => void) | undefined;
}

type ComparisonCardAttributes = Merge<HTMLAttributes, Properties & Listeners>;

declare module 'vue' {
  interface GlobalComponents {
    'comparison-card': new () => { $props: ComparisonCardAttributes };
  }
  interface IntrinsicElementAttributes {
    'comparison-card': ComparisonCardAttributes;
  }
}
