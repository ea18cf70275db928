/**
 * Converts the content of a table cell to lines of inline markup (src/model/inline.h). Reads any tree with the DOM's
 * property names: nodeType, localName, childNodes, getAttribute, data. Order of the file: elements, reading lines,
 * settling styles, writing.
 */

import { unclobbered } from '../page/dom.js';

/**
 * A line of a cell as plain text and as inline markup.
 * @typedef {{plain: string, text: string}} Line
 */

/**
 * The properties of a node that are read.
 * @typedef {object} TreeNode
 * @property {number} nodeType
 * @property {string} [localName]
 * @property {ArrayLike<TreeNode>} [childNodes]
 * @property {(name: string) => string | null} [getAttribute]
 * @property {string} [data]
 * @property {{line: number, column: number}} [place] its position in the file, if known
 * @property {string} [note] of a cell: inline markup
 * @property {boolean} [isUndisplayed] true if a style sheet hides it, for trees without layout
 */

/**
 * @typedef {object} Style
 * @property {boolean} strong
 * @property {boolean} em
 * @property {boolean} struck
 * @property {boolean} code
 * @property {string} href of the link around it; empty if none
 * @property {'sup' | 'sub'} [raised] the element that raises or lowers digits
 */

/**
 * A run of a line in one style. `isSubstitute`: it describes an image. `hasPairs`: tildes of its line may meet.
 * @typedef {Style & {text: string, isSubstitute?: boolean, hasPairs?: boolean}} Piece
 */

/** @type {Style} */
const PLAIN = { strong: false, em: false, struck: false, code: false, href: '' };

const ELEMENT = 1;
const TEXT = 3;

/** Elements without visible text, and fields, whose content is not text. */
const SILENT = new Set(
  'script style template noscript head title textarea select datalist audio video canvas object iframe annotation'.split(
    ' ',
  ),
);

/** Elements that start a new line. */
const BLOCKS = new Set(
  'address article aside blockquote dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr ul'.split(
    ' ',
  ),
);

/** @param {TreeNode} node @param {string} name */
export const attribute = (node, name) => node.getAttribute?.(name) ?? '';

/** Returns true for a form, whose fields may shadow its properties. @param {unknown} node */
const isForm = (node) => Boolean(globalThis.HTMLFormElement && node instanceof HTMLFormElement);

/** Returns the children of a node. @param {TreeNode} node @returns {TreeNode[]} */
const childrenOf = (node) =>
  Array.from(node.childNodes ?? [], (child) => (isForm(child) ? unclobbered(/** @type {any} */ (child)) : child));

/** @param {TreeNode} node @param {string} [name] of the elements; default all */
export const elementsIn = (node, name) =>
  childrenOf(node).filter((child) => child.nodeType === ELEMENT && (!name || child.localName === name));

/** Maximum characters of a title, and maximum nodes searched for it. */
const LONGEST_TITLE = 500;
const MOST_NODES = 1000;

/** Returns the start of the nodes' text, with single spaces. @param {(TreeNode | null | undefined)[]} nodes */
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

/** Classes of texts for screen readers alone. */
const SPOKEN = /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|a11y-hidden|hidden-visually)(?:$|\s)/i;

/**
 * Returns whether an element of a page is displayed: `hidden`, or only `spoken` by screen readers.
 * @param {CSSStyleDeclaration} style @param {Element} element
 */
function seenBy({ display, visibility, position, clip, clipPath, width }, element) {
  const isSeenAround = () => {
    const { parentElement } = unclobbered(element);
    return parentElement && getComputedStyle(parentElement).visibility === 'visible';
  };
  if (display === 'none' || (visibility !== 'visible' && isSeenAround())) return 'hidden';
  const isTiny =
    Number.parseFloat(width) <= 1 || /^rect\((?:[01]px,? ?)+\)/.test(clip) || /^inset\((?:50|100)%/.test(clipPath);
  return position === 'absolute' && isTiny ? 'spoken' : '';
}

/** Returns `hidden` for an element that is not displayed, `spoken` for one that only screen readers read, otherwise ''. @param {TreeNode} node */
function hiding(node) {
  const isUnseen =
    node.getAttribute?.('hidden') != null ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribute(node, 'style'));
  if (isUnseen || node.isUndisplayed) return 'hidden';
  if (SPOKEN.test(attribute(node, 'class'))) return 'spoken';
  if (!globalThis.Element || !(node instanceof Element) || !node.isConnected) return '';
  const element = /** @type {Element} */ (node.valueOf()); // of a form, which is unclobbered, the form itself
  return seenBy(getComputedStyle(element), element);
}

