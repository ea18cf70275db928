/**
 * Lays out a sheet: merged cells, links, what is hidden. Nothing hidden is left: rows, columns, and cells below merged
 * ones.
 */
import { Cells, NOT_COUNTED } from './cells.js';
import { checkSize, MOST_COLUMNS } from './limits.js';
import { areaOf, firstFrom, placeOfCell } from './places.js';
import { plain, RichText, struck } from './texts.js';
import { refuse } from './zip.js';

/** @typedef {import('./cells.js').Filled} Filled */
/** @typedef {import('./cells.js').Row} Row */
/** @typedef {import('./limits.js').Budget} Budget */
/** @typedef {import('./places.js').Area} Area */
/** @typedef {import('./xml.js').GetAttribute} GetAttribute */

/**
 * A cell as the sheet shows it.
 * @typedef {object} Cell
 * @property {string} text inline markup; several lines are separated by line feeds
 * @property {number | boolean} [value] what the sheet counts with, if the text says no more
 * @property {boolean} [isBold] true if the whole cell is bold. The text says nothing of this
 * @property {number} [colspan] columns that a merged cell covers
 * @property {number} [rowspan] rows that a merged cell covers
 */

/** A cell without a text, and why: an error such as `#N/A`, or a formula without its result. @typedef {{line: number, column: number, why: string}} Fault */

/**
 * A sheet as it is shown: without empty rows and columns, hidden ones, and cells that merged ones cover.
 * @typedef {object} Sheet
 * @property {string} name
 * @property {{number: number, cells: (Cell | undefined)[]}[]} rows their numbers, from 1, and a cell for each column
 * @property {number[]} columns their numbers, from 1
 * @property {Fault[]} faults
 */

/** Reads the part of a sheet. Links and merged cells follow the cells. */
export class SheetReader {
  #cells;
  #context;
  /** How many hidden ranges start at each column, less those that end before it. */
  #hidden = new Int32Array(MOST_COLUMNS + 2);
  /** @type {{area: Area, reference: string}[]} */
  #merges = [];
  /** Areas and the ids of their addresses. @type {{area: Area, id: string, location: string}[]} */
  #links = [];

  /** @param {import('./cells.js').Context} context */
  constructor(context) {
    this.#context = context;
    this.#cells = new Cells(context);
  }

  /** @param {string} name @param {GetAttribute} get */
  open(name, get) {
    if (name === 'col') this.#openColumns(get);
    else if (name === 'mergeCell') this.#openMerge(get('ref') ?? '');
    else if (name === 'hyperlink') this.#openLink(get);
    else this.#cells.open(name, get);
  }

  /** @param {string} text */
  text(text) {
    this.#cells.text(text);
  }

  /** @param {string} name */
  close(name) {
    this.#cells.close(name);
  }

