/** Between a card's controls and its view. The engine writes the controls, and their names and values say all that is needed. */

/** @param {string} view @param {string} name @param {string} value '' takes the parameter away */
export function changeView(view, name, value) {
  const values = new URLSearchParams(view);
  if (value) values.set(name, value);
  else values.delete(name);
  return `${values}`.replaceAll('%2C', ',');
}

/**
 * What the fields of one name say. All boxes checked is as good as none: nothing is left out. (There may be no form to ask:
 * the parser drops it where the card stands in a form of the page.)
 * @param {ShadowRoot} root @param {string} name
 */
export function readFields(root, name) {
  const fields = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll(`input[name=${name}]`)]);
  const chosen = fields.filter(({ type, checked }) => checked || type === 'search');
  return fields[1] && chosen.length === fields.length ? '' : chosen.map(({ value }) => value).join();
}

/** Makes the fields say what a view says. @param {ShadowRoot} root @param {string} view */
export function writeFields(root, view) {
  const values = new URLSearchParams(view);
  for (const field of root.querySelectorAll('input')) {
    const value = values.get(field.name) ?? '';
    if (field.type === 'search') field.value = value;
    else field.checked = `,${value},`.includes(`,${field.value},`) || (!value && field.type === 'checkbox');
  }
}

/**
 * Changes what is shown. If that replaces the control with the focus, the one like it gets the focus: by name and key,
 * those from its place on first; without any, the one that now stands in its place.
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
  const isLike = (/** @type {any} */ { name, dataset }) => name === focused.name && dataset.key === focused.dataset.key;
  const heir = [...now.slice(at), ...now].find(isLike) ?? now[at];
  heir?.focus({ preventScroll: true });
  if (focused.type === 'search') heir?.setSelectionRange?.(focused.selectionStart, focused.selectionEnd);
}

/**
 * Shows in the middle of the window what a button opens, where the browser does not place it at the button: of browsers that
 * can, some leave out what a page moves by a transform.
 * @param {HTMLButtonElement} button
 */
export function keepMenuInSight(button) {
  const menu = /** @type {HTMLElement} */ (button.popoverTargetElement);
  if (!CSS.supports('position-area: none') || !menu.matches(':popover-open')) return;
  menu.style.cssText = '';
  const from = button.getBoundingClientRect();
  const { left, right, top, bottom } = menu.getBoundingClientRect();
  const gap = Math.max(top - from.bottom, from.top - bottom, left - from.right, from.left - right);
  if (gap < -8 || gap > 24) menu.style.cssText = 'position-area: none; margin: auto; height: fit-content';
}
