/**
 * Converts an HTML table to a card. Reads any tree with the DOM's property names (markup.js), without layout. Order of
 * the file: rows and columns, the parts of a card, the card.
 */
import { Cell, gridOf, isBanner, MOST_REPEATED, refuse, refuseSpans } from './grid.js';
import { MOST_SUBJECTS, partOf, titleFor } from './headings.js';
import { attribute, elementsIn } from './markup.js';
import { finish } from './slices.js';

/** @typedef {import('./markup.js').TreeNode} TreeNode */
/** @typedef {import('./made.js').Made} Made */
/** @typedef {import('./grid.js').Row} Row */

/** Returns true for a row of headings. The first row may start with an empty corner. @param {Row} row @param {number} index */
const isHeadings = ({ cells }, index) => cells.every((cell) => !cell || cell.isHeading || (!index && !cell.plain));

/** Returns true if a whole row is bold: the headings of editors without a button for them. @param {Row} row */
function isBold({ cells }) {
  const pieces = [...new Set(cells)].flatMap((cell) => cell?.lines.flatMap((line) => line.pieces) ?? []);
  return pieces.length > 0 && pieces.every(({ strong }) => strong);
}

/**
 * Counts the heading rows: those of `<thead>`, otherwise the leading rows of only `<th>` up to a group, otherwise one.
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

/**
 * Returns the heading of a column: the headings of all rows, without repetitions.
 * @param {Row[]} heads @param {number} column
 */
function headingOf(heads, column) {
  const cells = new Set(heads.map(({ cells }) => cells[column]));
  return [...cells].flatMap((cell) => cell?.plain || []).join(' – ');
}

/** Joins rows of one cell as a title. @param {Row[]} rows */
const titleOf = (rows) => rows.map(({ cells }) => cells[0]?.plain).join(' – ');

/** Joins rows of one cell as paragraphs of inline markup. @param {Row[]} rows */
const textOf = (rows) => rows.map(({ cells }) => cells[0]?.lines.map(({ text }) => text).join(' ')).join('\n\n');

/** Returns true if the first two columns name a row: its group and itself. @param {Row[]} body @param {number} width */
function hasGroups(body, width) {
  const named = width > 2 && body.every(({ cells }) => cells[0]?.isHeading && cells[1]?.isHeading);
  const plain = body.every(({ cells }) => !cells.some((cell) => cell?.isHeading));
  const spans = body.some(({ cells }, i) => i && cells[0] && cells[0] === body[i - 1].cells[0]);
  const apart = body.every(({ cells }, i) => !i || cells[1] !== body[i - 1].cells[1]);
  return named || (width > 3 && plain && spans && apart);
}

/** Returns a position in words. @param {number} row its number, from 1 @param {number} [column] the same */
const placeAt = (row, column) => `row ${row}${column ? `, column ${column}` : ''}`;

/** A table with interpreted rows and columns. */
class Table {
  /** Rows of one cell before the headings. @type {Row[]} */
  titles;
  /** Rows of one cell after the last row. @type {Row[]} */
  notes = [];
  /** @type {Row[]} */
  heads;
  /** @type {(Row & {group: string})[]} */
  body = [];
  /** Heading and meaning of each column. @type {{index: number, heading: string, part: string}[]} */
  columns = [];
  /** The columns of subjects. @type {Table['columns']} */
  subjects = [];
  /** The first row with more than one cell. @type {Row} */
  first;
  /** The index of each column in the source table. @type {number[]} */
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

  /** Splits rows into groups, rows and notes. @param {Row[]} rows @param {number} width */
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

