/** Makes snippets to paste that show a card, for pages with and without scripts. */
import { FORMATS } from '../engine/engine.js';
import { CardError } from '../engine/error.js';
import { PUBLICATIONS, withCard } from './base/engine.js';
import { htmlText, scriptTag } from './base/html.js';
import { linkedDataOf } from './head.js';
import { folder, published } from './published.js';
import { readSource } from './sources/sources.js';

/** @typedef {import('../engine/engine.js').Card} Card */
/** @typedef {import('./sources/kinds.js').SourceOptions} SourceOptions */

/**
 * @typedef {object} EmbedOptions
 * @property {string} [src] the URL of the card's JSON, relative to the page (default: `card.json`)
 * @property {string} [base] the folder with the files of `dist/`; scripts then get their hashes. Default: the folder of
 * `src`, without hashes
 */

/**
 * @typedef {object} Snippets
 * @property {string} script a script tag; with `base`, with the script's hash
 * @property {string} csp a Content-Security-Policy that allows only the card
 * @property {string} iframe for pages with frames but without scripts: `embed.html`, and a script that sizes it
 * @property {string} table the card's table in HTML, for readers without scripts
 * @property {string} markdown the same in Markdown
 */

/** Returns the folder of a URL, without its query. @param {string} url */
const folderOf = (url) => folder(/^(?:(?:[a-z]+:)?\/\/[^/?#]*)?(?:[^?#]*\/)?/i.exec(url)?.[0] ?? '');

/** A placeholder for the page's own site. */
const PAGE = 'https://page.invalid';

/** A host, perhaps with a port. In a policy, `*`, `'none'` and `;` have another meaning, and IPv6 addresses are not allowed. */
const HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?(?::\d+)?$/;

/**
 * Returns the source expression of a policy for a URL: `'self'` if it is relative to the page; undefined if it is not
 * the URL of one host.
 * @param {string} url @param {(path: string) => string} [part] returns the allowed part of the path
 */
function sourceOf(url, part = (path) => path) {
  if (!URL.canParse(url, PAGE)) return;
  const { protocol, origin, host, pathname } = new URL(url, PAGE);
  if (origin === PAGE) return "'self'";
  if (!/^https?:$/.test(protocol) || !HOST.test(host)) return;
  return (url.startsWith('//') ? host : origin) + part(pathname).replace(/[;,]/g, encodeURIComponent);
}

/** Returns the source expression for a URL that the publisher chose. @param {string} url */
function chosenSource(url) {
  const message = `No policy can allow the address “${url}”: it needs http or https and the name of one host.`;
  return sourceOf(url) ?? fail({ code: 'bad-address', message });
}

/** @param {Partial<import('../engine/error.js').Problem>} problem @returns {never} */
function fail(problem) {
  throw new CardError(problem);
}

/**
 * Returns the folders of a card's images.
 * @param {Card} card @param {SourceOptions['note']} note reports images that no policy can allow
 */
function imageSources(card, note) {
  return linkedDataOf(card).about.flatMap(({ image }) => {
    if (image === undefined) return [];
    const source = sourceOf(image, (path) => path.slice(0, path.lastIndexOf('/') + 1));
    if (!source) note?.(`The policy leaves out the image “${image}”: its address does not name one host.`);
    return source ?? [];
  });
}

/** @param {Card} card @param {string} src @param {string} base @param {SourceOptions['note']} note */
function policy(card, src, base, note) {
  const data = chosenSource(src); // first, since the default of `base` depends on it
  const files = chosenSource(base);
  const words = /^en\b|^$/.test(card.language) ? [] : [files];
  /** @type {[string, string[]][]} */
  const directives = [
    ['script-src', [files, "'wasm-unsafe-eval'"]],
    ['connect-src', [data, ...words]],
    ['img-src', imageSources(card, note)],
  ];
  const written = directives.filter(([, sources]) => sources.length);
  return written.map(([name, sources]) => `${name} ${[...new Set(sources)].join(' ')}`).join('; ');
}

/** @param {string} title @param {string} src @param {string} base */
function frame(title, src, base) {
  const relative = src.startsWith(base) ? src.slice(base.length) : src;
  const address = `${base}embed.html?src=${encodeURIComponent(relative)}`;
  const size = 'width="100%" height="600" style="border: 0" loading="lazy" allow="clipboard-write"';
  return `<iframe src="${htmlText(address)}" title="${htmlText(title)}" ${size}></iframe>`;
}

/**
 * Writes snippets to paste into a page that show a card.
 *
 *     const { script, csp } = await embed(json, { src: '/cards/tea.json', base: '/files/' });
 *
 * @param {string | Uint8Array} source JSON text, or a table as for `convert`
 * @param {SourceOptions & EmbedOptions} [options]
 * @returns {Promise<Snippets>}
 * @throws {import('../engine/error.js').CardError} if the source is no card; `bad-address` if no policy can allow `src`
 * or `base`; `no-reader` if a package is missing that reads the kind of file
 */
export async function embed(source, { src = 'card.json', base: at, ...options } = {}) {
  const base = at ? folder(at) : folderOf(src);
  const { json } = await readSource(source, options);
  const names = ['comparison-card.js', 'comparison-card.frames.js'];
  const [script, frames] = names.map((name) => published(name, base, Boolean(at)));
  return withCard(json, '', (card) => ({
    script: scriptTag(script, ` data-comparison-card="${htmlText(src)}"`),
    csp: `Content-Security-Policy: ${policy(card, src, base, options.note)}`,
    iframe: `${frame(JSON.parse(new TextDecoder().decode(json)).title, src, base)}\n${scriptTag(frames)}`,
    table: card.write('publish', '', PUBLICATIONS.table),
    markdown: card.write('export', '', FORMATS.indexOf('md')),
  }));
}
