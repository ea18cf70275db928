/** Random cells: the engine must read their text from the markup, and style only what was styled. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf } from '../../web/sources/markup.js';
import { wholeEngine } from '../engine/engines.js';
import { randomFrom, seedOf } from '../random.js';
import { element, text } from './tree.js';

const engine = await wholeEngine();
const random = randomFrom(seedOf(4));
const pick = (/** @type {any} */ list) => list[Math.floor(random() * list.length)];

const TEXTS = [...'ab1(.*_`~[]\\!<é茶 ', ' ', ' a', 'b ', '**', '~~', '](x)', '``', 'a_b', '😀', '²'];
const NAMES = ['b', 'i', 'code', 'a href="x(y) z.html"', 'span', 'em', 'strong', 's', 'del'];

/** @param {number} depth */
function randomNode(depth) {
  if (!depth || random() < 0.5) return text(pick(TEXTS));
  const [, name, attributes] = /^(\w+) ?(.*)$/.exec(pick(NAMES));
  return element(name, attributes, randomNodes(depth - 1));
}

const randomNodes = (/** @type {number} */ depth) => Array.from({ length: 1 + random() * 4 }, () => randomNode(depth));

/** Returns the HTML of texts. @param {string[]} texts */
function render(texts) {
  const sections = texts.map((body, i) => ({ heading: `${i}`, body: `.${body}.` }));
  const card = engine.open(JSON.stringify({ title: 'T', subjects: ['A'], attributes: [], sections }));
  const html = card.render('');
  card.close();
  return [...html.matchAll(/<h3 part="heading">\d+<\/h3><p>\.(.*?)\.<\/p><\/section>/gs)].map(([, body]) => body);
}

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const toText = (/** @type {string} */ html) =>
  html.replace(/<[^>]*>/g, '').replace(/&\S*?;/g, (entity) => ENTITIES[entity]);

/** Returns the texts in elements with a name. @param {string} html @param {string} name */
const textsIn = (html, name) => {
  let depth = 0;
  let inside = '';
  for (const [token, close, tag] of html.matchAll(/<(\/?)(\w+)[^>]*>|[^<]+/g)) {
    if (tag === name) depth += close ? -1 : 1;
    else if (!tag && depth) inside += toText(token);
  }
  return inside.replace(/\s/g, '');
};

test('the engine reads from the markup of a cell its text, its links and code, and no style that is not in it', () => {
  const lines = Array.from({ length: 5000 }, () => linesOf(element('td', '', randomNodes(3)))).flat();
  const html = render(lines.map((line) => line.text));
  assert.equal(html.length, lines.length);
  for (const [i, { plain, text, pieces }] of lines.entries()) {
    assert.equal(toText(html[i]), plain, text);
    const styled = (style) =>
      pieces
        .map((piece) => (piece[style] ? piece.text : ''))
        .join('')
        .replace(/\s/g, '');
    assert.equal(textsIn(html[i], 'a'), styled('href'), text);
    assert.equal(textsIn(html[i], 'code'), styled('code'), text);
    for (const [tag, style] of [
      ['strong', 'strong'],
      ['em', 'em'],
      ['s', 'struck'],
    ]) {
      const [shown, had] = [textsIn(html[i], tag), styled(style)];
      assert.ok(shown.length <= had.length, `${tag} in ${text}: ${html[i]}`);
    }
  }
});

test('styles beside plain words are all kept', () => {
  const words = (/** @type {string} */ name) => element(name, 'href="x"', [text('so')]);
  for (const outer of ['b', 'i', 'a', 's']) {
    for (const inner of ['b', 'i', 'code', 'a', 's']) {
      const cell = element('td', '', [text('a '), element(outer, 'href="x"', [text('b '), words(inner)]), text(' c')]);
      const [html] = render(linesOf(cell).map((line) => line.text));
      for (const [name, tag] of [
        ['b', 'strong'],
        ['i', 'em'],
        ['code', 'code'],
        ['a', 'a'],
        ['s', 's'],
      ]) {
        if (name === inner) assert.ok(textsIn(html, tag).endsWith('so'), `${outer} ${inner}: ${html}`);
        if (name === outer) assert.ok(textsIn(html, tag).startsWith('b'), `${outer} ${inner}: ${html}`);
      }
    }
  }
});

test('a cell that is deep, and one of many elements, are read', () => {
  let deep = text('so');
  for (let i = 0; i < 50_000; i++) deep = element(i % 2 ? 'b' : 'div', '', [deep]);
  assert.deepEqual(
    linesOf(element('td', '', [deep])).map((line) => line.text),
    ['**so**'],
  );
  const wide = element(
    'td',
    '',
    Array.from({ length: 200_000 }, () => element('i', '', [text('`')])),
  );
  assert.equal(linesOf(wide)[0].plain.length, 200_000);
});
