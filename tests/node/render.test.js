import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { CardError, render } from '../../dist/node/index.js';

const card = {
  title: 'Tea & "coffee"',
  lang: 'pt-BR',
  answer: '**Tea** is\n\nmild.',
  subjects: [{ name: 'Tea', definition: 'A *drink*.', image: { src: 'tea.png', alt: 'A cup' } }, 'Coffee'],
  attributes: [{ name: 'Goal', values: ['</script>', 'x'] }],
};

/** Returns the content of a meta element. @param {string} html @param {string} name */
const meta = (html, name) => new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)">`).exec(html)?.[1];

/** Returns the content of a script element by its type. @param {string} html @param {string} type */
const script = (html, type) => html.split(`<script type="application/${type}">`)[1]?.split('</script>')[0];

describe('render', () => {
  test('writes an article by default', async () => {
    const html = await render(card);
    assert.match(
      html,
      /^<article id="cc-tea----coffee-" lang="pt-BR" dir="ltr">\n<h2>Tea &amp; &quot;coffee&quot;<\/h2>/,
    );
    assert.doesNotMatch(html, /button|part=/);
  });

  test('takes JSON text and its bytes', async () => {
    const text = JSON.stringify(card);
    assert.equal(await render(text), await render(card));
    assert.equal(await render(Buffer.from(`\ufeff${text}`), { as: 'shadow' }), await render(text, { as: 'shadow' }));
  });

  test('takes nothing for no card, and no form but its own', async () => {
    await assert.rejects(render(undefined), { code: 'wrong-type' });
    await assert.rejects(render(card, { as: /** @type {any} */ ('pages') }), /as: 'pages' is none of article, shadow/);
  });

  test('shows a view', async () => {
    assert.match(await render(card, { view: 'show=Coffee' }), /<th scope="col">Coffee/);
    assert.doesNotMatch(await render(card, { view: 'show=Coffee' }), /<th scope="col">Tea/);
  });

  test('speaks the language of the place', async () => {
    const { lang, ...plain } = card;
    assert.match(await render({ ...plain, summary: 'S' }, { language: 'de' }), /Zusammenfassung/);
    assert.match(await render({ ...plain, summary: 'S' }, { language: 'zh-HK' }), /總結/);
    assert.match(await render({ ...plain, summary: 'S' }, { language: 'zh-Hans-HK' }), /总结/);
    assert.match(await render({ ...plain, summary: 'S' }, { language: 'he' }), /<bdi lang="en" dir="ltr">Summary</);
    assert.doesNotMatch(await render({ ...plain, summary: 'S' }, { language: 'en-GB' }), /lang="en"/);
    assert.match(await render(plain, { as: 'page', language: 'de-AT' }), /<html lang="de-AT">/);
  });

  test('writes shadow DOM, the article and the JSON', async () => {
    const html = await render(card, { as: 'shadow', view: 'q=x', theme: 'plain' });
    assert.match(html, /^<comparison-card view="q=x" theme="plain"><template shadowrootmode="open"><style>/);
    assert.match(html, /<input [^>]*value="x"/);
    assert.match(html, /<\/template><script type="application\/json">[^<]*(?:\\u003c[^<]*)*<\/script><article /);
    assert.deepEqual(JSON.parse(script(html, 'json')), card);
  });

  test('leaves the JSON out where it has an address', async () => {
    const html = await render(card, { as: 'shadow', src: 'tea.json?a=1&b="2"' });
    assert.match(html, /^<comparison-card src="tea.json\?a=1&amp;b=&quot;2&quot;">/);
    assert.equal(script(html, 'json'), undefined);
    assert.ok(script(await render(card, { as: 'shadow', src: '' }), 'json'));
  });

  test('writes a page for search engines and for sharing', async () => {
    const html = await render(card, { as: 'page', url: 'https://a.example/tea' });
    assert.match(html, /^<!doctype html>\n<html lang="pt-BR">/);
    assert.match(html, /<title>Tea &amp; &quot;coffee&quot;<\/title>/);
    assert.match(html, /<link rel="canonical" href="https:\/\/a.example\/tea">/);
    const expected = {
      description: 'Tea is mild.',
      'og:type': 'article',
      'og:title': 'Tea &amp; &quot;coffee&quot;',
      'og:description': 'Tea is mild.',
      'og:url': 'https://a.example/tea',
      'og:image': 'https://a.example/tea.png',
      'og:locale': 'pt_BR',
      'twitter:card': 'summary_large_image',
    };
    for (const [name, content] of Object.entries(expected)) assert.equal(meta(html, name), content, name);
    const data = JSON.parse(script(html, 'ld\\+json') ?? script(html, 'ld+json'));
    assert.equal(data['@type'], 'Article');
    assert.equal(data.mainEntityOfPage, 'https://a.example/tea');
    assert.deepEqual(data.about, [
      { '@type': 'DefinedTerm', name: 'Tea', description: 'A drink.', image: 'tea.png' },
      { '@type': 'DefinedTerm', name: 'Coffee' },
    ]);
  });

  test('omits unknown data from a page', async () => {
    const html = await render({ title: 'T', subjects: ['A'], attributes: [] }, { as: 'page' });
    assert.match(html, /^<!doctype html>\n<html>\n/);
    for (const name of ['description', 'og:description', 'og:url', 'og:image', 'og:locale'])
      assert.equal(meta(html, name), undefined);
    assert.equal(meta(html, 'twitter:card'), 'summary');
    assert.doesNotMatch(html, /canonical/);
  });

  test('names pictures and languages as sites take them that show a link', async () => {
    const of = async (/** @type {string} */ name, /** @type {object} */ options, lang = '') =>
      meta(await render({ ...card, lang: lang || undefined }, { as: 'page', ...options }), name);
    assert.equal(await of('og:image', {}), undefined);
    assert.equal(await of('twitter:card', {}), 'summary');
    assert.equal(await of('og:image', { image: 'https://b.example/x.png' }), 'https://b.example/x.png');
    assert.equal(await of('og:image', { image: '/x.png', url: 'https://a.example/b/c' }), 'https://a.example/x.png');
    const locales = { en: undefined, 'de-AT': 'de_AT', 'zh-Hans-CN': 'zh_CN', 'es-419': undefined };
    for (const [tag, locale] of Object.entries(locales)) assert.equal(await of('og:locale', {}, tag), locale, tag);
  });

  test("loads the author's own script, whichever release it is", async () => {
    const tag = '\n<script async src="comparison-card.js"></script>\n';
    assert.ok((await render(card, { as: 'page' })).includes(tag));
    assert.ok((await render(card, { as: 'page', base: '' })).includes(tag));
  });

  test('pins the script of a folder that is named', async () => {
    const hashes = JSON.parse(readFileSync('dist/integrity.json', 'utf8'));
    const html = await render(card, { as: 'page', base: '/files' });
    const [, url, rest] = /<script async src="(.*?)"(.*?)>/.exec(html) ?? [];
    assert.match(url, /^\/files\/comparison-card\.[0-9a-f]{8}\.js$/);
    assert.equal(rest, ` integrity="${hashes['comparison-card.js']}" crossorigin="anonymous"`);
  });

  test("names no address but the publisher's", async () => {
    const html = await render(card, { as: 'page', url: 'https://a.example/tea' });
    const addresses = [...html.matchAll(/https?:\/\/[^"'\s<>]*/g)].map(([address]) => address);
    const others = addresses.filter((address) => !address.startsWith('https://a.example/'));
    assert.deepEqual(
      others.filter((address) => !/^https?:\/\/(schema\.org|www\.w3\.org\/\d+\/svg)$/.test(address)),
      [],
    );
  });

  test('tells what is wrong', async () => {
    await assert.rejects(render({ title: 'T' }), (error) => error instanceof CardError && error.code === 'missing');
    await assert.rejects(render('{'), { code: 'syntax', line: 1 });
  });
});
