/**
 * Random views of random cards through every engine. Applied updates must give the same HTML as a newly opened card,
 * however its JSON is written: a page used for an hour looks like the page that its link opens. Exports in between must
 * change nothing. CARDS=1000 SEED=5 tries more and others.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom } from '../random.js';
import { engines } from './engines.js';
import { apply } from './regions.js';

/** @typedef {import('./engines.js').Command} Command */

const CARDS = 40;
const UPDATES = 20;
/** @type {import('./engines.js').Format[]} */
const FORMATS = ['0md', '1csv', '2json', '3html', '4answer'];

/** @param {number} seed seed of the random choices for one card */
function drawer(seed) {
  const random = randomFrom(seed);
  const below = (/** @type {number} */ n) => Math.floor(random() * n);
  /** @template T @param {T[]} list @returns {T} */
  const one = (list) => list[below(list.length)];
  /** @template T @param {() => T} make @param {number} most */
  const some = (make, most) => Array.from({ length: below(most + 1) }, make);
  return { below, one, some, maybe: (/** @type {number} */ chance) => random() < chance };
}

const WORDS =
  'goal goals gaol Größe the=the a<b "x y" 5 -5 =1 *a* [b](b.html) <i> & ß ﬁ كتب 日本 sales: long-term, é e\u0301';
const IDS = ['a', 'a, b', 'b', 'Name', '-', '日本 5', 'c&d=e'];
const GROUPS = ['', 'G', 'H, I', 'H', '<g>'];

/** @param {ReturnType<typeof drawer>} draw */
function drawText({ one, some }) {
  const words = WORDS.split(' ');
  return [one(words), ...some(() => one(words), 9)].join(' ');
}

/** @param {ReturnType<typeof drawer>} draw */
function drawValue(draw) {
  const { below, one, some, maybe } = draw;
  const text = drawText(draw);
  const object = {
    text,
    ...(maybe(0.5) && { value: below(4) }),
    ...(maybe(0.5) && { note: text, source: 'https://a.example/' }),
  };
  return one([
    null,
    true,
    false,
    below(4),
    below(4) - 2.5,
    1e6,
    text,
    text,
    'the same text',
    some(() => text, 3),
    object,
  ]);
}

/** @param {ReturnType<typeof drawer>} draw */
function drawCard(draw) {
  const { below, one, some, maybe } = draw;
  const subjects = IDS.slice(0, 1 + below(IDS.length)).map((id) =>
    maybe(0.7) ? id : { name: id, definition: drawText(draw) },
  );
  const attribute = () => ({
    name: drawText(draw),
    group: one(GROUPS),
    ...(maybe(0.3) && { definition: drawText(draw) }),
    ...(maybe(0.3) && { better: one(['higher', 'lower']), unit: 'kg' }),
    values: subjects.map(() => drawValue(draw)),
  });
  const rows = one([0, 3, 10, 250]);
  return { title: 'T', answer: drawText(draw), summary: drawText(draw), subjects, attributes: some(attribute, rows) };
}

/** @param {ReturnType<typeof drawer>} draw */
function drawView(draw) {
  const { below, one, some, maybe } = draw;
  const subjects = () => some(() => one([...IDS, 'nobody', '']), 4).join();
  const term = () =>
    one(['', '', '-', '=', '"', 'a:', 'name:', 'definition:', 'value>', 'a<=', '“', '-a:=']) +
    one(['goal', 'the', 'zzz', 'gaul', 'x y"', '5', '']);
  const parts = {
    q: () => some(term, 3).join(' '),
    only: () => one(['differences', 'similarities', '']),
    sort: () => one(['', '-']) + one([...IDS, 'name', 'definition', 'nobody']),
    show: subjects,
    pin: () => one(IDS),
    fold: () => some(() => one(GROUPS), 3).join(),
    rows: () => one(['5', '60', '200', 'all', 'x']),
    row: () => drawText(draw),
  };
  const given = Object.entries(parts).filter(() => maybe(0.35));
  return given
    .map(([name, value]) => `${name}=${encodeURIComponent(value())}`)
    .join(one(['&', '&', '&&x=y&']))
    .slice(0, below(9) ? 999 : 20);
}

/**
 * Returns views of a reader who types, deletes, starts again and does other things in between.
 * @param {ReturnType<typeof drawer>} draw
 */
