/** What an author has, JSON, CSV or a table, as a card in the engine. */

import { languageNear, unclobbered } from '../page/dom.js';
import { decodeText, utf8Of } from './charset.js';
import { titleOfFile } from './headings.js';
import { stepsOfTable } from './html-table.js';
import { openMade, reading } from './made.js';
import { titleIn } from './markup.js';
import { inSlices, oncePerSlice, turn } from './slices.js';

/** @typedef {import('../engine/engine.js').Card} Card */
/** @typedef {import('../engine/engine.js').Engine} Engine */

/**
 * Where a card comes from.
 * @typedef {object} Source
 * @property {string | Uint8Array | null} content a text or its bytes; null for the built-in card
 * @property {string} [type] what the server says it is
 * @property {string} [url] where it was fetched from
 * @property {Element} [node] what is inside the element: a `<table>`, or a `<script>` with JSON
 */

/** Types of data that servers give, and the endings of files. */
const KINDS = /** @type {const} */ ([
  ['html', /^(?:text\/html|application\/xhtml\+xml)/i, /\.html?$/i],
  ['json', /^[^;]*[/+]json\b/i, /\.json$/i],
  ['csv', /^[^;]*[/-](?:csv|comma-separated-values)/i, /\.csv$/i],
  ['tsv', /^[^;]*[/-](?:tsv|tab-separated-values)/i, /\.(?:tsv|tab)$/i],
]);

/** What text is by the look of it: markup, JSON, or else a table if there is anything to separate cells. @param {string} text */
function lookOf(text) {
  if (/^\s*<(?:!|html\b)/i.test(text)) return 'html';
  return /^\s*[[{]/.test(text) || !/[,;\t]/.test(text) ? 'json' : 'csv';
}

/**
 * What a file holds: what its server says, else what its name says, else what it looks like.
 * @param {string} text @param {string} [type] @param {string} [url]
 * @returns {'html' | 'json' | 'csv' | 'tsv'}
 */
export function kindOf(text, type = '', url = '') {
  const file = url.replace(/[?#].*/s, '');
  const known = KINDS.find(([, types]) => types.test(type)) ?? KINDS.find(([, , names]) => names.test(file));
  return known?.[0] ?? lookOf(text);
}

/** Names that addresses have for cards made of tables, and whose they are. @type {Map<string, WeakRef<Element>>} */
const owners = new Map();

/** Takes a name for an element, unless another on the page has it. @param {string} name @param {Element} element */
function take(name, element) {
  const owner = owners.get(name)?.deref();
  if (owner?.isConnected && owner !== element) return false;
  owners.set(name, new WeakRef(element));
  return true;
}

/** What may stand in the id that an author writes. @param {string} id made of a title */
const idOf = (id) =>
  id
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^[-\d]+|-+$/g, '')
    .slice(0, 50) || 'table';

/** The last number given behind each id in this slice: later a lower one may be free. */
const numbers = oncePerSlice(() => /** @type {Map<string, number>} */ (new Map()));

/** The number behind the id of an element. @type {WeakMap<Element, {id: string, number: number}>} */
const given = new WeakMap();

/** Gives a card made of a table another id if one of its id is on the page. @param {Card} card @param {Element} element */
function distinct(card, element) {
  if (take(card.id, element)) return card;
  const id = idOf(card.id);
  const own = given.get(element);
  let number = own?.id === id ? own.number : (numbers().get(id) ?? 2);
  while (!take(`${id}-${number}`, element)) number++;
  numbers().set(id, number);
  given.set(element, { id, number });
  card.rename(`${id}-${number}`);
  return card;
}

/** The last heading before each table of a tree. @param {Document | ShadowRoot} root */
function headingsIn(root) {
  /** @type {Map<Element, Element | undefined>} */
  const found = new Map();
  /** @type {Element | undefined} */
  let last;
  for (const element of unclobbered(root).querySelectorAll('h1,h2,h3,h4,h5,h6,table')) {
    if (element.localName === 'table') found.set(element, last);
    else last = element;
  }
  return found;
}

/** The same by the tree that a table is in. */
const headings = oncePerSlice(() => /** @type {Map<Node, ReturnType<typeof headingsIn>>} */ (new Map()));

/** The last heading before a table. @param {Element} table */
function headingBefore(table) {
  const root = /** @type {Document | ShadowRoot} */ (table.getRootNode());
  const found = headings().get(root);
  if (found?.has(table)) return found.get(table);
  headings().set(root, headingsIn(root));
  return headings().get(root)?.get(table);
}

/** The captions of figures. */
const captions = oncePerSlice(() => /** @type {Map<Element, Element | null>} */ (new Map()));

/** The caption of the figure that a table is in. @param {Element} table */
function captionAround(table) {
  const figure = table.closest('figure');
  if (figure && !captions().has(figure)) captions().set(figure, figure.querySelector('figcaption'));
  return figure && captions().get(figure);
}

/** What a page calls a table that has no caption of its own. @param {Element} table */
function titleInPage(table) {
  const page = unclobbered(table.ownerDocument);
  const ids = new Set((table.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean));
  return (
    titleIn([...ids].map((id) => page.getElementById(id)).map((label) => label && unclobbered(label))) ||
    titleIn([captionAround(table)]) ||
    titleIn([headingBefore(table)]) ||
    page.title.replace(/\s+/g, ' ').trim()
  );
}

/**
 * The card that a table in a page makes.
 * @param {Element} table @param {Element} element what asks for it: what it is called goes before what the table says
 */
export async function readTable(table, element = table) {
  await turn();
  const options = {
    caption: element.getAttribute('caption') ?? '',
    title: titleInPage(table),
    language: languageNear(table),
  };
  return inSlices(stepsOfTable(table, options));
}

const HTML = 'This is a web page, not a card: check the address. A sheet must be published as CSV.';

/** The encoding that a type names. @param {string} [type] */
const charsetIn = (type = '') => /charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1];

/** So many bytes tell what a file is. */
const START = 65536;

/**
 * Opens what an element shows.
 * @param {Engine} engine @param {Source} source @param {Element} element
 * @returns {Promise<Card>}
 * @throws {CardError} with the place in the source of what is wrong
 */
export async function openSource(engine, source, element) {
  const { content, type, url, node } = source;
  if (node?.localName === 'table') {
    const made = await reading(engine, () => readTable(node, element));
    return distinct(await openMade(engine, made), element);
  }
  if (!(content instanceof Uint8Array)) return engine.open(content);
  const charset = charsetIn(type);
  const kind = kindOf(decodeText(content.subarray(0, START), charset), type, url);
  if (kind === 'html') return engine.fail({ code: 'syntax', message: HTML });
  if (kind === 'json') return engine.open(content);
  const options = {
    caption: element.getAttribute('caption') ?? '',
    file: titleOfFile(url ?? ''),
    language: languageNear(element),
    delimiter: kind === 'tsv' ? '\t' : undefined,
  };
  return distinct(engine.open(utf8Of(content, charset), options), element);
}
