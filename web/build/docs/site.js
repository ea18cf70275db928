/** Makes dist/docs/: a page for each file of web/docs/, with a menu and a search. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { close, createIndex } from 'pagefind';
import { htmlText } from '../../node/base/html.js';
import { renderPage } from './markdown.js';

/** @typedef {import('./markdown.js').Rendered} Rendered */
/** @typedef {import('./markdown.js').Example} Example */
/** @typedef {typeof import('../../node/index.js')} Api */

/** @typedef {{file: string, url: string}} Page its Markdown, and its address in the site */

const DOCS = 'web/docs';

/** Returns the pages of the docs. The others are at the top of the repository. @returns {Page[]} */
export function docsPages() {
  const names = readdirSync(DOCS).filter((name) => name.endsWith('.md'));
  const files = [...names.map((name) => `${DOCS}/${name}`), 'CHANGELOG.md', 'SECURITY.md'];
  return files.map((file) => ({ file, url: addressOf(basename(file)) }));
}

/** Returns the address of a page by the name of its Markdown file. @param {string} name */
const addressOf = (name) => (name === 'README.md' ? 'index.html' : name.toLowerCase().replace(/\.md$/, '.html'));

/**
 * Returns the address in the site of a link in a file: pages, files of dist/, and pictures. Other files of the repository
 * have none.
 * @param {string} file @param {string} href
 */
function linkFrom(file, href) {
  if (/^[a-z]+:|^#/.test(href)) return href;
  const [path, fragment] = href.split('#');
  const target = join(file, '..', path);
  const end = fragment ? `#${fragment}` : '';
  const page = docsPages().find((one) => one.file === target);
  if (page) return page.url + end;
  if (/^data\/[^/]+\.json$/.test(target)) return `../${basename(target)}`;
  return /\.png$/.test(target) ? href : undefined;
}

/** @param {Page} page */
export const rendered = ({ file }) => renderPage(readFileSync(file, 'utf8'), (href) => linkFrom(file, href));

/** Fills the places of the template, such as {title}. @param {string} template @param {Record<string, string>} values */
const fill = (template, values) => template.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

/** Returns the list of a page's sections. The first page is a list itself. @param {Page & Rendered} page */
function sectionsOf({ url, headings }) {
  const sections = headings.filter(({ level }) => level === 2);
  if (url === 'index.html' || sections.length < 3) return '';
  const items = sections.map(({ id, text }) => `<li><a href="#${id}">${htmlText(text)}</a></li>`);
  return `<nav class="sections" aria-label="On this page"><ul>${items.join('')}</ul></nav>\n`;
}

/** Returns the menu: the lists of the first page, without their remarks. @param {string} index HTML @param {string} url */
function menuOf(index, url) {
  const parts = [...index.matchAll(/<h2[^>]*>(.*?)<\/h2>\s*<ul>(.*?)<\/ul>/gs)].map(([, title, list]) => {
    const links = [...list.matchAll(/<a href="([^"]+)">(.*?)<\/a>/g)].map(([, href, text]) => {
      return `<li><a href="${href}"${href === url ? ' aria-current="page"' : ''}>${text}</a></li>`;
    });
    return `<h2>${title}</h2><ul>${links.join('')}</ul>`;
  });
  return parts.join('');
}

/** Writes the search's files. @param {string} folder @param {[url: string, html: string][]} pages */
async function writeSearch(folder, pages) {
  const { index } = await createIndex({});
  if (!index) throw new Error('Pagefind did not start.');
  for (const [url, content] of pages) {
    const { errors } = await index.addHTMLFile({ url, content });
    if (errors.length) throw new Error(errors.join('\n'));
  }
  await index.writeFiles({ outputPath: folder });
  await close();
  for (const name of readdirSync(folder)) if (/-(?:ui|highlight)\./.test(name)) rmSync(join(folder, name)); // unused
}

/** Writes the card of an example. Its choices do not change the address of the page. @param {Api} api @param {Example} example */
async function cardOf({ render, convert }, { kind, text }) {
  if (kind === 'html') return text.replace(/<script[^>]* src=.*?<\/script>\s*/gs, ''); // the page has the script
  const json = kind === 'csv' ? await convert(text, { from: 'csv' }) : text;
  const html = await render(json, { as: 'shadow' });
  return html.replace('<comparison-card', '$& history="off"');
}

/**
 * Returns the content of a page: its list of sections follows the first paragraph, and examples have their cards.
 * @param {Api} api @param {Page & Rendered} page
 */
async function contentOf(api, page) {
  const cards = await Promise.all(page.examples.map((example) => cardOf(api, example)));
  const html = page.html.replace('</p>\n', (end) => end + sectionsOf(page));
  return html.replace(/<!--card (\d+)-->/g, (_, number) => cards[number]);
}

/**
 * Makes the site of the docs, in dist/docs/.
 * @param {string} dist where the Node API is @param {string} version of the package
 */
export async function writeDocs(dist, version) {
  const folder = join(dist, 'docs');
  const api = await import(pathToFileURL(resolve(dist, 'node/index.js')).href);
  const template = readFileSync(`${DOCS}/site/page.html`, 'utf8');
  const pages = docsPages().map((page) => ({ ...page, ...rendered(page) }));
  const index = pages.find(({ url }) => url === 'index.html')?.html ?? '';
  /** @type {[url: string, html: string][]} */
  const written = [];
  for (const page of pages) {
    const { url, title, description } = page;
    const texts = { title: htmlText(title), description: htmlText(description), version };
    const parts = { menu: menuOf(index, url), content: await contentOf(api, page) };
    written.push([url, fill(template, { ...texts, ...parts })]);
  }
  mkdirSync(folder, { recursive: true });
  for (const [url, html] of written) writeFileSync(join(folder, url), html);
  for (const name of ['docs.css', 'docs.js']) cpSync(`${DOCS}/site/${name}`, join(folder, name));
  for (const name of readdirSync(DOCS)) if (name.endsWith('.png')) cpSync(`${DOCS}/${name}`, join(folder, name));
  await writeSearch(
    join(folder, 'pagefind'),
    written.filter(([url]) => url !== 'index.html'),
  );
}
