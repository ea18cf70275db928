import assert from 'node:assert/strict';
import { inEitherEngine, LIBRARY } from './browser.js';
import { fiveRows, smallCard } from './cards.js';

const ALL = fiveRows.attributes.map(({ name }) => name);

/** Opens a page with the card of five rows and returns its look. */
async function openCard(stage, attributes = '', around = (card) => card) {
  stage.serve('card.json', fiveRows);
  const card = `<comparison-card src="card.json" id="card" ${attributes}></comparison-card>`;
  const page = await stage.open(around(card), { head: LIBRARY });
  return { page, ...(await stage.shown(fiveRows.title)) };
}

/** Views, and the rows that match. */
const views = [
  ['', ALL],
  ['q=', ALL],
  ['q=goal', ['Goal']],
  ['q=GOAL', ['Goal']],
  ['q=g%C3%B6al', ['Goal']],
  ['q=%67oal', ['Goal']],
  ['%71=goal', ['Goal']],
  ['q=+goal+', ['Goal']],
  ['q=goal&q=zzz', ['Goal']],
  ['q=&q=goal', ALL],
  ['&&q=goal&', ['Goal']],
  ['?q=goal', ['Goal']],
  ['sort=name&q=goal', ['Goal']],
  ['q=brand+a', ['Goal', 'Approach']],
  ['q=zzz', []],
  ['q=%', []],
  ['Q=goal', ALL],
  ['goal', ALL],
];

