/** The tools of readers, a file of their own: when it is fetched, and what becomes of a card that cannot have it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inEveryBrowser, LIBRARY, TOOLS } from './browser.js';
import { smallCard } from './cards.js';
import { focused, focusOn, fragmentIs, viewIs } from './reader.js';

const SCRIPT = { type: 'text/javascript' };
const INTEGRITY = JSON.parse(readFileSync('dist/integrity.json', 'utf8'));
/** How a name ends that tells the content of its file. */
const LASTING = /^comparison-card\.[0-9a-f]{8}\.(m?js)$/;
const UNSORTED = ['Weight', 'Colour', 'Price'];
const SORTED = ['Colour', 'Price', 'Weight'];

/** Opens a page with a card in this view; `head` brings the script. */
async function openCard(stage, view = '', options = { head: LIBRARY }) {
  stage.serve('card.json', smallCard('Card', UNSORTED));
  await stage.open(`<comparison-card src="card.json" view="${view}"></comparison-card>`, options);
  return stage.shown('Card');
}

const setView = (view) => {
  document.querySelector('comparison-card').view = view;
};

/** Opens a page whose tools are on their way. */
async function openWaiting(stage) {
  serveScript(stage);
  const tools = holdTools(stage);
  await openCard(stage, '', BESIDE);
  return tools;
}

/** How often the page asked for the tools. */
const asked = (stage) => stage.requests.filter((url) => url.endsWith(TOOLS)).length;

/** Waits until the rows are these. */
const rowsAre = (stage, names) =>
  stage.wait((names) => {
    const rows = document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=attribute]');
    return [...rows].map((row) => row.textContent.trim()).join() === names;
  }, names.join());

/** The script beside the page, where the tools are what a test makes them. */
const serveScript = (stage) => stage.serve('comparison-card.js', readFileSync('dist/comparison-card.js'), SCRIPT);

/** The tools beside it, which come when they are released. */
const holdTools = (stage) => stage.serve(TOOLS, readFileSync(`dist/${TOOLS}`), { ...SCRIPT, held: true });

const BESIDE = { head: '<script src="comparison-card.js"></script>' };

