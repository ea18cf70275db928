/** Links a card's controls and its view. The engine writes the controls; their names and values are the view's parameters. */

import { unclobbered } from '../page/dom.js';

/**
 * Sets a parameter of a view and returns the new view.
 * @param {string} view @param {string} name @param {string} value '' removes the parameter
 */
export function changeView(view, name, value) {
  const values = new URLSearchParams(view);
  if (value) values.set(name, value);
  else values.delete(name);
  return `${values}`.replaceAll('%2C', ',');
}

/**
 * Reads the fields of one name. All boxes checked is the default, so the result is empty. (The form may be missing: the
 * parser drops it if the card is in a form of the page.)
 * @param {ShadowRoot} root @param {string} name
 */
export function readFields(root, name) {
  const fields = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll(`input[name=${name}]`)]);
  const chosen = fields.filter(({ type, checked }) => checked || type === 'search');
  return fields[1] && chosen.length === fields.length ? '' : chosen.map(({ value }) => value).join();
}

/** Focuses a pressed radio button, since WebKit would scroll to it. @param {any} event @param {any} target */
export function takeFocus(event, target) {
  if (target.type !== 'radio') return;
  event.preventDefault();
  target.focus({ preventScroll: true });
}

/**
 * Changes the text of a field. Removes the focus meanwhile, since WebKit scrolls to a focused field.
 * @param {HTMLInputElement} field @param {string} text
 */
function writeText(field, text) {
  if (field.value === text) return;
  const hasFocus = field.matches(':focus');
  if (hasFocus) field.blur();
  field.value = text;
  if (hasFocus) field.focus({ preventScroll: true });
}

/** Sets the fields to a view. @param {ShadowRoot} root @param {string} view */
export function writeFields(root, view) {
  const values = new URLSearchParams(view);
  for (const field of root.querySelectorAll('input')) {
    const value = values.get(field.name) ?? '';
    if (field.type === 'search') writeText(field, value);
    else field.checked = `,${value},`.includes(`,${field.value},`) || (!value && field.type === 'checkbox');
  }
}

/**
 * Keeps a card's height until a change is laid out. WebKit lays out the card for its container queries before new rows
 * are styled: the page would be too short and would scroll.
 * @param {ShadowRoot} root @param {() => void} change
 */
export function keepHeight(root, change) {
  const article = /** @type {HTMLElement | null} */ (root.querySelector('article')); // missing before the card is shown
  if (article) article.style.minHeight = `${article.offsetHeight}px`;
  change();
  if (!article) return;
  article.getBoundingClientRect();
  article.style.minHeight = '';
  if (!article.getAttribute('style')) article.removeAttribute('style');
}

/**
 * Runs a change and keeps the focus. If the focused control was replaced, focuses the next one with the same name, key
 * and address, otherwise the one at the same index.
 * @param {ShadowRoot} root @param {() => void} change
 */
export function keepFocus(root, change) {
  /** @returns {any[]} */
  const controls = () => [...root.querySelectorAll('a,button,input,[tabindex]')];
  const focused = /** @type {any} */ (root.activeElement);
  const at = controls().indexOf(focused);
  change();
  if (!focused || focused.isConnected) return;
  const now = controls();
  const isLike = (/** @type {any} */ { name, dataset, href }) =>
    name === focused.name && dataset.key === focused.dataset.key && href === focused.href;
  const heir = [...now.slice(at), ...now].find(isLike) ?? now[at];
  heir?.focus({ preventScroll: true });
  if (focused.type === 'search') heir?.setSelectionRange?.(focused.selectionStart, focused.selectionEnd);
}

/** The gap between a button and its menu, in pixels. */
const GAP = 5;

/**
 * Limits a position so that a box fits in the window.
 * @param {number} position @param {number} size of the box @param {number} room of the window
 */
const clamp = (position, size, room) => Math.max(1, Math.min(position, room - size - 1));

/**
 * Returns the offset that puts a menu next to its button and inside the window: below it, or above it if it fits only there.
 * @param {Element} button @param {Element} menu
 */
function distance(button, menu) {
  const from = button.getBoundingClientRect();
  const { left, top, width, height } = menu.getBoundingClientRect();
  const { clientWidth } = unclobbered(document).documentElement; // without scroll bar
  const [above, below] = [from.top - GAP - height, from.bottom + GAP];
  const y = below + height > innerHeight && above > 0 ? above : below;
  const x = menu.matches(':dir(rtl)') ? from.right - width : from.left;
  return [clamp(x, width, clientWidth) - left, clamp(y, height, innerHeight) - top];
}

/**
 * Keeps an open menu next to its button during scrolling. CSS anchor positioning would do this, but WebKit 2.50 places
 * anchored elements outside the window.
 * @param {HTMLButtonElement} button
 */
export function followButton(button) {
  const menu = /** @type {any} */ (button.popoverTargetElement);
  let [x, y] = [0, 0];
  const move = (/** @type {number} */ right, /** @type {number} */ down) => {
    const zoom = menu.currentCSSZoom ?? 1; // if unsupported, boxes are measured without zoom
    x += right / zoom;
    y += down / zoom;
    menu.style.cssText = `position: absolute; inset: ${y}px auto auto ${x}px; margin: 0`;
  };
  const follow = () => {
    if (!menu.matches(':popover-open') || !button.isConnected) return;
    if (!menu.style.cssText) move(0, 0);
    const [right, down] = distance(button, menu);
    if (Math.abs(right) + Math.abs(down) >= 1) move(right, down);
    requestAnimationFrame(follow);
  };
  menu.style.cssText = '';
  requestAnimationFrame(follow); // the menu opens after the click
}
