import assert from 'node:assert/strict';
import { once } from 'node:events';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, test } from 'node:test';
import { launchShell } from '../element/puppeteer.js';
import { folder, run, start as serve } from './run.js';
import { workbook } from './workbook.js';

const card = (/** @type {object} */ more = {}) => ({
  title: 'Tea and coffee',
  answer: 'They differ.',
  subjects: ['Tea', 'Coffee'],
  attributes: Array.from({ length: 60 }, (_, i) => ({ name: `Row ${i}`, values: [i, i * 2] })),
  ...more,
});

/** Starts the server and returns its address, without a slash at its end. @param {string[]} args @param {string} cwd */
const start = async (args, cwd) => (await serve(args, cwd)).origin;

/** Asks exactly for this path, as no browser would. @param {string} origin @param {string} path @param {object} [options] */
async function ask(origin, path, options = {}) {
  const asked = request(origin, { path, ...options }).end();
  const [response] = await once(asked, 'response');
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** The states that the server sends of a file, one after the other. @param {string} url */
async function* states(url) {
  const response = await fetch(url);
  let rest = '';
  for await (const chunk of /** @type {any} */ (response.body)) {
    rest += Buffer.from(chunk).toString();
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      yield JSON.parse(rest.slice('data: '.length, end));
      rest = rest.slice(end + 2);
    }
  }
}

describe('comparison-card serve', () => {
  test('sends what a file has become, however it was saved', { timeout: 20_000 }, async () => {
    const cwd = folder({ 'a.json': card() });
    const path = join(cwd, 'a.json');
    const origin = await start(['a.json'], cwd);
    const all = states(`${origin}/-/events?file=a.json`);
    const next = async () => (await all.next()).value;
    assert.equal(JSON.parse((await next()).json).title, 'Tea and coffee');

    writeFileSync(`${path}.tmp`, JSON.stringify(card({ title: 'New' })));
    renameSync(`${path}.tmp`, path);
    assert.equal(JSON.parse((await next()).json).title, 'New');

    writeFileSync(path, '{\n  "title": "New",\n  "answer" "They differ."\n}\n');
    const { json, problems } = await next();
    assert.equal(json, null);
    assert.deepEqual(problems, [
      {
        code: 'syntax',
        level: 'error',
        message: 'A comma or colon is missing before this, or the brackets do not match.',
        path: '',
        line: 3,
        column: 12,
        first: 1,
        lines: ['{', '  "title": "New",', '  "answer" "They differ."', '}', ''],
        mark: [11, 25],
      },
    ]);

    rmSync(path);
    assert.equal((await next()).problems[0].message, 'There is no such file.');
    writeFileSync(path, JSON.stringify(card()));
    assert.equal(JSON.parse((await next()).json).title, 'Tea and coffee');
    await all.return(undefined);
  });

  /** @type {[string, string | Buffer][]} */
  const tables = [
    ['a.csv', 'Name,A\nPrice,1\nPrice,2\n'],
    ['a.html', '<table><tr><th>Name<th>A\n<tr><th>Price<td>1\n<tr><th>Price<td>2</table>'],
    ['a.md', '| Name | A |\n| - | - |\n| Price | 1 |\n| Price | 2 |\n'],
    [
      'a.xlsx',
      workbook({
        S: [
          ['Name', 'A'],
          ['Price', 1],
          ['Price', 2],
        ],
      }),
    ],
  ];
  for (const [name, content] of tables) {
    test(`shows ${name}, and what is wrong with it`, async () => {
      const origin = await start([name, '--title', 'My title'], folder({ [name]: content }));
      for await (const { json, problems } of states(`${origin}/-/events?file=${name}`)) {
        assert.equal(JSON.parse(json).title, 'My title');
        assert.deepEqual(
          problems.map(({ code, line }) => [code, line]),
          [['duplicate-attribute', name === 'a.md' ? 4 : 3]],
        );
        break;
      }
    });
  }

  test('shows no more of a long line than fits, nor more problems than anybody reads', async () => {
    const odd = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`odd${i}`, '😀'.repeat(50)]));
    const attributes = Array.from({ length: 90 }, (_, i) => ({ name: `a${i}` }));
    const origin = await start(['.'], folder({ 'a.json': JSON.stringify(card({ ...odd, attributes })) }));
    for await (const { problems, more } of states(`${origin}/-/events?file=a.json`)) {
      assert.equal(problems.length, 100);
      assert.equal(more, 22);
      for (const { lines, mark } of problems) {
        assert.ok(lines.every((line) => line.length <= 162));
        assert.ok(lines[0].slice(...mark).length > 0);
      }
      break;
    }
  });

  test('leads to the file, or lists the folder', async () => {
    const cwd = folder({
      'b&c.json': card(),
      'sub/d.csv': '',
      '.hidden.json': '',
      'no.txt': '',
      'node_modules/x.json': '',
    });
    const one = await ask(await start(['b&c.json'], cwd), '/');
    assert.deepEqual([one.status, one.headers.location], [302, '/b%26c.json?preview']);
    const { body } = await ask(await start([], cwd), '/');
    assert.deepEqual(body.match(/<li>.*<\/li>/g), [
      '<li><a href="b%26c.json?preview">b&amp;c.json</a></li>',
      '<li><a href="sub/">sub/</a></li>',
    ]);
  });

  test('keeps to its folder', async () => {
    const cwd = folder({ 'secret.json': '{}', 'in/a.json': card(), 'in/.env': 'x' });
    const origin = await start([join(cwd, 'in')], cwd);
    const paths = ['/../secret.json', '/..%2fsecret.json', '/%2e%2e/secret.json', '/..%5csecret.json', '/.env', '/%'];
    paths.push('/-/../../package.json', '/-/..%2f..%2fpackage.json', '/-/dist/..%2f..%2fpackage.json', '/a.json%00');
    for (const path of [...paths, '/-/events?file=../secret.json', '/-/events?file=.env', '//etc/passwd']) {
      assert.equal((await ask(origin, path)).status, 404, path);
    }
    assert.equal((await ask(origin, '/a.json')).status, 200);
  });

  test('outlives files that cannot be read', async () => {
    const cwd = folder({ 'a.json': card() });
    symlinkSync('/proc/self/mem', join(cwd, 'b.json'));
    const origin = await start(['.'], cwd);
    await assert.rejects(ask(origin, '/b.json'));
    assert.equal((await ask(origin, '/a.json')).status, 200);
  });

  test('answers to this machine alone', async () => {
    const origin = await start(['.'], folder({ 'a.json': card() }));
    const { port } = new URL(origin);
    for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example', '']) {
      assert.equal((await ask(origin, '/a.json', { headers: { host }, setHost: false })).status, 403, host);
    }
    for (const host of ['localhost', `LOCALHOST:${port}`, `127.0.0.1:${port}`, '[::1]:80', 'card.localhost']) {
      assert.equal((await ask(origin, '/a.json', { headers: { host } })).status, 200, host);
    }
    assert.equal((await ask(origin, '/a.json', { method: 'POST' })).status, 405);
  });

  test('says that a port is taken', async () => {
    const cwd = folder({ 'a.json': card() });
    const { port } = new URL(await start(['.'], cwd));
    const { status, err } = await run(['serve', '--port', port], { cwd });
    assert.deepEqual([status, err.split(':')[1]], [1, ' This port is in use']);
  });

  test('says that there is no such file', async () => {
    const { status, err } = await run(['serve', 'none.json']);
    assert.equal(status, 2);
    assert.match(err, /^comparison-card: There is no file or folder .*none\.json\.\n/);
  });
});

