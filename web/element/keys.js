import { unclobbered } from '../page/dom.js';
import { cards } from './cards.js';

/**
 * The keys of a card: Escape clears the query, `/` leads to the field of the card that is being read. What is typed into the
 * field stays inside.
 */

/** Keys that change a text or move in it, by what events call them: one letter, or several on one key; all other names are of ASCII letters. */
const TEXT = /^.$|\W|^(?:Arrow|Page|Home|End|Backspace|Delete|Enter|Shift|AltGraph|Dead|Process|Unidentified)/;

/** Whether a key that is pressed in a text field means text, not a command. On a Mac, Option types signs. @param {any} event */
function meansText(event) {
  const { key, altKey, ctrlKey, metaKey, isComposing } = event;
  const isCommand = ctrlKey || metaKey || (altKey && !/^(?:Mac|iP)/.test(navigator.platform));
  return isComposing || (TEXT.test(key) && (!isCommand || event.getModifierState('AltGraph')));
}

/** Escape or `/`, if a card has used it, until the next key. */
let used = '';

/**
 * Keeps keys from the page's shortcuts: those that mean text in the card's field, and those that the card has used. To the page
 * the card is the target of both, and no field.
 * @param {any} event a key, on the card itself
 */
export function keepInside(event) {
  const { type, key, repeat, defaultPrevented, currentTarget } = event;
  if (type === 'keydown' && !repeat) used = defaultPrevented && /^(?:Escape|\/)$/.test(key) ? key : '';
  const [target] = event.composedPath();
  const isInField = target.type === 'search' && currentTarget.shadowRoot?.contains(target);
  if (key === used || (isInField && meansText(event))) event.stopPropagation();
}

/** How much of the window's height an element takes. @param {Element} element */
export function presence(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0);
}

/** Whether a key is typed somewhere. @param {any} target */
function isTyped(target) {
  if (target === window) return false;
  const { isContentEditable, matches } = unclobbered(target);
  return isContentEditable || matches?.('input,textarea,select');
}

/** The key that cards heard last, and the card that takes most of the window then. @type {any} */
let heard;
/** @type {Element | undefined} */
let most;

/** The card that takes most of the window: every card asks, and one look finds it. @param {any} event a key */
function findMost(event) {
  if (event === heard) return most;
  heard = event;
  most = undefined;
  let best = 0;
  for (const card of cards) {
    const seen = presence(card);
    if (seen > best) [most, best] = [card, seen];
  }
  return most;
}

/** Whether a key is pressed alone, and nobody has used it. @param {any} event */
const isFree = ({ ctrlKey, metaKey, altKey, isComposing, defaultPrevented }) =>
  !(ctrlKey || metaKey || altKey || isComposing || defaultPrevented);

/** @param {any} event a `/`, in the card, then of the window @param {any} target @param {ShadowRoot} [root] the card's */
export function hearSlash(event, target, root) {
  const field = root?.querySelector('input');
  if (!root || !field || !isFree(event) || isTyped(target) || !(root.activeElement || root.host === findMost(event)))
    return;
  field.focus();
  event.preventDefault();
}

/** @param {any} event a key @param {ShadowRoot} root the card's */
export function hearEscape(event, root) {
  const field = root.querySelector('input');
  if (event.key !== 'Escape' || !isFree(event) || !root.activeElement || !field) return;
  const open = /** @type {HTMLElement | null} */ (root.querySelector(':popover-open'));
  if (open) {
    open.hidePopover(); // by itself Chromium would not find back to a button in a shadow root
    /** @type {any} */ (root.querySelector(`[popovertarget="${open.id}"]`)).focus({ preventScroll: true });
  } else if (field.value) /** @type {any} */ (root.querySelector('[type=reset]')).click();
  else return;
  event.preventDefault();
}
