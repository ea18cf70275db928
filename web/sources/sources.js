/** Opens an author's JSON, CSV or table as a card in the engine. */

import { languageNear, READING, unclobbered } from '../page/dom.js';
import { decodeText, encodingProblems, toUtf8 } from './charset.js';
import { stepsOfTable } from './html-table.js';
import { reading, withProblems } from './made.js';
import { titleIn } from './markup.js';
import { inSlices, oncePerSlice, turn } from './slices.js';
import { openMade, openTable } from './table-engine.js';
import { titleOfFile } from './titles.js';

/** @typedef {import('../engine/engine.js').Card} Card */
/** @typedef {import('../engine/engine.js').Engine} Engine */

/**
 * The source of a card.
 * @typedef {object} Source
 * @property {string | Uint8Array | null} content a text or its bytes; null for the built-in card
 * @property {string} [type] the content type
 * @property {string} [url] the URL it was fetched from
 * @property {string} [around] the JSON of a card without rows, for a table
 * @property {Element} [node] a `<table>`, or a `<script>` with JSON, CSV or TSV, inside the element
 */

/** Content types and file extensions. */
const KINDS = /** @type {const} */ ([
  ['html', /^(?:text\/html|application\/xhtml\+xml)/i, /\.html?$/i],
  ['json', /^[^;]*[/+]json\b/i, /\.json$/i],
  ['csv', /^[^;]*[/-](?:csv|comma-separated-values)/i, /\.csv$/i],
  ['tsv', /^[^;]*[/-](?:tsv|tab-separated-values)/i, /\.(?:tsv|tab)$/i],
]);

