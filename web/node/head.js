/** What the head of a page says about a card: to search engines, and to sites where the page is shared. */
import { PUBLICATIONS, withCard } from './base/engine.js';
import { htmlAttributes, htmlText, scriptText } from './base/html.js';
import { jsonOf } from './base/json.js';

/** @typedef {import('../engine/engine.js').Card} Card */

/**
 * @typedef {object} JsonLdOptions
 * @property {string} [url] the page's own URL: `url` and `mainEntityOfPage`
 * @property {string} [language] default language of the card: a BCP 47 tag
 */

/**
 * @typedef {object} PictureOptions
 * @property {string} [image] the URL of a picture for sharing; default: that of the first subject with one. A relative
 * URL requires `url`
 * @property {object | false} [jsonLd] what to write as JSON-LD, such as the result of `jsonLd` with more fields; false
 * for none. Default: the result of `jsonLd`
 */

/** @typedef {JsonLdOptions & PictureOptions} HeadOptions */

/**
 * A subject of a card.
 * @typedef {{'@type': 'DefinedTerm', name: string, description?: string, url?: string, image?: string}} JsonLdSubject
 */

/** A source of a card. @typedef {{'@type': 'CreativeWork', name?: string, url?: string}} JsonLdSource */

/**
 * The fields of a card's JSON-LD. Texts are plain, without markup; URLs are as the card has them, perhaps relative.
 * @typedef {object} JsonLdFields
 * @property {string} headline the title
 * @property {string} [description] the answer, otherwise the introduction
 * @property {string} [inLanguage] a BCP 47 tag
 * @property {string} [dateModified] when the card was updated: year, month, day
 * @property {JsonLdSubject[]} about the subjects
 * @property {JsonLdSource[]} [citation] the sources
 * @property {string} [url] the page's own URL
 * @property {string} [mainEntityOfPage] the same
 */

/** An Article of schema.org. @typedef {{'@context': 'https://schema.org', '@type': 'Article', [more: string]: unknown}} JsonLdArticle */

/** A card as JSON-LD. @typedef {JsonLdArticle & JsonLdFields} JsonLd */

/** Returns a card as JSON-LD. @param {Card} card @param {string} [url] of its page @returns {JsonLd} */
export function linkedDataOf(card, url) {
  const data = JSON.parse(card.write('publish', '', PUBLICATIONS.linkedData));
  return url ? { ...data, url, mainEntityOfPage: url } : data;
}

/** Writes a tag in the head for each value that is set. @param {Record<string, string | undefined>} values */
const metaTags = (values) =>
  Object.entries(values)
    .filter(([, content]) => content)
    .map(
      ([name, content]) =>
        `<meta${htmlAttributes({ [name.startsWith('og:') ? 'property' : 'name']: name, content })}>\n`,
    )
    .join('');

/** @param {string} [text] with line breaks */
const inOneLine = (text = '') => text.replace(/\s+/g, ' ').trim();

/** Converts a language tag with region to Open Graph's form; undefined without region. @param {string} tag */
const localeOf = (tag) =>
  tag
    .match(/^([a-z]{2,3})(?:-[a-z]{4})?-([a-z]{2})(?:-|$)/i)
    ?.slice(1)
    .join('_');

/**
 * Returns the absolute URL, which sites that show a link require; undefined if unknown.
 * @param {string | undefined} address @param {string} [url] of the page
 */
const wholeAddress = (address, url) =>
  address !== undefined && URL.canParse(address, url) ? new URL(address, url).href : undefined;

/** Writes the tags for the head of a card's page, each in its line. @param {Card} card @param {HeadOptions} options */
export function tagsOf(card, { url, image: picture, jsonLd: written }) {
  const data = linkedDataOf(card, url);
  const description = inOneLine(data.description);
  const image = wholeAddress(picture ?? data.about.find((subject) => subject.image)?.image, url);
  const tags = metaTags({
    description,
    'og:type': 'article',
    'og:title': data.headline,
    'og:description': description,
    'og:url': url,
    'og:image': image,
    'og:locale': localeOf(card.language),
    'twitter:card': image ? 'summary_large_image' : 'summary',
  });
  const canonical = url ? `<link${htmlAttributes({ rel: 'canonical', href: url })}>\n` : '';
  const json = written === false ? undefined : JSON.stringify(written ?? data);
  const script = json ? `<script type="application/ld+json">${scriptText(json)}</script>\n` : '';
  return `<title>${htmlText(data.headline)}</title>\n${tags}${canonical}${script}`;
}

/**
 * Writes the tags for the head of a page with a card: title, description, Open Graph, the canonical link and JSON-LD in
 * a script. `render` as `page` writes the same. For a page of your own, with the card as `shadow` in its body:
 *
 *     const page = `<head>${await head(card, { url })}</head><body>${await render(card, { as: 'shadow' })}</body>`;
 *
 * @param {import('../card.js').CardData | Uint8Array} source the card: an object, JSON text, or its bytes in UTF-8
 * @param {HeadOptions} [options]
 * @returns {Promise<string>} HTML, each tag in its line; all values are escaped
 * @throws {import('../engine/error.js').CardError} if it is no card
 */
export const head = (source, options = {}) =>
  withCard(jsonOf(source), options.language, (card) => tagsOf(card, options));

/**
 * Returns a card as JSON-LD: an object to extend, for example by an author. Escape `<` where it goes into HTML, since a
 * text of the card may hold `</script>`:
 *
 *     const data = { ...(await jsonLd(card, { url })), author: { '@type': 'Person', name: 'A. Author' } };
 *     const tag = `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
 *
 * `head` does this if it gets the object as its option `jsonLd`.
 * @param {import('../card.js').CardData | Uint8Array} source the card: an object, JSON text, or its bytes in UTF-8
 * @param {JsonLdOptions} [options]
 * @returns {Promise<JsonLd>}
 * @throws {import('../engine/error.js').CardError} if it is no card
 */
export const jsonLd = (source, options = {}) =>
  withCard(jsonOf(source), options.language, (card) => linkedDataOf(card, options.url));
