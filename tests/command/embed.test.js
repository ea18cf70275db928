import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { embed } from '../../dist/node/index.js';
import { inEveryBrowser } from '../element/browser.js';
import { folder, run } from './run.js';

const HASH = `sha384-${createHash('sha384').update(readFileSync('dist/comparison-card.js')).digest('base64')}`;

const GERMAN = {
  title: 'A & "B"',
  lang: 'de',
  subjects: [
    { name: 'A', image: { src: 'https://images.example/a;b/c.png?x=1', alt: 'A' } },
    { name: 'B', image: { src: 'b.png', alt: 'B' } },
  ],
  attributes: [{ name: 'Preis', values: [1, '</table><script>'] }],
};

describe('embed', () => {
  /** URLs of a card, and the URL of its script. @type {[string, string][]} */
  const defaults = [
    ['card.json', 'comparison-card.js'],
    ['?card=1', 'comparison-card.js'],
    ['/cards/a&b".json', '/cards/comparison-card.js'],
    ['../tea.json?v=1/2', '../comparison-card.js'],
    ['//x.example/tea.json', '//x.example/comparison-card.js'],
    ['https://x.example/cards/tea.json', 'https://x.example/cards/comparison-card.js'],
    ['https://x.example?card=1', 'https://x.example/comparison-card.js'],
  ];
  for (const [src, expected] of defaults) {
    test(`takes the author's own script, beside ${src}`, async () => {
      const { script } = await embed(GERMAN_TEXT, { src });
      const address = src.replace('&', '&amp;').replace('"', '&quot;');
      assert.equal(script, `<script async src="${expected}" data-comparison-card="${address}"></script>`);
    });
  }

  test('pins the script of a folder that is named', async () => {
    const { script } = await embed(GERMAN_TEXT, { base: 'https://cdn.example/cc' });
    const hashed = `comparison-card\\.[0-9a-f]{8}\\.js" integrity="${HASH.replace(/[+]/g, '\\+')}" crossorigin="anonymous"`;
    assert.match(
      script,
      new RegExp(
        `^<script async src="https://cdn\\.example/cc/${hashed} data-comparison-card="card\\.json"></script>$`,
      ),
    );
  });

  /** @type {[string, object, import('../../web/node/embed.js').EmbedOptions, string][]} */
  const policies = [
    [
      'with the words and the images of a card',
      GERMAN,
      {},
      "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src https://images.example/a%3Bb/ 'self'",
    ],
    [
      'without either',
      { ...GERMAN, lang: 'en', subjects: ['A', 'B'] },
      { src: 'https://data.example/a.json?v=1' },
      "script-src https://data.example/ 'wasm-unsafe-eval'; connect-src https://data.example/a.json",
    ],
    [
      'with addresses that leave the scheme to the page',
      { ...GERMAN, subjects: [{ name: 'A', image: { src: '//i.example/a/b.png', alt: '' } }, 'B'] },
      { base: '//cdn.example/cc', src: '//data.example/a.json' },
      "script-src cdn.example/cc/ 'wasm-unsafe-eval'; connect-src data.example/a.json cdn.example/cc/; img-src i.example/a/",
    ],
    [
      'on one site',
      GERMAN,
      { base: '/assets/' },
      "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src https://images.example/a%3Bb/ 'self'",
    ],
  ];
  for (const [name, card, options, expected] of policies) {
    test(`writes a policy ${name}`, async () => {
      const { csp } = await embed(JSON.stringify(card), options);
      assert.equal(csp, `Content-Security-Policy: ${expected}`);
    });
  }

  /** URLs of images, and what a policy allows for them; empty for nothing. @type {[string, string][]} */
  const images = [
    ['https://a.example', 'https://a.example/'],
    ['https://a.example/b c/d&e/x.png', 'https://a.example/b%20c/d&e/'],
    ["https://a.example/';,(ü)/x.png", "https://a.example/'%3B%2C(%C3%BC)/"],
    ['https://me:secret@a.example:8443/x.png', 'https://a.example:8443/'],
    ['HTTPS://A.EXAMPLE:443/x.png', 'https://a.example/'],
    ['https://192.0.2.1/x.png', 'https://192.0.2.1/'],
    ['https://bücher.example/x.png', 'https://xn--bcher-kva.example/'],
    ['//none/x.png', 'none/'],
    ['/\\a.example/x.png', 'https://a.example/'],
    ['../x.png?https://*/', "'self'"],
    ["'none'", "'self'"],
    ['https://*/y.png', ''],
    ['//*/y.png', ''],
    ['https://*.example/y.png', ''],
    ['https://*:*/y.png', ''],
    ["https://'none'/y.png", ''],
    ["https://'unsafe-inline'/y.png", ''],
    ['https://a.example;script-src/y.png', ''],
    ['https://a.example,b/y.png', ''],
    ['https://[::1]/y.png', ''],
    ['https://', ''],
    ['data:image/png;base64,x', ''],
  ];
  for (const [src, expected] of images) {
    test(`allows ${expected || 'nothing'} for the image ${src}`, async () => {
      const card = { title: 'T', subjects: [{ name: 'A', image: { src, alt: 'A' } }, 'B'], attributes: [] };
      const { csp } = await embed(JSON.stringify(card));
      const written = `; img-src ${expected}`;
      assert.equal(csp.split(" 'wasm-unsafe-eval'; connect-src 'self'")[1], expected ? written : '');
    });
  }

  for (const options of [
    { src: 'https://*/card.json' },
    { src: 'data:application/json,{}' },
    { src: 'https://a.example;b/card.json' },
    { base: 'https://*.cdn.example/' },
    { base: 'file:///cc/' },
    { base: "//'self'" },
  ]) {
    test(`refuses what no policy can name: ${JSON.stringify(options)}`, async () => {
      const [address] = Object.values(options);
      await assert.rejects(embed(GERMAN_TEXT, options), (/** @type {any} */ { name, code, message }) => {
        assert.deepEqual([name, code], ['CardError', 'bad-address']);
        return message.includes(`“${address}`);
      });
    });
  }

  const OWN = 'comparison-card\\.frames\\.js"></script>$';
  const PINNED = 'comparison-card\\.frames\\.[0-9a-f]{8}\\.js" integrity="sha384-';
  /** @type {[string, import('../../web/node/embed.js').EmbedOptions, string, string][]} */
  const frames = [
    [
      'beside the JSON',
      { src: 'https://x.example/cards/tea.json' },
      'https://x.example/cards/embed.html?src=tea.json',
      `https://x.example/cards/${OWN}`,
    ],
    [
      'beside a JSON with a query',
      { src: '/cards/tea.json?v=1/2' },
      '/cards/embed.html?src=tea.json%3Fv%3D1%2F2',
      `/cards/${OWN}`,
    ],
    ['beside the page', { src: 'tea%20a.json' }, 'embed.html?src=tea%2520a.json', OWN],
    ['at a host without a path', { src: '//x.example?1' }, '//x.example/embed.html?src=%2F%2Fx.example%3F1', OWN],
    ['in the folder named', { src: '/tea.json', base: '/cc/' }, '/cc/embed.html?src=%2Ftea.json', `/cc/${PINNED}`],
    ['in the folder named, with the JSON', { src: '/cc/a.json', base: '/cc' }, '/cc/embed.html?src=a.json', PINNED],
    ['in a folder without its slash', { src: '/tea.json', base: '/cc' }, '/cc/embed.html?src=%2Ftea.json', PINNED],
  ];
  for (const [name, options, src, script] of frames) {
    test(`looks for the frame's page ${name}`, async () => {
      const { iframe } = await embed(GERMAN_TEXT, options);
      assert.ok(iframe.startsWith(`<iframe src="${src}" title="A &amp; &quot;B&quot;" `), iframe);
      assert.match(iframe, new RegExp(`\n<script async src="[^"]*${script}`));
    });
  }

  test('keeps links, lists and groups in its table', async () => {
    const attributes = [{ name: 'Use', group: 'G', values: [['*x*', 'y'], { text: 'z', href: 'z.html' }] }];
    const { table } = await embed(JSON.stringify({ title: 'T', subjects: ['A', 'B'], attributes }));
    for (const part of ['>G</th>', '<li><bdi><em>x</em></bdi></li>', '<a href="z.html">z</a>'])
      assert.ok(table.includes(part), part);
    assert.doesNotMatch(table, /part=|button/);
  });

  test('reports errors with their position in a table', async () => {
    await assert.rejects(embed('x,A,B\n1,2,3,4', { from: 'csv' }), { code: 'too-many', line: 2, column: 7 });
  });

  test('escapes the content of its tables', async () => {
    const { table, markdown } = await embed(GERMAN_TEXT);
    assert.match(table, /<td>&lt;\/table&gt;&lt;script&gt;<\/td>/);
    assert.match(markdown, /\\<\/table\\>\\<script\\>/);
  });
});

