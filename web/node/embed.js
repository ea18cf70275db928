/** What a publisher pastes to show a card: for pages that take scripts, and for those that do not. */
import { FORMATS } from '../copy.js';
import { PUBLICATIONS, withCard } from './engine.js';
import { htmlText } from './html.js';
import { CDN, folder, published } from './published.js';
import { readSource } from './sources.js';

/** @typedef {import('../engine.js').Card} Card */
/** @typedef {import('./sources.js').SourceOptions} SourceOptions */

/**
 * @typedef {object} EmbedOptions
 * @property {string} [src] the address of the card's JSON, relative to the page; `card.json` unless told
 * @property {string} [base] the folder that the files of `dist/` are served from; a public CDN unless told
 */

/**
 * @typedef {object} Snippets
 * @property {string} script a script tag, with the hash that the script must have
 * @property {string} csp a Content-Security-Policy that lets the card in, and nothing else
 * @property {string} iframe for places that take frames but no scripts; `embed.html` stands in `base`, or else beside the JSON
 * @property {string} table the card's table in HTML, for readers without scripts
 * @property {string} markdown the same in Markdown
 */

/** @param {string} url @param {string} [integrity] */
function scriptTag(url, integrity, more = '') {
  const hash = integrity ? ` integrity="${integrity}" crossorigin="anonymous"` : '';
  return `<script async src="${htmlText(url)}"${hash}${more}></script>`;
}

/** Stands for the page's own site, whatever that is. */
const PAGE = 'https://page.invalid';

/** Whom a policy has to name for an address, of a file or a folder: all that is relative is the page's own site. @param {string} url */
function sourceOf(url) {
  if (!URL.canParse(url, PAGE)) return "'self'";
  const { origin, host, pathname } = new URL(url, PAGE);
  if (origin === PAGE) return "'self'";
  return (url.startsWith('//') ? host : origin) + pathname.replace(/[;,]/g, encodeURIComponent);
}

/** The folders of the images that a card shows. @param {Card} card */
function imageSources(card) {
  const images = card.render('').matchAll(/<img [^>]*?src="([^"?#]*)/g);
  return [...images].map(([, url]) => sourceOf(url.slice(0, url.lastIndexOf('/') + 1)));
}

/** @param {Card} card @param {string} src @param {string} base */
function policy(card, src, base) {
  const words = /^en\b|^$/.test(card.language) ? [] : [sourceOf(base)];
  const images = imageSources(card);
  /** @type {[string, string[]][]} */
  const directives = [
    ['script-src', [sourceOf(base), "'wasm-unsafe-eval'"]],
    ['connect-src', [sourceOf(src), ...words]],
    ['img-src', images],
  ];
  const written = directives.filter(([, sources]) => sources.length);
  return written.map(([name, sources]) => `${name} ${[...new Set(sources)].join(' ')}`).join('; ');
}

/** @param {string} title @param {string} src @param {string | undefined} base */
async function frame(title, src, base) {
  const [beside] = /^(?:[^?#]*\/)?/.exec(src) ?? [''];
  const address =
    base === undefined
      ? `${beside}embed.html?src=${encodeURIComponent(src.slice(beside.length))}`
      : `${base}embed.html?src=${encodeURIComponent(src)}`;
  const { url, integrity } = await published('comparison-card.frames.js', base);
  const size = 'width="100%" height="600" style="border: 0" loading="lazy" allow="clipboard-write"';
  return `<iframe src="${htmlText(address)}" title="${htmlText(title)}" ${size}></iframe>\n${scriptTag(url, integrity)}`;
}

/**
 * Writes what a publisher pastes.
 * @param {string | Uint8Array} source JSON text, or a table as for `convert`
 * @param {SourceOptions & EmbedOptions} [options]
 * @returns {Promise<Snippets>}
 * @throws {import('../error.js').CardError} where the source is no card
 */
export async function embed(source, { src = 'card.json', base: at, ...options } = {}) {
  const base = at === undefined ? undefined : folder(at);
  const { json, placeOf } = await readSource(source, options);
  const { url, integrity } = await published('comparison-card.js', base);
  const snippets = withCard(json, '', async (card) => ({
    script: scriptTag(url, integrity, ` data-comparison-card="${htmlText(src)}"`),
    csp: `Content-Security-Policy: ${policy(card, src, base ?? CDN)}`,
    iframe: await frame(JSON.parse(new TextDecoder().decode(json)).title, src, base),
    table: card.write('publish', '', PUBLICATIONS.table),
    markdown: card.write('export', '', FORMATS.indexOf('md')),
  }));
  return snippets.catch((error) => {
    throw Object.assign(error, placeOf(error));
  });
}
