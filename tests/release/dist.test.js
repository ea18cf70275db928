/** dist/, as served by a static host. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** The end of a hashed file name. */
const HASHED = /\.([0-9a-f]{8})(\.m?js|\.json)$/;

const read = (/** @type {string} */ name) => readFileSync(`dist/${name}`);
const hash = (/** @type {string} */ algorithm, /** @type {Buffer} */ bytes, /** @type {'hex' | 'base64'} */ encoding) =>
  createHash(algorithm).update(bytes).digest(encoding);

/** The scripts that third-party pages load. */
const scripts = readdirSync('dist').filter((name) => /^comparison-card.*\.m?js$/.test(name));
const words = readdirSync('dist/labels')
  .filter((name) => name.endsWith('.json'))
  .map((name) => `labels/${name}`);
const hashed = [...scripts, ...words].filter((name) => HASHED.test(name));
const plain = [...scripts, ...words].filter((name) => !HASHED.test(name));

/** Files for pages, without those for bundlers and Node.js. */
const served = ['', 'labels/'].flatMap((folder) =>
  readdirSync(`dist/${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^_|\.mts$/.test(entry.name))
    .map(({ name }) => folder + name),
);

test('./build.sh weigh prints the bytes of each module, and what the engine and the style take', () => {
  const env = { ...process.env, WEIGH: 'yes' };
  const printed = execFileSync(process.execPath, ['web/build/bundle.js', '.build/weighed'], { env, encoding: 'utf8' });
  const [, script] = printed.split('comparison-card.js ');
  assert.ok(Number(/engine as text.* ([\d.]+)kb/.exec(printed)?.[1]) > 70, printed);
  const size = (name) => Number(new RegExp(`${name} +([\\d.]+)kb`).exec(script)?.[1]);
  assert.ok(size('web/page/sheet.js') > 5 && size('web/element/reader.js') > 1, script);
});

describe('names', () => {
  for (const name of hashed) {
    test(`${name.replace(HASHED, '.HASH$2')} is called by its content`, () => {
      assert.equal(hash('sha256', read(name), 'hex').slice(0, 8), HASHED.exec(name)?.[1]);
    });
  }

  for (const name of plain) {
    test(`${name} lies there under its hashed file name, too`, () => {
      const same = hashed.filter((other) => other.replace(HASHED, '$2') === name);
      assert.equal(same.length, 1);
      assert.deepEqual(read(same[0]), read(name));
    });
  }

  for (const name of ['formats', 'fallback']) {
    test(`the script asks for ${name} by the only name it has`, () => {
      const found = scripts.filter((script) => script.includes(name));
      assert.equal(found.length, 1);
      for (const script of ['comparison-card.js', 'comparison-card.mjs'])
        assert.ok(read(script).includes(`"${found[0]}"`));
    });
  }
});

test('the script knows the hash of each language, and no other', () => {
  const files = words.filter((name) => HASHED.test(name));
  assert.equal(files.length, readdirSync('data/labels').length);
  for (const script of ['comparison-card.js', 'comparison-card.mjs']) {
    const known = [
      ...read(script)
        .toString()
        .matchAll(/\["([a-zA-Z-]+)","([\w+/]{43}=)"\]/g),
    ].map(([, ...pair]) => pair);
    const expected = files.map((name) => [name.slice(7).split('.')[0], hash('sha256', read(name), 'base64')]);
    assert.deepEqual(known.sort(), expected.sort());
  }
});

test('integrity.json tells what each script hashes to', () => {
  const expected = scripts.map((name) => [name, `sha384-${hash('sha384', read(name), 'base64')}`]);
  assert.deepEqual(JSON.parse(read('integrity.json').toString()), Object.fromEntries(expected));
});

describe('compressed copies', () => {
  for (const name of served.filter((name) => !/\.(br|gz)$/.test(name))) {
    test(`${name.replace(HASHED, '.HASH$2')} is there in brotli and in gzip`, () => {
      assert.deepEqual(brotliDecompressSync(read(`${name}.br`)), read(name));
      assert.deepEqual(gunzipSync(read(`${name}.gz`)), read(name));
    });
  }
});

/** The rules of _headers as Netlify and Cloudflare Pages read them: patterns and headers. */
const rules = read('_headers')
  .toString()
  .replace(/^#.*\n/gm, '')
  .split(/^(?=\/)/m)
  .map((block) => {
    const [path, ...lines] = block.trimEnd().split('\n');
    const pattern = new RegExp(`^${path.replace(/[.]/g, '\\.').replace('*', '.*')}$`);
    return { path, pattern, headers: lines.map((line) => line.trim().split(': ')) };
  });

/** Returns the headers of a file; hosts join values if several rules set one header. @param {string} name */
function headersOf(name) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const { headers } of rules.filter(({ pattern }) => pattern.test(`/${name}`))) {
    for (const [header, value] of headers) found[header] = found[header] ? `${found[header]}, ${value}` : value;
  }
  return found;
}

describe('_headers', () => {
  for (const name of [...scripts, ...words]) {
    test(`lets other sites have ${name.replace(HASHED, '.HASH$2')}, and caches keep it as long as is right`, () => {
      const { 'Content-Type': type, ...headers } = headersOf(name);
      assert.deepEqual(headers, {
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      });
      assert.equal(type, name.endsWith('.mjs') ? 'text/javascript; charset=utf-8' : undefined);
    });
  }

  test('names no file that is not there', () => {
    for (const { path } of rules) assert.ok(existsSync(`dist${path.replace('*', '')}`), path);
  });
});

/** Returns all files of a folder with their hashes, except the types that the compiler adds. @param {string} folder */
const contents = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .filter((path) => !/^dist\/types\/(?!card\.d\.ts$)/.test(path))
    .map((path) => [path.slice(folder.length), hash('sha256', readFileSync(path), 'hex')])
    .sort();

test('the same sources make the same bytes', () => {
  const { status, stderr } = spawnSync('node', ['web/build/bundle.js', '.build/again'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.deepEqual(contents('.build/again'), contents('dist'));
});
