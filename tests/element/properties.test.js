/** Every attribute of the element has a property that acts as the attribute does. */
import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { smallCard } from './cards.js';

const CSV = 'Name,A,B\nColour,red,blue\n';

/** The property, its value without the attribute, and other values. @type {[name: string, without: string, ...string[]][]} */
const PROPERTIES = [
  ['src', '', 'card.json', ''],
  ['caption', '', 'A title', ''],
  ['history', '', 'off', ''],
  ['loading', 'eager', 'lazy', 'eager'],
  ['theme', '', 'plain', 'card', 'editorial', ''],
  ['labels', '', 'words', '/a/b'],
];

inEveryBrowser((check, once) => {
  for (const [name, without, ...values] of PROPERTIES) {
    once(`${name} reads and writes its attribute; null and undefined remove it`, async (stage) => {
      await stage.open('', { head: LIBRARY });
      const read = await stage.evaluate(
        (name, values) => {
          const card = document.createElement('comparison-card');
          const state = () => [card[name], card.getAttribute(name)];
          const set = (value) => {
            card[name] = value;
            return state();
          };
          const removed = [state(), set(values[0]), set(null), set(values[0]), set(undefined)];
          return { removed, states: values.map(set) };
        },
        name,
        values,
      );
      const set = [values[0], values[0]];
      assert.deepEqual(read.removed, [[without, null], set, [without, null], set, [without, null]]);
      assert.deepEqual(
        read.states,
        values.map((value) => [value, value]),
      );
    });
  }

  once('attributes that say nothing read as the default', async (stage) => {
    await stage.open('<comparison-card history="on" loading="soon"></comparison-card>', { head: LIBRARY });
    const read = await stage.evaluate(() => {
      const { history, loading } = document.querySelector('comparison-card');
      return [history, loading];
    });
    assert.deepEqual(read, ['', 'eager']);
  });

  check('properties that were set before the element is defined count', async (stage) => {
    stage.serve('card.csv', CSV, { type: 'text/csv' });
    await stage.open('<comparison-card></comparison-card>');
    const attributes = await stage.evaluate(async () => {
      const card = Object.assign(document.querySelector('comparison-card'), {
        src: 'card.csv',
        caption: 'Early',
        history: 'off',
        loading: 'eager',
        theme: 'card',
        labels: 'words',
        view: 'q=red',
      });
      await import('/comparison-card.mjs');
      await card.ready;
      return Object.fromEntries(Array.from(card.attributes, ({ name, value }) => [name, value]));
    });
    assert.deepEqual(attributes, {
      src: 'card.csv',
      caption: 'Early',
      history: 'off',
      loading: 'eager',
      theme: 'card',
      labels: 'words',
    });
    const { title, view, rows } = await stage.shown('Early');
    assert.deepEqual([title, view, rows], ['Early', 'q=red', ['Colour']]);
  });

  once('caption, set later, changes the title of a table', async (stage) => {
    stage.serve('card.csv', CSV, { type: 'text/csv' });
    await stage.open('<comparison-card src="card.csv" caption="First"></comparison-card>', { head: LIBRARY });
    await stage.shown('First');
    await stage.evaluate(() => {
      document.querySelector('comparison-card').caption = 'Second';
    });
    assert.equal((await stage.shown('Second')).title, 'Second');
  });

  once('theme, set later, changes the look at once', async (stage) => {
    stage.serve('card.json', smallCard('Looks'));
    await stage.open('<comparison-card src="card.json"></comparison-card>', { head: LIBRARY });
    await stage.shown('Looks');
    const borders = await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      const article = card.shadowRoot.querySelector('article');
      return ['card', null].map((theme) => {
        card.theme = theme;
        return getComputedStyle(article).borderTopWidth;
      });
    });
    assert.deepEqual(borders, ['1px', '0px']);
  });

  once('history, set later, keeps the address as it is', async (stage) => {
    stage.serve('card.json', smallCard('Still'));
    await stage.open('<comparison-card src="card.json"></comparison-card>', { head: LIBRARY });
    await stage.shown('Still');
    const address = () => stage.evaluate(() => location.hash);
    await stage.evaluate(() => {
      document.querySelector('comparison-card').history = 'off';
    });
    await stage.filter('colour');
    await stage.event('viewchange', 6);
    await stage.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
    assert.equal(await address(), '');
    await stage.evaluate(() => {
      document.querySelector('comparison-card').history = '';
    });
    await stage.filter('weight');
    assert.ok(await stage.wait(() => location.hash.includes('q=weight')));
  });

  once('labels names the folder of the texts', async (stage) => {
    stage.serve('words/de.json', { filter: 'Suchen in Zeilen' });
    await stage.open('<comparison-card lang="de"></comparison-card>', { head: LIBRARY });
    await stage.evaluate((data) => {
      Object.assign(document.querySelector('comparison-card'), { labels: 'words', data });
    }, smallCard('Wörter'));
    await stage.shown('Wörter');
    assert.ok(
      await stage.evaluate(() => document.querySelector('comparison-card').shadowRoot.innerHTML.includes('Suchen in')),
    );
  });

  once('src = null shows the content again', async (stage) => {
    stage.serve('card.json', smallCard('Gone'));
    await stage.open('<comparison-card src="card.json"><p id="own">Own</p></comparison-card>', { head: LIBRARY });
    await stage.shown('Gone');
    await stage.evaluate(() => {
      document.querySelector('comparison-card').src = null;
    });
    assert.ok(await stage.wait(() => document.getElementById('own').checkVisibility()));
    assert.deepEqual(stage.errors, []);
  });
});
