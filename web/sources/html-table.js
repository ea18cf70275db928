/**
 * Writes an HTML table for the engine, with spans as in browsers. Reads any tree with the DOM's property names (markup.js),
 * without layout. Order of the file: limits, a cell, rows, the cells of a table, the table.
 */
import { CardError } from '../engine/error.js';
import { CELL_END, clean, FLAGS, more, ROW_END, written } from './marked.js';
import { attribute, elementsIn, isBold, isHidden, isText, linesOf, titleIn } from './markup.js';
import { finish } from './slices.js';

/** @typedef {import('./markup.js').TreeNode} TreeNode */
/** @typedef {import('./made.js').Made} Made */
/** @typedef {import('../engine/engine.js').Table} EngineTable */
/** @template T @typedef {import('./slices.js').Steps<T>} Steps */

/**
 * The part of the grid that a cell covers: columns `from` to `to` (excluded), rows `first` to `last` of its section.
 * @typedef {{node: TreeNode, from: number, to: number, first: number, last: number}} Area
 */

/** The areas of a row from left to right. @typedef {{areas: Area[], index: number, isHead: boolean, isFoot: boolean}} LaidOut */

/** Maximum rows times columns of a grid. */
const MOST_PLACES = 1_000_000;

/** Maximum positions that spans may add, and maximum characters of text that they may repeat. */
const MOST_SPANNED = 100_000;
const MOST_REPEATED = 5_000_000;

/** @param {string} code @param {string} message @returns {never} */
function refuse(code, message) {
  throw new CardError({ code, message });
}

