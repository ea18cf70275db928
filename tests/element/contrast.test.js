/**
 * Contrast as in WCAG 2.2, of colours as the browser shows them: 4.5:1 for all visible text, 3:1 for the edges of
 * controls and the focus.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN } from './cards.js';

const read = (name) => JSON.parse(readFileSync(`data/${name}.json`, 'utf8'));

/** Cards, each with a query that matches some rows. @type {[name: string, src: string, title: string, query: string][]} */
const cards = [
  ['the built-in card', '', BUILTIN, 'lead'],
  ['metals', '/metals.json', read('metals').title, 'copper'],
  ['tea and coffee in Arabic', '/tea-vs-coffee.ar.json', read('tea-vs-coffee.ar').title, 'الشاي'],
];

const PAGES = [
  ['a light page', 'html { color-scheme: light; background: #fff; color: #1a1a1a }'],
  ['a dark page', 'html { color-scheme: dark; background: #121212; color: #eee }'],
];
const THEMES = ['', 'plain', 'card', 'editorial'];

/** Runs in the page: returns elements with too little contrast, one line each. */
function findFaint() {
  const root = document.querySelector('comparison-card').shadowRoot;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const paint = canvas.getContext('2d', { willReadFrequently: true });

  /** Returns the bytes of colours painted over one another, in any CSS notation. */
  const painted = (colours) => {
    paint.fillStyle = '#fff';
    for (const colour of colours) {
      paint.fillRect(0, 0, 1, 1);
      paint.fillStyle = colour;
    }
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (bytes) => {
    const [r, g, b] = bytes.map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ratios = new Map();
  /** Returns the contrast of a colour with those behind it. Cached, since reading pixels is slow. */
  const ratioOf = (colour, colours) => {
    const key = [...colours, colour].join();
    if (!ratios.has(key)) ratios.set(key, contrast(painted([...colours, colour]), painted(colours)));
    return ratios.get(key);
  };

  const parentOf = (node) => node.parentElement ?? node.getRootNode().host;
  /** Returns the backgrounds behind an element, from the page's on. The top layer has its own. */
  const behind = (node) => {
    const colours = [];
    for (let at = node; at; at = parentOf(at)) colours.unshift(getComputedStyle(at).backgroundColor);
    return colours;
  };
  const isShown = (node) => {
    const { width, height } = node.getBoundingClientRect();
    const { visibility, clipPath } = getComputedStyle(node);
    return width > 1 && height > 1 && visibility === 'visible' && clipPath === 'none';
  };
  const textsIn = (node) => [...node.childNodes].filter((child) => child.nodeType === 3 && child.data.trim());

  const faint = new Set();
  /** Records a colour with too little contrast to its background. */
  const compare = (node, what, colour, colours, least) => {
    const ratio = ratioOf(colour, colours);
    if (ratio >= least) return;
    const part = node.closest('[part]')?.part.value;
    faint.add(`${what} of ${node.localName} in [part=${part}]: ${ratio.toFixed(2)} (${colour})`);
  };

  for (const node of root.querySelectorAll('*')) {
    if (!isShown(node)) continue;
    const style = getComputedStyle(node);
    if (textsIn(node).length || node.matches('input[type=search]')) {
      compare(node, 'text', style.color, behind(node), 4.5);
    }
    for (const pseudo of ['::before', '::after', '::placeholder']) {
      const { content, color } = getComputedStyle(node, pseudo);
      const isText = pseudo === '::placeholder' ? node.placeholder : /^".*[^\s"]/.test(content);
      if (isText) compare(node, pseudo, color, behind(node), 4.5);
    }
    if (node.matches('[part=field], [part=button], [part=only]')) {
      compare(node, 'edge', style.borderTopColor, behind(parentOf(node)), 3);
    }
    if (node.matches('[part=differs]')) compare(node, 'line', style.textDecorationColor, behind(node), 3);
  }
  const focused = new Set();
  for (const node of root.querySelectorAll('a, button, input, [tabindex]')) {
    const kind = `${node.localName} ${node.part} ${node.name} ${parentOf(node).part}`;
    if (focused.has(kind) || (!isShown(node) && !node.matches('[type=radio]'))) continue;
    focused.add(kind);
    node.focus({ focusVisible: true, preventScroll: true });
    const ring = node.matches('[type=radio]') ? node.nextElementSibling : node;
    const { outlineStyle, outlineColor } = getComputedStyle(ring);
    if (outlineStyle === 'none') faint.add(`no focus on ${node.localName} in [part=${node.closest('[part]').part}]`);
    else compare(ring, 'focus', outlineColor, behind(parentOf(ring)), 3);
  }
  return [...faint];
}

/** Opens each popover in turn and returns what has too little contrast. */
async function faintWhenOpen(stage) {
  const count = await stage.evaluate(
    () => document.querySelector('comparison-card').shadowRoot.querySelectorAll('[popover]').length,
  );
  const found = new Set();
  // Popovers of a kind look the same: menus first, then definitions and notes.
  for (const index of [...Array(Math.min(count, 4)).keys(), count - 1]) {
    await stage.evaluate((index) => {
      const popovers = document.querySelector('comparison-card').shadowRoot.querySelectorAll('[popover]');
      popovers[index].showPopover();
    }, index);
    for (const line of await stage.evaluate(findFaint)) found.add(line);
  }
  return [...found];
}

async function openCard(stage, src, title, css, theme) {
  const head = `<meta name="viewport" content="width=device-width"><style>${css}</style>${LIBRARY}`;
  await stage.open(`<comparison-card src="${src}" theme="${theme}"></comparison-card>`, { head });
  await stage.shown(title);
  // A transition would be measured half-way.
  await stage.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }');
    document.querySelector('comparison-card').shadowRoot.adoptedStyleSheets.push(still);
  });
}

