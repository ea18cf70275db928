/** The tables of HTML and Markdown files. */
import MarkdownIt from 'markdown-it';
import { parse } from 'parse5';
import { CardError } from '../error.js';
import { cardFromTable } from '../html-table.js';
import { titleIn } from '../markup.js';
import { htmlText } from './html.js';

/** @typedef {import('../sources.js').Made} Made */
/** @typedef {import('../markup.js').TreeNode} TreeNode */
/** @typedef {import('./sources.js').SourceOptions} SourceOptions */

/** Where a node stands in the HTML. @typedef {{line: number, column: number}} Place */
/** @typedef {TreeNode & {place?: Place, childNodes?: Node[]}} Node */
/** @typedef {{table: Node, heading: string, language: string}} Found a table, and what stands before it */

const ELEMENT = 1;
const TEXT = 3;
const COMMENT = 8;

/** Whether a table is there to lay out a page, or takes input. */
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
 * The nodes in a tree, in the order they stand, without recursion: a tree may be deep.
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

/** Gives parse5's nodes the names that the DOM has for the same. @param {any} root @returns {Node} */
function asDom(root) {
  for (const node of nodesIn(root)) {
    node.nodeType = typeOf(node);
    node.localName = node.tagName;
    node.data = node.value;
    node.place = placeOfNode(node);
    node.getAttribute = (/** @type {string} */ name) => {
      return node.attrs?.find((/** @type {any} */ attribute) => attribute.name === name)?.value ?? null;
    };
  }
  return root;
}

/** Whether a table may be one of data. @param {Node} table */
function mayBeData(table) {
  for (const node of nodesIn(table)) if (node !== table && NO_DATA.has(node.localName)) return false;
  return true;
}

/** The tables of a document, with its language, and the headings before them; its title is the first. @param {Node} document */
function tablesIn(document) {
  /** @type {Found[]} */
  const found = [];
  let [heading, language] = ['', ''];
  for (const node of nodesIn(document)) {
    const { localName } = node;
    if (localName === 'html') language = node.getAttribute('lang') ?? '';
    else if (/^h[1-6]$/.test(localName) || (localName === 'title' && !heading)) heading = titleIn([node]);
    else if (localName === 'table' && mayBeData(node)) found.push({ table: node, heading, language });
  }
  return found;
}

/** @typedef {import('../html-table.js').MadeOfTable} MadeOfTable */

/** @param {Found} found @param {SourceOptions} options @returns {MadeOfTable | CardError} */
function attempt({ table, heading, language }, { title, name }) {
  try {
    return cardFromTable(table, { caption: title, title: heading, file: name, language });
  } catch (error) {
    if (error instanceof CardError) return Object.assign(error, table.place);
    throw error;
  }
}

/** A BCP 47 tag, as far as the engine looks. */
const LANGUAGE = /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i;

const NONE = 'There is no table here: a <table> with rows and columns, and without fields or tables in it.';

/** @param {string} message @returns {never} */
function refuse(message) {
  throw new CardError({ code: 'no-table', message });
}

/**
 * The table that was asked for; else the first that says it is one of data, and for want of one the first that makes a
 * card at all.
 * @param {Found[]} tables @param {SourceOptions} options
 */
function choose(tables, { table, note, ...options }) {
  if (!tables.length) refuse(NONE);
  if (table !== undefined && !tables[table - 1]) {
    refuse(`There is no table ${table} here: they are numbered from 1 to ${tables.length}.`);
  }
  const wanted = table === undefined ? tables : [tables[table - 1]];
  const tried = wanted.map((found) => ({ found, made: attempt(found, options) }));
  const good = tried.filter(({ made }) => !(made instanceof CardError));
  const best = good.find(({ made }) => /** @type {MadeOfTable} */ (made).isMarked) ?? good[0];
  if (!best) throw tried[0].made;
  if (wanted.length > 1)
    note?.(`This is table ${wanted.indexOf(best.found) + 1} of ${tables.length}: --table chooses.`);
  return { found: best.found, made: /** @type {MadeOfTable} */ (best.made) };
}

