import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { fiveRows } from './cards.js';
import { focused, focusOn, viewIs } from './reader.js';

const space = (height) => `<div style="height: ${height}px"></div>`;
const cardNamed = (id, more = '') => `<comparison-card src="card.json" id="${id}" ${more}></comparison-card>`;

/** Opens a page with cards and waits until they listen to keys. */
async function openCards(stage, body = cardNamed('one')) {
  stage.serve('card.json', fiveRows);
  await stage.open(body, { head: LIBRARY });
  for (const [, id] of body.matchAll(/id="(one|two)"/g)) {
    await stage.shown(fiveRows.title, `#${id}`);
  }
}

/** Returns the id of the card whose field has the focus. */
const cardWithFocus = (stage) =>
  stage.evaluate(() => {
    const card = document.activeElement;
    return card?.shadowRoot?.activeElement?.name === 'q' ? card.id : '';
  });

const scrollTo = (stage, top) => stage.evaluate((top) => window.scrollTo({ top, behavior: 'instant' }), top);

inEveryBrowser((check, once) => {
  check('Escape clears the query and stays in the field', async (stage) => {
    await openCards(stage);
    await stage.filter('goal');
    await stage.press('Escape');
    await viewIs(stage, '');
    assert.equal((await stage.look()).query, '');
    assert.equal(await focused(stage), 'q');
  });

  for (const control of ['[name=sort]', '[href$="row=Metrics"]']) {
    (control === '[name=sort]' ? check : once)(
      `Escape on another control of the card clears too, and stays there: ${control}`,
      async (stage) => {
        await openCards(stage, cardNamed('one', 'view="q=metrics"'));
        await focusOn(stage, control);
        await stage.press('Escape');
        await viewIs(stage, '');
        assert.ok(
          await stage.evaluate((control) => {
            const { activeElement } = document.querySelector('comparison-card').shadowRoot;
            return activeElement?.matches(control);
          }, control),
        );
      },
    );
  }

  check('Escape first closes what is open', async (stage) => {
    await openCards(stage, cardNamed('one', 'view="q=goal"'));
    await focusOn(stage, '[value="copy:link"]');
    await stage.press('Escape');
    await stage.wait(() => !document.querySelector('comparison-card').shadowRoot.querySelector(':popover-open'));
    assert.equal((await stage.look()).view, 'q=goal');
  });

  check('Escape elsewhere, or without a query, is left to the page', async (stage) => {
    await openCards(
      stage,
      `<button id="button">Button</button>${cardNamed('one', 'view="q=goal"')}${cardNamed('two')}`,
    );
    await stage.evaluate(() => {
      globalThis[Symbol.for('keys')] = [];
      addEventListener('keydown', ({ defaultPrevented }) => globalThis[Symbol.for('keys')].push(defaultPrevented));
      document.getElementById('button').focus();
    });
    await stage.press('Escape');
    await stage.focus('field', '#two');
    await stage.press('Escape');
    assert.deepEqual(await stage.evaluate(() => globalThis[Symbol.for('keys')]), [false, false]);
    assert.equal((await stage.look('#one')).view, 'q=goal');
  });

  check('/ leads to the field, and is not typed', async (stage) => {
    await openCards(stage);
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), 'one');
    assert.equal((await stage.look()).query, '');
    await stage.press('/');
    assert.equal((await stage.look()).query, '/', 'in the field it is a letter');
  });

  check('/ leads to the card with the focus, then to the one that takes most of the window', async (stage) => {
    await openCards(stage, cardNamed('one') + space(900) + cardNamed('two') + space(900));
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), 'one');
    await stage.evaluate(() => document.activeElement.shadowRoot.activeElement.blur());
    await stage.evaluate(() => document.getElementById('two').scrollIntoView({ behavior: 'instant' }));
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), 'two');
    await focusOn(stage, '[name=sort]', '#one');
    await stage.evaluate(() => document.getElementById('two').scrollIntoView({ behavior: 'instant' }));
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), 'one');
  });

  once('/ does nothing while no card is in sight', async (stage) => {
    await openCards(stage, space(2000) + cardNamed('one') + space(2000));
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), '');
    await scrollTo(stage, 2000);
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), 'one');
  });

  for (const [where, markup] of [
    ['a field', '<input id="own">'],
    ['a text area', '<textarea id="own"></textarea>'],
    ['a list', '<select id="own"><option>a</option></select>'],
    ['a text that is edited', '<div contenteditable><b id="own" tabindex="0">text</b></div>'],
    ['an element that says it is a field', '<div id="own" role="textbox" tabindex="0">text</div>'],
    ['a link that says it opens a list', '<a id="own" href="#x" role="combobox">text</a>'],
    ['a tree', '<ul role="tree"><li id="own" role="treeitem" tabindex="-1">text</ul>'],
    ['an editor drawn on a canvas', '<canvas id="own" tabindex="0"></canvas>'],
    ['an element of its own kind', '<code-editor id="own" tabindex="0"></code-editor>'],
    ['a box of its own kind', '<fancy-box id="own" tabindex="-1"></fancy-box>'],
  ]) {
    once(`/ typed in ${where} of the page stays there`, async (stage) => {
      await openCards(stage, markup + cardNamed('one'));
      await stage.evaluate(() => document.getElementById('own').focus());
      await stage.press('/');
      assert.equal(await cardWithFocus(stage), '');
    });
  }

  check('/ typed in a field in a shadow root of the page stays there', async (stage) => {
    await openCards(stage, `<div id="host"></div>${cardNamed('one')}`);
    await stage.evaluate(() => {
      const root = document.getElementById('host').attachShadow({ mode: 'open' });
      root.innerHTML = '<input>';
      root.querySelector('input').focus();
    });
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), '');
  });

  for (const host of ['<div id="host"></div>', '<fancy-field id="host"></fancy-field>']) {
    check(`/ typed in a closed shadow root of the page stays there: ${host}`, async (stage) => {
      await openCards(stage, `${host}${cardNamed('one')}`);
      await stage.evaluate(() => {
        const root = document.getElementById('host').attachShadow({ mode: 'closed' });
        root.innerHTML = '<input>';
        root.querySelector('input').focus();
        globalThis[Symbol.for('field')] = root.querySelector('input');
      });
      await stage.press('/');
      assert.equal(await cardWithFocus(stage), '');
      assert.equal(await stage.evaluate(() => globalThis[Symbol.for('field')].value), '/');
    });
  }

  check('/ typed in a page that is edited as a whole, or in a frame, stays there', async (stage) => {
    await openCards(stage, `<iframe srcdoc="<input>"></iframe>${cardNamed('one')}`);
    await stage.evaluate(() => {
      const frame = document.querySelector('iframe');
      frame.focus();
      frame.contentDocument.querySelector('input').focus();
    });
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), '');
    await stage.evaluate(() => {
      document.designMode = 'on';
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
    });
    assert.equal(await cardWithFocus(stage), '');
  });

  for (const [where, markup] of [
    ['a link', '<a id="own" href="#x">text</a>'],
    ['a button', '<button id="own">text</button>'],
    ['what acts as a button', '<div id="own" role="button" tabindex="0">text</div>'],
    ['a box to tick', '<input id="own" type="checkbox">'],
    ['where a skip link leads', '<main id="own" tabindex="-1">text</main>'],
  ]) {
    once(`/ leads from ${where} of the page to the field`, async (stage) => {
      await openCards(stage, markup + cardNamed('one'));
      await stage.evaluate(() => document.getElementById('own').focus());
      await stage.press('/');
      assert.equal(await cardWithFocus(stage), 'one');
    });
  }

  once('/ leads from a choice of the card, and from its table, to the field', async (stage) => {
    await openCards(stage);
    for (const control of ['input[name=only]', '[name=sort]']) {
      await focusOn(stage, control);
      await stage.press('/');
      assert.equal(await cardWithFocus(stage), 'one', control);
    }
  });

  once('/ that the page uses, or with another key, is left to it', async (stage) => {
    await openCards(stage);
    await stage.evaluate(() => {
      for (const key of ['ctrlKey', 'metaKey', 'altKey', 'isComposing']) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, [key]: true }));
      }
      document.addEventListener('keydown', (event) => event.preventDefault());
    });
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), '');
  });

  check('a card that left hears nothing, and is not held', async (stage) => {
    await openCards(stage, cardNamed('one', 'view="q=goal"'));
    const view = await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      card.remove();
      await null;
      location.hash = '#cc-difference-between-two-teams?q=metrics';
      await new Promise((resolve) => addEventListener('hashchange', resolve));
      return card.view;
    });
    assert.equal(view, 'q=goal');
    await stage.press('/');
    assert.equal(await cardWithFocus(stage), '');
  });
});
