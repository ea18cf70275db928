import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN, smallCard, smallJson } from './cards.js';

const FALLBACK = '<p id="fallback">What the author wrote</p>';

/** Space that moves content far below the viewport. */
const FAR = '<div style="height: 5000px"></div>';

/** @param {string} attributes */
const lazy = (attributes, inside = FALLBACK) =>
  `<comparison-card loading="lazy" ${attributes}>${inside}</comparison-card>`;

const SCRIPT = '<script async src="/comparison-card.js"';

/** Whether all cards that a reader is about to reach are shown: those in the next half window. */
const nearCardsShown = () =>
  [...document.querySelectorAll('comparison-card')].every(
    (card) => card.getBoundingClientRect().top > 1.5 * innerHeight || card.shadowRoot?.querySelector('article'),
  );

const types = (events) => events.map(({ type }) => type);

/** Counts the engines that a page starts and the cards that they render. */
const watchEngines = () => {
  const { instantiate } = WebAssembly;
  const seen = { engines: 0, renders: 0 };
  globalThis[Symbol.for('engine')] = seen;
  WebAssembly.instantiate = async (...args) => {
    const { instance } = await instantiate(...args);
    seen.engines++;
    const render = (...card) => {
      seen.renders++;
      return instance.exports.render(...card);
    };
    return { instance: { exports: { ...instance.exports, render } } };
  };
};

const engines = () => globalThis[Symbol.for('engine')];

/** Records the observers that still observe a card. */
const watchObservers = () => {
  const seen = new Set();
  globalThis[Symbol.for('observers')] = seen;
  globalThis.IntersectionObserver = class extends IntersectionObserver {
    observe(target) {
      if (target.localName === 'comparison-card') seen.add(this);
      super.observe(target);
    }
    disconnect() {
      seen.delete(this);
      super.disconnect();
    }
  };
};

const observers = () => globalThis[Symbol.for('observers')].size;

const isVisible = (id) => Boolean(document.getElementById(id)?.checkVisibility());

const scrollToCard = () => document.querySelector('comparison-card').scrollIntoView();

const shownCards = () =>
  [...document.querySelectorAll('comparison-card')].filter(({ shadowRoot }) => shadowRoot?.querySelector('article'))
    .length;

/** Name, action that brings a card from far away. */
const summons = [
  ['scrolling there', scrollToCard],
  ['scrolling near', () => scrollTo(0, 5000 - 1.8 * innerHeight)],
  ['printing', () => dispatchEvent(new Event('beforeprint'))],
  [
    'a link to a card',
    () => {
      location.hash = 'cc-another';
    },
  ],
  [
    'the property',
    () => {
      document.querySelector('comparison-card').loading = 'eager';
    },
  ],
  ['the attribute taken away', () => document.querySelector('comparison-card').removeAttribute('loading')],
  [
    'room made for it',
    () => {
      document.querySelector('div').style.height = '0';
    },
  ],
];

/** Actions in which browsers differ: they tell the card of them. */
const TOLD = ['scrolling there', 'scrolling near', 'printing', 'room made for it'];

