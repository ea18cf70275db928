/**
 * Pages with security policies: the card under each policy, and its behaviour if it cannot run. Described in
 * web/docs/hosting.md.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FALLBACK, inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN, smallCard, smallJson } from './cards.js';

const CARD = '<comparison-card src=""><p id="fallback">What the author wrote</p></comparison-card>';

const SCRIPT = "script-src 'self' 'wasm-unsafe-eval'";
const TYPES = "require-trusted-types-for 'script'; trusted-types comparison-card";

/** Headers under which a card works without reports. @type {[string, Record<string, string>][]} */
const ALLOWED = [
  ['none', {}],
  ['scripts and styles of the site only', { 'content-security-policy': `${SCRIPT}; style-src 'self'` }],
  ['nothing but the site', { 'content-security-policy': `default-src 'self'; ${SCRIPT}` }],
  [
    'nothing at all but script and data',
    { 'content-security-policy': `default-src 'none'; ${SCRIPT}; connect-src 'self'` },
  ],
  [
    'a nonce that trusts what it brings',
    { 'content-security-policy': "script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'none'" },
  ],
  ['a nonce alone', { 'content-security-policy': "script-src 'nonce-abc' 'wasm-unsafe-eval'" }],
  ['Trusted Types', { 'content-security-policy': TYPES }],
  ['all of it', { 'content-security-policy': `default-src 'self'; ${SCRIPT}; ${TYPES}` }],
  [
    'isolation from other origins',
    { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' },
  ],
];

/** Policies that forbid WebAssembly: the card uses JavaScript, and only its hint is reported. */
const WITHOUT = [
  ['scripts of the site', "script-src 'self'"],
  ['nothing but the site', "default-src 'self'"],
  ['a nonce', "script-src 'nonce-abc' 'strict-dynamic'; style-src 'none'"],
  ['Trusted Types too', `script-src 'self'; style-src 'self'; ${TYPES}`],
];

const isShown = () => Boolean(document.querySelector('comparison-card').shadowRoot?.querySelector('[part~=title]'));

const isFallbackShown = () => document.getElementById('fallback').checkVisibility();

/** Opens a page of two cards, with the script as on sites with nonces. */
async function openCards(stage, headers) {
  stage.serve('card.json', smallCard('Served'));
  await stage.open(
    `<comparison-card src="card.json"></comparison-card>
     <comparison-card id="inside"><script type="application/json">${smallJson('Inside')}</script></comparison-card>`,
    { head: '<script nonce="abc" src="/comparison-card.js"></script>', headers },
  );
}

/** Reads and filters these cards. */
async function useCards(stage) {
  await stage.shown('Served');
  await stage.shown('Inside', '#inside');
  await stage.filter('weight');
  await stage.event('viewchange', 6);
  assert.deepEqual((await stage.look()).rows, ['Weight']);
  await stage.click('clear');
  await stage.event('viewchange', 7);
  const display = await stage.evaluate(() => getComputedStyle(document.querySelector('comparison-card')).display);
  assert.equal(display, 'block', 'the style sheet is there');
}

/** Policies that others of these lists include. */
const INCLUDED = [
  'scripts and styles of the site only',
  'nothing but the site',
  'a nonce alone',
  'scripts of the site',
  'a nonce',
];

inEveryBrowser((check, once) => {
  for (const [name, headers] of ALLOWED) {
    (INCLUDED.includes(name) ? once : check)(
      `policy, ${name}: the card works and nothing is reported`,
      async (stage) => {
        await openCards(stage, headers);
        await useCards(stage);
        assert.deepEqual(await stage.violations(), []);
        assert.deepEqual(stage.lines('warn'), []);
        assert.ok(!stage.requests.some((url) => url.endsWith(FALLBACK)), 'the larger engine is not asked for');
      },
    );
  }

  for (const [name, policy] of WITHOUT) {
    (INCLUDED.includes(name) ? once : check)(
      `policy, no WebAssembly, ${name}: the card works, and the console says what to add`,
      async (stage) => {
        await openCards(stage, { 'content-security-policy': policy });
        await useCards(stage);
        const others = (await stage.violations()).filter((text) => text !== 'script-src wasm-eval');
        assert.deepEqual(others, [], 'but for WebAssembly, which had to be tried');
        assert.deepEqual(
          stage.lines('warn').map(({ text }) => /'wasm-unsafe-eval' in script-src/.test(text)),
          [true],
        );
        assert.equal(stage.requests.filter((url) => url.endsWith(FALLBACK)).length, 1);
      },
    );
  }

  check('policy, Trusted Types with the script loaded twice', async (stage) => {
    await stage.open(CARD, {
      head: `${LIBRARY}<script src="/comparison-card.js?2"></script>`,
      headers: { 'content-security-policy': TYPES },
    });
    await stage.shown(BUILTIN);
    assert.deepEqual(await stage.violations(), []);
  });

  check(
    'policy, Trusted Types that do not know the card: a sanitizer lets it work, otherwise the console says why',
    async (stage) => {
      await stage.open(CARD, {
        head: LIBRARY,
        headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types another" },
      });
      if (await stage.evaluate(() => 'setHTML' in Element.prototype)) {
        await stage.shown(BUILTIN); // not a way for scripts
        await stage.filter('goal');
        await stage.wait(() => document.querySelector('comparison-card').view === 'q=goal');
        assert.ok((await stage.look()).matchCount > 0);
      } else {
        await stage.event('error');
        assert.ok(await stage.evaluate(isFallbackShown));
        assert.match(stage.lines('error')[0].text, /trusted|createPolicy/i);
      }
    },
  );

  check(
    'a second wall: what a browser can keep from running does not run, whatever the engine writes',
    async (stage) => {
      await stage.before(() => {
        const { instantiate } = WebAssembly;
        WebAssembly.instantiate = async (bytes, imports) => {
          const { instance } = await instantiate(bytes, imports);
          if (!instance.exports.render) return { instance };
          const { memory, length } = instance.exports;
          const evil = new TextEncoder().encode(
            '<article id="cc-x"><h2 part="title">Evil</h2><img src=x onerror=globalThis.hit=1><a href="javascript:hit=1">x</a>',
          );
          let written = 0;
          const render = () => {
            written = evil.length;
            new Uint8Array(memory.buffer, 64).set(evil);
            return 64;
          };
          const measure = () => {
            const size = written || length();
            written = 0;
            return size;
          };
          return { instance: { exports: { ...instance.exports, render, length: measure } } };
        };
      });
      await stage.open(CARD, { head: LIBRARY });
      await stage.shown('Evil');
      await stage.settle();
      const isSafe = await stage.evaluate(() => {
        const { shadowRoot } = document.querySelector('comparison-card');
        return !shadowRoot.querySelector('[onerror],[href]') && !('hit' in globalThis);
      });
      assert.equal(isSafe, await stage.evaluate(() => 'setHTML' in Element.prototype));
    },
  );

  check('policy, a sandbox without an origin: the card works', async (stage) => {
    stage.serve('card.json', smallCard('Served'), { cors: true });
    const inside = `<script src="${stage.origin}/comparison-card.js"></script>
      <comparison-card src="card.json" view="q=weight"></comparison-card>
      <script>
        document.querySelector('comparison-card').ready.then(({ matchCount }) => parent.postMessage(matchCount, '*'),
          ({ message }) => parent.postMessage(message, '*'));
      </script>`;
    const { url } = stage.serve('inside.html', inside, { type: 'text/html' });
    await stage.before(() => {
      addEventListener('message', ({ data }) => {
        globalThis[Symbol.for('inside')] = data;
      });
    });
    await stage.open(`<iframe sandbox="allow-scripts" src="${url}"></iframe>`);
    assert.equal(await stage.wait(() => globalThis[Symbol.for('inside')]), 1);
  });

  check('policy, isolation: a script from elsewhere, as its server may send it', async (stage) => {
    await stage.open(CARD, {
      head: `<script crossorigin src="${stage.elsewhere}/comparison-card.js"></script>`,
      headers: { 'cross-origin-embedder-policy': 'require-corp' },
    });
    await stage.shown(BUILTIN);
    await stage.setView('sort=name');
    assert.deepEqual(await stage.violations(), []);
  });

  check('no WebAssembly: the engine may lie where the tag says', async (stage) => {
    await stage.before(() => {
      delete globalThis.WebAssembly;
    });
    const copy = stage.serve('elsewhere.js', readFileSync(`dist/${FALLBACK}`), { type: 'text/javascript' });
    await stage.open(CARD, { head: '<script src="/comparison-card.js" data-fallback="elsewhere.js"></script>' });
    await stage.shown(BUILTIN);
    assert.equal(copy.hits, 1);
    assert.ok(!stage.requests.some((url) => url.endsWith(FALLBACK)));
    assert.deepEqual(stage.lines('warn'), [], 'nobody forbids it: there is nothing to add');
  });

  for (const [what, body] of [
    ['missing', undefined],
    ['of another version', `${readFileSync(`dist/${FALLBACK}`)};`],
  ]) {
    check(`no WebAssembly, and the engine is ${what}: "no-engine", and what the author wrote stays`, async (stage) => {
      if (body) stage.serve('elsewhere.js', body, { type: 'text/javascript' });
      await stage.open(CARD, {
        head: '<script nonce="abc" src="/comparison-card.js" data-fallback="elsewhere.js"></script>',
        headers: { 'content-security-policy': `script-src 'nonce-abc'` },
      });
      assert.equal((await stage.event('error')).code, 'no-engine');
      assert.ok(await stage.evaluate(isFallbackShown));
      assert.equal(await stage.evaluate(isShown), false);
      assert.equal(stage.lines('error').length, 1);
      for (const words of ['Content-Security-Policy', 'script-src', "'wasm-unsafe-eval'", 'elsewhere.js']) {
        assert.ok(stage.lines('error')[0].text.includes(words), `the console names ${words}`);
      }
      stage.errors = stage.errors.filter((text) => !text.includes('elsewhere.js')); // Firefox reports it to the page itself
    });
  }

  check('a browser that has just no memory for the engine does without WebAssembly', async (stage) => {
    await stage.before(() => {
      WebAssembly.instantiate = async () => {
        throw new RangeError('out of memory');
      };
    });
    await stage.open(CARD, { head: LIBRARY });
    assert.equal((await stage.shown(BUILTIN)).matchCount, 5);
  });

  check(
    'integrity: a script of which a byte is changed does not run, and what the author wrote stays',
    async (stage) => {
      const integrity = JSON.parse(readFileSync('dist/integrity.json', 'utf8'))['comparison-card.js'];
      const script = readFileSync('dist/comparison-card.js', 'utf8');
      stage.serve('good.js', script, { type: 'text/javascript', cors: true });
      stage.serve('bad.js', script.replace('MIT', 'MIX'), { type: 'text/javascript', cors: true });
      const head = (/** @type {string} */ name) =>
        `<script crossorigin src="${name}" integrity="${integrity}"></script><script src="after.js"></script>`;
      stage.serve('after.js', 'globalThis[Symbol.for("after")] = 1', { type: 'text/javascript' });
      await stage.open(CARD, { head: head('bad.js') });
      await stage.wait(() => globalThis[Symbol.for('after')]);
      assert.equal(await stage.evaluate(() => Boolean(customElements.get('comparison-card'))), false);
      assert.ok(await stage.evaluate(isFallbackShown));
      await stage.open(CARD, { head: head('good.js') });
      await stage.shown(BUILTIN);
      stage.errors = stage.errors.filter((text) => !text.includes('bad.js'));
    },
  );
});
