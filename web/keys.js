import { cards } from './page.js';

/** The keys of a card: Escape clears the query, `/` leads to the field of the card that is being read. */

/** How much of the window's height an element takes. @param {Element} element */
export function presence(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.min(bottom, innerHeight) - Math.max(top, 0);
}

/** Whether a key is typed somewhere. @param {any} target */
const isTyped = (target) => target.isContentEditable || target.matches?.('input,textarea,select');

/** Whether nothing is more in sight. @param {Element} card */
const isRead = (card) => presence(card) > 0 && ![...cards].some((other) => presence(other) > presence(card));

/** @param {any} event in the card, then of the window @param {any} target @param {ShadowRoot} root the card's */
export function hearKey(event, target, root) {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
  const field = root.querySelector('input');
  const inside = root.activeElement;
  if (!field || defaultPrevented || isComposing || ctrlKey || metaKey || altKey) return;
  const open = /** @type {HTMLElement | null} */ (root.querySelector(':popover-open'));
  if (key === 'Escape' && inside && open) {
    open.hidePopover(); // by itself Chromium would not find back to a button in a shadow root
    /** @type {any} */ (root.querySelector(`[popovertarget="${open.id}"]`)).focus();
  } else if (key === 'Escape' && inside && field.value) {
    /** @type {any} */ (root.querySelector('[type=reset]')).click();
  } else if (key === '/' && !isTyped(target) && (inside || isRead(root.host))) field.focus();
  else return;
  event.preventDefault();
}
