/** Failures while a card is fetched or used: who is told, what the reader sees, and how other cards continue. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FORMATS, inEveryBrowser, LIBRARY } from './browser.js';
import { smallCard, smallJson } from './cards.js';
import { makeTrap, TRAP } from './trap.js';

const FALLBACK = '<p id="fallback">What the author wrote</p>';
const CARD = `<comparison-card src="card.json">${FALLBACK}</comparison-card>`;
const HEAD = { head: LIBRARY };

const isFallbackShown = () => document.getElementById('fallback').checkVisibility();

/**
 * Replaces timers of half a minute or more: `pass` advances the clock in milliseconds, `started` counts such timers.
 */
const holdClock = () => {
  const { setTimeout, clearTimeout } = globalThis;
  const waits = new Map();
  let now = 0;
  let id = 0;
  globalThis.started = 0;
  globalThis.setTimeout = (action, time, ...rest) => {
    if (!(time >= 30_000)) return setTimeout(action, time, ...rest);
    waits.set(--id, [now + time, action]);
    globalThis.started++;
    return id;
  };
  globalThis.clearTimeout = (wait) => waits.delete(wait) || clearTimeout(wait);
  globalThis.pass = (time) => {
    now += time;
    for (const [wait, [end, action]] of waits) if (end <= now && waits.delete(wait)) action();
  };
};

/** Advances the clock once this many timers have started. */
async function pass(stage, waits, time) {
  await stage.wait((waits) => globalThis.started === waits, waits);
  await stage.evaluate((time) => globalThis.pass(time), time);
}

/** Loads the card again and returns the result. */
const retry = () =>
  document
    .querySelector('comparison-card')
    .retry()
    .then(
      () => 'shown',
      ({ code }) => code,
    );

/** Waits for the error event; the reader must see the fallback. */
async function failed(stage, code) {
  assert.equal((await stage.event('error')).code, code);
  assert.ok(await stage.evaluate(isFallbackShown));
  assert.equal(stage.lines('error').length, 1);
  assert.match(stage.lines('error')[0].text, /card\.json/);
}

