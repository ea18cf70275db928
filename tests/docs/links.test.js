/** Links in the docs: those of the Markdown files, and those of the site. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { renderPage } from '../../web/build/docs/markdown.js';
import { pages } from './pages.js';

/** Returns the ids of the headings in a Markdown file. @param {string} file */
function idsIn(file) {
  const { headings } = renderPage(readFileSync(file, 'utf8'), (href) => href);
  return headings.map(({ id }) => id);
}

describe('Markdown', () => {
  for (const { file, text } of pages) {
    test(`${file}: each link leads to a file and a heading`, () => {
      const { links } = renderPage(text, (href) => href);
      const images = [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, href]) => href);
      const broken = [...links, ...images].filter((href) => {
        if (/^[a-z]+:/.test(href)) return !/^https:\/\/|^mailto:/.test(href);
        const [path, id] = href.split('#');
        const target = path ? join(file, '..', path) : file;
        return !existsSync(target) || Boolean(id && !idsIn(target).includes(id));
      });
      assert.deepEqual(broken, []);
    });
  }
});

describe('dist/docs/', () => {
  const names = readdirSync('dist/docs').filter((name) => name.endsWith('.html'));
  const read = (/** @type {string} */ path) =>
    readFileSync(path, 'utf8').replace(/<comparison-card.*?<\/comparison-card>/gs, '');

  test('has a page for each Markdown file', () => {
    const files = pages.filter(({ file }) => file.startsWith('web/docs/'));
    assert.equal(names.length, files.length + 2); // the changelog and the security policy
  });

  for (const name of names) {
    test(`${name}: each link leads to a file and an element`, () => {
      const html = read(`dist/docs/${name}`);
      const links = [...html.matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, href]) => href);
      const broken = links.filter((href) => {
        if (/^(?:https|mailto|data):/.test(href)) return false;
        const [path, id] = href.split('#');
        const target = path ? join('dist/docs', path) : `dist/docs/${name}`;
        return !existsSync(target) || Boolean(id && !read(target).includes(` id="${id}"`));
      });
      assert.deepEqual(broken, []);
    });

    test(`${name}: the menu has this page`, () => {
      assert.equal(read(`dist/docs/${name}`).match(/aria-current="page"/g)?.length ?? 0, name === 'index.html' ? 0 : 1);
    });
  }
});