/**
 * @param {string} text of an HTML document or a part of one @param {SourceOptions} options
 * @returns {Made}
 */
export function cardFromHtml(text, options) {
  const { made, found } = choose(tablesIn(asDom(parse(text, { sourceCodeLocationInfo: true }))), options);
  const { title, ...rest } = made.card;
  const lang = LANGUAGE.test(found.language) ? { lang: found.language } : {};
  return { card: { title, ...lang, ...rest }, placeOf: (path) => ({ ...found.table.place, ...made.placeOf(path) }) };
}

/** @param {string} text */
const countBreaks = (text) => text.split('\n').length - 1;

/** GitHub's Markdown: addresses are links too. Which links are safe the engine decides. */
const markdown = new MarkdownIt({ html: true, linkify: true });
markdown.linkify.set({ fuzzyLink: false });
markdown.validateLink = () => true;

/**
 * Markdown as HTML, and for each of its blocks where it starts in both.
 * @param {string} text
 */
function htmlOf(text) {
  const tokens = markdown.parse(text, {});
  const blocks = [];
  let [html, from, start] = ['', 1, 0];
  for (const [i, { level, nesting }] of tokens.entries()) {
    if (level || nesting > 0) continue; // the block goes on
    const { type, map } = tokens[start];
    blocks.push({ type, line: (map?.[0] ?? 0) + 1, from });
    const part = markdown.renderer.render(tokens.slice(start, i + 1), markdown.options, {});
    html += part;
    from += countBreaks(part);
    start = i + 1;
  }
  return { html, blocks };
}

/** The line of the Markdown that became a line of its HTML. @param {ReturnType<typeof htmlOf>['blocks']} blocks @param {number} line @param {number} row of a table, from 1 */
function lineOf(blocks, line, row) {
  const block = blocks.findLast(({ from }) => from <= line);
  if (!block) return line;
  if (block.type === 'html_block') return block.line + line - block.from;
  return block.line + (block.type === 'table_open' && row > 1 ? row : 0); // the second line is the rule below the head
}

/** What a post says about itself before it begins, in YAML or TOML: its lines, without those that enclose them. */
const FRONT_MATTER = /^(---|\+\+\+)[ \t]*\n(?=[\w"'-]+[ \t]*[:=])([\s\S]*?)\n\1[ \t]*(?=\n|$)/;

/** The title in front matter, without its quotation marks. @param {string} said */
function titleOf(said) {
  const line = said.split('\n').find((line) => /^title[ \t]*[:=]/.test(line)) ?? '';
  const title = line.slice(line.search(/[:=]/) + 1).trim();
  return /^(["']).+\1$/.test(title) ? title.slice(1, -1) : title;
}

/** The post without its front matter, each line where it was, and the title from there. @param {string} text */
function postOf(text) {
  const lines = text.replace(/\r\n?/g, '\n');
  const [front = '', , said = ''] = FRONT_MATTER.exec(lines) ?? [];
  return { title: titleOf(said), body: front.replace(/[^\n]/g, '') + lines.slice(front.length) };
}

/**
 * @param {string} text @param {SourceOptions} options
 * @returns {Made}
 */
export function cardFromMarkdown(text, options) {
  const { title, body } = postOf(text);
  const { html, blocks } = htmlOf(body);
  const translate = (/** @type {any} */ place) => {
    const row = Number(/^row (\d+)/.exec(place.path)?.[1] ?? 0);
    return { ...place, ...(place.line && { line: lineOf(blocks, place.line, row), column: 1 }) };
  };
  try {
    const { card, placeOf } = cardFromHtml(`<title>${htmlText(title)}</title>${html}`, options);
    return { card, placeOf: (/** @type {string} */ path) => translate(placeOf(path)) };
  } catch (error) {
    throw error instanceof CardError ? Object.assign(error, translate(error)) : error;
  }
}
