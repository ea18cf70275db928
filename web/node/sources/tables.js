/** Reads tables of HTML and Markdown files. */
import { CardError } from '../../engine/error.js';
import { readTableNow } from '../../sources/html-table.js';
import { linesOf, titleIn } from '../../sources/markup.js';
import { htmlText } from '../base/html.js';
import { tableOf } from './kinds.js';
import { readMade } from './made.js';
import { loadHtmlParser, loadMarkdownParsers } from './readers.js';
import { markUndisplayed } from './undisplayed.js';

/** @typedef {import('./made.js').Source} Source */
/** @typedef {import('../../sources/markup.js').TreeNode} TreeNode */
/** @typedef {import('./kinds.js').SourceOptions} SourceOptions */
/** @typedef {typeof import('parse5')} HtmlParser */
/** @typedef {Awaited<ReturnType<typeof loadMarkdownParsers>>[0]} MarkdownParser */

/** The position of a node in the HTML. @typedef {{line: number, column: number}} Place */
/** @typedef {TreeNode & {place?: Place, childNodes?: Node[]}} Node */
/** @typedef {{table: Node, heading: string, language: string}} Found a table, with the heading before it and the language */

const ELEMENT = 1;
const TEXT = 3;
const COMMENT = 8;

/** Elements inside a table that show it is for layout or input. */
const NO_DATA = new Set(['table', 'input', 'select', 'textarea', 'button', 'form']);

/** @param {any} node of parse5 */
function typeOf(node) {
  return node.tagName ? ELEMENT : node.nodeName === '#text' ? TEXT : COMMENT;
}

/** @param {any} node of parse5 */
function placeOfNode({ sourceCodeLocation: location }) {
  return location && { line: location.startLine, column: location.startCol };
}

/**
 * Yields the nodes of a tree in document order, without recursion, since a tree may be deep.
 * @param {any} root
 * @returns {Generator<any>}
 */
function* nodesIn(root) {
  const todo = [root];
  for (let node = todo.pop(); node; node = todo.pop()) {
    yield node;
    for (let i = (node.childNodes ?? []).length; i--; ) todo.push(node.childNodes[i]);
  }
}

/** The method of the DOM, for a node of parse5. @this {any} @param {string} name @returns {string | null} */
function getAttribute(name) {
  return this.attrs?.find((/** @type {any} */ attribute) => attribute.name === name)?.value ?? null;
}

/** Gives parse5's nodes the DOM's property names. @param {any} root @returns {Node} */
function asDom(root) {
  for (const node of nodesIn(root)) {
    node.nodeType = typeOf(node);
    node.localName = node.tagName;
    node.data = node.value;
    node.place = placeOfNode(node);
    node.getAttribute = getAttribute;
  }
  return root;
}

/** Returns true if a table may be a data table. @param {Node} table */
function mayBeData(table) {
  for (const node of nodesIn(table)) if (node !== table && NO_DATA.has(node.localName)) return false;
  return true;
}

/** Returns the tables of a document with its language and the headings before them; its title is the first heading. @param {Node} document */
function tablesIn(document) {
  /** @type {Found[]} */
  const found = [];
  let [heading, language] = ['', ''];
  const nodes = [...nodesIn(document)];
  markUndisplayed(nodes);
  for (const node of nodes) {
    const { localName } = node;
    if (localName === 'html') language = node.getAttribute('lang') ?? '';
    else if (/^h[1-6]$/.test(localName) || (localName === 'title' && !heading)) heading = titleIn([node]);
    else if (localName === 'table' && mayBeData(node)) found.push({ table: node, heading, language });
  }
  return found;
}

/** The form of a BCP 47 tag, as the engine checks it. */
const LANGUAGE = /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i;

/** How problems' positions change, such as from HTML to Markdown. @typedef {(place: any) => any} Translate */

/**
 * Reads a table; returns the error if it is none.
 * @param {Found} found @param {SourceOptions} options @param {Translate} translate
 */
async function attempt({ table, heading, language }, options, translate) {
  try {
    const lang = LANGUAGE.test(language) ? language : undefined;
    const made = readTableNow(
      table,
      tableOf({ ...options, language: language || options.language }, { heading, lang }),
    );
    const { isMarked } = made;
    const placeOf = (/** @type {string} */ path) => translate({ ...table.place, ...made.placeOf(path) });
    return { isMarked, source: await readMade({ ...made, placeOf }) };
  } catch (error) {
    if (error instanceof CardError) return Object.assign(error, error.line ? {} : translate(table.place));
    throw error;
  }
}