inEveryBrowser((check, once) => {
  for (const [turn, [name, src, title, query]] of cards.entries()) {
    for (const [i, [where, css]] of PAGES.entries()) {
      for (const [k, theme] of THEMES.entries()) {
        // Each card with each theme, on one of the pages: any two of them meet. Every browser has each theme once.
        if ((turn + k) % PAGES.length !== i) continue;
        (turn === k % cards.length ? check : once)(
          `${name} on ${where}, theme "${theme}": all is seen well, in every state`,
          async (stage) => {
            await openCard(stage, src, title, css, theme);
            const found = {};
            for (const view of ['', `q=${query}`, `q=${query}&only=differences`, 'q=zzzz', 'sort=name']) {
              await stage.setView(view);
              found[view] = await stage.evaluate(findFaint);
            }
            assert.ok((await stage.evaluate(() => document.querySelector('comparison-card').matchCount)) > 0);
            await stage.setView('');
            for (const width of [360, 1024]) {
              await stage.resize(width);
              found[`open at ${width} px`] = await faintWhenOpen(stage);
            }
            assert.deepEqual(Object.fromEntries(Object.entries(found).filter(([, lines]) => lines.length)), {});
          },
        );
      }
    }
  }

  for (const [where, css] of PAGES) {
    check(`whoever asks for more contrast gets it, on ${where}`, async (stage) => {
      await openCard(stage, '', BUILTIN, css, '');
      await stage.need({ 'prefers-contrast': 'more' });
      await stage.setView('q=lead');
      assert.deepEqual(await stage.evaluate(findFaint), []);
      const [text, muted, edge] = await stage.evaluate(() => {
        const root = document.querySelector('comparison-card').shadowRoot;
        const style = (part) => getComputedStyle(root.querySelector(`[part~=${part}]`));
        return [style('title').color, style('introduction').color, style('field').borderTopColor];
      });
      assert.deepEqual([muted, edge], [text, text]);
    });
  }
});
