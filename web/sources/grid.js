/**
 * Lays out the cells of an HTML table in a grid, with spans as in browsers. Order of the file: a cell, a row, the grid.
 */
import { CardError } from '../engine/error.js';
import { attribute, elementsIn, isHidden, linesOf } from './markup.js';

/** @typedef {import('./markup.js').TreeNode} TreeNode */
/** @template T @typedef {import('./slices.js').Steps<T>} Steps */

/**
 * A row of the grid.
 * @typedef {object} Row
 * @property {(Cell | undefined)[]} cells one per column of the grid; a spanning cell repeats
 * @property {number} count number of cells; a gap counts as one
 * @property {boolean} isHead true in `<thead>`
 * @property {number} number of the row in the table, from 1
 */

/**
 * The part of the grid that a cell covers: columns `from` to `to` (excluded), rows `first` to `last` of its section.
 * @typedef {{node: TreeNode, from: number, to: number, first: number, last: number}} Area
 */

/** The areas of a row from left to right. @typedef {{areas: Area[], index: number, isHead: boolean, number: number}} LaidOut */

/** Maximum rows times columns of a grid. */
const MOST_PLACES = 1_000_000;

/** Maximum positions that spans may add, and maximum characters of text that they may repeat. */
const MOST_SPANNED = 100_000;
export const MOST_REPEATED = 5_000_000;

/** @param {string} code @param {string} message @returns {never} */
export function refuse(code, message) {
  throw new CardError({ code, message });
}

/** @returns {never} */
export function refuseSpans() {
  return refuse(
    'too-large',
    'This table is too large: its cells span too many rows and columns, or repeat too much text. Split it.',
  );
}

/** Returns a span as browsers read it. @param {TreeNode} node @param {string} name @param {number} most */
function spanOf(node, name, most) {
  const span = Number.parseInt(attribute(node, name), 10);
  return Math.min(span >= 0 ? span : 1, most);
}

/**
 * Returns the first element of a tree with a property.
 * @param {TreeNode} root @param {(node: TreeNode) => boolean} isSo @returns {TreeNode | undefined}
 */
function findIn(root, isSo) {
  const todo = [root];
  for (let next = todo.pop(); next; next = todo.pop()) {
    if (isSo(next)) return next;
    for (const child of elementsIn(next).reverse()) todo.push(child);
  }
}

/** @param {TreeNode} node */
const isImage = ({ localName }) => localName === 'img';

/** Returns true for an image, or an icon of a font: an empty element with a class. @param {TreeNode} node */
function isPicture(node) {
  const name = node.localName ?? '';
  return (
    ['img', 'svg'].includes(name) ||
    (/^(?:i|span)$/.test(name) && !node.childNodes?.length && !!attribute(node, 'class'))
  );
}

/** A cell. Parses its content once, however many positions it covers. */
export class Cell {
  /** The first image; null if there is none. @type {TreeNode | null | undefined} */
  #image;

  /** @param {TreeNode} node */
  constructor(node) {
    this.node = node;
    this.isHeading = node.localName === 'th';
    this.lines = linesOf(node);
    this.plain = this.lines
      .map(({ plain }) => plain)
      .join(' ')
      .trim();
    /** True if the cell has nothing to show. */
    this.isEmpty = !this.plain && !this.image;
    /** True if the cell shows something, but no text. */
    this.isMute = !this.plain && Boolean(findIn(node, isPicture));
  }

