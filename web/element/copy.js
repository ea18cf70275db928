/** The actions of buttons named "do", such as `copy:link` and `save:csv`. */

import { FORMATS } from '../engine/engine.js';
import { createElement, unclobbered } from '../page/dom.js';

/** Texts for the clipboard by content type. @typedef {Record<string, string>} Texts */

/** Puts texts on the clipboard, in place of what is selected. @param {ClipboardEvent} event of the type `copy` @param {Texts} texts */
function put(event, texts) {
  for (const [type, text] of Object.entries(texts)) event.clipboardData?.setData(type, text);
  event.preventDefault();
  event.stopPropagation();
}

/** Copies by selection if the clipboard API is missing or forbidden. @param {Texts} texts @param {HTMLElement} button */
function copyBySelection(texts, button) {
  const area = createElement('textarea');
  area.value = texts['text/plain'];
  area.addEventListener('copy', (event) => put(event, texts));
  button.after(area);
  area.focus({ preventScroll: true });
  area.select();
  const done = unclobbered(document).execCommand('copy');
  area.remove();
  button.focus({ preventScroll: true });
  return done;
}

/** Copies a text, also as rich text if there is one. @param {Texts} texts @param {HTMLElement} button */
async function copy(texts, button) {
  const { clipboard } = navigator;
  try {
    if (texts['text/html']) await clipboard.write([new ClipboardItem(texts)]);
    else await clipboard.writeText(texts['text/plain']);
    return true;
  } catch {
    return copyBySelection(texts, button);
  }
}

/**
 * Returns the table as spreadsheets and mails take it: with tabs, and with borders.
 * @param {(format: number) => string} write returns the export in a format
 * @param {(row: number) => boolean} [isChosen] default: all rows
 */
function tableOf(write, isChosen = () => true) {
  const rows = (/** @type {string} */ format, /** @type {string} */ end) => {
    const [head, ...rest] = write(FORMATS.indexOf(format)).split(end);
    const last = rest.pop();
    return [head, ...rest.filter((_, i) => isChosen(i)), last].join(end);
  };
  return { 'text/plain': rows('tsv', '\n'), 'text/html': rows('rich', '</tr>\n') };
}

/** Returns what the reader has selected, if it is in a shadow root. @param {ShadowRoot} root */
function selectedIn(root) {
  const selection = /** @type {any} */ (root).getSelection?.() ?? getSelection(); // Chromium tells it of the root only
  const [found] = selection?.getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  const { startContainer, startOffset, endContainer, endOffset } =
    found ?? (selection?.rangeCount ? selection.getRangeAt(0) : {});
  if (!root.contains(startContainer) || !root.contains(endContainer)) return;
  const range = unclobbered(document).createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range;
}

/** Returns true if a range includes some of a cell, not only its edge. @param {Range} range @param {Element} cell */
function includes(range, cell) {
  const inside = unclobbered(document).createRange();
  inside.selectNodeContents(cell);
  return (
    range.compareBoundaryPoints(Range.START_TO_END, inside) > 0 &&
    range.compareBoundaryPoints(Range.END_TO_START, inside) < 0
  );
}

/**
 * Copies the rows that the reader has selected as a table. Leaves a selection in one cell, or beyond the table, as it is.
 * @param {ClipboardEvent} event @param {ShadowRoot} root @param {(format: number) => string} write
 */
export function copySelection(event, root, write) {
  const range = selectedIn(root);
  const table = root.querySelector('table');
  if (!range || !table?.contains(range.commonAncestorContainer)) return;
  const cells = [...table.querySelectorAll('[part~=row] > *')].filter((cell) => includes(range, cell));
  const chosen = new Set(cells.map((cell) => cell.parentElement));
  const rows = [...table.querySelectorAll('[part~=row]')];
  if (cells[1])
    put(
      event,
      tableOf(write, (i) => chosen.has(/** @type {HTMLElement} */ (rows[i]))),
    );
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
  const format = kind === 'csv' ? 'regional' : kind; // spreadsheets read it
  let text = kind === 'link' ? link : kind === 'table' ? '' : write(FORMATS.indexOf(format));
  if (kind === 'answer') text += `\n\n${unclobbered(document).title}\n${link}`;
  /** @type {Texts} */
  const texts =
    kind === 'table' ? tableOf(write) : { 'text/plain': text, ...(kind === 'html' && { 'text/html': text }) };
  if (verb === 'save') save(text, kind, name);
  else if (await copy(texts, button)) confirm(button);
}
