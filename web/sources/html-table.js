/**
 * The card that an HTML table makes. It reads any tree whose nodes have the names of the DOM (markup.js) and asks for no
 * layout. Ordered bottom-up: rows and columns, the parts of a card, the card.
 */
import { Cell, gridOf, isBanner, MOST_REPEATED, refuse, refuseSpans } from './grid.js';
import { partOf, titleFor } from './headings.js';
import { attribute, elementsIn } from './markup.js';
import { finish } from './slices.js';

/** @typedef {import('./markup.js').TreeNode} TreeNode */
/** @typedef {import('./made.js').Made} Made */
/** @typedef {import('./grid.js').Row} Row */

/** Whether a row is headings, as the first may be over an empty corner. @param {Row} row @param {number} index */
const isHeadings = ({ cells }, index) => cells.every((cell) => !cell || cell.isHeading || (!index && !cell.plain));

/** Whether all of a row is bold: the headings of who had no button for them. @param {Row} row */
function isBold({ cells }) {
  const pieces = [...new Set(cells)].flatMap((cell) => cell?.lines.flatMap((line) => line.pieces) ?? []);
  return pieces.length > 0 && pieces.every(({ strong }) => strong);
}

/**
 * How many rows are headings: those of `<thead>`, else the first with nothing but `<th>` up to a group, else the first.
 * @param {Row[]} rows @param {number} width
 */
function countHeads(rows, width) {
  const named = rows.findIndex(({ isHead }) => !isHead);
  const headings = rows.findIndex((row, i) => !isHeadings(row, i) || isBanner(row, width));
  if (named > 0 || headings > 0) return named > 0 ? named : headings;
  if (named < 0 || headings < 0 || !rows[0].cells[0]?.isHeading) return 1;
  return refuse(
    'missing',
    'This table has no row of headings: its first must name what is compared, in <th> or <thead>.',
  );
}

/** What stands over a column: the headings of all rows, each once. @param {Row[]} heads @param {number} column */
function headingOf(heads, column) {
  const cells = new Set(heads.map(({ cells }) => cells[column]));
  return [...cells].flatMap((cell) => cell?.plain || []).join(' – ');
}

/** What rows say that are one cell each. @param {Row[]} rows */
const titleOf = (rows) => rows.map(({ cells }) => cells[0]?.plain).join(' – ');

/** The same as paragraphs of inline markup. @param {Row[]} rows */
const textOf = (rows) => rows.map(({ cells }) => cells[0]?.lines.map(({ text }) => text).join(' ')).join('\n\n');

/** Whether the first two columns name a row: its group and itself. @param {Row[]} body @param {number} width */
function hasGroups(body, width) {
  const named = width > 2 && body.every(({ cells }) => cells[0]?.isHeading && cells[1]?.isHeading);
  const plain = body.every(({ cells }) => !cells.some((cell) => cell?.isHeading));
  const spans = body.some(({ cells }, i) => i && cells[0] && cells[0] === body[i - 1].cells[0]);
  const apart = body.every(({ cells }, i) => !i || cells[1] !== body[i - 1].cells[1]);
  return named || (width > 3 && plain && spans && apart);
}

/** A place in the table, in words. @param {number} row its number, from 1 @param {number} [column] the same */
const placeAt = (row, column) => `row ${row}${column ? `, column ${column}` : ''}`;

/** A table whose rows and columns have found their meaning. */
class Table {
  /** The rows of one cell across the whole table before its headings. @type {Row[]} */
  titles;
  /** The same behind the last row. @type {Row[]} */
  notes = [];
  /** @type {Row[]} */
  heads;
  /** @type {(Row & {group: string})[]} */
  body = [];
  /** Of each column its heading, and what it holds. @type {{index: number, heading: string, part: string}[]} */
  columns = [];
  /** The columns that are compared. @type {Table['columns']} */
  subjects = [];
  /** The first row of more than one. @type {Row} */
  first;
  /** The place of each column in the table. @type {number[]} */
  #places;

  /** @param {import('./grid.js').Grid} grid */
  constructor({ rows: grid, columns }) {
    const width = grid.reduce((most, { count, cells }) => (count > 1 ? Math.max(most, cells.length) : most), 0);
    if (grid.length < 2 || width < 2) refuse('missing', 'A table needs two rows and two columns to be compared.');
    this.#places = columns;
    const start = grid.findIndex((row) => !isBanner(row, width));
    const rows = grid.slice(start);
    const count = countHeads(rows, width);
    this.titles = [...grid.slice(0, start), ...rows.slice(0, count).filter((row) => isBanner(row, width))];
    this.first = rows[0];
    this.heads = rows.slice(0, count).filter((row) => !isBanner(row, width));
    this.#group(rows.slice(count), width);
    if (!this.body.length) refuse('missing', 'This table has headings, but no rows.');
    this.#name(width);
  }

