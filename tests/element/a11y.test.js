import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { inEveryBrowser, LIBRARY } from './browser.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Every card of data/. @type {[string, any][]} */
const cards = readdirSync('data')
  .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
  .map((name) => [name, JSON.parse(readFileSync(`data/${name}`, 'utf8'))]);

const planets = /** @type {any} */ (cards.find(([name]) => name === 'planets.json'))[1];

const WIDTHS = [320, 768, 1280];

/** Pages around a card. */
const pages = [
  ['a light page', 'html { color-scheme: light; background: #fff; color: #1a1a1a }'],
  ['a dark page', 'html { color-scheme: dark; background: #121212; color: #eee }'],
  ['a page that is dark of its own accord', 'html { background: #121212; color: #eee }'],
];

/** Views without filter, with matches and without matches. */
const viewsOf = (card) => ['', `q=${encodeURIComponent(card.attributes[0].name)}`, 'q=zzzz'];

const wholePage = (inside) => `<main><h1>Page</h1><p><a href="#">First link</a></p>${inside}</main>`;

/** Opens a page with one card. */
async function openCard(stage, card, css = pages[0][1]) {
  await stage.open(wholePage('<comparison-card></comparison-card>'), {
    head: `<meta name="viewport" content="width=device-width"><style>body { margin: 0 } main > p > a { color: inherit } ${css}</style>${LIBRARY}`,
  });
  await stage.evaluate((card) => {
    document.querySelector('comparison-card').data = card;
  }, card);
  return stage.shown(card.title);
}

/** Returns the width of the page, and how far the table exceeds its scroll box. */
const widths = () => {
  const scroll = document.querySelector('comparison-card').shadowRoot.querySelector('[part~=scroll]');
  return { page: document.scrollingElement.scrollWidth, hidden: scroll.scrollWidth - scroll.clientWidth };
};

/** Runs axe on the page. Returns its findings, one line each, by parts of the card instead of nodes. */
const runAxe = async (only) => {
  const { shadowRoot } = document.querySelector('comparison-card');
  for (const animation of shadowRoot.getAnimations()) animation.finish(); // faint rows are readable a moment later
  const options = { resultTypes: ['violations'], elementRef: true, rules: { 'target-size': { enabled: true } } };
  const { violations } = await globalThis.axe.run(document, { ...options, ...(only.length && { runOnly: only }) });
  const nameOf = ({ element, target }) =>
    element ? `${element.localName} in [part=${element.closest('[part]')?.part.value}]` : target.flat().join(' ');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => {
      const reason = [...node.any, ...node.all, ...node.none].map(({ message }) => message)[0] ?? '';
      return `${id}: ${nameOf(node)}: ${reason}`;
    }),
  );
};

/** Rules that a page's colours can break. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** Cards on pages of other colours: together they have every part, and each part has the same colours in all cards. */
const OF_ALL_PARTS = ['metals.json', 'planets.json'];

/** Cards shown in narrow windows of every browser: the widest, and one from right to left. */
const IN_ALL = ['planets.json', 'tea-vs-coffee.ar.json'];

/** Returns axe's findings at some widths in some views, with their first occurrence. */
async function audit(stage, places, only = []) {
  /** @type {Map<string, string>} */
  const found = new Map();
  await stage.evaluate(axe);
  for (const [width, views] of places) {
    await stage.resize(width);
    for (const view of views) {
      await stage.setView(view);
      for (const line of await stage.evaluate(runAxe, only)) {
        if (!found.has(line)) found.set(line, `at ${width} px, view "${view}"`);
      }
    }
  }
  return [...found].map(([line, where]) => `${line} (${where})`);
}

/** Returns the focused part or text of the card, and its focus indicator. */
const focused = () => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  const ring = node.type === 'radio' ? node.nextElementSibling : node;
  const { outlineStyle, outlineWidth } = getComputedStyle(ring);
  const inside = document.querySelector('comparison-card').shadowRoot.contains(node);
  const { height } = ring.getBoundingClientRect();
  return {
    part: node.part?.value ?? '',
    text: node.textContent.trim(),
    inside,
    menu: Boolean(node.closest('[popover]')),
    visible: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0 && height > 0,
  };
};

/** Returns the tab stops in the card: one per radio group; nothing in closed popovers. */
const tabStops = () =>
  [...document.querySelector('comparison-card').shadowRoot.querySelectorAll('a, input, button, [tabindex]')]
    .filter((node) => node.getClientRects().length && (node.type !== 'radio' || node.checked))
    .map((node) => [node.part.value, node.textContent.trim()].join());