  get image() {
    if (this.#image === undefined) this.#image = findIn(this.node, isImage) ?? null;
    return this.#image ?? undefined;
  }

  /** The length of its markup. */
  get size() {
    return this.lines.reduce((size, { text }) => size + text.length, 0);
  }
}

/**
 * Returns the child elements that the markup does not hide: browsers lay out tables without hidden ones.
 * @param {TreeNode} node @param {string} [name]
 */
const shownIn = (node, name) => elementsIn(node, name).filter((child) => !isHidden(child));

/** Returns the rows of a table by section, in display order. No cell spans sections. @param {TreeNode} table */
function sectionsOf(table) {
  const order = ['thead', 'tbody', 'tfoot'];
  return order.flatMap((name) => {
    const own = name === 'tbody' ? [{ name: 'tr', rows: shownIn(table, 'tr') }] : [];
    const named = shownIn(table, name).map((section) => ({ name, rows: shownIn(section, 'tr') }));
    return [...own, ...named];
  });
}

/**
 * Returns the last row that a cell covers.
 * @param {TreeNode} node @param {number} row of its section @param {number} last row of the section
 */
function lastRowOf(node, row, last) {
  const span = spanOf(node, 'rowspan', 65534);
  return span ? Math.min(row + span - 1, last) : last;
}

/**
 * Lays out a row of a section. A cell ends where a cell from above begins.
 * @param {TreeNode} tr @param {number} row @param {number} last row of the section @param {Area[]} reaching
 */
function layOutRow(tr, row, last, reaching) {
  /** @type {Area[]} */
  const areas = [];
  let [from, next] = [0, 0];
  for (const node of shownIn(tr).filter(({ localName }) => localName === 'td' || localName === 'th')) {
    for (; reaching[next]?.from === from; next++) {
      areas.push(reaching[next]);
      from = reaching[next].to;
    }
    const to = Math.min(from + (spanOf(node, 'colspan', 1000) || 1), reaching[next]?.from ?? Number.POSITIVE_INFINITY);
    areas.push({ node, from, to, first: row, last: lastRowOf(node, row, last) });
    from = to;
  }
  return [...areas, ...reaching.slice(next)];
}

/** Lays out the rows of a table, one per step. @param {TreeNode} table @returns {Steps<LaidOut[]>} */
function* layOut(table) {
  /** @type {LaidOut[]} */
  const laid = [];
  let spanned = 0;
  for (const { name, rows } of sectionsOf(table)) {
    /** @type {Area[]} */
    let areas = [];
    for (const [index, tr] of rows.entries()) {
      const reaching = areas.filter(({ last }) => last >= index);
      spanned += reaching.length;
      if (spanned > MOST_SPANNED) refuseSpans();
      areas = layOutRow(tr, index, rows.length - 1, reaching);
      laid.push({ areas, index, isHead: name === 'thead', number: laid.length + 1 });
      yield;
    }
  }
  return laid;
}

/** Returns the first positions of the columns. Columns that no row separates are one. @param {LaidOut[]} laid */
function columnsOf(laid) {
  const edges = new Set(laid.flatMap(({ areas }) => areas.flatMap(({ from, to }) => [from, to])));
  return [...edges].sort((a, b) => a - b);
}

/** `columns`: the index of each column in the table. @typedef {{rows: Row[], columns: number[]}} Grid */

/**
 * Returns the cells of a table in rows and columns, without empty rows.
 * @param {TreeNode} table
 * @returns {Steps<Grid>}
 * @throws {CardError} if it is too large
 */
export function* gridOf(table) {
  const laid = yield* layOut(table);
  const columns = columnsOf(laid);
  if (laid.length * (columns.length - 1) > MOST_PLACES)
    refuse('too-large', 'This table has more than a million cells.');
  const indexes = new Map(columns.map((column, index) => [column, index]));
  /** @type {Map<TreeNode, Cell>} */
  const read = new Map();
  let [spanned, repeated] = [0, 0];
  /** Writes a cell to its positions in a row. @param {Row['cells']} cells @param {Area} area @param {number} row */
  const fill = (cells, { node, from, to, first }, row) => {
    const cell = read.get(node) ?? new Cell(node);
    read.set(node, cell);
    const [start, end] = [indexes.get(from) ?? 0, indexes.get(to) ?? 0];
    const again = end - start - Number(row === first);
    spanned += again;
    if (again) repeated += again * cell.size;
    if (spanned > MOST_SPANNED || repeated > MOST_REPEATED) refuseSpans();
    while (cells.length < start) cells.push(undefined);
    while (cells.length < end) cells.push(cell);
  };
  /** @type {Row[]} */
  const rows = [];
  for (const { areas, index, ...row } of laid) {
    /** @type {Row['cells']} */
    const cells = [];
    for (const area of areas) fill(cells, area, index);
    const isFull = cells.some((cell) => cell && !cell.isEmpty);
    if (isFull) rows.push({ ...row, cells, count: areas.length + Number(cells.includes(undefined)) });
    yield;
  }
  return { rows, columns };
}

/** Returns true if one cell fills a row. @param {Row} row @param {number} width */
export const isBanner = ({ count, cells }, width) => count === 1 && cells.length >= width;
