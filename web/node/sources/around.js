/** Finds the card around a table: a JSON file of the same name, without rows. */
import { readFile, stat } from 'node:fs/promises';
import { kindOf } from './kinds.js';

/** Maximum bytes of such a file. */
const MOST = 1024 * 1024;

/** Fields that only whole cards have. */
const ROWS = ['attributes', 'columns', 'rows'];

/** Returns true for the JSON of a card without rows. @param {string} json */
function isAround(json) {
  try {
    const card = JSON.parse(json.replace(/^\ufeff/, ''));
    return typeof card === 'object' && card !== null && !ROWS.some((name) => name in card);
  } catch {
    return false;
  }
}

/**
 * Returns the JSON of the card around a table; undefined if there is none.
 * @param {string} file of the table, or `-`
 */
export async function aroundOf(file) {
  const extension = /\.\w+$/.exec(file)?.[0];
  if (!extension || kindOf(file) === 'json') return;
  const path = `${file.slice(0, -extension.length)}.json`;
  try {
    const stats = await stat(path);
    if (!stats.isFile() || stats.size > MOST) return;
    const json = await readFile(path, 'utf8');
    return isAround(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