/** Presses Tab until a condition on the focus is true; returns all stops on the way. */
async function tabTo(stage, isThere) {
  const places = [];
  while (places.length < 200) {
    await stage.press('Tab');
    places.push(await stage.evaluate(focused));
    if (isThere(places[places.length - 1])) return places;
  }
  throw new Error(`Tab never came there: ${JSON.stringify(places.map(({ part, text }) => part || text))}`);
}

/** Returns nodes of a tree with one of some roles. */
const withRole = (tree, ...roles) => tree.filter(({ role }) => roles.includes(role));

/** Returns the content of the first node with a role. */
function inside(tree, role) {
  const start = tree.findIndex((node) => node.role === role);
  const end = tree.findIndex((node, i) => i > start && node.depth <= tree[start].depth);
  return start < 0 ? [] : tree.slice(start, end < 0 ? undefined : end);
}

/** Counts rows, cells and headers of a table. */
const countsIn = (table) => ({
  rows: withRole(table, 'row').length,
  columnheaders: withRole(table, 'columnheader').length,
  rowheaders: withRole(table, 'rowheader').length,
  cells: withRole(table, 'cell', 'gridcell').length,
});

/** Returns the expected counts without filter. Every row must have all its cells, or later ones count for another column. */
function countsOf({ subjects, attributes }) {
  const groups = attributes.filter(({ group }, i) => group && group !== attributes[i - 1]?.group).length;
  const definitions = attributes.some(({ definition }) => definition) ? 1 : 0;
  return {
    rows: 1 + groups + attributes.length,
    columnheaders: 1 + definitions + subjects.length,
    rowheaders: groups + attributes.length,
    cells: attributes.length * (definitions + subjects.length),
  };
}

/** A card of long words without break opportunities. */
const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
const longWords = {
  title: long,
  lang: 'de',
  answer: long,
  subjects: [{ name: long, definition: long }, { name: `${long}2` }],
  attributes: [
    { name: long, definition: long, unit: long, values: [long, 5] },
    { name: 'Kurz', values: [[long], true] },
  ],
  seeAlso: [{ title: long, href: 'x.html' }],
  sources: [`https://example.org/${long}`],
};