  /** Tells rows from what stands between them. @param {Row[]} rows @param {number} width */
  #group(rows, width) {
    let [group, repeated] = ['', 0];
    for (const row of rows) {
      if (isBanner(row, width)) this.notes.push(row);
      else {
        group = titleOf(this.notes.splice(0)) || group;
        repeated += group.length;
        if (repeated > MOST_REPEATED) refuseSpans();
        this.body.push({ ...row, group });
      }
    }
  }

  /** Finds out what the columns are. @param {number} width */
  #name(width) {
    const names = hasGroups(this.body, width) ? 1 : 0;
    const filled = new Set();
    for (const { cells } of this.body)
      for (const [i, cell] of cells.entries()) if (cell && !cell.isEmpty) filled.add(i);
    for (let index = 0; index < width; index++) {
      const heading = headingOf(this.heads, index);
      const part = index === names ? 'name' : index < names ? 'group' : this.#partIn(index, heading);
      const isUsed = heading || filled.has(index);
      if (!heading && isUsed && !part && !this.#imageOver(index)) {
        refuse('missing', `Column ${this.numberOf(index)} of this table has values, but no heading.`);
      }
      if (isUsed || part) this.columns.push({ index, heading, part });
    }
    this.subjects = this.columns.filter(({ part }) => !part);
    if (!this.subjects.length) refuse('missing', 'This table has no column to compare beside the names of its rows.');
  }

  /** What a column holds by its heading. "Good, better, best" are subjects. @param {number} index @param {string} heading */
  #partIn(index, heading) {
    const part = partOf(heading);
    if (part !== 'better') return part;
    return this.body.every(({ cells }) => /^(?:higher|lower)?$/i.test(cells[index]?.plain ?? '')) ? part : '';
  }

  /** The number of a column in the table, from 1. @param {number} index */
  numberOf(index) {
    return this.#places[index] + 1;
  }

  /** @param {number} index of a column */
  #imageOver(index) {
    return this.heads.map(({ cells }) => cells[index]?.image).find(Boolean);
  }

  /** The texts of the values of a row, line by line; null for an empty one. @param {Row} row */
  valuesIn({ cells }) {
    return this.subjects.map(({ index }) => cells[index]?.lines.map(({ text }) => text.trim()).join('\n') || null);
  }

  /** The image and the link in the headings of a column. @param {number} index */
  extrasOf(index) {
    const image = this.#imageOver(index);
    const src = image && addressOf(image);
    const hrefs = this.heads.flatMap(({ cells }) => cells[index]?.lines.flatMap(({ pieces }) => pieces) ?? []);
    const [{ href } = { href: '' }, ...others] = hrefs;
    const isLinked = href && others.every((piece) => piece.href === href);
    return { ...(isLinked && { href }), ...(src && { image: { src, ...textAndSizeOf(image) } }) };
  }

  /** The first cell, of those below the headings, that shows something and says nothing: a card has nothing of it. */
  get mute() {
    for (const { cells, number } of this.body) {
      const index = cells.findIndex((cell) => cell?.isMute);
      if (index >= 0) return placeAt(number, this.numberOf(index));
    }
    return '';
  }

  /** Where in the table the things at a path of the card are. @param {string} path */
  placeOf(path) {
    const [, list, number, value] = /^(subjects|attributes)\[(\d+)\](?:\.values\[(\d+)\])?/.exec(path) ?? [];
    const row = list === 'attributes' ? this.body[Number(number)] : this.heads[0];
    const column = list === 'subjects' ? this.subjects[Number(number)] : value && this.subjects[Number(value)];
    if (!list) return { path: '' };
    const cell = column ? row.cells[column.index] : row.cells.find(Boolean);
    return { path: placeAt(row.number, column ? this.numberOf(column.index) : undefined), ...cell?.node.place };
  }
}

/** A whole number of pixels. @param {TreeNode} node @param {'width' | 'height'} name */
function sizeOf(node, name) {
  const size = attribute(node, name);
  return /^[1-9]\d{0,4}$/.test(size) ? { [name]: Number(size) } : {};
}

/** @param {TreeNode} image */
const textAndSizeOf = (image) => ({
  alt: attribute(image, 'alt'),
  ...sizeOf(image, 'width'),
  ...sizeOf(image, 'height'),
});

