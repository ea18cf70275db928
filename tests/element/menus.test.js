/** Menus, notes and definitions open inside the window next to their buttons, and stay there while things move. */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { inEveryBrowser, LIBRARY } from './browser.js';

const HEIGHT = 700;

/** Buttons with popovers. The card and its width decide which are shown. */
const BUTTONS = ['[popovertarget=subjects]', '[popovertarget=share]', '[part=note-button]', '[part=define]'];

/** @param {string} src @param {string} [before] @param {string} [after] */
const page = (src, before = '<div style="height: 3000px"></div>', after = '<div style="height: 2000px"></div>') =>
  `${before}<comparison-card src="/${src}.json"></comparison-card>${after}`;

async function open(stage, body, width) {
  await stage.resize(width, HEIGHT);
  await stage.open(body, { head: LIBRARY });
  await stage.event('load');
}

/** Returns which of the buttons are shown. @param {string[]} selectors */
const shownOf = (selectors) => {
  const root = document.querySelector('comparison-card').shadowRoot;
  return selectors.filter((selector) => root.querySelector(selector)?.getClientRects().length);
};

/**
 * Scrolls a button to the start, the middle or the end of the window and presses it.
 * @param {string} selector @param {any} block
 */
async function press(selector, block) {
  const button = document.querySelector('comparison-card').shadowRoot.querySelector(selector);
  button.scrollIntoView({ block, behavior: 'instant' });
  await new Promise((resolve) => requestAnimationFrame(resolve));
  button.click();
}

/** Returns the position of a popover in the window and to its button. @param {string} selector */
function describe(selector) {
  const button = document.querySelector('comparison-card').shadowRoot.querySelector(selector);
  const menu = button.popoverTargetElement;
  const [from, to] = [button, menu].map((node) => node.getBoundingClientRect());
  const gap = Math.max(to.top - from.bottom, from.top - to.bottom);
  const side = Math.max(to.left - from.right, from.left - to.right);
  const isWhole = to.top >= 0 && to.left >= 0 && to.bottom <= innerHeight && to.right <= innerWidth;
  return {
    isGood: menu.matches(':popover-open') && isWhole && gap >= 0 && gap < 10 && side < 0,
    isWhole,
    gap,
    side,
    menu: JSON.stringify(to),
    button: JSON.stringify(from),
  };
}

/** Waits until a popover is whole and next to its button, or only whole. @param {'isGood' | 'isWhole'} [wish] */
async function isBeside(stage, selector, what, wish = 'isGood') {
  let seen;
  for (let i = 0; i < 100; i++, await pause(20)) {
    seen = await stage.evaluate(describe, selector);
    if (seen[wish]) break;
  }
  assert.ok(seen[wish], `${selector} ${what}: ${JSON.stringify(seen)}`);
}

const closeAll = () => {
  for (const menu of document.querySelector('comparison-card').shadowRoot.querySelectorAll(':popover-open')) {
    menu.hidePopover();
  }
};

const scrollWindow = (top) => scrollBy({ top, behavior: 'instant' });

inEveryBrowser((check, once) => {
  for (const width of [390, 1280]) {
    for (const card of ['metals', 'tea-vs-coffee.ar']) {
      ((width === 390) === (card === 'metals') ? check : once)(
        `menus of ${card} far down a page are whole and beside their buttons, at ${width} px`,
        async (stage) => {
          await open(stage, page(card), width);
          const buttons = await stage.evaluate(shownOf, BUTTONS);
          assert.ok(buttons.length > 1);
          for (const button of buttons) {
            for (const [block, scrolled] of [
              ['start', -80],
              ['center', 80],
              ['end', 80],
            ]) {
              await stage.evaluate(press, button, block);
              await isBeside(stage, button, `at the ${block}`);
              await stage.evaluate(scrollWindow, scrolled);
              await isBeside(stage, button, `scrolled from the ${block}`);
              await stage.evaluate(closeAll);
            }
          }
        },
      );
    }
  }

  check('a menu follows its button when the window changes', async (stage) => {
    await open(stage, page('metals', '', '<div style="height: 2000px"></div>'), 1280);
    const share = '[popovertarget=share]';
    await stage.evaluate(press, share, 'center');
    await isBeside(stage, share, 'at first');
    await stage.resize(600, 600);
    await stage.evaluate(
      (share) =>
        document.querySelector('comparison-card').shadowRoot.querySelector(share).scrollIntoView({ block: 'end' }),
      share,
    );
    await isBeside(stage, share, 'in the smaller window');
  });

  check('a note follows its button while the table is swiped', async (stage) => {
    await open(stage, page('metals'), 390);
    await stage.evaluate(press, '[part=note-button]', 'center');
    await isBeside(stage, '[part=note-button]', 'at first');
    const before = await stage.evaluate(describe, '[part=note-button]');
    await stage.evaluate(() => {
      const root = document.querySelector('comparison-card').shadowRoot;
      root.querySelector('[part=scroll]').scrollBy({ left: 60, top: 40, behavior: 'instant' });
    });
    await isBeside(stage, '[part=note-button]', 'swiped');
    assert.notEqual((await stage.evaluate(describe, '[part=note-button]')).menu, before.menu);
  });

  for (const [what, style, width] of [
    ['a box that scrolls', 'height: 600px; overflow: auto', 1280],
    ['a place that is enlarged', 'zoom: 1.25', 1280],
    ['a place that is moved', 'transform: translate(40px, 60px)', 1280],
  ]) {
    check(`menus are beside their buttons in ${what}`, async (stage) => {
      const spacer = '<div style="height: 1500px"></div>';
      await open(stage, page('metals', `${spacer}<div style="${style}">${spacer}`, `${spacer}</div>${spacer}`), width);
      // WebKit 2.50 does not expose the zoom of an element: a menu must only be whole there.
      const isKnown = await stage.evaluate(() => 'currentCSSZoom' in Element.prototype);
      for (const button of ['[popovertarget=share]', '[part=note-button]']) {
        await stage.evaluate(press, button, 'center');
        await isBeside(stage, button, what, isKnown || !style.includes('zoom') ? 'isGood' : 'isWhole');
        await stage.evaluate(closeAll);
      }
    });
  }

  check('a menu that is opened by a script is whole', async (stage) => {
    await stage.resize(390, HEIGHT);
    await stage.open(page('metals'), { head: LIBRARY });
    await stage.event('load');
    const isWhole = await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      card.scrollIntoView({ behavior: 'instant' });
      const menus = [...card.shadowRoot.querySelectorAll('[part=menu]')];
      return menus.map((menu) => {
        menu.showPopover();
        const { top, left, right, bottom, height } = menu.getBoundingClientRect();
        menu.hidePopover();
        return (
          height > 0 &&
          height < innerHeight / 2 &&
          top >= 0 &&
          left >= 0 &&
          right <= innerWidth &&
          bottom <= innerHeight
        );
      });
    });
    assert.deepEqual(isWhole, [true, true]);
  });
});
