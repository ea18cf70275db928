import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN } from './cards.js';

const FALLBACK = '<p id="fallback">What the author wrote</p>';
const CARD = `<comparison-card src="">${FALLBACK}</comparison-card>`;

const HOSTILE = `
  p { color: red; font-size: 40px }
  h2, h3 { font-family: cursive; text-transform: uppercase }
  table { display: none }
  * { box-sizing: content-box }
  input, button { display: none !important }
  th, td, tr { background: red; padding: 40px !important }
  [part] { border: 9px solid red }
  ul, li { list-style: square; margin: 40px }
  a { color: red; text-decoration: none }
  mark, small { font-size: 40px }
`;

/** Returns the computed styles of everything in the card, each as one text. */
const stylesInside = () => {
  const inside = document.querySelector('comparison-card').shadowRoot.querySelectorAll('*');
  return [...inside].map((node) => {
    const style = getComputedStyle(node);
    return `${node.localName}: ${[...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ')}`;
  });
};

inEveryBrowser((check, once) => {
  check('styles of the page change nothing inside', async (stage) => {
    await stage.open(CARD, { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.filter('a');
    await stage.event('viewchange');
    const before = await stage.evaluate(stylesInside);
    await stage.evaluate((css) => {
      document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
    }, HOSTILE);
    const after = await stage.evaluate(stylesInside);
    assert.ok(before.length > 50);
    assert.equal(after.length, before.length);
    assert.deepEqual(
      after.filter((style, i) => style !== before[i]),
      [],
    );
  });

  check('a page in quirks mode: the table inherits colour and font', async (stage) => {
    const wrap = (card) => `<html><body><div style="color: rgb(1, 2, 3); font: italic 13px serif">${card}</div>`;
    await stage.open(wrap(LIBRARY + CARD));
    assert.equal(await stage.evaluate(() => document.compatMode), 'BackCompat');
    await stage.shown(BUILTIN);
    const styles = await stage.evaluate(() => {
      const { color, fontSize, fontStyle, fontFamily } = getComputedStyle(
        document.querySelector('comparison-card').shadowRoot.querySelector('[part~=value]'),
      );
      return { color, fontSize, fontStyle, fontFamily };
    });
    assert.deepEqual(styles, { color: 'rgb(1, 2, 3)', fontSize: '13px', fontStyle: 'italic', fontFamily: 'serif' });
  });

  check('text colour and font come from the page', async (stage) => {
    await stage.open(CARD, {
      head: `<style>body { color: rgb(10, 20, 30); font-family: Georgia, serif; font-size: 19px }</style>${LIBRARY}`,
    });
    await stage.shown(BUILTIN);
    const styles = await stage.evaluate(() =>
      ['title', 'value', 'field', 'attribute'].map((part) => {
        const node = document.querySelector('comparison-card').shadowRoot.querySelector(`[part~=${part}]`);
        const { color, fontFamily } = getComputedStyle(node);
        return [part, color, fontFamily];
      }),
    );
    for (const style of styles) assert.deepEqual(style, [style[0], 'rgb(10, 20, 30)', 'Georgia, serif']);
  });

  check('a dark page gives a card of light text', async (stage) => {
    await stage.open(CARD, { head: `<style>html { color-scheme: dark }</style>${LIBRARY}` });
    await stage.shown(BUILTIN);
    const [page, title] = await stage.evaluate(() =>
      [document.body, document.querySelector('comparison-card').shadowRoot.querySelector('[part~=title]')].map(
        (node) => getComputedStyle(node).color,
      ),
    );
    assert.match(page, /^rgb\(25\d, 25\d, 25\d\)$/);
    assert.equal(title, page);
  });

  check('custom properties and parts are the ways in', async (stage) => {
    await stage.open(CARD, {
      head: `<style>
        comparison-card { --comparison-card-accent: rgb(1, 2, 3); --comparison-card-mark: rgb(4, 5, 6) }
        comparison-card::part(title) { color: rgb(7, 8, 9) }
      </style>${LIBRARY}`,
    });
    await stage.shown(BUILTIN);
    await stage.filter('a');
    await stage.event('viewchange');
    const styles = await stage.evaluate(() => {
      const root = document.querySelector('comparison-card').shadowRoot;
      const style = (part) => getComputedStyle(root.querySelector(`[part~=${part}]`));
      return [style('clear').color, style('mark').backgroundColor, style('title').color];
    });
    assert.deepEqual(styles, ['rgb(1, 2, 3)', 'rgb(4, 5, 6)', 'rgb(7, 8, 9)']);
  });

  check('hidden hides a card', async (stage) => {
    await stage.open(CARD, { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.evaluate(() => {
      document.querySelector('comparison-card').hidden = true;
    });
    assert.equal(await stage.evaluate(() => document.querySelector('comparison-card').offsetHeight), 0);
  });

  once('nothing is added to the page, its styles, its storage or its globals', async (stage) => {
    const traces = () => ({
      globals: Object.getOwnPropertyNames(window).sort(),
      head: document.head.children.length,
      sheets: document.styleSheets.length,
      adopted: document.adoptedStyleSheets.length,
      attributes: [...document.documentElement.attributes, ...document.body.attributes].length,
      body: document.body.children.length,
      storage: [localStorage.length, sessionStorage.length, document.cookie, history.length],
      inside: document.querySelector('comparison-card').outerHTML,
      prototypes: [Object, Array, String, Element, Node, HTMLElement, Document].map(
        ({ prototype }) => Reflect.ownKeys(prototype).length,
      ),
    });
    await stage.open(CARD);
    await stage.evaluate(`globalThis[Symbol.for('before')] = (${traces})()`);
    await stage.evaluate(() => {
      const script = Object.assign(document.createElement('script'), { src: '/comparison-card.js' });
      script.addEventListener('load', () => script.remove());
      document.head.append(script);
    });
    await stage.shown(BUILTIN);
    await stage.filter('goal');
    await stage.event('viewchange', 4);
    await stage.wait(() => !document.querySelector('head script'));
    const before = await stage.evaluate(() => globalThis[Symbol.for('before')]);
    assert.deepEqual(await stage.evaluate(traces), before);
  });

  once('the markup has no style of its own, no event attribute, and no id without need', async (stage) => {
    await stage.open(CARD, { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.filter('goal');
    await stage.event('viewchange', 4);
    const found = await stage.evaluate(() => {
      const root = document.querySelector('comparison-card').shadowRoot;
      const ids = [...root.querySelectorAll('[id]')].map(({ id }) => id);
      const isNeeded = (id) => root.querySelector(`[popovertarget=${id}], [aria-describedby=${id}]`);
      return [
        ...[...root.querySelectorAll('[style], style, script, link, [onclick], [oninput]')].map(
          (node) => node.outerHTML,
        ),
        ...ids.filter((id, i) => ids.indexOf(id) < i || !isNeeded(id)),
      ];
    });
    assert.deepEqual(found, ['cc-sales-vs-marketing'], 'what its address calls it');
    assert.equal(await stage.evaluate(() => document.querySelector('comparison-card').getAttribute('style')), null);
  });

  check('the card inherits only font and text colour from the page', async (stage) => {
    const cruel =
      'letter-spacing: 9px; line-height: 4; text-align: end; text-indent: 9px; text-shadow: 1px 1px red; ' +
      'text-transform: uppercase; white-space: nowrap; word-spacing: 9px; overflow-wrap: normal';
    const look = () => {
      const paragraph = document.querySelector('comparison-card').shadowRoot.querySelector('[part~=answer]');
      const { cssText, ...style } = { ...getComputedStyle(paragraph) };
      const names = ['letterSpacing', 'textAlign', 'textIndent', 'textShadow', 'textTransform', 'whiteSpace'];
      return [...names, 'wordSpacing', 'overflowWrap', 'lineHeight', 'height'].map((name) => style[name]);
    };
    const looks = [];
    for (const style of ['', cruel]) {
      await stage.open(`<div style="${style}">${CARD}</div>`, { head: LIBRARY });
      await stage.shown(BUILTIN);
      looks.push(await stage.evaluate(look));
    }
    assert.deepEqual(looks[1], looks[0]);
  });

  /** Layouts of a 600 px box, some of which do not stretch their content. */
  const LAYOUTS = [
    '',
    'padding: 0 50px; box-sizing: content-box',
    'display: flex; flex-direction: column; align-items: center',
    'display: flex',
    'display: grid; justify-items: center',
    'text-align: center',
    'column-count: 1',
  ];
  check('a card is as wide as its box, whatever its layout', async (stage) => {
    const boxes = LAYOUTS.map((layout) => `<div style="width: 600px; ${layout}">${CARD}</div>`);
    await stage.open(boxes.join(''), { head: LIBRARY });
    await stage.event('load', LAYOUTS.length);
    const widths = await stage.evaluate(() =>
      [...document.querySelectorAll('comparison-card')].map((card) => card.getBoundingClientRect().width),
    );
    assert.deepEqual(
      widths,
      LAYOUTS.map(() => 600),
    );
  });

  /** Returns what covers values that scroll under the first column. */
  const cover = () => {
    const { shadowRoot } = document.querySelector('comparison-card');
    return getComputedStyle(shadowRoot.querySelector('[part~=attribute]')).backgroundColor;
  };

  check('cells that stay in place have the colour that is behind the card', async (stage) => {
    const card = '<comparison-card src="/planets.json"></comparison-card>';
    await stage.open(`<div style="background: rgb(1, 2, 3)"><p>${card}</p></div>`, { head: LIBRARY });
    await stage.event('load');
    assert.equal(await stage.evaluate(cover), 'rgb(1, 2, 3)');
    await stage.evaluate(() => {
      document.querySelector('div').style.background = 'rgb(4, 5, 6)';
    });
    await stage.focus('field');
    assert.equal(await stage.evaluate(cover), 'rgb(4, 5, 6)', 'the page changed its colours, and the reader comes');
    await stage.evaluate(() => {
      document.querySelector('comparison-card').style.setProperty('--comparison-card-background', 'rgb(7, 8, 9)');
    });
    assert.equal(await stage.evaluate(cover), 'rgb(7, 8, 9)', 'what the author says counts');
  });

  check('the names of two subjects stay in view while a narrow page scrolls', async (stage) => {
    await stage.resize(320);
    await stage.open('<comparison-card src=""></comparison-card><p style="height: 200vh">After</p>', { head: LIBRARY });
    await stage.shown(BUILTIN);
    const tops = await stage.evaluate(() => {
      const { shadowRoot } = document.querySelector('comparison-card');
      shadowRoot.querySelectorAll('[part~=row]')[2].scrollIntoView();
      return [...shadowRoot.querySelectorAll('thead [data-subject]')].map((th) => th.getBoundingClientRect().top);
    });
    for (const top of tops) assert.ok(top >= 0 && top < 20, `${tops}`);
  });
});
