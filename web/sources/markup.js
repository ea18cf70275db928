/**
 * The content of a table cell as lines of inline markup (src/model/inline.h). It reads any tree whose nodes have the names of the
 * DOM: nodeType, localName, childNodes, getAttribute, data. Ordered bottom-up: elements, a line being read, styles that can
 * be written, writing.
 */

import { unclobbered } from '../page/dom.js';

/**
 * A line of a cell: what it says, and the same as inline markup.
 * @typedef {{plain: string, text: string}} Line
 */

/**
 * What is read of a node.
 * @typedef {object} TreeNode
 * @property {number} nodeType
 * @property {string} [localName]
 * @property {ArrayLike<TreeNode>} [childNodes]
 * @property {(name: string) => string | null} [getAttribute]
 * @property {string} [data]
 * @property {{line: number, column: number}} [place] where it stands in its file, in a tree that knows
 */

/**
 * @typedef {object} Style
 * @property {boolean} strong
 * @property {boolean} em
 * @property {boolean} code
 * @property {string} href of the link around it; empty where there is none
 * @property {'sup' | 'sub'} [raised] the element in which digits stand high or low
 */

/** A piece of a line in one style. @typedef {Style & {text: string}} Piece */

/** @type {Style} */
const PLAIN = { strong: false, em: false, code: false, href: '' };

const ELEMENT = 1;
const TEXT = 3;

/** What no reader sees, and fields, whose content is not text. */
const SILENT = new Set(
  'script style template noscript head title textarea select datalist audio video canvas object iframe annotation'.split(
    ' ',
  ),
);

/** What starts a line of its own. */
const BLOCKS = new Set(
  'address article aside blockquote dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul'.split(
    ' ',
  ),
);

/** @param {TreeNode} node @param {string} name */
export const attribute = (node, name) => node.getAttribute?.(name) ?? '';

/** Whether a node is a form, whose fields may take the place of its properties. @param {unknown} node */
const isForm = (node) => Boolean(globalThis.HTMLFormElement && node instanceof HTMLFormElement);

/** Returns the children of a node. @param {TreeNode} node @returns {TreeNode[]} */
const childrenOf = (node) =>
  Array.from(node.childNodes ?? [], (child) => (isForm(child) ? unclobbered(/** @type {any} */ (child)) : child));

/** @param {TreeNode} node @param {string} [name] of the elements wanted; all of them for want of one */
export const elementsIn = (node, name) =>
  childrenOf(node).filter((child) => child.nodeType === ELEMENT && (!name || child.localName === name));

/** The most characters of a title, and the most nodes that are looked at for it: what is longer is a text. */
const LONGEST_TITLE = 500;
const MOST_NODES = 1000;

/** The start of the text in nodes, with single spaces. @param {(TreeNode | null | undefined)[]} nodes */
export function titleIn(nodes) {
  /** @type {Iterator<TreeNode | null | undefined>[]} */
  const todo = [nodes.values()];
  let text = '';
  for (let count = 0; todo.length && count < MOST_NODES && text.length < LONGEST_TITLE; count++) {
    const { value: node, done } = /** @type {Iterator<TreeNode | null | undefined>} */ (todo.at(-1)).next();
    if (done) todo.pop();
    else if (node?.nodeType === TEXT) text += node.data?.slice(0, LONGEST_TITLE);
    else if (node?.childNodes) todo.push(Array.prototype.values.call(node.childNodes));
    if (todo.length === 1) text += ' ';
  }
  return text.slice(0, LONGEST_TITLE).replace(/\s+/g, ' ').trim();
}

/** Whether the markup itself hides an element. @param {TreeNode} node */
export const isHidden = (node) =>
  node.getAttribute?.('hidden') != null || /(?:^|;)\s*display\s*:\s*none/i.test(attribute(node, 'style'));

/** What stands for an element that shows no text: an image, an icon. @param {TreeNode} node */
function substituteOf(node) {
  if (node.localName === 'img') return attribute(node, 'alt');
  if (node.localName === 'svg') {
    const [title] = elementsIn(node, 'title');
    return attribute(node, 'aria-label') || Array.from(title?.childNodes ?? [], ({ data }) => data ?? '').join('');
  }
  if (attribute(node, 'role') === 'img') return attribute(node, 'aria-label') || undefined;
}

