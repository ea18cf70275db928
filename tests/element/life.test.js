import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN, smallCard, smallJson } from './cards.js';

const FALLBACK = '<p id="fallback">What the author wrote</p>';

const types = (events) => events.map(({ type }) => type);

/** Counts the engines of a page and stores the memory of the last. */
const watchEngines = () => {
  const { instantiate } = WebAssembly;
  const seen = { engines: 0, memory: null };
  globalThis[Symbol.for('engine')] = seen;
  WebAssembly.instantiate = async (...args) => {
    const result = await instantiate(...args);
    const { memory } = result.instance.exports;
    seen.engines++;
    seen.memory = memory;
    return result;
  };
};

const enginesMade = () => globalThis[Symbol.for('engine')].engines;

const isVisible = (id) => {
  const node = document.getElementById(id);
  return Boolean(node?.checkVisibility() && node.offsetHeight);
};

/** Waits until all cards of the page are shown. */
const allShown = (count) => {
  const cards = [...document.querySelectorAll('comparison-card')];
  return cards.length === count && cards.every(({ shadowRoot }) => shadowRoot?.querySelector('[part~=title]'));
};

/** Adds and removes cards; returns the bytes of the engine's memory afterwards. */
async function comeAndGo(card, count) {
  for (let i = 0; i < count; i++) {
    const element = Object.assign(document.createElement('comparison-card'), { data: card, view: 'q=1' });
    document.body.append(element);
    await element.ready;
    element.view = 'q=2';
    element.remove();
    await null; // the element frees its memory in a microtask, since it might only have moved
  }
  return globalThis[Symbol.for('engine')].memory.buffer.byteLength;
}

/** A card and ways to add it to the page later. */
const insertions = [
  [
    'innerHTML',
    () => {
      document.body.innerHTML = '<comparison-card src=""></comparison-card>';
    },
  ],
  [
    'insertAdjacentHTML, with a script inside',
    (json) =>
      document.body.insertAdjacentHTML(
        'beforeend',
        `<comparison-card><script type="application/json">${json}</script></comparison-card>`,
      ),
  ],
  [
    'a template, cloned',
    (json) => {
      const template = document.createElement('template');
      template.innerHTML = `<comparison-card><script type="application/json">${json}</script></comparison-card>`;
      document.body.append(template.content.cloneNode(true));
    },
  ],
  [
    'a template, imported',
    () => {
      const template = document.createElement('template');
      template.innerHTML = '<comparison-card src=""></comparison-card>';
      document.body.append(document.importNode(template.content, true));
    },
  ],
  [
    'a fragment',
    () => {
      const fragment = new DocumentFragment();
      const card = document.createElement('comparison-card');
      card.setAttribute('src', '');
      fragment.append(card);
      document.body.append(fragment);
    },
  ],
  [
    'the constructor',
    () =>
      document.body.append(
        Object.assign(new (customElements.get('comparison-card'))(), {
          data: '{"title":"A","columns":["","B"],"rows":[]}',
        }),
      ),
  ],
  [
    'another document',
    () => {
      const other = new DOMParser().parseFromString('<comparison-card src=""></comparison-card>', 'text/html');
      document.body.append(other.querySelector('comparison-card'));
    },
  ],
];

