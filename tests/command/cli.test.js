import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { render } from '../../dist/node/index.js';
import { folder, run, runOnTerminal, shell } from './run.js';

const COMMANDS = ['render', 'check', 'convert', 'embed', 'serve'];
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const CARD = readFileSync('data/metals.json', 'utf8');

/** Invalid command lines and their messages. @type {[string[], string][]} */
const WRONG = [
  [[], 'Name a command: render, check, convert, embed, serve.'],
  [['chekc'], 'There is no command chekc. Did you mean check?'],
  [['xyzzy'], 'There is no command xyzzy.'],
  [['check'], 'Name a file, or - for standard input.'],
  [['convert'], 'Name a file, or - for standard input.'],
  [['check', '--strickt', 'a.json'], 'check has no option --strickt. Did you mean --strict?'],
  [['check', '-x', 'a.json'], 'check has no option -x.'],
  [['convert', 'a.csv', '--to'], '--to needs a value: --to=KIND.'],
  [['check', '--json=yes', 'a.json'], '--json takes no value.'],
  [['convert', 'a.csv', '--to', 'jsn'], '--to is one of json, csv, md, html. Did you mean json?'],
  [['convert', 'a.json'], 'Name the output format of a card: --to csv, md, html.'],
  [['convert', 'a.csv', 'b.csv'], 'Several files need a folder: --output FOLDER/'],
  [
    ['convert', 'a.csv', 'x/a.tsv', '-o', 'out/'],
    'Two files would become out/a.json: rename one of them, or choose one kind with --from.',
  ],
  [['convert', 'a.html', '--table', '1.5'], '--table is a whole number up to 10000.'],
  [['render', '--url', 'x', 'a.json'], '--url needs --page.'],
  [['render', '--src', 'x', 'a.json'], '--src needs --shadow or --page.'],
  [['render', '--page', '--shadow', 'a.json'], '--page includes what --shadow writes: use only one of them.'],
  [
    ['render', '--page', '--url', 'https://x.example/', 'a', 'b'],
    'All 2 files would get the same --url: put {id} or {name} into it.',
  ],
  [
    ['render', '--shadow', '--src', 'a.json', 'a', 'b'],
    'All 2 files would get the same --src: put {id} or {name} into it.',
  ],
  [['render', '--page', '--url', '/{na-me}', 'a'], '--url takes {id} and {name}, not {na-me}. Did you mean {name}?'],
  [['render', '--page', '--url', '/{nmae}', 'a'], '--url takes {id} and {name}, not {nmae}. Did you mean {name}?'],
  [['render', '--page', '--image', '/{}.png', 'a'], '--image takes {id} and {name}, not {}. Did you mean {id}?'],
  [['embed'], 'Name a file, or - for standard input.'],
  [['embed', '.'], 'embed takes one file.'],
  [['embed', 'a.json', 'b.json'], 'embed takes one file.'],
  [['serve', '--port', '70000'], '--port is a whole number up to 65535.'],
  [['serve', '-'], 'serve takes one file, or a folder.'],
];

describe('wrong use', () => {
  for (const [args, message] of WRONG) {
    test(`comparison-card ${args.join(' ')}`, async () => {
      const { status, out, err } = await run(args);
      assert.deepEqual({ status, out }, { status: 2, out: '' });
      const [said, see] = err.split('\n');
      assert.equal(said, `comparison-card: ${message}`);
      assert.match(see, /^See: npx comparison-card( \w+)? --help$/);
    });
  }
});

describe('help', () => {
  for (const name of COMMANDS) {
    test(`tells about ${name}, with examples`, async () => {
      const ways = [[name, '--help'], ...(name === COMMANDS[0] ? [[name, '-h', 'x']] : []), ['help', name]];
      const all = await Promise.all(ways.map((args) => run(args)));
      assert.match(all[0].out, new RegExp(`^comparison-card ${name} \\[options\\]`));
      assert.match(all[0].out, new RegExp(`\nExamples\n  # [^\n]*\n  .*npx comparison-card ${name} `));
      for (const one of all) assert.deepEqual(one, { status: 0, out: all[0].out, err: '' });
      assert.ok(all[0].out.split('\n').every((line) => line.length <= 110));
    });
  }

  test('names every command', async () => {
    const { status, out } = await run(['--help']);
    assert.equal(status, 0);
    for (const name of COMMANDS) assert.match(out, new RegExp(`^  ${name} `, 'm'));
    assert.equal((await run(['-h'])).out, out);
  });

  test('tells the version', async () => {
    for (const flag of ['--version', '-v']) {
      assert.deepEqual(await run([flag]), { status: 0, out: `${version}\n`, err: '' });
    }
  });
});

