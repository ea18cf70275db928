/** What the buttons named "do" do, such as `copy:link` and `save:csv`. */

import { FORMATS } from '../engine/engine.js';
import { createElement, unclobbered } from '../page/dom.js';

/** Without the clipboard's API, or where the page may not use it. @param {string} text @param {HTMLElement} button */
function copyBySelection(text, button) {
  const area = createElement('textarea');
  area.value = text;
  button.after(area);
  area.focus({ preventScroll: true });
  area.select();
  const done = unclobbered(document).execCommand('copy');
  area.remove();
  button.focus({ preventScroll: true });
  return done;
}

/** HTML is copied as what it shows, too. @param {string} text @param {string} kind @param {HTMLElement} button */
async function copy(text, kind, button) {
  const { clipboard } = navigator;
  try {
    if (kind === 'html') await clipboard.write([new ClipboardItem({ 'text/plain': text, 'text/html': text })]);
    else await clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, button);
  }
}

/** @param {string} text @param {string} kind @param {string} name */
function save(text, kind, name) {
  const link = createElement('a');
  const mark = kind === 'csv' ? '\ufeff' : ''; // tells spreadsheets that it is UTF-8
  link.href = URL.createObjectURL(new Blob([mark, text], { type: `text/${kind}` }));
  link.download = `${name}.${kind}`;
  link.click();
}

/** Says on the button and to screen readers that it is done, and after a while no more. @param {HTMLElement} button */
function confirm(button, done = true) {
  const toast = /** @type {HTMLElement} */ (
    /** @type {ShadowRoot} */ (button.getRootNode()).querySelector('[part=toast]')
  );
  button.toggleAttribute('data-done', done);
  toast.textContent = done ? (toast.dataset.done ?? '') : '';
  if (done) setTimeout(confirm, 2000, button, false);
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} name the file's
 * @param {string} link to the card
 * @param {(format: number) => string} write what the engine writes in a format
 */
export async function act(button, name, link, write) {
  const [verb, kind] = button.value.split(':');
  let text = kind === 'link' ? link : write(FORMATS.indexOf(kind));
  if (kind === 'answer') text += `\n\n${unclobbered(document).title}\n${link}`;
  if (verb === 'save') save(text, kind, name);
  else if (await copy(text, kind, button)) confirm(button);
}
