import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN, smallCard, smallJson } from './cards.js';

const FALLBACK = '<p id="fallback">What the author wrote</p>';

/** @param {string} attributes */
const element = (attributes, inside = FALLBACK) => `<comparison-card ${attributes}>${inside}</comparison-card>`;

/** @param {string} json */
const script = (json) => `<script type="application/json">${json}</script>`;

/** Name, response, expected title. */
const answers = [
  ['JSON', [smallCard('Served')], 'Served'],
  ['JSON of another content type', [smallJson('Served'), { type: 'text/plain; charset=utf-8' }], 'Served'],
  ['JSON without a content type', [smallJson('Served'), { type: '' }], 'Served'],
  ['JSON after a byte order mark', [`\uFEFF${smallJson('Served')}`], 'Served'],
  ['letters beyond ASCII', [smallCard('Tee – 茶 – شاي – 🍵')], 'Tee – 茶 – شاي – 🍵'],
  ['JSON of another origin that allows it', [smallCard('Served'), { elsewhere: true, cors: true }], 'Served'],
];

const CSV = 'Feature,Tea,Coffee\nPlant,Leaves,Seeds\n';
const TSV = CSV.replaceAll(',', '\t');

/** Name, URL, response, expected title and rows. */
const tables = [
  ['CSV', 'tea', [CSV, { type: 'text/csv' }], 'Tea vs Coffee', ['Plant']],
  ['CSV by its name', 'tea.csv', [CSV, { type: 'text/plain; charset=utf-8' }], 'Tea vs Coffee', ['Plant']],
  ['CSV by its look', 'tea', [CSV, { type: 'application/octet-stream' }], 'Tea vs Coffee', ['Plant']],
  ['CSV without a type', 'tea', [CSV, { type: '' }], 'Tea vs Coffee', ['Plant']],
  ['TSV', 'tea', [TSV, { type: 'text/tab-separated-values' }], 'Tea vs Coffee', ['Plant']],
  ['TSV by its name', 'tea.tsv', [TSV, { type: 'text/plain' }], 'Tea vs Coffee', ['Plant']],
  [
    'CSV of old programs, whose encoding the server names',
    'a.csv',
    [Buffer.from('x;A;\x80\na;1;2', 'latin1'), { type: 'text/csv; charset=windows-1252' }],
    'A vs €',
    ['a'],
  ],
  ['CSV in UTF-16', 'a.csv', [Buffer.from('\ufeffx;A;茶\na;1;2', 'utf16le'), { type: 'text/csv' }], 'A vs 茶', ['a']],
  ['CSV with a title', 'a.csv', [`"Tea, coffee",,\n${CSV}`, { type: 'text/csv' }], 'Tea, coffee', ['Plant']],
  ['CSV with a column of one name twice', 'a.csv', ['x,A,A\na,1,2', { type: 'text/csv' }], 'A vs A (2)', ['a']],
  [
    'a whole card called CSV',
    'a.csv',
    [smallJson('Served'), { type: 'text/csv' }],
    'Served',
    ['Colour', 'Weight', 'Origin'],
  ],
];

/** Name, URL, response; code, position and words of the error. */
const wrongTables = [
  ['a line that is too long', 'a.csv', ['x,A\n"a\nb",1,2'], 'too-many', [3, 6], /more cells/],
  [
    'a web page in its place',
    'a.csv',
    ['<!doctype html><p>Sign in', { type: 'text/html' }],
    'syntax',
    [0, 0],
    /web page/,
  ],
  ['a workbook', 'a.csv', [Buffer.from('PK\x03\x04\0\0')], 'syntax', [1, 5], /CSV/],
  ['broken JSON by its look', 'a', ['{"title": 1, }'], 'syntax', [1, 14], /./],
];

