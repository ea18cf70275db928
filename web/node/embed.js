/** What a publisher pastes to show a card: for pages that take scripts, and for those that do not. */
import { FORMATS } from '../copy.js';
import { CardError } from '../error.js';
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

/** One host, perhaps with a port. In a policy `*`, `'none'` and `;` mean something else; it cannot name IPv6 addresses. */
const HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?(?::\d+)?$/;

/**
 * The source expression of a policy for an address: `'self'` where that is relative to the page. Undefined for what is no
 * address of one host.
 * @param {string} url @param {(path: string) => string} [part] of the path that is allowed
 */
function sourceOf(url, part = (path) => path) {
  if (!URL.canParse(url, PAGE)) return;
  const { protocol, origin, host, pathname } = new URL(url, PAGE);
  if (origin === PAGE) return "'self'";
  if (!/^https?:$/.test(protocol) || !HOST.test(host)) return;
  return (url.startsWith('//') ? host : origin) + part(pathname).replace(/[;,]/g, encodeURIComponent);
}

/** The source expression for an address that the publisher chose. @param {string} url */
function chosenSource(url) {
  const message = `No policy can allow the address “${url}”: it needs http or https and the name of one host.`;
  return sourceOf(url) ?? fail({ code: 'bad-address', message });
}

/** @param {Partial<import('../error.js').Problem>} problem @returns {never} */
function fail(problem) {
  throw new CardError(problem);
}

/**
 * The folders of the images of a card.
 * @param {Card} card @param {SourceOptions['note']} note is told of images that no policy can allow
 */
function imageSources(card, note) {
  /** @type {{about: {image?: string}[]}} */
  const { about } = JSON.parse(card.write('publish', '', PUBLICATIONS.linkedData));
  return about.flatMap(({ image }) => {
    if (image === undefined) return [];
    const source = sourceOf(image, (path) => path.slice(0, path.lastIndexOf('/') + 1));
    if (!source) note?.(`The policy leaves out the image “${image}”: its address does not name one host.`);
    return source ?? [];
  });
}

/** @param {Card} card @param {string} src @param {string} base @param {SourceOptions['note']} note */
function policy(card, src, base, note) {
  const words = /^en\b|^$/.test(card.language) ? [] : [chosenSource(base)];
  /** @type {[string, string[]][]} */
  const directives = [
    ['script-src', [chosenSource(base), "'wasm-unsafe-eval'"]],
    ['connect-src', [chosenSource(src), ...words]],
    ['img-src', imageSources(card, note)],
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
    csp: `Content-Security-Policy: ${policy(card, src, base ?? CDN, options.note)}`,
    iframe: await frame(JSON.parse(new TextDecoder().decode(json)).title, src, base),
    table: card.write('publish', '', PUBLICATIONS.table),
    markdown: card.write('export', '', FORMATS.indexOf('md')),
  }));
  return snippets.catch((error) => {
    throw Object.assign(error, placeOf(error));
  });
}
