import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
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

/** Starts the server and returns its URL without the final slash. @param {string[]} args @param {string} cwd */
const start = async (args, cwd) => (await serve(args, cwd)).origin;

/** Requests exactly this path, unlike a browser. @param {string} origin @param {string} path @param {object} [options] */
async function ask(origin, path, options = {}) {
  const asked = request(origin, { path, ...options }).end();
  const [response] = await once(asked, 'response');
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** Yields the states that the server sends for a file. @param {string} url */
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
  test('sends the new state of a file, however it was saved', { timeout: 20_000 }, async () => {
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
          [
            ['no-answer', 1],
            ['duplicate-attribute', name === 'a.md' ? 4 : 3],
          ],
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

  test('follows no link out of its folder, nor to what is hidden', async () => {
    const cwd = folder({
      'secret.json': '{"title": "secret"}',
      'out/b.json': '{}',
      'in/a.json': card(),
      'in/.env': 'x',
    });
    const links = { 'file.json': '../secret.json', folder: '../out', 'hidden.json': '.env', 'again.json': 'file.json' };
    Object.assign(links, { 'root.json': '/etc/passwd', 'loop.json': 'loop.json', 'none.json': 'none', up: '..' });
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(cwd, 'in', name));
    symlinkSync('a.json', join(cwd, 'in/good.json'));
    symlinkSync('in', join(cwd, 'link'));
    const origin = await start([join(cwd, 'link')], cwd);

    const paths = ['/file.json', '/again.json', '/root.json', '/loop.json', '/none.json', '/hidden.json', '/folder/'];
    paths.push('/f%69le.json', '/folder/b.json', '/folder%2Fb.json', '/folder/b', '/up/', '/up/secret.json', '/folder');
    for (const path of paths) {
      for (const options of [{}, { method: 'HEAD' }, { headers: { range: 'bytes=0-1' } }]) {
        assert.equal((await ask(origin, path, options)).status, 404, path);
      }
    }
    for (const name of ['file.json', 'again.json', 'root.json', 'folder/b.json', 'up/secret.json', 'hidden.json']) {
      const { value } = await states(`${origin}/-/events?file=${name}`).next();
      assert.deepEqual([value.json, value.problems[0].code, value.problems[0].lines], [null, 'no-file', []], name);
    }

    assert.deepEqual((await ask(origin, '/')).body.match(/(?<=">)[^<]*(?=<\/a>)/g), ['a.json', 'good.json']);
    assert.equal((await ask(origin, '/good.json')).status, 200);
  });

  test('shows no more of a file that becomes a link out of its folder', { timeout: 20_000 }, async () => {
    const cwd = folder({ 'secret.json': card({ title: 'secret' }), 'in/a.json': card() });
    const origin = await start(['in'], cwd);
    const all = states(`${origin}/-/events?file=a.json`);
    assert.match((await all.next()).value.json, /Tea and coffee/);
    symlinkSync('../secret.json', join(cwd, 'in/b.json'));
    renameSync(join(cwd, 'in/b.json'), join(cwd, 'in/a.json'));
    const { json, problems } = (await all.next()).value;
    assert.deepEqual([json, problems.length], [null, 1]);
    assert.match(problems[0].message, /^This link leads out of the folder that is served/);
    await all.return(undefined);
  });

  test('shows a file that is named by a link', async () => {
    const cwd = folder({ 'in/a.json': card(), 'b.json': '{}' });
    symlinkSync('in/a.json', join(cwd, 'link.json'));
    const origin = await start(['link.json'], cwd);
    assert.equal((await ask(origin, '/')).headers.location, '/a.json?preview');
    assert.equal((await ask(origin, '/a.json')).status, 200);
    assert.equal((await ask(origin, '/b.json')).status, 404);
  });

  test('waits for no pipe, and reads no device', { timeout: 20_000 }, async () => {
    const cwd = folder({ 'a.json': card() });
    execFileSync('mkfifo', [join(cwd, 'pipe.json')]);
    const origin = await start(['.'], cwd);
    for (const method of ['GET', 'HEAD']) assert.equal((await ask(origin, '/pipe.json', { method })).status, 404);
    const { value } = await states(`${origin}/-/events?file=pipe.json`).next();
    assert.match(value.problems[0].message, /^This is a pipe/);
    assert.doesNotMatch((await ask(origin, '/')).body, /pipe\.json/);
    assert.match(
      (await run(['serve', 'pipe.json'], { cwd })).err,
      /^comparison-card: This is neither a file nor a folder: /,
    );
    assert.match((await run(['serve', '/dev/zero'])).err, /^comparison-card: This is neither a file nor a folder: /);
  });

  test('finds pages without their endings', async () => {
    const origin = await start(['.'], folder({ 'a.html': 'A', 'b/index.html': 'B', c: 'C', 'c.html': '-' }));
    for (const [path, body] of [
      ['/a', 'A'],
      ['/b', 'B'],
      ['/c', 'C'],
    ]) {
      assert.equal((await ask(origin, path)).body, body);
    }
    assert.equal((await ask(origin, '/a')).headers['content-type'], 'text/html; charset=utf-8');
  });

  /** Ranges of the file 0123456789: header, status, content. @type {[string, number, string, string?][]} */
  const ranges = [
    ['bytes=2-5', 206, '2345', 'bytes 2-5/10'],
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=7-99', 206, '789', 'bytes 7-9/10'],
    ['bytes=-5', 206, '56789', 'bytes 5-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['Bytes= 2-2 ', 206, '2', 'bytes 2-2/10'],
    [`bytes=1-${'9'.repeat(400)}`, 206, '123456789', 'bytes 1-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=10-12', 416, '', 'bytes */10'],
    [`bytes=${'9'.repeat(400)}-`, 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-2', 200, '0123456789'],
    ['bytes=-', 200, '0123456789'],
    ['bytes=a-b', 200, '0123456789'],
    ['bytes=1.5-2', 200, '0123456789'],
    ['bytes=-5-', 200, '0123456789'],
    ['bytes=0-1,4-5', 200, '0123456789'],
    ['lines=0-1', 200, '0123456789'],
    ['', 200, '0123456789'],
  ];
  test('sends parts of files, and goes on after parts that there are not', async () => {
    const origin = await start(['.'], folder({ 'a.txt': '0123456789', 'empty.txt': '' }));
    for (const [range, status, body, part] of ranges) {
      const answer = await ask(origin, '/a.txt', { headers: { range } });
      assert.deepEqual([answer.status, answer.body, answer.headers['content-range']], [status, body, part], range);
      assert.equal(answer.headers['content-length'], `${body.length}`, range);
    }
    for (const range of ['bytes=-5', 'bytes=5-2', 'bytes=a']) {
      assert.equal((await ask(origin, '/empty.txt', { headers: { range } })).status, 200, range);
    }
    assert.equal((await ask(origin, '/empty.txt', { headers: { range: 'bytes=0-' } })).status, 416);
    const head = await ask(origin, '/a.txt', { method: 'HEAD', headers: { range: 'bytes=2-5' } });
    assert.deepEqual([head.status, head.headers['content-length'], head.body], [200, '10', '']);
    const old = await ask(origin, '/a.txt', { headers: { range: 'bytes=2-5', 'if-range': '"x"' } });
    assert.equal(old.status, 200);
  });

  test('survives invalid requests and clients that leave early', async () => {
    const cwd = folder({ 'a.json': card(), 'large.bin': Buffer.alloc(50_000_000) });
    const origin = await start(['.'], cwd);
    for (const path of [
      'http://[',
      'x',
      '//[',
      '/%00',
      '/%ff',
      '/?%',
      '/-/events?file=%00',
      `/${'a'.repeat(9000)}.json`,
    ]) {
      assert.ok((await ask(origin, path)).status < 500, path);
    }
    for (const path of ['/large.bin', '/-/events?file=a.json', '/']) {
      const asked = request(origin, { path }).end();
      asked.on('error', () => {});
      const [response] = await once(asked, 'response');
      response.destroy();
    }
    assert.equal((await ask(origin, '/-/events?file=a.json', { method: 'HEAD' })).status, 200);
    assert.equal((await ask(origin, '/a.json')).status, 200);
  });

  /** What clients send, and how the answer starts; empty if the connection just ends. @type {[string, string, RegExp][]} */
  const RAW = [
    ['nothing', '', /^$/],
    ['half a request', 'GET /a.json HT', /^$|^HTTP\/1\.1 400/],
    ['half a head', 'GET /a.json HTTP/1.1\r\nHost: localhost\r\nRange: by', /^$|^HTTP\/1\.1 40[08]/],
    ['no HTTP', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', /^HTTP\/1\.1 400/],
    [
      'a huge header',
      `GET /a.json HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(200_000)}\r\n\r\n`,
      /^$|^HTTP\/1\.1 431/,
    ],
    [
      'many headers',
      `GET /a.json HTTP/1.1\r\nHost: localhost\r\n${'A: b\r\n'.repeat(3000)}\r\n`,
      /^$|^HTTP\/1\.1 (?:200|431)/,
    ],
    ['a long path', `GET /${'a/'.repeat(6000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, /^HTTP\/1\.1 4/],
    [
      'an absolute address',
      'GET http://evil.example/a.json HTTP/1.1\r\nHost: localhost\r\n\r\n',
      /^HTTP\/1\.1 (?:200|4)/,
    ],
    ['no host', 'GET /a.json HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
    ['two hosts', 'GET /a.json HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n', /^HTTP\/1\.1 [24]/],
    ['a star', 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 405/],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n', /^$|^HTTP\/1\.1 4/],
    [
      'an upgrade',
      'GET /a.json HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /^HTTP\/1\.1 [24]/,
    ],
    ['an unknown method', 'BREW /a.json HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 40[05]/],
    ['an expectation', 'GET /a.json HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\r\n', /^HTTP\/1\.1 [124]/],
    ['a body', 'POST /a.json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc', /^HTTP\/1\.1 405/],
    [
      'broken chunks',
      'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      /^HTTP\/1\.1 40[05]/,
    ],
    ['NUL', 'GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 4/],
    ['bytes beyond ASCII', 'GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 4/],
    ['broken escapes', 'GET /%c0%ae%c0%ae/%zz?file=%&preview=%ff HTTP/1.1\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 4/],
    [
      'many ranges',
      `GET /a.json HTTP/1.1\r\nHost: localhost\r\nRange: bytes=${'0-,'.repeat(2000)}0-\r\n\r\n`,
      /^HTTP\/1\.1 200/,
    ],
    ['HTTP/0.9', 'GET /a.json\r\n\r\n', /^HTTP\/1\.1 4/],
    ['another version', 'GET /a.json HTTP/9.9\r\nHost: localhost\r\n\r\n', /^HTTP\/1\.1 (?:4|505)/],
  ];
  test('outlives whatever is sent', { timeout: 60_000 }, async () => {
    const origin = await start(['.'], folder({ 'a.json': card() }));
    const port = Number(new URL(origin).port);
    /** Sends bytes and returns the answers, or what there is after a second. @param {string} bytes @param {number} [count] */
    const send = (bytes, count = 1) =>
      new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1');
        let answer = '';
        socket.on('data', (data) => {
          answer += data.toString('latin1');
          if (answer.split('HTTP/1.1 ').length > count) socket.destroy();
        });
        socket.on('error', () => {});
        socket.setTimeout(1000, () => socket.destroy());
        socket.on('close', () => resolve(answer));
        socket.write(bytes, 'latin1');
      });
    for (const [what, bytes, expected] of RAW) {
      assert.match(await send(bytes), expected, what);
      assert.equal((await ask(origin, '/a.json')).status, 200, what);
    }
    const one = 'GET /a.json HTTP/1.1\r\nHost: localhost\r\n\r\n';
    assert.equal(
      (await send(one.repeat(50), 50)).match(/HTTP\/1\.1 200/g)?.length,
      50,
      'requests one behind the other',
    );
  });

  test('waits for no slow client', { timeout: 60_000 }, async () => {
    const origin = await start(['.'], folder({ 'a.json': card(), 'large.bin': Buffer.alloc(20_000_000) }));
    const port = Number(new URL(origin).port);
    const slow = Array.from({ length: 200 }, (_, i) => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(i % 2 ? 'GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n' : 'GET /a.json HT');
      socket.pause(); // reads nothing of the answer
      return socket;
    });
    for (let i = 0; i < 20; i++) assert.equal((await ask(origin, '/a.json')).status, 200);
    for (const socket of slow) socket.destroy();
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

  test('says that a host is none', async () => {
    const { status, err } = await run(['serve', '.', '--host', '\u001b[31m\r']);
    assert.deepEqual([status, err.split(':')[1]], [1, ' This machine has no such address']);
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