describe('colours', () => {
  const cwd = () => folder({ 'a.json': '{"title": 5}' });
  const ESCAPE = '\x1b[31m';

  test('are for terminals', async () => {
    assert.ok((await runOnTerminal(['check', 'a.json'], { cwd: cwd() })).out.includes(ESCAPE));
    const { out, err } = await run(['check', 'a.json'], { cwd: cwd() });
    assert.ok(!`${out}${err}`.includes('\x1b'));
  });

  for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
    test(`are not for those who set ${Object.keys(env)}`, async () => {
      assert.ok(!(await runOnTerminal(['check', 'a.json'], { cwd: cwd(), env })).out.includes('\x1b'));
    });
  }
});

describe('in a shell', () => {
  test('a reader of the output may stop', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [`row ${i}`, 'x'.repeat(100)]);
    const cwd = folder({ 'a.json': { title: 'T', columns: ['', 'A'], rows } });
    const { status, out, err } = await shell('set -o pipefail; card convert a.json --to csv | head -n 1', { cwd });
    assert.deepEqual({ status, out, err }, { status: 0, out: '"T"\r\n', err: '' });
  });

  test('a full disk is told of in a sentence', async () => {
    const { status, err } = await shell('card convert a.json --to csv > /dev/full', {
      cwd: folder({ 'a.json': CARD }),
    });
    assert.equal(status, 1);
    assert.match(err, /^comparison-card: Standard output takes no more: ENOSPC[^\n]*\n$/);
  });

  test('commands follow one another', async () => {
    const line = 'card convert a.json --to csv | card convert - --title T | card convert - --from json --to csv';
    const { status, out } = await shell(line, { cwd: folder({ 'a.json': CARD }) });
    const direct = await run(['convert', '-', '--to', 'csv'], { input: CARD });
    assert.equal(status, 0);
    assert.equal(out.split('\r\n').length, direct.out.split('\r\n').length);
  });

  test('a file may have any name', async () => {
    const cwd = folder({ '--json': CARD, '-x.json': CARD });
    assert.equal((await run(['check', '--', '--json', '-x.json'], { cwd })).err, '2 files checked: no problems\n');
  });
});

describe('what is no file', () => {
  /** Inputs and their messages. @type {[string, RegExp][]} */
  const others = [
    ['pipe.csv', /^This is a pipe, not a file: send it to standard input, and name it -\./],
    ['socket.csv', /^This is a device or a socket, not a file/],
    ['/dev/zero', /^This is a device or a socket, not a file/],
    ['/dev/null', /^This is a device or a socket, not a file/],
    ['link.csv', /^This is a device or a socket, not a file/],
    ['folder.csv', /This folder has no file that this command reads\.|embed takes one file\./],
    ['loop.csv', /^This link leads back to itself\./],
  ];
  for (const [name, message] of others) {
    test(`is refused at once: ${name}`, { timeout: 60_000 }, async () => {
      const cwd = folder({ 'folder.csv/a.txt': '' });
      execFileSync('mkfifo', ['pipe.csv'], { cwd });
      symlinkSync('/dev/zero', `${cwd}/link.csv`);
      symlinkSync('loop.csv', `${cwd}/loop.csv`);
      const server = createServer().listen(`${cwd}/socket.csv`);
      after(() => server.close());
      for (const command of ['check', 'convert', 'render', 'embed']) {
        const from = command === 'convert' ? ['--to', 'json'] : [];
        const { status, out, err } = await run([command, name, ...from], { cwd });
        assert.equal(status, command === 'embed' && name === 'folder.csv' ? 2 : 1);
        assert.match(`${out}${err}`.replace(`${name}: error: `, ''), message);
      }
    });
  }

  test('but a file behind a link is read', async () => {
    const cwd = folder({ 'a/a.csv': 'N,A\nP,1\n' });
    symlinkSync('a/a.csv', `${cwd}/b.csv`);
    assert.equal((await run(['check', 'b.csv'], { cwd })).status, 0);
  });
});