inEveryBrowser((check, once) => {
  for (const [name, action] of summons) {
    (TOLD.includes(name) ? check : once)(
      `a lazy card asks for nothing, and makes no engine, before ${name}`,
      async (stage) => {
        const route = stage.serve('card.json', smallCard('Late'));
        await stage.before(watchEngines);
        await stage.before(watchObservers);
        await stage.open(FAR + lazy('src="card.json"'), { head: LIBRARY });
        await stage.settle();
        assert.deepEqual([route.hits, (await stage.evaluate(engines)).engines], [0, 0]);
        assert.ok(await stage.evaluate(isVisible, 'fallback'));
        assert.equal(await stage.evaluate(observers), 1);
        await stage.evaluate(action);
        await stage.shown('Late');
        await stage.settle();
        assert.equal(route.hits, 1);
        assert.deepEqual(types(await stage.events()), ['load']);
        assert.equal(await stage.evaluate(observers), 0, 'nothing is observed any more');
      },
    );
  }

  check('a lazy card in view loads at once, and shows what the author wrote until then', async (stage) => {
    const slow = stage.serve('slow.json', smallCard('Slow'), { held: true });
    await stage.open(lazy('src="slow.json"'), { head: LIBRARY });
    await slow.asked;
    assert.ok(await stage.evaluate(isVisible, 'fallback'));
    assert.ok(await stage.evaluate(() => document.querySelector('comparison-card').offsetHeight < 100));
    slow.release();
    await stage.shown('Slow');
  });

  for (const [name, attribute] of [
    ['another word', 'loading="soon"'],
    ['eager', 'loading="eager"'],
  ]) {
    once(`a card loads at once, loading: ${name}`, async (stage) => {
      await stage.open(`${FAR}<comparison-card src="" ${attribute}></comparison-card>`, { head: LIBRARY });
      await stage.shown(BUILTIN);
      assert.equal(await stage.evaluate(() => document.querySelector('comparison-card').loading), 'eager');
    });
  }

  once('a lazy card loads at once where the address names a card', async (stage) => {
    const title = 'Linked';
    stage.serve('card.json', smallCard(title));
    await stage.open(FAR + lazy('src="card.json"'), { head: LIBRARY, at: '#cc-linked?q=weight' });
    await stage.shown(title);
    await stage.wait(() => scrollY > 1000);
    assert.deepEqual((await stage.look()).rows, ['Weight']);
  });

  once('the property reflects the attribute', async (stage) => {
    await stage.open(`${FAR}<comparison-card src="" loading="LAZY"></comparison-card>`, { head: LIBRARY });
    const read = await stage.evaluate(() => {
      const card = document.createElement('comparison-card');
      const before = card.loading;
      card.loading = 'lazy';
      return [before, card.loading, card.getAttribute('loading'), document.querySelector('comparison-card').loading];
    });
    assert.deepEqual(read, ['eager', 'lazy', 'lazy', 'lazy']);
  });

  once('the property may be set before the element is defined', async (stage) => {
    const route = stage.serve('card.json', smallCard('Late'));
    await stage.open(`${FAR}<comparison-card src="card.json"></comparison-card>`);
    await stage.evaluate(async () => {
      document.querySelector('comparison-card').loading = 'lazy';
      await import('/comparison-card.mjs');
    });
    await stage.settle();
    assert.equal(route.hits, 0);
    await stage.evaluate(scrollToCard);
    await stage.shown('Late');
  });

  once('a lazy card with data waits, and `ready` does not hurry it', async (stage) => {
    await stage.before(watchEngines);
    await stage.open(`${FAR}<comparison-card loading="lazy"></comparison-card>`, { head: LIBRARY });
    await stage.evaluate((data) => {
      const card = Object.assign(document.querySelector('comparison-card'), { data });
      card.ready.then(() => {
        globalThis[Symbol.for('ready')] = true;
      });
    }, smallCard('Given'));
    await stage.settle();
    assert.equal((await stage.evaluate(engines)).engines, 0);
    await stage.evaluate(scrollToCard);
    await stage.shown('Given');
    assert.ok(await stage.wait(() => globalThis[Symbol.for('ready')]));
  });

  check('a lazy card in a box that scrolls', async (stage) => {
    const route = stage.serve('card.json', smallCard('Late'));
    await stage.open(`<main style="height: 300px; overflow: auto">${FAR}${lazy('src="card.json"')}</main>`, {
      head: LIBRARY,
    });
    await stage.settle();
    assert.equal(route.hits, 0);
    await stage.evaluate(scrollToCard);
    await stage.shown('Late');
  });

  for (const [name, box, show] of [
    [
      'is not displayed',
      ['<main style="display: none">', '</main>'],
      () => document.querySelector('main').removeAttribute('style'),
    ],
    [
      'is hidden itself',
      ['<main>', '</main>'],
      () => document.querySelector('comparison-card').removeAttribute('hidden'),
    ],
    [
      'is in closed details',
      ['<details><summary>More</summary>', '</details>'],
      () => {
        document.querySelector('details').open = true;
      },
    ],
  ]) {
    (name === 'is hidden itself' ? once : check)(`a lazy card that ${name} waits until it shows`, async (stage) => {
      const route = stage.serve('card.json', smallCard('Late'));
      const hidden = name.includes('itself') ? 'hidden' : '';
      await stage.open(box.join(lazy(`src="card.json" ${hidden}`, '')), { head: LIBRARY });
      await stage.settle();
      assert.equal(route.hits, 0);
      await stage.evaluate(show);
      await stage.shown('Late');
    });
  }

  check('lazy cards without content keep room for themselves: of 50 only the first load', async (stage) => {
    await stage.before(watchEngines);
    await stage.open(lazy('src=""', '').repeat(50), { head: LIBRARY });
    await stage.wait(shownCards);
    await stage.settle();
    const shown = await stage.evaluate(shownCards);
    assert.ok(shown < 6, `${shown} cards`);
    assert.deepEqual(await stage.evaluate(engines), { engines: 1, renders: shown });
    const height = await stage.evaluate(() => [...document.querySelectorAll('comparison-card')].at(-1).offsetHeight);
    assert.equal(height, 40 * 16);
  });

  once('the author says how much room a lazy card keeps', async (stage) => {
    const rule = '<style>comparison-card { --comparison-card-height: 123px }</style>';
    await stage.open(FAR + lazy('src=""', ''), { head: LIBRARY + rule });
    await stage.wait(() => document.querySelector('comparison-card').offsetHeight === 123);
    await stage.evaluate(scrollToCard);
    await stage.shown(BUILTIN);
    assert.ok(await stage.evaluate(() => document.querySelector('comparison-card').offsetHeight > 300));
  });

  once('a lazy card that cannot be had keeps no room', async (stage) => {
    await stage.open(FAR + lazy('src="no.json"', ''), { head: LIBRARY });
    await stage.wait(() => document.querySelector('comparison-card').offsetHeight);
    await stage.evaluate(scrollToCard);
    await stage.event('error');
    assert.equal(await stage.evaluate(() => document.querySelector('comparison-card').offsetHeight), 0);
  });

  check('nothing that a reader sees moves when lazy cards come', async (stage) => {
    await stage.before(() => {
      globalThis[Symbol.for('shift')] = 0;
      if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) return;
      const add = (list) => {
        for (const { value } of list.getEntries()) globalThis[Symbol.for('shift')] += value;
      };
      new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
    });
    const cards = [lazy('src=""'), lazy('src=""', '')].join('<p>Text between</p>');
    await stage.open(`<p>Text before</p><div style="height: 900px"></div>${cards.repeat(6)}`, { head: LIBRARY });
    for (let i = 0; i < 20; i++) {
      await stage.wait(nearCardsShown); // on a slow machine, a reader that scrolls faster than cards load sees them move
      await stage.evaluate(() => scrollBy({ top: 300, behavior: 'instant' }));
      await stage.settle();
    }
    assert.ok((await stage.evaluate(shownCards)) > 3);
    assert.equal(await stage.evaluate(() => globalThis[Symbol.for('shift')]), 0);
  });

  once('a lazy card whose source changes before it comes loads the last one', async (stage) => {
    const [one, two] = ['one', 'two'].map((name) => stage.serve(`${name}.json`, smallCard(name)));
    await stage.before(watchObservers);
    await stage.open(FAR + lazy('src="one.json"'), { head: LIBRARY });
    await stage.settle();
    await stage.evaluate(() => document.querySelector('comparison-card').setAttribute('src', 'two.json'));
    await stage.settle();
    assert.deepEqual([one.hits, two.hits], [0, 0]);
    assert.equal(await stage.evaluate(observers), 1);
    await stage.evaluate(scrollToCard);
    await stage.shown('two');
    assert.deepEqual([one.hits, two.hits], [0, 1]);
  });

  once('a lazy card that is removed before it comes is not observed, and comes when it is put back', async (stage) => {
    const route = stage.serve('card.json', smallCard('Late'));
    await stage.before(watchObservers);
    await stage.open(FAR + lazy('src="card.json"'), { head: LIBRARY });
    await stage.settle();
    await stage.evaluate(() => {
      globalThis[Symbol.for('card')] = document.querySelector('comparison-card');
      globalThis[Symbol.for('card')].remove();
    });
    await stage.settle();
    assert.equal(await stage.evaluate(observers), 0);
    await stage.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await stage.settle();
    assert.equal(route.hits, 0);
    await stage.evaluate(() => document.body.prepend(globalThis[Symbol.for('card')]));
    await stage.shown('Late');
  });

  check('a lazy card that has its data is on the paper already, once there is an engine', async (stage) => {
    const inside = `<script type="application/json">${smallJson('Printed')}</script>`;
    await stage.open(`<comparison-card src="" id="first"></comparison-card>${FAR}${lazy('id="late"', inside)}`, {
      head: LIBRARY,
    });
    await stage.shown(BUILTIN);
    await stage.settle();
    const title = await stage.evaluate(async () => {
      dispatchEvent(new Event('beforeprint'));
      for (let i = 0; i < 100; i++) await null; // like a browser before printing
      return document.getElementById('late').shadowRoot.querySelector('[part~=title]')?.textContent;
    });
    assert.equal(title, 'Printed');
  });

  once('a lazy card that the page brought shows before it loads', async (stage) => {
    await stage.before(watchEngines);
    const brought = '<template shadowrootmode="open"><h2 part="title">Brought</h2></template>';
    await stage.open(FAR + lazy('src=""', brought), { head: LIBRARY });
    await stage.settle();
    assert.equal((await stage.look()).title, 'Brought');
    assert.equal((await stage.evaluate(engines)).engines, 0);
    await stage.evaluate(scrollToCard);
    await stage.shown(BUILTIN);
  });

  once('script tag: data-loading', async (stage) => {
    const route = stage.serve('card.json', smallCard('Late'));
    await stage.open(`${FAR}${SCRIPT} data-comparison-card="card.json" data-loading="lazy"></script>`);
    await stage.wait(() => document.querySelector('comparison-card')?.offsetHeight === 640);
    await stage.settle();
    assert.equal(route.hits, 0);
    await stage.evaluate(scrollToCard);
    await stage.shown('Late');
  });

  once('script tag: data-loading goes to the cards of tables, which stay as they are until then', async (stage) => {
    await stage.before(watchEngines);
    const table = '<table id="fallback"><caption>Table</caption><tr><th>x<th>A<th>B<tr><td>a<td>1<td>2</table>';
    await stage.open(`${FAR}${table}${SCRIPT} data-comparison-tables data-loading="lazy"></script>`);
    await stage.wait(() => Boolean(document.querySelector('comparison-card')));
    await stage.settle();
    assert.ok(await stage.evaluate(isVisible, 'fallback'));
    assert.equal((await stage.evaluate(engines)).renders, 0);
    await stage.evaluate(scrollToCard);
    await stage.shown('Table');
  });
});