/** Whether an element's own CSS sets a property to one of some values; undefined where it does not say. @param {string} css @param {string} property @param {RegExp} values */
function isSet(css, property, values) {
  const [, value] = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;\\s]+)`, 'i').exec(css) ?? [];
  return value === undefined ? undefined : values.test(value);
}

/** The style of what is in an element. @param {TreeNode} node @param {Style} around @returns {Style} */
function styleIn(node, around) {
  const name = node.localName ?? '';
  const css = attribute(node, 'style');
  return {
    strong: isSet(css, 'font-weight', /^(?:bold|[6-9]00)/i) ?? (around.strong || name === 'b' || name === 'strong'),
    em: isSet(css, 'font-style', /^(?:italic|oblique)/i) ?? (around.em || name === 'i' || name === 'em'),
    code: around.code || ['code', 'kbd', 'samp', 'tt'].includes(name),
    href: (name === 'a' && attribute(node, 'href').trim()) || around.href,
    raised: name === 'sup' || name === 'sub' ? name : around.raised,
  };
}

/** Characters in the order of those of the same meaning that stand high, and low. */
const DIGITS = '0123456789+-−=';
const RAISED = /** @type {const} */ ({ sup: '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼', sub: '₀₁₂₃₄₅₆₇₈₉₊₋₋₌' });

/** Digits as they stand in an element: 10<sup>6</sup> is not 106, nor 5<sup>1</sup>, with a note, 51. @param {string} text @param {Style['raised']} raised */
const raise = (text, raised) =>
  raised ? text.replace(/[\d+=−-]/g, (digit) => RAISED[raised][DIGITS.indexOf(digit)]) : text;

/** @param {Piece} a @param {Piece} b */
const isAlike = (a, b) => a.strong === b.strong && a.em === b.em && a.code === b.code && a.href === b.href;

/** White space as HTML has it: a no-break space is none. */
const SPACES = /[ \t\n\r\f]+/g;

/** A text whose white space is single spaces, in parts: a space at either end is a part of its own. @param {string} text */
function partsOf(text) {
  const middle = text.slice(Number(text.startsWith(' ')), text.length - Number(text.endsWith(' ')));
  if (!middle) return text ? [' '] : [];
  return [...(text.startsWith(' ') ? [' '] : []), middle, ...(text.endsWith(' ') ? [' '] : [])];
}

/** The lines of a cell while they are read. Each is a list of texts and single spaces, in their styles. */
class Lines {
  /** @type {Piece[][]} */
  list = [[]];

  /** @param {string} text @param {Style} style */
  add(text, style) {
    const line = /** @type {Piece[]} */ (this.list.at(-1));
    for (const part of partsOf(raise(text, style.raised).replace(SPACES, ' '))) {
      if (part !== ' ' || (line.length && line.at(-1)?.text !== ' ')) line.push({ ...style, text: part });
    }
  }

  break() {
    const line = this.list.at(-1);
    if (line?.at(-1)?.text === ' ') line.pop();
    if (line?.length) this.list.push([]);
  }
}

/** A mark in the list of what is still to be read: here a line ends. */
const BREAK = null;

/**
 * Reads a cell without recursion, for a tree may be deep.
 * @param {TreeNode} cell @param {boolean} hasIcons whether what is hidden from screen readers counts
 */
function readLines(cell, hasIcons) {
  const lines = new Lines();
  /** @type {[TreeNode | typeof BREAK, Style][]} */
  const todo = [];
  const enter = (/** @type {TreeNode} */ node, /** @type {Style} */ style) => {
    for (const child of childrenOf(node).reverse()) todo.push([child, style]);
  };
  enter(cell, PLAIN);
  for (let next = todo.pop(); next; next = todo.pop()) {
    const [node, style] = next;
    if (node === BREAK) lines.break();
    else if (node.nodeType === TEXT) lines.add(node.data ?? '', style);
    else if (node.nodeType === ELEMENT && !SILENT.has(node.localName ?? '') && !isHidden(node)) {
      if (!hasIcons && attribute(node, 'aria-hidden') === 'true') continue;
      const substitute = substituteOf(node);
      const isBlock = BLOCKS.has(node.localName ?? '');
      if (node.localName === 'br' || isBlock) lines.break();
      if (isBlock) todo.push([BREAK, style]);
      if (node.localName === 'td' || node.localName === 'th') lines.add(' ', style);
      if (substitute === undefined) enter(node, styleIn(node, style));
      else lines.add(substitute, styleIn(node, style));
    }
  }
  lines.break();
  return lines.list.filter((line) => line.length);
}

/** Code beside code is one span: it has one style. @param {Piece[]} line */
function styleCode(line) {
  /** @type {Piece | undefined} */
  let last;
  return line.map((piece) => {
    const { strong, em } = last?.code && piece.code && last.href === piece.href ? last : piece;
    last = { ...piece, strong, em };
    return last;
  });
}

/** Takes styles from white space at their ends, and at those of links: markup cannot end in it. @param {Piece[]} line @returns {Piece[]} */
function settleSpaces(line) {
  return line.map((piece, i) => {
    if (piece.text !== ' ') return piece;
    const [before, after] = [line[i - 1] ?? PLAIN, line[i + 1] ?? PLAIN];
    const isInside = before.href === after.href && piece.href === after.href;
    const has = (/** @type {'strong' | 'em' | 'code'} */ style) =>
      isInside && piece[style] && before[style] && after[style];
    return { text: ' ', strong: has('strong'), em: has('em'), code: has('code'), href: isInside ? piece.href : '' };
  });
}

/** Neighbours of one style in one piece. @param {Piece[]} line @returns {Piece[]} */
function joinAlike(line) {
  /** @type {Piece[]} */
  const joined = [];
  for (const piece of line) {
    const last = joined.at(-1);
    if (last && isAlike(last, piece)) last.text += piece.text;
    else joined.push({ ...piece });
  }
  return joined;
}

/** @typedef {'strong' | 'em'} Mark a style that runs of * make */

const MARKS = { strong: '**', em: '*' };

/** Whether a piece has a style that cannot be told from the end of another beside it. @param {Mark[]} order @param {Piece} piece @param {Piece} [near] */
const collides = ([outer, inner], piece, near) => Boolean(piece[inner] && !piece[outer] && near?.[outer]);

/** @param {Piece[]} pieces @param {Mark[]} order */
const collisionsIn = (pieces, order) =>
  pieces.map((piece, i) => collides(order, piece, pieces[i - 1]) || collides(order, piece, pieces[i + 1]));

/** The style to write around the other: the one that has the other within it. @param {Piece[]} pieces @returns {Mark[]} */
function orderOf(pieces) {
  const count = (/** @type {Mark[]} */ order) => collisionsIn(pieces, order).filter(Boolean).length;
  return count(['strong', 'em']) > count(['em', 'strong']) ? ['em', 'strong'] : ['strong', 'em'];
}

/** The parts of a text again. @param {Piece} piece @returns {Piece[]} */
const splitSpaces = (piece) => (piece.code ? [piece] : partsOf(piece.text).map((text) => ({ ...piece, text })));

/** Ends the inner style where the outer one begins or ends, if both would there. @param {Piece[]} pieces @param {Mark[]} order */
function partStyles(pieces, order) {
  const collisions = collisionsIn(pieces, order);
  const parted = pieces.map((piece, i) => (collisions[i] ? { ...piece, [order[1]]: false } : piece));
  return joinAlike(settleSpaces(parted.flatMap(splitSpaces)));
}

/** Literal text: what the markup would read as its own is escaped, but for _ inside a word, which means nothing. @param {string} text */
const escapeText = (text) => text.replace(/[\\`*[\]]|(?<![\p{L}\p{Nd}])_|_(?![\p{L}\p{Nd}])/gu, '\\$&');