/** Detects the kind of a text: HTML, JSON, CSV or TSV. @param {string} text */
function lookOf(text) {
  if (/^\s*<(?:!|html\b)/i.test(text)) return 'html';
  return /^\s*[[{]/.test(text) || !/[,;\t]/.test(text) ? 'json' : 'csv';
}

/** Returns the kind that a content type or an extension states. @param {string} [type] @param {string} [url] */
function statedKind(type = '', url = '') {
  const file = url.replace(/[?#].*/s, '');
  const known = KINDS.find(([, types]) => types.test(type)) ?? KINDS.find(([, , names]) => names.test(file));
  return known?.[0];
}

/**
 * Returns the kind of a file by its content type, otherwise by its extension, otherwise by its content.
 * @param {string} text @param {string} [type] @param {string} [url]
 * @returns {'html' | 'json' | 'csv' | 'tsv'}
 */
export const kindOf = (text, type, url) => statedKind(type, url) ?? lookOf(text);

/** Returns the last heading before each table of a tree. @param {Document | ShadowRoot} root */
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

/** These headings by root, cached per slice. */
const headings = oncePerSlice(() => /** @type {Map<Node, ReturnType<typeof headingsIn>>} */ (new Map()));

/** Returns the last heading before a table. @param {Element} table */
function headingBefore(table) {
  const root = /** @type {Document | ShadowRoot} */ (table.getRootNode());
  const found = headings().get(root);
  if (found?.has(table)) return found.get(table);
  headings().set(root, headingsIn(root));
  return headings().get(root)?.get(table);
}

/** Captions of figures, cached per slice. */
const captions = oncePerSlice(() => /** @type {Map<Element, Element | null>} */ (new Map()));

/** Returns the caption of the figure around a table. @param {Element} table */
function captionAround(table) {
  const figure = table.closest('figure');
  if (figure && !captions().has(figure)) captions().set(figure, figure.querySelector('figcaption'));
  return figure && captions().get(figure);
}

/** Returns the page's title for a table without a caption. @param {Element} table */
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

/** The options whose values are numbers. */
const NUMBERS = ['names', 'skip'];

/** Returns what an element says about its table. @param {Pick<Element, 'getAttribute'>} element @returns {import('../engine/engine.js').EngineOptions} */
function readingOf(element) {
  const said = READING.filter((name) => name !== 'encoding')
    .map((name) => [name, element.getAttribute(name)])
    .filter(([, value]) => value);
  return Object.fromEntries(said.map(([name, value]) => [name, NUMBERS.includes(`${name}`) ? Number(value) : value]));
}

/**
 * Writes a table in a page for the engine.
 * @param {Element} table @param {Pick<Element, 'getAttribute'>} element whose attributes say how to read it @param {string} [around] a card without rows
 */
export async function readTable(table, element = table, around = undefined) {
  await turn();
  const options = { ...readingOf(element), heading: titleInPage(table) };
  return inSlices(stepsOfTable(table, { options, language: languageNear(table), around }));
}

const HTML = 'This is a web page, not a card: check the address. A sheet must be published as CSV.';

/** First bytes of files that are no text (libmagic), in hexadecimal, and their names. @type {[start: RegExp, name: string][]} */
const BINARY = [
  [/^(?:504b0304|d0cf11e0)/, 'a workbook or another packed file'],
  [/^25504446/, 'a PDF'],
  [/^(?:89504e47|47494638|ffd8ff|52494646.{8}57454250|.{8}66747970|3c737667)/, 'a picture or a film'],
  [/^1f8b/, 'a packed file'],
];

/** File extensions of texts that are no table, although a comma makes them look so. */
const TEXT = /\.(?:md|markdown|xml|svg|js|mjs|css|ya?ml)$/i;

const CONVERT = 'Save its table as CSV, or make a card of it: npx comparison-card convert FILE.';

/**
 * Returns what a file is that no card can be made of in a page: '' if it may be a card.
 * @param {Uint8Array} bytes @param {string} [type] @param {string} [url]
 */
function strangeness(bytes, type = '', url = '') {
  if (statedKind(type, url)) return '';
  const start = Array.from(bytes.subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const [, name] = BINARY.find(([form]) => form.test(start)) ?? [];
  const [extension] = TEXT.exec(url.replace(/[?#].*/s, '')) ?? [];
  return name ?? (extension ? `a ${extension} file` : '');
}

/** Returns the encoding in a content type. @param {string} [type] */
const charsetIn = (type = '') => /charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1];

/** Bytes read to detect the kind of a file. */
const START = 65536;

/**
 * Opens a table of text. Only the engine looks whether it is UTF-8: most are.
 * @param {Engine} engine @param {Uint8Array} bytes @param {import('./charset.js').Known} known
 * @param {import('../engine/engine.js').Table} table
 */
async function openFile(engine, bytes, known, table) {
  try {
    if (!known.encoding) return await openTable(engine, bytes, table);
  } catch (error) {
    if (/** @type {any} */ (error).code !== 'bad-utf8') throw error;
  }
  const card = await openTable(engine, toUtf8(bytes, known), table);
  return withProblems(card, [...encodingProblems(bytes, known), ...card.problems]);
}

/**
 * Returns how a table of text is read.
 * @param {string} kind @param {Element} element @param {string} [url] @returns {import('../engine/engine.js').Table}
 */
const tableAs = (kind, element, url = '') => ({
  options: { ...(kind === 'tsv' && { delimiter: 'tab' }), ...readingOf(element), file: titleOfFile(url) },
  language: languageNear(element),
});

/**
 * Opens the text of a script inside an element, or JSON of a page.
 * @param {Engine} engine @param {Source} source @param {Element} element
 */
function openText(engine, { content, type, around }, element) {
  const kind = kindOf('[', type);
  if (kind !== 'csv' && kind !== 'tsv') return engine.open(content);
  return openTable(engine, String(content), { ...tableAs(kind, element), around });
}

/**
 * Opens the source of an element.
 * @param {Engine} engine @param {Source} source @param {Element} element
 * @returns {Promise<Card>}
 * @throws {CardError} with the position in the source
 */
export async function openSource(engine, source, element) {
  const { content, type, url, node, around } = source;
  if (node?.localName === 'table') {
    const made = await reading(engine, () => readTable(node, element, around));
    return openMade(engine, made);
  }
  if (!(content instanceof Uint8Array)) return openText(engine, source, element);
  const strange = strangeness(content, type, url);
  if (strange) return engine.fail({ code: 'syntax', message: `This is ${strange}, not JSON, CSV or TSV. ${CONVERT}` });
  const language = languageNear(element);
  const known = { encoding: element.getAttribute('encoding') ?? undefined, charset: charsetIn(type), language };
  const kind = kindOf(decodeText(content.subarray(0, START), known), type, url);
  if (kind === 'html') return engine.fail({ code: 'syntax', message: HTML });
  if (kind === 'json') return engine.open(content);
  return openFile(engine, content, known, { ...tableAs(kind, element, url), around });
}