inEveryBrowser((check, once) => {
  check('a moved card keeps its content, its view and its nodes, without a reload', async (stage) => {
    const route = stage.serve('card.json', smallCard('Moved'));
    await stage.open('<comparison-card src="card.json"></comparison-card><main id="new"></main>', { head: LIBRARY });
    await stage.shown('Moved');
    await stage.filter('weight');
    await stage.event('viewchange', 6);
    const same = await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      const title = card.shadowRoot.querySelector('[part~=title]');
      document.getElementById('new').append(card);
      return card.shadowRoot.querySelector('[part~=title]') === title;
    });
    assert.ok(same);
    await stage.settle();
    assert.equal(route.hits, 1);
    assert.deepEqual(
      types(await stage.events()).filter((type) => type !== 'viewchange'),
      ['load'],
    );
    assert.deepEqual((await stage.look()).rows, ['Weight']);
    await stage.filter('colour');
    await stage.event('viewchange', 12);
    assert.deepEqual((await stage.look()).rows, ['Colour'], 'it still answers the reader');
  });

  once('a card that is moved while it loads shows once', async (stage) => {
    const slow = stage.serve('slow.json', smallCard('Slow'), { held: true });
    await stage.open('<comparison-card src="slow.json"></comparison-card><main></main>', { head: LIBRARY });
    await slow.asked;
    await stage.evaluate(() => document.querySelector('main').append(document.querySelector('comparison-card')));
    slow.release();
    await stage.shown('Slow', 'main comparison-card');
    await stage.settle();
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  once('a card that was never in the page for longer than a moment asks for nothing', async (stage) => {
    const route = stage.serve('card.json', smallCard('Gone'));
    await stage.open('', { head: LIBRARY });
    await stage.evaluate(() => {
      const card = document.createElement('comparison-card');
      card.setAttribute('src', 'card.json');
      document.body.append(card);
      card.remove();
    });
    await stage.settle();
    assert.equal(route.hits, 0);
  });

  once('a card that is removed while it loads stays silent', async (stage) => {
    const slow = stage.serve('slow.json', smallCard('Slow'), { held: true });
    await stage.open('<comparison-card src="slow.json"></comparison-card>', { head: LIBRARY });
    await slow.asked;
    await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      const heard = [];
      for (const type of ['load', 'error']) card.addEventListener(type, () => heard.push(type));
      card.ready.then(
        () => heard.push('ready'),
        () => heard.push('rejected'),
      );
      card.remove();
      globalThis[Symbol.for('heard')] = heard;
      globalThis[Symbol.for('card')] = card;
    });
    slow.release();
    await stage.settle();
    assert.deepEqual(await stage.evaluate(() => globalThis[Symbol.for('heard')]), []);
    assert.deepEqual(stage.lines('error'), []);
    await stage.evaluate(() => document.body.append(globalThis[Symbol.for('card')]));
    await stage.shown('Slow');
    assert.deepEqual(await stage.evaluate(() => globalThis[Symbol.for('heard')]), ['load', 'ready']);
  });

  check('a card that is removed and put back later shows again, with its view', async (stage) => {
    const route = stage.serve('card.json', smallCard('Back'));
    await stage.open('<comparison-card src="card.json"></comparison-card>', { head: LIBRARY });
    await stage.shown('Back');
    await stage.filter('weight');
    await stage.event('viewchange', 6);
    await stage.evaluate(() => {
      globalThis[Symbol.for('card')] = document.querySelector('comparison-card');
      globalThis[Symbol.for('card')].remove();
    });
    await stage.settle();
    assert.equal(await stage.evaluate(() => globalThis[Symbol.for('card')].matchCount), 0);
    await stage.evaluate(() => document.body.append(globalThis[Symbol.for('card')]));
    await stage.event('load', 2);
    const { rows, query } = await stage.look();
    assert.deepEqual([rows, query], [['Weight'], 'weight']);
    assert.equal(route.hits, 2);
  });

  once('the view may be set on a card that is out of the page', async (stage) => {
    await stage.open('<comparison-card src=""></comparison-card>', { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      card.remove();
      await new Promise((resolve) => setTimeout(resolve));
      card.view = 'q=metrics';
      document.body.append(card);
    });
    await stage.event('load', 2);
    assert.ok((await stage.look()).rows.includes('Metrics'));
    assert.equal((await stage.look()).query, 'metrics');
  });

  once('typing into a card just before it is removed breaks nothing', async (stage) => {
    await stage.open('<comparison-card src=""></comparison-card>', { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      const field = card.shadowRoot.querySelector('[part~=field]');
      card.remove();
      await new Promise((resolve) => setTimeout(resolve));
      field.value = 'goal';
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    });
    assert.deepEqual(stage.lines('error'), []);
  });

  once('a clone is a card of its own', async (stage) => {
    await stage.open('<comparison-card src="" view="q=metrics" id="one"></comparison-card>', { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.evaluate(() => {
      const clone = document.getElementById('one').cloneNode(true);
      clone.id = 'two';
      document.body.append(clone);
    });
    await stage.shown(BUILTIN, '#two');
    assert.ok((await stage.look('#two')).rows.includes('Metrics'));
    await stage.evaluate(() => document.getElementById('one').remove());
    await stage.filter('goal', '#two');
    assert.ok((await stage.look('#two')).rows.includes('Goal'));
  });

  for (const [name, insert] of insertions) {
    once(`a card inserted through ${name}`, async (stage) => {
      await stage.open('', { head: LIBRARY });
      await stage.evaluate(`(${insert})(${JSON.stringify(smallJson('Inserted'))})`);
      await stage.wait(allShown, 1);
      await stage.settle();
      assert.deepEqual(types(await stage.events()), ['load']);
    });
  }

  once('a card inside a template does nothing', async (stage) => {
    const route = stage.serve('card.json', smallCard('Template'));
    await stage.open('<template><comparison-card src="card.json"></comparison-card></template>', { head: LIBRARY });
    await stage.settle();
    assert.equal(route.hits, 0);
  });

  once('50 cards on a page share one engine', async (stage) => {
    await stage.before(watchEngines);
    await stage.open('<comparison-card src=""></comparison-card>'.repeat(50), { head: LIBRARY + LIBRARY });
    await stage.wait(allShown, 50);
    assert.equal(await stage.evaluate(enginesMade), 1);
  });

  once('a page without a card makes no engine', async (stage) => {
    await stage.before(watchEngines);
    await stage.open('<comparison-card></comparison-card>', { head: LIBRARY });
    await stage.settle();
    assert.equal(await stage.evaluate(enginesMade), 0);
  });

  once('cards that leave give their memory back', async (stage) => {
    const rows = Array.from({ length: 200 }, (_, i) => `Row ${i}`);
    await stage.before(watchEngines);
    await stage.open('', { head: LIBRARY });
    const warm = await stage.evaluate(comeAndGo, smallCard('Comes and goes', rows), 10);
    const after = await stage.evaluate(comeAndGo, smallCard('Comes and goes', rows), 200);
    assert.equal(after, warm);
    assert.equal(await stage.evaluate(enginesMade), 1);
  });

  once('an engine that broke is not used again', async (stage) => {
    await stage.before(() => {
      const { instantiate } = WebAssembly;
      WebAssembly.instantiate = async (...args) => {
        WebAssembly.instantiate = instantiate;
        const { instance } = await instantiate(...args);
        const open = () => {
          throw new WebAssembly.RuntimeError('unreachable');
        };
        return { instance: { exports: { ...instance.exports, open, builtin: open } } };
      };
    });
    await stage.open(`<comparison-card src="">${FALLBACK}</comparison-card>`, { head: LIBRARY });
    await stage.event('error');
    assert.ok(await stage.evaluate(isVisible, 'fallback'));
    await stage.evaluate(() => document.querySelector('comparison-card').setAttribute('src', ''));
    await stage.wait(() => globalThis[Symbol.for('seen')].events.length === 2);
    assert.deepEqual(types(await stage.events()), ['error', 'load']);
  });

  once('a card that is given 200 sources one after the other does not take more memory', async (stage) => {
    const rows = Array.from({ length: 200 }, (_, i) => `Row ${i}`);
    await stage.before(watchEngines);
    await stage.open('<comparison-card></comparison-card>', { head: LIBRARY });
    const give = async (card, count) => {
      const element = document.querySelector('comparison-card');
      for (let i = 0; i < count; i++) {
        element.data = i % 5 ? card : { ...card, title: i % 2 ? 5 : `${card.title} ${i}` };
        await element.ready.catch(() => {});
      }
      return globalThis[Symbol.for('engine')].memory.buffer.byteLength;
    };
    const warm = await stage.evaluate(give, smallCard('Again', rows), 20);
    assert.equal(await stage.evaluate(give, smallCard('Again', rows), 200), warm);
  });

  check('the fallback shows until the card is there, and not together with it', async (stage) => {
    const slow = stage.serve('slow.json', smallCard('Slow'), { held: true });
    await stage.open(`<comparison-card src="slow.json">${FALLBACK}</comparison-card>`, { head: LIBRARY });
    await slow.asked;
    assert.ok(await stage.evaluate(isVisible, 'fallback'));
    slow.release();
    await stage.shown('Slow');
    assert.equal(await stage.evaluate(isVisible, 'fallback'), false);
  });

  check('the fallback shows without JavaScript', async (stage) => {
    await stage.open(
      `<comparison-card src="">${FALLBACK}</comparison-card><script async src="/comparison-card.js" data-comparison-card></script>`,
      { head: LIBRARY, javascript: false },
    );
    const { role } = (await stage.tree()).find(({ name }) => name === 'What the author wrote') ?? {};
    assert.ok(role);
  });

  once('the fallback shows where the library is not there', async (stage) => {
    await stage.open(`<comparison-card src="">${FALLBACK}</comparison-card>`, {
      head: '<script src="/no-such-script.js"></script>',
    });
    assert.ok(await stage.evaluate(isVisible, 'fallback'));
  });

  once('the fallback shows after an error, and can be changed', async (stage) => {
    await stage.open(`<comparison-card src="no.json">${FALLBACK}</comparison-card>`, { head: LIBRARY });
    await stage.event('error');
    assert.ok(await stage.evaluate(isVisible, 'fallback'));
    await stage.evaluate(() => {
      document.querySelector('comparison-card').innerHTML = '<p id="other">Something else</p>';
    });
    assert.ok(await stage.evaluate(isVisible, 'other'));
  });

  check('a card in the shadow root of another element', async (stage) => {
    await stage.open('<div id="host"></div>', { head: LIBRARY });
    await stage.evaluate(() => {
      const root = document.getElementById('host').attachShadow({ mode: 'open' });
      root.innerHTML = '<comparison-card src="" view="q=metrics"></comparison-card>';
    });
    const rows = await stage.wait(() => {
      const inner = document.getElementById('host').shadowRoot.querySelector('comparison-card').shadowRoot;
      return inner?.querySelector('[part~=title]') && inner.querySelectorAll('[part~=row]').length;
    });
    assert.ok(rows >= 1 && rows < 5);
  });

  check('a card in a declarative shadow root, its data in a script inside', async (stage) => {
    const card = `<comparison-card><script type="application/json">${smallJson('Declared')}</script></comparison-card>`;
    await stage.open(`<div id="host"><template shadowrootmode="open">${card}</template></div>`, { head: LIBRARY });
    const title = await stage.wait(
      () =>
        document.getElementById('host').shadowRoot.querySelector('comparison-card').shadowRoot?.querySelector('h2')
          ?.textContent,
    );
    assert.equal(title, 'Declared');
  });

  for (const [name, sandbox] of [
    ['an iframe of its own', ''],
    ['an iframe in a sandbox', 'sandbox="allow-scripts"'],
  ]) {
    check(`a card in ${name}, written as srcdoc`, async (stage) => {
      const inside = `<body><script async src="${stage.origin}/comparison-card.js" data-comparison-card=""></script>
        <script>addEventListener('message', ({ source }) => {
          const card = document.querySelector('comparison-card');
          source.postMessage(card?.shadowRoot?.querySelector('[part~=title]')?.textContent ?? '', '*');
        })</script>`;
      await stage.open(`<iframe ${sandbox} srcdoc="${inside.replaceAll('"', '&quot;')}"></iframe>`);
      await stage.evaluate(() => {
        addEventListener('message', ({ data }) => {
          globalThis[Symbol.for('answer')] = data;
        });
      });
      const answer = await stage.wait(() => {
        document.querySelector('iframe').contentWindow.postMessage('', '*');
        return globalThis[Symbol.for('answer')];
      });
      assert.equal(answer, BUILTIN);
    });
  }

  check('a card that is moved into another document of the page keeps its looks', async (stage) => {
    await stage.open('<comparison-card src=""></comparison-card><iframe srcdoc="<!doctype html>"></iframe>', {
      head: LIBRARY,
    });
    await stage.shown(BUILTIN);
    const looks = await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      const looks = () => {
        const { getComputedStyle } = card.ownerDocument.defaultView;
        const { display } = getComputedStyle(card);
        const { containerType } = getComputedStyle(card.shadowRoot.querySelector('article'));
        return { display, containerType, title: card.shadowRoot.querySelector('[part~=title]')?.textContent };
      };
      const before = looks();
      document.querySelector('iframe').contentDocument.body.append(card);
      await card.ready;
      return [before, looks()];
    });
    assert.deepEqual(looks[1], looks[0]);
  });
});
