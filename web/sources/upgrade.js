/**
 * Turns the tables of a page into cards in place, those that come later too. A table is understood before anything is done to
 * it. Ordered bottom-up: which tables are of data, one table, the page.
 */
import { createElement, unclobbered } from '../page/dom.js';
import { openMade, reading } from './made.js';
import { sliceNumber, turn } from './slices.js';
import { readTable } from './sources.js';

/** @typedef {import('../engine/engine.js').Engine} Engine */

/** What a card would take away, or cannot show: fields, media, formulas, what is struck out, a table in a table. */
const LOST =
  'table,form,input,select,textarea,button,iframe,video,audio,canvas,object,embed,details,math,del,s,strike,[contenteditable]';

/** Where tables are left alone: in a card, in another table, and where the page says so. */
const OFF = 'comparison-card,table,[data-comparison-card=off]';

/** What a table's role may be: anything else says that it is no table, or more than one. */
const ROLES = ['', 'table'];

/** Whether a table is not for us to touch. @param {HTMLTableElement} table */
function isOff(table) {
  return (
    !ROLES.includes((table.getAttribute('role') ?? '').trim()) ||
    table.dataset.comparisonCard === 'off' ||
    table.isContentEditable ||
    table.matches(`:is(${OFF}) *`) ||
    Boolean(table.querySelector(LOST)) ||
    getComputedStyle(table).display === 'none'
  );
}

/** Whether a table is too small to compare anything. @param {HTMLTableElement} table */
const isSmall = ({ rows }) => rows.length < 2 || ![...rows].some((row) => row.cells.length > 1);

const MUTE = 'A cell shows an image or an icon without a text: give it one, such as an alt.';

/** The tables that the console has heard of. @type {WeakSet<Element>} */
const told = new WeakSet();

/** Whether the engine shows the card that a table makes; the console says why not. @param {Engine} engine @param {HTMLTableElement} table */
async function isUnderstood(engine, table) {
  try {
    const made = await reading(engine, () => readTable(table));
    if (!made.isMarked) return false;
    if (made.mute) engine.fail({ code: 'missing', path: made.mute, message: MUTE });
    (await openMade(engine, made)).close();
    return true;
  } catch (error) {
    const { message, path } = /** @type {import('../engine/error.js').CardError} */ (error);
    const place = path ? ` (${path})` : '';
    if (!told.has(table)) console.warn(`comparison-card: A table is left as it is: ${message}${place}`, table);
    told.add(table);
    return false;
  }
}

/** The tables that were looked at, and need not be again before they change. @type {WeakSet<Node>} */
const seen = new WeakSet();

/** The tables that have a card. They get no other, whatever becomes of it: who takes one out wants it so. @type {WeakSet<Node>} */
const wrapped = new WeakSet();

/** The cards made, their tables, and when that was. @type {Map<Element, {table: Element, since: number}>} */
const made = new Map();

/** The number of cards on a page that come at once. Each makes the page slower to lay out; others come with the reader. */
const MOST_EAGER = 50;

/** Puts a card where a table is, and the table into it: what the card shows in its place, or falls back to. @param {HTMLTableElement} table @param {DOMStringMap} settings */
function wrap(table, settings) {
  const card = createElement('comparison-card');
  for (const name of ['view', 'history', 'labels', 'theme', 'loading']) {
    const value = settings[name];
    if (value !== undefined) card.setAttribute(name, value);
  }
  if (settings.loading === undefined && made.size >= MOST_EAGER) card.setAttribute('loading', 'lazy');
  table.before(card);
  card.append(table);
  return card;
}

/** How soon a card goes that somebody renders away, and how long that is remembered, in milliseconds. */
const SOON = 1000;
const MEMORY = 60_000;

/** When cards went as soon as they had come. @type {number[]} */
let quarrels = [];

/** Takes cards away that lost their tables, as when a page's own script moves or removes these. */
function tidy() {
  const now = performance.now();
  for (const [card, { table, since }] of made) {
    if (!card.querySelector('table')) card.remove();
    if (card.isConnected && card.contains(table)) continue;
    made.delete(card);
    if (now - since < SOON) quarrels.push(now);
  }
}

/**
 * Waits where the page renders its cards away again and again, longer each time: the page may have its way, or come to rest.
 */
async function giveWay() {
  const now = performance.now();
  quarrels = quarrels.filter((then) => now - then < MEMORY);
  const { length } = quarrels;
  if (length > 2) await new Promise((resolve) => setTimeout(resolve, Math.min(50 * 2 ** length, 10_000)));
}

/** @param {Element} element */
const hasTable = (element) => element instanceof HTMLTableElement || unclobbered(element).querySelector('table');

/** Whether a change may concern tables; those in which something changed are looked at again. @param {MutationRecord} record */
function concernsTables({ target, addedNodes, removedNodes }) {
  const element = target instanceof Element ? target : unclobbered(target).parentElement;
  const table = element && unclobbered(element).closest('table');
  if (table) seen.delete(table);
  return table || [...addedNodes, ...removedNodes].some((node) => node instanceof Element && hasTable(node));
}

/**
 * Turns every table of data that a selector finds into a card, now and whenever the page changes.
 * @param {Engine} engine @param {string} selector @param {DOMStringMap} settings of the script tag
 */
export function upgradeTables(engine, selector, settings) {
  /** Tables to look at. @type {Set<HTMLTableElement>} */
  const waiting = new Set();
  /** Tables to wrap when the slice is over. @type {Set<HTMLTableElement>} */
  const understood = new Set();
  let slice = 0;
  let isBusy = false;
  const isWanted = (/** @type {HTMLTableElement} */ table) =>
    table.isConnected && !wrapped.has(table) && !isOff(table) && !isSmall(table);
  // All at once: a look at a table after the page has changed costs the page's styles anew.
  const wrapUnderstood = () => {
    for (const table of [...understood].filter(isWanted)) {
      wrapped.add(table);
      made.set(wrap(table, settings), { table, since: performance.now() });
    }
    understood.clear();
    slice = sliceNumber();
  };
  const work = async () => {
    if (isBusy) return;
    isBusy = true;
    for (const table of waiting) {
      await giveWay();
      await turn();
      waiting.delete(table);
      if (isWanted(table) && (await isUnderstood(engine, table))) understood.add(table);
      if (slice !== sliceNumber() || !waiting.size) wrapUnderstood();
    }
    isBusy = false;
  };
  const look = () => {
    tidy();
    for (const table of unclobbered(document).querySelectorAll(selector)) {
      if (!(table instanceof HTMLTableElement) || seen.has(table) || wrapped.has(table)) continue;
      seen.add(table);
      waiting.add(table);
    }
    work();
  };
  const start = () => {
    look();
    const observer = new MutationObserver((records) => records.filter(concernsTables).length && look());
    observer.observe(document, { childList: true, characterData: true, subtree: true });
  };
  if (unclobbered(document).readyState === 'loading') unclobbered(document).addEventListener('DOMContentLoaded', start);
  else start();
}