/** Name, response, code of the error. */
const failures = [
  ['another origin that does not allow it', [smallCard('Served'), { elsewhere: true }], 'network'],
  ['not found', [smallCard('Served'), { status: 404 }], 'http'],
  ['a server error', [smallCard('Served'), { status: 500 }], 'http'],
  ['broken JSON', ['{"title": "A",}'], 'syntax'],
  ['half of the JSON', [smallJson('Served').slice(0, 40)], 'syntax'],
  ['HTML in place of JSON', ['<!doctype html><title>Not found</title>', { type: 'text/html' }], 'syntax'],
  ['an empty file', [''], 'syntax'],
  ['white space only', [' \n'], 'syntax'],
  ['a byte order mark only', ['\uFEFF'], 'syntax'],
  ['bytes that are no UTF-8', [Buffer.from([0x22, 0xff, 0x22])], 'bad-utf8'],
  ['UTF-16', [Buffer.from(`\uFEFF${smallJson('Served')}`, 'utf16le')], 'bad-utf8'],
  ['JSON that is no card', [[1, 2, 3].join()], 'syntax'],
  ['a list', ['[]'], 'wrong-type'],
  ['a connection that breaks', ['{"title": ', { cut: true }], 'network'],
];

/** Name, function that returns the data, expected title. Functions, since they are sent to the page. */
const data = [
  ['an object', () => ({ title: 'Set', subjects: ['A', 'B'], attributes: [] }), 'Set'],
  ['JSON text', () => '{"title": "Set", "subjects": ["A", "B"], "attributes": []}', 'Set'],
  ['an object with toJSON', () => ({ toJSON: () => ({ title: 'Set', columns: ['', 'A'], rows: [] }) }), 'Set'],
];

const wrongData = [
  [
    'a cyclic object',
    () => {
      const card = { title: 'Set' };
      card.self = card;
      return card;
    },
    'bad-data',
  ],
  ['a BigInt', () => ({ title: 5n }), 'bad-data'],
  ['a function', () => () => {}, 'bad-data'],
  ['a symbol', () => Symbol('card'), 'bad-data'],
  ['an object whose toJSON returns nothing', () => ({ toJSON() {} }), 'bad-data'],
  ['empty text', () => '', 'syntax'],
  ['text that is no JSON', () => 'card.json', 'syntax'],
  ['a number', () => 5, 'wrong-type'],
  ['an empty object', () => ({}), 'missing'],
  ['false', () => false, 'wrong-type'],
];

/** Name, attributes and content of an element, its data, expected title. */
const order = [
  ['data before src', 'src="served.json"', FALLBACK, 'Data', 'Data'],
  ['data before a script', '', script(smallJson('Script')), 'Data', 'Data'],
  ['src before a script', 'src="served.json"', script(smallJson('Script')), undefined, 'Served'],
  ['an empty src before a script', 'src=""', script(smallJson('Script')), undefined, BUILTIN],
  ['all three', 'src="served.json"', script(smallJson('Script')), 'Data', 'Data'],
  ['a script alone', '', FALLBACK + script(smallJson('Script')), undefined, 'Script'],
  ['the first of two scripts', '', script(smallJson('One')) + script(smallJson('Two')), undefined, 'One'],
  [
    'no script of another type',
    '',
    `<script type="text/plain">x</script>${script(smallJson('Two'))}`,
    undefined,
    'Two',
  ],
];

/** Sets an attribute of the card. */
const setAttribute = (name, value) => document.querySelector('comparison-card').setAttribute(name, value);

const hasFallback = () => {
  const fallback = document.getElementById('fallback');
  return fallback.checkVisibility() && fallback.offsetHeight > 0;
};

const types = (events) => events.map(({ type }) => type);

