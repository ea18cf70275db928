/** Touch: the page moves only where the reader goes, and no button covers text. */
import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { focusOn, viewIs } from './reader.js';

const SIZE = /** @type {const} */ ([700, 600]);

/** Returns a card of two groups of rows, with definitions and notes. @param {number} count of subjects */
const cardOf = (count) => ({
  title: `Card of ${count}`,
  lang: 'en',
  subjects: ['A', 'B', 'C', 'D'].slice(0, count),
  attributes: Array.from({ length: 40 }, (_, i) => ({
    name: `Row ${i}`,
    group: i < 4 ? 'First' : 'Second',
    definition: `What row ${i} is`,
    values: ['a', 'b', 'c', 'd'].slice(0, count).map((text) => ({ text: `${text} ${i % 3}`, note: `Note ${i}` })),
  })),
});

/** @param {import('./browser.js').Stage} stage @param {number} [count] of subjects @param {number} [width] */
async function open(stage, count = 2, width = SIZE[0]) {
  await stage.resize(width, SIZE[1]);
  stage.serve('card.json', cardOf(count));
  const room = '<p style="height: 1500px; margin: 0">Room</p>';
  await stage.open(`${room}<comparison-card src="card.json" history="off"></comparison-card>${room}`, {
    head: `<meta name="viewport" content="width=device-width">${LIBRARY}`,
  });
  await stage.shown(`Card of ${count}`);
  await stage.setView('');
}

/**
 * Scrolls the page so that a control is at a position in the window, and returns a visible point of it.
 * @param {import('./browser.js').Stage} stage @param {string} selector @param {string} place
 */
const bring = (stage, selector, place) =>
  stage.evaluate(
    async (/** @type {string} */ selector, /** @type {string} */ place) => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('comparison-card')?.shadowRoot);
      const node = /** @type {Element} */ (root.querySelector(selector));
      const shown = node.closest('label') ?? node;
      const boxOf = () => shown.getBoundingClientRect();
      const wanted = {
        'in the middle': () => 300,
        'at the top': () => 1,
        'half above': () => -boxOf().height / 2,
        'at the bottom': () => innerHeight - boxOf().height - 1,
        'half below': () => innerHeight - boxOf().height / 2,
      };
      const move = () => scrollBy({ top: boxOf().top - wanted[place](), behavior: 'instant' });
      move();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
      const { left, top, bottom, width } = boxOf();
      return [left + width / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
    },
    selector,
    place,
  );

/** Returns the scroll position of the page in whole pixels. @param {import('./browser.js').Stage} stage */
const scrolled = (stage) => stage.evaluate(() => Math.round(scrollY));

const ONLY = ['differences', 'similarities', ''].map((value) => `input[name=only][value="${value}"]`);
const EDGES = ['in the middle', 'at the top', 'half above', 'at the bottom', 'half below'];

/** Controls to press, positions in the window, and number of subjects; a sticky head is never in the middle. @type {[name: string, selectors: string[], places: string[], count?: number, view?: string][]} */
const PRESSES = [
  ['what to show', ONLY, EDGES],
  ['what to show, of many', ONLY, EDGES, 4],
  ['a menu', ['[popovertarget=share]', '[popovertarget=share]'], EDGES],
  ['a box of a menu', ['[popovertarget=subjects]', '#subjects label:nth-of-type(3) input'], ['at the top'], 4],
  ['sorting', ['[name=sort]', '[name=sort]', '[name=sort]'], ['in the middle', 'at the top']],
  ['swapping', ['[name=pin]', '[name=pin]'], ['in the middle']],
  ['pinning', ['[name=pin]', '[name=pin]'], ['in the middle'], 4],
  ['a group', ['[name=fold]', '[name=fold]'], ['in the middle', 'at the bottom', 'half below']],
  ['a note', ['[part=note-button]'], ['in the middle', 'at the bottom', 'half below']],
  ['a link to a row', ['[part=row-link]'], ['in the middle', 'at the bottom', 'half below']],
  ['clearing', ['[type=reset]'], EDGES, 2, 'q=row'],
  ['clearing where nothing is found', ['[part=no-match] [name=q]'], ['at the top', 'at the bottom'], 2, 'q=zzzz'],
  ['a row that is near', ['[part=closest] [name=q]'], ['at the top', 'at the bottom'], 2, 'q=secand'],
];

/** Presses that differ from others in the control alone: one browser is enough. */
const ALIKE = [
  'what to show, of many',
  'a box of a menu',
  'swapping',
  'pinning',
  'a link to a row',
  'a row that is near',
  'clearing where nothing is found',
];