function drawTyping(draw) {
  const { below, one, maybe } = draw;
  let typed = '';
  return Array.from({ length: UPDATES }, () => {
    const letters = one(['g', 'go', 'goal', 't', 'the', 'the g', '-t the', 'a:g', 'a>', '"x y"']);
    const next = one([...'goalsther', ' ', ' g', ' -', ' the', '="']);
    if (!typed || maybe(0.1)) typed = letters;
    else typed = maybe(0.4) ? typed.slice(0, -1 - below(2)) : typed + next;
    return `q=${encodeURIComponent(typed)}${one(['', '', '', '&rows=5', '&only=differences', '&sort=name'])}`;
  });
}

/**
 * Removes the state of the form's controls, which the reader's own clicks and keys change, and the number of rows,
 * which the caller sets (src/card.h). @param {string} html
 */
const withoutState = (html) =>
  html
    .replaceAll(' checked>', '>')
    .replace(/(<input part="field"[^>]* value=")[^"]*/, '$1')
    .replace(/ aria-rowcount="\d+"/, '');

/** @param {string} html */
function checkForm(html) {
  /** @type {string[]} */
  const open = [];
  for (const [, closes, tag] of html.matchAll(/<(\/?)(\w+)[^>]*>/g))
    if (closes) assert.equal(open.pop(), tag, 'tags nest');
    else if (!['input', 'img', 'br'].includes(tag)) open.push(tag);
  assert.deepEqual(open, [], 'every tag is closed');
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length, 'no two elements share an id');
  for (const [, target] of html.matchAll(/ popovertarget="([^"]*)"/g)) assert.ok(ids.includes(target), target);
}

/**
 * Rewrites the JSON of a card as other programs do: with escapes, with line breaks, or both.
 * @param {string} card @param {number} way
 */
function rewrite(card, way) {
  const spaced = way & 1 ? JSON.stringify(JSON.parse(card), null, 1 + (way % 9)) : card;
  const some = /** @type {const} */ ([/[^ -~]/g, /[o-t]/g, /[/]/g, /[<&]/g])[way >> 1] ?? /(?!)/g;
  const escaped = (/** @type {string} */ c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return spaced.replace(/"(?:[^"\\]|\\.)*"/g, (text) =>
    text.replace(/\\.|[^\\]/g, (c) => (c.length > 1 ? c : c.replace(some, escaped))),
  );
}

/** @param {number} seed */
function drawScript(seed) {
  const draw = drawer(seed);
  const card = JSON.stringify(drawCard(draw));
  const views = seed % 2 ? drawTyping(draw) : Array.from({ length: UPDATES }, () => drawView(draw));
  /** @type {Command[]} */
  const used = [['open', card]];
  for (const [i, view] of views.entries())
    used.push([i ? 'update' : 'render', view], ['matches'], [draw.one(FORMATS), drawView(draw)]);
  /** @type {Command[]} */
  const fresh = views.flatMap((view, i) => [['open', rewrite(card, i % 10)], ['render', view], ['matches']]);
  return { card, views, commands: [...used, ...fresh] };
}

const first = Number(process.env.SEED ?? 1);
const scripts = Array.from({ length: Number(process.env.CARDS ?? CARDS) }, (_, i) => drawScript(first + i));

/** @param {{views: string[]}} script @param {string[]} answers @param {string} card */
function check({ views }, answers, card) {
  let html = '';
  for (const [i, view] of views.entries()) {
    const [, fresh, freshMatches] = answers.slice(1 + 3 * UPDATES + 3 * i);
    const [used, matches] = answers.slice(1 + 3 * i);
    const where = `${card}, view ${i}: ${view}`;
    html = i ? apply(html, used) : used;
    assert.match(fresh, /^<article/, where);
    assert.equal(withoutState(html), withoutState(fresh), where);
    assert.equal(matches, freshMatches, where);
    checkForm(fresh);
  }
}

for (const [name, run] of engines) {
  test(`in ${name} updates add up to the page that a link opens`, async () => {
    const answers = (await run(scripts.flatMap(({ commands }) => commands))).map(({ text }) => text);
    for (const [i, script] of scripts.entries())
      check(script, answers.splice(0, script.commands.length), `card ${first + i}`);
  });
}
