/** Pages that change built-ins, or treat a card like pages and their frameworks do: it must still work. */
import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { smallCard } from './cards.js';

const CARD = '<comparison-card src="card.json"><p>Fallback</p></comparison-card>';

/** Code that runs before the page's own scripts. @type {[string, () => void][]} */
const CHANGES = [
  [
    'adds to the prototypes of lists, texts and functions',
    () => {
      for (const prototype of [Array.prototype, String.prototype, Function.prototype]) {
        for (const name of [
          'each',
          'extend',
          'code',
          'message',
          'value',
          'type',
          'node',
          'content',
          'path',
          'line',
          'rows',
        ]) {
          prototype[name] ??= function each() {
            return this;
          };
        }
      }
    },
  ],
  [
    'replaces methods of lists and functions by its own, as Prototype 1.6 did',
    () => {
      const { slice } = Array.prototype;
      Array.from = (items, map, self) => {
        const list = [];
        if (items[Symbol.iterator]) for (const item of items) list.push(item);
        else for (let i = 0; i < items.length; i++) list.push(items[i]);
        return map ? list.map((item, i) => map.call(self, item, i)) : list;
      };
      Function.prototype.bind = function bind(self, ...first) {
        const { apply } = this;
        return (...rest) => apply.call(this, self, [...first, ...rest]);
      };
      Array.prototype.include = function include(item) {
        return this.indexOf(item) >= 0;
      };
      Array.prototype.clone = function clone() {
        return slice.call(this);
      };
      globalThis.$ = (id) => document.getElementById(id);
      globalThis.$$ = (selector) => Array.from(document.querySelectorAll(selector));
    },
  ],
  [
    'freezes what is built in',
    () => {
      for (const name of Object.getOwnPropertyNames(globalThis)) {
        const value = /^[A-Z]/.test(name) && name !== 'WebAssembly' ? globalThis[name] : undefined;
        if (
          typeof value !== 'function' ||
          !value.prototype ||
          !/\[native code\]/.test(Function.prototype.toString.call(value))
        )
          continue;
        if (/^(HTML|SVG|CSS|Web|Node|Element|Event|Doc|Shadow|Window)/.test(name)) continue;
        Object.freeze(value);
        Object.freeze(value.prototype);
      }
    },
  ],
  [
    'has its own customElements.define, as polyfills do',
    () => {
      const { define } = CustomElementRegistry.prototype;
      CustomElementRegistry.prototype.define = function patched(name, Class, options) {
        return define.call(this, name, class extends Class {}, options);
      };
    },
  ],
  [
    'has globals and elements of common names',
    () => {
      window.name = 'cards';
      for (const name of [
        'engine',
        'cards',
        'card',
        'Engine',
        'Card',
        'Reader',
        'write',
        'define',
        'exports',
        'module',
        'require',
        'process',
      ]) {
        globalThis[name] = { [name]: true };
      }
      globalThis.define = Object.assign(() => {}, { amd: {} });
      document.addEventListener('DOMContentLoaded', () => {
        document.body.insertAdjacentHTML(
          'beforeend',
          '<form id="comparison-card"><input name="ready" id="card"></form>',
        );
      });
    },
  ],
];

/**
 * Actions of a page on a shown card, and the card's selector afterwards.
 * @type {[string, (...args: any[]) => any, string?][]}
 */
const DEEDS = [
  [
    'writes the HTML around it anew, as htmx does',
    () => {
      const { body } = document;
      body.innerHTML = String(body.innerHTML);
    },
  ],
  [
    'puts a clone of the page in its place, as Turbo does',
    () => document.documentElement.replaceChild(document.body.cloneNode(true), document.body),
  ],
  [
    'takes it out and puts it back at once, as React does in strict mode',
    () => {
      const card = document.querySelector('comparison-card');
      for (let i = 0; i < 3; i++) {
        card.remove();
        document.body.append(card);
      }
    },
  ],
  [
    'takes everything out of it and puts other things there',
    () => document.querySelector('comparison-card').replaceChildren(document.createElement('hr'), 'text'),
  ],
  [
    'moves it into a closed <details> and opens that',
    () => {
      const details = document.body.appendChild(document.createElement('details'));
      details.append(document.querySelector('comparison-card'));
      details.open = true;
    },
  ],
  [
    'moves it into a dialog',
    () => {
      const dialog = document.body.appendChild(document.createElement('dialog'));
      dialog.append(document.querySelector('comparison-card'));
      dialog.showModal();
    },
  ],
];

/** Pages whose scripts do the same in every browser. */
const ALIKE = [
  'adds to the prototypes of lists, texts and functions',
  'replaces methods of lists and functions by its own, as Prototype 1.6 did',
  'takes it out and puts it back at once, as React does in strict mode',
  'takes everything out of it and puts other things there',
];

inEveryBrowser((check, once) => {
  const use = async (stage) => {
    await stage.shown('Card');
    await stage.filter('weight');
    await stage.wait(() => document.querySelector('comparison-card').matchCount === 1);
    assert.deepEqual((await stage.look()).rows, ['Weight']);
    await stage.setView('sort=-name');
    assert.deepEqual((await stage.look()).rows, ['Weight', 'Origin', 'Colour']);
  };

  for (const [what, change] of CHANGES) {
    (ALIKE.includes(what) ? once : check)(`a page that ${what}`, async (stage) => {
      await stage.before(change);
      stage.serve('card.json', smallCard('Card'));
      await stage.open(`${CARD}<comparison-card id="wrong" src="none.json"></comparison-card>`, { head: LIBRARY });
      await use(stage);
      assert.equal((await stage.event('error')).code, 'http');
    });
  }

  for (const [what, deed] of DEEDS) {
    (ALIKE.includes(what) ? once : check)(`a page that ${what}`, async (stage) => {
      stage.serve('card.json', smallCard('Card'));
      await stage.open(CARD, { head: LIBRARY });
      await stage.shown('Card');
      await stage.evaluate(deed);
      await use(stage);
    });
  }

  check('a card in a closed shadow root, and one in a frame of its own', async (stage) => {
    stage.serve('card.json', smallCard('Card'));
    const inside = `<script src='${stage.origin}/comparison-card.js'></script><comparison-card src='card.json'></comparison-card>`;
    await stage.open(`<div></div><iframe srcdoc="${inside}"></iframe>`, { head: LIBRARY });
    const counts = await stage.evaluate(async () => {
      const card = document.createElement('comparison-card');
      card.src = 'card.json';
      document.querySelector('div').attachShadow({ mode: 'closed' }).append(card);
      await card.ready;
      card.view = 'q=weight';
      await card.ready;
      const frame = document.querySelector('iframe');
      if (frame.contentDocument.readyState !== 'complete') await new Promise((resolve) => (frame.onload = resolve));
      const other = frame.contentDocument.querySelector('comparison-card');
      await other.ready;
      return [card.matchCount, other.matchCount];
    });
    assert.deepEqual(counts, [1, 3]);
  });
});