inEveryBrowser((check, once, thorough) => {
  for (const [i, [name, card]] of cards.entries()) {
    for (const [where, css] of OF_ALL_PARTS.includes(name) ? pages : pages.slice(0, 1)) {
      once(`axe finds nothing in ${name} on ${where}, at every width, filtered or not`, async (stage) => {
        const views = viewsOf(card);
        const isFirst = css === pages[0][1];
        // Other colours are seen in two widths and two views: hits are among them.
        const places = isFirst
          ? WIDTHS.map((width) => [width, views])
          : [320, 1280].map((width) => [width, views.slice(0, 2)]);
        await openCard(stage, card, css);
        assert.deepEqual(await audit(stage, places, isFirst ? [] : OF_COLOURS), []);
      });
    }

    (i ? once : check)(`the tree of ${name}: table, headers, field and status, at every width`, async (stage) => {
      await openCard(stage, card);
      for (const width of thorough ? WIDTHS : WIDTHS.slice(0, 2)) {
        await stage.resize(width);
        const tree = await stage.tree();
        const table = inside(tree, 'table');
        assert.ok(
          table[0]?.name.startsWith(card.title),
          `the caption names the table at ${width} px: ${table[0]?.name}`,
        );
        assert.deepEqual(countsIn(table), countsOf(card), `at ${width} px`);
        const heads = withRole(table, 'columnheader').map(({ name }) => name);
        for (const subject of card.subjects)
          assert.ok(
            heads.some((head) => head.startsWith(subject.name ?? subject)),
            `${heads}`,
          );
        assert.equal(withRole(tree, 'searchbox')[0]?.name, card.labels?.filter ?? 'Filter rows');
        assert.equal(withRole(tree, 'status').length, 2, 'the rows that match; what was copied');
        assert.equal(withRole(tree, 'heading').filter(({ name }) => name === card.title).length, 1);
      }
    });

    for (const width of [280, 320]) {
      (width === 280 && IN_ALL.includes(name) ? check : once)(
        `${name} fits a window of ${width} px, filtered or not`,
        async (stage) => {
          await stage.resize(width);
          await openCard(stage, card);
          for (const view of [...viewsOf(card), `q=${'z'.repeat(200)}`]) {
            await stage.setView(view);
            const { page, hidden } = await stage.evaluate(widths);
            assert.equal(page, width, `view "${view}"`);
            // With three or more subjects, the table scrolls and the first column stays.
            if (card.subjects.length < 3) assert.equal(hidden, 0, `view "${view}"`);
          }
        },
      );
    }
  }

  for (const width of WIDTHS) {
    (width === 320 ? check : once)(`words that do not break fit a window of ${width} px`, async (stage) => {
      await stage.resize(width);
      await openCard(stage, longWords);
      assert.deepEqual(await stage.evaluate(widths), { page: width, hidden: 0 });
    });
  }

  for (const [i, [name, card]] of cards.entries()) {
    (i ? once : check)(
      `with the keyboard alone: all of ${name} is reached in order, and the focus shows`,
      async (stage) => {
        await openCard(stage, card);
        await stage.setView(`q=${encodeURIComponent(card.attributes[0].name)}`);
        await tabTo(stage, ({ text }) => text === 'First link');
        const expected = await stage.evaluate(tabStops);
        assert.ok(expected.length > 5);
        const places = [];
        for (const _ of expected) {
          await stage.press('Tab');
          places.push(await stage.evaluate(focused));
        }
        assert.deepEqual(
          places.map(({ part, text }) => [part, text].join()),
          expected,
        );
        assert.deepEqual(
          places.filter(({ visible, inside }) => !visible || !inside),
          [],
        );
      },
    );
  }

  check('with the keyboard alone: a menu opens, everything in it is reached, and Escape leads back', async (stage) => {
    await openCard(stage, planets);
    for (const [name, count] of [
      ['Columns', planets.subjects.length + 2],
      ['Share', 11],
    ]) {
      await tabTo(stage, ({ text }) => text === name);
      await stage.press('Enter');
      const places = [];
      for (let i = 0; i < count; i++) {
        await stage.press('Tab');
        places.push(await stage.evaluate(focused));
      }
      assert.deepEqual(
        places.filter(({ visible, menu }) => !visible || !menu),
        [],
      );
      await stage.press('Tab');
      assert.equal((await stage.evaluate(focused)).menu, false);
      await stage.press('Tab', 'Shift');
      await stage.press('Escape');
      await stage.wait(() => !document.querySelector('comparison-card').shadowRoot.querySelector(':popover-open'));
      assert.equal((await stage.evaluate(focused)).text, name);
    }
  });

  check('with the keyboard alone: to the field, filter, clear, and on', async (stage) => {
    await openCard(stage, planets);
    const [first] = (await tabTo(stage, ({ part }) => part.includes('field'))).slice(-1);
    assert.ok(first.visible);
    await stage.type('diameter');
    await stage.event('viewchange', 8);
    const filtered = (await stage.look()).rows;
    assert.ok(filtered.length && filtered.length < planets.attributes.length);
    await stage.press('Tab');
    const clear = await stage.evaluate(focused);
    assert.ok(clear.part.includes('clear') && clear.visible, JSON.stringify(clear));
    await stage.press('Enter');
    await stage.event('viewchange', 9);
    assert.equal((await stage.look()).rows.length, planets.attributes.length);
    assert.ok((await stage.evaluate(focused)).part.includes('field'));
    await tabTo(stage, ({ part, text }) => part.includes('link') && text === planets.seeAlso?.[0]?.title);
  });

  once('an empty filter has no button to reach', async (stage) => {
    await openCard(stage, cards[0][1]);
    await tabTo(stage, ({ part }) => part.includes('field'));
    await stage.press('Tab');
    assert.equal((await stage.evaluate(focused)).part.includes('clear'), false);
  });

  check('a table of many subjects scrolls sideways with the keyboard, and has a name', async (stage) => {
    await stage.resize(1024);
    await openCard(stage, planets);
    const regions = withRole(await stage.tree(), 'region');
    assert.equal(regions.filter(({ focusable, name }) => focusable && name).length, 1, JSON.stringify(regions));
    await tabTo(stage, ({ part }) => part.includes('scroll'));
    const scroll = () =>
      document.querySelector('comparison-card').shadowRoot.querySelector('[part~=scroll]').scrollLeft;
    assert.equal(await stage.evaluate(scroll), 0);
    for (let presses = 0; presses < 9 && !(await stage.evaluate(scroll)); presses++) {
      await stage.press('ArrowRight'); // a busy browser may stop a running scroll
      await stage.settle();
    }
    assert.ok(await stage.evaluate(scroll));
  });

  once('the status tells the number of rows, and only its text changes', async (stage) => {
    await openCard(stage, planets);
    const before = inside(await stage.tree(), 'status').map(({ name }) => name);
    await stage.setView('q=diameter');
    const after = inside(await stage.tree(), 'status').map(({ name }) => name);
    assert.notDeepEqual(after, before);
    assert.match(after.join(' '), /\d/);
  });

  once('the card says its language and direction', async (stage) => {
    const [, arabic] = /** @type {any} */ (cards.find(([, { dir }]) => dir === 'rtl'));
    await openCard(stage, arabic);
    const answer = await stage.evaluate(() => {
      const node = document.querySelector('comparison-card').shadowRoot.querySelector('[part~=card]');
      return [node.lang, getComputedStyle(node).direction];
    });
    assert.deepEqual(answer, [arabic.lang, 'rtl']);
  });
});