/** Returns true if an element is not displayed. @param {TreeNode} node */
export const isHidden = (node) => hiding(node) === 'hidden';

/** @param {string} words */
const named = (words) => new RegExp(`(?:^|[-_./ ])(?:${words})(?:$|[-_.\\d ])`, 'i');
const YES = 'check|checked|checkmark|tick|yes|ok|true';
const NO = 'cross|xmark|times|no|remove|false';

/** Signs, and the words for them in the class of an icon. */
const ICONS = /** @type {const} */ ([
  ['✗', named(`(?:not?|un)[-_]?(?:${YES})`)],
  ['✓', named(YES)],
  ['✗', named(NO)],
]);

/** Returns the sign that the class of an icon stands for; '' if unknown. @param {string} name */
const signOfClass = (name) => ICONS.find(([, words]) => words.test(name))?.[0] ?? '';

/** Words in the names of files: how the picture looks, and what says yes, no and the contrary. */
const LOOKS = /^(?:icons?|ico|mark|sign|symbol|circle|solid|green|red|gr[ae]y|small|large|x|px|newly)$/;
const DONE = new RegExp(`^(?:${YES}|done|finished|completed?|available|supported|included|enabled)$`);
const UNDONE = new RegExp(`^(?:${NO}|un(?:checked|done|finished|available|supported)|incomplete|missing|disabled)$`);
const CONTRARY = /^(?:not?|non|never|without|partly|partially|half|almost|nearly)$/;

/** Returns the sign that a file is named after: its last word, with one other before it; '' if unknown. @param {string} name */
function signOfFile(name) {
  const words = name
    .toLowerCase()
    .replace(/\.[a-z]+$/, '')
    .split(/[^a-z]+/)
    .filter((word) => word && !LOOKS.test(word));
  const last = words.pop() ?? '';
  const isContrary = /^not?$/.test(words.at(-1) ?? '') && Boolean(words.pop());
  if (words.length > 1 || words.some((word) => CONTRARY.test(word))) return '';
  if (DONE.test(last)) return isContrary ? '✗' : '✓';
  return UNDONE.test(last) && !isContrary ? '✗' : '';
}