inEveryBrowser((check, once) => {
  once('network: a slow answer is waited for as long as it goes on', async (stage) => {
    await stage.before(holdClock);
    const text = smallJson('Slow');
    const route = stage.serve('card.json', [text.slice(0, 30), text.slice(30)]);
    await stage.open(CARD, HEAD);
    await route.asked;
    await pass(stage, 2, 29_000);
    assert.ok(await stage.evaluate(isFallbackShown));
    await stage.evaluate(() => globalThis.pass(29_000));
    route.release();
    await stage.shown('Slow');
    await stage.evaluate(() => globalThis.pass(1e9));
    assert.deepEqual(stage.lines('error'), []);
  });

  once('network: a server that never answers is given up', async (stage) => {
    await stage.before(holdClock);
    stage.serve('card.json', smallCard('Never'), { held: true });
    await stage.open(CARD, HEAD);
    await pass(stage, 1, 30_000);
    await failed(stage, 'network');
  });

  once('network: a server that falls silent in the middle is given up', async (stage) => {
    await stage.before(holdClock);
    stage.serve('card.json', ['{"title":', '"Never"}']);
    await stage.open(CARD, HEAD);
    await pass(stage, 2, 300_000);
    await failed(stage, 'network');
  });

  check('network: a server that goes in the middle', async (stage) => {
    stage.serve('card.json', smallCard('Cut'), { cut: true });
    await stage.open(CARD, HEAD);
    await failed(stage, 'network');
  });

  once('network: an empty answer is no card', async (stage) => {
    stage.serve('card.json', '', { status: 204 });
    await stage.open(CARD, HEAD);
    await failed(stage, 'syntax');
  });

  once('network: a page where a card should be says so', async (stage) => {
    stage.serve('card.json', '<!doctype html><title>Sign in</title><p>Sign in</p>', { type: 'text/html' });
    await stage.open(CARD, HEAD);
    await failed(stage, 'syntax');
    assert.match(stage.lines('error')[0].text, /web page/);
  });

  check('network: a redirect is followed, also to another origin that allows it', async (stage) => {
    const { url } = stage.serve('there.json', smallCard('There'), { elsewhere: true, cors: true });
    stage.serve('card.json', '', { status: 302, headers: { location: url } });
    await stage.open(CARD, HEAD);
    assert.equal((await stage.shown('There')).matchCount, 3);
  });

  check('network: a redirect to an origin that does not allow it', async (stage) => {
    const { url } = stage.serve('there.json', smallCard('There'), { elsewhere: true });
    stage.serve('card.json', '', { status: 302, headers: { location: url } });
    await stage.open(CARD, HEAD);
    await failed(stage, 'network');
  });

  once('retry: the card comes where the server has it again', async (stage) => {
    stage.serve('card.json', '', { status: 503 });
    await stage.open(CARD, HEAD);
    await failed(stage, 'http');
    assert.equal(await stage.evaluate(retry), 'http');
    stage.serve('card.json', smallCard('Again'));
    assert.equal(await stage.evaluate(retry), 'shown');
    assert.equal((await stage.look()).title, 'Again');
  });

  once('retry: a spreadsheet loads once its importer is available again', async (stage) => {
    const script = { type: 'text/javascript' };
    stage.serve('comparison-card.js', readFileSync('dist/comparison-card.js'), script);
    stage.serve(FORMATS, readFileSync(`dist/${FORMATS}`), { ...script, cut: true });
    stage.serve('card.json', 'Name,One,Two\nRow,a,b', { type: 'text/csv' });
    await stage.open(CARD, { head: '<script src="comparison-card.js"></script>' });
    await failed(stage, 'no-formats');
    stage.serve(FORMATS, readFileSync(`dist/${FORMATS}`), script);
    assert.equal(await stage.evaluate(retry), 'shown');
    assert.deepEqual((await stage.look()).rows, ['Row']);
  });

  once('retry: of a card that is shown keeps its view', async (stage) => {
    stage.serve('card.json', smallCard('First'));
    await stage.open(CARD, HEAD);
    await stage.shown('First');
    await stage.setView('q=weight');
    stage.serve('card.json', smallCard('Second'));
    assert.equal(await stage.evaluate(retry), 'shown');
    const { title, rows, view } = await stage.look();
    assert.deepEqual([title, rows, view], ['Second', ['Weight'], 'q=weight']);
  });

  once('retry: while it loads makes one card', async (stage) => {
    const route = stage.serve('card.json', smallCard('One'), { held: true });
    await stage.open(CARD, HEAD);
    await route.asked;
    const shown = stage.evaluate(retry);
    await stage.settle();
    route.release();
    assert.equal(await shown, 'shown');
    assert.equal((await stage.events()).length, 1);
  });

  for (const [name, type, init] of [
    ['the network is back', 'online'],
    ['the reader comes back to the page', 'pageshow', { persisted: true }],
  ]) {
    once(
      `a card that the network kept away comes when ${name}; one that is not there is not asked for`,
      async (stage) => {
        stage.serve('card.json', smallCard('Cut'), { cut: true });
        const missing = stage.serve('missing.json', '', { status: 404 });
        await stage.open(`${CARD}<comparison-card src="missing.json"></comparison-card>`, HEAD);
        await stage.event('error', 2);
        stage.serve('card.json', smallCard('Back'));
        await stage.evaluate(
          (type, init) => {
            dispatchEvent(type === 'online' ? new Event(type) : new PageTransitionEvent(type, init));
          },
          type,
          init,
        );
        await stage.shown('Back');
        assert.equal(missing.hits, 1);
      },
    );
  }

  check('a page that is left while a card loads shows it when the reader comes back', async (stage) => {
    const route = stage.serve('card.json', smallCard('Late'), { held: true });
    stage.serve('next.html', '<!doctype html><title>Next</title>', { type: 'text/html' });
    await stage.open(CARD, HEAD);
    await route.asked;
    await stage.evaluate(() => {
      location.href = 'next.html';
    });
    await stage.wait(() => document.title === 'Next');
    stage.serve('card.json', smallCard('Late'));
    await stage.evaluate(() => history.back());
    assert.equal((await stage.shown('Late')).matchCount, 3);
  });

  for (const [what, name, prepare] of [
    ['while the card gets ready', 'prepare', async () => {}],
    [
      'while the reader types',
      'update',
      async (stage) => {
        await stage.shown('Card');
        await stage.filter('weight');
      },
    ],
  ]) {
    once(`the engine stops ${what}: the card falls back, and no error goes uncaught`, async (stage) => {
      await stage.before((name) => {
        const { instantiate } = WebAssembly;
        WebAssembly.instantiate = async (...args) => {
          const { instance } = await instantiate(...args);
          if (!instance.exports[name]) return { instance };
          WebAssembly.instantiate = instantiate;
          const stop = () => {
            throw new WebAssembly.RuntimeError('unreachable');
          };
          return { instance: { exports: { ...instance.exports, [name]: stop } } };
        };
      }, name);
      stage.serve('card.json', smallCard('Card'));
      await stage.open(CARD, HEAD);
      await prepare(stage);
      await failed(stage, 'failed');
      assert.equal(await stage.evaluate(retry), 'shown');
    });
  }

  once('the engine has no memory for what a reader does: that card falls back, and the others go on', async (stage) => {
    await stage.before(() => {
      const { instantiate } = WebAssembly;
      WebAssembly.instantiate = async (...args) => {
        const { instance } = await instantiate(...args);
        const { update } = instance.exports;
        if (!update) return { instance };
        WebAssembly.instantiate = instantiate;
        const fail = (card, length) => (length > 50 ? 0 : update(card, length));
        return { instance: { exports: { ...instance.exports, update: fail } } };
      };
    });
    stage.serve('card.json', smallCard('Card'));
    stage.serve('other.json', smallCard('Other'));
    await stage.open(`${CARD}<comparison-card id="other" src="other.json"></comparison-card>`, HEAD);
    await stage.shown('Other', '#other');
    await stage.setView(`q=${'weight'.repeat(20)}`).catch(() => {});
    await failed(stage, 'out-of-memory');
    await stage.event('load', 3);
    await stage.setView('q=weight', '#other');
    assert.deepEqual((await stage.look('#other')).rows, ['Weight']);
  });
});

