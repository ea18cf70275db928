/** The width of a card, in parents with their own width and in parents that shrink to their content. */
import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { smallCard } from './cards.js';

/** Minimum width of a card in pixels, if there is room. */
const LEAST = 280;

/** Maximum difference to a line of text: twice the margins of a page, in pixels. */
const MARGINS = 32;

/** Parents in which a line of text takes the available width. `X` is the card or the text. @type {Record<string, string>} */
const parents = {
  block: '<div>X</div>',
  'flex box': '<div style="display: flex">X</div>',
  'centred flex box': '<div style="display: flex; justify-content: center">X</div>',
  'flex column': '<div style="display: flex; flex-direction: column; align-items: center">X</div>',
  'item of a flex box': '<div style="display: flex"><div>X</div></div>',
  'item of a centred flex box': '<div style="display: flex; justify-content: center"><div>X</div></div>',
  'item of a flex column': '<div style="display: flex; flex-direction: column; align-items: center"><div>X</div></div>',
  grid: '<div style="display: grid; place-items: center">X</div>',
  'item of a grid': '<div style="display: grid"><div>X</div></div>',
  'item of a centred grid': '<div style="display: grid; place-items: center"><div>X</div></div>',
  'track that may shrink': '<div style="display: grid; grid-template-columns: minmax(0, 1fr)">X</div>',
  'open dialog': '<dialog open style="position: relative">X</dialog>',
  'modal dialog': '<dialog class="modal">X</dialog>',
  popover: '<div popover="manual">X</div>',
  float: '<div style="float: left">X</div>',
  'inline block': '<div style="display: inline-block">X</div>',
  'inline flex box': '<div style="display: inline-flex">X</div>',
  'inline grid': '<div style="display: inline-grid">X</div>',
  absolute: '<div style="position: absolute">X</div>',
  fixed: '<div style="position: fixed">X</div>',
  'cell of a table': '<table><tr><td>X</table>',
  'box like a cell of a table': '<div style="display: table-cell">X</div>',
  'fit-content': '<div style="width: fit-content">X</div>',
};

/** Parents in which text takes more or less than the available width. @type {Record<string, string>} */
const odd = {
  'max-content': '<div style="width: max-content">X</div>',
  'min-content': '<div style="width: min-content">X</div>',
  'flex box with another item': '<div style="display: flex">X<div>A</div></div>',
};

const CARD = '<comparison-card class="x" src="card.json"></comparison-card>';
const TABLE = `<table class="x"><caption>Card</caption><tr><th>Name<th>Left<th>Right<tr><th>Colour<td>red<td>blue</table>`;
const TEXT = `<p class="x" style="margin: 0">${'Words and words. '.repeat(200)}</p>`;
const UPGRADE = '<script src="/comparison-card.js" data-comparison-tables></script>';

/** @type {[string, string][]} */
const kinds = [
  ['a card', CARD],
  ['a card with a theme', CARD.replace('src', 'theme="card" src')],
  ['a table that was upgraded', TABLE],
];

/** Opens one page with the same content in each of some parents. */
async function open(stage, thing, parents) {
  // A table inside a cell is skipped.
  const fits = (/** @type {string} */ parent) => thing !== TABLE || !parent.includes('<td>');
  const places = Object.entries(parents).filter(([, parent]) => fits(parent));
  const sections = places.map(
    ([name, parent]) =>
      `<section id="${name}" style="position: relative; clear: both">${parent.replace('X', thing)}</section>`,
  );
  stage.serve('card.json', smallCard('Card'));
  await stage.open(sections.join('') + (thing === TABLE ? UPGRADE : ''), { head: thing === TABLE ? '' : LIBRARY });
  const count = thing === TEXT ? 0 : places.length;
  await stage.wait((count) => globalThis[Symbol.for('seen')].events.length === count, count);
  await stage.evaluate(() => {
    for (const dialog of document.querySelectorAll('.modal')) dialog.showModal();
    for (const popover of document.querySelectorAll('[popover]')) popover.showPopover();
  });
}

/** Returns the widths of the content of each parent, and of a card's article. */
const measure = () =>
  Object.fromEntries(
    [...document.querySelectorAll('section')].map((section) => {
      const node = section.querySelector('comparison-card, p');
      const article = node.shadowRoot?.querySelector('article') ?? node;
      return [section.id, [node, article].map((box) => Math.round(box.getBoundingClientRect().width))];
    }),
  );

const pageWidth = () => document.scrollingElement.scrollWidth;

/** Widths at which every browser shows a kind: cards differ in their own style, not in how a parent gives them room. @type {Record<string, number>} */
const IN_ALL = { 'a card': 320, 'a card with a theme': 1280, 'a table that was upgraded': 320 };

inEveryBrowser((check, once) => {
  for (const width of [320, 390, 1280]) {
    for (const [kind, thing] of kinds) {
      const declare = width === IN_ALL[kind] ? check : once;
      declare(`${kind} fills the available width of any parent at ${width} px`, async (stage) => {
        await stage.resize(width);
        await open(stage, TEXT, parents);
        const texts = await stage.evaluate(measure);
        await open(stage, thing, parents);
        assert.equal(await stage.evaluate(pageWidth), width, 'the page does not scroll sideways');
        const widths = await stage.evaluate(measure);
        assert.ok(Object.keys(widths).length > 20);
        for (const [name, [card, article]] of Object.entries(widths)) {
          const [room] = texts[name];
          assert.ok(card >= Math.min(LEAST, room), `${name}: ${card} px, text ${room} px`);
          assert.ok(card <= room && card >= room - MARGINS, `${name}: ${card} px, text ${room} px`);
          assert.equal(article, card, name);
        }
      });

      declare(`${kind} is wide enough and fits the window in odd parents, at ${width} px`, async (stage) => {
        await stage.resize(width);
        await open(stage, thing, odd);
        assert.equal(await stage.evaluate(pageWidth), width);
        for (const [name, [card]] of Object.entries(await stage.evaluate(measure))) {
          assert.ok(card >= Math.min(LEAST, width - 64), `${name}: ${card} px`);
        }
      });
    }
  }

  check('a card is no wider than a parent with a width of its own', async (stage) => {
    await open(stage, CARD, {
      block: '<div style="width: 200px">X</div>',
      'flex box': '<div style="width: 200px; display: flex">X</div>',
      'flex column': '<div style="width: 200px; display: flex; flex-direction: column">X</div>',
      'one track of two':
        '<div style="width: 400px; display: grid; grid-template-columns: repeat(2, minmax(0, 1fr))">X</div>',
    });
    const widths = await stage.evaluate(measure);
    assert.equal(Object.keys(widths).length, 4);
    for (const [name, sizes] of Object.entries(widths)) assert.deepEqual(sizes, [200, 200], name);
  });
});