/** The address of an image, also of one that a script is to load; none of an emoji. @param {TreeNode} image */
function addressOf(image) {
  if (/\b(?:emoji|wp-smiley)\b/.test(attribute(image, 'class'))) return '';
  const names = ['src', 'data-src', 'data-lazy-src'];
  return names.map((name) => attribute(image, name)).find((src) => src && !/^\s*data:/i.test(src)) ?? '';
}

/** The subjects of a table. Those of one name are told apart by their columns: no text is changed. @param {Table} table */
function subjectsOf(table) {
  /** @type {Set<string>} */
  const names = new Set();
  return table.subjects.map(({ index, heading }) => {
    const extras = table.extrasOf(index);
    const name = heading || extras.image?.alt || '';
    const id = names.has(name) ? { id: `column-${table.numberOf(index)}` } : {};
    names.add(name);
    return Object.keys({ ...id, ...extras }).length ? { ...id, name, ...extras } : name;
  });
}

/** A row's parts that are no values. @param {Table} table @param {Table['body'][number]} row */
function partsOf(table, { cells, group }) {
  /** @type {Record<string, string>} */
  const parts = group ? { group } : {};
  for (const { index, part } of table.columns) {
    const cell = cells[index];
    if (!part || !cell?.plain) continue;
    if (part === 'definition') parts[part] = cell.lines.map(({ text }) => text).join(' ');
    else parts[part] = part === 'better' ? cell.plain.toLowerCase() : cell.plain;
  }
  return parts;
}

/** What a table says of its language. @param {TreeNode} table */
function languageOf(table) {
  const [lang, dir] = [attribute(table, 'lang'), attribute(table, 'dir').toLowerCase()];
  return {
    ...(/^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i.test(lang) && { lang }),
    ...(/^(?:ltr|rtl)$/.test(dir) && { dir }),
  };
}

/** The caption of a table. @param {TreeNode} table */
function captionOf(table) {
  const [caption] = elementsIn(table, 'caption');
  return caption ? new Cell(caption).plain : '';
}

/** The title of a table, and what else it says around its rows. @param {TreeNode} element @param {Table} table @param {string} [caption] */
function textsOf(element, table, caption) {
  const title = caption || captionOf(element);
  const introduction = textOf(title ? [...table.titles, ...table.notes] : table.notes);
  return { title: title || titleOf(table.titles) || attribute(element, 'aria-label').trim(), introduction };
}

/** Whether a table has what only tables of data have. @param {TreeNode} element @param {Table} table */
function isMarked(element, { heads, body, first }) {
  const has = (/** @type {string} */ name) => elementsIn(element, name).length > 0;
  const isHeading = [...heads, ...body].some(({ cells }) => cells.some((cell) => cell?.isHeading));
  return has('caption') || has('thead') || isHeading || isBold(first);
}

/**
 * What a table is called, and how its numbers are read.
 * @typedef {object} TableOptions
 * @property {string} [caption] the title, whatever the table says
 * @property {string} [title] the title where the table says none
 * @property {string} [file] where the table comes from, for a title where there is none else
 * @property {string} [language] of its numbers, where the table says none
 */

/**
 * What a table makes. `isMarked`: whether it says of itself that it is one of data; `mute`: the place of a cell that the card is
 * blank at, though it shows an image or an icon.
 * @typedef {Made & {isMarked: boolean, mute: string}} MadeOfTable
 */

/**
 * The card that a table makes, in the full form, in steps of a row.
 * @param {TreeNode} element a `<table>` @param {TableOptions} [options]
 * @returns {import('./slices.js').Steps<MadeOfTable>}
 * @throws {CardError} where it cannot be understood
 */
export function* stepsOfTable(element, { caption, title, file, language } = {}) {
  const table = new Table(yield* gridOf(element));
  const own = languageOf(element);
  const subjects = subjectsOf(table);
  const names = subjects.map((subject) => (typeof subject === 'string' ? subject : subject.name));
  const heading = table.columns.find(({ part }) => part === 'name')?.heading;
  const texts = textsOf(element, table, caption);
  /** @type {object[]} */
  const attributes = [];
  const card = {
    title: texts.title || title || titleFor(names, file),
    ...own,
    ...(texts.introduction && { introduction: texts.introduction }),
    ...(heading && { labels: { attribute: heading } }),
    subjects,
    attributes,
  };
  for (const row of table.body) {
    attributes.push({ name: '', ...partsOf(table, row), values: table.valuesIn(row) });
    yield;
  }
  return {
    card,
    language: own.lang || language,
    placeOf: (path) => table.placeOf(path),
    isMarked: isMarked(element, table),
    mute: table.mute,
  };
}

/** The same at once. @param {TreeNode} element @param {TableOptions} [options] @returns {MadeOfTable} */
export const cardFromTable = (element, options) => finish(stepsOfTable(element, options));
