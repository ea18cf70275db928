/** Random HTML tables, with spans, hidden and empty cells: no text that is shown gets lost, and no hidden one gets out. */
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { convert } from '../../dist/node/index.js';
import { letters } from '../command/workbook.js';
import { seedOf } from '../random.js';
import { repeat } from './repeat.js';

/** @typedef {import('./repeat.js').Dice} Dice */

const SEED = seedOf(randomInt(1, 2 ** 31));

/** Ways to hide an element that its markup tells. */
const HIDDEN = [' hidden', ' style="display:none"'];

/** Elements around a text. */
const AROUND = ['', '', '', 'b', 'em', 'span', 'div', 'p', 'a href="https://x.example/"', 'sup', 'code', 'ul><li'];

/** Cells without a text. */
const EMPTY = ['', ' ', '&nbsp;', '<br>', '<i></i>'.repeat(20), '<!-- no -->', '<span></span>'];

/** Spans that many tables have, and some that none has. */
const SPANS = ['1', '1', '2', '2', '3', '0', '-1', 'x', '1.5', ' 2 ', '1000', '65534', '99999999999999999999'];

/** A table: its HTML, and the words in it that are shown and hidden. @typedef {{html: string, shown: string[], hidden: string[]}} Plan */

/** Makes tables. Each word is there once. */
class Maker {
  #dice;
  #count = 0;
  /** @type {string[]} */
  shown = [];
  /** @type {string[]} */
  hidden = [];

  /** @param {Dice} dice */
  constructor(dice) {
    this.#dice = dice;
  }

  /** @param {boolean} isShown */
  #word(isShown) {
    const word = `w${letters(++this.#count)}w`;
    (isShown ? this.shown : this.hidden).push(word);
    return word;
  }

  /** @param {boolean} isShown */
  #text(isShown) {
    const around = this.#dice.one(AROUND);
    const word = this.#word(isShown);
    if (!around) return word;
    const names = around.split('>').map((tag) => tag.split(' ')[0].replace('<', ''));
    return `<${around}>${word}${names
      .reverse()
      .map((name) => `</${name}>`)
      .join('')}`;
  }

  /** @param {boolean} isShown */
  #content(isShown) {
    const dice = this.#dice;
    if (dice.once(6)) return dice.one(EMPTY);
    const texts = [this.#text(isShown), ...dice.some(1, () => this.#text(isShown))];
    if (dice.once(8)) texts.push(`<span${dice.one(HIDDEN)}>${this.#word(false)}</span>`);
    return texts.join(dice.one([' ', '<br>']));
  }

  /** @param {boolean} isHead @param {boolean} isShown */
  #cell(isHead, isShown) {
    const dice = this.#dice;
    const name = isHead || dice.once(5) ? 'th' : 'td';
    const isHidden = dice.once(15);
    const spans = [
      dice.once(5) ? ` colspan="${dice.one(SPANS)}"` : '',
      dice.once(5) ? ` rowspan="${dice.one(SPANS)}"` : '',
    ];
    return `<${name}${spans.join('')}${isHidden ? dice.one(HIDDEN) : ''}>${this.#content(isShown && !isHidden)}</${name}>`;
  }

  /** Expects nothing of the first heading: a card has no place for that of a column of groups. @param {string[]} cells */
  #forgetFirst(cells) {
    const first = cells.find((cell) => this.shown.some((word) => cell.includes(word))) ?? '';
    this.shown = this.shown.filter((word) => !first.includes(word));
  }

  /** @param {number} width @param {boolean} isHead @param {boolean} [mayBeHead] true if it may be read as headings */
  #row(width, isHead, mayBeHead = isHead) {
    const dice = this.#dice;
    const isHidden = dice.once(12);
    const count = dice.once(6) ? dice.below(width + 2) : width;
    const cells = Array.from({ length: count }, () => this.#cell(isHead, !isHidden));
    if (mayBeHead) this.#forgetFirst(cells);
    return `<tr${isHidden ? dice.one(HIDDEN) : ''}>${cells.join('')}</tr>`;
  }

  /** @returns {Plan} */
  table() {
    const dice = this.#dice;
    const width = 2 + dice.below(4);
    const heads = dice.some(2, () => this.#row(width, true)).join('');
    const body = dice.some(6, (i) => this.#row(width, false, i < 2)).join('');
    const foot = dice.once(4) ? `<tfoot>${this.#row(width, false)}</tfoot>` : '';
    const head = dice.once(2) ? `<thead>${heads}</thead>` : heads;
    return { html: `<table>${head}<tbody>${body}</tbody>${foot}</table>`, shown: this.shown, hidden: this.hidden };
  }
}

test(`a table loses no text and shows nothing hidden, SEED=${SEED}`, { timeout: 2 ** 31 - 1 }, () => {
  /** @type {Plan} */
  let plan;
  const make = (/** @type {Dice} */ dice) => {
    plan = new Maker(dice).table();
    return plan.html;
  };
  return repeat('table.html', SEED, 200, make, async (html) => {
    const json = await convert(html, { from: 'html', title: 'T' }).catch((error) => {
      assert.equal(error.name, 'CardError', error.stack);
    });
    if (!json) return;
    for (const word of plan.hidden) assert.ok(!json.includes(word), `${word} is hidden`);
    for (const word of plan.shown) assert.ok(json.includes(word), `${word} is lost`);
  });
});

/** Returns a table whose cells span more than there is. @param {Dice} dice */
function enormous(dice) {
  const cell = () =>
    `<td colspan=${dice.one(['1', '1000', '999'])} rowspan=${dice.one(['0', '1', '65534'])}>${dice.once(2) ? '' : 'x'}`;
  const rows = Array.from({ length: dice.below(60) }, () => `<tr>${dice.some(60, cell).join('')}`);
  return `<table><tr><th>n<th>A${rows.join('')}${'<tr>'.repeat(dice.below(2000))}</table>`;
}

test(`work and memory are bound, however much cells span, SEED=${SEED}`, { timeout: 2 ** 31 - 1 }, () =>
  repeat('spans.html', SEED, 30, enormous, async (html) => {
    const start = process.cpuUsage();
    await convert(html, { from: 'html', title: 'T' }).catch(({ name, stack }) =>
      assert.equal(name, 'CardError', stack),
    );
    const { user, system } = process.cpuUsage(start);
    assert.ok(user + system < 5_000_000, `${(user + system) / 1_000_000} s`);
  }),
);