inEveryBrowser((check, once, thorough) => {
  for (const [name, selectors, places, count, view = ''] of PRESSES) {
    (ALIKE.includes(name) ? once : check)(`a press moves nothing: ${name}`, async (stage) => {
      await open(stage, count);
      for (const place of thorough ? places : places.slice(0, 2)) {
        await stage.setView(view);
        for (const selector of selectors) {
          const [x, y] = await bring(stage, selector, place);
          const before = await scrolled(stage);
          await stage.clickAt(x, y);
          await stage.settle();
          assert.equal(await scrolled(stage), before, `${selector} ${place}`);
        }
      }
    });

    once(`nor does a key: ${name}`, async (stage) => {
      await open(stage, count);
      await stage.setView(view);
      for (const selector of selectors) {
        await bring(stage, selector, 'in the middle');
        await focusOn(stage, selector);
        const before = await scrolled(stage);
        await stage.press(/input/.test(selector) ? ' ' : 'Enter');
        await stage.settle();
        assert.equal(await scrolled(stage), before, selector);
      }
    });
  }

  check('a press on a definition moves nothing', async (stage) => {
    await open(stage, 2, 460);
    await stage.evaluate(() => {
      document.body.style.margin = '0 30px'; // next to the scroll bar, which WebKit overlays on the page
    });
    for (const place of ['in the middle', 'at the bottom', 'half below']) {
      const [x, y] = await bring(stage, '[part=define]', place);
      const before = await scrolled(stage);
      await stage.clickAt(x, y);
      await stage.settle();
      const now = await scrolled(stage);
      assert.equal(now, before, place);
      await stage.press('Escape');
      await stage.settle();
      assert.equal(await scrolled(stage), now, `Escape, ${place}`);
    }
  });

  for (const [where, top] of /** @type {const} */ ([
    ['in sight', undefined],
    ['out of sight above', 1e6],
    ['out of sight below', 0],
  ])) {
    for (const [focus, query] of [
      ['[part=field]', 'row'],
      ['[part=field]', ''],
      ['[part=row-link]', 'row'],
      ['[part=row-link]', ''],
      ['[name=sort]', 'row'],
    ]) {
      // In sight or not, and whether there is something to clear, is decided by the card's own script.
      const declare = top === undefined && query === 'row' ? check : once;
      declare(`Escape moves nothing: ${focus} has the focus, ${where}, query “${query}”`, async (stage) => {
        await open(stage);
        await stage.setView(query && `q=${query}`);
        await bring(stage, focus, 'in the middle');
        await focusOn(stage, focus);
        if (top !== undefined)
          await stage.evaluate((/** @type {number} */ top) => scrollTo({ top, behavior: 'instant' }), top);
        await stage.settle();
        const before = await scrolled(stage);
        await stage.press('Escape');
        await stage.settle();
        await viewIs(stage, '');
        assert.equal(await scrolled(stage), before);
      });
    }
  }

  check('sorting moves nothing where the page ends with the card', async (stage) => {
    await open(stage);
    await stage.evaluate(() => document.querySelector('comparison-card + p')?.remove());
    for (const view of ['sort=name', 'sort=-name', '']) {
      await focusOn(stage, '[name=sort]');
      await stage.evaluate(() => scrollTo({ top: 1e6, behavior: 'instant' }));
      await stage.settle();
      const before = await scrolled(stage);
      await stage.press('Enter');
      await stage.settle();
      await viewIs(stage, view);
      assert.equal(await scrolled(stage), before, view);
    }
  });

  check('Escape closes a menu and leads back to its button, and moves nothing', async (stage) => {
    await open(stage);
    for (const top of [undefined, 1e6, 0]) {
      await bring(stage, '[popovertarget=share]', 'in the middle');
      await focusOn(stage, '[popovertarget=share]');
      await stage.press('Enter');
      await stage.settle();
      if (top !== undefined)
        await stage.evaluate((/** @type {number} */ top) => scrollTo({ top, behavior: 'instant' }), top);
      await stage.settle();
      const before = await scrolled(stage);
      await stage.press('Escape');
      await stage.settle();
      const { isOpen, focused } = await stage.evaluate(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('comparison-card')?.shadowRoot);
        const focused = root.activeElement?.getAttribute('popovertarget');
        return { isOpen: Boolean(root.querySelector(':popover-open')), focused };
      });
      assert.deepEqual([isOpen, focused, await scrolled(stage)], [false, 'share', before]);
    }
  });

  for (const [lang, words] of [
    ['en', 'It takes so many of these words until one line is full of them'],
    ['de', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'],
    ['ar', 'كلمات كثيرة من هذه اللغة حتى يمتلئ السطر بها من أوله إلى آخره وزيادة'],
    ['ar', 'كلماتكثيرةمنهذهاللغةحتىيمتلئالسطربهامنأولهإلىآخرهوزيادةبلافراغ'],
  ]) {
    (words.includes(' ') ? once : check)(`“?” lies on no name, however long: ${words.slice(0, 12)}`, async (stage) => {
      const attributes = Array.from({ length: 56 }, (_, i) => ({
        name: `${words.slice(0, i + 5)}`,
        definition: i % 8 ? 'What it is' : '',
        values: ['a', 'b'],
      }));
      stage.serve('card.json', { title: 'Names', lang, subjects: ['A', 'B'], attributes });
      const head = `<meta name="viewport" content="width=device-width"><style>body { margin: 8px }</style>${LIBRARY}`;
      await stage.open('<comparison-card src="card.json" view="rows=all"></comparison-card>', { head });
      await stage.shown('Names');
      for (const width of [320, 360, 400, 440, 480]) {
        await stage.resize(width);
        const { covered, count } = await stage.evaluate(() => {
          const root = /** @type {ShadowRoot} */ (document.querySelector('comparison-card')?.shadowRoot);
          const covered = [];
          const buttons = [...root.querySelectorAll('[part=define]')];
          for (const button of buttons) {
            const link = /** @type {Element} */ (button.closest('tr')?.querySelector('[part=row-link]'));
            const { left, right, top, bottom } = button.getBoundingClientRect();
            const range = document.createRange();
            range.selectNodeContents(link);
            const lies = [...range.getClientRects()].some(
              (box) => box.left < right && box.right > left && box.top < bottom && box.bottom > top,
            );
            if (lies) covered.push(link.textContent);
          }
          return { covered, count: buttons.length };
        });
        assert.equal(count, 49);
        assert.deepEqual(covered, [], `at ${width} px`);
      }
    });
  }
});
