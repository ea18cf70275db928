/** Prerenders a card as HTML. */
import { PUBLICATIONS, withCard } from './base/engine.js';
import { htmlAttributes, scriptTag, scriptText } from './base/html.js';
import { jsonOf } from './base/json.js';
import { tagsOf } from './head.js';
import { published } from './published.js';

/** @typedef {import('../engine/engine.js').Card} Card */

/**
 * @typedef {object} RenderOptions
 * @property {'article' | 'shadow' | 'page'} [as] `article` (the default): HTML without controls, for feeds and crawlers.
 * `shadow`: the element `<comparison-card>` with its content in declarative shadow DOM, the article inside as a
 * fallback, and the card's JSON; the script hydrates it. `page`: a whole page with this element
 * @property {string} [view] the view, such as `q=goal`
 * @property {string} [language] default language of the card: a BCP 47 tag
 * @property {string} [src] URL of the card's JSON, which the script fetches; default: the JSON is in the HTML
 * @property {string} [theme] `plain`, `card` or `editorial`
 * @property {string} [base] for `page`: the folder with the files of dist/; the script then gets its hash. Default: the
 * page's own folder, without hash
 * @property {string} [url] for `page`: the URL where you publish it
 * @property {string} [image] for `page`: the URL of a picture for sharing; default: that of the first subject with one.
 * A relative URL requires `url`
 */

/** For readers without scripts: hides controls that would not work, and makes others look like text. */
const WITHOUT_SCRIPTS =
  '@media(scripting:none){' +
  'form,[part=pin],[part=more],[part=hint],[part=sort]::after,[part=fold]::after{display:none!important}' +
  '[part=sort],[part=fold]{pointer-events:none}}';

/** @param {string} json @param {Card} card @param {RenderOptions} options */
function shadow(json, card, { view = '', src, theme }) {
  const carried = src ? '' : `<script type="application/json">${scriptText(json)}</script>`;
  return [
    `<comparison-card${htmlAttributes({ src, view, theme })}>`,
    `<template shadowrootmode="open"><style>${STYLE}${WITHOUT_SCRIPTS}</style>${card.render(view)}</template>`,
    carried, // first, or an early script would take the article's table for the card
    card.write('publish', view, PUBLICATIONS.article),
    '</comparison-card>\n',
  ].join('');
}

/** The page's own style; the card brings the rest. */
const PAGE_STYLE = [
  ':root{color-scheme:light dark}',
  'body{margin:0 auto;max-width:60rem;padding:clamp(1rem,4vw,3rem);font:1.0625rem/1.5 system-ui,sans-serif}',
].join('');

/** @param {string} json @param {Card} card @param {RenderOptions} options */
function page(json, card, options) {
  const { base = '' } = options;
  return `<!doctype html>
<html${htmlAttributes({ lang: card.language })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${tagsOf(card, options)}<style>${PAGE_STYLE}</style>
${scriptTag(published('comparison-card.js', base, Boolean(base)))}
</head>
<body>
<main>
${shadow(json, card, options)}</main>
</body>
</html>
`;
}

/** The output forms. */
const FORMS = ['article', 'shadow', 'page'];

/**
 * Renders a card as HTML with the same engine as pages, so that the script can hydrate it. The words of the interface
 * are those of the card's language.
 *
 *     const html = await render(card, { as: 'page', base: '/files/', url: 'https://example.org/tea' });
 *
 * Uses no file and no module of Node.js: it also runs in bundles and in edge runtimes.
 * @param {import('../card.js').CardData | Uint8Array} source the card: an object, JSON text, or its bytes in UTF-8. For a table, convert it first
 * @param {RenderOptions} [options]
 * @returns {Promise<string>} HTML that ends with a line break
 * @throws {import('../engine/engine.js').CardError} if it is no card: the first error, with its place in the JSON
 * @throws {TypeError} if `as` is none of its values
 */
export async function render(source, options = {}) {
  const { as = 'article' } = options;
  if (!FORMS.includes(as)) throw new TypeError(`as: '${as}' is none of ${FORMS.join(', ')}`);
  const json = jsonOf(source);
  return withCard(json, options.language, (card) => {
    if (as === 'page') return page(json, card, options);
    if (as === 'shadow') return shadow(json, card, options);
    return card.write('publish', options.view ?? '', PUBLICATIONS.article);
  });
}
