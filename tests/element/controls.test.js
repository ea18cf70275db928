import assert from 'node:assert/strict';
import { inEitherEngine, LIBRARY } from './browser.js';
import { fiveRows, smallCard } from './cards.js';
import { focused, focusOn, use, viewIs, viewOf } from './reader.js';

const trio = {
  title: 'Trio',
  subjects: [{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }, { name: 'C, the third' }],
  attributes: ['One', 'Two', 'Three'].map((name, i) => ({
    name,
    group: i ? 'Rest' : 'First',
    values: [`a${i}`, `b${i}`, 'same'],
  })),
};
const long = smallCard(
  'Long',
  [...Array(350)].map((_, i) => `Row ${i}`),
);

async function openCard(stage, card = fiveRows, attributes = '', around = (inside) => inside) {
  stage.serve('card.json', card);
  await stage.open(around(`<comparison-card src="card.json" ${attributes}></comparison-card>`), { head: LIBRARY });
  return stage.shown(card.title);
}

/** Returns which fields are checked. */
const checked = (stage, name) =>
  stage.evaluate(
    (name) =>
      [...document.querySelector('comparison-card').shadowRoot.querySelectorAll(`input[name=${name}]:checked`)].map(
        ({ value }) => value,
      ),
    name,
  );

const rowCount = (stage) =>
  stage.evaluate(() => document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=row]').length);

const tick = (stage, index) => use(stage, `label:nth-of-type(${index}) input[name=show]`);