inEveryBrowser((check, once) => {
  const page = (/** @type {string} */ view) => {
    const cards = ['Left', 'Right'].map(
      (name) => `<comparison-card id="${name}" view="q=colour" src="${name}.json"></comparison-card>`,
    );
    return `<comparison-card src="card.json" view="${view}">${FALLBACK}</comparison-card>${cards.join('')}`;
  };

  /** Waits until the card has failed and the others are unchanged, with a new engine. */
  async function othersGoOn(stage, loads) {
    await failed(stage, 'failed');
    await stage.event('load', loads);
    for (const id of ['#Left', '#Right']) {
      const { title, rows, view } = await stage.look(id);
      assert.deepEqual([title, rows, view], [id.slice(1), ['Colour'], 'q=colour']);
      await stage.setView('q=origin', id);
      assert.deepEqual((await stage.look(id)).rows, ['Origin']);
    }
  }

  /** Opens a page whose engine traps. */
  async function open(stage, view) {
    for (const name of ['card', 'Left', 'Right']) stage.serve(`${name}.json`, smallCard(name));
    stage.serve('trap.js', makeTrap(), { type: 'text/javascript' });
    await stage.open(page(view), { head: '<script src="trap.js"></script>' });
  }

  check('a trap at the first show: that card falls back, the others are shown', async (stage) => {
    await open(stage, TRAP.render);
    await othersGoOn(stage, 2);
  });

  once('a trap at a change: that card falls back, the others are rebuilt with their views', async (stage) => {
    await open(stage, '');
    await stage.event('load', 3);
    await stage.setView(TRAP.update).catch(() => {});
    await othersGoOn(stage, 5);
    assert.equal(await stage.evaluate(retry), 'shown');
  });
});