inEitherEngine((check, once) => {
  check('typing filters the rows, counts them and marks what was found', async (stage) => {
    const before = await openCard(stage);
    assert.deepEqual([before.rows, before.status, before.marks], [ALL, '5 of 5 rows', []]);
    await stage.filter('brand');
    await stage.event('viewchange', 5);
    const { rows, status, marks, matchCount, view } = await stage.look();
    assert.deepEqual(rows, ['Goal', 'Approach']);
    assert.equal(status, '2 of 5 rows');
    assert.equal(matchCount, 2);
    assert.deepEqual(marks, ['brand', 'brand']);
    assert.equal(view, 'q=brand');
  });

  check('typing a text without matches leaves no row and says so', async (stage) => {
    await openCard(stage);
    await stage.filter('<zzz>');
    await stage.event('viewchange', 5);
    const { rows, status, matchCount } = await stage.look();
    assert.deepEqual([rows, status, matchCount], [[], '0 of 5 rows', 0]);
    const text = await stage.evaluate(
      () => document.querySelector('comparison-card').shadowRoot.querySelector('[part~=no-match]').textContent,
    );
    assert.match(text, /<zzz>/);
  });

  check('the focus and the caret stay where they are while typing', async (stage) => {
    await openCard(stage);
    await stage.filter('gal');
    for (const key of ['ArrowLeft', 'ArrowLeft', 'o']) await stage.press(key);
    await stage.event('viewchange', 4);
    const answer = await stage.evaluate(() => {
      const { activeElement } = document.querySelector('comparison-card').shadowRoot;
      return [activeElement.part.value, activeElement.value, activeElement.selectionStart, activeElement.selectionEnd];
    });
    assert.deepEqual(answer, ['field', 'goal', 2, 2]);
    assert.deepEqual((await stage.look()).rows, ['Goal']);
  });

  check('typing replaces the rows and leaves the form and the rest alone', async (stage) => {
    await openCard(stage);
    await stage.evaluate(() => {
      const root = document.querySelector('comparison-card').shadowRoot;
      const parts = ['card', 'title', 'field', 'clear', 'status', 'table', 'rows', 'column'];
      globalThis[Symbol.for('kept')] = () => parts.map((part) => root.querySelector(`[part~=${part}]`));
      globalThis[Symbol.for('nodes')] = globalThis[Symbol.for('kept')]();
    });
    await stage.filter('goal');
    await stage.event('viewchange', 4);
    const same = await stage.evaluate(() =>
      globalThis[Symbol.for('kept')]().map((node, i) => Boolean(node) && node === globalThis[Symbol.for('nodes')][i]),
    );
    assert.deepEqual(
      same,
      same.map(() => true),
    );
  });

  check('text typed before the card is shown again is not lost', async (stage) => {
    stage.serve('one.json', smallCard('One'));
    const two = stage.serve('two.json', smallCard('Two'), { held: true });
    await stage.open('<comparison-card src="one.json"></comparison-card>', { head: LIBRARY });
    await stage.shown('One');
    await stage.evaluate(() => document.querySelector('comparison-card').setAttribute('src', 'two.json'));
    await two.asked;
    await stage.filter('weight');
    two.release();
    const { rows, query } = await stage.shown('Two');
    assert.deepEqual([rows, query], [['Weight'], 'weight']);
  });

  check('setting the view changes everything before it returns', async (stage) => {
    await openCard(stage);
    const answer = await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      const part = (name) => card.shadowRoot.querySelector(`[part~=${name}]`);
      card.view = 'q=brand';
      const rows = [...card.shadowRoot.querySelectorAll('[part~=attribute]')].map((node) => node.textContent);
      return [card.view, card.matchCount, rows, part('status').textContent, part('field').value];
    });
    assert.deepEqual(answer, ['q=brand', 2, ['Goal', 'Approach'], '2 of 5 rows', 'brand']);
  });

  for (const [view, rows] of views) {
    once(`the view "${view}" filters as its field does`, async (stage) => {
      await openCard(stage);
      await stage.setView(view);
      const set = await stage.look();
      // Types and deletes one letter: the same text must find the same rows.
      await stage.focus('field');
      for (const key of ['End', 'x', 'Backspace']) await stage.press(key);
      await stage.event('viewchange', 2);
      const typed = await stage.look();
      assert.deepEqual(set.rows, rows);
      assert.equal(set.matchCount, rows.length);
      assert.deepEqual(typed.rows, rows, 'with the field as it is');
    });
  }

  for (const [name, value, view] of [
    ['null', null, ''],
    ['undefined', undefined, ''],
    ['a number', 5, '5'],
  ]) {
    once(`the view set to ${name} is text`, async (stage) => {
      await openCard(stage);
      await stage.setView(value);
      assert.equal((await stage.look()).view, view);
    });
  }

  once('parts of a view that have no field survive typing and clearing', async (stage) => {
    await openCard(stage, 'view="sort=name&hide=sales&q=goal"');
    await stage.filter('brand');
    await stage.event('viewchange', 5);
    const { view } = await stage.look();
    assert.deepEqual(Object.fromEntries(new URLSearchParams(view)), { sort: 'name', hide: 'sales', q: 'brand' });
    await stage.click('clear');
    await stage.event('viewchange', 6);
    assert.equal((await stage.look()).view, 'sort=name&hide=sales');
  });

  once('typed text is restored from the view unchanged', async (stage) => {
    const text = 'a+b & c=d % 茶 "<é>';
    await openCard(stage);
    await stage.filter(text);
    await stage.event('viewchange', [...text].length);
    const { view } = await stage.look();
    await stage.setView('');
    assert.equal((await stage.look()).query, '');
    await stage.setView(view);
    assert.equal((await stage.look()).query, text);
  });

  check('the button clears the filter, shows all rows and gives the focus back to the field', async (stage) => {
    await openCard(stage);
    await stage.filter('goal');
    await stage.event('viewchange', 4);
    await stage.click('clear');
    await stage.event('viewchange', 5);
    const { rows, query, status, marks, view } = await stage.look();
    assert.deepEqual([rows, query, status, marks, view], [ALL, '', '5 of 5 rows', [], '']);
    const active = () => document.querySelector('comparison-card').shadowRoot.activeElement?.part.value;
    assert.equal(await stage.evaluate(active), 'field');
  });

  once('the button clears a filter that came with the view', async (stage) => {
    await openCard(stage, 'view="q=goal"');
    await stage.click('clear');
    await stage.event('viewchange');
    assert.deepEqual((await stage.look()).rows, ALL);
  });

  for (const [where, around] of [
    ['a page', (card) => card],
    ['a form of the page', (card) => `<form action="elsewhere">${card}<input name="own"></form>`],
  ]) {
    check(`Enter in the field goes nowhere and changes nothing, in ${where}`, async (stage) => {
      const { page } = await openCard(stage, '', around);
      await stage.filter('goal');
      await stage.event('viewchange', 4);
      await stage.press('Enter');
      await stage.settle();
      assert.equal(stage.url.replace(/#.*/, ''), page.url); // the view may be in the address by now
      assert.equal(page.hits, 1);
      const { rows, query } = await stage.look();
      assert.deepEqual([rows, query], [['Goal'], 'goal']);
      assert.equal(stage.requests.filter((url) => /elsewhere|\?/.test(url)).length, 0);
    });
  }

  check('Escape in the field clears it as it does elsewhere', async (stage) => {
    await openCard(stage);
    await stage.filter('goal');
    await stage.event('viewchange', 4);
    await stage.press('Escape');
    await stage.event('viewchange', 5);
    assert.deepEqual((await stage.look()).rows, ALL);
  });

  once('the attribute gives the first view', async (stage) => {
    const { rows, query, status, matchCount, view } = await openCard(stage, 'view="q=goal"');
    assert.deepEqual([rows, query, status, matchCount, view], [['Goal'], 'goal', '1 of 5 rows', 1, 'q=goal']);
  });

  once('the attribute changes the view, and without it the view is empty', async (stage) => {
    await openCard(stage, 'view="q=goal"');
    await stage.evaluate(() => document.querySelector('comparison-card').setAttribute('view', 'q=metrics'));
    const changed = await stage.look();
    assert.deepEqual([changed.rows, changed.query, changed.view], [['Metrics'], 'metrics', 'q=metrics']);
    await stage.evaluate(() => document.querySelector('comparison-card').removeAttribute('view'));
    const removed = await stage.look();
    assert.deepEqual([removed.rows, removed.query, removed.view], [ALL, '', '']);
    assert.equal((await stage.events()).length, 1, 'the card was loaded once');
  });

  once('the view stays when the source changes', async (stage) => {
    stage.serve('two.json', smallCard('Two'));
    assert.deepEqual((await openCard(stage, 'view="q=weight"')).rows, []);
    await stage.evaluate(() => document.querySelector('comparison-card').setAttribute('src', 'two.json'));
    assert.deepEqual((await stage.shown('Two')).rows, ['Weight']);
  });

  once('matchCount is 0 without a card', async (stage) => {
    await stage.open('<comparison-card></comparison-card>', { head: LIBRARY });
    assert.equal(await stage.evaluate(() => document.querySelector('comparison-card').matchCount), 0);
  });

  once('two cards on a page have views of their own', async (stage) => {
    const other = '<comparison-card src="card.json" id="other"></comparison-card>';
    await openCard(stage, '', (card) => card + other);
    await stage.shown(fiveRows.title, '#other');
    await stage.filter('goal', '#other');
    await stage.event('viewchange', 4);
    assert.deepEqual((await stage.look('#card')).rows, ALL);
    assert.deepEqual((await stage.look('#other')).rows, ['Goal']);
  });

  check('a card of 1,000 rows is filtered and counted', async (stage) => {
    const rows = Array.from({ length: 1000 }, (_, i) => `Row ${i}`);
    stage.serve('long.json', smallCard('Long', rows));
    await stage.open('<comparison-card src="long.json"></comparison-card>', { head: LIBRARY });
    const all = await stage.shown('Long');
    assert.equal(all.status.replaceAll(/\D+/g, ' ').trim(), '1000 1000');
    assert.equal(all.matchCount, 1000);
    await stage.filter('row 99');
    await stage.event('viewchange', 6);
    const found = rows.filter((name) => name.includes('99'));
    const { rows: shown, matchCount } = await stage.look();
    assert.equal(matchCount, found.length);
    assert.deepEqual(shown, found);
    await stage.click('clear');
    await stage.event('viewchange', 7);
    assert.equal((await stage.look()).matchCount, 1000);
  });
});
