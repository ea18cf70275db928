/** Actions of a reader on a card and its page by keyboard, for every browser and layout. */

import assert from 'node:assert/strict';
import { LIBRARY } from './browser.js';

/** @typedef {import('./browser.js').Stage} Stage */

/** Opens a page at a fragment. @param {Stage} stage @param {string} body @param {string} at such as `#cc-tea` */
export const openAt = (stage, body, at) => stage.open(body, { head: LIBRARY, at });

/** Focuses something in a card. @param {Stage} stage @param {string} selector @param {string} [card] */
export async function focusOn(stage, selector, card = 'comparison-card') {
  const focus = (/** @type {string} */ card, /** @type {string} */ selector) => {
    const control = document.querySelector(card)?.shadowRoot?.querySelector(selector);
    /** @type {any} */ (control?.closest('[popover]:not(:popover-open)'))?.showPopover();
    /** @type {any} */ (control)?.focus({ preventScroll: true });
  };
  await stage.evaluate(focus, card, selector);
}

/** Presses something in a card. @param {Stage} stage @param {string} selector @param {string} [card] */
export async function use(stage, selector, card) {
  await focusOn(stage, selector, card);
  await stage.press(/input/.test(selector) ? ' ' : 'Enter');
}

/** Returns the focused control of a card: its name and key, such as `sort name`, or its part. @param {Stage} stage */
export const focused = (stage) =>
  stage.evaluate(() => {
    const { activeElement } = /** @type {any} */ (document.querySelector('comparison-card')).shadowRoot;
    const { name = '', dataset, part } = activeElement ?? {};
    return [name || part?.value, dataset?.key].filter(Boolean).join(' ');
  });

/** Returns the fragment of the page. @param {Stage} stage */
export const fragment = (stage) => stage.evaluate(() => location.hash);

/** Asserts that the page gets a fragment. @param {Stage} stage @param {string} text */
export async function fragmentIs(stage, text) {
  assert.ok(await stage.wait((/** @type {string} */ text) => location.hash === text, text));
}

/** @param {Stage} stage @param {string} [card] */
export const viewOf = (stage, card = 'comparison-card') =>
  stage.evaluate((/** @type {string} */ card) => /** @type {any} */ (document.querySelector(card)).view, card);

/** Asserts that a card gets a view. @param {Stage} stage @param {string} view @param {string} [card] */
export async function viewIs(stage, view, card = 'comparison-card') {
  const isShown = (/** @type {string} */ card, /** @type {string} */ view) =>
    /** @type {any} */ (document.querySelector(card)).view === view;
  assert.ok(await stage.wait(isShown, card, view));
}