/** Options of render with those of the Node API for the same output. @type {[string[], object][]} */
const RENDERED = [
  [[], {}],
  [['--view', 'q=silver', '--language', 'de'], { view: 'q=silver', language: 'de' }],
  [['--shadow', '--src', 'a.json', '--theme', 'plain'], { as: 'shadow', src: 'a.json', theme: 'plain' }],
  [
    ['--page', '--base', '/cc', '--url', 'https://x.example/', '--image', 'i.png'],
    { as: 'page', base: '/cc/', url: 'https://x.example/', image: 'i.png' },
  ],
];

describe('comparison-card render', () => {
  for (const [args, options] of RENDERED) {
    test(`writes what render() does: ${args.join(' ')}`, async () => {
      const expected = { status: 0, out: await render(CARD, options), err: '' };
      assert.deepEqual(await run(['render', '-', ...args], { input: CARD }), expected);
    });
  }

  test('says which files a page needs, once, unless a folder is named', async () => {
    const cwd = folder({ 'a.json': CARD, 'b.json': CARD });
    const said = async (/** @type {string[]} */ ...args) =>
      (await run(['render', 'a.json', 'b.json', '-o', 'site/', ...args], { cwd })).err;
    assert.equal(
      await said('--page'),
      `Upload the files of ${resolve('dist')}/ to the folder of the page, or name their folder with --base.\n`,
    );
    for (const args of [['--page', '--base', '/cc/'], ['--shadow'], []]) assert.equal(await said(...args), '');
  });

  test('makes a file of each card in a folder', async () => {
    const cwd = folder({ 'a.json': CARD, 'b.csv': 'N,A\nP,1\n' });
    assert.equal((await run(['render', 'a.json', 'b.csv', '-o', 'site/'], { cwd })).status, 0);
    assert.match(readFileSync(`${cwd}/site/b.html`, 'utf8'), /<article/);
  });

  test('gives each card of a folder its own addresses', async () => {
    const card = (/** @type {object} */ more) => ({ ...JSON.parse(CARD), ...more });
    const cwd = folder({ 'cards/a b.json': card({ id: 'one' }), 'cards/b.csv': 'N,A,B\nP,1,2\n' });
    const patterns = ['--url', 'https://x.example/{id}/', '--src', '/cards/{name}.json', '--image', '/{id}.png'];
    const { status, err } = await run(['render', '--page', 'cards', '-o', 'site/', '--base', '/cc/', ...patterns], {
      cwd,
    });
    assert.deepEqual([status, err], [0, '2 files in cards\n']);
    const addresses = { url: 'https://x.example/one/', src: '/cards/a%20b.json', image: '/one.png' };
    assert.equal(
      readFileSync(`${cwd}/site/a b.html`, 'utf8'),
      await render(card({ id: 'one' }), { as: 'page', base: '/cc/', ...addresses }),
    );
    const page = readFileSync(`${cwd}/site/b.html`, 'utf8');
    assert.match(page, /<link rel="canonical" href="https:\/\/x\.example\/a-vs-b\/">/);
    assert.match(page, /content="https:\/\/x\.example\/a-vs-b\.png"/);
    assert.match(page, /<comparison-card src="\/cards\/b\.json">/);
  });

  test('refuses a card that would get the address of another, and makes the others', async () => {
    const cwd = folder({ 'a.json': CARD, 'b.json': CARD });
    const args = ['render', '--page', 'a.json', 'b.json', '-o', 'site/', '--url', 'https://x.example/{id}'];
    const { status, err } = await run(args, { cwd });
    assert.equal(status, 1);
    assert.match(
      err,
      /^b\.json: error: This would get the same --url as a\.json, https:.*: give the cards ids of their own\. \(same-address\)$/m,
    );
    assert.ok(existsSync(`${cwd}/site/a.html`) && !existsSync(`${cwd}/site/b.html`));
  });

  test('tells the place in a table', async () => {
    const { status, err } = await run(['render', '-'], { input: 'N,A\nP,1,2\n' });
    assert.deepEqual([status, err.slice(0, 27)], [1, 'standard input:2:5: error: ']);
  });
});