/** @param {string} text */
function writeCode(text) {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(text) && text.trim() ? ' ' : '';
  return fence + pad + text + pad + fence;
}

/** An address in which nothing ends it. @param {string} href */
const writeAddress = (href) =>
  href.replace(/[\s<>()\\\p{Cc}]/gu, (char) =>
    char === '(' ? '%28' : char === ')' ? '%29' : encodeURIComponent(char),
  );

/** Whether a character makes a word, for the markup; the ends of a line are spaces. */
const isWord = (char = ' ') => /[\p{L}\p{Nd}\p{M}]/u.test(char);

/** Whether anything may stand beside a character. */
const isFree = (char = ' ') => /[\s!-/:-@[-`{-~]/.test(char);

/** The first character of a text. @param {string} text */
const firstIn = (text) => String.fromCodePoint(text.codePointAt(0) ?? 32);

/** The last one. @param {string} text */
const lastIn = (text) => [...text.slice(-2)].at(-1);

/**
 * Whether a mark can stand between a character outside and one inside: whether it is read as one (CommonMark 0.31.2, 6.2).
 * Within another style it must not be able to end that.
 * @param {Piece} piece the one inside @param {boolean} isWithin @param {string} [inside] @param {string} [outside]
 */
function canStand(piece, isWithin, inside, outside = ' ') {
  const isByWord = isWord(inside) && !piece.code;
  return isWithin ? outside === ' ' || (isByWord && isFree(outside)) : isByWord || isFree(outside);
}

/** The pieces in runs that are alike in something. @template T @param {Piece[]} pieces @param {(piece: Piece) => T} key */
function runsBy(pieces, key) {
  /** @type {Piece[][]} */
  const runs = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last && key(last[0]) === key(piece)) last.push(piece);
    else runs.push([piece]);
  }
  return runs;
}

/** @param {Piece[]} pieces */
const writePlain = (pieces) => pieces.map(({ text, code }) => (code ? writeCode(text) : escapeText(text))).join('');

/**
 * Writes pieces with the marks of the styles named, the first around the others.
 * @param {Piece[]} pieces @param {Mark[]} styles @param {boolean} isWithin whether a style is around them
 * @param {string} [before] the character before them @param {string} [after] the one behind
 * @returns {string}
 */
function writeStyled(pieces, [style, ...others], isWithin, before, after) {
  if (!style) return writePlain(pieces);
  const runs = runsBy(pieces, (piece) => piece[style]);
  const end = runs.length - 1;
  const written = runs.map((run, i) => {
    const [first] = run;
    const last = /** @type {Piece} */ (run.at(-1));
    const left = i ? lastIn(runs[i - 1].at(-1)?.text ?? '') : before;
    const right = i < end ? firstIn(runs[i + 1][0].text) : after;
    const canStart = canStand(first, isWithin && i > 0, firstIn(first.text), left);
    const isMarked = first[style] && canStart && canStand(last, isWithin && i < end, lastIn(last.text), right);
    const mark = isMarked ? MARKS[style] : '';
    return mark + writeStyled(run, others, isWithin || isMarked, left, right) + mark;
  });
  return written.join('');
}

/** Writes pieces of one link, or of none. @param {Piece[]} pieces @param {string} [before] @param {string} [after] */
function writeRun(pieces, before, after) {
  if (!pieces.some(({ strong, em }) => strong || em)) return writePlain(pieces);
  const order = orderOf(pieces);
  return writeStyled(partStyles(pieces, order), order, false, before, after);
}

/** @param {Piece[]} line @returns {string} */
function writeLine(line) {
  const runs = runsBy(line, ({ href }) => href);
  const written = runs.map((run, i) => {
    const [{ href }] = run;
    if (href) return `[${writeRun(run, '[', ']')}](${writeAddress(href)})`;
    return writeRun(run, i ? ')' : undefined, i < runs.length - 1 ? '[' : undefined);
  });
  return written.join('');
}

/** What is no text even where it stands alone. */
const BLANK = /^[\s\u200b]*$/;

/** The lines of a cell. @param {TreeNode} cell @returns {(Line & {pieces: Piece[]})[]} */
export function linesOf(cell) {
  const spoken = readLines(cell, false);
  const lines = spoken.length ? spoken : readLines(cell, true);
  return lines
    .map((line) => {
      const pieces = joinAlike(settleSpaces(styleCode(line)));
      return { plain: pieces.map(({ text }) => text).join(''), text: writeLine(pieces), pieces };
    })
    .filter(({ plain }) => !BLANK.test(plain));
}
