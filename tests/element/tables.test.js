/** Tables that become cards: inside the element, and anywhere on a page. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FORMATS, inEveryBrowser, LIBRARY } from './browser.js';
import { fragmentIs } from './reader.js';

const SCRIPT = { type: 'text/javascript' };

/** Returns the script tag that upgrades tables. @param {string} [selector] @param {string} [attributes] */
const tag = (selector = 'table', attributes = '') =>
  `<script async src="/comparison-card.js" data-comparison-tables="${selector}" ${attributes}></script>`;

/** Returns a table of two subjects. @param {string} caption @param {string} [id] */
const table = (caption, id = 't') =>
  `<table id="${id}"><caption>${caption}</caption><thead><tr><th>Feature<th>Tea<th>Coffee</thead>` +
  '<tbody><tr><th>Plant<td>Leaves<td>Seeds<tr><th>Caffeine<td>40<td>95</table>';

/** Returns the content of a card. */
const cardOf = (selector = 'comparison-card') => {
  const root = document.querySelector(selector)?.shadowRoot;
  if (!root) return null;
  const texts = (part) => [...root.querySelectorAll(`[part~=${part}]`)].map((node) => node.textContent.trim());
  return {
    title: texts('title')[0],
    groups: texts('fold'),
    rows: [...root.querySelectorAll('[part~=row]')].map((row) => [
      row.querySelector('[part=row-link]')?.textContent ?? '',
      ...[...row.querySelectorAll('[part~=value]')].map((cell) =>
        cell.innerHTML.replace(/ rel="noopener"|<.?bdi[^>]*>/g, ''),
      ),
    ]),
  };
};

/** Returns the number of shown cards. */
const cardsShown = (count) =>
  [...document.querySelectorAll('comparison-card')].filter((card) => card.shadowRoot?.querySelector('[part~=title]'))
    .length === count;

/** Returns the titles of all cards in document order. */
const titles = () =>
  [...document.querySelectorAll('comparison-card')].map(
    (card) => card.shadowRoot?.querySelector('[part~=title]')?.textContent,
  );

const isSeen = (id) => {
  const node = document.getElementById(id);
  return node.checkVisibility() && node.offsetHeight > 0;
};

