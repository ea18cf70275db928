import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { head, jsonLd, plainText, render } from '../../dist/node/index.js';

const card = {
  title: 'Tea & "coffee"',
  lang: 'pt-BR',
  answer: '**Tea** is\n\n[mild](https://a.example).',
  subjects: [{ name: 'Tea', definition: '</script>', image: { src: 'tea.png', alt: 'A cup' } }, 'Coffee'],
  attributes: [{ name: 'Goal', values: ['x', 'y'] }],
};

describe('head', () => {
  for (const [what, options] of /** @type {[string, object][]} */ ([
    ['by default', {}],
    ['with a URL and a picture', { url: 'https://a.example/tea', image: '/x.png' }],
    ['in the language of the page', { language: 'de-AT' }],
  ])) {
    test(`is what a page holds ${what}`, async () => {
      const tags = await head(card, options);
      assert.match(tags, /^<title>Tea &amp; &quot;coffee&quot;<\/title>\n<meta /);
      const page = await render(card, { as: 'page', ...options });
      assert.ok(page.split('</head>')[0].includes(`\n${tags}`), tags);
    });
  }

  test('takes JSON text and its bytes', async () => {
    const text = JSON.stringify(card);
    assert.equal(await head(text), await head(card));
    assert.equal(await head(Buffer.from(text)), await head(card));
  });

  test('writes the JSON-LD that it gets, or none', async () => {
    const data = { ...(await jsonLd(card)), author: '</script><b>' };
    const tags = await head(card, { jsonLd: data });
    const [, script] = /<script type="application\/ld\+json">(.*)<\/script>\n$/.exec(tags) ?? [];
    assert.doesNotMatch(script, /</);
    assert.deepEqual(JSON.parse(script), data);
    assert.doesNotMatch(await head(card, { jsonLd: false }), /<script/);
  });

  test('tells what is wrong', () => assert.rejects(head({ title: 'T' }), { name: 'CardError', code: 'missing' }));
});

describe('jsonLd', () => {
  test('is an article about each subject', async () => {
    assert.deepEqual(await jsonLd(card, { url: 'https://a.example/tea' }), {
      '@context': 'https://schema.org',
      '@type': 'Article',
      headline: 'Tea & "coffee"',
      description: 'Tea is\n\nmild.',
      inLanguage: 'pt-BR',
      about: [
        { '@type': 'DefinedTerm', name: 'Tea', description: '</script>', image: 'tea.png' },
        { '@type': 'DefinedTerm', name: 'Coffee' },
      ],
      url: 'https://a.example/tea',
      mainEntityOfPage: 'https://a.example/tea',
    });
  });

  test('has no URL that it was not given', async () => assert.equal((await jsonLd(card)).url, undefined));
});

describe('plainText', () => {
  for (const [markup, text] of [
    ['**Tea** is [milder](https://a.example "x").', 'Tea is milder.'],
    ['`2 * 3 * 4` and *five*', '2 * 3 * 4 and five'],
    ['5 * 3 < "x" & \\*y\\*', '5 * 3 < "x" & *y*'],
    ['', ''],
    ['ё 😀\n', 'ё 😀\n'],
  ]) {
    test(`of ${JSON.stringify(markup)}`, async () => assert.equal(await plainText(markup), text));
  }

  test('refuses what is no text', async () => {
    await assert.rejects(plainText('\ud800'), { name: 'CardError', code: 'bad-escape' });
    await assert.rejects(plainText('\0'), { name: 'CardError', code: 'bad-escape' });
    await assert.rejects(plainText(/** @type {any} */ (5)), { name: 'CardError' });
  });
});

describe('the types', () => {
  const folder = 'dist/types/node';
  const exported = [
    ...readFileSync(`${folder}/index.d.ts`, 'utf8').matchAll(/^export \{ (.*) \} from '\.\/(.*)\.js';$/gm),
  ];
  const functions = exported.flatMap(([, names, file]) => names.split(', ').map((name) => [name, file]));

  test('are of all functions', () =>
    assert.deepEqual(
      functions.map(([name]) => name),
      [...['openCard', 'check', 'convert', 'embed', 'head', 'jsonLd', 'plainText', 'render']],
    ));

  for (const [name, file] of functions) {
    test(`describe ${name}: what it does, takes, returns and throws, with an example`, () => {
      const text = readFileSync(`${folder}/${file}.d.ts`, 'utf8');
      const before = text.split(new RegExp(`^export (?:declare )?(?:function|const) ${name}\\b`, 'm'))[0];
      const comment = before.slice(before.lastIndexOf('/**')).replace(/^ *\* ?/gm, '');
      assert.match(comment, /^[A-Z][^@]+[.:]$/m);
      assert.match(comment, /^ {4}.*\b\w+\(/m);
      assert.match(comment, /^@param \{.+\} \[?\w+\]?/m);
      assert.match(comment, /^@returns \{Promise</m);
      assert.match(comment, /^@throws \{.+\} \w/m);
    });
  }
});