  /** Determines the meaning of the columns. @param {number} width */
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
    if (this.subjects.length > MOST_SUBJECTS) refuse('too-many', `A card compares ${MOST_SUBJECTS} subjects at most.`);
    if (!this.subjects.length) refuse('missing', 'This table has no column to compare beside the names of its rows.');
  }

  /**
   * Returns the part that a column is by its heading. "Good, better, best" are subjects.
   * @param {number} index @param {string} heading
   */
  #partIn(index, heading) {
    const part = partOf(heading);
    if (part !== 'better') return part;
    return this.body.every(({ cells }) => /^(?:higher|lower)?$/i.test(cells[index]?.plain ?? '')) ? part : '';
  }

  /** Returns the number of a column in the source table, from 1. @param {number} index */
  numberOf(index) {
    return this.#places[index] + 1;
  }

  /** @param {number} index of a column */
  #imageOver(index) {
    return this.heads.map(({ cells }) => cells[index]?.image).find(Boolean);
  }

  /** Returns the texts of a row's values, line by line; null for empty ones. @param {Row} row */
  valuesIn({ cells }) {
    return this.subjects.map(({ index }) => cells[index]?.lines.map(({ text }) => text.trim()).join('\n') || null);
  }

  /** Returns the image and link in the headings of a column. @param {number} index */
  extrasOf(index) {
    const image = this.#imageOver(index);
    const src = image && addressOf(image);
    const hrefs = this.heads.flatMap(({ cells }) => cells[index]?.lines.flatMap(({ pieces }) => pieces) ?? []);
    const [{ href } = { href: '' }, ...others] = hrefs;
    const isLinked = href && others.every((piece) => piece.href === href);
    return { ...(isLinked && { href }), ...(src && { image: { src, ...textAndSizeOf(image) } }) };
  }

  /** The first cell below the headings that shows something without text: the card is blank there. */
  get mute() {
    for (const { cells, number } of this.body) {
      const index = cells.findIndex((cell) => cell?.isMute);
      if (index >= 0) return placeAt(number, this.numberOf(index));
    }
    return '';
  }

  /** Returns the position in the table of a path in the card. @param {string} path */
  placeOf(path) {
    const [, list, number, value] = /^(subjects|attributes)\[(\d+)\](?:\.values\[(\d+)\])?/.exec(path) ?? [];
    const row = list === 'attributes' ? this.body[Number(number)] : this.heads[0];
    const column = list === 'subjects' ? this.subjects[Number(number)] : value && this.subjects[Number(value)];
    if (!list) return { path: '' };
    const cell = column ? row.cells[column.index] : row.cells.find(Boolean);
    return { path: placeAt(row.number, column ? this.numberOf(column.index) : undefined), ...cell?.node.place };
  }
}

/** Returns a whole number of pixels. @param {TreeNode} node @param {'width' | 'height'} name */
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

/** Returns the URL of an image, even if a script loads it lazily; '' for an emoji. @param {TreeNode} image */
function addressOf(image) {
  if (/\b(?:emoji|wp-smiley)\b/.test(attribute(image, 'class'))) return '';
  const names = ['src', 'data-src', 'data-lazy-src'];
  return names.map((name) => attribute(image, name)).find((src) => src && !/^\s*data:/i.test(src)) ?? '';
}

/** Returns the subjects. Duplicate names get different ids by column and keep their text. @param {Table} table */
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

/** Returns the parts of a row that are no values. @param {Table} table @param {Table['body'][number]} row */
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

/** Returns the language and direction of a table. @param {TreeNode} table */
function languageOf(table) {
  const [lang, dir] = [attribute(table, 'lang'), attribute(table, 'dir').toLowerCase()];
  return {
    ...(/^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i.test(lang) && { lang }),
    ...(/^(?:ltr|rtl)$/.test(dir) && { dir }),
  };
}

/** @param {TreeNode} table */
function captionOf(table) {
  const [caption] = elementsIn(table, 'caption');
  return caption ? new Cell(caption).plain : '';
}

/**
 * Returns the title of a table and the texts around its rows.
 * @param {TreeNode} element @param {Table} table @param {string} [caption]
 */
function textsOf(element, table, caption) {
  const title = caption || captionOf(element);
  const introduction = textOf(title ? [...table.titles, ...table.notes] : table.notes);
  return { title: title || titleOf(table.titles) || attribute(element, 'aria-label').trim(), introduction };
}

/** Returns true if the table has markup that only data tables have. @param {TreeNode} element @param {Table} table */
function isMarked(element, { heads, body, first }) {
  const has = (/** @type {string} */ name) => elementsIn(element, name).length > 0;
  const isHeading = [...heads, ...body].some(({ cells }) => cells.some((cell) => cell?.isHeading));
  return has('caption') || has('thead') || isHeading || isBold(first);
}

/**
 * Options for the title of a table and for reading its numbers.
 * @typedef {object} TableOptions
 * @property {string} [caption] the title; overrides the table's own
 * @property {string} [title] the default title
 * @property {string} [file] the source, for a last default of the title
 * @property {string} [language] the default language of its numbers
 */

/**
 * The result for a table. `isMarked`: the markup is that of a data table; `mute`: the position of a cell with an image
 * or icon for which the card is blank.
 * @typedef {Made & {isMarked: boolean, mute: string}} MadeOfTable
 */

/**
 * Converts a table to a card in the full form, one row per step.
 * @param {TreeNode} element a `<table>` @param {TableOptions} [options]
 * @returns {import('./slices.js').Steps<MadeOfTable>}
 * @throws {CardError} if it cannot be understood
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

/**
 * Converts a table to a card without pauses.
 * @param {TreeNode} element @param {TableOptions} [options] @returns {MadeOfTable}
 */
export const cardFromTable = (element, options) => finish(stepsOfTable(element, options));
