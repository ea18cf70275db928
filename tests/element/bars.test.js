/** A page with a bar that stays at the top: what covers what, and where the head of a table stays. */
import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { focusOn, use } from './reader.js';

const BAR = 60;
const ROWS = 80;

/** Returns a card of 80 rows. @param {number} subjects */
const longCard = (subjects) => ({
  title: 'Long',
  id: 'long',
  subjects: Array.from(
    { length: subjects },
    (_, i) => `A subject with quite a long name of its own, as product names are, number ${i + 1}`,
  ),
  attributes: Array.from({ length: ROWS }, (_, i) => ({
    name: `R${i + 1}`,
    values: Array.from({ length: subjects }, (_, j) => `value ${i + j}`),
  })),
});

/** A bar over the page. @param {string} style */
const barWith = (style) => `<div id="bar" style="top: 0; height: ${BAR}px; width: 100%; ${style}">Bar</div>`;
const SPACE = '<div style="height: 2000px"></div>';
const CARD = '<comparison-card src="card.json"></comparison-card>';
const HEAD = `${LIBRARY}<style>body { margin: 0 } comparison-card { --comparison-card-top: ${BAR}px }</style>`;

async function open(stage, subjects, { bar = 'position: fixed; z-index: 1', head = HEAD, at = '', attributes = '' }) {
  stage.serve('card.json', longCard(subjects));
  await stage.open(barWith(bar) + SPACE + CARD.replace('src', `${attributes} src`) + SPACE, { head, at });
  await stage.shown('Long');
}

/** Scrolls the page until the middle of the table is at the top of the window. */
const scrollToMiddle = () => {
  const box = document.querySelector('comparison-card').shadowRoot.querySelector('table');
  scrollTo({ top: scrollY + box.getBoundingClientRect().top + 500, behavior: 'instant' });
};

/** Returns the ids of the elements of the page in front at some points of the bar, beside the scroll bar of the page. */
const overBar = () => [5, 100, 200, innerWidth - 40].map((x) => document.elementFromPoint(x, 30)?.id);

/** Returns where the head is, in the window, and its box that scrolls. */
const places = () => {
  const root = document.querySelector('comparison-card').shadowRoot;
  const rect = (selector) => {
    const { top, bottom } = root.querySelector(selector).getBoundingClientRect();
    return { top: Math.round(top), bottom: Math.round(bottom) };
  };
  return { head: rect('thead'), box: rect('[part=scroll]') };
};

/** Returns how far the head covers a row: at most 0 if the row is in sight. */
const hidden = (selector) => {
  const root = document.querySelector('comparison-card').shadowRoot;
  const row = root.querySelector(selector).getBoundingClientRect();
  return Math.max(root.querySelector('thead').getBoundingClientRect().bottom, 60) - row.top;
};

inEveryBrowser((check, once) => {
  for (const [bar, declare] of [
    ['position: sticky; z-index: 1', check],
    ['position: fixed; z-index: 1', once],
    ['position: sticky; z-index: 2', once],
  ]) {
    for (const subjects of [2, 5]) {
      declare(`a bar with "${bar}" covers a card of ${subjects} subjects, its table and its hint`, async (stage) => {
        await open(stage, subjects, { bar, head: `${LIBRARY}<style>body { margin: 0 }</style>` });
        await stage.evaluate(scrollToMiddle);
        const bars = ['bar', 'bar', 'bar', 'bar'];
        assert.deepEqual(await stage.evaluate(overBar), bars);
        await stage.evaluate(() => {
          const field = document.querySelector('comparison-card').shadowRoot.querySelector('input');
          field.focus({ preventScroll: true });
          scrollTo({ top: scrollY + field.getBoundingClientRect().bottom - 20, behavior: 'instant' });
        });
        assert.deepEqual(await stage.evaluate(overBar), bars);
      });
    }
  }

  check('a menu of the card opens over the bar', async (stage) => {
    await open(stage, 3, { bar: 'position: fixed; z-index: 2147483647; height: 100vh' });
    await focusOn(stage, '[value="copy:link"]');
    const isOver = () => {
      const root = document.querySelector('comparison-card').shadowRoot;
      const { left, top } = root.querySelector('[value="copy:link"]').getBoundingClientRect();
      return root.elementFromPoint(left + 5, top + 5)?.value === 'copy:link';
    };
    assert.equal(await stage.evaluate(isOver), true);
  });

  for (const width of [1280, 390]) {
    check(`with --comparison-card-top the head of two subjects stays below the bar, at ${width} px`, async (stage) => {
      await stage.resize(width);
      await open(stage, 2, {});
      await stage.evaluate(scrollToMiddle);
      assert.equal((await stage.evaluate(places)).head.top, BAR);
    });

    for (const subjects of [3, 5]) {
      check(`with it the head of ${subjects} subjects stays at the top of its box, at ${width} px`, async (stage) => {
        await stage.resize(width);
        await open(stage, subjects, {});
        for (const top of [0, 30, 700]) {
          await stage.evaluate((top) => {
            const box = document.querySelector('comparison-card').shadowRoot.querySelector('[part=scroll]');
            box.scrollTop = top;
          }, top);
          const { head, box } = await stage.evaluate(places);
          assert.equal(head.top, box.top, `scrolled by ${top} px, no row is above the head`);
        }
        const { box } = await stage.evaluate(places);
        assert.ok(box.bottom - box.top <= 768 - BAR, 'the box fits in the window below the bar');
      });
    }
  }

  for (const subjects of [2, 3, 5]) {
    check(`a link to a row shows it below bar and head, with ${subjects} subjects`, async (stage) => {
      await stage.resize(390);
      await open(stage, subjects, { at: '#cc-long?row=R40' });
      await stage.wait(() => scrollY > 1000);
      const covered = await stage.evaluate(hidden, '[aria-current]');
      assert.ok(covered <= 1, `${covered} px are hidden`);
    });

    check(`Tab leads to no row under bar or head, with ${subjects} subjects`, async (stage) => {
      await stage.resize(390);
      await open(stage, subjects, {});
      await focusOn(stage, '[href$="row=R30"]');
      await stage.evaluate(scrollToMiddle);
      for (let i = 0; i < 3; i++) await stage.press('Tab', 'Shift');
      const covered = await stage.evaluate(hidden, '[part=row-link]:focus');
      assert.ok(covered <= 1, `${covered} px are hidden`);
    });
  }

  once('a link to a card shows its title below the bar', async (stage) => {
    await open(stage, 2, { at: '#cc-long' });
    await stage.wait(() => scrollY > 1000);
    const top = () => Math.round(document.querySelector('comparison-card').getBoundingClientRect().top);
    assert.equal(await stage.evaluate(top), BAR);
    await use(stage, '[name=sort]');
    assert.equal((await stage.look()).rows.length > 10, true);
  });
});
