import { createElement, unclobbered } from '../page/dom.js';
import { isNear, misspelt } from '../page/hints.js';
import { ATTRIBUTES, sharedEngine } from './element.js';
import { loadImporters } from './lazy.js';

/** Marks a tag that has its card, for all copies of this script on the page. */
const DONE = Symbol.for('comparison-card');

/** The attributes that make a tag one of the card's, and those that only such a tag has. */
const MARKERS = ['data-comparison-card', 'data-comparison-tables'];
const SETTINGS = ['data-fallback', ...ATTRIBUTES.slice(1).map((name) => `data-${name}`)];

/** Tags and elements already reported on the console. @type {WeakSet<Element>} */
const told = new WeakSet();

/** Reports misspelt attributes of script tags, and misspelt elements. */
function hint() {
  const page = unclobbered(document);
  const say = (/** @type {Element} */ element, /** @type {string[]} */ hints) => {
    if (hints.length && !told.has(element)) for (const text of hints) console.warn(`comparison-card: ${text}`, element);
    if (hints.length) told.add(element);
  };
  for (const tag of page.scripts) {
    const isOwn = MARKERS.some((name) => tag.hasAttribute(name));
    say(tag, misspelt(tag, isOwn ? [...MARKERS, ...SETTINGS] : MARKERS));
  }
  for (const element of page.querySelectorAll(':not(:defined)')) {
    if (isNear(element.localName, 'comparison-card')) {
      say(element, [`<${element.localName}> is unknown: write <comparison-card>.`]);
    }
  }
}

/** Waits until the page has an element that matches a selector. @param {string} selector */
const appears = (selector) =>
  new Promise((resolve) => {
    const look = () => unclobbered(document).querySelector(selector) && resolve(observer.disconnect());
    const observer = new MutationObserver(look);
    look(); // throws once for an invalid selector
    observer.observe(document, { childList: true, subtree: true });
  });

/**
 * Turns the tables that match a tag's selector into cards, once there is one.
 * @param {HTMLScriptElement} tag @param {string} selector
 */
async function upgradeTables(tag, selector) {
  try {
    await appears(selector);
    (await loadImporters()).upgradeTables(await sharedEngine(), selector, tag.dataset);
  } catch (error) {
    console.error(`comparison-card: ${error} (data-comparison-tables)`);
  }
}

/** Adds a card after each new `<script data-comparison-card="URL">`; upgrades tables for `data-comparison-tables`. */
export function placeCards() {
  hint();
  for (const tag of /** @type {NodeListOf<HTMLScriptElement & {[DONE]?: true}>} */ (
    unclobbered(document).querySelectorAll('script[data-comparison-card],script[data-comparison-tables]')
  )) {
    if (tag[DONE]) continue;
    const page = unclobbered(document);
    const isInHead = tag.closest('head');
    if (isInHead && page.readyState === 'loading') continue; // the body is not parsed yet
    tag[DONE] = true;
    const { comparisonCard, comparisonTables } = tag.dataset;
    if (comparisonTables !== undefined) upgradeTables(tag, comparisonTables || 'table');
    if (comparisonCard === undefined) continue;
    // A parser moves a script that is alone in a page into the head.
    const isAlone = isInHead && !page.body.firstElementChild && !page.body.textContent?.trim();
    if (isInHead && !isAlone) {
      console.warn('comparison-card: this tag is in <head>; put it where the card should be.', tag);
      continue;
    }
    const card = createElement('comparison-card');
    card.setAttribute('src', comparisonCard);
    for (const name of ATTRIBUTES.slice(1)) {
      const value = tag.dataset[name];
      if (value !== undefined) card.setAttribute(name, value);
    }
    if (isAlone) page.body.append(card);
    else tag.after(card);
  }
}
