/** The card on every screen: narrow and wide, zoomed, by touch, on paper, and with device preferences. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { smallCard } from './cards.js';
import { focusOn } from './reader.js';

/** Every card of data/. @type {[name: string, card: any][]} */
const cards = readdirSync('data')
  .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
  .map((name) => [name, JSON.parse(readFileSync(`data/${name}`, 'utf8'))]);

const cardNamed = (name) => cards.find(([file]) => file === `${name}.json`)?.[1];

/** Opens a page with one card of data/ in a view. */
async function openCard(stage, name, view = '', css = '') {
  const style = `<style>body { margin: 0; background: #fff } ${css}</style>`;
  await stage.open(`<main><comparison-card src="/${name}.json"></comparison-card></main>`, {
    head: `<meta name="viewport" content="width=device-width">${style}${LIBRARY}`,
  });
  await stage.shown(cardNamed(name).title);
  await show(stage, view);
}

async function show(stage, view) {
  await stage.evaluate(async (view) => {
    const card = document.querySelector('comparison-card');
    card.view = view;
    await card.ready;
    for (const animation of card.shadowRoot.getAnimations()) animation.finish();
  }, view);
}

/** Runs a function on the card's shadow root. */
const inCard = (stage, read, ...args) =>
  stage.evaluate(
    new Function('args', `return (${read})(document.querySelector('comparison-card').shadowRoot, ...args)`),
    args,
  );

const pageWidth = () => document.scrollingElement.scrollWidth;

/** Scrolls the table to its end and returns the boxes of its head, first column and subjects in the scroll box. */
const rectsAfterScrolling = (root) => {
  const scroll = root.querySelector('[part~=scroll]');
  scroll.scrollTo({ left: getComputedStyle(scroll).direction === 'rtl' ? -999 : 999, top: 400, behavior: 'instant' });
  const rows = [...root.querySelectorAll('[part~=row]')];
  const frame = scroll.getBoundingClientRect();
  const row = rows.find((row) => row.getBoundingClientRect().top > frame.top + 100);
  const place = (node) => {
    const { left, right, top } = node.getBoundingClientRect();
    return {
      start: Math.round(left - frame.left),
      end: Math.round(frame.right - right),
      top: Math.round(top - frame.top),
    };
  };
  return {
    scrolled: [Math.abs(scroll.scrollLeft) > 0, scroll.scrollTop > 0],
    head: place(root.querySelector('thead')),
    name: place(row.querySelector('th')),
    values: [...row.querySelectorAll('[part~=value]')].map(place),
  };
};

/** Returns controls whose target is smaller than `least` pixels or covered: every point of it must hit the control. */
const smallTargets = (root, least) => {
  const small = [];
  const controls = root.querySelectorAll('button, input');
  if (!controls.length) return ['nothing to press'];
  for (const node of controls) {
    const popover = node.closest('[popover]');
    if (popover && !popover.matches(':popover-open')) continue;
    const shown = node.type === 'radio' ? node.nextElementSibling : (node.closest('label:not([part])') ?? node);
    if (!shown.getClientRects().length || getComputedStyle(shown.closest('th') ?? shown).clipPath !== 'none') continue;
    shown.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = shown.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const pressed = node.type === 'radio' ? node.parentElement : shown;
    const hits = (dx, dy) => pressed.contains(root.elementFromPoint(x + dx, y + dy));
    const reach = (dx, dy) => {
      let i = 0;
      while (i < least && hits(dx * i, dy * i)) i++;
      return i;
    };
    const width = reach(-1, 0) + reach(1, 0);
    const height = reach(0, -1) + reach(0, 1);
    if (width >= least && height >= least) continue;
    small.push(`${node.part} ${node.name ?? ''} ${node.textContent.slice(0, 20)}: ${width} × ${height}`);
  }
  return small;
};

/** Returns visible texts that are cut off. */
const cutTexts = (root) =>
  [...root.querySelectorAll('*')]
    .filter((node) => {
      const { overflowX, overflowY, clipPath, position } = getComputedStyle(node);
      const clips = /hidden|clip/.test(overflowX + overflowY) && clipPath === 'none' && position !== 'absolute';
      return clips && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1);
    })
    .filter((node) => node.localName !== 'input' && !node.closest('[data-subjects=many]'))
    .map((node) => `${node.localName} in [part=${node.closest('[part]').part}]`);