const NONE = 'There is no table here: a <table> with rows and columns, and without fields or tables in it.';

/** @param {string} message @returns {never} */
function refuse(message) {
  throw new CardError({ code: 'no-table', message });
}

/**
 * Reads the requested table; otherwise the first marked as a data table; otherwise the first that makes a card.
 * @param {Found[]} tables @param {SourceOptions} options @param {Translate} translate
 */
async function choose(tables, { table, note, ...options }, translate) {
  if (!tables.length) refuse(NONE);
  if (table !== undefined && !tables[table - 1]) {
    refuse(`There is no table ${table} here: they are numbered from 1 to ${tables.length}.`);
  }
  const wanted = table === undefined ? tables : [tables[table - 1]];
  /** @type {{source: import('./made.js').Source, index: number} | undefined} */
  let best;
  /** @type {CardError | undefined} */
  let refused;
  for (const [index, found] of wanted.entries()) {
    const read = await attempt(found, options, translate);
    if (read instanceof CardError) refused ??= read;
    else if (read.isMarked || !best) best = { source: read.source, index };
    if (!(read instanceof CardError) && read.isMarked) break;
  }
  if (!best) throw refused;
  if (wanted.length > 1) note?.(`This is table ${best.index + 1} of ${tables.length}: --table chooses.`);
  return best.source;
}

/** Maximum elements beyond the tags of a document: browsers reopen unclosed elements in each paragraph. */
const MOST_REOPENED = 100_000;

/** Parses a document. @param {string} text @param {HtmlParser} parser */
function treeOf(text, { defaultTreeAdapter, parse }) {
  let left = MOST_REOPENED + text.split('<').length;
  let line = 1;
  /** @type {typeof defaultTreeAdapter} */
  const treeAdapter = {
    ...defaultTreeAdapter,
    createElement(...parts) {
      if (left-- > 0) return defaultTreeAdapter.createElement(...parts);
      const message = 'Elements that are not closed, such as <b>, are opened again too often here: close them.';
      throw new CardError({ code: 'too-large', message, line, column: 1 });
    },
    setNodeSourceCodeLocation(node, location) {
      line = location?.startLine ?? line;
      defaultTreeAdapter.setNodeSourceCodeLocation(node, location);
    },
  };
  return asDom(parse(text, { sourceCodeLocationInfo: true, treeAdapter }));
}

/**
 * @param {string} text of an HTML document or a part of one @param {SourceOptions} options
 * @returns {Promise<Source>}
 */
export const readHtml = async (text, options) =>
  choose(tablesIn(treeOf(text, await loadHtmlParser())), options, (place) => place);

/** @param {string} text */
const countBreaks = (text) => text.split('\n').length - 1;

/**
 * Returns a parser of GitHub's Markdown: URLs are links too. The engine decides which links are safe.
 * @param {MarkdownParser} MarkdownIt
 */
function parserOf(MarkdownIt) {
  const markdown = new MarkdownIt({ html: true, linkify: true });
  markdown.linkify.set({ fuzzyLink: false });
  markdown.validateLink = () => true;
  // A footnote of one word, `[^1]: word`, is no address of links.
  markdown.core.ruler.after('block', 'footnotes', ({ env }) => {
    for (const label of Object.keys(env.references ?? {})) if (label.startsWith('^')) delete env.references?.[label];
  });
  return markdown;
}

/**
 * Returns the HTML of one token.
 * @param {InstanceType<MarkdownParser>} markdown @param {import('markdown-it').Token[]} tokens @param {number} index
 */
function htmlOfToken({ options, renderer }, tokens, index) {
  const { type, children } = tokens[index];
  if (type === 'inline') return renderer.renderInline(children ?? [], options, {});
  const rule = renderer.rules[type];
  return rule ? rule(tokens, index, options, {}, renderer) : renderer.renderToken(tokens, index, options);
}

/**
 * Converts Markdown to HTML; also returns the source line of each line of it, from 1.
 * @param {InstanceType<MarkdownParser>} markdown @param {string} text
 */
