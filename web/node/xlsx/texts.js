/**
 * Texts of cells and their inline markup (src/model/inline.h). A text in one style is markup as its author wrote it, as
 * in CSV. In a text of several styles the workbook says what is bold.
 */
import { linesOf } from '../../sources/markup.js';
import { isOn } from './styles.js';

/** @typedef {import('./limits.js').Budget} Budget */
/** @typedef {import('./xml.js').GetAttribute} GetAttribute */
/** @typedef {import('../../sources/markup.js').TreeNode} TreeNode */

/** A run of a text in one style. @typedef {{text: string, styles: Set<string>}} Run */

/** Decodes _xHHHH_, which encodes characters not allowed in XML (22.9.2.19). @param {string} text */
export const unescaped = (text) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));

/** @param {string} name @param {TreeNode[]} childNodes @param {string} [href] @returns {TreeNode} */
const element = (name, childNodes, href) => ({
  nodeType: 1,
  localName: name,
  childNodes,
  getAttribute: (attribute) => (attribute === 'href' ? (href ?? null) : null),
});

/** @param {string} text @returns {TreeNode[]} */
const nodesOf = (text) =>
  text.split(/\r\n?|\n/).flatMap((line, i) => [...(i ? [element('br', [])] : []), { nodeType: 3, data: line }]);

/** Elements of HTML for the styles of runs. */
const ELEMENTS = ['b', 'i', 'sup', 'sub'];

/** Returns the lines of runs as inline markup. @param {Run[]} runs @param {string} href */
function markupOf(runs, href) {
  const nodes = runs.flatMap(({ text, styles }) =>
    ELEMENTS.reduce((inner, name) => (styles.has(name) ? [element(name, inner)] : inner), nodesOf(text)),
  );
  return linesOf(element('td', href ? [element('a', nodes, href)] : nodes)).map(({ text }) => text);
}

/** Strikes a text out, without the blanks at its ends. @param {string} text */
export const struck = (text) => text.replace(/\S(?:.*\S)?/g, (line) => `~~${line}~~`);

/** Splits runs where being struck out begins or ends. @param {Run[]} runs */
function partsOf(runs) {
  /** @type {Run[][]} */
  const parts = [];
  for (const run of runs) {
    const last = parts.at(-1);
    if (last && last[0].styles.has('s') === run.styles.has('s')) last.push(run);
    else parts.push([run]);
  }
  return parts;
}

/** A text with its runs. */
export class RichText {
  #runs;
  /** The markup, written once. @type {string | undefined} */
  #markup;

  /** @param {Run[]} runs */
  constructor(runs) {
    const first = runs[0]?.styles ?? new Set();
    const isAlike = runs.every(
      ({ styles }) => styles.size === first.size && [...first].every((name) => styles.has(name)),
    );
    this.#runs = isAlike && runs.length > 1 ? [{ text: runs.map(({ text }) => text).join(''), styles: first }] : runs;
    this.isBold = runs.length > 0 && runs.every(({ text, styles }) => styles.has('b') || !text.trim());
  }

  /** Returns the text as markup. */
  get markup() {
    this.#markup ??= this.#write();
    return this.#markup;
  }

  #write() {
    const runs = this.#runs;
    const isPlain = runs.every(({ styles }) => ![...ELEMENTS, 's'].some((name) => styles.has(name)));
    if (isPlain)
      return runs
        .map(({ text }) => text)
        .join('')
        .trim();
    return this.#written('');
  }

  /** Writes the text as a link. @param {string} href */
  linked(href) {
    return this.#written(href);
  }

  /** @param {string} href */
  #written(href) {
    const runs = this.isBold ? this.#runs.map(withoutBold) : this.#runs;
    return partsOf(runs)
      .reduce((all, part) => joined(all, part, href), '')
      .trim();
  }
}

/** @param {Run} run @returns {Run} */
const withoutBold = ({ text, styles }) => ({ text, styles: new Set([...styles].filter((name) => name !== 'b')) });

/** Appends a part with the blanks at its ends. @param {string} before @param {Run[]} part @param {string} href */
function joined(before, part, href) {
  const whole = part.map(({ text }) => text).join('');
  const text = markupOf(part, href).join('\n');
  const written = part[0].styles.has('s') ? struck(text) : text;
  const [start, end] = [whole.length - whole.trimStart().length, whole.trimEnd().length];
  return before + whole.slice(0, start) + written + (start < end ? whole.slice(end) : '');
}

/** Returns a text in one style. @param {string} text */
export const plain = (text) => new RichText([{ text, styles: new Set() }]);

/** Collects the runs of a text: elements `<si>` and `<is>`. */
export class TextReader {
  /** @type {Run[]} */
  #runs = [];
  /** @type {Set<string>} */
  #styles = new Set();
  #budget;
  #isText = false;
  #isPhonetic = false;

  /** @param {Budget} budget */
  constructor(budget) {
    this.#budget = budget;
  }

  /** @param {string} name @param {GetAttribute} get */
  open(name, get) {
    if (name === 't') this.#isText = true;
    else if (name === 'rPh') this.#isPhonetic = true;
    else if (name === 'r') this.#styles = new Set();
    else if ((name === 'b' || name === 'i') && isOn(get)) this.#styles.add(name);
    else if (name === 'strike' && isOn(get)) this.#styles.add('s');
    else if (name === 'vertAlign') this.#raise(get('val'));
  }

  /** @param {string | undefined} value */
  #raise(value) {
    if (value === 'superscript') this.#styles.add('sup');
    if (value === 'subscript') this.#styles.add('sub');
  }

  /** @param {string} text */
  text(text) {
    if (!this.#isText || this.#isPhonetic) return;
    this.#budget.takeText(text);
    const last = this.#runs.at(-1);
    if (last?.styles === this.#styles) last.text += text;
    else this.#runs.push({ text, styles: this.#styles });
  }

  /** @param {string} name */
  close(name) {
    if (name === 't') this.#isText = false;
    else if (name === 'rPh') this.#isPhonetic = false;
    else if (name === 'r') this.#styles = new Set();
  }

  /** Returns the text and starts the next one. */
  take() {
    const runs = this.#runs.map(({ text, styles }) => ({ text: unescaped(text), styles }));
    this.#runs = [];
    return new RichText(runs);
  }
}

/** The texts shared by cells: the part `sharedStrings.xml`. */
export class SharedStrings {
  /** @type {RichText[]} */
  all = [];
  #budget;
  #reader;

  /** @param {Budget} budget */
  constructor(budget) {
    this.#budget = budget;
    this.#reader = new TextReader(budget);
  }

  /** @param {string} name @param {GetAttribute} get */
  open(name, get) {
    this.#reader.open(name, get);
  }

  /** @param {string} text */
  text(text) {
    this.#reader.text(text);
  }

  /** @param {string} name */
  close(name) {
    this.#reader.close(name);
    if (name !== 'si') return;
    this.#budget.takeCell();
    this.all.push(this.#reader.take());
  }
}