inEveryBrowser((check, once) => {
  for (const [name, [body, answer], title] of answers) {
    once(`src: ${name}`, async (stage) => {
      const route = stage.serve('card.json', body, answer);
      const src = answer?.elsewhere ? route.url : 'card.json';
      await stage.open(element(`src="${src}"`), { head: LIBRARY });
      await stage.shown(title);
      assert.equal(route.hits, 1);
      assert.deepEqual(types(await stage.events()), ['load']);
      assert.deepEqual(stage.lines('warn'), []);
    });
  }

  for (const [name, address, [body, answer], title, rows] of tables) {
    once(`src: ${name}`, async (stage) => {
      stage.serve(address, body, answer);
      await stage.open(element(`src="${address}"`), { head: LIBRARY });
      assert.deepEqual((await stage.shown(title)).rows, rows);
      assert.deepEqual(types(await stage.events()), ['load']);
      assert.deepEqual(stage.lines('warn'), []);
    });
  }

  once('src: CSV that starts with a link is CSV, and the console says that the link is left out', async (stage) => {
    stage.serve('a.csv', '[x](y.html),A\na,1', { type: 'text/csv' });
    await stage.open(element('src="a.csv"'), { head: LIBRARY });
    assert.deepEqual((await stage.shown('A')).rows, ['a']);
    assert.equal(stage.lines('warn').length, 1);
    assert.match(stage.lines('warn')[0].text, /link of this heading is left out.*line 1, column 1/);
  });

  once('src: what is understood of CSV, but not written in it, is information', async (stage) => {
    stage.serve('a.csv', '"Tea, coffee",,\nx,A,A\na,1,2', { type: 'text/csv' });
    await stage.open(element('src="a.csv"'), { head: LIBRARY });
    await stage.shown('Tea, coffee');
    assert.deepEqual(stage.lines('warn'), []);
    const [title, heading] = stage.lines('info').map(({ text }) => text);
    assert.match(title, /title.*“Tea, coffee”.*line 1/);
    assert.match(heading, /“A \(2\)”.*line 2/);
  });

  once('src: CSV of an encoding that nobody names: a warning says which is guessed', async (stage) => {
    stage.serve('a.csv', Buffer.from('x;A;\x80\na;1;2', 'latin1'), { type: 'text/csv' });
    await stage.open(element('src="a.csv"'), { head: LIBRARY });
    await stage.shown('A vs €');
    assert.equal(stage.lines('warn').length, 1);
    assert.match(stage.lines('warn')[0].text, /windows-1252/);
  });

  once('src: CSV in Shift-JIS is read by the attribute encoding, also if that comes later', async (stage) => {
    stage.serve('a.csv', Buffer.from([0x78, 0x2c, 0x41, 0x2c, 0x92, 0x83, 0x0a, 0x61, 0x2c, 0x31, 0x2c, 0x32]), {
      type: 'text/csv',
    });
    await stage.open(element('src="a.csv"'), { head: LIBRARY });
    await stage.event('load');
    await stage.evaluate(() => document.querySelector('comparison-card').setAttribute('encoding', 'shift_jis'));
    await stage.shown('A vs 茶');
    assert.ok(stage.lines('warn').length <= 1, 'the guess alone is reported');
  });

  for (const [name, address, [body, answer], code, place, words] of wrongTables) {
    once(`src: ${name} is an error with its place`, async (stage) => {
      stage.serve(address, body, { type: 'application/octet-stream', ...answer });
      await stage.open(element(`src="${address}"`), { head: LIBRARY });
      const error = await stage.event('error');
      assert.deepEqual([error.code, error.path, error.line, error.column], [code, '', ...place]);
      assert.match(error.message, words);
      assert.ok(await stage.evaluate(hasFallback));
    });
  }

  once('src: what is wrong with CSV is an error of the class that the module exports', async (stage) => {
    stage.serve('a.csv', 'x,A\na,1,2', { type: 'text/csv' });
    const head = '<script type="module" src="/comparison-card.mjs"></script>';
    await stage.open(element('src="a.csv"'), { head });
    await stage.event('error');
    const isOwn = async () => {
      const { CardError } = await import('/comparison-card.mjs');
      return document.querySelector('comparison-card').ready.catch((error) => error instanceof CardError);
    };
    assert.equal(await stage.evaluate(isOwn), true);
  });

  check('src: a sheet that is published as CSV, by way of another origin', async (stage) => {
    const sheet = stage.serve('sheet', CSV, { elsewhere: true, cors: true, type: 'text/csv' });
    const headers = { location: sheet.url, 'access-control-allow-origin': '*' };
    const published = stage.serve('pub', '', { elsewhere: true, status: 307, type: 'text/html', headers });
    await stage.open(element(`src="${published.url}?output=csv" caption="Hot drinks"`), { head: LIBRARY });
    assert.deepEqual((await stage.shown('Hot drinks')).rows, ['Plant']);
  });

  once('src: CSV whose cells are not safe opens with a warning that names their place', async (stage) => {
    stage.serve('a.csv', 'x,A\na,1\nb,[c](javascript:d)', { type: 'text/csv' });
    await stage.open(element('src="a.csv"'), { head: LIBRARY });
    await stage.shown('A');
    assert.match(stage.lines('warn')[0].text, /left out.*\(a\.csv, line 3, column 3\)/);
  });

  once('src: CSV is read in the language around it, and looks as it did', async (stage) => {
    stage.serve('a.csv', 'x,Better,A,B\na,higher,1.234 km,999 km', { type: 'text/csv' });
    await stage.open(`<div lang="de">${element('src="a.csv"')}</div>`, { head: LIBRARY });
    await stage.shown('A vs B');
    const values = () =>
      [...document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=value]')].map((cell) =>
        cell.textContent.replace(/\s+/g, ' '),
      );
    assert.match((await stage.evaluate(values))[0], /^1\.234 km ★/);
  });

  once('src: what reads CSV is fetched beside it, and beside no JSON', async (stage) => {
    const asked = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('.formats.'));
    stage.serve('card.json', smallCard('Served'));
    const slow = stage.serve('a.csv', CSV, { type: 'text/csv', held: true });
    await stage.open(element('src="card.json?of=a.csv"'), { head: LIBRARY });
    await stage.shown('Served');
    assert.equal(await stage.evaluate(asked), false);
    await stage.evaluate(setAttribute, 'src', 'a.csv');
    await stage.wait(asked);
    slow.release();
    await stage.shown('Tea vs Coffee');
  });

  once('src: CSV in the place of JSON', async (stage) => {
    stage.serve('card.json', smallCard('Served'));
    stage.serve('a.csv', CSV, { type: 'text/csv' });
    await stage.open(element('src="card.json"'), { head: LIBRARY });
    await stage.shown('Served');
    await stage.evaluate(setAttribute, 'src', 'a.csv');
    assert.notEqual((await stage.shown('Tea vs Coffee')).matchCount, 3);
    await stage.evaluate(setAttribute, 'src', 'card.json');
    assert.equal((await stage.shown('Served')).matchCount, 3);
  });

  check('src: a refusal of another origin says what its server must send', async (stage) => {
    const { url } = stage.serve('a.csv', CSV, { elsewhere: true, type: 'text/csv' });
    await stage.open(element(`src="${url}"`), { head: LIBRARY });
    assert.ok((await stage.event('error')).message.includes('"Access-Control-Allow-Origin: *"'));
  });

  for (const [name, [body, answer], code] of failures) {
    once(`src: ${name} is the error "${code}"`, async (stage) => {
      const route = stage.serve('card.json', body, answer);
      const src = answer?.elsewhere ? route.url : 'card.json';
      await stage.open(element(`src="${src}"`), { head: LIBRARY });
      await stage.wait(() => globalThis[Symbol.for('seen')].events.length);
      const events = await stage.events();
      assert.deepEqual(types(events), ['error'], `shown: ${JSON.stringify(await stage.look())}`);
      assert.equal(events[0].code, code);
      assert.ok(await stage.evaluate(hasFallback));
      assert.equal(stage.lines('error').length, 1);
      assert.ok(stage.lines('error')[0].text.includes(src), 'the console names the address');
    });
  }

  check('src: a server that is not there is the error "network"', async (stage) => {
    await stage.open(element('src="http://127.0.0.1:1/card.json"'), { head: LIBRARY });
    assert.equal((await stage.event('error')).code, 'network');
  });

  once('src: an address that is none is an error', async (stage) => {
    await stage.open(element('src="http://"'), { head: LIBRARY });
    assert.equal((await stage.event('error')).code, 'network');
  });

  once('src: it is relative to the base of the document', async (stage) => {
    stage.serve('deep/card.json', smallCard('Deep'));
    await stage.open(element('src="card.json"'), { head: `<base href="deep/">${LIBRARY}` });
    assert.equal((await stage.shown('Deep')).matchCount, 3);
  });

  for (const [name, make, title] of data) {
    once(`data: ${name}`, async (stage) => {
      await stage.open(element(''), { head: LIBRARY });
      await stage.evaluate(`document.querySelector('comparison-card').data = (${make})()`);
      await stage.shown(title);
      assert.deepEqual(types(await stage.events()), ['load']);
    });
  }

  for (const [name, make, code] of wrongData) {
    once(`data: ${name} is the error "${code}"`, async (stage) => {
      await stage.open(element(''), { head: LIBRARY });
      await stage.evaluate(`document.querySelector('comparison-card').data = (${make})()`);
      await stage.wait(() => globalThis[Symbol.for('seen')].events.length);
      const events = await stage.events();
      assert.deepEqual(types(events), ['error'], `shown: ${JSON.stringify(await stage.look())}`);
      assert.equal(events[0].code, code);
      assert.ok(await stage.evaluate(hasFallback));
    });
  }

  once('data: null takes the card away, and the fallback comes back', async (stage) => {
    await stage.open(element(''), { head: LIBRARY });
    await stage.evaluate((card) => {
      document.querySelector('comparison-card').data = card;
    }, smallCard('Set'));
    await stage.shown('Set');
    await stage.evaluate(() => {
      document.querySelector('comparison-card').data = null;
    });
    await stage.wait(hasFallback);
    assert.equal((await stage.look()).matchCount, 0);
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  once('data: null leaves the place to src', async (stage) => {
    await stage.open(element('src=""'), { head: LIBRARY });
    await stage.evaluate((card) => {
      document.querySelector('comparison-card').data = card;
    }, smallCard('Set'));
    await stage.shown('Set');
    await stage.evaluate(() => {
      document.querySelector('comparison-card').data = null;
    });
    assert.equal((await stage.shown(BUILTIN)).matchCount, 5);
  });

  once('data: it reads back as it was set', async (stage) => {
    await stage.open(element(''), { head: LIBRARY });
    const answer = await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      const data = { title: 'Set' };
      const before = card.data;
      card.data = data;
      return [before === undefined, card.data === data];
    });
    assert.deepEqual(answer, [true, true]);
  });

  for (const [name, attributes, inside, title, expected] of order) {
    once(`order of the sources: ${name}`, async (stage) => {
      stage.serve('served.json', smallCard('Served'));
      await stage.open(element(attributes, inside));
      await stage.evaluate((card) => {
        if (card) document.querySelector('comparison-card').data = card;
        document.head.append(Object.assign(document.createElement('script'), { src: '/comparison-card.js' }));
      }, title && smallCard(title));
      await stage.shown(expected);
      await stage.settle();
      assert.equal((await stage.look()).title, expected);
      assert.deepEqual(types(await stage.events()), ['load']);
    });
  }

  once('properties set before the element is defined count', async (stage) => {
    await stage.open(element(''));
    await stage.evaluate((data) => {
      Object.assign(document.querySelector('comparison-card'), { data, view: 'q=weight' });
      document.head.append(Object.assign(document.createElement('script'), { src: '/comparison-card.js' }));
    }, smallCard('Early'));
    await stage.shown('Early');
    const { rows, query, view } = await stage.look();
    assert.deepEqual([rows, query, view], [['Weight'], 'weight', 'q=weight']);
    const own = await stage.evaluate(() => Object.keys(document.querySelector('comparison-card')));
    assert.deepEqual(own, [], 'the setters of the class are back');
  });

  once('the property src is the attribute, also before the element is defined', async (stage) => {
    const [early, late] = ['early.json', 'late.json'];
    stage.serve(early, smallCard('Early'));
    stage.serve(late, smallCard('Late'));
    await stage.open(element(''));
    await stage.evaluate((src) => {
      document.querySelector('comparison-card').src = src;
      document.head.append(Object.assign(document.createElement('script'), { src: '/comparison-card.js' }));
    }, early);
    await stage.shown('Early');
    const [attribute, property] = await stage.evaluate((src) => {
      const card = document.querySelector('comparison-card');
      const before = [card.getAttribute('src'), card.src];
      card.src = src;
      return before;
    }, late);
    assert.deepEqual([attribute, property], [early, early]);
    await stage.shown('Late');
  });

  once('a view set before the element is defined goes before the attribute, as it would afterwards', async (stage) => {
    await stage.open(element('src="" view="q=metrics"'));
    await stage.evaluate(() => {
      document.querySelector('comparison-card').view = 'q=goal';
      document.head.append(Object.assign(document.createElement('script'), { src: '/comparison-card.js' }));
    });
    await stage.shown(BUILTIN);
    assert.equal((await stage.look()).view, 'q=goal');
  });

  check('a script inside counts where the library comes before it, in <head>', async (stage) => {
    await stage.open(element('', `\n${FALLBACK}\n${script(smallJson('Script'))}\n`), { head: LIBRARY });
    await stage.shown('Script');
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  check('a script inside that is still arriving is waited for', async (stage) => {
    const [start, end] = [smallJson('Streamed').slice(0, 50), smallJson('Streamed').slice(50)];
    const page = await stage.open(
      [`<comparison-card>${FALLBACK}<script type="application/json">${start}`, `${end}</script></comparison-card><p>`],
      { head: LIBRARY },
    );
    await stage.wait(() => Boolean(document.querySelector('comparison-card script')));
    await stage.settle();
    assert.deepEqual(await stage.events(), []);
    assert.ok(await stage.evaluate(hasFallback));
    page.release();
    await stage.shown('Streamed');
    await stage.settle();
    assert.deepEqual(types(await stage.events()), ['load']);
    assert.deepEqual(stage.lines('error'), []);
  });

  check('an element whose script is still to come waits for it', async (stage) => {
    const page = await stage.open(
      [`<comparison-card>${FALLBACK}`, `${script(smallJson('Streamed'))}</comparison-card><p>`],
      { head: LIBRARY },
    );
    await stage.wait(() => Boolean(document.getElementById('fallback')));
    await stage.settle();
    assert.ok(await stage.evaluate(hasFallback));
    page.release();
    await stage.shown('Streamed');
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  check('a whole script inside shows while the rest of the document is still arriving', async (stage) => {
    const inside = `\n${FALLBACK}\n${script(smallJson('Early'))}\n`;
    const page = await stage.open([`${element('', inside)}<p id="next">`, '<p id="last">'], { head: LIBRARY });
    await stage.shown('Early');
    assert.equal(await stage.evaluate(() => document.readyState), 'loading');
    page.release();
    await stage.wait(() => document.readyState === 'complete');
    await stage.settle();
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  check('a script inside may be added later', async (stage) => {
    await stage.open(element(''), { head: LIBRARY });
    await stage.settle();
    assert.ok(await stage.evaluate(hasFallback));
    await stage.evaluate((text) => {
      const script = document.createElement('script');
      script.type = 'application/json';
      script.textContent = text;
      document.querySelector('comparison-card').append(script);
    }, smallJson('Added'));
    await stage.shown('Added');
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  once('a script inside may be added first and filled later', async (stage) => {
    await stage.open(element(''), { head: LIBRARY });
    await stage.evaluate((text) => {
      const script = document.createElement('script');
      script.type = 'application/json';
      document.querySelector('comparison-card').append(script);
      script.textContent = text;
    }, smallJson('Filled'));
    await stage.shown('Filled');
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  once('a script inside may be changed later', async (stage) => {
    await stage.open(element('', script(smallJson('Before'))), { head: LIBRARY });
    await stage.shown('Before');
    await stage.evaluate((text) => {
      document.querySelector('comparison-card script').textContent = text;
    }, smallJson('After'));
    await stage.settle();
    assert.equal((await stage.look()).title, 'After');
  });

  once('a script inside with broken JSON recovers when it is corrected', async (stage) => {
    await stage.open(element('', FALLBACK + script('{"title": ')), { head: LIBRARY });
    assert.equal((await stage.event('error')).code, 'syntax');
    assert.ok(await stage.evaluate(hasFallback));
    await stage.evaluate((text) => {
      document.querySelector('comparison-card script').textContent = text;
    }, smallJson('Corrected'));
    await stage.settle();
    assert.equal((await stage.look()).title, 'Corrected');
  });

  once('an empty script inside is an error', async (stage) => {
    await stage.open(element('', FALLBACK + script('')), { head: LIBRARY });
    assert.equal((await stage.event('error')).code, 'syntax');
  });

  once('src may be changed, and the old card stays until the new one is there', async (stage) => {
    stage.serve('one.json', smallCard('One'));
    const two = stage.serve('two.json', smallCard('Two'), { held: true });
    await stage.open(element('src="one.json"'), { head: LIBRARY });
    await stage.shown('One');
    await stage.evaluate(setAttribute, 'src', 'two.json');
    await two.asked;
    assert.equal((await stage.look()).title, 'One');
    two.release();
    await stage.shown('Two');
    assert.deepEqual(types(await stage.events()), ['load', 'load']);
  });

  check('src changed during a fetch: the late answer is dropped', async (stage) => {
    const late = stage.serve('late.json', smallCard('Late'), { held: true });
    stage.serve('good.json', smallCard('Good'));
    await stage.open(element('src="late.json"'), { head: LIBRARY });
    await late.asked;
    await stage.evaluate(setAttribute, 'src', 'good.json');
    await stage.shown('Good');
    late.release();
    await stage.settle();
    assert.equal((await stage.look()).title, 'Good');
    assert.deepEqual(types(await stage.events()), ['load']);
    assert.deepEqual(stage.lines('error'), []);
  });

  once('src changed during a fetch: the late error is dropped', async (stage) => {
    const late = stage.serve('late.json', 'no', { held: true, status: 500 });
    stage.serve('good.json', smallCard('Good'));
    await stage.open(element('src="late.json"'), { head: LIBRARY });
    await late.asked;
    await stage.evaluate(setAttribute, 'src', 'good.json');
    await stage.shown('Good');
    late.release();
    await stage.settle();
    assert.equal((await stage.look()).title, 'Good');
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  once('data set during a fetch: the late answer is dropped', async (stage) => {
    const late = stage.serve('late.json', smallCard('Late'), { held: true });
    await stage.open(element('src="late.json"'), { head: LIBRARY });
    await late.asked;
    await stage.evaluate((card) => {
      document.querySelector('comparison-card').data = card;
    }, smallCard('Set'));
    await stage.shown('Set');
    late.release();
    await stage.settle();
    assert.equal((await stage.look()).title, 'Set');
  });

  once('data changed while the engine starts: the first is never shown', async (stage) => {
    await stage.open('', { head: LIBRARY });
    await stage.evaluate(
      async (early, late) => {
        const card = document.body.appendChild(document.createElement('comparison-card'));
        card.data = early;
        for (let i = 0; i < 5; i++) await null; // loading has started
        card.data = late;
      },
      smallCard('Early'),
      smallCard('Late'),
    );
    await stage.shown('Late');
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  once('src taken away during a fetch: the late answer is dropped', async (stage) => {
    const late = stage.serve('late.json', smallCard('Late'), { held: true });
    await stage.open(element('src="late.json"'), { head: LIBRARY });
    await late.asked;
    await stage.evaluate(() => document.querySelector('comparison-card').removeAttribute('src'));
    late.release();
    await stage.settle();
    assert.ok(await stage.evaluate(hasFallback));
    assert.deepEqual(await stage.events(), []);
  });

  once('several changes in one go make one load', async (stage) => {
    const [one, two, three] = ['one', 'two', 'three'].map((name) => stage.serve(`${name}.json`, smallCard(name)));
    await stage.open(element(''), { head: LIBRARY });
    await stage.evaluate(() => {
      const card = document.querySelector('comparison-card');
      card.setAttribute('src', 'one.json');
      card.setAttribute('src', 'two.json');
      card.setAttribute('view', 'q=weight');
      card.data = {};
      card.data = null;
      card.setAttribute('src', 'three.json');
    });
    await stage.shown('three');
    await stage.settle();
    assert.deepEqual([one.hits, two.hits, three.hits], [0, 0, 1]);
    assert.deepEqual(types(await stage.events()), ['load']);
    assert.deepEqual((await stage.look()).rows, ['Weight']);
  });

  once('an element made by a script loads once', async (stage) => {
    const route = stage.serve('card.json', smallCard('Made'));
    await stage.open('', { head: LIBRARY });
    await stage.evaluate(() => {
      const card = document.createElement('comparison-card');
      card.setAttribute('src', 'card.json');
      document.body.append(card);
    });
    await stage.shown('Made');
    await stage.settle();
    assert.equal(route.hits, 1);
    assert.deepEqual(types(await stage.events()), ['load']);
  });

  once('an element that is not in the document asks for nothing', async (stage) => {
    const route = stage.serve('card.json', smallCard('Made'));
    await stage.open('', { head: LIBRARY });
    await stage.evaluate(() => {
      globalThis[Symbol.for('card')] = Object.assign(document.createElement('comparison-card'), { data: {} });
      globalThis[Symbol.for('card')].setAttribute('src', 'card.json');
    });
    await stage.settle();
    assert.equal(route.hits, 0);
    assert.deepEqual(stage.lines('error'), []);
  });

  once('after an error a good src shows', async (stage) => {
    stage.serve('good.json', smallCard('Good'));
    await stage.open(element('src="no.json"'), { head: LIBRARY });
    assert.equal((await stage.event('error')).code, 'http');
    assert.ok(await stage.evaluate(hasFallback));
    await stage.evaluate(setAttribute, 'src', 'good.json');
    await stage.shown('Good');
    assert.deepEqual(types(await stage.events()), ['error', 'load']);
  });

  once('after a good src an error takes the card away', async (stage) => {
    stage.serve('good.json', smallCard('Good'));
    await stage.open(element('src="good.json"'), { head: LIBRARY });
    await stage.shown('Good');
    await stage.evaluate(setAttribute, 'src', 'no.json');
    await stage.event('error');
    assert.ok(await stage.evaluate(hasFallback));
    assert.equal((await stage.look()).matchCount, 0);
  });

  once('src set to the same address again loads again', async (stage) => {
    const route = stage.serve('card.json', smallCard('Served'));
    await stage.open(element('src="card.json"'), { head: LIBRARY });
    await stage.event('load');
    await stage.evaluate(setAttribute, 'src', 'card.json');
    await stage.event('load', 2);
    assert.equal(route.hits, 2);
  });
});
