/**
 * Turns tables of a page into cards in place, including later ones. Interprets a table before changing it. Order of the
 * file: which tables are data tables, one table, the page.
 */
import { createElement, READING, unclobbered } from '../page/dom.js';
import { reading } from './made.js';
import { sliceNumber, turn } from './slices.js';
import { readTable } from './sources.js';
import { openMade } from './table-engine.js';

/** @typedef {import('../engine/engine.js').Engine} Engine */

/** Content that a card would lose: fields, media, formulas, deleted text, nested tables. */
const LOST =
  'table,form,input,select,textarea,button,iframe,video,audio,canvas,object,embed,details,math,[contenteditable]';

/** Tables inside these are skipped. */
const OFF = 'comparison-card,table,[data-comparison-card=off]';

/** Allowed roles of a table. Others say that it is no table, or more than one. */
const ROLES = ['', 'table'];

/** Returns true if a table must be skipped: its author says so, or it is not seen. @param {HTMLTableElement} table */
function isOff(table) {
  return (
    !ROLES.includes((table.getAttribute('role') ?? '').trim()) ||
    table.dataset.comparisonCard === 'off' ||
    table.isContentEditable ||
    table.matches(`:is(${OFF}) *`) ||
    getComputedStyle(table).display === 'none'
  );
}

/** Returns why a table can be no card; '' if it may be one. @param {HTMLTableElement} table */
function reasonAgainst(table) {
  const lost = table.querySelector(LOST);
  if (lost?.matches('[contenteditable]')) return 'readers can edit a part of it.';
  if (lost) return `a card would lose its <${lost.localName}>.`;
  const isSmall = table.rows.length < 2 || ![...table.rows].some((row) => row.cells.length > 1);
  return isSmall ? 'it has only one row or column.' : '';
}

/** Tables whose editor has no headings: their first row is one. */
const PLAIN = '.wp-block-table *';

const UNMARKED = 'nothing says that it compares something: mark its headings with <th>.';

/** Tables already reported on the console. @type {WeakSet<Element>} */
const told = new WeakSet();

/**
 * Returns true if the engine can show the table as a card; otherwise logs the reason.
 * @param {Engine} engine @param {HTMLTableElement} table @param {DOMStringMap} settings of the script tag
 */
async function isUnderstood(engine, table, settings) {
  try {
    const against = reasonAgainst(table);
    if (against) engine.fail({ message: against });
    const said = { getAttribute: (/** @type {string} */ name) => table.dataset[name] ?? settings[name] ?? null };
    const made = await reading(engine, () => readTable(table, said));
    const card = await openMade(engine, made);
    const lost = card.problems.find(({ code }) => code === 'left-out');
    card.close();
    if (!made.isMarked && !table.matches(PLAIN)) engine.fail({ message: UNMARKED });
    return lost ? engine.fail(lost) : true;
  } catch (error) {
    const { message, path } = /** @type {import('../engine/error.js').CardError} */ (error);
    const place = path ? ` (${path})` : '';
    if (!told.has(table)) console.warn(`comparison-card: A table is left alone, because ${message}${place}`, table);
    told.add(table);
    return false;
  }
}

/** Tables checked since their last change. @type {WeakSet<Node>} */
const seen = new WeakSet();

/** Tables that have or had a card. They get no other: whoever removed it wants the table. @type {WeakSet<Node>} */
const wrapped = new WeakSet();

/** Cards made, with their tables and times. @type {Map<Element, {table: Element, since: number}>} */
const made = new Map();

/** Maximum number of cards loaded eagerly, since each slows down layout; the others load lazily. */
const MOST_EAGER = 50;

/**
 * Puts a card in place of a table, and the table into the card as its fallback.
 * @param {HTMLTableElement} table @param {DOMStringMap} settings
 */
function wrap(table, settings) {
  const card = createElement('comparison-card');
  for (const name of ['view', 'history', 'labels', 'theme', 'loading', ...READING.slice(1)]) {
    const value = table.dataset[name] ?? settings[name];
    if (value !== undefined) card.setAttribute(name, value);
  }
  if (settings.loading === undefined && made.size >= MOST_EAGER) card.setAttribute('loading', 'lazy');
  table.before(card);
  card.append(table);
  return card;
}

/** A card removed within SOON was removed by rendering; counted for MEMORY. In milliseconds. */
const SOON = 1000;
const MEMORY = 60_000;

/** Times when the page removed a fresh card (rerender conflict). @type {number[]} */
let quarrels = [];

/** Removes cards that lost their tables, for example because the page's script moved or removed these. */
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
 * Waits if the page keeps removing cards, longer each time, so that the page wins or settles.
 */
async function giveWay() {
  const now = performance.now();
  quarrels = quarrels.filter((then) => now - then < MEMORY);
  const { length } = quarrels;
  if (length > 2) await new Promise((resolve) => setTimeout(resolve, Math.min(50 * 2 ** length, 10_000)));
}

/** @param {Element} element */
const hasTable = (element) => element instanceof HTMLTableElement || unclobbered(element).querySelector('table');

/** Returns true if a change may concern tables; changed tables are checked again. @param {MutationRecord} record */
function concernsTables({ target, addedNodes, removedNodes }) {
  const element = target instanceof Element ? target : unclobbered(target).parentElement;
  const table = element && unclobbered(element).closest('table');
  if (table) seen.delete(table);
  return table || [...addedNodes, ...removedNodes].some((node) => node instanceof Element && hasTable(node));
}

/**
 * Turns every data table that matches a selector into a card, now and after changes of the page.
 * @param {Engine} engine @param {string} selector @param {DOMStringMap} settings of the script tag
 */
export function upgradeTables(engine, selector, settings) {
  /** Tables to check. @type {Set<HTMLTableElement>} */
  const waiting = new Set();
  /** Tables to wrap at the end of the slice. @type {Set<HTMLTableElement>} */
  const understood = new Set();
  let slice = 0;
  let isBusy = false;
  const isWanted = (/** @type {HTMLTableElement} */ table) => table.isConnected && !wrapped.has(table) && !isOff(table);
  // In one batch: inspecting a table after a change forces a style recalculation.
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
      if (isWanted(table) && (await isUnderstood(engine, table, settings))) understood.add(table);
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