const GERMAN_TEXT = JSON.stringify(GERMAN);

describe('comparison-card embed', () => {
  test('prints everything under headings', async () => {
    const { out, status } = await run(['embed', 'a.json'], { cwd: folder({ 'a.json': GERMAN }) });
    const all = await embed(GERMAN_TEXT, { src: 'a.json' });
    assert.equal(status, 0);
    const parts = [all.script, all.csp, all.iframe, all.table, all.markdown].map((part) => `\n\n${part.trimEnd()}\n`);
    const starts = parts.map((part) => out.indexOf(part));
    assert.ok(starts.every((start, i) => start > (starts[i - 1] ?? 0)));
  });

  /** Options, and whether the page then loads a script that the author must upload. @type {[string[], boolean][]} */
  const uploads = [
    [[], true],
    [['--only', 'script'], true],
    [['--only', 'iframe'], true],
    [['--only', 'csp'], false],
    [['--only', 'markdown'], false],
    [['--only', 'script', '--base', '/x/'], false],
  ];
  for (const [options, isSaid] of uploads) {
    test(`says ${isSaid ? 'which files to upload' : 'nothing'}: ${options.join(' ')}`, async () => {
      const { err } = await run(['embed', 'a.json', ...options], { cwd: folder({ 'a.json': GERMAN }) });
      const said = `Upload the files of ${resolve('dist')}/ to the folder of the card's JSON, or name their folder with --base.\n`;
      assert.equal(err, isSaid ? said : '');
    });
  }

  for (const part of /** @type {const} */ (['script', 'csp', 'iframe', 'table', 'markdown'])) {
    test(`prints the ${part} alone`, async () => {
      const { out } = await run(['embed', 'a.json', '--only', part, '--base', '/x'], {
        cwd: folder({ 'a.json': GERMAN }),
      });
      const all = await embed(GERMAN_TEXT, { src: 'a.json', base: '/x/' });
      assert.equal(out, `${all[part].trimEnd()}\n`);
    });
  }

  test('says which images its policy leaves out', async () => {
    const card = { title: 'T', subjects: [{ name: 'A', image: { src: 'https://*/y.png', alt: 'A' } }], attributes: [] };
    const { out, err } = await run(['embed', 'a.json', '--only', 'csp'], { cwd: folder({ 'a.json': card }) });
    assert.doesNotMatch(out, /\*/);
    assert.match(err, /^a\.json: The policy leaves out the image “https:\/\/\*\/y\.png”: .*\n$/);
  });

  test('names the JSON that a table is to become', async () => {
    const cwd = folder({ 'a b.md': '| | A |\n| - | - |\n| P | 1 |\n' });
    const { out } = await run(['embed', 'a b.md', '--only', 'script'], { cwd });
    assert.match(out, / data-comparison-card="a%20b\.json"/);
  });
});

inEveryBrowser((check) => {
  check("the tag shows a card with the author's own script under the policy", async (stage) => {
    const card = { ...GERMAN, lang: 'en', subjects: ['A', 'B'] };
    const { script, csp } = await embed(JSON.stringify(card));
    stage.serve('card.json', card);
    stage.serve('comparison-card.js', readFileSync('dist/comparison-card.js'), { type: 'text/javascript' });
    const policy = csp.replace('Content-Security-Policy: ', "default-src 'none'; ");
    await stage.open(script, { headers: { 'content-security-policy': policy } });
    assert.equal((await stage.shown('A & "B"')).rows[0], 'Preis');
    assert.deepEqual(await stage.violations(), []);
  });

  check('the tag shows a card under the policy', async (stage) => {
    const { script, csp } = await embed(GERMAN_TEXT, { base: `${stage.origin}/`, src: 'card.json' });
    stage.serve('card.json', { ...GERMAN, subjects: ['A', 'B'] });
    const policy = csp.replace('Content-Security-Policy: ', "default-src 'none'; ");
    await stage.open(script, { headers: { 'content-security-policy': policy } });
    assert.equal((await stage.shown('A & "B"')).rows[0], 'Preis');
    assert.deepEqual(await stage.violations(), []);
  });
});