inEveryBrowser((check) => {
  check('a page does not ask for the tools before the reader reaches for the card', async (stage) => {
    await openCard(stage);
    await stage.settle();
    assert.equal(asked(stage), 0);
    await stage.focus('field');
    await stage.click('title');
    await stage.filter('weight');
    await rowsAre(stage, ['Weight']);
    assert.equal(asked(stage), 1);
    assert.deepEqual(stage.lines('warn'), []);
  });

  check('a card whose first view is sorted is first shown when it is', async (stage) => {
    serveScript(stage);
    const tools = holdTools(stage);
    stage.serve('card.json', smallCard('Card', UNSORTED));
    await stage.open('<comparison-card src="card.json" view="sort=name"></comparison-card>', BESIDE);
    await tools.asked;
    await stage.settle();
    const before = await stage.look();
    tools.release();
    const after = await stage.shown('Card');
    assert.deepEqual([before.fallback, after.rows], [true, SORTED]);
    assert.equal((await stage.events()).length, 1);
  });

  check('a card does not wait for ever, and is sorted when it can be', async (stage) => {
    serveScript(stage);
    const tools = holdTools(stage);
    assert.deepEqual((await openCard(stage, 'sort=name', BESIDE)).rows, UNSORTED);
    tools.release();
    await rowsAre(stage, SORTED);
    assert.deepEqual(stage.lines('warn'), []);
  });

  check('a view set later is sorted as soon as the tools are there, and from then on at once', async (stage) => {
    await openCard(stage);
    await stage.evaluate(setView, 'sort=-name');
    await rowsAre(stage, [...SORTED].reverse());
    await stage.evaluate(setView, 'sort=name');
    assert.deepEqual((await stage.look()).rows, SORTED);
    assert.equal(asked(stage), 1);
  });

  check(
    'what is typed while the tools are on their way is not lost, nor are the caret and the focus',
    async (stage) => {
      const tools = await openWaiting(stage);
      await stage.filter('wight');
      for (const _ of 'ight') await stage.press('ArrowLeft');
      await tools.asked;
      const before = await stage.look();
      assert.deepEqual([before.rows, before.query], [UNSORTED, 'wight']);
      tools.release();
      await stage.event('viewchange', 5);
      await stage.type('e');
      await rowsAre(stage, ['Weight']);
      const { query, view, status } = await stage.look();
      assert.deepEqual([query, view, status], ['weight', 'q=weight', '1 of 3 rows']);
      assert.equal(await focused(stage), 'q');
    },
  );

  for (const [what, selector, key, view] of [
    ['a button', '[name=sort][data-key=name]', 'Enter', 'sort=name'],
    ['a choice', 'input[value=differences]', ' ', 'only=differences'],
    ['the link of a row', '[part=row-link]', 'Enter', 'row=Weight'],
  ]) {
    check(`what is pressed while the tools are on their way is done when they come: ${what}`, async (stage) => {
      const tools = await openWaiting(stage);
      await focusOn(stage, selector);
      await stage.press(key);
      await tools.asked;
      tools.release();
      await viewIs(stage, view);
      await fragmentIs(stage, `#cc-card?${view}`);
      const changes = (await stage.events()).filter(({ type }) => type === 'viewchange');
      assert.deepEqual(
        changes.map((change) => change.view),
        [view],
      );
    });
  }

  check(
    '/ leads to the field before the tools are there, and what is typed behind it filters once they are',
    async (stage) => {
      const tools = await openWaiting(stage);
      await stage.press('/');
      assert.equal(await focused(stage), 'q');
      await stage.type('weight');
      await stage.settle();
      const before = await stage.look();
      tools.release();
      await rowsAre(stage, ['Weight']);
      assert.deepEqual([before.rows, before.query, (await stage.look()).query], [UNSORTED, 'weight', 'weight']);
      await viewIs(stage, 'q=weight');
    },
  );

  check('a link to a view on the page brings the tools; another does not', async (stage) => {
    const { requests } = stage;
    await openCard(stage);
    const follow = (hash) => {
      location.hash = hash;
    };
    await stage.evaluate(follow, '#section');
    await stage.settle();
    assert.equal(requests.filter((url) => url.endsWith(TOOLS)).length, 0);
    await stage.evaluate(follow, '#cc-card?q=weight');
    await rowsAre(stage, ['Weight']);
  });

  check('ready is renewed for a view that waits for the tools', async (stage) => {
    const tools = await openWaiting(stage);
    const isReady = await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      const first = await card.ready;
      card.view = 'q=weight';
      globalThis[Symbol.for('rows')] = card.ready.then((ready) => [ready === first, ready.matchCount]);
      return Promise.race([card.ready.then(() => true), new Promise((resolve) => setTimeout(resolve, 100, false))]);
    });
    assert.equal(isReady, false);
    tools.release();
    assert.deepEqual(await stage.evaluate(() => globalThis[Symbol.for('rows')]), [true, 1]);
    assert.deepEqual((await stage.look()).rows, ['Weight']);
  });

  check('a view set while its card loads does not fulfil ready too early', async (stage) => {
    const late = stage.serve('late.json', smallCard('Late'), { held: true });
    await openCard(stage);
    await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      card.src = 'late.json';
      card.view = 'q=weight';
      globalThis[Symbol.for('title')] = card.ready.then(
        () => card.shadowRoot.querySelector('[part~=title]').textContent,
      );
    });
    await late.asked;
    await stage.settle();
    late.release();
    assert.equal(await stage.evaluate(() => globalThis[Symbol.for('title')]), 'Late');
    assert.deepEqual((await stage.look()).rows, ['Weight']);
  });

  check('all cards of a page share the tools', async (stage) => {
    const other = '<comparison-card id="other" src="card.json" view="sort=name"></comparison-card>';
    stage.serve('card.json', smallCard('Card', UNSORTED));
    await stage.open(`${other}<comparison-card src="card.json" view="sort=-name"></comparison-card>`, {
      head: LIBRARY,
    });
    assert.deepEqual((await stage.shown('Card', '#other')).rows, SORTED);
    assert.deepEqual((await stage.shown('Card', '#other + *')).rows, [...SORTED].reverse());
    assert.equal(asked(stage), 1);
  });

  check('a module finds the tools beside it', async (stage) => {
    const head = '<script type="module" src="/comparison-card.mjs"></script>';
    assert.deepEqual((await openCard(stage, 'sort=name', { head })).rows, SORTED);
  });

  for (const name of Object.keys(INTEGRITY).filter((name) => LASTING.test(name))) {
    check(`so does ${name.replace(LASTING, 'comparison-card.HASH.$1')}, pinned`, async (stage) => {
      const type = name.endsWith('.mjs') ? 'type="module"' : '';
      const head = `<script ${type} src="/${name}" integrity="${INTEGRITY[name]}"></script>`;
      assert.deepEqual((await openCard(stage, 'sort=name', { head })).rows, SORTED);
    });
  }

  check('a card taken away while it waits is not shown, and is whole when it comes back', async (stage) => {
    serveScript(stage);
    const tools = holdTools(stage);
    stage.serve('card.json', smallCard('Card', UNSORTED));
    await stage.open('<comparison-card src="card.json" view="sort=name"></comparison-card>', BESIDE);
    await tools.asked;
    await stage.evaluate(() => {
      globalThis[Symbol.for('card')] = document.querySelector('comparison-card');
      globalThis[Symbol.for('card')].remove();
    });
    tools.release();
    await stage.settle();
    assert.deepEqual(await stage.events(), []);
    await stage.evaluate(() => document.body.append(globalThis[Symbol.for('card')]));
    assert.deepEqual((await stage.shown('Card')).rows, SORTED);
  });

  for (const [what, serve, isForbidden] of [
    ['missing', () => {}],
    ['of another version', (stage) => stage.serve(TOOLS, `${readFileSync(`dist/${TOOLS}`)};`, SCRIPT)],
    ['cut off', (stage) => stage.serve(TOOLS, readFileSync(`dist/${TOOLS}`), { ...SCRIPT, cut: true })],
    ['forbidden', (stage) => stage.serve(TOOLS, readFileSync(`dist/${TOOLS}`), SCRIPT), true],
  ]) {
    check(`where the tools are ${what}, the card can be read and says so once`, async (stage) => {
      const { url } = serveScript(stage);
      serve(stage);
      const headers = isForbidden && { 'content-security-policy': `script-src ${url} 'wasm-unsafe-eval'` };
      assert.deepEqual((await openCard(stage, 'sort=name', { ...BESIDE, headers })).rows, UNSORTED);
      await stage.evaluate(setView, 'sort=-name');
      await stage.filter('colour');
      await stage.settle();
      assert.deepEqual((await stage.look()).rows, UNSORTED);
      const warnings = stage.lines('warn').map(({ text }) => text.includes(url.replace('comparison-card.js', TOOLS)));
      // Of what a policy forbids, WebKit tells the page's author and not the script.
      assert.ok(`${warnings}` === 'true' || (isForbidden && !warnings.length), JSON.stringify(stage.console));
      // Firefox tells the page itself, too.
      stage.errors = stage.errors.filter((text) => !text.includes(TOOLS));
    });
  }

  check('tools that could not be had are asked for again when the reader goes on', async (stage) => {
    await stage.before(() => {
      const { setTimeout } = globalThis;
      globalThis.setTimeout = (action, time) => setTimeout(action, time === 10_000 ? 0 : time);
    });
    serveScript(stage);
    stage.serve(TOOLS, readFileSync(`dist/${TOOLS}`), { ...SCRIPT, cut: true });
    await openCard(stage, '', BESIDE);
    await stage.type('/');
    await stage.type('w');
    for (const end = Date.now() + 9000; !stage.lines('warn').length && Date.now() < end; ) await stage.settle();
    assert.deepEqual((await stage.look()).rows, UNSORTED);
    stage.serve(TOOLS, readFileSync(`dist/${TOOLS}`), SCRIPT);
    await stage.settle();
    await stage.type('e');
    await rowsAre(stage, ['Weight']);
    stage.errors = stage.errors.filter((text) => !text.includes(TOOLS));
  });
});
