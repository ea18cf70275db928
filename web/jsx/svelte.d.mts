/** The package with types for Svelte 5: `import 'comparison-card/svelte'`. */
import type { HTMLAttributes } from 'svelte/elements';
import type { ComparisonCard } from '../comparison-card.mjs';
import type { Listeners, Merge, Properties } from './element.mjs';

export * from '../comparison-card.mjs';

type Own = Properties & Listeners<'on'> & Listeners<'on:'>;

type ComparisonCardAttributes = Merge<HTMLAttributes<ComparisonCard>, Own>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'comparison-card': ComparisonCardAttributes;
  }
}
