/** The actions of buttons named "do", such as `copy:link` and `save:csv`. */

import { FORMATS } from '../engine/engine.js';
import { createElement, unclobbered } from '../page/dom.js';

/** Copies by selection if the clipboard API is missing or forbidden. @param {string} text @param {HTMLElement} button */
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

/** Copies a text; HTML also as rich text. @param {string} text @param {string} kind @param {HTMLElement} button */
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
  const mark = kind === 'csv' ? '\ufeff' : ''; // byte order mark: tells spreadsheets that the file is UTF-8
  link.href = URL.createObjectURL(new Blob([mark, text], { type: `text/${kind}` }));
  link.download = `${name}.${kind}`;
  link.click();
}

/** Shows success on the button and to screen readers for a moment. @param {HTMLElement} button */
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
 * @param {string} name of the file
 * @param {string} link to the card
 * @param {(format: number) => string} write returns the export in a format
 */
export async function act(button, name, link, write) {
  const [verb, kind] = button.value.split(':');
  let text = kind === 'link' ? link : write(FORMATS.indexOf(kind));
  if (kind === 'answer') text += `\n\n${unclobbered(document).title}\n${link}`;
  if (verb === 'save') save(text, kind, name);
  else if (await copy(text, kind, button)) confirm(button);
}