/** @returns {never} */
function refuseSpans() {
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

/** Returns a whole number of pixels; '' if it is none. @param {TreeNode} node @param {'width' | 'height'} name */
function sizeOf(node, name) {
  const size = attribute(node, name);
  return /^[1-9]\d{0,4}$/.test(size) ? size : '';
}

/** Returns the URL of an image, even if a script loads it lazily; '' for an emoji. @param {TreeNode} image */
function addressOf(image) {
  if (/\b(?:emoji|wp-smiley)\b/.test(attribute(image, 'class'))) return '';
  const names = ['src', 'data-src', 'data-lazy-src'];
  return names.map((name) => attribute(image, name)).find((src) => src && !/^\s*data:/i.test(src)) ?? '';
}

/** Writes what the engine needs to know about a cell's image. @param {TreeNode} image */
function writeImage(image) {
  const parts = [
    ['s', addressOf(image)],
    ['a', attribute(image, 'alt')],
    ['w', sizeOf(image, 'width')],
    ['h', sizeOf(image, 'height')],
  ];
  return parts[0][1] && parts.map(([name, text]) => more(name, text)).join('');
}

/** Returns true for the note of a value, as the card's own HTML has it. @param {TreeNode} node */
const isNote = (node) => node.localName === 'small' && attribute(node, 'role') === 'note';

/** Returns the notes of a cell as inline markup, and the cell without them. @param {TreeNode} cell */
function partNotes(cell) {
  const notes = elementsIn(cell).filter(isNote);
  const childNodes = Array.from(cell.childNodes ?? []).filter((child) => !isNote(child));
  const texts = notes.map((note) =>
    linesOf(note)
      .map(({ text }) => text)
      .join(' '),
  );
  const note = [cell.note, ...texts].filter(Boolean).join(' · ');
  return { note, rest: notes.length ? { nodeType: cell.nodeType, localName: cell.localName, childNodes } : cell };
}

/** Returns true for a cell that is a list of one item, which its lines do not show. @param {TreeNode} cell */
function isOneItem(cell) {
  const [list, ...others] = elementsIn(cell);
  return list?.localName === 'ul' && !others.length && elementsIn(list, 'li').length === 1;
}

/** Returns the date or time, without its offset, of a cell that holds nothing but a `<time>`; '' for others. @param {TreeNode} cell */
function timeOf(cell) {
  const time = findIn(cell, ({ localName }) => localName === 'time');
  return time && titleIn([time]) && titleIn([time]) === titleIn([cell])
    ? attribute(time, 'datetime')
        .replace(/(:[\d.]+)[+-]\d\d:?\d\d\s*$/, '$1')
        .trim()
    : '';
}

/** Writes a cell without elements. @param {TreeNode} node */
function writeTextCell(node) {
  const [line] = linesOf(node);
  const flags = (node.localName === 'th' ? FLAGS.heading : 0) | (line && isBold(node) ? FLAGS.bold : 0);
  return { flags, text: clean(line?.text ?? '') + more('n', node.note ?? '') };
}

/** Writes a cell as src/read/table/marked.h describes it. @param {TreeNode} node */
function writeCell(node) {
  if (isText(node)) return writeTextCell(node);
  const { note, rest } = partNotes(node);
  const lines = linesOf(rest);
  const pieces = lines.flatMap((line) => line.pieces);
  const image = findIn(node, isImage);
  const flags =
    (node.localName === 'th' ? FLAGS.heading : 0) |
    (pieces.length && (pieces.every(({ strong }) => strong) || isBold(node)) ? FLAGS.bold : 0) |
    (!pieces.length && findIn(node, isPicture) ? FLAGS.mute : 0) |
    (image && pieces.every(({ isSubstitute }) => isSubstitute) ? FLAGS.picture : 0);
  const bullet = lines.length === 1 && isOneItem(rest) ? '• ' : '';
  const text = bullet + lines.map((line) => line.text).join('\n');
  return { flags, text: clean(text) + (image ? writeImage(image) : '') + more('n', note) + more('t', timeOf(rest)) };
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
      laid.push({ areas, index, isHead: name === 'thead', isFoot: name === 'tfoot' });
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

/** The mark of a row's section. @param {LaidOut} row */
const markOf = ({ isHead, isFoot }) => (isHead ? 'h' : isFoot ? 'f' : 'b');

/**
 * A table as text.
 * @typedef {object} Written
 * @property {string} text as src/read/table/marked.h describes it
 * @property {boolean} hasHeads the markup names headings
 * @property {(row: number, column?: number) => {path: string, node?: TreeNode}} cellAt returns the cell in a row and column, from 1
 */

/** Writes the caption of a table. @param {TreeNode} table */
function writeCaption(table) {
  const [caption] = elementsIn(table, 'caption');
  return caption
    ? `c${clean(
        linesOf(caption)
          .map(({ text }) => text)
          .join('\n'),
      )}${ROW_END}`
    : '';
}

/**
 * Writes the cells of a table, one row per step. Parses each cell once, however many positions it covers.
 * @param {TreeNode} table
 * @returns {Steps<Written>}
 * @throws {CardError} if it is too large
 */
function* writeTable(table) {
  const laid = yield* layOut(table);
  const columns = columnsOf(laid);
  if (laid.length * (columns.length - 1) > MOST_PLACES)
    refuse('too-large', 'This table has more than a million cells.');
  const indexes = new Map(columns.map((column, index) => [column, index]));
  /** @type {Map<TreeNode, ReturnType<typeof writeCell>>} */
  const cellOf = new Map();
  let [spanned, repeated, hasHeads] = [0, 0, false];
  /** Writes the positions of a cell in a row. @param {string[]} cells @param {Area} area @param {number} row */
  const fill = (cells, { node, from, to, first }, row) => {
    const cell = cellOf.get(node) ?? writeCell(node);
    cellOf.set(node, cell);
    const [start, end] = [indexes.get(from) ?? 0, indexes.get(to) ?? 0];
    const again = end - start - Number(row === first);
    spanned += again;
    if (again) repeated += again * cell.text.length;
    if (spanned > MOST_SPANNED || repeated > MOST_REPEATED) refuseSpans();
    hasHeads ||= Boolean(cell.flags & FLAGS.heading) || (row === 0 && Boolean(cell.flags & FLAGS.bold));
    while (cells.length < start) cells.push(written(0));
    cells.push(row === first ? written(cell.flags, cell.text) : written(cell.flags | FLAGS.fromAbove));
    while (cells.length < end) cells.push(written(cell.flags | FLAGS.fromLeft));
  };
  const rows = [];
  for (const row of laid) {
    /** @type {string[]} */
    const cells = [];
    for (const area of row.areas) fill(cells, area, row.index);
    hasHeads ||= row.isHead;
    rows.push(`${markOf(row)}${cells.join(CELL_END)}${ROW_END}`);
    yield;
  }
  const caption = writeCaption(table);
  return {
    text: caption + rows.join(''),
    hasHeads: hasHeads || caption !== '',
    cellAt: (row, column) => {
      const { areas } = laid[row - 1];
      const place = columns[(column ?? 1) - 1];
      const area = areas.find(({ from, to }) => from <= place && place < to) ?? areas[0];
      return { path: `row ${row}${column ? `, column ${place + 1}` : ''}`, node: area?.node };
    },
  };
}

/** Returns the language and direction of a table. @param {TreeNode} table */
function languageOf(table) {
  const [lang, dir] = [attribute(table, 'lang'), attribute(table, 'dir').toLowerCase()];
  return {
    ...(/^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i.test(lang) && { lang }),
    ...(/^(?:ltr|rtl)$/.test(dir) && { dir }),
  };
}

/** `isMarked`: the markup is that of a data table. @typedef {Made & {isMarked: boolean}} MadeOfTable */

/**
 * Writes a table for the engine, one row per step.
 * @param {TreeNode} element a `<table>` @param {EngineTable} table how to read it
 * @returns {import('./slices.js').Steps<MadeOfTable>}
 * @throws {import('../engine/error.js').CardError} if it is too large
 */
export function* stepsOfTable(element, { options, language, ...rest }) {
  const { text, hasHeads, cellAt } = yield* writeTable(element);
  const own = languageOf(element);
  const heading = attribute(element, 'aria-label').trim() || options.heading;
  return {
    text,
    table: { ...rest, options: { ...options, ...own, heading }, language: own.lang || language, isMarked: true },
    placeOf(path) {
      const [, row, column] = /^row (\d+)(?:, column (\d+))?/.exec(path) ?? [];
      const { path: place, node } = cellAt(Number(row), column ? Number(column) : undefined);
      return { path: place, ...node?.place };
    },
    isMarked: hasHeads,
  };
}

/**
 * Writes a table without pauses.
 * @param {TreeNode} element @param {EngineTable} table @returns {MadeOfTable}
 */
export const readTableNow = (element, table) => finish(stepsOfTable(element, table));
