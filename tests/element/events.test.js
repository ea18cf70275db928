import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN, fiveRows, smallCard } from './cards.js';

const FALLBACK = '<p id="fallback">What the author wrote</p>';

const types = (events) => events.map(({ type }) => type);

/** Multi-line JSON with one wrong value deep inside; `mark` finds its position. */
const wrongPrice = `{
  "title": "Difference between two shops",
  "subjects": [
    { "id": "corner", "name": "Corner shop" },
    { "id": "market", "name": "Supermarket" }
  ],
  "attributes": [
    { "name": "Opening hours", "values": ["8 to 20", "7 to 22"] },
    {
      "name": "Price",
      "unit": "€",
      "values": { "corner": 5, "market": ["about", { "price": 4 }] }
    }
  ]
}
`;

/** Returns line and column, from 1 and in characters, of the only occurrence of a text. */
function placeOf(needle, text) {
  const before = text.slice(0, text.indexOf(needle)).split('\n');
  return { line: before.length, column: [...before[before.length - 1]].length + 1 };
}

/** Uses a card like a reader and records events that bubble. */
const listenAbove = () => {
  const heard = [];
  globalThis[Symbol.for('heard')] = heard;
  for (const type of ['load', 'error', 'viewchange']) {
    for (const target of [document.getElementById('above'), document.body, document, window]) {
      target.addEventListener(type, (event) => {
        if (event.target.localName === 'comparison-card') heard.push(type);
      });
    }
  }
};

