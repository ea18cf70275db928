/** Mistakes of an author that a page would ignore in silence: the console says what to do, and the fallback stays. */
import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { smallCard, smallJson } from './cards.js';

const FALLBACK = '<p id="fallback">What the author wrote</p>';
const CSV = '\n  Feature,Tea,Coffee\n  Plant,"Leaves, dried",Seeds\n  Year,2,3\n  ';
const TSV = 'Feature\tTea\tCoffee\nPlant\tLeaves, dried\tSeeds\nYear\t2\t3\n';

/** @param {string} attributes */
const card = (attributes, inside = FALLBACK) => `<comparison-card ${attributes}>${inside}</comparison-card>`;

/** @param {string} type @param {string} text */
const script = (type, text) => `<script type="${type}">${text}</script>`;

const isFallbackVisible = () => document.getElementById('fallback').checkVisibility();

/** Returns how `ready` ends: the code of its error. */
const outcome = () => document.querySelector('comparison-card').ready.then(String, ({ code }) => code);

/** Returns the console lines of cards, of both levels. @param {import('./browser.js').Stage} stage */
const lines = (stage) =>
  [...stage.lines('warn'), ...stage.lines('warning'), ...stage.lines('error')].map(({ text }) => text);

/** A name, an element with nothing to show, and what the console says beside that. @type {[string, string, RegExp?][]} */
const NOTHING = [
  ['without anything', card('', '')],
  ['with a fallback only', card('')],
  ['with a misspelt src', card('scr="card.json"'), /"scr" is unknown: write "src"/],
  [
    'with a script of a type that is not read',
    card('', script('text/json', '{}') + FALLBACK),
    /"text\/json", which is not read/,
  ],
  [
    'with Markdown inside',
    card('', script('text/markdown', '| a | b |') + FALLBACK),
    /"text\/markdown", which is not read/,
  ],
  ['with a program and JSON-LD inside', card('', script('', '1') + script('application/ld+json', '{}') + FALLBACK)],
];

/** Misspelt attributes of an element that shows its card. @type {[string, string][]} */
const MISSPELT = [
  ['them="card"', 'theme'],
  ['theem="card"', 'theme'],
  ['histroy="off"', 'history'],
  ['histor="off"', 'history'],
  ['captoin="A"', 'caption'],
  ['captions="A"', 'caption'],
  ['label="/a"', 'labels'],
  ['loadng="lazy"', 'loading'],
  ['veiw="q=a"', 'view'],
];

/** Attributes of pages and frameworks. */
const FOREIGN =
  'class="a" style="color: red" id="x" title="t" lang="en" dir="ltr" slot="s" part="p" hidden="until-found" role="group" ' +
  'tabindex="-1" aria-label="a" data-view="b" data-them="c" onclick="" ng-src="d" v-if="e" :src="f" @load="g" x-data="h" ' +
  'client:load key="k" ref="r" is="i" nonce="n" itemprop="j" source="s" name="n"';

