/** Pages with single-key shortcuts: typing in a card's field stays inside the card, and commands reach the page. */
import assert from 'node:assert/strict';
import { render } from '../../dist/node/index.js';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { fiveRows } from './cards.js';
import { focusOn, viewIs } from './reader.js';

const CARD = '<comparison-card src="card.json"></comparison-card>';

/** Adds shortcuts for each event on the document and the window, with every common kind of guard. */
function addShortcuts() {
  const FIELDS = 'input, textarea, select, [contenteditable]';
  const guards = {
    target: ({ target }) => target.matches?.(FIELDS),
    activeElement: () => document.activeElement?.matches(FIELDS),
    composedPath: (event) => event.composedPath()[0].matches?.(FIELDS),
  };
  const heard = [];
  globalThis[Symbol.for('heard')] = heard;
  for (const [guard, isField] of Object.entries(guards)) {
    for (const type of ['keydown', 'keypress', 'keyup']) {
      for (const place of [document, window]) {
        place.addEventListener(type, (event) => {
          if (!isField(event)) heard.push(`${type} ${event.key}, by ${guard} on ${place.constructor.name}`);
        });
      }
    }
  }
}

/** Returns and clears the events that the page's shortcuts received. @param {import('./browser.js').Stage} stage */
const takeHeard = (stage) => stage.evaluate(() => globalThis[Symbol.for('heard')].splice(0));

/** Dispatches a keyboard event in the field. */
const dispatch = (stage, type, init) =>
  stage.evaluate(
    (type, init) => {
      const field = document.querySelector('comparison-card').shadowRoot.querySelector('[part~=field]');
      const event = new KeyboardEvent(type, { bubbles: true, composed: true, cancelable: true, ...init });
      const isAltGr = init.modifierAltGraph ?? false; // WebKit ignores it in the init
      event.getModifierState = (name) => name === 'AltGraph' && isAltGr;
      field.dispatchEvent(event);
    },
    type,
    init,
  );

/** Opens a page with shortcuts and a shown card. */
async function openCard(stage, body = CARD) {
  await stage.before(addShortcuts);
  stage.serve('card.json', fiveRows);
  await stage.open(body, { head: LIBRARY });
  await stage.shown(fiveRows.title);
}

const query = async (stage) => (await stage.look()).query;

