/** Makes HTML of a page of the docs, which is written in Markdown. */
import MarkdownIt from 'markdown-it';
import { htmlText } from '../../node/base/html.js';

/** @typedef {import('markdown-it').Token} Token */

/** @typedef {{level: number, id: string, text: string}} Heading */

/**
 * @typedef {object} Rendered
 * @property {string} title the first heading
 * @property {string} description the first paragraph as plain text
 * @property {string} html
 * @property {Heading[]} headings without the first
 * @property {string[]} links as they are written
 * @property {Example[]} examples their cards replace `<!--card 0-->` and so on in the HTML
 */

/** A fenced block marked "live", to show with its card. @typedef {{kind: string, text: string}} Example */

/** Returns the id of a heading, as GitHub makes it. @param {string} text */
export const slugOf = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** Returns the plain text of inline tokens. @param {Token[] | null} tokens @returns {string} */
const plain = (tokens) => (tokens ?? []).map(({ type, content }) => (/break$/.test(type) ? ' ' : content)).join('');

/** Gives the headings ids, different from one another, and returns them. @param {Token[]} tokens @returns {Heading[]} */
function headingsIn(tokens) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  return tokens.flatMap((token, i) => {
    if (token.type !== 'heading_open') return [];
    const text = plain(tokens[i + 1].children);
    const slug = slugOf(text);
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    const id = count ? `${slug}-${count}` : slug;
    token.attrSet('id', id);
    return [{ level: Number(token.tag.slice(1)), id, text }];
  });
}

/** Writes a fenced block of code. @param {Token} token @param {Example[]} examples receives an example */
function fence({ info, content }, examples) {
  const [kind, how] = info.split(' ');
  const text = content.trimEnd();
  const isWide = ['', 'text', 'console', 'csv', 'sh'].includes(kind);
  const code = `<pre tabindex="0"${isWide ? ' class="wide"' : ''}><code>${htmlText(text)}</code></pre>\n`;
  if (how !== 'live') return code;
  const card = `<!--card ${examples.push({ kind, text }) - 1}-->`;
  const edited = kind === 'html' ? '' : ` data-kind="${kind}"`;
  return `<div class="example"${edited}>${code}<div class="shown" data-pagefind-ignore>${card}</div></div>\n`;
}

const markdown = new MarkdownIt({ html: true });
markdown.renderer.rules.fence = (tokens, i, _, env) => fence(tokens[i], /** @type {any} */ (env).examples);
markdown.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n';
markdown.renderer.rules.table_close = () => '</table></div>\n';

/**
 * Replaces the addresses of links, and returns them as they were written.
 * @param {Token[]} tokens @param {(href: string) => string | undefined} linkFor
 */
function relink(tokens, linkFor) {
  /** @type {string[]} */
  const written = [];
  let tag = '';
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    if (token.type === 'link_close') token.tag = tag; // links are never nested
    if (token.type !== 'link_open') continue;
    written.push(`${token.attrGet('href')}`);
    const href = linkFor(`${token.attrGet('href')}`);
    token.attrs = href === undefined ? [] : [['href', href]];
    token.tag = tag = href === undefined ? 'span' : 'a';
  }
  return written;
}

/**
 * Renders a page.
 * @param {string} text Markdown
 * @param {(href: string) => string | undefined} linkFor returns the address in the site; undefined if there is none: the
 * link then becomes plain text
 * @returns {Rendered}
 */
export function renderPage(text, linkFor) {
  const tokens = markdown.parse(text, {});
  const [title, ...headings] = headingsIn(tokens);
  const paragraph = tokens.findIndex(({ type }) => type === 'paragraph_open');
  const description = plain(tokens[paragraph + 1]?.children ?? null);
  const links = relink(tokens, linkFor);
  /** @type {Example[]} */
  const examples = [];
  const html = markdown.renderer.render(tokens, markdown.options, { examples });
  return { title: title?.text ?? '', description, html, headings, links, examples };
}
