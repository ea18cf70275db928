import { unclobbered } from '../page/dom.js';
import { cards } from './cards.js';

/**
 * Keyboard shortcuts: Escape clears the query, `/` focuses the field of the most visible card. Typing in the field
 * stays inside the card.
 */

/**
 * Keys for typing and moving in a text, by `event.key`: a character or several from one key. All other names are ASCII
 * letters.
 */
const TEXT = /^.$|\W|^(?:Arrow|Page|Home|End|Backspace|Delete|Enter|Shift|AltGraph|Dead|Process|Unidentified)/;

/** Returns true if an input method takes a key. Safari ends the composition before the key that ends it. @param {any} event */
const isComposed = ({ isComposing, keyCode }) => isComposing || keyCode === 229;

/**
 * Returns true if a change of a field is a step of an input method, which will convert the text, as in Chinese and
 * Japanese. A Korean syllable is text at once, and Android composes each word of every language. Safari deletes the
 * letters that were composed before it inserts the text.
 * @param {any} event
 */
export function isUnfinished({ isComposing, inputType, data }) {
  const isWord = /Android/.test(navigator.userAgent) && !/\b(?:ja|zh)\b/.test(`${navigator.languages}`);
  const isHangul = /^[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+$/.test(data);
  return inputType === 'deleteCompositionText' || (isComposing && !isWord && !isHangul);
}

/** Returns true if a key in a text field is text, not a command. On a Mac, Option types characters. @param {any} event */
function meansText(event) {
  const { key, altKey, ctrlKey, metaKey } = event;
  const isCommand = ctrlKey || metaKey || (altKey && !/^(?:Mac|iP)/.test(navigator.platform));
  return isComposed(event) || (TEXT.test(key) && (!isCommand || event.getModifierState('AltGraph')));
}

/** The last key if a card used it: Escape or `/`. */
let used = '';

/**
 * Hides keys from the page's shortcuts: text typed in the card's field, and keys that the card has used. Outside the
 * shadow root, the target of such events is the card, not a field.
 * @param {any} event a key, on the card itself
 */
export function keepInside(event) {
  const { type, key, repeat, defaultPrevented, currentTarget } = event;
  if (type === 'keydown' && !repeat) used = defaultPrevented && /^(?:Escape|\/)$/.test(key) ? key : '';
  const [target] = event.composedPath();
  const isInField = target.type === 'search' && currentTarget.shadowRoot?.contains(target);
  if (key === used || (isInField && meansText(event))) event.stopPropagation();
}

/** Returns how many pixels of the window's height an element fills. @param {Element} element */
export function presence(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0);
}

/** Elements to which letters mean nothing: the page, links, buttons, boxes to tick, and where a skip link leads. */
const LETTERLESS =
  ':root,body,:is(a,button,summary):not([role]),[role=button],[role=link],[role=tab],[role=region],' +
  '[type=checkbox],[type=radio],[tabindex="-1"]:not([role])';

/**
 * Returns true if the target may use letters: a field, an editor, a list, or an element with something inside that a
 * script cannot see, as in a closed shadow root.
 * @param {any} target
 */
function usesLetters(target) {
  if (target === window || target === document) return false;
  const { isContentEditable, localName, matches } = unclobbered(target);
  return isContentEditable || /-/.test(localName) || !matches(LETTERLESS);
}

/** The last key event, and the most visible card at that time. @type {any} */
let heard;
/** @type {Element | undefined} */
let most;

/** Returns the most visible card. Every card asks; the result is cached per event. @param {any} event a key */
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

/** Returns true if a key is pressed without modifiers and not yet handled. @param {any} event */
const isFree = (event) =>
  !(event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isComposed(event));

/** @param {any} event a `/`, in the card, then of the window @param {any} target @param {ShadowRoot} [root] the card's */
export function hearSlash(event, target, root) {
  const field = root?.querySelector('input');
  if (!root || !field || !isFree(event) || target === field) return;
  if (!root.activeElement && (usesLetters(target) || root.host !== findMost(event))) return;
  field.focus();
  event.preventDefault();
}

/** @param {any} event a key @param {ShadowRoot} root the card's */
export function hearEscape(event, root) {
  const field = root.querySelector('input');
  if (event.key !== 'Escape' || !isFree(event) || !root.activeElement || !field) return;
  const open = /** @type {HTMLElement | null} */ (root.querySelector(':popover-open'));
  if (open) {
    open.hidePopover(); // Chromium would not return the focus to a button in a shadow root
    /** @type {any} */ (root.querySelector(`[popovertarget="${open.id}"]`)).focus({ preventScroll: true });
  } else if (field.value) /** @type {any} */ (root.querySelector('[type=reset]')).click();
  else return;
  event.preventDefault();
}