/** Real tables of programs, and the expected cards. */
const real = [
  [
    'WordPress',
    '<h2>Tea <em>and</em> coffee</h2><figure class="wp-block-table is-style-stripes"><table class="has-fixed-layout">' +
      '<thead><tr><th class="has-text-align-left"></th><th>Tea</th><th>Coffee</th></tr></thead><tbody>' +
      '<tr><td><strong>Plant</strong></td><td>Leaves<br>Buds</td><td><a href="/seeds/">Seeds</a></td></tr>' +
      '<tr><td>Hot</td><td><img src="https://s.w.org/images/core/emoji/15/svg/2705.svg" alt="✅" class="wp-smiley"></td><td>yes</td></tr>' +
      '</tbody></table></figure>',
    {
      title: 'Tea and coffee',
      groups: [],
      rows: [
        ['Plant', '<ul><li>Leaves</li><li>Buds</li></ul>', '<a part="link" href="/seeds/">Seeds</a>'],
        ['Hot', '✓ Yes', '✓ Yes'],
      ],
    },
  ],
  [
    'WordPress with a caption',
    '<figure class="wp-block-table"><table><thead><tr><th>x</th><th>A</th></tr></thead><tbody><tr><td>a</td><td>1</td></tr></tbody></table><figcaption class="wp-element-caption">The caption</figcaption></figure>',
    { title: 'The caption', groups: [], rows: [['a', '1']] },
  ],
  [
    'Wikipedia',
    '<table class="wikitable sortable"><caption>Comparison of cars<sup class="reference"><a href="#cite_note-1">[1]</a></sup></caption><tbody>' +
      '<tr><th scope="col" colspan="2">Feature</th><th scope="col">Mini</th><th scope="col">Beetle</th></tr>' +
      '<tr><th rowspan="2" scope="rowgroup">Engine</th><th scope="row">Power</th><td>25 <abbr title="kilowatt">kW</abbr></td><td data-sort-value="18">18&nbsp;kW<sup><a href="#cite_note-2">[2]</a></sup></td></tr>' +
      '<tr><th scope="row">Cylinders</th><td colspan="2" style="text-align:center">4</td></tr>' +
      '<tr><th scope="rowgroup">Body</th><th scope="row">Doors</th><td>2</td><td style="background:#ececec" class="table-na">—</td></tr></tbody></table>',
    {
      title: 'Comparison of cars',
      groups: ['Engine', 'Body'],
      rows: [
        ['Power', '25 kW', '18\u00a0kW<a part="link" href="#cite_note-2">[2]</a>'],
        ['Cylinders', '4', '4'],
        ['Doors', '2', '—'],
      ],
    },
  ],
  [
    'Google Docs',
    '<b style="font-weight:normal;" id="docs-internal-guid-1"><div dir="ltr" align="left"><table style="border:none;border-collapse:collapse;"><colgroup><col width="100"><col width="100"></colgroup><tbody>' +
      '<tr style="height:0pt"><td style="border-left:solid #000 1pt;"><p dir="ltr" style="line-height:1.2;"><span style="font-size:11pt;font-weight:700;">Plan</span></p></td><td><p dir="ltr"><span style="font-weight:700;font-style:normal;">Free</span></p></td><td><p dir="ltr"><span style="font-weight:700;">Pro</span></p></td></tr>' +
      '<tr><td><p dir="ltr"><span style="font-weight:400;">Price</span></p></td><td><p dir="ltr"><span style="font-weight:400;">$0</span></p></td><td><p dir="ltr"><span style="font-weight:400;font-style:italic;">$10</span></p><br></td></tr></tbody></table></div></b>',
    { title: 'Test', groups: [], rows: [['Price', '$0', '<em>$10</em>']] },
  ],
  [
    'Markdown',
    '<h3 id="h">Speed</h3>\n<table>\n<thead>\n<tr>\n<th>Engine</th>\n<th style="text-align:right">Fast</th>\n<th style="text-align:right">Slow</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><code>a_b</code></td>\n<td style="text-align:right">1,200</td>\n<td style="text-align:right"><strong>5*</strong></td>\n</tr>\n</tbody>\n</table>',
    { title: 'Speed', groups: [], rows: [['a_b', '1,200', '<strong>5*</strong>']] },
  ],
  [
    'old prices, struck out',
    '<h3>Shops</h3><table><tr><th>x<th>A<th>B<tr><th>a<td><del>$20</del> <ins>$10</ins><td><span style="text-decoration: line-through">3</span> 2</table>',
    { title: 'Shops', groups: [], rows: [['a', '<s>$20</s> $10', '<s>3</s> 2']] },
  ],
  [
    'an exported sheet',
    '<table aria-labelledby="l"><tr><th>x<th>A<th>B<tr><th colspan=3>Size<tr><th>a<td>1<td>2</table><p id="l">By  label</p>',
    { title: 'By label', groups: ['Size'], rows: [['a', '1', '2']] },
  ],
];

/** Tables that stay as they are, and the reason on the console; '' if there is none, as their author knows it. */
const rows = '<tr><th>x<th>A<th>B<tr><th>a<td>1<td>2';
const left = [
  ['a layout table', `<table role="presentation">${rows}</table>`, ''],
  ['one that has no role', `<table role=" none">${rows}</table>`, ''],
  ['a grid', `<table role="grid">${rows}</table>`, ''],
  ['one without any headings', '<table><tr><td>Menu<td>Text<tr><td>Foot<td>Note</table>', /mark its headings/],
  [
    'one that is bold as a whole',
    '<table style="font-weight: bold"><tr><td>Menu<td>Text<tr><td>Foot<td>Note</table>',
    /mark its headings/,
  ],
  ['a field', `<table>${rows}<tr><th>b<td><input><td></table>`, /lose its <input>/],
  ['a button', `<table>${rows}<tr><th>b<td><button>Buy</button><td></table>`, /lose its <button>/],
  ['a form', `<form><table>${rows}<tr><th>b<td><select><option>o</select><td></table></form>`, /lose its <select>/],
  ['a film', `<table>${rows}<tr><th>b<td><video></video><td></table>`, /lose its <video>/],
  ['a formula', `<table>${rows}<tr><th>b<td><math><mn>10</mn></math><td></table>`, /lose its <math>/],
  ['a table in a table', `<table>${rows}<tr><th>b<td><table>${rows}</table><td></table>`, /lose its <table>/],
  ['what is edited', `<div contenteditable><table>${rows}</table></div>`, ''],
  ['what is edited within', `<table>${rows}<tr><th>b<td contenteditable>x<td></table>`, /can edit a part/],
  ['one row', '<table><tr><th>x<th>A<th>B</table>', /one row or column/],
  ['one column', '<table><tr><th>x<tr><td>a<tr><td>b</table>', /one row or column/],
  ['nothing', '<table></table>', /one row or column/],
  ['what is switched off', `<table data-comparison-card="off">${rows}</table>`, ''],
  ['what is switched off around', `<main data-comparison-card="off"><div><table>${rows}</table></div></main>`, ''],
  ['what is not shown', `<table style="display: none">${rows}</table>`, ''],
];