inEveryBrowser((check, once) => {
  for (const [what, html, hint] of NOTHING) {
    once(`an element ${what}: the console says so, ready rejects, the fallback stays`, async (stage) => {
      stage.serve('card.json', smallCard('Card'));
      await stage.open(html, { head: LIBRARY });
      assert.equal((await stage.event('error')).code, 'no-source');
      assert.equal(await stage.evaluate(outcome), 'no-source');
      const [nothing] = stage.lines('error').map(({ text }) => text);
      assert.match(nothing, /nothing to show\. Set src/);
      assert.equal(lines(stage).length, hint ? 2 : 1);
      if (hint) assert.match(lines(stage).join('\n'), hint);
      if (html.includes(FALLBACK)) assert.equal(await stage.evaluate(isFallbackVisible), true);
    });
  }

  check('an element that gets its card later shows it, also after it has said that there is none', async (stage) => {
    stage.serve('card.json', smallCard('Card'));
    await stage.open(card(''), { head: LIBRARY });
    await stage.event('error');
    await stage.evaluate(() => document.querySelector('comparison-card').setAttribute('src', 'card.json'));
    await stage.shown('Card');
    assert.equal(await stage.evaluate(outcome), '[object HTMLElement]');
  });

  once('an element that is given its data soon says nothing, nor does one that is taken out', async (stage) => {
    await stage.open(card('id="a"', '') + card('id="b"', ''), { head: LIBRARY });
    await stage.evaluate((data) => {
      document.getElementById('b').remove();
      document.getElementById('a').data = data;
    }, smallCard('Card'));
    await stage.shown('Card');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepEqual(lines(stage), []);
  });

  for (const [attribute, meant] of MISSPELT) {
    once(`a misspelt attribute is named once: ${attribute}`, async (stage) => {
      stage.serve('card.json', smallCard('Card'));
      await stage.open(card(`src="card.json" ${attribute}`), { head: LIBRARY });
      await stage.shown('Card');
      await stage.evaluate(() => document.querySelector('comparison-card').retry());
      const [name] = attribute.split('=');
      assert.deepEqual(lines(stage), [
        `comparison-card: The attribute "${name}" is unknown: write "${meant}". (card.json)`,
      ]);
    });
  }

  once('attributes of pages and frameworks are left alone', async (stage) => {
    stage.serve('card.json', smallCard('Card'));
    await stage.open(card(`src="card.json" ${FOREIGN}`), { head: LIBRARY });
    await stage.shown('Card');
    assert.deepEqual(lines(stage), []);
  });

  for (const [attributes, expected] of [
    ['data-comparision-card="card.json"', ['"data-comparision-card" is unknown: write "data-comparison-card"']],
    ['data-comparison-table="table"', ['"data-comparison-table" is unknown: write "data-comparison-tables"']],
    ['data-comparison-card="card.json" data-veiw="q=a" data-them="card"', ['"data-veiw"', '"data-them"']],
    ['data-veiw="of another library"', []],
    ['data-comparison-card="card.json" data-view="q=a" data-cfasync="false" async', []],
  ]) {
    once(`a script tag with ${attributes}: the console says ${expected}`, async (stage) => {
      stage.serve('card.json', smallCard('Card'));
      await stage.open(`<p>Text</p><script src="/comparison-card.js" ${attributes}></script><p>Text</p>`);
      await stage.settle();
      const found = lines(stage);
      assert.equal(found.length, expected.length, `${found}`);
      for (const [i, text] of expected.entries()) assert.ok(found[i].includes(text), found[i]);
    });
  }

  once('an element of almost the same name is named', async (stage) => {
    await stage.open('<comparision-card src="x.json"></comparision-card><other-card></other-card>', { head: LIBRARY });
    await stage.settle();
    assert.deepEqual(lines(stage).length, 1);
    assert.match(lines(stage)[0], /<comparision-card> is unknown: write <comparison-card>/);
  });

  /** A file that no card can be made of: its name, its start, its content type, and the message. @type {[string, Buffer | string, string, RegExp][]} */
  const FILES = [
    [
      'a.xlsx',
      Buffer.from('PK\x03\x04\0\0'),
      'application/octet-stream',
      /a workbook.* as CSV, or .*npx comparison-card convert/,
    ],
    ['a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'application/vnd.ms-excel', /a workbook/],
    ['download?id=1', Buffer.from('PK\x03\x04\0\0'), '', /a workbook/],
    ['a.pdf', '%PDF-1.7\n%', 'application/pdf', /a PDF/],
    ['a.png', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'image/png', /a picture/],
    ['a.jpg', Buffer.from('ffd8ffe000104a46', 'hex'), 'image/jpeg', /a picture/],
    ['a.csv.gz', Buffer.from('1f8b0800', 'hex'), 'application/gzip', /a packed file/],
    ['a.md', '# Tea, coffee\n\n| a, b | c |\n', 'text/plain', /a \.md file/],
    ['a.yaml', 'title: a, b\nlist: c, d\n', 'text/plain', /a \.yaml file/],
    ['page', '<!doctype html><title>Page</title>', 'text/html; charset=utf-8', /a web page/],
    ['page.csv', '<!doctype html><title>Sign in</title>', 'text/html', /a web page/],
  ];
  for (const [name, body, type, message] of FILES) {
    once(`src="${name}" is no card: the console says what it is and what to do`, async (stage) => {
      stage.serve(name.replace(/\?.*/, ''), body, { type });
      await stage.open(card(`src="${name}"`), { head: LIBRARY });
      assert.equal((await stage.event('error')).code, 'syntax');
      assert.equal(lines(stage).length, 1);
      assert.match(lines(stage)[0], message);
      assert.equal(await stage.evaluate(outcome), 'syntax');
      assert.equal(await stage.evaluate(isFallbackVisible), true);
    });
  }

  /** Scripts inside that are read. */
  const INSIDE = [
    ['text/csv', CSV],
    ['Text/CSV; charset=utf-8', CSV],
    ['text/tab-separated-values', TSV],
    ['text/csv', CSV.replaceAll(',', ';').replace('; dried', ', dried')],
  ];
  for (const [i, [type, text]] of INSIDE.entries()) {
    (i ? once : check)(`a script of the type "${type}" inside is read (${i + 1})`, async (stage) => {
      await stage.open(card('caption="Drinks"', script(type, text) + FALLBACK), { head: LIBRARY });
      const { rows } = await stage.shown('Drinks');
      assert.deepEqual(rows, ['Plant', 'Year']);
      await stage.setView('q="leaves, dried"');
      assert.deepEqual((await stage.look()).rows, ['Plant']);
      assert.deepEqual(lines(stage), []);
    });
  }

  once('CSV inside that starts like JSON is CSV, and one that changes is read again', async (stage) => {
    await stage.open(card('', script('text/csv', '{Name},A,B\nx,1,2\n')), { head: LIBRARY });
    await stage.shown('A vs B');
    await stage.evaluate(() => (document.querySelector('comparison-card script').textContent = 'Name,C,D\nx,1,2'));
    assert.equal((await stage.shown('C vs D')).rows.length, 1);
  });

  once('CSV inside that is wrong is an error with its place', async (stage) => {
    await stage.open(card('', script('text/csv', 'Name,A,B\nx,1,2,3\n') + FALLBACK), { head: LIBRARY });
    const { code, line, column } = await stage.event('error');
    assert.deepEqual([code, line, column], ['too-many', 2, 7]);
    assert.equal(await stage.evaluate(isFallbackVisible), true);
  });

  once('a script of another type beside a table that is shown is named', async (stage) => {
    const table = '<table><tr><th>Name<th>A<th>B<tr><th>x<td>1<td>2</table>';
    await stage.open(
      card(
        'caption="Shown"',
        script('application/javascript+json', smallJson('Other')) + script('text/json', '{}') + table,
      ),
      {
        head: LIBRARY,
      },
    );
    await stage.shown('Shown');
    assert.match(lines(stage).join('\n'), /"text\/json", which is not read/);
  });
});