function htmlOf(markdown, text) {
  const tokens = markdown.parse(text, {});
  /** @type {number[]} */
  const lines = [];
  let [html, from, line] = ['', 1, 1];
  for (const [index, { type, map }] of tokens.entries()) {
    if (map) line = map[0] + 1;
    const part = htmlOfToken(markdown, tokens, index);
    const count = countBreaks(part);
    const isAsWritten = type === 'html_block' || type === 'inline';
    for (let i = 0; i <= count; i++) lines[from + i] = line + (isAsWritten ? i : 0);
    html += part;
    from += count;
  }
  return { html, lines };
}

/** Front matter in YAML or TOML: the lines between the markers. */
const FRONT_MATTER = /^(---|\+\+\+)[ \t]*\n(?=[\w"'-]+[ \t]*[:=])([\s\S]*?)\n\1[ \t]*(?=\n|$)/;

/** Returns the title in front matter without its quotation marks. @param {string} said */
function titleOf(said) {
  const line = said.split('\n').find((line) => /^title[ \t]*[:=]/.test(line)) ?? '';
  const title = line.slice(line.search(/[:=]/) + 1).trim();
  return /^(["']).+\1$/.test(title) ? title.slice(1, -1) : title;
}

/** Replaces front matter by empty lines and returns its title. @param {string} text */
function postOf(text) {
  const lines = text.replace(/\r\n?/g, '\n');
  const [front = '', , said = ''] = FRONT_MATTER.exec(lines) ?? [];
  return { title: titleOf(said), body: front.replace(/[^\n]/g, '') + lines.slice(front.length) };
}

/** Returns the footnotes of Markdown, `[^name]: text`, by name. @param {string} text @returns {Map<string, string>} */
function footnotesIn(text) {
  const plain = text.replace(/^ {0,3}(```|~~~)[^\n]*\n[\s\S]*?^ {0,3}\1[^\n]*$/gm, '');
  return new Map(
    Array.from(plain.matchAll(/^ {0,3}\[\^([^\]\s]{1,50})\]:[ \t]+(.+)$/gm), ([, name, note]) => [name, note]),
  );
}

/**
 * Makes references to footnotes in the cells of a tree notes of these cells.
 * @param {Node} root @param {Map<string, string>} footnotes @param {(markdown: string) => string} toMarkup
 */
function placeFootnotes(root, footnotes, toMarkup) {
  /** @type {Map<string, string>} */
  const read = new Map();
  const noteNamed = (/** @type {string} */ name) => {
    const note = footnotes.get(name);
    if (note && !read.has(name)) read.set(name, toMarkup(note));
    return read.get(name);
  };
  for (const cell of footnotes.size ? nodesIn(root) : []) {
    if (cell.localName !== 'td') continue;
    /** @type {string[]} */
    const notes = [];
    for (const node of nodesIn(cell)) {
      if (node.parentNode?.localName === 'code') continue;
      node.data = node.data?.replace(
        / ?\[\^([^\]\s]{1,50})\]/g,
        (/** @type {string} */ mark, /** @type {string} */ name) => {
          const note = noteNamed(name);
          if (note) notes.push(note);
          return note ? '' : mark;
        },
      );
    }
    if (notes.length) cell.note = notes.join(' · ');
  }
}

/**
 * @param {string} text @param {SourceOptions} options
 * @returns {Promise<Source>}
 */
export async function readMarkdown(text, options) {
  const [MarkdownIt, parser] = await loadMarkdownParsers();
  const { title, body } = postOf(text);
  const markdown = parserOf(MarkdownIt);
  const { html, lines } = htmlOf(markdown, body);
  const toMarkup = (/** @type {string} */ text) =>
    linesOf(treeOf(markdown.renderInline(text, {}), parser))
      .map((line) => line.text)
      .join(' ');
  const translate = (/** @type {any} */ place) => ({
    ...place,
    ...(place?.line && { line: lines[place.line] ?? place.line, column: 1 }),
  });
  try {
    const tree = treeOf(`<title>${htmlText(title)}</title>${html}`, parser);
    placeFootnotes(tree, footnotesIn(body), toMarkup);
    return await choose(tablesIn(tree), options, translate);
  } catch (error) {
    const isOfParser = error instanceof CardError && error.code === 'too-large' && !error.path;
    throw isOfParser ? Object.assign(error, translate(error)) : error;
  }
}
