/** Walks through a card by keyboard: stops, their focus indicators, names and actions. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN, smallCard } from './cards.js';
import { focused, focusOn, viewIs } from './reader.js';

const read = (name) => JSON.parse(readFileSync(`data/${name}.json`, 'utf8'));
const metals = read('metals');
const arabic = read('tea-vs-coffee.ar');

/** Opens a page with a card between two links. */
async function openCard(stage, src, title) {
  const body = `<a href="#">Before</a><comparison-card src="${src}"></comparison-card><a href="#">After</a>`;
  await stage.open(`<main>${body}</main>`, { head: `<meta name="viewport" content="width=device-width">${LIBRARY}` });
  await stage.shown(title);
  await stage.setView('rows=100');
}

/** Runs in the page: returns the focused stop after scrolling. */
async function lookAtFocus() {
  const root = document.querySelector('comparison-card').shadowRoot;
  const node = root.activeElement ?? document.activeElement;
  const shown = node.type === 'radio' ? node.nextElementSibling : node; // the field itself is invisible
  const parts = [0.02, 0.25, 0.5, 0.75, 0.98];
  const isUncovered = () => {
    const { left, top, width, height } = shown.getBoundingClientRect();
    const pressed = node.closest('label') ?? shown;
    const hits = (x, y) => pressed.contains(root.elementFromPoint(left + width * x, top + height * y));
    return parts.some((x) => parts.some((y) => hits(x, y)));
  };
  // WebKit scrolls a few frames later.
  for (let i = 0; i < 60 && !isUncovered(); i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  const { width, height } = shown.getBoundingClientRect();
  const { outlineStyle, outlineWidth, visibility, opacity } = getComputedStyle(shown);
  const all = [...root.querySelectorAll('*')];
  return {
    place: all.indexOf(node),
    kind: [node.localName, node.type, node.part.value, node.name].filter(Boolean).join(' '),
    text: node.textContent.trim(),
    outlined: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1.5,
    visible: visibility === 'visible' && opacity !== '0' && width > 0 && height > 0,
    uncovered: isUncovered(),
    inside: Boolean(root.activeElement),
  };
}

/** Presses a key until the focus leaves the card; returns all stops. */
async function walk(stage, ...keys) {
  const places = [];
  await stage.press(...keys);
  for (let place = await stage.evaluate(lookAtFocus); place.inside; place = await stage.evaluate(lookAtFocus)) {
    places.push(place);
    assert.ok(places.length < 300, 'the focus never leaves the card');
    await stage.press(...keys);
  }
  return places;
}

/** Runs in the page: returns the expected stops in document order. */
function listPlaces() {
  const root = document.querySelector('comparison-card').shadowRoot;
  const isOpen = (node) =>
    !node.closest('[popover]:not(:popover-open)') || getComputedStyle(node.closest('[popover]')).display !== 'none';
  const isThere = (node) => node.tabIndex >= 0 && node.getClientRects().length > 0 && isOpen(node);
  const isStop = (node) => node.type !== 'radio' || node.checked;
  const all = [...root.querySelectorAll('*')];
  return all.flatMap((node, i) => (isThere(node) && isStop(node) ? [i] : []));
}

const focusOnLink = (text) =>
  [...document.querySelectorAll('main > a')].find(({ textContent }) => textContent === text).focus();

/** Reads the first match of a selector in the card. */
const find = (stage, selector, read) =>
  stage.evaluate(
    new Function(
      'selector',
      `return (${read})(document.querySelector('comparison-card').shadowRoot.querySelector(selector))`,
    ),
    selector,
  );

const sortOf = (stage, key) =>
  find(stage, `[name=sort][data-key="${key}"]`, (button) => button.closest('th').ariaSort ?? '');

/** Returns true if the popover of a button is open. */
const isOpen = (stage, button) => find(stage, button, (node) => node.popoverTargetElement.matches(':popover-open'));

inEveryBrowser((check, once, thorough) => {
  for (const width of [1280, 360]) {
    for (const [name, src, title] of [
      ['the built-in card', '', BUILTIN],
      ['metals', '/metals.json', metals.title],
      ['tea and coffee in Arabic', '/tea-vs-coffee.ar.json', arabic.title],
    ]) {
      const declare = (width === 1280) === (src === '/tea-vs-coffee.ar.json') && src !== '/metals.json' ? check : once;
      declare(`Tab comes to all of ${name} in the order of reading, at ${width} px, and back`, async (stage) => {
        await stage.resize(width);
        await openCard(stage, src, title);
        const expected = await stage.evaluate(listPlaces);
        assert.ok(expected.length > 5);
        await stage.evaluate(focusOnLink, 'Before');
        const places = await walk(stage, 'Tab');
        assert.deepEqual(
          places.map(({ place }) => place),
          expected,
        );
        for (const problem of ['outlined', 'visible', 'uncovered']) {
          assert.deepEqual(
            places.filter((place) => !place[problem]),
            [],
            `all are ${problem}`,
          );
        }
        const back = await walk(stage, 'Tab', 'Shift');
        assert.deepEqual(
          back.map(({ place }) => place),
          expected.reverse(),
        );
      });
    }

    (width === 360 ? check : once)(`every control has a name, at ${width} px`, async (stage) => {
      await stage.resize(width);
      // WebKit takes half a minute for the many controls of metals.
      await (thorough ? openCard(stage, '/metals.json', metals.title) : openCard(stage, '', BUILTIN));
      const roles = ['button', 'link', 'searchbox', 'radio', 'checkbox', 'textbox', 'region'];
      for (const open of thorough ? ['', 'subjects', 'share'] : ['', 'share']) {
        if (open) await find(stage, `#${open}`, (menu) => menu.showPopover());
        const controls = (await stage.tree()).filter(({ role, focusable }) => focusable && roles.includes(role));
        assert.ok(controls.length > (thorough ? 20 : 8));
        assert.deepEqual(
          controls.filter(({ name }) => !name.trim()),
          [],
        );
      }
    });
  }

  for (const [keyName, key] of [
    ['Enter', 'Enter'],
    ['Space', ' '],
  ]) {
    check(`${keyName} sorts: up, down, and as before`, async (stage) => {
      await openCard(stage, '/metals.json', metals.title);
      await focusOn(stage, '[name=sort][data-key=name]');
      const states = [];
      for (const view of ['rows=100&sort=name', 'rows=100&sort=-name', 'rows=100']) {
        await stage.press(key);
        await viewIs(stage, view);
        states.push([await sortOf(stage, 'name'), await focused(stage)]);
      }
      assert.deepEqual(states, [
        ['ascending', 'sort name'],
        ['descending', 'sort name'],
        ['', 'sort name'],
      ]);
    });

    // Browsers differ in how a key presses a button, not in which button it presses.
    const declare = key === 'Enter' ? check : once;

    declare(`${keyName} folds a group and opens it`, async (stage) => {
      await openCard(stage, '/metals.json', metals.title);
      const button = '[name=fold][data-key="In use"]';
      await focusOn(stage, button);
      for (const expanded of ['false', 'true']) {
        const before = (await stage.look()).rows.length;
        await stage.press(key);
        await stage.wait(
          (before) =>
            document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=row]').length !== before,
          before,
        );
        assert.equal(await find(stage, button, (node) => node.ariaExpanded), expanded);
        assert.equal(await focused(stage), 'fold In use');
      }
    });

    declare(`${keyName} swaps two subjects, and pins one of many`, async (stage) => {
      const heads = () =>
        stage.evaluate(() =>
          [...document.querySelector('comparison-card').shadowRoot.querySelectorAll('[data-subject] bdi')].map(
            ({ textContent }) => textContent,
          ),
        );
      await openCard(stage, '', BUILTIN);
      await focusOn(stage, '[name=pin]');
      await stage.press(key);
      await stage.wait(() => document.querySelector('comparison-card').view.includes('pin='));
      assert.deepEqual(await heads(), ['Marketing', 'Sales']);
      await openCard(stage, '/metals.json', metals.title);
      await focusOn(stage, '[name=pin][data-key=Silver]');
      await stage.press(key);
      await viewIs(stage, 'rows=100&pin=Silver');
      assert.deepEqual(await heads(), ['Silver', 'Copper', 'Aluminium', 'Gold']);
      assert.equal(await focused(stage), 'pin Silver');
      assert.equal(await find(stage, '[name=pin][data-key=Silver]', (node) => node.ariaPressed), 'true');
    });

    for (const [what, button, width] of [
      ['Columns', '[popovertarget=subjects]', 1280],
      ['Share', '[popovertarget=share]', 1280],
      ['a definition', '[part=define]', 360],
      ['a note', '[part=note-button]', 360],
    ]) {
      declare(`${keyName} opens ${what}, Escape closes it and leads back to its button`, async (stage) => {
        await stage.resize(Number(width));
        await openCard(stage, '/metals.json', metals.title);
        await focusOn(stage, button);
        const before = await stage.evaluate(lookAtFocus);
        await stage.press(key);
        assert.equal(await isOpen(stage, button), true);
        await stage.press('Tab'); // into the popover if it has controls, otherwise past it
        await stage.press('Escape');
        assert.equal(await isOpen(stage, button), false);
        const after = await stage.evaluate(lookAtFocus);
        const hasInside = await find(stage, button, (node) =>
          Boolean(node.popoverTargetElement.querySelector('a, button, input')),
        );
        if (hasInside) assert.equal(after.place, before.place);
        await focusOn(stage, button);
        await stage.press(key);
        await stage.press(key);
        assert.equal(await isOpen(stage, button), false, 'the button closes it too');
      });
    }
  }

  check('arrow keys choose the rows', async (stage) => {
    await openCard(stage, '/metals.json', metals.title);
    await focusOn(stage, '[name=only]');
    for (const [key, view] of [
      ['ArrowRight', 'rows=100&only=differences'],
      ['ArrowRight', 'rows=100&only=similarities'],
      ['ArrowLeft', 'rows=100&only=differences'],
    ]) {
      await stage.press(key);
      await viewIs(stage, view);
      assert.equal(await focused(stage), 'only');
    }
  });

  check('boxes in Columns are reached and ticked', async (stage) => {
    await openCard(stage, '/metals.json', metals.title);
    await focusOn(stage, '[popovertarget=subjects]');
    await stage.press('Enter');
    for (let i = 0; i < 3; i++) await stage.press('Tab'); // All, Clear, the first subject
    await stage.press(' ');
    await viewIs(stage, 'rows=100&show=Aluminium,Silver,Gold');
    assert.equal(await isOpen(stage, '[popovertarget=subjects]'), true);
  });

  check('/ leads to the field, Escape empties it', async (stage) => {
    await openCard(stage, '/metals.json', metals.title);
    await focusOn(stage, '[part~=row-link]');
    await stage.press('/');
    assert.equal(await focused(stage), 'q');
    await stage.type('gold');
    await viewIs(stage, 'rows=100&q=gold');
    await stage.press('Escape');
    await viewIs(stage, 'rows=100');
    assert.deepEqual([await focused(stage), (await stage.look()).query], ['q', '']);
  });

  check('Show more leads to the first of the new rows', async (stage) => {
    const names = [...Array(150)].map((_, i) => `Row ${i}`);
    stage.serve('long.json', smallCard('Long', names));
    await openCard(stage, 'long.json', 'Long');
    await focusOn(stage, '[part=more] button');
    await stage.press('Enter');
    await stage.wait(
      () => document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=row]').length === 150,
    );
    assert.equal((await stage.evaluate(lookAtFocus)).text, 'Row 100');
  });
});
