/**
 * The card under third-party style sheets, pixel for pixel: the page's styles of elements change only what is meant to
 * follow the page. It is read next to the card, and given to a card on its own.
 */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN } from './cards.js';

const PICTURES = '.build/pictures';
const WORDPRESS = '.build/wordpress/build-style';

/** @param {string[]} files */
const sheet = (...files) => files.map((file) => readFileSync(file, 'utf8')).join('\n');

/**
 * @typedef {object} Page
 * @property {string} css
 * @property {string} [root] attributes of its root element
 * @property {number} [zoom] zoom factor
 */

/** @type {Record<string, Page>} */
const pages = {
  Bootstrap: { css: sheet('node_modules/bootstrap/dist/css/bootstrap.css') },
  'Bootstrap, dark': { css: sheet('node_modules/bootstrap/dist/css/bootstrap.css'), root: 'data-bs-theme="dark"' },
  Bulma: { css: sheet('node_modules/bulma/css/bulma.css') },
  'Bulma, dark': { css: sheet('node_modules/bulma/css/bulma.css'), root: 'data-theme="dark"' },
  'Tailwind’s preflight': { css: sheet('node_modules/tailwindcss/preflight.css') },
  normalize: { css: sheet('node_modules/normalize.css/normalize.css') },
  Pico: { css: sheet('node_modules/@picocss/pico/css/pico.css') },
  'Pico, dark': { css: sheet('node_modules/@picocss/pico/css/pico.css'), root: 'data-theme="dark"' },
  'water.css': { css: sheet('node_modules/water.css/out/water.css') },
  'WordPress’s block library': { css: sheet(`${WORDPRESS}/style.css`, `${WORDPRESS}/theme.css`) },
  'one that unsets everything': { css: '* { all: unset !important }' },
  'one that hides what is not known': {
    css: `:not(:defined), *:not(html, body, div, comparison-card) { display: none !important }`,
  },
  'one whose em is 10 px': { css: 'html { font-size: 62.5% } body { font-size: 1.6rem }' },
  'one that reaches every element': {
    css: `* { box-sizing: content-box; float: left; max-width: 90%; min-height: 0; margin: 7px; padding: 3px;
      border: 2px solid red; background: yellow; font-family: cursive; line-height: 3; transition: all 1s }`,
  },
  'one whose body hands everything down': {
    css: `body { border-collapse: separate; border-spacing: 9px; caption-side: bottom; caret-color: red; cursor: wait;
      empty-cells: hide; fill: red; hanging-punctuation: first; hyphens: auto; image-rendering: pixelated;
      letter-spacing: 3px; line-break: anywhere; line-height: 3; list-style: upper-roman; paint-order: stroke; quotes: none;
      ruby-position: under; scrollbar-color: red blue; stroke: red; tab-size: 2; text-align: justify; text-align-last: end;
      text-decoration: underline; text-emphasis: dot red; text-indent: 3em; text-shadow: 1px 1px red;
      text-transform: uppercase; text-underline-position: under; text-wrap: nowrap; white-space: pre; word-break: break-all;
      word-spacing: 1em; -webkit-text-fill-color: red; -webkit-text-stroke: 1px red }`,
  },
  'one that moves things': { css: 'div { transform: translate(3px, 5px) }' },
  'one that enlarges': { css: 'div { zoom: 1.25 }', zoom: 1.25 },
  'one from right to left': { css: 'html { direction: rtl }' },
};

/** The card's own box, and properties that follow the page. */
const FOLLOWED = [
  ...['box-sizing', 'float', 'width', 'max-width', '(margin|padding|border)-.*', 'background-color'],
  ...['color', 'direction', 'font-.*', '-webkit-font-smoothing', '-moz-osx-font-smoothing'],
];

/** Runs in the page: returns the properties that follow the page as a style sheet. @param {string[]} followed */
function readFollowed(followed) {
  const card = document.querySelector('comparison-card');
  const style = getComputedStyle(card);
  const names = [...style].filter((name) => new RegExp(`^(${followed.join('|')})$`).test(name));
  const grounds = [document.body, document.documentElement].map((node) => getComputedStyle(node).backgroundColor);
  const ground = grounds.find((colour) => colour !== 'rgba(0, 0, 0, 0)') ?? 'transparent';
  const lines = parseFloat(style.lineHeight) / parseFloat(style.fontSize) || 'normal'; // set on the card itself (style.css)
  const own = [...names.map((name) => `${name}: ${style.getPropertyValue(name)}`), `line-height: ${lines}`].join('; ');
  return `html { background: ${ground}; color-scheme: ${style.colorScheme}; direction: ${style.direction} } comparison-card { ${own} }`;
}

