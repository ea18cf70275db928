/** Lists the cards and tables of a folder. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inside, leadsTo } from '../base/input.js';
import { aroundOf } from './around.js';
import { kindOf } from './kinds.js';

/** @typedef {import('./kinds.js').Kind} Kind */

/** @param {string} path of a file or a folder in `folder` @param {string} folder without links */
async function typeOf(path, folder) {
  try {
    const stats = await stat(await leadsTo(path, folder));
    return stats.isDirectory() ? 'folder' : stats.isFile() && kindOf(path) && 'file';
  } catch {
    return false;
  }
}

/**
 * Returns the folders, cards and tables of a folder, sorted; no hidden ones, none behind links out of the folder, and not
 * `node_modules`.
 * @param {string} path in `folder` @param {string} folder without links
 */
export async function entriesOf(path, folder) {
  const names = await readdir(await leadsTo(join(folder, path), folder));
  const visible = names.filter((name) => inside(name) !== undefined && name !== 'node_modules');
  visible.sort((one, other) => one.localeCompare(other));
  const entries = visible.map(async (name) => ({ name, type: await typeOf(join(folder, path, name), folder) }));
  return (await Promise.all(entries)).filter(({ type }) => type);
}

/** JSON files that are no cards. */
const NO_CARDS = /\.schema\.json$|^(?:package(?:-lock)?|[jt]sconfig)\.json$/;

/** Kinds of files that may hold a table, but are often pages about something else. */
const PAGES = ['html', 'md'];

/** @param {string} name of a file */
const stemOf = (name) => name.slice(0, name.lastIndexOf('.'));

/**
 * Returns the names of the cards and tables in a folder, not in folders of it. Leaves out the JSON Schema and files
 * of npm and TypeScript, and what is around a table. HTML and Markdown count only if there is nothing else: beside cards they are their pages, or notes.
 * @param {string} path @param {Kind} [kind] only files of this kind
 * @returns {Promise<string[]>}
 */
export async function sourcesIn(path, kind) {
  const entries = await entriesOf('', await realpath(path));
  const files = entries.flatMap(({ name, type }) => (type === 'file' && !NO_CARDS.test(name) ? [name] : []));
  const around = await Promise.all(
    files.map(async (name) => (await aroundOf(join(path, name))) && `${stemOf(name)}.json`),
  );
  const names = files.filter((name) => !around.includes(name));
  if (kind) return names.filter((name) => kindOf(name) === kind);
  const others = names.filter((name) => !PAGES.includes(`${kindOf(name)}`));
  return others.length ? others : names;
}