/** Returns the text of an image: its description; without one, its title, or the sign that its file is named after. @param {TreeNode} image */
function textOfImage(image) {
  const file = attribute(image, 'src').replace(/[?#].*/s, '');
  const name = file.startsWith('data:') ? '' : file.slice(file.lastIndexOf('/') + 1).slice(0, 100);
  return attribute(image, 'alt') || attribute(image, 'title') || signOfFile(name);
}

/** Returns true for an icon of a font: an empty element with a class. @param {TreeNode} node */
const isIcon = (node) => /^(?:i|span)$/.test(node.localName ?? '') && !node.childNodes?.length;

/** Returns the text of a link that shows none: its label, otherwise its address. @param {TreeNode} link */
function textOfLink(link) {
  const href = attribute(link, 'href').trim();
  if (!href || titleIn([link]) || imagesIn(link).some(textOfImage)) return;
  return attribute(link, 'aria-label') || attribute(link, 'title') || href.replace(/^https?:\/\//i, '').slice(0, 60);
}

/** Returns the images in an element, not searching far. @param {TreeNode} node */
function imagesIn(node) {
  const todo = [node];
  for (let i = 0; i < todo.length && i < MOST_NODES; i++) todo.push(...elementsIn(todo[i]));
  return todo.filter(({ localName }) => localName === 'img' || localName === 'svg');
}

/** Returns the text alternative of an image, icon or link without a text. @param {TreeNode} node */
function substituteOf(node) {
  if (node.localName === 'img') return textOfImage(node);
  if (node.localName === 'a') return textOfLink(node);
  if (isIcon(node) && attribute(node, 'class'))
    return attribute(node, 'aria-label') || signOfClass(attribute(node, 'class'));
  if (node.localName === 'svg') {
    const [title] = elementsIn(node, 'title');
    return attribute(node, 'aria-label') || Array.from(title?.childNodes ?? [], ({ data }) => data ?? '').join('');
  }
  if (attribute(node, 'role') === 'img') return attribute(node, 'aria-label') || undefined;
}

/**
 * Returns true if an element's own CSS sets a property to one of some values; undefined if it does not set it.
 * @param {string} css @param {string} property @param {RegExp} values
 */
function isSet(css, property, values) {
  const [, value] = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;\\s]+)`, 'i').exec(css) ?? [];
  return value === undefined ? undefined : values.test(value);
}

/** Values of font-weight that are bold. */
const BOLD = /^(?:bold|[6-9]00)/i;

/** Returns true if a cell is bold by its style, or by a style sheet and its table is not. @param {TreeNode} cell */
export function isBold(cell) {
  const own = isSet(attribute(cell, 'style'), 'font-weight', BOLD);
  if (own !== undefined || !globalThis.Element || !(cell instanceof Element) || !cell.isConnected) return Boolean(own);
  const table = /** @type {Element} */ (cell.closest('table'));
  const [weight, around] = [cell, table].map((element) => Number(getComputedStyle(element).fontWeight));
  return weight >= 600 && around < 600;
}

/** Returns true for a reference mark, such as [1]. @param {TreeNode} node */
const isReference = (node) => titleIn([node]).startsWith('[');

/** Returns the style inside an element. @param {TreeNode} node @param {Style} around @returns {Style} */
function styleIn(node, around) {
  const name = node.localName ?? '';
  const css = attribute(node, 'style');
  return {
    strong: isSet(css, 'font-weight', BOLD) ?? (around.strong || name === 'b' || name === 'strong'),
    em: isSet(css, 'font-style', /^(?:italic|oblique)/i) ?? (around.em || name === 'i' || name === 'em'),
    struck:
      around.struck ||
      ['s', 'del', 'strike'].includes(name) ||
      /(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through/i.test(css),
    code: around.code || ['code', 'kbd', 'samp', 'tt'].includes(name),
    href: (name === 'a' && attribute(node, 'href').trim()) || around.href,
    raised: (name === 'sup' || name === 'sub') && !isReference(node) ? name : around.raised,
  };
}

/** Characters with a superscript and a subscript form, in the same order. */
const DIGITS = '0123456789+-−=';
const RAISED = /** @type {const} */ ({ sup: '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼', sub: '₀₁₂₃₄₅₆₇₈₉₊₋₋₌' });

/**
 * Converts digits in <sup> and <sub>: otherwise 10<sup>6</sup> would become 106, and 5 with note 1 would become 51.
 * @param {string} text @param {Style['raised']} raised
 */
const raise = (text, raised) =>
  raised ? text.replace(/[\d+=−-]/g, (digit) => RAISED[raised][DIGITS.indexOf(digit)]) : text;

/** @param {Piece} a @param {Piece} b */
const isAlike = (a, b) =>
  a.strong === b.strong && a.em === b.em && a.struck === b.struck && a.code === b.code && a.href === b.href;

/** White space of HTML, without the no-break space. */
const SPACES = /[ \t\n\r\f]+/g;

/** Splits a text with single spaces so that a space at either end is a part of its own. @param {string} text */
function partsOf(text) {
  const middle = text.slice(Number(text.startsWith(' ')), text.length - Number(text.endsWith(' ')));
  if (!middle) return text ? [' '] : [];
  return [...(text.startsWith(' ') ? [' '] : []), middle, ...(text.endsWith(' ') ? [' '] : [])];
}

/**
 * Makes a piece. Every piece has these properties in this order: engines of JavaScript copy such objects fast.
 * @param {Style} style @param {string} text @param {boolean} [isSubstitute] @param {boolean} [hasPairs] @returns {Piece}
 */
const pieceOf = ({ strong, em, struck, code, href }, text, isSubstitute = false, hasPairs = false) => ({
  strong,
  em,
  struck,
  code,
  href,
  text,
  isSubstitute,
  hasPairs,
});

/** Returns a copy with another text. @param {Piece} piece @param {string} text */
const withText = (piece, text) => pieceOf(piece, text, piece.isSubstitute, piece.hasPairs);

/** The lines of a cell: lists of texts and single spaces with their styles. */
class Lines {
  /** @type {Piece[][]} */
  list = [[]];

  /** @param {string} text @param {Style} style @param {boolean} [isSubstitute] */
  add(text, style, isSubstitute) {
    const line = /** @type {Piece[]} */ (this.list.at(-1));
    for (const part of partsOf(raise(text, style.raised).replace(SPACES, ' '))) {
      if (part !== ' ' || (line.length && line.at(-1)?.text !== ' ')) line.push(pieceOf(style, part, isSubstitute));
    }
  }

  break() {
    const line = this.list.at(-1);
    if (line?.at(-1)?.text === ' ') line.pop();
    if (line?.length) this.list.push([]);
  }
}

/** Ends a line, in the list of nodes to read. */
const BREAK = null;

/**
 * Reads a cell without recursion, since a tree may be deep.
 * @param {TreeNode} cell
 * @param {boolean} isSpoken includes texts for screen readers alone
 * @param {boolean} hasIcons includes what is hidden from screen readers
 */
function readLines(cell, isSpoken, hasIcons) {
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
    else if (node.nodeType === ELEMENT && !SILENT.has(node.localName ?? '')) {
      if (!hasIcons && attribute(node, 'aria-hidden') === 'true') continue;
      const hidden = hiding(node);
      if (hidden === 'hidden' || (hidden && !isSpoken)) continue;
      const substitute = substituteOf(node);
      const isBlock = BLOCKS.has(node.localName ?? '');
      if (node.localName === 'br' || isBlock) lines.break();
      if (isBlock) todo.push([BREAK, style]);
      if (node.localName === 'td' || node.localName === 'th') lines.add(' ', style);
      if (substitute === undefined) enter(node, styleIn(node, style));
      else lines.add(substitute, styleIn(node, style), true);
    }
  }
  lines.break();
  return lines.list.filter((line) => line.length);
}

/** Gives adjacent code one style, since it is one span. @param {Piece[]} line */
function styleCode(line) {
  /** @type {Piece | undefined} */
  let last;
  return line.map((piece) => {
    const continues = last?.code && piece.code && last.href === piece.href;
    last = continues && last ? pieceOf(last, piece.text, piece.isSubstitute) : piece;
    return last;
  });
}

/**
 * Removes styles and links from white space at their ends: markup cannot end in it.
 * @param {Piece[]} line @returns {Piece[]}
 */
function settleSpaces(line) {
  return line.map((piece, i) => {
    if (piece.text !== ' ') return piece;
    const [before, after] = [line[i - 1] ?? PLAIN, line[i + 1] ?? PLAIN];
    const isInside = before.href === after.href && piece.href === after.href;
    const has = (/** @type {'strong' | 'em' | 'struck' | 'code'} */ style) =>
      isInside && piece[style] && before[style] && after[style];
    const styles = { strong: has('strong'), em: has('em'), struck: has('struck'), code: has('code') };
    return pieceOf({ ...styles, href: isInside ? piece.href : '' }, ' ', false, piece.hasPairs);
  });
}

/** Joins neighbours with the same style. @param {Piece[]} line @returns {Piece[]} */
function joinAlike(line) {
  /** @type {Piece[]} */
  const joined = [];
  for (const piece of line) {
    const last = joined.at(-1);
    if (last && isAlike(last, piece)) {
      last.text += piece.text;
      last.isSubstitute &&= piece.isSubstitute;
    } else joined.push(withText(piece, piece.text));
  }
  return joined;
}

/** @typedef {'strong' | 'em'} Mark a style made by runs of * */

const MARKS = { strong: '**', em: '*' };

/**
 * Returns true if a style of the piece cannot be told from the end of its neighbour's.
 * @param {Mark[]} order @param {Piece} piece @param {Piece} [near]
 */
const collides = ([outer, inner], piece, near) => Boolean(piece[inner] && !piece[outer] && near?.[outer]);

/** @param {Piece[]} pieces @param {Mark[]} order */
const collisionsIn = (pieces, order) =>
  pieces.map((piece, i) => collides(order, piece, pieces[i - 1]) || collides(order, piece, pieces[i + 1]));

/** Returns the style to write outside: the one that contains the other. @param {Piece[]} pieces @returns {Mark[]} */
function orderOf(pieces) {
  const count = (/** @type {Mark[]} */ order) => collisionsIn(pieces, order).filter(Boolean).length;
  return count(['strong', 'em']) > count(['em', 'strong']) ? ['em', 'strong'] : ['strong', 'em'];
}

/** Splits a text into its parts again. @param {Piece} piece @returns {Piece[]} */
const splitSpaces = (piece) => (piece.code ? [piece] : partsOf(piece.text).map((text) => withText(piece, text)));

/** Ends the inner style at the ends of the outer one if they would coincide. @param {Piece[]} pieces @param {Mark[]} order */
function partStyles(pieces, order) {
  const collisions = collisionsIn(pieces, order);
  const parted = pieces.map((piece, i) => (collisions[i] ? { ...piece, [order[1]]: false } : piece));
  return joinAlike(settleSpaces(parted.flatMap(splitSpaces)));
}

/** Escapes markup, except _ inside a word, which has no meaning. @param {string} text */
const escapeText = (text) =>
  !/[\\`*[\]_]/.test(text) ? text : text.replace(/[\\`*[\]]|(?<![\p{L}\p{Nd}])_|_(?![\p{L}\p{Nd}])/gu, '\\$&');

/** @param {string} text */
function writeCode(text) {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(text) && text.trim() ? ' ' : '';
  return fence + pad + text + pad + fence;
}

/** Escapes characters that would end a URL. @param {string} href */
const writeAddress = (href) =>
  href.replace(/[\s<>()\\\p{Cc}]/gu, (char) =>
    char === '(' ? '%28' : char === ')' ? '%29' : encodeURIComponent(char),
  );

/** Returns true for characters of words; the ends of a line count as spaces. */
const isWord = (char = ' ') => /[\p{L}\p{Nd}\p{M}]/u.test(char);

/** Returns true if emphasis may start or end next to the character. */
const isFree = (char = ' ') => /[\s!-/:-@[-`{-~]/.test(char);

/** @param {string} text */
const firstIn = (text) => String.fromCodePoint(text.codePointAt(0) ?? 32);

/** @param {string} text */
const lastIn = (text) => [...text.slice(-2)].at(-1);

/**
 * Returns true if a delimiter between two characters is read as one (CommonMark 0.31.2, 6.2): not next to white space
 * inside, such as a no-break space. Within another style, it must not be able to end that style.
 * @param {Piece} piece the piece inside @param {boolean} isWithin @param {string} [inside] @param {string} [outside]
 */
function canStand(piece, isWithin, inside = ' ', outside = ' ') {
  if (!piece.code && /\s/.test(inside)) return false;
  const isByWord = isWord(inside) && !piece.code;
  return isWithin ? outside === ' ' || (isByWord && isFree(outside)) : isByWord || isFree(outside);
}

/** Groups adjacent pieces with the same key. @template T @param {Piece[]} pieces @param {(piece: Piece) => T} key */
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

/** Writes a piece without its style. One tilde alone has no meaning. @param {Piece} piece */
function writePiece({ text, code, hasPairs }) {
  if (code) return writeCode(text);
  return hasPairs ? escapeText(text).replaceAll('~', '\\~') : escapeText(text);
}

/** @param {Piece[]} pieces */
const writePlain = (pieces) => pieces.map(writePiece).join('');

/**
 * Writes pieces with the delimiters of some styles, the first outermost.
 * @param {Piece[]} pieces @param {Mark[]} styles @param {boolean} isWithin true inside another style
 * @param {string} [before] the character before them @param {string} [after] the character after them
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

/** Writes pieces of one link that are all struck out, or none of them. @param {Piece[]} pieces @param {string} [before] @param {string} [after] */
function writeEmphasis(pieces, before, after) {
  if (!pieces.some(({ strong, em }) => strong || em)) return writePlain(pieces);
  const order = orderOf(pieces);
  return writeStyled(partStyles(pieces, order), order, false, before, after);
}

/** Returns true if two tildes between two characters are read as delimiters. @param {Piece} piece @param {string} [inside] @param {string} [outside] */
const canStrike = ({ code, strong, em }, inside = ' ', outside = ' ') =>
  !/\s/.test(inside) && ((isWord(inside) && !(code || strong || em)) || isFree(outside));

/** Splits blanks of Unicode off the ends of a text that is struck out: tildes do not begin or end there. @param {Piece} piece */
function trimStruck(piece) {
  const [, before, text, after] = (piece.struck && piece.text !== ' ' && /^(\s*)(.*?)(\s*)$/su.exec(piece.text)) || [];
  if (!before && !after) return [piece];
  const blank = (/** @type {string} */ text) => pieceOf({ ...piece, struck: false }, text);
  return [blank(before ?? ''), withText(piece, text ?? ''), blank(after ?? '')].filter(({ text }) => text);
}

/**
 * Puts a space where tildes between two pieces would not be read as delimiters: `from ~~$50~~`. An old price beside a word
 * must not look valid.
 * @param {Piece[]} pieces @returns {Piece[]}
 */
const withGaps = (pieces) =>
  pieces.flatMap((piece, i) => {
    const before = pieces[i - 1];
    if (!before || before.struck === piece.struck || before.href !== piece.href) return [piece];
    const ends = [lastIn(before.text), firstIn(piece.text)];
    const [struck, inside, outside] = piece.struck ? [piece, ends[1], ends[0]] : [before, ends[0], ends[1]];
    const helps = !canStrike(struck, inside, outside) && canStrike(struck, inside, ' ');
    return helps ? [pieceOf(PLAIN, ' '), piece] : [piece];
  });

/**
 * Splits pieces where being struck out begins or ends, each run with the characters around it.
 * @param {Piece[]} pieces @param {string} [before] @param {string} [after]
 */
function struckRuns(pieces, before, after) {
  const runs = runsBy(pieces, ({ struck }) => struck);
  return runs.map((run, i) => ({
    run,
    left: i ? lastIn(runs[i - 1].at(-1)?.text ?? '') : before,
    right: i < runs.length - 1 ? firstIn(runs[i + 1][0].text) : after,
  }));
}

/** Writes pieces of one link, or without links. @param {Piece[]} pieces @param {string} [before] @param {string} [after] */
function writeRun(pieces, before, after) {
  if (!pieces.some(({ struck }) => struck)) return writeEmphasis(pieces, before, after);
  const possible = struckRuns(pieces, before, after).flatMap(({ run, left, right }) => {
    const [first] = run;
    const last = /** @type {Piece} */ (run.at(-1));
    const struck = canStrike(first, firstIn(first.text), left) && canStrike(last, lastIn(last.text), right);
    return run.map((piece) => ({ ...piece, struck: piece.struck && struck }));
  });
  return struckRuns(joinAlike(possible), before, after)
    .map(({ run, left, right }) =>
      run[0].struck ? `~~${writeEmphasis(run, '~', '~')}~~` : writeEmphasis(run, left, right),
    )
    .join('');
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

/** Characters that are no text on their own. */
const BLANK = /^[\s\u200b]*$/;

/** Returns true for a cell that holds a text and no element: most are such. @param {TreeNode} cell */
export const isText = ({ childNodes }) => childNodes?.length === 1 && childNodes[0].nodeType === TEXT;

/** Returns the only line of a text without elements. @param {string} data @returns {Line & {pieces: Piece[]}} */
function lineOfText(data) {
  const plain = data.replace(SPACES, ' ').replace(/^ | $/g, '');
  const piece = pieceOf(PLAIN, plain, false, plain.includes('~~'));
  return { plain, text: writePiece(piece), pieces: [piece] };
}

/** Returns the lines of a cell. @param {TreeNode} cell @returns {(Line & {pieces: Piece[]})[]} */
export function linesOf(cell) {
  if (isText(cell)) return [lineOfText(cell.childNodes?.[0].data ?? '')].filter(({ plain }) => !BLANK.test(plain));
  const shown = readLines(cell, false, false);
  const spoken = shown.length ? shown : readLines(cell, true, false);
  const lines = spoken.length ? spoken : readLines(cell, true, true);
  return lines
    .map((line) => {
      const pieces = withGaps(joinAlike(settleSpaces(styleCode(line).flatMap(trimStruck))));
      const plain = pieces.map(({ text }) => text).join('');
      const hasPairs = plain.includes('~~') || (plain.includes('~') && pieces.some(({ struck }) => struck));
      for (const piece of pieces) piece.hasPairs = hasPairs;
      return { plain, text: writeLine(pieces), pieces };
    })
    .filter(({ plain }) => !BLANK.test(plain));
}