/** Tables that look like data but are not understood: one console line each. */
const refused = [
  [
    'an icon that says nothing',
    `<table>${rows}<tr><th>b<td><i class="fa fa-leaf"></i><td></table>`,
    /icons without a text.*row 3, column 2/,
  ],
  ['an image that says nothing', `<table>${rows}<tr><th>b<td>1<td><img src="data:,"></table>`, /column 3/],
  [
    'a span that repeats too much',
    `<table><tr><td rowspan="0">${'long '.repeat(20_000)}<td>a${'<tr><td>a'.repeat(51)}</table>`,
    /This table is too large/,
  ],
  ['too many subjects', `<table><tr><th>x${'<th>A'.repeat(51)}<tr><td>a${'<td>1'.repeat(51)}</table>`, /50 subjects/],
];

/** Tables with gaps, and the rows of their cards. */
const gaps = [
  [
    'names and values without headings',
    '<table><tr><th>Born<td>1950<tr><th>Died<td>2020</table>',
    [
      ['Born', '1950'],
      ['Died', '2020'],
    ],
  ],
  ['a column without a heading', '<table><tr><th>x<th>A<th><tr><td>a<td>1<td>2</table>', [['a', '1', '2']]],
  [
    'a row without a name',
    '<table><tr><th>x<th>A<tr><td>a<td>1<tr><td><td>2</table>',
    [
      ['a', '1'],
      ['', '2'],
    ],
  ],
  ['equal headings', '<table><tr><th>x<th>Price<th>Price<tr><td>a<td>1<td>2</table>', [['a', '1', '2']]],
  ['an icon that says yes', '<table><tr><th>x<th>A<tr><td>a<td><i class="fa fa-check"></i></table>', [['a', '✓ Yes']]],
  [
    'a block of an editor without headings',
    '<figure class="wp-block-table"><table><tr><td>x<td>A<td>B<tr><td>a<td>1<td>2</table></figure>',
    [['a', '1', '2']],
  ],
  ...[
    ['of its cells', '<table><tr><td style="font-weight:bold">x<td style="color:red;font-weight:bold">A'],
    ['of its row', '<table><tr style="font-weight: 700"><td>x<td>A'],
    ['of a style sheet', '<style>tr:first-child { font-weight: 600 }</style><table><tr><td>x<td>A'],
  ].map(([whose, start]) => [
    `a first row that is bold by the style ${whose}`,
    `${start}<tr><td>a<td>1</table>`,
    [['a', '1']],
  ]),
];