describe('the preview in Chromium', () => {
  test('follows edits, keeps the view and the place, and shows what is wrong', { timeout: 60_000 }, async () => {
    const cwd = folder({ 'a.json': card() });
    const origin = await start(['.'], cwd);
    const browser = await launchShell();
    after(() => browser.close());
    const page = await browser.newPage();
    const troubles = [];
    page.on('console', (line) => troubles.push(line.text()));
    page.on('pageerror', (error) => troubles.push(String(error)));
    await page.goto(`${origin}/a.json?preview`);
    const title = (/** @type {string} */ wanted) =>
      page.waitForFunction(
        (wanted) =>
          document.querySelector('comparison-card')?.shadowRoot?.querySelector('[part~=title]')?.textContent === wanted,
        {},
        wanted,
      );
    await title('Tea and coffee');
    const top = await page.evaluate(async () => {
      const shown = /** @type {any} */ (document.querySelector('comparison-card'));
      shown.view = 'sort=-name';
      await shown.ready;
      scrollTo(0, 700);
      return shown.getBoundingClientRect().top;
    });

    writeFileSync(join(cwd, 'a.json'), JSON.stringify(card({ title: 'Edited', odd: 1 }), null, 2));
    await title('Edited');
    await page.waitForSelector('#warnings:not([hidden])');
    const kept = await page.evaluate(() => {
      const shown = /** @type {any} */ (document.querySelector('comparison-card'));
      return [
        shown.view,
        shown.getBoundingClientRect().top,
        document.querySelector('#warnings summary')?.textContent,
        document.title,
      ];
    });
    assert.deepEqual(kept, ['sort=-name', top, '1 warning', 'Edited']);

    writeFileSync(join(cwd, 'a.json'), '{\n  "title": <img src=x onerror=alert(1)>\n}');
    const error = await page.waitForSelector('.problem[data-level=error]');
    assert.match(String(await error?.evaluate((node) => node.textContent)), /Line 2, column 12.*<img src=x/s);
    assert.equal(await page.$eval('comparison-card', (node) => node.className), 'stale');
    assert.equal(await page.$eval('.guilty', (node) => node.getAttribute('data-line')), '2');

    writeFileSync(join(cwd, 'a.json'), JSON.stringify(card({ title: 'Mended' })));
    await title('Mended');
    await page.waitForFunction(() => document.querySelector('#state')?.textContent === 'No problems');
    assert.deepEqual(
      troubles.filter((line) => !/unknown|not known/.test(line)),
      [],
    );
  });
});