inEitherEngine((check, once) => {
  once('one of several: its value is in the view, the empty one takes it out', async (stage) => {
    await openCard(stage);
    await use(stage, 'input[value=differences]');
    await viewIs(stage, 'only=differences');
    await use(stage, 'input[name=only]');
    await viewIs(stage, '');
  });

  once('boxes: a list of those checked; all or none of them is no list', async (stage) => {
    await openCard(stage, trio);
    assert.deepEqual(await checked(stage, 'show'), ['a', 'b', 'C, the third']);
    await tick(stage, 2);
    await viewIs(stage, 'show=a,C,+the+third');
    await tick(stage, 1);
    await viewIs(stage, 'show=C,+the+third');
    await tick(stage, 3);
    await viewIs(stage, '');
    assert.deepEqual(await checked(stage, 'show'), [], 'the reader may be about to check others');
    await tick(stage, 1);
    await viewIs(stage, 'show=a');
    await tick(stage, 2);
    await tick(stage, 3);
    await viewIs(stage, '');
  });

  once('the fields follow a view that is set', async (stage) => {
    await openCard(stage, trio);
    await stage.setView('q=one&only=similarities&show=a,C,+the+third');
    assert.deepEqual(await checked(stage, 'only'), ['similarities']);
    assert.deepEqual(await checked(stage, 'show'), ['a', 'C, the third']);
    assert.equal((await stage.look()).query, 'one');
    await stage.setView('');
    assert.deepEqual(await checked(stage, 'only'), ['']);
    assert.deepEqual(await checked(stage, 'show'), ['a', 'b', 'C, the third']);
    assert.equal((await stage.look()).query, '');
  });

  once('a button sets its parameter, or takes it out, and says so', async (stage) => {
    await openCard(stage, trio, 'view="future=1"');
    await use(stage, '[name=sort][data-key=name]');
    await viewIs(stage, 'future=1&sort=name');
    await use(stage, '[name=sort][data-key=name]');
    await viewIs(stage, 'future=1&sort=-name');
    await use(stage, '[name=sort][data-key=name]');
    await viewIs(stage, 'future=1');
    const changes = (await stage.events()).filter(({ type }) => type === 'viewchange');
    assert.deepEqual(
      changes.map(({ view }) => view),
      ['future=1&sort=name', 'future=1&sort=-name', 'future=1'],
    );
  });

  check('a button for the query fills the field and leads there', async (stage) => {
    await openCard(stage, fiveRows, 'view="q=goall"');
    await use(stage, '[part~=no-match] [name=q]:not([value=""])');
    await viewIs(stage, 'q=%22Goal%22');
    const { query, rows } = await stage.look();
    assert.deepEqual([query, rows], ['"Goal"', ['Goal']]);
    assert.equal(await focused(stage), 'q');
  });

  for (const [name, selector, after] of [
    ['sorting', '[name=sort][data-key=b]', 'sort b'],
    ['folding', '[name=fold][data-key=Rest]', 'fold Rest'],
    ['pinning, which moves the button', '[name=pin][data-key=b]', 'pin b'],
  ]) {
    once(`the focus stays on the button: ${name}`, async (stage) => {
      await openCard(stage, trio, 'view="sort=name"');
      for (let i = 0; i < 3; i++) {
        await focusOn(stage, selector);
        const before = await viewOf(stage);
        await stage.press('Enter');
        await stage.wait((view) => document.querySelector('comparison-card').view !== view, before);
        assert.equal(await focused(stage), after);
      }
    });
  }

  once('the focus stays on what has no name, by its place', async (stage) => {
    await openCard(stage, trio);
    await focusOn(stage, 'tr:last-child a');
    await stage.setView('row=One');
    const text = () => document.querySelector('comparison-card').shadowRoot.activeElement?.textContent;
    assert.equal(await stage.evaluate(text), 'Three');
  });

  check('a region that is replaced under an open popover breaks nothing', async (stage) => {
    const card = { ...trio, attributes: trio.attributes.map((row) => ({ ...row, definition: `About ${row.name}` })) };
    await openCard(stage, card);
    await focusOn(stage, '[part=defined]');
    await stage.evaluate(() =>
      document.querySelector('comparison-card').shadowRoot.querySelector('[part=defined]').showPopover(),
    );
    await stage.setView('sort=-name');
    assert.deepEqual((await stage.look()).rows.length, 3);
  });

  check('in a form of the page, where the parser drops the form, every control works', async (stage) => {
    await openCard(stage, trio, '', (inside) => `<form action="elsewhere">${inside}</form>`);
    await stage.filter('one');
    await viewIs(stage, 'q=one');
    await use(stage, 'input[value=differences]');
    await viewIs(stage, 'q=one&only=differences');
    await use(stage, '[type=reset]');
    await viewIs(stage, 'only=differences');
    assert.equal(await focused(stage), 'q');
  });

  check('Show more: the focus comes to the first of the new rows, or stays', async (stage) => {
    await openCard(
      stage,
      smallCard(
        'Long',
        long.attributes.slice(0, 75).map(({ name }) => name),
      ),
    );
    assert.equal(await rowCount(stage), 50);
    await use(stage, '[name=rows]');
    await viewIs(stage, 'rows=100');
    assert.equal(await rowCount(stage), 75);
    const text = () => document.querySelector('comparison-card').shadowRoot.activeElement?.textContent;
    assert.equal(await stage.evaluate(text), 'Row 50');
  });

  check('rows that stay are the ones that stood there', async (stage) => {
    const attributes = long.attributes.slice(0, 120).map((row, i) => ({ ...row, values: [i % 3 ? 'a' : 'b', 'a'] }));
    await openCard(stage, { ...long, subjects: ['A', 'B'], attributes });
    const counts = await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      const rows = () => [...card.shadowRoot.querySelectorAll('[part~=row]')];
      const names = () => rows().map((row) => row.querySelector('a').textContent);
      const stay = (view) => {
        const before = new Set(rows());
        card.view = view;
        return [rows().length, rows().filter((row) => before.has(row)).length, new Set(names()).size];
      };
      const views = [
        'rows=100',
        'rows=110',
        'rows=150',
        'rows=150&fold=x',
        'rows=150&only=differences',
        'rows=150',
        'rows=150&row=Row+7',
      ];
      return [...views, 'rows=150&q=Row'].map(stay);
    });
    assert.deepEqual(counts, [
      [100, 0, 100], // unchanged rows are reused from the first change on
      [110, 100, 110],
      [120, 110, 120],
      [120, 120, 120],
      [40, 40, 40],
      [120, 40, 120],
      [120, 119, 120],
      [120, 0, 120],
    ]);
  });

  check('a letter shows the rows that fill the window at once, and the others when the reader stops', async (stage) => {
    await openCard(stage, long);
    const states = await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      const field = card.shadowRoot.querySelector('input');
      const state = () => [
        card.shadowRoot.querySelectorAll('[part~=row]').length,
        card.shadowRoot.querySelector('table').getAttribute('aria-rowcount'),
        card.view,
      ];
      const type = (text) => {
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return state();
      };
      const stop = async (rows) => {
        for (let i = 0; i < 9 || (i < 90 && state()[0] !== rows); i++)
          await new Promise((resolve) => setTimeout(resolve, 100));
      };
      const states = [type('r'), type('ro')];
      const [first] = card.shadowRoot.querySelectorAll('[part~=row]');
      await stop(50);
      states.push(state(), [first.isConnected], type('row 19'));
      await stop(14);
      states.push(state());
      card.view = 'q=ro';
      states.push(state(), type('row'));
      card.view = 'only=differences&q=ro';
      await stop(50);
      states.push(state());
      return { states, inSight: Math.ceil(innerHeight / 40), all: card.matchCount };
    });
    const { inSight } = states;
    assert.ok(inSight < 50, `${inSight} rows in sight`);
    assert.deepEqual(states.states, [
      [inSight, '351', 'q=r'],
      [inSight, '351', 'q=ro'],
      [50, '351', 'q=ro'],
      [true],
      [14, null, 'q=row+19'],
      [14, null, 'q=row+19'],
      [50, '351', 'q=ro'],
      [inSight, '351', 'q=row'],
      [50, `${states.all + 1}`, 'only=differences&q=ro'],
    ]);
  });

  check('the other rows come at once where the reader scrolls to them', async (stage) => {
    await stage.before(() => {
      const { setTimeout } = globalThis;
      globalThis.setTimeout = (action, ms) => (ms === 400 ? 1 : setTimeout(action, ms)); // the debounce never ends
    });
    await openCard(stage, long, '', (inside) => `${inside}<p>The end</p>`);
    await stage.filter('r');
    await stage.settle();
    assert.ok((await rowCount(stage)) < 50);
    await stage.evaluate(() => scrollTo({ top: document.scrollingElement.scrollHeight, behavior: 'instant' }));
    await stage.wait(
      () => document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=row]').length === 50,
    );
    assert.equal(await viewOf(stage), 'q=r');
  });

  check('more rows come as the reader scrolls, not before, and are no steps for Back', async (stage) => {
    await openCard(stage, long, '', (inside) => `${inside}<p>The end</p>`);
    await stage.settle();
    assert.equal(await rowCount(stage), 50);
    const before = await stage.evaluate(() => history.length);
    for (const count of [100, 150, 200]) {
      await stage.settle();
      await stage.evaluate(() => scrollTo({ top: document.scrollingElement.scrollHeight, behavior: 'instant' }));
      await stage.wait(
        (count) =>
          document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=row]').length === count,
        count,
      );
    }
    assert.equal(await stage.evaluate(() => history.length), before);
  });

  check('a short card at the start of the page loads nothing by itself', async (stage) => {
    const attributes = long.attributes.map((row) => ({ ...row, group: 'All' }));
    await openCard(stage, { ...long, attributes }, 'view="fold=All"');
    await stage.settle();
    assert.equal(await viewOf(stage), 'fold=All');
  });

  for (const [view, shown] of [
    ['rows=200', 200],
    ['', 50],
  ]) {
    check(`all rows are there for printing, and fewer again afterwards, in the view "${view}"`, async (stage) => {
      await openCard(stage, long, `view="${view}"`);
      const counts = await stage.evaluate(() => {
        const count = () => document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=row]').length;
        const counts = [count()];
        for (const type of ['beforeprint', 'afterprint']) {
          dispatchEvent(new Event(type));
          counts.push(count());
        }
        return counts;
      });
      assert.deepEqual(counts, [shown, 350, shown]);
      assert.equal(await viewOf(stage), view);
      assert.equal((await stage.events()).length, 1);
    });
  }

  check('what is filtered is there for every print, and nothing else', async (stage) => {
    await openCard(stage, long);
    const counts = (query) =>
      stage.evaluate((query) => {
        const card = document.querySelector('comparison-card');
        const count = () => card.shadowRoot.querySelectorAll('[part~=row]').length;
        const print = () =>
          ['beforeprint', 'afterprint'].map((type) => {
            dispatchEvent(new Event(type));
            return count();
          });
        if (query !== null) card.view = query;
        return [...print(), ...print()];
      }, query);
    assert.deepEqual(await counts(null), [350, 50, 350, 50]);
    const rows = long.attributes.filter(({ name }) => name.includes('1')).length;
    assert.deepEqual(await counts('q=1'), [rows, 50, rows, 50]);
    assert.deepEqual(await counts(''), [350, 50, 350, 50]);
  });
});
