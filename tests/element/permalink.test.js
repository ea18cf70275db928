import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { fiveRows, smallCard } from './cards.js';
import { focusOn, fragment, fragmentIs, openAt, use, viewIs, viewOf } from './reader.js';

const teams = { ...fiveRows, id: 'teams' };
const CARD = '<comparison-card src="teams.json" id="teams"></comparison-card>';
const TWO = `${CARD}<comparison-card src="other.json" id="other"></comparison-card>`;
const SPACE = '<div style="height: 3000px"></div>';

const DIFFERENCES = 'input[value=differences]';
const SIMILARITIES = 'input[value=similarities]';

/** Opens a page with cards at a fragment and waits for both. */
async function openCards(stage, body = CARD, at = '') {
  stage.serve('teams.json', teams);
  stage.serve('other.json', { ...smallCard('Other'), id: 'other' });
  await openAt(stage, body, at);
  if (body.includes('other')) await stage.shown('Other', '#other');
  return stage.shown(teams.title, '#teams');
}

const historyLength = (stage) => stage.evaluate(() => history.length);
const back = (stage) => stage.evaluate(() => history.back());
const forward = (stage) => stage.evaluate(() => history.forward());
const setHash = (stage, hash) =>
  stage.evaluate((hash) => {
    location.hash = hash;
  }, hash);

/** Counts the calls of the page's history; makes them throw on request. */
const watchHistory = (fails) => {
  const calls = [];
  globalThis[Symbol.for('calls')] = calls;
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = (...args) => {
      calls.push(name);
      if (fails) throw new DOMException('No', 'SecurityError');
      return original.apply(history, args);
    };
  }
};
const historyCalls = (stage) => stage.evaluate(() => globalThis[Symbol.for('calls')]);

/** Returns the distance of a card or an element in it from the top of the window. */
const topOf = (stage, inner) =>
  stage.evaluate((inner) => {
    const card = document.querySelector('comparison-card');
    return (inner ? card.shadowRoot.querySelector(inner) : card).getBoundingClientRect().top;
  }, inner);

/** Fragments, and the resulting view of the first card. */
const starts = [
  ['', 'sort=name'],
  ['#', 'sort=name'],
  ['#cc-teams?q=goal', 'q=goal'],
  ['#cc-teams?q=two+words&only=differences', 'q=two+words&only=differences'],
  ['#cc-teams?q=%E8%8C%B6', 'q=%E8%8C%B6'],
  ['#cc-teams', ''],
  ['#cc-teams?', ''],
  ['#cc-other?q=x;cc-teams?q=goal', 'q=goal'],
  ['#cc-teams?q=goal;cc-other?q=x', 'q=goal'],
  ['#cc-other?q=goal', 'sort=name'],
  ['#cc-team?q=goal', 'sort=name'],
  ['#cc-teams2?q=goal', 'sort=name'],
  ['#teams?q=goal', 'sort=name'],
  ['#section', 'sort=name'],
  ['#section;cc-teams?q=goal', 'q=goal'],
  ['#%', 'sort=name'],
];

