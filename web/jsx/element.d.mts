/** What JSX needs to know of the element, the same for every framework. */
import type { ComparisonCard, ComparisonCardEventMap } from '../comparison-card.mjs';

type Settable = 'data' | 'src' | 'caption' | 'history' | 'loading' | 'theme' | 'labels' | 'view';

/** The properties that a page may set. */
export type Properties = { [Name in keyof Pick<ComparisonCard, Settable>]?: ComparisonCard[Name] | null | undefined };

type OwnEvent = 'load' | 'error' | 'viewchange';

/** An event of the element, as its listeners get it. */
export type EventOf<Type extends OwnEvent> = ComparisonCardEventMap[Type] & { readonly currentTarget: ComparisonCard };

/** Listeners to the element's own events, such as `onviewchange` for the prefix `on`. */
export type Listeners<Prefix extends string> = {
  [Type in OwnEvent as `${Prefix}${Type}`]?: ((event: EventOf<Type>) => void) | undefined;
};

/** The attributes that a framework knows for every element, with those of the card. */
export type Merge<Known, Own> = Omit<Known, keyof Own> & Own;