  /** @param {GetAttribute} get */
  #openColumns(get) {
    const isHidden = /^(?:1|true)$/.test(get('hidden') ?? '') || Number(get('width') ?? 1) === 0;
    const [first, last] = [Number(get('min')), Math.min(Number(get('max')), MOST_COLUMNS)];
    if (!isHidden || !Number.isInteger(first) || !Number.isInteger(last) || first < 1 || first > last) return;
    this.#hidden[first]++;
    this.#hidden[last + 1]--;
  }

  /** @param {string} reference */
  #openMerge(reference) {
    const area = areaOf(reference);
    if (!area) refuse(`This sheet has merged cells at “${reference.slice(0, 20)}”: save the workbook again.`);
    this.#context.budget.takeCovered(1);
    if (area.top < area.bottom || area.left < area.right) this.#merges.push({ area, reference });
  }

  /** @param {GetAttribute} get */
  #openLink(get) {
    const [area, id] = [areaOf(get('ref') ?? ''), get('id')];
    this.#context.budget.takeCovered(1);
    if (area && id) this.#links.push({ area, id, location: get('location') ?? '' });
  }

  get hasLinks() {
    return this.#links.length > 0;
  }

  /**
   * Returns the sheet as it is shown.
   * @param {string} name @param {Map<string, string>} addresses of links by their ids
   * @returns {Sheet}
   */
  sheet(name, addresses) {
    const { rows } = this.#cells;
    const { budget } = this.#context;
    const firstShown = shownFrom(this.#hidden);
    for (const { area, id, location } of this.#links) {
      const address = addresses.get(id);
      if (address) link(rowsIn(rows, area), area, location ? `${address}#${location}` : address, budget);
    }
    const merges = new Merges(rows, firstShown, budget);
    for (const { area, reference } of this.#merges) merges.add(area, reference);
    merges.finish();
    return tableOf(name, rows, firstShown, merges, budget);
  }
}

/** Returns the first column from each column on that is shown. @param {Int32Array} hidden */
function shownFrom(hidden) {
  let count = 0;
  const shown = Array.from(hidden, (change, column) => {
    count += change;
    return count ? 0 : column;
  });
  for (let column = MOST_COLUMNS; column > 0; column--) shown[column] ||= shown[column + 1];
  return shown;
}

/** Returns the rows in an area. @param {Row[]} rows @param {Area} area */
const rowsIn = (rows, { top, bottom }) =>
  rows.slice(
    firstFrom(rows, top, ({ number }) => number),
    firstFrom(rows, bottom + 1, ({ number }) => number),
  );

/** Gives the cells of an area a link. @param {Row[]} rows @param {Area} area @param {string} href @param {Budget} budget */
function link(rows, { left, right }, href, budget) {
  budget.takeCovered(rows.length);
  for (const { cells } of rows) {
    for (let i = firstFrom(cells, left, ({ column }) => column); cells[i]?.column <= right; i++) {
      budget.takeCovered(1);
      cells[i].href = href;
    }
  }
}

/** A merged cell in a row that it covers. @typedef {{area: Area, reference: string}} Covered */

/** The merged cells of a sheet. */
class Merges {
  #rows;
  #firstShown;
  #budget;
  /** The merged cells of each row. @type {Map<Row, Covered[]>} */
  #covered = new Map();
  /** The area of the first shown cell of each merged one. @type {Map<Filled, Area>} */
  areas = new Map();

  /** @param {Row[]} rows @param {number[]} firstShown the first shown column from each one on @param {Budget} budget */
  constructor(rows, firstShown, budget) {
    this.#rows = rows;
    this.#firstShown = firstShown;
    this.#budget = budget;
  }

  /** @param {Area} area @param {string} reference */
  add(area, reference) {
    const rows = rowsIn(this.#rows, area);
    this.#budget.takeCovered(rows.length);
    for (const row of rows) {
      const covered = this.#covered.get(row);
      if (covered) covered.push({ area, reference });
      else this.#covered.set(row, [{ area, reference }]);
    }
  }

  /** Removes the cells that are covered. The text of a merged cell goes to its first place that is shown. */
  finish() {
    /** The texts of merged cells whose first place is not reached yet. @type {Map<Area, Filled>} */
    const waiting = new Map();
    for (const row of this.#rows) {
      const covered = this.#covered.get(row);
      if (covered) row.cells = this.#settle(row, sorted(covered), waiting);
    }
  }

  /** @param {Row} row @param {Covered[]} covered from left to right @param {Map<Area, Filled>} waiting */
  #settle({ number, isHidden, cells }, covered, waiting) {
    /** @type {Filled[]} */
    const settled = [];
    let at = 0;
    for (const { area } of covered) {
      while (cells[at]?.column < area.left) settled.push(cells[at++]);
      if (cells[at]?.column === area.left && number === area.top) waiting.set(area, cells[at]);
      while (cells[at]?.column <= area.right) at++;
      const column = this.#firstShown[area.left];
      const filled = waiting.get(area);
      if (!filled || isHidden || column > area.right) continue;
      waiting.delete(area);
      const moved = { ...filled, column };
      this.areas.set(moved, area);
      settled.push(moved);
    }
    return [...settled, ...cells.slice(at)];
  }
}

/** Returns merged cells from left to right. @param {Covered[]} covered */
function sorted(covered) {
  const list = covered.toSorted((one, other) => one.area.left - other.area.left);
  const at = list.findIndex(({ area }, i) => i && area.left <= list[i - 1].area.right);
  if (at > 0)
    refuse(`The merged cells ${list[at - 1].reference} and ${list[at].reference} overlap: save the workbook again.`);
  return list;
}

/** Returns the text of a cell. @param {Filled} filled @param {Budget} budget */
function textOf({ said, href, style }, budget) {
  if (href) budget.takeText(href);
  const rich = typeof said === 'string' ? plain(said) : said;
  const text = href ? rich.linked(href) : rich.markup;
  return (style.isStruck ? struck(text) : text).replace(/\r\n?/g, '\n').replaceAll('\0', '').trim();
}

/** @param {Filled} filled @param {Budget} budget @returns {Cell} */
function cellOf(filled, budget) {
  const { said, value, href, style } = filled;
  const isBold = style.isBold || (said instanceof RichText && said.isBold);
  return {
    text: textOf(filled, budget),
    ...(value !== undefined && !href && !style.isStruck && { value }),
    ...(isBold && { isBold }),
  };
}

/** Returns the shown cells of a row. @param {Row} row @param {number[]} firstShown */
const shownIn = ({ isHidden, cells }, firstShown) =>
  isHidden ? [] : cells.filter(({ column }) => firstShown[column] === column);

/** Maximum faults that are told. */
const MOST_FAULTS = 1000;

/** @param {Row[]} rows @param {number[]} firstShown @returns {Fault[]} */
function faultsIn(rows, firstShown) {
  /** @type {Fault[]} */
  const faults = [];
  for (const row of rows) {
    for (const { column, fault } of shownIn(row, firstShown)) {
      if (fault && faults.length < MOST_FAULTS) faults.push({ line: row.number, column, why: fault });
    }
  }
  return faults;
}

/**
 * Returns the rows as a table, after checking its size.
 * @param {string} name @param {Row[]} all @param {number[]} firstShown @param {Merges} merges @param {Budget} budget
 * @returns {Sheet}
 */
function tableOf(name, all, firstShown, { areas }, budget) {
  const shown = all
    .map((row) => ({ number: row.number, cells: shownIn(row, firstShown).filter(({ fault }) => !fault) }))
    .filter(({ cells }) => cells.length);
  const used = new Set(shown.flatMap(({ cells }) => cells.map(({ column }) => column)));
  checkSize(shown.length, used.size);
  const columns = [...used].sort((one, other) => one - other);
  const places = new Map(columns.map((column, at) => [column, at]));
  const columnsTo = (/** @type {number} */ column) => firstFrom(columns, column, (each) => each);
  const rowsTo = (/** @type {number} */ row) => firstFrom(shown, row, ({ number }) => number);
  /** @param {Filled} filled @param {number} row */
  const spansOf = (filled, row) => {
    const area = areas.get(filled);
    if (!area) return {};
    const colspan = columnsTo(area.right + 1) - columnsTo(area.left);
    const rowspan = rowsTo(area.bottom + 1) - rowsTo(row);
    return { ...(colspan > 1 && { colspan }), ...(rowspan > 1 && { rowspan }) };
  };
  const rows = shown.map(({ number, cells: filled }) => {
    /** @type {(Cell | undefined)[]} */
    const cells = Array(columns.length).fill(undefined);
    for (const each of filled) {
      cells[/** @type {number} */ (places.get(each.column))] = { ...cellOf(each, budget), ...spansOf(each, number) };
    }
    return { number, cells };
  });
  return { name, rows, columns, faults: faultsIn(all, firstShown) };
}

/** Says why a cell has no text. @param {Fault} fault */
export function faultText({ line, column, why }) {
  const { path } = placeOfCell(line, column);
  return why === NOT_COUNTED
    ? `The cell ${path} has a formula without its result: it is left out. Save the workbook in a spreadsheet program.`
    : `The cell ${path} shows ${why}: it is left out.`;
}
