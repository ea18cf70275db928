/** Small sites from npm packages and the recipes of the docs, with the package as published. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { install } from '../release/pack.js';

/** @typedef {import('../element/browser.js').Stage} Stage */

const recipes = readFileSync('web/docs/recipes.md', 'utf8');

/** Returns the files of a recipe in the docs, by the names in their first lines. @param {string} heading */
export function recipe(heading) {
  const [, text] = recipes.split(new RegExp(`\n##+ ${heading}\n`));
  assert.ok(text, `the docs have a recipe for ${heading}`);
  const blocks = text.split(/\n##+ /)[0].matchAll(/```\w+\n(?:\/\/|<!--|\{\{\/\*) ?([\w./-]+\.\w+).*\n([\s\S]*?)```/g);
  return Object.fromEntries([...blocks].map(([, name, code]) => [name, code]));
}

/**
 * Makes a site in a folder of .build/ from the files in tests/site/NAME/ and those of its recipe.
 * @param {string} name @param {string} heading of the recipe
 */
export function makeSite(name, heading) {
  const site = install(`site/${name}`, `tests/site/${name}`);
  for (const [file, code] of Object.entries(recipe(heading))) {
    mkdirSync(dirname(`${site.folder}/${file}`), { recursive: true });
    writeFileSync(`${site.folder}/${file}`, code);
  }
  return site.folder;
}

/** Asserts that a page made no requests to other servers and no warnings. @param {Stage} stage */
export function assertQuiet(stage) {
  assert.deepEqual(
    stage.requests.filter((url) => !url.startsWith(stage.origin)),
    [],
  );
  assert.deepEqual(
    stage.console.filter(({ type }) => /error|warn/.test(type)),
    [],
  );
}

/**
 * Filters a card like a reader, and waits for the number of rows.
 * @param {Stage} stage @param {string} text @param {number} count
 */
export async function filterTo(stage, text, count) {
  await stage.filter(text);
  await stage.wait((/** @type {number} */ count) => {
    const card = /** @type {any} */ (document.querySelector('comparison-card'));
    return card.view !== '' && card.matchCount === count;
  }, count);
}

/** Returns the accessible name of a card's field. @param {Stage} stage */
export const fieldName = (stage) =>
  stage.evaluate(() => document.querySelector('comparison-card')?.shadowRoot?.querySelector('input')?.ariaLabel);
