/** Runs axe-core in every state of a card: popovers open, groups collapsed, hits, no matches, each theme. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inEveryBrowser, LIBRARY } from './browser.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const { title } = JSON.parse(readFileSync('data/metals.json', 'utf8'));

/** Rules that a scheme of colours can break. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** Runs in the page: returns axe's findings, one line each; of all rules by default. */
const runAxe = async (only) => {
  for (const animation of document.querySelector('comparison-card').shadowRoot.getAnimations()) animation.finish();
  const options = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };
  const { violations } = await globalThis.axe.run(document, { ...options, ...(only.length && { runOnly: only }) });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().pop()}: ${failureSummary}`),
  );
};

/** Opens the popover of the first element with a selector. */
const openPopover = (selector) => {
  const button = document.querySelector('comparison-card').shadowRoot.querySelector(selector);
  if (!button.getClientRects().length) return; // a definition is visible if there is room
  button.scrollIntoView({ block: 'center', behavior: 'instant' });
  button.click();
};

/** Popovers, and the views that differ most. @type {[string, string, string?][]} */
const states = [
  ['Columns are open', '', '[popovertarget=subjects]'],
  ['Share is open', '', '[popovertarget=share]'],
  ['a definition is open', '', '[part=define]'],
  ['a note is open', '', '[part=note-button]'],
  ['groups are folded', 'fold=Conducting,In+use'],
  ['nothing is found', 'q=goldd'],
  ['nothing is alike', 'only=similarities'],
  ['words that differ are marked', 'only=differences&show=Copper,Silver'],
  ['it is sorted, pinned, and a row is linked', 'sort=-Gold&pin=Gold&row=Density'],
];

inEveryBrowser((_check, once) => {
  for (const theme of ['', 'plain', 'card', 'editorial']) {
    for (const scheme of ['light', 'dark']) {
      once(`axe finds nothing in theme "${theme}", ${scheme}, whatever its reader did`, async (stage) => {
        const css = `html { color-scheme: ${scheme}; background: Canvas; color: CanvasText } h1 + a { color: inherit }`;
        const body = `<main><h1>Page</h1><comparison-card src="/metals.json" theme="${theme}"></comparison-card></main>`;
        await stage.open(body, {
          head: `<meta name="viewport" content="width=device-width"><style>${css}</style>${LIBRARY}`,
        });
        await stage.shown(title);
        await stage.evaluate(axe);
        const found = {};
        // Two widths share the states: a theme changes colours, a width the layout.
        for (const [i, [name, view, opener]] of states.entries()) {
          await stage.resize((i + theme.length) % 2 ? 360 : 1100);
          await stage.setView(view);
          if (opener) await stage.evaluate(openPopover, opener);
          const lines = await stage.evaluate(runAxe, scheme === 'light' ? [] : OF_COLOURS);
          if (lines.length) found[name] = lines;
          await stage.evaluate(() =>
            document.querySelector('comparison-card').shadowRoot.querySelector(':popover-open')?.hidePopover(),
          );
        }
        assert.deepEqual(found, {});
      });
    }
  }
});