/** Types into the field like a reader, and more. */
async function typeAll(stage) {
  await stage.focus('field');
  await takeHeard(stage);
  await stage.type('sum 7?/j');
  for (const key of ['Backspace', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Enter']) {
    await stage.press(key);
  }
  await stage.press('G', 'Shift');
  assert.equal(await query(stage), 'sum 7?/G');
  assert.deepEqual(await takeHeard(stage), []);
}

const TABLE = `<table><caption>${fiveRows.title}</caption><tr><th>Name</th><th>A</th></tr><tr><th>Goal</th><td>1</td></tr></table>`;

inEveryBrowser((check, once) => {
  check('the page does not receive keys typed into the field', async (stage) => {
    await openCard(stage);
    await typeAll(stage);
    await viewIs(stage, 'q=sum+7%3F%2FG');
  });

  once(
    'nor is what is typed into a card that the page brings, before and after the script has taken it',
    async (stage) => {
      await stage.before(addShortcuts);
      const route = stage.serve('card.json', fiveRows, { held: true });
      await stage.open(await render(fiveRows, { as: 'shadow', src: 'card.json' }), { head: LIBRARY });
      await stage.focus('field');
      await stage.type('su');
      assert.deepEqual(await takeHeard(stage), []);
      route.release();
      await viewIs(stage, 'q=su');
      await stage.type('m');
      assert.deepEqual(await takeHeard(stage), []);
      await viewIs(stage, 'q=sum');
    },
  );

  once('nor keys typed into an upgraded table', async (stage) => {
    await stage.before(addShortcuts);
    await stage.open(TABLE, { head: LIBRARY.replace(' src', ' data-comparison-tables src') });
    await stage.shown(fiveRows.title);
    await typeAll(stage);
  });

  once('nor is what is typed into a card in a closed shadow root', async (stage) => {
    await stage.before(addShortcuts);
    stage.serve('card.json', fiveRows);
    await stage.open('<div></div>', { head: LIBRARY });
    await stage.evaluate(async () => {
      const card = document.createElement('comparison-card');
      card.src = 'card.json';
      document.querySelector('div').attachShadow({ mode: 'closed' }).append(card);
      await card.ready;
      globalThis[Symbol.for('card')] = card;
      card.shadowRoot.querySelector('[part~=field]').focus();
    });
    await stage.type('goal');
    await stage.wait(() => globalThis[Symbol.for('card')].matchCount === 1);
    assert.deepEqual(await takeHeard(stage), []);
  });

  /** Keys for typing text, as in events. @type {[string, KeyboardEventInit][]} */
  const TEXT = [
    ['a letter', { key: 's' }],
    ['two letters on one key of an Arabic keyboard', { key: 'لا' }],
    ['a sign beyond 16 bits', { key: '😀' }],
    ['AltGr and a letter, on Windows', { key: '@', ctrlKey: true, altKey: true, modifierAltGraph: true }],
    ['AltGr and a letter, on Linux', { key: '@', modifierAltGraph: true }],
    ['a letter that is composed', { key: 's', isComposing: true }],
    ['Escape while a letter is composed', { key: 'Escape', isComposing: true }],
    ['a key that an input method takes', { key: 'Process' }],
    ['an accent that waits for its letter', { key: 'Dead' }],
    ['a key of an Android keyboard', { key: 'Unidentified' }],
    ['Shift', { key: 'Shift', shiftKey: true }],
    ['Delete', { key: 'Delete' }],
  ];
  once('keys that mean text stay inside', async (stage) => {
    await openCard(stage);
    for (const [what, init] of TEXT) {
      for (const type of ['keydown', 'keypress', 'keyup']) await dispatch(stage, type, init);
      assert.deepEqual(await takeHeard(stage), [], what);
    }
  });

  /** Keys for commands. @type {KeyboardEventInit[]} */
  const COMMANDS = [
    { key: 'k', ctrlKey: true },
    { key: 's', altKey: true },
    { key: 'k', metaKey: true },
    { key: '7', ctrlKey: true, altKey: true },
    { key: 'Enter', ctrlKey: true },
    ...Array.from({ length: 12 }, (_, i) => ({ key: `F${i + 1}` })),
    { key: 'Escape' },
    { key: 'Tab' },
    { key: 'Control', ctrlKey: true },
    { key: 'Meta' },
    { key: 'MediaPlayPause' },
  ];
  once('keys that mean a command go on', async (stage) => {
    await openCard(stage);
    for (const init of COMMANDS) {
      for (const type of ['keydown', 'keyup']) {
        await dispatch(stage, type, init);
        const expected = ['Document', 'Window'].map((place) => `${type} ${init.key}, by target on ${place}`);
        const heard = await takeHeard(stage);
        for (const line of expected)
          assert.ok(
            heard.some((text) => text.replace('HTML', '') === line),
            line,
          );
      }
    }
  });

  check('commands that are pressed go on', async (stage) => {
    await openCard(stage);
    await stage.focus('field');
    await stage.press('k', 'Control');
    const heard = await takeHeard(stage);
    assert.ok(heard.includes('keydown k, by target on Window'), `${heard}`);
  });

  once('on a Mac, Option and a key types a sign', async (stage) => {
    await stage.before(() => Object.defineProperty(Navigator.prototype, 'platform', { value: 'MacIntel' }));
    await openCard(stage);
    await dispatch(stage, 'keydown', { key: '[', altKey: true });
    assert.deepEqual(await takeHeard(stage), []);
    await dispatch(stage, 'keydown', { key: '[', altKey: true, metaKey: true });
    assert.equal((await takeHeard(stage)).length, 4);
  });

  once('an event without a key, as browsers send with what they fill in, does no harm', async (stage) => {
    await openCard(stage);
    await stage.evaluate(() => {
      const field = document.querySelector('comparison-card').shadowRoot.querySelector('[part~=field]');
      field.dispatchEvent(new Event('keydown', { bubbles: true, composed: true }));
    });
    assert.ok((await takeHeard(stage)).length);
  });

  once(
    'letters that are pressed on another control of the card are heard, as on any button of the page',
    async (stage) => {
      await openCard(stage);
      await focusOn(stage, '[name=sort]');
      await stage.press('s');
      const heard = await takeHeard(stage);
      assert.ok(heard.includes('keydown s, by composedPath on Window'), `${heard}`);
    },
  );

  once("keys in a field of the page's own, inside a card that is not shown, are left alone", async (stage) => {
    await stage.before(addShortcuts);
    await stage.open('<comparison-card src="none.json"><input type="search" id="own"></comparison-card>', {
      head: LIBRARY,
    });
    await stage.event('error');
    await stage.evaluate(() => {
      addEventListener('keydown', ({ key }) => globalThis[Symbol.for('heard')].push(key));
      document.getElementById('own').focus();
    });
    await stage.press('s');
    assert.deepEqual(await takeHeard(stage), ['s']);
  });

  check('Escape that clears the query is not heard, the next one is', async (stage) => {
    await openCard(stage);
    await stage.filter('goal');
    await viewIs(stage, 'q=goal');
    await takeHeard(stage);
    await stage.press('Escape');
    await viewIs(stage, '');
    assert.deepEqual(await takeHeard(stage), []);
    await stage.press('Escape');
    const heard = await takeHeard(stage);
    assert.ok(heard.includes('keydown Escape, by target on Window'), `${heard}`);
    assert.ok(heard.includes('keyup Escape, by target on Window'), `${heard}`);
  });

  check('Escape that closes a menu is not heard, even if it is held', async (stage) => {
    await openCard(stage);
    await focusOn(stage, '[value="copy:link"]');
    await takeHeard(stage);
    const pressEscape = (repeat) => {
      const { activeElement } = document.querySelector('comparison-card').shadowRoot;
      const init = { key: 'Escape', repeat, bubbles: true, composed: true, cancelable: true };
      activeElement.dispatchEvent(new KeyboardEvent('keydown', init));
    };
    await stage.evaluate(pressEscape, false);
    await stage.evaluate(pressEscape, true);
    assert.deepEqual(await takeHeard(stage), []);
    await stage.evaluate(pressEscape, false);
    assert.ok((await takeHeard(stage)).length);
  });

  check('/ on a control of the card leads to its field, and is not heard', async (stage) => {
    await openCard(stage);
    await focusOn(stage, '[name=sort]');
    await takeHeard(stage);
    await stage.press('/');
    assert.deepEqual(await takeHeard(stage), []);
    assert.equal(await query(stage), '');
    await stage.press('/');
    assert.equal(await query(stage), '/');
  });
});