inEveryBrowser((check, once) => {
  check('a table inside the element becomes its card, and stays where it is', async (stage) => {
    await stage.open(`<comparison-card>${table('Inside')}</comparison-card>`, { head: LIBRARY });
    await stage.shown('Inside');
    assert.deepEqual((await stage.evaluate(cardOf)).rows, [
      ['Plant', 'Leaves', 'Seeds'],
      ['Caffeine', '40', '95'],
    ]);
    assert.equal(await stage.evaluate(() => document.querySelector('comparison-card > table').id), 't');
    assert.equal(await stage.evaluate(isSeen, 't'), false);
    assert.deepEqual(
      (await stage.events()).map(({ type }) => type),
      ['load'],
    );
  });

  once('a table counts after a script, and before nothing', async (stage) => {
    const json = JSON.stringify({ title: 'Script', columns: ['', 'A'], rows: [] });
    const script = `<script type="application/json">${json}</script>`;
    await stage.open(`<comparison-card><div>${table('Table')}</div>${script}</comparison-card>`, { head: LIBRARY });
    await stage.shown('Script');
    await stage.evaluate(() => document.querySelector('comparison-card script').remove());
    assert.ok((await stage.shown('Table')).matchCount > 0);
  });

  once('the attribute caption goes before what the table says, also later', async (stage) => {
    await stage.open(`<comparison-card caption="Said">${table('Own')}</comparison-card>`, { head: LIBRARY });
    await stage.shown('Said');
    await stage.evaluate(() => document.querySelector('comparison-card').setAttribute('caption', 'Said again'));
    await stage.shown('Said again');
    await stage.evaluate(() => document.querySelector('comparison-card').removeAttribute('caption'));
    assert.ok((await stage.shown('Own')).matchCount > 0);
  });

  check('a table that is still arriving is waited for', async (stage) => {
    const [start, end] = table('Streamed').split('<tr><th>Caffeine');
    const page = await stage.open([`<comparison-card>${start}`, `<tr><th>Caffeine${end}</comparison-card><p>`], {
      head: LIBRARY,
    });
    await stage.wait(() => Boolean(document.querySelector('comparison-card td')));
    await stage.settle();
    assert.deepEqual(await stage.events(), []);
    page.release();
    await stage.shown('Streamed');
    assert.equal((await stage.look()).rows.length, 2);
  });

  for (const [what, change, expected] of [
    ['a text', () => (document.querySelector('td').firstChild.data = 'Buds'), 'Buds'],
    ['a link', () => (document.querySelector('td').innerHTML = '<a href="a">a</a>'), '<a part="link" href="a">a</a>'],
    [
      'an attribute',
      () => {
        document.querySelector('td').innerHTML = '<img alt="Le">';
        setTimeout(() => document.querySelector('img').setAttribute('alt', 'Buds'));
      },
      'Buds',
    ],
  ]) {
    once(`a table that changes is read again: ${what}`, async (stage) => {
      await stage.open(`<comparison-card view="q=plant">${table('Changing')}</comparison-card>`, { head: LIBRARY });
      await stage.shown('Changing');
      await stage.evaluate(change);
      const isRead = (cell) =>
        document
          .querySelector('comparison-card')
          .shadowRoot.querySelector('[part~=value]')
          .innerHTML.replace(/<.?bdi>/g, '') === cell;
      await stage.wait(isRead, expected);
      const { rows } = await stage.evaluate(cardOf);
      assert.deepEqual([rows.length, rows[0][1]], [1, expected], 'the view stays');
    });
  }

  check('a table that changes leaves the focus where it is, and what is being typed', async (stage) => {
    await stage.open(`<comparison-card>${table('Changing')}</comparison-card>`, { head: LIBRARY });
    await stage.shown('Changing');
    await stage.filter('plant');
    await stage.press('ArrowLeft');
    await stage.evaluate(() => (document.querySelector('td').textContent = 'Buds'));
    await stage.event('load', 2);
    const kept = await stage.evaluate(() => {
      const { activeElement } = document.querySelector('comparison-card').shadowRoot;
      return [activeElement?.value, activeElement?.selectionStart];
    });
    assert.deepEqual(kept, ['plant', 4]);
  });

  once('a table inside that is not understood is an error, and stays to be read', async (stage) => {
    await stage.open('<comparison-card id="c"><table id="t"><tr><th>x<tr><td>a</table></comparison-card>', {
      head: LIBRARY,
    });
    const { code, message } = await stage.event('error');
    assert.equal(code, 'missing');
    assert.match(message, /two rows and two columns/);
    assert.ok(await stage.evaluate(isSeen, 't'));
  });

  once('problems of a table have its row and column', async (stage) => {
    await stage.open(
      '<comparison-card><table><tr><th>x<th>A<tr><td>a<td><a href="javascript:x">b</a></table></comparison-card>',
      { head: LIBRARY },
    );
    await stage.shown('Test');
    assert.match(stage.lines('warn')[0].text, /left out.*\(row 2, column 2\)/);
  });

  for (const [name, body, expected] of real) {
    once(`a page's tables become cards: ${name}`, async (stage) => {
      await stage.open(`<article>${body}</article>${tag('article table')}`);
      await stage.wait(cardsShown, 1);
      const { rows, ...card } = await stage.evaluate(cardOf);
      const texts = rows.map((row) =>
        row.map((cell) => cell.replace(/<span[^>]*>|<\/span>/g, '').replaceAll('&nbsp;', '\u00a0')),
      );
      assert.deepEqual({ ...card, rows: texts }, expected);
      assert.deepEqual(stage.lines('warn'), []);
    });
  }

  for (const [what, body, reason] of left) {
    once(`a page's tables that stay as they are: ${what}`, async (stage) => {
      await stage.open(`<article id="stays">${body}</article>${table('Other')}${tag()}`);
      const before = await stage.evaluate(() => document.getElementById('stays').outerHTML);
      await stage.shown('Other');
      await stage.settle();
      assert.equal(await stage.evaluate(() => document.getElementById('stays').outerHTML), before);
      const said = stage.lines('warn').map(({ text }) => text);
      assert.equal(said.length, reason ? 1 : 0, `${said}`);
      if (reason) assert.match(said[0], /A table is left alone, because/);
      if (reason) assert.match(said[0], reason);
    });
  }

  for (const [what, body, expected] of gaps) {
    once(`a page's tables with gaps become cards, without a warning: ${what}`, async (stage) => {
      await stage.open(`${body}${tag()}`);
      await stage.wait(cardsShown, 1);
      const { rows } = await stage.evaluate(cardOf);
      const texts = rows.map((row) => row.map((cell) => cell.replace(/<[^>]*>/g, '')));
      assert.deepEqual(texts, expected);
      assert.deepEqual(stage.lines('warn'), []);
    });
  }

  for (const [what, body, reason] of refused) {
    once(`a page's tables that are not understood stay, and the console says why once: ${what}`, async (stage) => {
      await stage.open(`<article id="stays">${body}</article>${table('Other')}${tag()}`);
      const before = await stage.evaluate(() => document.getElementById('stays').outerHTML);
      await stage.shown('Other');
      await stage.evaluate(() => document.querySelector('#stays td').append('!'));
      await stage.settle();
      const after = await stage.evaluate(() => {
        document.querySelector('#stays td').lastChild.remove();
        return document.getElementById('stays').outerHTML;
      });
      assert.equal(after, before);
      assert.equal(stage.lines('warn').length, 1);
      assert.match(stage.lines('warn')[0].text, reason);
    });
  }

  check('a card replaces its table, with the settings of the tag', async (stage) => {
    const attributes = 'data-theme="card" data-history="off" data-view="q=plant" data-labels="/labels"';
    await stage.open(`<p id="a"></p>${table('One')}<p id="b"></p>${tag('table', attributes)}`);
    await stage.shown('One');
    const [around, settings] = await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      return [
        [card.previousElementSibling.id, card.nextElementSibling.id],
        ['theme', 'history', 'view', 'labels', 'src'].map((name) => card.getAttribute(name)),
      ];
    });
    assert.deepEqual(around, ['a', 'b']);
    assert.deepEqual(settings, ['card', 'off', 'q=plant', '/labels', null]);
    assert.deepEqual((await stage.look()).rows, ['Plant']);
  });

  once('only what the selector finds; of a tag without one, every table', async (stage) => {
    await stage.open(`<main>${table('In')}</main>${table('Out', 'out')}${tag('main table')}`);
    await stage.shown('In');
    await stage.settle();
    assert.deepEqual(await stage.evaluate(titles), ['In']);
    await stage.open(`<main>${table('In')}</main>${table('Out', 'out')}${tag('')}`);
    await stage.wait(cardsShown, 2);
  });

  once('an invalid selector is reported, and nothing else breaks', async (stage) => {
    await stage.open(`${table('One')}${tag('table[')}<comparison-card src="" id="c"></comparison-card>`);
    await stage.event('load');
    assert.equal(stage.lines('error').length, 1);
    assert.match(stage.lines('error')[0].text, /data-comparison-tables/);
    assert.equal(await stage.evaluate(() => document.querySelectorAll('comparison-card').length), 1);
  });

  check('the tag works in <head>, and next to an author’s own card', async (stage) => {
    await stage.open(table('One'), { head: tag() });
    await stage.shown('One');
    assert.deepEqual(stage.lines('warn'), []);
    await stage.open(`${table('One')}${tag('table', 'data-comparison-card=""')}`);
    await stage.wait(cardsShown, 2);
  });

  once('two tags, and two copies of the script, make one card of a table', async (stage) => {
    const module = '<script type="module" src="/comparison-card.mjs"></script>';
    await stage.open(`${table('One')}${tag()}${tag('table')}${module}<script src="/comparison-card.js?2"></script>`);
    await stage.shown('One');
    await stage.settle();
    assert.equal(await stage.evaluate(() => document.querySelectorAll('comparison-card').length), 1);
  });

  once('tables of one title have names of their own in the address', async (stage) => {
    await stage.open(`<h2>Prices, 2026</h2>${['a', 'b', 'c'].map((id) => table('', id)).join('')}${tag()}`);
    await stage.wait(cardsShown, 3);
    assert.deepEqual(await stage.evaluate(titles), ['Prices, 2026', 'Prices, 2026', 'Prices, 2026']);
    const names = () =>
      [...document.querySelectorAll('comparison-card')].map((card) => card.shadowRoot.querySelector('article').id);
    const expected = ['cc-prices--2026', 'cc-prices--2026-2', 'cc-prices--2026-3'];
    assert.deepEqual(await stage.evaluate(names), expected);
    await stage.evaluate(() => (document.querySelector('#b td').textContent = 'Buds'));
    await stage.event('load', 4);
    assert.deepEqual(await stage.evaluate(names), expected, 'also when one is read again');
    await stage.filter('plant', 'comparison-card + comparison-card');
    await fragmentIs(stage, '#cc-prices--2026-2?q=plant');
  });

  once('the same table twice: one is filtered, also after the page is loaded again', async (stage) => {
    const body = `<h2>Prices</h2>${['a', 'b'].map((id) => table('', id)).join('')}${tag()}`;
    const views = () => [...document.querySelectorAll('comparison-card')].map(({ view }) => view);
    await stage.open(body);
    await stage.wait(cardsShown, 2);
    await stage.filter('plant', 'comparison-card + comparison-card');
    await fragmentIs(stage, '#cc-prices-2?q=plant');
    await stage.open(body, { at: '#cc-prices-2?q=plant' });
    await stage.wait(cardsShown, 2);
    assert.deepEqual(await stage.evaluate(views), ['', 'q=plant']);
  });

  check('a page without tables asks for nothing; one to which they come does', async (stage) => {
    await stage.open(`<main></main>${tag('main table')}${table('Outside', 'out')}`);
    await stage.settle();
    assert.deepEqual(
      stage.requests.filter((url) => url.endsWith(FORMATS)),
      [],
    );
    for (const [i, html] of ['One', 'Two', 'Three'].map((name) => table(name, name)).entries()) {
      await stage.evaluate((html) => document.querySelector('main').insertAdjacentHTML('beforeend', html), html);
      await stage.wait(cardsShown, i + 1);
    }
    assert.deepEqual(await stage.evaluate(titles), ['One', 'Two', 'Three']);
  });

  once('a page of many tables is painted between them', async (stage) => {
    await stage.before(() => {
      const count = () => document.querySelectorAll('comparison-card').length;
      const paint = () => requestAnimationFrame(() => (globalThis.between = count()));
      const observer = new MutationObserver(() => count() && observer.disconnect(paint()));
      observer.observe(document, { childList: true, subtree: true });
    });
    await stage.open(table('One').repeat(400) + tag('table'));
    await stage.wait(() => document.querySelectorAll('comparison-card').length === 400);
    assert.ok((await stage.evaluate(() => globalThis.between)) < 400);
  });

  for (const [what, body, part] of [
    ['tables', `${table('One').repeat(60)}${tag('table', 'data-loading="eager"')}`, 'made'],
    ['cards', `${'<comparison-card src=""></comparison-card>'.repeat(60)}${LIBRARY}`, 'shown'],
  ]) {
    once(`a page of many ${what} answers in between: few are ${part} at a time`, async (stage) => {
      await stage.before(() => {
        // Each reading of the clock advances it by 2 ms.
        let now = 0;
        performance.now = () => {
          now += 2;
          return now;
        };
        const isShown = (/** @type {Element} */ card) => card.shadowRoot?.querySelector('[part~=title]');
        const counts = { made: 0, shown: 0 };
        const most = { made: 0, shown: 0 };
        Object.assign(globalThis, { counts, most });
        const step = () => {
          const cards = [...document.querySelectorAll('comparison-card')];
          for (const [part, { length }] of Object.entries({ made: cards, shown: cards.filter(isShown) })) {
            most[part] = Math.max(most[part], length - counts[part]);
            counts[part] = length;
          }
          setTimeout(step);
        };
        addEventListener('DOMContentLoaded', step);
      });
      await stage.open(body);
      await stage.wait(() => globalThis.counts.shown === 60);
      const most = await stage.evaluate(() => globalThis.most);
      assert.ok(most[part] < 20, `${most[part]} of 60`);
    });
  }

  check('a page answers while one long table is read', async (stage) => {
    await stage.before(() => {
      let now = 0;
      performance.now = () => {
        now += 20;
        return now;
      };
      globalThis.turns = 0;
      const step = () => {
        globalThis.turns += Number(!document.querySelector('comparison-card'));
        setTimeout(step);
      };
      addEventListener('DOMContentLoaded', step);
    });
    const rows = Array.from({ length: 100 }, (_, i) => `<tr><th>Row ${i}<td>1<td>2`);
    await stage.open(`<table><caption>Long</caption><tr><th><th>A<th>B${rows.join('')}</table>${tag()}`);
    await stage.shown('Long');
    const turns = await stage.evaluate(() => globalThis.turns);
    assert.ok(turns > 60, `${turns} turns`);
  });

  once('headings and captions are looked for together, not for each table', async (stage) => {
    await stage.before(() => {
      const counts = { headings: 0, compared: 0 };
      globalThis.counts = counts;
      const { querySelectorAll } = Document.prototype;
      const { compareDocumentPosition } = Node.prototype;
      /** @this {Document} */
      Document.prototype.querySelectorAll = function (/** @type {string} */ selector) {
        if (selector.includes('h1')) counts.headings++;
        return querySelectorAll.call(this, selector);
      };
      Node.prototype.compareDocumentPosition = function (other) {
        counts.compared++;
        return compareDocumentPosition.call(this, other);
      };
    });
    const tables = Array.from(
      { length: 300 },
      (_, i) => `<h2>Table ${i}</h2>${table('').replace('<caption></caption>', '')}`,
    );
    await stage.open(`${tables.join('')}${tag()}`);
    await stage.wait(() => document.querySelectorAll('comparison-card').length === 300);
    await stage.wait(cardsShown, 50);
    const all = await stage.evaluate(titles);
    assert.deepEqual(
      all.slice(0, 50),
      Array.from({ length: 50 }, (_, i) => `Table ${i}`),
    );
    const { headings, compared } = await stage.evaluate(() => globalThis.counts);
    assert.ok(headings > 0 && headings < 100, `${headings} times`);
    assert.equal(compared, 0);
  });

  check('of many tables those far down become cards when the reader comes near', async (stage) => {
    await stage.open(`${table('One').repeat(60)}${tag()}`);
    await stage.wait(cardsShown, 50);
    await stage.settle();
    const isLast = () => Boolean(document.querySelector('comparison-card:last-of-type')?.shadowRoot);
    assert.equal(await stage.evaluate(isLast), false);
    assert.ok(
      await stage.evaluate(() => document.querySelector('comparison-card:last-of-type table').offsetHeight > 0),
    );
    await stage.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await stage.wait(isLast);
  });

  once('a route that a script replaces: the old cards go, the new tables come', async (stage) => {
    await stage.open(`<main>${table('Old')}</main>${tag()}`);
    await stage.shown('Old');
    await stage.evaluate((html) => (document.querySelector('main').innerHTML = html), `<h1>New</h1>${table('New')}`);
    await stage.shown('New');
    assert.equal(await stage.evaluate(() => document.querySelectorAll('comparison-card').length), 1);
    await stage.evaluate(
      (html) =>
        document.querySelector('table').replaceWith(document.createRange().createContextualFragment(html).firstChild),
      table('Newer'),
    );
    await stage.shown('Newer');
  });

  once('a table that is filled later becomes a card when it is', async (stage) => {
    await stage.open(`${table('Other')}<table id="later"><caption>Later</caption><tbody></tbody></table>${tag()}`);
    await stage.shown('Other');
    for (const html of ['<tr><th>x<th>A', '<tr><td>a<td>1']) {
      await stage.evaluate(
        (html) => document.querySelector('#later tbody').insertAdjacentHTML('beforeend', html),
        html,
      );
    }
    await stage.wait(cardsShown, 2);
    assert.deepEqual(await stage.evaluate(titles), ['Other', 'Later']);
  });

  once('a script that takes its table away or out gets it, and the card goes', async (stage) => {
    await stage.open(`<main></main>${table('One')}${table('Two', 'u')}${tag()}`);
    await stage.wait(cardsShown, 2);
    await stage.evaluate(() => {
      document.getElementById('t').remove();
      document.querySelector('main').append(document.getElementById('u'));
    });
    await stage.wait(() => !document.querySelector('comparison-card'));
    await stage.evaluate(() => (document.querySelector('td').textContent = 'Buds'));
    await stage.settle();
    assert.ok(await stage.evaluate(isSeen, 'u'));
    assert.equal(await stage.evaluate(() => document.querySelectorAll('comparison-card').length), 0);
  });

  once('a script that always puts its table back does not quarrel with the card', async (stage) => {
    await stage.open(`<main>${table('One')}</main>${tag()}`);
    await stage.evaluate(() => {
      const [main, table] = [document.querySelector('main'), document.getElementById('t')];
      globalThis.moves = 0;
      new MutationObserver(() => {
        if (table.parentNode === main) return;
        globalThis.moves++;
        main.append(table);
      }).observe(main, { childList: true, subtree: true });
    });
    await stage.wait(() => globalThis.moves > 0 || Boolean(document.querySelector('comparison-card')));
    await stage.settle();
    assert.ok((await stage.evaluate(() => globalThis.moves)) <= 1);
  });

  once(
    'a script that always renders its table anew does not keep the page from all else, and gets its card at rest',
    async (stage) => {
      await stage.before(() => {
        globalThis.renders = 0;
        globalThis.quarrel = true;
        const main = () => document.querySelector('main');
        const render = () => {
          if (!globalThis.quarrel || !main()?.querySelector('comparison-card')) return;
          globalThis.renders++;
          main().innerHTML = `<div>${globalThis.html}</div>`;
        };
        new MutationObserver(render).observe(document, { childList: true, subtree: true });
      });
      await stage.open(`<script>html = ${JSON.stringify(table('One'))}</script><main>${table('One')}</main>${tag()}`);
      await stage.wait(() => globalThis.renders > 2);
      assert.ok((await stage.evaluate(() => globalThis.renders)) < 50);
      await stage.evaluate(() => {
        globalThis.quarrel = false;
      });
      await stage.shown('One');
    },
  );

  once('a table that changes into something else is shown as it is, and again as a card', async (stage) => {
    await stage.open(`${table('One')}${tag()}`);
    await stage.shown('One');
    await stage.evaluate(() => {
      globalThis.rows = document.querySelector('tbody').innerHTML;
      document.querySelector('tbody').replaceChildren();
    });
    await stage.event('error');
    assert.ok(await stage.evaluate(isSeen, 't'));
    await stage.evaluate(() => (document.querySelector('tbody').innerHTML = globalThis.rows));
    await stage.shown('One');
  });

  for (const [what, serve] of [
    ['missing', () => {}],
    ['of another version', (stage) => stage.serve(FORMATS, `${readFileSync(`dist/${FORMATS}`)};`, SCRIPT)],
  ]) {
    once(`where the formats are ${what}, tables stay as they are, in an element and in the page`, async (stage) => {
      stage.serve('comparison-card.js', readFileSync('dist/comparison-card.js'), SCRIPT);
      serve(stage);
      const script = tag('article table').replace('/comparison-card.js', 'comparison-card.js');
      await stage.open(
        `<article>${table('Page', 'p')}</article><comparison-card>${table('Inside', 'i')}</comparison-card>${script}`,
      );
      assert.equal((await stage.event('error')).code, 'no-formats');
      await stage.settle();
      assert.ok((await stage.evaluate(isSeen, 'p')) && (await stage.evaluate(isSeen, 'i')));
      assert.equal(await stage.evaluate(() => document.querySelectorAll('article comparison-card').length), 0);
      assert.ok(stage.lines('error').every(({ text }) => text.includes(FORMATS)));
      stage.errors = stage.errors.filter((text) => !text.includes(FORMATS));
    });
  }

  once('without any engine tables stay as they are', async (stage) => {
    const headers = { 'content-security-policy': `script-src ${stage.origin}` };
    const script = tag().replace('<script', '<script data-fallback="missing.js"');
    await stage.open(`${table('One')}${script}`, { headers });
    await stage.wait(() => performance.getEntriesByName(new URL('missing.js', location.href).href).length);
    await stage.wait(() => Boolean(customElements.get('comparison-card')));
    await stage.settle();
    assert.ok(await stage.evaluate(isSeen, 't'));
    assert.equal(await stage.evaluate(() => document.querySelectorAll('comparison-card').length), 0);
    assert.match(stage.lines('error')[0].text, /wasm-unsafe-eval/);
    stage.errors = stage.errors.filter((text) => !text.includes('missing.js')); // Firefox reports it to the page itself
  });

  once('no script of a table runs, and no markup of it is markup', async (stage) => {
    const evil = '&lt;img src=x onerror=&quot;globalThis.hit=1&quot;&gt;';
    await stage.open(
      `<table><caption>${evil}</caption><tr><th>${evil}<th>${evil}<tr><th>${evil}<td>${evil}` +
        `<tr><td>b<td><a href="javascript:globalThis.hit=1">x</a> [y](javascript:globalThis.hit=1)</table>${tag()}`,
    );
    await stage.wait(cardsShown, 1);
    await stage.settle();
    const [hit, links, images] = await stage.evaluate(() => [
      globalThis.hit,
      [...document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=value] a')].length,
      document.querySelector('comparison-card').shadowRoot.querySelectorAll('img').length,
    ]);
    assert.deepEqual([Boolean(hit), links, images], [false, 0, 0]);
  });
});
