import { unclobbered } from './dom.js';
import { cards } from './page.js';

/** The keys of a card: Escape clears the query, `/` leads to the field of the card that is being read. */

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

/** Whether nothing is more in sight. @param {Element} card */
const isRead = (card) => presence(card) > 0 && ![...cards].some((other) => presence(other) > presence(card));

/** Whether a key is pressed alone, and nobody has used it. @param {any} event */
const isFree = ({ ctrlKey, metaKey, altKey, isComposing, defaultPrevented }) =>
  !(ctrlKey || metaKey || altKey || isComposing || defaultPrevented);

/** @param {any} event a `/`, in the card, then of the window @param {any} target @param {ShadowRoot} [root] the card's */
export function hearSlash(event, target, root) {
  const field = root?.querySelector('input');
  if (!root || !field || !isFree(event) || isTyped(target) || !(root.activeElement || isRead(root.host))) return;
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
    /** @type {any} */ (root.querySelector(`[popovertarget="${open.id}"]`)).focus();
  } else if (field.value) /** @type {any} */ (root.querySelector('[type=reset]')).click();
  else return;
  event.preventDefault();
}