/** Runs in the page: returns position and style of everything in the card. */
function describe() {
  const card = document.querySelector('comparison-card');
  const origin = card.getBoundingClientRect();
  return [...card.shadowRoot.querySelectorAll('*')].flatMap((node) =>
    ['', '::before', '::after'].map((pseudo) => {
      const style = getComputedStyle(node, pseudo || null);
      // The page's custom properties are inherited. A popover is positioned by the window; its box is compared.
      const leftOut = node.matches(':popover-open') ? /^(?:--|top|right|bottom|left|inset)/ : /^--/;
      const own = [...style].filter((name) => !leftOut.test(name));
      const { left, top, width, height } = node.getBoundingClientRect();
      const box = width && [left - origin.left, top - origin.top, width, height].map(Math.round);
      return [node.localName + pseudo, box, ...own.map((name) => `${name}: ${style.getPropertyValue(name)}`)].join(
        '; ',
      );
    }),
  );
}

/** Returns a card at a position that no style sheet changes. @param {number} width */
const placed = (width) => {
  const place = { display: 'block', position: 'absolute', left: '16px', top: '64px', width: `${width}px` };
  const rest = {
    'max-width': 'none',
    margin: '0',
    padding: '0',
    border: '0',
    float: 'none',
    'box-sizing': 'border-box',
  };
  const style = Object.entries({ ...place, ...rest }).map(([name, value]) => `${name}: ${value} !important`);
  return `<body><div style="${style.join('; ')}"><comparison-card src=""></comparison-card></div>`;
};

const openMenu = () => {
  const button = document.querySelector('comparison-card').shadowRoot.querySelector('[popovertarget=share]');
  button.scrollIntoView({ block: 'center', behavior: 'instant' });
  button.click();
};

/**
 * Shows a card with highlighting in its text and an open menu.
 * @param {import('./browser.js').Stage} stage @param {string} html
 */
async function show(stage, html) {
  await stage.open(html);
  await stage.shown(BUILTIN);
  await stage.setView('q=a');
  await stage.evaluate(openMenu);
  await stage.settle();
}

/**
 * Compares a page on the screen and, if the browser can print, on paper.
 * @param {import('./browser.js').Stage} stage @param {any} look
 */
async function onEachMedium(stage, look) {
  const looks = {};
  for (const media of ['screen', 'print']) {
    if ((await stage.emulate({ media })) || media === 'screen') looks[media] = await look();
  }
  return looks;
}

/**
 * Ignores antialiasing of corners and letters, which varies between runs.
 * @param {Buffer} one @param {Buffer} other PNG @param {string} name
 */
function assertSamePicture(one, other, name) {
  if (one.equals(other)) return;
  const [under, alone] = [one, other].map((bytes) => PNG.sync.read(bytes));
  const { width, height } = alone;
  const difference = new PNG({ width, height });
  const isSame =
    under.width === width &&
    under.height === height &&
    !pixelmatch(under.data, alone.data, difference.data, width, height);
  if (isSame) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const [kind, png] of Object.entries({ under, alone, difference })) {
    writeFileSync(`${PICTURES}/${name}, ${kind}.png`, PNG.sync.write(png));
  }
  assert.fail(`it does not: see ${PICTURES}`);
}

inEveryBrowser((check, once) => {
  for (const [name, { css, root = '', zoom = 1 }] of Object.entries(pages)) {
    once(`a card looks the same under a style sheet: ${name}`, async (stage) => {
      await stage.resize(1400, 3600); // wide enough for the menu next to its button
      const sheet = stage.serve('page.css', css, { type: 'text/css' });
      const page = (attributes, head, place) =>
        `<!doctype html><html lang="en" ${attributes}><head><meta charset="utf-8">${head}${LIBRARY}</head>${place}`;
      await show(stage, page(root, '<link rel="stylesheet" href="page.css">', placed(640)));
      assert.equal(sheet.hits, 1);
      const look = async () => (await stage.picture('comparison-card')) ?? stage.evaluate(describe);
      const under = await onEachMedium(stage, async () => ({
        look: await look(),
        followed: await stage.evaluate(readFollowed, FOLLOWED),
      }));
      const rules = Object.entries(under).map(([media, { followed }]) => `@media ${media} { ${followed} }`);
      const style = `<style>${rules.join('\n')} comparison-card { zoom: ${zoom} }</style>`;
      await show(stage, page('', style, placed(640 * zoom)));
      for (const [media, alone] of Object.entries(await onEachMedium(stage, look))) {
        if (!Array.isArray(alone)) assertSamePicture(under[media].look, alone, `${name}, ${media}`);
        else
          assert.deepEqual(
            under[media].look.filter((line, i) => line !== alone[i]),
            [],
          );
      }
    });
  }

  check('a menu opens where the card is, wherever a transform has brought that', async (stage) => {
    const place = 'position: absolute; left: -1900px; width: 600px; transform: translate(2000px, 60px)';
    await stage.open(`<div style="${place}"><comparison-card src=""></comparison-card></div>`, { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.evaluate(openMenu);
    const isInSight = () => {
      const menu = document.querySelector('comparison-card').shadowRoot.querySelector(':popover-open');
      const { left, right, top, bottom } = menu.getBoundingClientRect();
      return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight && right - left > 200;
    };
    await stage.wait(isInSight);
    assert.ok(await stage.evaluate(isInSight));
  });
});
