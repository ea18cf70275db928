/** Reads an HTML table for the engine. */
import { writeTable } from './grid.js';
import { attribute } from './markup.js';
import { finish } from './slices.js';

/** @typedef {import('./markup.js').TreeNode} TreeNode */
/** @typedef {import('./made.js').Made} Made */
/** @typedef {import('../engine/engine.js').Table} EngineTable */

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