inEveryBrowser((check, once) => {
  once('a wrong price, from the file to the reader', async (stage) => {
    const { line, column } = placeOf('{ "price": 4 }', wrongPrice);
    const path = 'attributes[1].values.market[1]';
    stage.serve('shops.json', wrongPrice);
    await stage.before(() => {
      const seen = { rejections: [], errors: [] };
      globalThis[Symbol.for('rejected')] = seen;
      addEventListener('unhandledrejection', ({ reason }) => seen.rejections.push(String(reason)));
      document.addEventListener('DOMContentLoaded', () => {
        document.querySelector('comparison-card').addEventListener('error', (event) => {
          seen.errors.push([event.constructor.name, event.detail instanceof Error, event.detail.name]);
        });
      });
    });
    await stage.open(`<comparison-card src="shops.json" id="shops">${FALLBACK}</comparison-card>`, {
      head: '<script defer src="/comparison-card.js"></script>',
    });
    const event = await stage.event('error');

    assert.deepEqual(
      { code: event.code, path: event.path, line: event.line, column: event.column },
      { code: 'wrong-type', path, line, column },
    );
    assert.ok(event.message.length > 10, 'the message says what to do');
    assert.ok(await stage.evaluate(() => document.getElementById('fallback').checkVisibility()));
    assert.equal((await stage.look()).title, undefined);

    const reason = await stage.evaluate(() =>
      document.querySelector('comparison-card').ready.then(
        () => 'fulfilled',
        ({ name, code, path, line, column, message }) => ({ name, code, path, line, column, message }),
      ),
    );
    const { type: _, id: __, ...detail } = event;
    assert.deepEqual(reason, { name: 'CardError', ...detail });

    const lines = stage.lines('error');
    assert.equal(lines.length, 1);
    for (const part of ['shops.json', path, `line ${line}`, `column ${column}`, event.message]) {
      assert.ok(lines[0].text.includes(part), `the console names ${part}: ${lines[0].text}`);
    }

    await stage.settle();
    const { rejections, errors } = await stage.evaluate(() => globalThis[Symbol.for('rejected')]);
    assert.deepEqual(rejections, []);
    assert.deepEqual(errors, [['CustomEvent', true, 'CardError']]);
    assert.deepEqual(types(await stage.events()), ['error']);
  });

  once('no event bubbles', async (stage) => {
    await stage.open('<div id="above"><comparison-card src="" id="card"></comparison-card></div>');
    await stage.evaluate(listenAbove);
    await stage.evaluate(() => {
      document.head.append(Object.assign(document.createElement('script'), { src: '/comparison-card.js' }));
    });
    await stage.event('load');
    await stage.filter('goal');
    await stage.event('viewchange', 4);
    await stage.evaluate(() => {
      document.querySelector('comparison-card').data = {};
    });
    await stage.event('error');
    assert.deepEqual(await stage.evaluate(() => globalThis[Symbol.for('heard')]), []);
  });

  check('an error does not reach window.onerror', async (stage) => {
    await stage.before(() => {
      globalThis[Symbol.for('heard')] = [];
      globalThis.onerror = (...args) => globalThis[Symbol.for('heard')].push(args);
    });
    await stage.open('<comparison-card src="no.json"></comparison-card>', { head: LIBRARY });
    await stage.event('error');
    assert.deepEqual(await stage.evaluate(() => globalThis[Symbol.for('heard')]), []);
  });

  once('load is fired when the card is there and can be asked', async (stage) => {
    await stage.open('');
    await stage.evaluate((data) => {
      const card = Object.assign(document.createElement('comparison-card'), { data });
      card.setAttribute('view', 'q=goal');
      card.addEventListener('load', () => {
        globalThis[Symbol.for('at load')] = [
          card.matchCount,
          card.shadowRoot.querySelectorAll('[part~=row]').length,
          card.shadowRoot.querySelector('[part~=field]').value,
        ];
      });
      document.body.append(card);
      document.head.append(Object.assign(document.createElement('script'), { src: '/comparison-card.js' }));
    }, fiveRows);
    const atLoad = await stage.wait(() => globalThis[Symbol.for('at load')]);
    assert.deepEqual(atLoad, [1, 1, 'goal']);
  });

  check('viewchange tells what the reader typed, key by key', async (stage) => {
    stage.serve('card.json', fiveRows);
    await stage.open('<comparison-card src="card.json" id="card"></comparison-card>', { head: LIBRARY });
    await stage.shown(fiveRows.title);
    await stage.filter('goal');
    await stage.event('viewchange', 4);
    const changes = (await stage.events()).filter(({ type }) => type === 'viewchange');
    assert.deepEqual(
      changes.map(({ view }) => view),
      ['q=g', 'q=go', 'q=goa', 'q=goal'],
    );
    assert.equal(changes[3].matchCount, 1);
    assert.equal(changes[3].matchCount, (await stage.look()).rows.length);
  });

  once('viewchange tells when the reader cleared the filter', async (stage) => {
    await stage.open('<comparison-card src="" view="q=goal" id="card"></comparison-card>', { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.click('clear');
    const { view, matchCount } = await stage.event('viewchange');
    assert.deepEqual([view, matchCount], ['', 5]);
    await stage.settle();
    assert.deepEqual(types(await stage.events()), ['load', 'viewchange']);
  });

  once('viewchange is not fired for changes by scripts', async (stage) => {
    await stage.open('<comparison-card src="" view="q=goal" id="card"></comparison-card>', { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      card.view = 'q=metrics';
      card.setAttribute('view', 'q=approach');
      card.removeAttribute('view');
    });
    await stage.settle();
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  once('viewchange: a listener may set the view', async (stage) => {
    await stage.open('<comparison-card src="" id="card"></comparison-card>', { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      card.addEventListener('viewchange', () => {
        card.view = 'q=metrics';
      });
    });
    await stage.filter('x');
    await stage.event('viewchange');
    const { rows, query, view } = await stage.look();
    assert.deepEqual([rows, query, view], [['Metrics'], 'metrics', 'q=metrics']);
  });

  once('ready is fulfilled with the element, and renewed with its source', async (stage) => {
    stage.serve('two.json', smallCard('Two'));
    await stage.open('<comparison-card src=""></comparison-card>', { head: LIBRARY });
    const answers = await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      const first = card.ready;
      const title = () => card.shadowRoot.querySelector('[part~=title]').textContent;
      const answers = [(await first) === card, card.ready === first];
      card.setAttribute('src', 'two.json');
      const second = card.ready;
      answers.push(second !== first, (await second) === card, title(), card.ready === second);
      return answers;
    });
    assert.deepEqual(answers, [true, true, true, true, 'Two', true]);
  });

  once('ready, taken while a source loads that is then replaced, is kept by the new one', async (stage) => {
    const late = stage.serve('late.json', smallCard('Late'), { held: true });
    await stage.open('<comparison-card src="late.json"></comparison-card>', { head: LIBRARY });
    await late.asked;
    const title = await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      const { ready } = card;
      card.setAttribute('src', '');
      await ready;
      return card.shadowRoot.querySelector('[part~=title]').textContent;
    });
    assert.equal(title, BUILTIN);
  });

  once('ready is rejected once, and renewed for the next try', async (stage) => {
    await stage.open('<comparison-card src="no.json"></comparison-card>', { head: LIBRARY });
    const answers = await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      const answers = [await card.ready.catch(({ code }) => code)];
      card.setAttribute('src', '');
      answers.push((await card.ready) === card);
      return answers;
    });
    assert.deepEqual(answers, ['http', true]);
  });

  check('ready, rejected and listened to by nobody, is no unhandled rejection', async (stage) => {
    await stage.open('<comparison-card src="no.json"></comparison-card>', { head: LIBRARY });
    await stage.event('error');
    await stage.settle();
    assert.deepEqual(stage.errors, []);
  });

  once('warnings go to the console, with the file and the place, and the card shows', async (stage) => {
    const json = JSON.stringify({ ...smallCard('Warned'), colour: 'red' }, null, 2);
    const { line, column } = placeOf('"red"', json);
    stage.serve('warned.json', json);
    await stage.open('<comparison-card src="warned.json"></comparison-card>', { head: LIBRARY });
    await stage.shown('Warned');
    const lines = stage.lines('warn');
    assert.equal(lines.length, 1);
    for (const part of ['warned.json', 'colour', `line ${line}`, `column ${column}`]) {
      assert.ok(lines[0].text.includes(part), `the console names ${part}: ${lines[0].text}`);
    }
    assert.deepEqual(types(await stage.events()), ['load']);
    assert.deepEqual(stage.lines('error'), []);
  });

  once('the console names the id of a card that has no address', async (stage) => {
    await stage.open('<comparison-card id="shops"></comparison-card>', { head: LIBRARY });
    await stage.evaluate(() => {
      document.querySelector('comparison-card').data = {};
    });
    await stage.event('error');
    assert.match(stage.lines('error')[0].text, /shops/);
  });
});
