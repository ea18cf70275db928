/**
 * The cells of an HTML table in a grid, with its spans laid out as browsers do. Ordered bottom-up: a cell, a row, the grid.
 */
import { CardError } from './error.js';
import { attribute, elementsIn, isHidden, linesOf } from './markup.js';

/** @typedef {import('./markup.js').TreeNode} TreeNode */
/** @typedef {ReturnType<typeof linesOf>} Lines */

/**
 * @typedef {object} Cell
 * @property {TreeNode} node
 * @property {boolean} isHeading whether it is a `<th>`
 * @property {Lines} lines
 * @property {string} plain its text
 */

/**
 * A row of the grid: what stands in each column.
 * @typedef {object} Row
 * @property {(Cell | undefined)[]} cells the same one wherever it spans
 * @property {boolean} isHead whether it stands in `<thead>`
 * @property {number} number of the row in the table, from 1
 */

/** No more places than that: spans make many of few bytes. */
const ROOM = 1_000_000;

/** @param {string} code @param {string} message @returns {never} */
export function refuse(code, message) {
  throw new CardError({ code, message });
}

/** What a span says, as browsers read it. @param {TreeNode} node @param {string} name @param {number} most */
function spanOf(node, name, most) {
  const span = Number.parseInt(attribute(node, name), 10);
  return Math.min(span >= 0 ? span : 1, most);
}

/** @param {TreeNode} node @returns {Cell} */
export function readCell(node) {
  const lines = linesOf(node);
  return {
    node,
    isHeading: node.localName === 'th',
    lines,
    plain: lines
      .map(({ plain }) => plain)
      .join(' ')
      .trim(),
  };
}

/** The elements in one that the markup does not hide: browsers lay out a table as if the others were not there. @param {TreeNode} node @param {string} [name] */
const shownIn = (node, name) => elementsIn(node, name).filter((child) => !isHidden(child));

/** The rows of a table in sections, which no cell spans, in the order they are shown. @param {TreeNode} table */
function sectionsOf(table) {
  const order = ['thead', 'tbody', 'tfoot'];
  return order.flatMap((name) => {
    const own = name === 'tbody' ? [{ name: 'tr', rows: shownIn(table, 'tr') }] : [];
    const named = shownIn(table, name).map((section) => ({ name, rows: shownIn(section, 'tr') }));
    return [...own, ...named];
  });
}

/** Cells that reach down, by their column. @typedef {{cell: Cell, left: number}[]} Reaching */

/** What a rowspan says. @param {TreeNode} node @param {number} below how many rows follow in the section */
function reachOf(node, below) {
  const span = spanOf(node, 'rowspan', 65534);
  return span ? Math.min(span - 1, below) : below;
}

/**
 * Lays out one row of a section.
 * @param {TreeNode} tr @param {number} below how many rows follow in the section @param {Reaching} reaching
 * @param {number} room
 */
function layOutRow(tr, below, reaching, room) {
  /** @type {Row['cells']} */
  const cells = [];
  const reached = () => {
    const from = reaching[cells.length];
    if (!from?.left) return;
    from.left--;
    return from.cell;
  };
  for (const node of shownIn(tr).filter(({ localName }) => localName === 'td' || localName === 'th')) {
    for (let cell = reached(); cell; cell = reached()) cells.push(cell);
    const cell = readCell(node);
    const left = reachOf(node, below);
    for (let span = spanOf(node, 'colspan', 1000) || 1; span && !reaching[cells.length]?.left; span--) {
      reaching[cells.length] = { cell, left };
      cells.push(cell);
    }
    if (cells.length > room) refuse('too-large', 'This table has more than a million cells.');
  }
  const last = reaching.findLastIndex(({ left }) => left);
  while (cells.length <= last) cells.push(reached());
  return cells;
}

/** The rows of a table that hold something. @param {TreeNode} table @returns {Row[]} */
export function gridOf(table) {
  /** @type {Row[]} */
  const grid = [];
  let [room, number] = [ROOM, 0];
  for (const { name, rows } of sectionsOf(table)) {
    /** @type {Reaching} */
    const reaching = [];
    rows.forEach((tr, i) => {
      const cells = layOutRow(tr, rows.length - i - 1, reaching, room);
      room -= cells.length;
      number++;
      if (cells.some((cell) => cell && !isEmpty(cell))) grid.push({ cells, isHead: name === 'thead', number });
    });
  }
  return grid;
}

/** Whether a cell has nothing to show. @param {Cell} [cell] */
export const isEmpty = (cell) => !cell || (!cell.plain && !imageIn(cell));

/** How many cells a row has. @param {Row} row */
export const countCells = ({ cells }) => new Set(cells).size;

/** @param {Row} row @param {number} width */
export const isBanner = (row, width) => countCells(row) === 1 && row.cells.length >= width;

/** The first element in a cell that is so. @param {Cell} cell @param {(node: TreeNode) => boolean} isSo @returns {TreeNode | undefined} */
function findIn({ node }, isSo) {
  const todo = [node];
  for (let next = todo.pop(); next; next = todo.pop()) {
    if (isSo(next)) return next;
    for (const child of elementsIn(next).reverse()) todo.push(child);
  }
}

/** The image in a cell. @param {Cell} cell */
export const imageIn = (cell) => findIn(cell, ({ localName }) => localName === 'img');

/** Whether an element is an image, or an icon of a font: empty but for its class. @param {TreeNode} node */
function isPicture(node) {
  const name = node.localName ?? '';
  return (
    ['img', 'svg'].includes(name) ||
    (/^(?:i|span)$/.test(name) && !node.childNodes?.length && !!attribute(node, 'class'))
  );
}

/** Whether a cell shows something, but says nothing. @param {Cell} [cell] */
export const isMute = (cell) => Boolean(cell && !cell.plain && findIn(cell, isPicture));