inEveryBrowser((check, once) => {
  for (const [at, view] of starts) {
    once(`a page opened at "${at}" shows the view "${view}"`, async (stage) => {
      await openCards(stage, TWO.replace('id="teams"', 'id="teams" view="sort=name"'), at);
      assert.equal(await viewOf(stage), view);
      assert.equal(await fragment(stage), at === '#' ? '' : at, 'the address is as it was');
      assert.equal((await stage.events()).filter(({ type }) => type === 'viewchange').length, 0);
    });
  }

  once('the fields follow the fragment', async (stage) => {
    const { query, rows } = await openCards(stage, CARD, '#cc-teams?q=goal&only=differences');
    assert.deepEqual([query, rows], ['goal', ['Goal']]);
    const isChecked = (selector) =>
      document.querySelector('comparison-card').shadowRoot.querySelector(selector).checked;
    assert.equal(await stage.evaluate(isChecked, DIFFERENCES), true);
  });

  check('typing changes the address once it pauses, and adds nothing to the history', async (stage) => {
    await stage.before(watchHistory);
    await openCards(stage);
    const before = await historyLength(stage);
    await stage.filter('goal');
    await fragmentIs(stage, '#cc-teams?q=goal');
    assert.equal(await historyLength(stage), before);
    assert.deepEqual(await historyCalls(stage), ['replaceState']);
  });

  check(
    'clearing leaves an address without "#", and its query and the state of the history as they were',
    async (stage) => {
      stage.serve('teams.json', teams);
      await openAt(stage, CARD, '?page=2#cc-teams?q=goal');
      await stage.shown(teams.title);
      await stage.evaluate(() => history.replaceState({ own: 5 }, ''));
      await focusOn(stage, '[type=reset]');
      await stage.press('Enter');
      await stage.wait(() => !location.href.includes('#'));
      assert.deepEqual(await stage.evaluate(() => [location.search, history.state]), ['?page=2', { own: 5 }]);
    },
  );

  once('a page with a <base> keeps its address', async (stage) => {
    const { url } = await openCards(stage).then(() => ({ url: stage.url.split('#')[0] }));
    await stage.evaluate(() => {
      document.head.append(Object.assign(document.createElement('base'), { href: 'https://elsewhere.example/' }));
    });
    await use(stage, DIFFERENCES);
    await fragmentIs(stage, '#cc-teams?only=differences');
    assert.equal(await stage.evaluate(() => location.href.split('#')[0]), url);
  });

  check('Back and Forward lead through the reader’s choices', async (stage) => {
    await openCards(stage);
    await use(stage, DIFFERENCES);
    await fragmentIs(stage, '#cc-teams?only=differences');
    await use(stage, 'button[name=sort][value=name]');
    await fragmentIs(stage, '#cc-teams?only=differences&sort=name');
    await back(stage);
    await viewIs(stage, 'only=differences');
    await back(stage);
    await viewIs(stage, '');
    const isChecked = () => document.querySelector('comparison-card').shadowRoot.querySelector('[name=only]').checked;
    assert.equal(await stage.evaluate(isChecked), true, 'the fields follow');
    await forward(stage);
    await forward(stage);
    await viewIs(stage, 'only=differences&sort=name');
    const changes = (await stage.events()).filter(({ type }) => type === 'viewchange');
    assert.deepEqual(
      changes.map(({ view }) => view),
      [
        'only=differences',
        'only=differences&sort=name',
        'only=differences',
        '',
        'only=differences',
        'only=differences&sort=name',
      ],
    );
  });

  check('Back leads through each choice, whatever is typed in between', async (stage) => {
    await openCards(stage, TWO);
    const type = async (text, part) => {
      await stage.filter(text, '#teams');
      await fragmentIs(stage, part);
    };
    const before = await historyLength(stage);
    await type('e', '#cc-teams?q=e');
    assert.equal(await historyLength(stage), before, 'nothing was chosen yet');
    await use(stage, DIFFERENCES);
    await fragmentIs(stage, '#cc-teams?q=e&only=differences');
    for (const text of ['er', 'ero']) {
      await type(text, `#cc-teams?q=${text}&only=differences`);
      assert.equal(await historyLength(stage), before + 2, `one entry for what is typed, also after ${text}`);
    }
    await use(stage, SIMILARITIES);
    await fragmentIs(stage, '#cc-teams?q=ero&only=similarities');
    for (const view of ['q=ero&only=differences', 'q=e&only=differences', 'q=e']) {
      await back(stage);
      await viewIs(stage, view);
    }
    await forward(stage);
    await viewIs(stage, 'q=e&only=differences');
    await type('x', '#cc-teams?q=x&only=differences');
    await back(stage);
    await viewIs(stage, 'q=e&only=differences');
  });

  once('Back leads to the view that the author gave', async (stage) => {
    await openCards(stage, CARD.replace('id=', 'view="q=goal" id='));
    await use(stage, DIFFERENCES);
    await fragmentIs(stage, '#cc-teams?q=goal&only=differences');
    await back(stage);
    await viewIs(stage, 'q=goal');
  });

  once('the view that the author gave needs no part; another does, if it is empty', async (stage) => {
    await openCards(stage, CARD.replace('id=', 'view="q=goal" id='));
    await use(stage, '[type=reset]');
    await fragmentIs(stage, '#cc-teams');
    await stage.filter('goal');
    await fragmentIs(stage, '');
    assert.equal(await viewOf(stage), 'q=goal');
  });

  check('a new fragment changes the view', async (stage) => {
    await openCards(stage);
    await setHash(stage, '#cc-teams?q=metrics');
    await viewIs(stage, 'q=metrics');
    assert.deepEqual((await stage.look()).rows, ['Metrics']);
  });

  once('setting the view by program leaves the address alone', async (stage) => {
    await openCards(stage);
    await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      card.view = 'q=goal';
      card.setAttribute('view', 'q=metrics');
    });
    await stage.settle();
    assert.equal(await fragment(stage), '');
  });

  once('each card changes its own part alone', async (stage) => {
    await openCards(stage, TWO, '#cc-other?q=%77eight&%zz=1');
    await use(stage, DIFFERENCES, '#teams');
    await fragmentIs(stage, '#cc-other?q=%77eight&%zz=1;cc-teams?only=differences');
    await use(stage, SIMILARITIES, '#teams');
    await fragmentIs(stage, '#cc-other?q=%77eight&%zz=1;cc-teams?only=similarities');
    await use(stage, 'input[name=only]', '#teams');
    await fragmentIs(stage, '#cc-other?q=%77eight&%zz=1');
    assert.equal(await viewOf(stage, '#other'), 'q=%77eight&%zz=1');
  });

  check('Back changes the one card whose part changed', async (stage) => {
    await openCards(stage, TWO);
    await use(stage, DIFFERENCES, '#teams');
    await fragmentIs(stage, '#cc-teams?only=differences');
    await use(stage, SIMILARITIES, '#other');
    await fragmentIs(stage, '#cc-teams?only=differences;cc-other?only=similarities');
    await back(stage);
    await viewIs(stage, '', '#other');
    assert.equal(await viewOf(stage, '#teams'), 'only=differences');
  });

  const names = () =>
    [...document.querySelectorAll('comparison-card')].map((card) => card.shadowRoot.querySelector('article').id);
  const AGAIN = CARD.replace('id="teams"', 'id="again"');
  const inline = (id) =>
    `<comparison-card id="${id}"><script type="application/json">${JSON.stringify(teams)}</script></comparison-card>`;

  for (const [what, body, declare] of [
    ['of one file', CARD + AGAIN, check],
    ['of one file, far from each other', CARD + SPACE + AGAIN.replace('src', 'loading="lazy" src'), once],
    ['of a script inside', inline('teams') + inline('again'), once],
  ]) {
    declare(`the same card twice, ${what}: one is filtered, also after the page is loaded again`, async (stage) => {
      await openCards(stage, body, '#cc-other');
      await stage.evaluate(() => {
        history.replaceState(null, '', location.pathname);
        document.getElementById('again').scrollIntoView();
      });
      await stage.shown(teams.title, '#again');
      await stage.filter('brand', '#again');
      await fragmentIs(stage, '#cc-teams-2?q=brand');
      assert.equal(await viewOf(stage, '#teams'), '');
      await openCards(stage, body, await fragment(stage));
      await stage.shown(teams.title, '#again');
      assert.deepEqual((await stage.look('#again')).rows, ['Goal', 'Approach']);
      assert.equal(await viewOf(stage, '#teams'), '');
      const href = () =>
        document.querySelector('#again').shadowRoot.querySelector('[part=row-link]').getAttribute('href');
      assert.equal(await stage.evaluate(href), '#cc-teams-2?row=Goal');
    });
  }

  once('the same card twice: the first is the first of the page, though it loads last', async (stage) => {
    stage.serve('teams.json', teams);
    await openAt(stage, `<p hidden>${CARD.replace('src', 'loading="lazy" src')}</p>${AGAIN}`, '');
    await stage.shown(teams.title, '#again');
    await stage.evaluate(() => document.querySelector('p').removeAttribute('hidden'));
    await stage.shown(teams.title, '#teams');
    assert.deepEqual(await stage.evaluate(names), ['cc-teams', 'cc-teams-2']);
  });

  once('two cards of one id keep their names when they load again', async (stage) => {
    await openCards(stage, CARD.replace('teams.json', 'teams.json?1') + AGAIN.replace('teams.json', 'teams.json?2'));
    await stage.shown(teams.title, '#again');
    const before = await stage.evaluate(names);
    assert.deepEqual(before.toSorted(), ['cc-teams', 'cc-teams-2']);
    for (const id of ['teams', 'again', 'teams']) await stage.evaluate((id) => document.getElementById(id).retry(), id);
    assert.deepEqual(await stage.evaluate(names), before);
  });

  for (const [i, base] of [
    '<base href="/">',
    '<base target="_blank" href="../elsewhere/?q=1#x">',
    '<base href="https://elsewhere.example/">',
  ].entries()) {
    (i ? once : check)(`in a page with ${base} every link of the card to itself leads to this page`, async (stage) => {
      const src = stage.serve('teams.json', {
        ...teams,
        introduction: 'See [the time](#cc-teams?row=Time) or [below](#end).',
        sources: [{ title: 'Elsewhere', href: 'https://example.org/#x' }],
      }).url;
      await stage.open(`${CARD.replace('teams.json', src)}<p id="end">`, { head: LIBRARY + base });
      await stage.shown(teams.title);
      const links = () => {
        const root = document.querySelector('comparison-card').shadowRoot;
        return [...root.querySelectorAll('a')].map(({ href }) => href).filter((href) => !/example\.org/.test(href));
      };
      const expected = (names) => [
        `${stage.url}#cc-teams?row=Time`,
        `${stage.url}#end`,
        ...names.map((name) => `${stage.url}#cc-teams?row=${name}`),
      ];
      const page = stage.url;
      assert.deepEqual(await stage.evaluate(links), expected(teams.attributes.map(({ name }) => name)));
      await stage.setView('only=differences&sort=-name');
      assert.deepEqual(await stage.evaluate(links), expected(['Time', 'Metrics', 'Goal', 'Audience', 'Approach']));
      await use(stage, '[href$="row=Goal"]');
      await fragmentIs(stage, '#cc-teams?only=differences&sort=-name&row=Goal');
      assert.equal(stage.url.split('#')[0], page.split('#')[0]);
    });
  }

  once('links follow a page with <base> that changes its address', async (stage) => {
    const src = stage.serve('teams.json', teams).url;
    await stage.open(CARD.replace('teams.json', src), { head: `${LIBRARY}<base href="/">` });
    await stage.shown(teams.title);
    await stage.evaluate(() => history.pushState(null, '', `${location.pathname}next`));
    await focusOn(stage, '[href$="row=Goal"]');
    const href = () => document.querySelector('comparison-card').shadowRoot.activeElement.href;
    assert.equal(await stage.evaluate(href), `${stage.url}#cc-teams?row=Goal`);
  });

  for (const own of ['#section', '#/route?q=x', '#cc-license', '#:~:text=page']) {
    once(`the page's own fragment "${own}" is left alone`, async (stage) => {
      await stage.before(watchHistory);
      await openCards(stage, CARD, own);
      const before = await fragment(stage);
      await use(stage, DIFFERENCES);
      await stage.event('viewchange');
      assert.equal(await viewOf(stage), 'only=differences');
      if (own === '#:~:text=page') return; // scripts cannot see this fragment
      assert.equal(await fragment(stage), before);
      assert.deepEqual(await historyCalls(stage), []);
      await setHash(stage, '#another');
      await stage.settle();
      assert.equal(await viewOf(stage), 'only=differences', 'and the view is left alone by them');
    });
  }

  once('history="off": the address is read and not written', async (stage) => {
    await stage.before(watchHistory);
    await openCards(stage, CARD.replace('id=', 'history="off" id='), '#cc-teams?q=goal');
    assert.equal(await viewOf(stage), 'q=goal');
    await use(stage, DIFFERENCES);
    await stage.event('viewchange');
    assert.equal(await fragment(stage), '#cc-teams?q=goal');
    assert.deepEqual(await historyCalls(stage), []);
  });

  once('a script tag hands on its view and its history', async (stage) => {
    stage.serve('teams.json', teams);
    await stage.open(
      '<script src="/comparison-card.js" data-comparison-card="teams.json" data-view="q=goal" data-history="off"></script>',
    );
    await stage.shown(teams.title);
    const attributes = () =>
      ['src', 'view', 'history', 'labels'].map((name) => document.querySelector('comparison-card').getAttribute(name));
    assert.deepEqual(await stage.evaluate(attributes), ['teams.json', 'q=goal', 'off', null]);
  });

  once('a history that may not be changed breaks nothing', async (stage) => {
    await stage.before(watchHistory, true);
    await openCards(stage);
    await use(stage, DIFFERENCES);
    await stage.filter('goal');
    await stage.event('viewchange', 5);
    await stage.wait(() => globalThis[Symbol.for('calls')].length === 2);
    assert.deepEqual((await stage.look()).rows, ['Goal']);
  });

  once('a card that leaves before typing pauses leaves the address alone', async (stage) => {
    await stage.before(watchHistory);
    await openCards(stage);
    await stage.evaluate(async () => {
      const card = document.querySelector('comparison-card');
      const field = card.shadowRoot.querySelector('[part~=field]');
      field.value = 'goal'; // real keys may take longer than the debounce
      field.dispatchEvent(new Event('input', { bubbles: true }));
      card.remove();
      await new Promise((resolve) => setTimeout(resolve, 400));
    });
    assert.deepEqual(await historyCalls(stage), []);
  });

  check('a link to a card scrolls there; a page without one stays where it is', async (stage) => {
    await openCards(stage, SPACE + CARD + SPACE);
    assert.equal(await stage.evaluate(() => scrollY), 0);
    await openAt(stage, SPACE + CARD + SPACE, '?2#cc-teams?q=a'); // without a query it would be the same page
    await stage.shown(teams.title);
    await stage.wait(() => Math.abs(document.querySelector('comparison-card').getBoundingClientRect().top) < 2);
  });

  check('a link to a row scrolls there, marks it and leaves the focus alone', async (stage) => {
    stage.serve('long.json', {
      ...smallCard(
        'Long',
        [...Array(90)].map((_, i) => `Row ${i}`),
      ),
      id: 'long',
    });
    await openAt(stage, `${SPACE}<comparison-card src="long.json"></comparison-card>${SPACE}`, '#cc-long?row=Row%2070');
    await stage.shown('Long');
    await stage.wait(() => {
      const row = document.querySelector('comparison-card').shadowRoot.querySelector('tr[aria-current]');
      const { top, bottom } = row.getBoundingClientRect();
      return row.textContent.includes('Row 70') && top > -1 && bottom <= innerHeight;
    });
    assert.equal(await stage.evaluate(() => document.activeElement === document.body), true);
  });

  check('a link on the page to a card out of sight scrolls there; in sight nothing moves', async (stage) => {
    await openCards(stage, `<a id="link" href="#cc-teams?q=a">Card</a>${SPACE}${CARD}${SPACE}`);
    await stage.evaluate(() => document.getElementById('link').click());
    await stage.wait(() => Math.abs(document.querySelector('comparison-card').getBoundingClientRect().top) < 2);
    await stage.evaluate(() => scrollBy({ top: -50, behavior: 'instant' }));
    const top = await topOf(stage);
    await setHash(stage, '#cc-teams?q=goal');
    await viewIs(stage, 'q=goal');
    assert.equal(await topOf(stage), top);
  });

  once('the link of a row keeps the rest of the view and the other parts', async (stage) => {
    await openCards(stage, TWO, '#cc-other?q=x;cc-teams?q=a');
    await use(stage, '[part=row-link]', '#teams');
    await fragmentIs(stage, '#cc-other?q=x;cc-teams?q=a&row=Goal');
    assert.equal(await viewOf(stage), 'q=a&row=Goal');
    const { view } = await stage.event('viewchange');
    assert.equal(view, 'q=a&row=Goal');
    await back(stage);
    await viewIs(stage, 'q=a');
  });

  check('a row that is to open elsewhere changes nothing here', async (stage) => {
    await openCards(stage);
    const prevented = await stage.evaluate(() => {
      const link = document.querySelector('comparison-card').shadowRoot.querySelector('[part=row-link]');
      const answers = [];
      addEventListener('click', (event) => {
        answers.push(event.defaultPrevented);
        event.preventDefault();
      });
      for (const key of ['ctrlKey', 'metaKey', 'shiftKey', 'none']) {
        link.dispatchEvent(new MouseEvent('click', { [key]: true, bubbles: true, composed: true, cancelable: true }));
      }
      return answers;
    });
    assert.deepEqual(prevented, [false, false, false, true]);
    assert.equal(await viewOf(stage), 'row=Goal');
  });
});