const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`;

/** Applies readers' own rules for spacing, inside the card too. */
const setSpacing = (root, css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
};

/** Returns which of some parts are shown. */
const areShown = (root, selectors) =>
  Object.fromEntries(
    selectors.map((selector) => [
      selector,
      [...root.querySelectorAll(selector)].some((node) => node.checkVisibility() && node.getClientRects().length > 0),
    ]),
  );

const background = (root, selector, pseudo) => getComputedStyle(root.querySelector(selector), pseudo).backgroundColor;

/** Returns the positions of the field and the table's head in the page. */
const places = (root) =>
  ['[part=field]', 'thead'].map((selector) => {
    const { left, top, width, height } = root.querySelector(selector).getBoundingClientRect();
    return [left, top + scrollY, width, height].map(Math.round).join(' ');
  });

/** Cards shown in every browser: the widest, and one from right to left. */
const IN_ALL = ['planets', 'tea-vs-coffee.ar'];

inEveryBrowser((check, once) => {
  for (const [file, card] of cards) {
    const name = file.replace('.json', '');
    const declare = IN_ALL.includes(name) ? check : once;
    for (const width of [280, 320, 768, 1280]) {
      (width === 320 ? declare : once)(
        `${name} at ${width} px, also 1280 px at 400 %: the page does not scroll sideways`,
        async (stage) => {
          await stage.resize(width);
          await openCard(stage, name);
          for (const view of ['', 'only=differences', `q=${encodeURIComponent(card.attributes[0].name)}`, 'q=zzzz']) {
            await show(stage, view);
            assert.equal(await stage.evaluate(pageWidth), width, `view "${view}"`);
          }
          for (const id of ['share', 'subjects']) {
            const fits = async (root, id) => {
              const menu = root.querySelector(`#${id}`);
              if (!menu) return true;
              const button = root.querySelector(`[popovertarget=${id}]`);
              button.scrollIntoView({ block: 'start', behavior: 'instant' });
              await new Promise((resolve) => requestAnimationFrame(resolve));
              button.click();
              for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
              const { left, right, height } = menu.getBoundingClientRect();
              return left >= 0 && right <= innerWidth && height <= innerHeight * 0.8;
            };
            assert.ok(await inCard(stage, fits, id), `${id} fits`);
          }
        },
      );
    }

    declare(`spacing of readers' own costs ${name} nothing`, async (stage) => {
      for (const width of [320, 1280]) {
        await stage.resize(width);
        await openCard(stage, name);
        await inCard(stage, setSpacing, SPACING);
        assert.deepEqual(await inCard(stage, cutTexts), [], `at ${width} px`);
        assert.equal(await stage.evaluate(pageWidth), width);
      }
    });
  }

  for (const width of [320, 768, 1280]) {
    (width === 768 ? once : check)(
      `the head and the first column stay while the planets scroll, at ${width} px`,
      async (stage) => {
        await stage.resize(width);
        await openCard(stage, 'planets');
        const { scrolled, head, name } = await inCard(stage, rectsAfterScrolling);
        assert.deepEqual([scrolled, head.top, name.start], [[true, true], 0, 0]);
      },
    );
  }

  for (const shown of ['sales,marketing', 'marketing']) {
    (shown === 'marketing' ? once : check)(
      `a name and its definition button do not overlap on a narrow card that shows ${shown}`,
      async (stage) => {
        await stage.resize(320);
        await stage.open(`<comparison-card src="" view="show=${shown}"></comparison-card>`, { head: LIBRARY });
        await stage.event('load');
        const gaps = await inCard(stage, (root) =>
          [...root.querySelectorAll('[part~=row]')].map((row) => {
            const [name, button] = ['[part=row-link]', '[part=define]'].map((part) =>
              row.querySelector(part).getBoundingClientRect(),
            );
            return button.left - name.right;
          }),
        );
        assert.ok(gaps.length === 5 && gaps.every((gap) => gap > 0), `${gaps}`);
      },
    );
  }

  check('a subject that is pinned stays beside the first column, where there is room', async (stage) => {
    await stage.resize(768);
    await openCard(stage, 'planets', 'pin=earth');
    const { name, values } = await inCard(stage, rectsAfterScrolling);
    assert.ok(values[0].start > 100 && values[0].start < 230, JSON.stringify(values[0]));
    assert.ok(values[1].start < values[0].start, 'the others go on beneath it');
    assert.equal(name.start, 0);
  });

  check('from right to left: the first column stays on the right, and the field has its sign there', async (stage) => {
    const mirrored = { ...cardNamed('planets'), lang: 'ar', dir: 'rtl' };
    stage.serve('rtl.json', mirrored);
    await stage.resize(768);
    await stage.open('<comparison-card src="rtl.json"></comparison-card>', { head: LIBRARY });
    await stage.shown(mirrored.title);
    const { scrolled, name, head } = await inCard(stage, rectsAfterScrolling);
    assert.deepEqual([scrolled, name.end, head.top], [[true, true], 0, 0]);
    const [start, end] = await inCard(stage, (root) => {
      const { paddingLeft, paddingRight } = getComputedStyle(root.querySelector('[part=field]'));
      return [paddingRight, paddingLeft].map(Number.parseFloat);
    });
    assert.ok(start < end, 'room for the sign on the right, for the button on the left');
  });

  for (const font of ['Noto Sans', 'Noto Sans CJK JP', 'Noto Kufi Arabic', 'Noto Nastaliq Urdu']) {
    (font === 'Noto Nastaliq Urdu' ? check : once)(
      `from right to left: list markers do not widen the page in ${font}`,
      async (stage) => {
        await stage.resize(280);
        await openCard(stage, 'tea-vs-coffee.ar', '', `body { font-family: '${font}' }`);
        assert.ok(
          await inCard(
            stage,
            (root) => root.querySelectorAll('td li').length * root.querySelectorAll('[part=sources] li').length,
          ),
        );
        assert.equal(await stage.evaluate(pageWidth), 280);
      },
    );
  }

  check('the choice of rows fits on one line if the card is 248 px wide', async (stage) => {
    await stage.resize(320);
    await openCard(stage, 'sales-vs-marketing');
    await stage.evaluate(() => {
      document.querySelector('comparison-card').style = 'width: 248px; font-size: 17px';
    });
    const tops = await inCard(stage, (root) =>
      [...root.querySelectorAll('[part=only] label')].map((label) => label.getBoundingClientRect().top),
    );
    assert.equal(tops.length, 3);
    assert.equal(new Set(tops).size, 1, `${tops}`);
  });

  for (const [width, least] of [
    [360, 44],
    [1280, 24],
  ]) {
    check(`controls are ${least} px large at ${width} px`, async (stage) => {
      await stage.resize(width);
      for (const [name, view] of [
        ['sales-vs-marketing', 'q=lead'],
        ['metals', ''],
        ['sales-vs-marketing', 'q=markting'],
      ]) {
        await openCard(stage, name, view);
        assert.deepEqual(await inCard(stage, smallTargets, least), [], `${name}, view "${view}"`);
      }
      await openCard(stage, 'metals');
      for (const id of ['share', 'subjects']) {
        await inCard(stage, (root, id) => root.querySelector(`[popovertarget=${id}]`).click(), id);
        assert.deepEqual(
          await inCard(
            stage,
            (root, least) =>
              [...root.querySelectorAll(':popover-open :is(button, label)')]
                .map((node) => node.getBoundingClientRect())
                .filter(({ width, height }) => width < least || height < least).length,
            least,
          ),
          0,
          id,
        );
      }
    });
  }

  for (const width of [320, 768, 1280]) {
    (width === 320 ? check : once)(`nothing moves while one filters, at ${width} px`, async (stage) => {
      await stage.resize(width);
      await openCard(stage, 'sales-vs-marketing');
      await inCard(stage, (root) => root.querySelector('form').scrollIntoView({ behavior: 'instant' }));
      const before = await inCard(stage, places);
      await stage.evaluate(() => {
        globalThis.shifts = [];
        if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return;
        const note = (list) => globalThis.shifts.push(...list.getEntries());
        new PerformanceObserver(note).observe({ type: 'layout-shift' });
      });
      for (const query of ['l', 'lead', 'goal -sales', 'zzzz']) {
        await stage.filter(query);
        await stage.settle();
        assert.deepEqual(await inCard(stage, places), before, query);
      }
      // The content below the table moves up; nothing in view may move.
      const moved = await stage.evaluate(() =>
        globalThis.shifts.flatMap(({ sources }) =>
          sources.map(({ node }) => node?.closest?.('form, thead')?.localName).filter(Boolean),
        ),
      );
      assert.deepEqual(moved, []);
    });
  }

  for (const [css, expected] of [
    ['#123', '#123'],
    ['#000', '#000'],
    ['#ff0', '#ff0'],
    ['rgb(0 0 0 / 0)', '#fff'],
    ['oklch(50% 0.1 20 / 0)', '#fff'],
  ]) {
    (css === '#123' || css.startsWith('oklch') ? check : once)(
      `sticky cells of a table have the colour behind the card: ${css}`,
      async (stage) => {
        await openCard(stage, 'planets', '', `main { background: ${css} } i { color: ${expected} }`);
        const behind = (root) => {
          const [article, colour] = [root.querySelector('article'), document.createElement('i')];
          document.body.append(colour);
          return [article.style.getPropertyValue('--_background'), getComputedStyle(colour).color];
        };
        const [covering, wanted] = await inCard(stage, behind);
        assert.equal(covering, wanted);
      },
    );
  }

  check('row and column light up under the pointer, the row under the focus', async (stage) => {
    await stage.resize(1280);
    await openCard(stage, 'planets');
    const row = '[part~=row]:nth-child(3)';
    const dark = await inCard(stage, background, row);
    const [x, y] = await inCard(
      stage,
      (root, row) => {
        const value = root.querySelector(`${row} [part~=value]`);
        value.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { left, top } = value.getBoundingClientRect();
        return [left + 5, top + 5];
      },
      row,
    );
    await stage.point(x, y);
    const lit = (root, row, dark) => getComputedStyle(root.querySelector(row)).backgroundColor !== dark;
    await stage.wait(
      new Function('row', 'dark', `return (${lit})(document.querySelector('comparison-card').shadowRoot, row, dark)`),
      row,
      dark,
    );
    assert.notEqual(await inCard(stage, background, `${row} [part~=value]`, '::after'), dark);
    await stage.point(1, 1);
    await focusOn(stage, `${row} [part=row-link]`);
    await stage.settle();
    assert.notEqual(await inCard(stage, background, row), dark);
  });

  check('on paper: definitions, notes with their sources, the query; no controls', async (stage) => {
    await openCard(stage, 'metals', 'q=resistivity');
    await stage.need({ media: 'print' });
    const there = ['[part=field]', '[part=defined]', '[part=note]', '[part=source]', '[part=status]'];
    const gone = [
      '[part=define]',
      '[part=pin]',
      '[part=clear]',
      '[part=only]',
      '[popovertarget]:not([part=note-button])',
    ];
    assert.deepEqual(await inCard(stage, areShown, [...there, ...gone]), {
      ...Object.fromEntries(there.map((selector) => [selector, true])),
      ...Object.fromEntries(gone.map((selector) => [selector, false])),
    });
    const address = (root) => getComputedStyle(root.querySelector('[part=source] a'), '::after').content;
    assert.match(await inCard(stage, address), /attr\(href\)|https:/);
    await show(stage, '');
    assert.deepEqual(await inCard(stage, areShown, ['[part=field]']), { '[part=field]': false });
  });

  once('a card without definitions has no gap in their place', async (stage) => {
    stage.serve('card.json', smallCard('Bare'));
    await stage.open('<comparison-card src="card.json"></comparison-card>', { head: LIBRARY });
    await stage.shown('Bare');
    const gap = await stage.evaluate(() => {
      const root = document.querySelector('comparison-card').shadowRoot;
      const [header, comparison] = ['header', 'comparison'].map((part) => root.querySelector(`[part=${part}]`));
      return comparison.getBoundingClientRect().top - header.getBoundingClientRect().bottom;
    });
    assert.ok(gap > 0 && gap < 50, `${gap} px`);
  });

  check('whoever minds motion sees none', async (stage) => {
    await openCard(stage, 'metals');
    await stage.need({ 'prefers-reduced-motion': 'reduce' });
    const moving = await inCard(
      stage,
      (root) =>
        [...root.querySelectorAll('*')].filter((node) => {
          const { transitionDuration, animationName } = getComputedStyle(node);
          return Number.parseFloat(transitionDuration) > 0.001 || animationName !== 'none';
        }).length,
    );
    await stage.filter('copper');
    await stage.wait(() => document.querySelector('comparison-card').view === 'q=copper');
    const fading = await inCard(stage, (root) => root.getAnimations().length);
    assert.deepEqual([moving, fading], [0, 0]);
  });

  check('with forced colours, hits and the choice are told apart still', async (stage) => {
    await openCard(stage, 'sales-vs-marketing', 'q=lead');
    await stage.need({ 'forced-colors': 'active' });
    const page = await inCard(stage, background, '[part=field]');
    for (const selector of ['mark', ':checked + span']) {
      const [behind, colour] = await inCard(
        stage,
        (root, selector) => {
          const { backgroundColor, color } = getComputedStyle(root.querySelector(selector));
          return [backgroundColor, color];
        },
        selector,
      );
      assert.notEqual(behind, page, selector);
      assert.notEqual(behind, colour, selector);
    }
  });
});
