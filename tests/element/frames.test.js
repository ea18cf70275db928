/** Cards in frames: embed.html, and comparison-card.frames.js in the surrounding page. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { originOf } from '../../web/frame/origins.js';
import { inChromium, inEveryBrowser } from './browser.js';
import { BUILTIN, fiveRows, smallCard } from './cards.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const SCRIPT = '<script src="/comparison-card.frames.js"></script>';

/** A card with a relative link and a row link. */
const linked = { ...fiveRows, id: 'teams', seeAlso: [{ title: 'Beside it', href: 'beside.html' }] };

/** @param {string} src @param {string} [attributes] of the frame @param {string} [origin] */
const frameFor = (src, attributes = '', origin = '') =>
  `<iframe src="${origin}/embed.html?src=${encodeURIComponent(src)}" width="100%" height="600" ${attributes}></iframe>`;

/** Returns the frame of a page that a test serves. @param {string} name @param {string} [attributes] */
const pageFrame = (name, attributes = '') => `<iframe src="${name}" width="100%" height="600" ${attributes}></iframe>`;

/** Makes a function of a frame, and of its content if it is of the same origin, callable in the page by the frame's number. */
const ofFrame = (read) =>
  new Function('at', 'args', `const frame = document.querySelectorAll('iframe')[at]; return (${read})(frame, ...args)`);

/** Runs such a function. */
const inFrame = (stage, read, at = 0, ...args) => stage.evaluate(ofFrame(read), at, args);

/** Waits until such a function returns a true value. */
const frameIs = (stage, read, at = 0, ...args) => stage.wait(ofFrame(read), at, args);

const heightOf = (frame) => frame.clientHeight;
const isOtherThan = (frame, height) => frame.clientHeight !== height && frame.clientHeight;
const fits = ({ clientHeight, contentDocument }) => {
  const root = contentDocument.documentElement;
  return root?.matches('.shown.sized') && clientHeight === Math.ceil(root.getBoundingClientRect().height);
};
const titleIn = ({ contentDocument }) =>
  contentDocument.querySelector('comparison-card')?.shadowRoot?.querySelector('[part~=title]')?.textContent;
const isShown = ({ contentDocument }) => contentDocument.documentElement?.classList.contains('shown');
const schemeIn = ({ contentDocument }) => contentDocument.documentElement.style.colorScheme;
const hasScheme = ({ contentDocument }, scheme) => contentDocument.documentElement.style.colorScheme === scheme;

/** Returns the card's title, or the reason why there is none. */
const outcomeIn = ({ contentDocument }) => {
  if (!contentDocument.documentElement?.matches('.shown')) return '';
  const failure = contentDocument.querySelector('#failure');
  const title = contentDocument.querySelector('comparison-card').shadowRoot?.querySelector('[part~=title]');
  return title?.textContent ?? failure.querySelector('#reason').textContent;
};

/** Opens a page with a frame and waits until the frame is as high as its card. */
async function openFrame(stage, src, { attributes = '', head = '' } = {}) {
  await stage.open(`<p>Before</p>${frameFor(src, attributes)}<p>After</p>${SCRIPT}`, { head });
  await frameIs(stage, fits);
}

/** A long table of many subjects, which scrolls outside frames. */
const long = {
  title: 'Long',
  subjects: ['A', 'B', 'C'],
  attributes: Array.from({ length: 60 }, (_, i) => ({ name: `Row ${i}`, values: ['a', 'b', 'c'] })),
};

/** Serves embed.html next to the page, with a list of allowed sources. */
function serveEmbed(stage, sources, change = (html) => html) {
  const html = readFileSync('dist/embed.html', 'utf8')
    .replace('name="comparison-card-sources" content=""', `name="comparison-card-sources" content="${sources}"`)
    .replace(/(src|href)="(embed|comparison)/g, '$1="/$2');
  stage.serve('embed.html', change(html), { type: 'text/html; charset=utf-8' });
}

/** Serves a page that sends messages to the surrounding page. */
const serveSpeaker = (stage, name, news, answer = {}) =>
  stage.serve(name, `<script>for (const one of ${news}) parent.postMessage(one, '*')</script>`, {
    type: 'text/html',
    ...answer,
  });

/** Heights that a frame may send, as code, and the resulting height; 600 before. */
const heights = [
  ['777', 777],
  ['777.5', 777.5],
  ['1e9', 100_000],
  ['"777"', 600],
  ['"777px"', 600],
  ['NaN', 600],
  ['Infinity', 600],
  ['-777', 600],
  ['0', 600],
  ['null', 600],
  ['[777]', 600],
  ['{ valueOf: 777 }', 600],
  ['undefined', 600],
];

/** Styles of a page, and the resulting scheme of a card. */
const pages = [
  ['', 'light'],
  ['html { color-scheme: dark }', 'dark'],
  ['body { background: #111; color: #eee }', 'dark'],
  ['html { background: black } body { color: rgb(255 255 255 / 0.8) }', 'dark'],
  ['body { background: oklch(0.2 0.02 260); color: oklch(0.9 0.02 260) }', 'dark'],
  ['body { background: white; color: #aaa }', 'light'],
  ['body { background: #fdf6e3; color: color(display-p3 0.3 0.3 0.4) }', 'light'],
  ['body { background: #111; color: #eee } main { background: #fff; color: #333 }', 'light'],
  ['main { background: #222; color: #ddd }', 'dark'],
];

/** Changes of a page's colours, and the scheme afterwards; light before. */
const changes = [
  [
    'a class of the root',
    () => document.documentElement.classList.add('night'),
    '.night { background: #111; color: #eee }',
  ],
  [
    'an attribute of the body',
    () => Object.assign(document.body.dataset, { theme: 'night' }),
    '[data-theme] { background: #111; color: #eee }',
  ],
  [
    'a class around the frame',
    () => document.querySelector('main').classList.add('night'),
    '.night { background: #111; color: #eee }',
  ],
  ['the scheme of the root', () => Object.assign(document.documentElement.style, { colorScheme: 'dark' }), ''],
  [
    'a class, softly',
    () => document.body.classList.add('night'),
    'body { background: #fff; color: #111; transition: color 0.1s, background-color 0.1s } .night { background: #111; color: #eee }',
  ],
];

/**
 * URLs for a frame to load, and its result: "Served" if it loads. {own} and {other} are origins, {host} and {port}
 * those of the own one, {path} is the card's path.
 */
const REFUSED = /^This page may not load cards from /;
const NOT_WEB = /^Its address is not one of the web/;
const NAMED = /has a user name or a password/;
const sources = [
  ['{path}', /^Served$/],
  ['{own}{path}', /^Served$/],
  ['HTTP://{host}{path}', /^Served$/],
  ['.{path}?x=1#y', /^Served$/],
  ['//{host}{path}', /^Served$/],
  ['/nowhere/..{path}', /^Served$/],
  ['http://127.1:{port}{path}', /^Served$/],
  ['', new RegExp(BUILTIN)],
  ['/nothing.json', /^The server answered 404/],
  ['/embed.html', /./],
  ['{other}{path}', REFUSED],
  ['//{otherHost}{path}', REFUSED],
  ['http://127.0.0.1.evil.invalid:{port}{path}', REFUSED],
  ['{own}.evil.invalid{path}', NOT_WEB],
  ['{own}@evil.invalid{path}', NAMED],
  ['http://user:pass@{host}{path}', NAMED],
  ['http://user@{host}{path}', NAMED],
  ['https://{host}{path}', REFUSED],
  ['http://localhost:{port}{path}', REFUSED],
  ['http://127.0.0.1:1{path}', REFUSED],
  ['http://evil.invalid/{own}{path}', REFUSED],
  ['https:evil.invalid/card.json', REFUSED],
  ['\\\\evil.invalid\\card.json', REFUSED],
  ['/\\evil.invalid/card.json', REFUSED],
  ['\\{path}', REFUSED],
  ['/\t/evil.invalid/card.json', REFUSED],
  [' //evil.invalid/card.json', REFUSED],
  ['http://[::1]:{port}{path}', REFUSED],
  ['http://\u0435vil.invalid/card.json', REFUSED],
  ['http://', NOT_WEB],
  ['http://*', /^(This page may not|Its address)/], // Firefox does not accept it as a host
  ['data:application/json,{}', NOT_WEB],
  ['DATA:application/json,{}', NOT_WEB],
  ['blob:{own}/0b0e2a3c', NOT_WEB],
  ['javascript:parent.pwned=1', NOT_WEB],
  [' java\nscript:parent.pwned=1', NOT_WEB],
  ['file:///etc/passwd', NOT_WEB],
  ['ftp://{host}{path}', NOT_WEB],
  ['ws://{host}{path}', NOT_WEB],
  ['about:blank', NOT_WEB],
  ['view-source:{own}{path}', NOT_WEB],
  ['filesystem:{own}/temporary/card.json', NOT_WEB],
];

/** Entries of a publisher's list of sources, and their origins. @type {[string, string | undefined][]} */
const origins = [
  ['https://data.example', 'https://data.example'],
  ['https://data.example/', 'https://data.example'],
  ['HTTPS://Data.Example', 'https://data.example'],
  ['https://data.example:443', 'https://data.example'],
  ['https://data.example:8443', 'https://data.example:8443'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['https://d\u00e4ten.example', 'https://xn--dten-loa.example'],
  ['https://data.example/cards/', undefined],
  ['https://data.example?', undefined],
  ['https://data.example#', undefined],
  ['https://user@data.example', undefined],
  ['https://user:pass@data.example', undefined],
  ['data.example', undefined],
  ['//data.example', undefined],
  ['*', undefined],
  ['https://*', undefined],
  ['https://*.example', undefined],
  ["'self'", undefined],
  ["https://data.example;script-src'unsafe-inline'", undefined],
  ['https:', undefined],
  ['data:', undefined],
  ['blob:https://data.example/', undefined],
  ['file:///', undefined],
  ['null', undefined],
  ['', undefined],
];

for (const [text, origin] of origins) {
  test(`a list of sources with ${JSON.stringify(text)} allows ${origin ?? 'nothing'}`, () => {
    assert.equal(originOf(text), origin);
  });
}

test('the script for the page around frames weighs less than 1 kB in brotli', () => {
  assert.ok(brotliCompressSync(readFileSync('dist/comparison-card.frames.js')).length < 1000);
});

inEveryBrowser((check, once) => {
  check('a frame of another site is as high as its card, also when the reader filters it', async (stage) => {
    const card = stage.serve('card.json', fiveRows, { elsewhere: true, cors: true });
    const frame = frameFor(new URL(card.url).pathname, '', stage.elsewhere);
    await stage.open(`<button>Before</button>${frame}${SCRIPT}`);
    const full = await frameIs(stage, isOtherThan, 0, 600);
    await stage.evaluate(() => document.querySelector('button').focus());
    await stage.press('Tab');
    await stage.type('revenue');
    const few = await frameIs(stage, isOtherThan, 0, full);
    assert.ok(few < full, `${few} after ${full}`);
    for (const _ of 'revenue') await stage.press('Backspace');
    await frameIs(stage, (frame, height) => frame.clientHeight === height, 0, full);
  });

  check('several frames have their own heights and titles', async (stage) => {
    stage.serve('short.json', smallCard('Short', ['One']));
    const { url } = stage.serve('long.json', smallCard('Long', ['One', 'Two', 'Three', 'Four', 'Five']));
    const at = new URL('.', url).pathname;
    await stage.open(`${frameFor(`${at}short.json`)}${frameFor(`${at}long.json`, 'title="Mine"')}${SCRIPT}`);
    for (const i of [0, 1]) await frameIs(stage, fits, i);
    assert.ok((await inFrame(stage, heightOf, 0)) < (await inFrame(stage, heightOf, 1)));
    const titles = () => [...document.querySelectorAll('iframe')].map(({ title }) => title);
    assert.deepEqual(await stage.evaluate(titles), ['Short', 'Mine'], "an author's own title stays");
  });

  once('a frame that shows another card gets its title', async (stage) => {
    stage.serve('one.json', smallCard('One'));
    const { url } = stage.serve('two.json', smallCard('Two'));
    const at = new URL('.', url).pathname;
    await openFrame(stage, `${at}one.json`);
    await inFrame(stage, (frame, src) => frame.setAttribute('src', src), 0, `/embed.html?src=${at}two.json`);
    assert.ok(await frameIs(stage, ({ title }) => title === 'Two'));
  });

  once('a frame that comes late, and one that is marked, are sized too', async (stage) => {
    await stage.open(SCRIPT);
    serveEmbed(stage, '');
    stage.serve('renamed', readFileSync('dist/embed.html', 'utf8').replace(/(src|href)="(embed|comp)/g, '$1="/$2'), {
      type: 'text/html',
    });
    await stage.evaluate(() => {
      document.body.innerHTML =
        '<iframe src="/embed.html"></iframe><iframe src="renamed" data-comparison-card-frame></iframe>';
    });
    for (const i of [0, 1]) assert.ok(await frameIs(stage, fits, i));
  });

  once('a script that comes after the frames sizes them', async (stage) => {
    await stage.open(frameFor(''));
    await frameIs(stage, isShown);
    assert.equal(await inFrame(stage, heightOf), 600);
    await stage.evaluate(() => {
      document.head.append(Object.assign(document.createElement('script'), { src: '/comparison-card.frames.js' }));
    });
    await frameIs(stage, fits);
  });

  check('without the script a frame scrolls and has its own background', async (stage) => {
    await stage.open(frameFor(''), { head: '<style>body { background: #111; color: #eee }</style>' });
    await frameIs(stage, isShown);
    const [height, scrolls, background, bar] = await inFrame(stage, ({ clientHeight, contentDocument }) => {
      const { scrollHeight, scrollTop } = contentDocument.scrollingElement;
      contentDocument.scrollingElement.scrollTop = 100;
      const { backgroundColor, scrollbarWidth } = getComputedStyle(contentDocument.documentElement);
      const moved = contentDocument.scrollingElement.scrollTop > scrollTop;
      return [clientHeight, moved && scrollHeight > clientHeight, backgroundColor, scrollbarWidth];
    });
    assert.deepEqual([height, scrolls, bar], [600, true, 'auto']);
    assert.doesNotMatch(background, /, 0\)$/);
  });

  check('a border of the frame costs the card nothing', async (stage) => {
    const head = '<style>iframe { box-sizing: border-box; border: 10px solid } </style>';
    await openFrame(stage, '', { head });
    assert.equal(await inFrame(stage, ({ offsetHeight, clientHeight }) => offsetHeight - clientHeight), 20);
  });

  check('a table of many subjects fits its frame without a scroll bar', async (stage) => {
    const { url } = stage.serve('card.json', long);
    await openFrame(stage, new URL(url).pathname);
    const look = ({ contentDocument }) => {
      const scroll = contentDocument.querySelector('comparison-card').shadowRoot.querySelector('[part~=scroll]');
      const { scrollbarWidth } = getComputedStyle(contentDocument.documentElement);
      return [scroll.scrollHeight <= scroll.clientHeight + 1, scrollbarWidth];
    };
    assert.deepEqual(await inFrame(stage, look), [true, 'none']);
  });

  check('a frame is told its height in few steps: none depends on the height it has', async (stage) => {
    await stage.before(() => {
      globalThis.heights = [];
      addEventListener('message', ({ data }) => globalThis.heights.push(data.height));
    });
    const { url } = stage.serve('card.json', long);
    await stage.open(`${SCRIPT}${frameFor(new URL(url).pathname)}`);
    await frameIs(stage, fits);
    await stage.settle();
    const heights = await stage.evaluate(() => [...new Set(globalThis.heights.filter(Boolean))]);
    assert.ok(heights.length <= 2, `${heights}`);
    assert.equal(heights.at(-1), await inFrame(stage, heightOf));
  });

  check('a frame in a sandbox shows its card and is sized', async (stage) => {
    const card = stage.serve('card.json', smallCard('Served'), { elsewhere: true, cors: true });
    const sandbox = 'sandbox="allow-scripts allow-same-origin"';
    await stage.open(`${frameFor(new URL(card.url).pathname, sandbox, stage.elsewhere)}${SCRIPT}`);
    assert.ok(await frameIs(stage, ({ title, clientHeight }) => title === 'Served' && clientHeight !== 600));
  });

  check('a frame without origin in its sandbox is still sized', async (stage) => {
    const { url } = serveSpeaker(stage, 'embed.html', "[{ type: 'comparison-card', height: 777 }]");
    await stage.open(`${SCRIPT}${pageFrame(url, 'sandbox="allow-scripts"')}`);
    assert.ok(await frameIs(stage, ({ clientHeight }) => clientHeight === 777));
  });

  for (const [height, expected] of heights) {
    once(`a frame that asks for a height of ${height} gets ${expected}`, async (stage) => {
      const own = "{ type: 'comparison-card'";
      serveSpeaker(stage, 'embed.html', `[null, 'x', ${own}, height: ${height} }, ${own}, title: 'Done' }]`);
      await stage.open(`${SCRIPT}${pageFrame('embed.html')}`);
      await frameIs(stage, ({ title }) => title === 'Done');
      assert.equal(await inFrame(stage, ({ style }) => Number.parseFloat(style.height) || 600), expected);
    });
  }

  const news = "[{ type: 'comparison-card', height: 777, title: 'Forged' }, 'spoken']";
  const speak = `for (const one of ${news}) (TARGET).postMessage(one, '*')`;

  /** Records in the page that a frame has sent a message; earlier messages have arrived by then. */
  const listen = () =>
    addEventListener('message', ({ data }) => {
      if (data === 'spoken') document.title = 'Spoken';
    });
  const wasHeard = async (stage) => {
    await stage.wait(() => document.title === 'Spoken');
    return inFrame(stage, ({ title, style }) => [title, style.height]);
  };

  once('a frame ignores its neighbours: messages of another frame size nothing', async (stage) => {
    await stage.before(listen);
    serveSpeaker(stage, 'other.html', news);
    stage.serve('embed.html', '', { type: 'text/html' });
    await stage.open(`${SCRIPT}${pageFrame('embed.html')}${pageFrame('other.html')}`);
    assert.deepEqual(await wasHeard(stage), ['', '']);
    assert.equal(await inFrame(stage, heightOf, 1), 600, 'nor the frame that is none of ours');
  });

  once('messages of the page or of a nested frame size nothing', async (stage) => {
    await stage.before(listen);
    stage.serve('inner.html', `<script>${speak.replace('TARGET', 'top')}</script>`, { type: 'text/html' });
    stage.serve('embed.html', '<iframe src="inner.html"></iframe>', { type: 'text/html' });
    await stage.open(`${SCRIPT}${pageFrame('embed.html')}<script>${speak.replace('TARGET', 'window')}</script>`);
    assert.deepEqual(await wasHeard(stage), ['', '']);
  });

  for (const [where, to] of [
    ['another origin', ({ url }) => url],
    [
      'no origin at all',
      () => `data:text/html,${encodeURIComponent(`<script>${speak.replace('TARGET', 'parent')}</script>`)}`,
    ],
  ]) {
    once(`a frame that has gone to ${where} sizes nothing any more`, async (stage) => {
      await stage.before(listen);
      const speaker = serveSpeaker(stage, 'embed.html', news, { elsewhere: true });
      stage.serve(
        'embed.html',
        `<script>location = ${JSON.stringify(to(speaker)).replaceAll('<', '\\u003c')}</script>`,
        {
          type: 'text/html',
        },
      );
      await stage.open(`${SCRIPT}${pageFrame('embed.html')}`);
      assert.deepEqual(await wasHeard(stage), ['', '']);
    });
  }

  once('an origin that only begins like that of the frame sizes nothing', async (stage) => {
    await stage.before(listen);
    await stage.open(`${SCRIPT}<iframe srcdoc="" src="${stage.origin}9/embed.html"></iframe>`);
    const source = `<script>${speak.replace('TARGET', 'parent')}</script>`;
    await inFrame(stage, (frame, source) => Object.assign(frame, { srcdoc: source }), 0, source);
    assert.deepEqual(await wasHeard(stage), ['', '']);
  });

  once('a card in a frame hears the page around it alone', async (stage) => {
    await openFrame(stage, '');
    assert.equal(await inFrame(stage, schemeIn), 'light');
    const forge = (frame) => {
      const root = frame.contentDocument.documentElement;
      const seen = [];
      globalThis.seen = seen;
      new MutationObserver(() => seen.push(root.style.colorScheme)).observe(root, { attributes: true });
      const other = document.body.appendChild(document.createElement('iframe')).contentDocument;
      const script = other.createElement('script');
      script.textContent = "parent.frames[0].postMessage({ type: 'comparison-card', scheme: 'dark' }, '*')";
      other.body.append(script);
      frame.contentWindow.postMessage({ type: 'comparison-card', scheme: 'light', background: 'rgb(1, 2, 3)' }, '*');
    };
    await inFrame(stage, forge);
    await stage.wait(() => globalThis.seen.length);
    assert.deepEqual(await stage.evaluate(() => [...new Set(globalThis.seen)]), ['light']);
  });

  check('a page that follows the scheme of the device has its cards follow', async (stage) => {
    const css = '@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }';
    await stage.open(`<main>${frameFor('')}</main>${SCRIPT}`, { head: `<style>${css}</style>` });
    await frameIs(stage, fits);
    assert.equal(await inFrame(stage, schemeIn), 'light');
    await stage.need({ 'prefers-color-scheme': 'dark' });
    await frameIs(stage, hasScheme, 0, 'dark');
  });

  for (const [css, scheme] of pages) {
    once(`in a page with "${css}" a card is ${scheme}, and the page shows through`, async (stage) => {
      await stage.open(`<main>${frameFor('')}</main>${SCRIPT}`, { head: `<style>${css}</style>` });
      await frameIs(stage, hasScheme, 0, scheme);
      await frameIs(stage, isShown);
      const [background, outside] = await inFrame(stage, (frame) => [
        getComputedStyle(frame.contentDocument.documentElement).backgroundColor,
        getComputedStyle(frame).colorScheme,
      ]);
      assert.deepEqual([background, outside], ['rgba(0, 0, 0, 0)', scheme]);
    });
  }

  for (const [what, change, css] of changes) {
    once(`a page that becomes dark by ${what} darkens the card`, async (stage) => {
      await stage.open(`<main>${frameFor('')}</main>${SCRIPT}`, { head: `<style>${css}</style>` });
      await frameIs(stage, fits);
      assert.equal(await inFrame(stage, schemeIn), 'light');
      await stage.evaluate(change);
      await frameIs(stage, hasScheme, 0, 'dark');
    });
  }

  once('a frame that asks for a scheme keeps it, and its own background', async (stage) => {
    await stage.open(`<iframe src="/embed.html?scheme=dark"></iframe>${SCRIPT}`);
    await frameIs(stage, fits);
    const [scheme, background, outside] = await inFrame(stage, (frame) => [
      frame.contentDocument.documentElement.style.colorScheme,
      getComputedStyle(frame.contentDocument.documentElement).backgroundColor,
      frame.style.colorScheme,
    ]);
    assert.deepEqual([scheme, outside], ['dark', '']);
    assert.doesNotMatch(background, /, 0\)$|255/);
  });

  once('a scheme that there is not is told to the author', async (stage) => {
    await stage.visit('/embed.html?scheme=sepia');
    await stage.shown(BUILTIN);
    assert.match(stage.lines('warn')[0].text, /scheme=sepia/);
  });

  once('a frame loads cards of its own origin and no others, however they are written', async (stage) => {
    const { url } = stage.serve('card.json', smallCard('Served'));
    const other = stage.serve('card.json', smallCard('Foreign'), { elsewhere: true, cors: true });
    const { origin, host, port, pathname } = new URL(url);
    const words = { own: origin, other: stage.elsewhere, otherHost: new URL(stage.elsewhere).host, host, port };
    const fill = (src) => src.replace(/{(\w+)}/g, (all, name) => ({ ...words, path: pathname })[name] ?? all);
    await stage.open(sources.map(([src]) => frameFor(fill(src))).join(''));
    const outcomes = [];
    for (const i of sources.keys()) outcomes.push(await frameIs(stage, outcomeIn, i));
    const wrong = sources.map(([src, expected], i) => !expected.test(outcomes[i]) && [src, outcomes[i]]);
    assert.deepEqual(wrong.filter(Boolean), []);
    assert.equal(other.hits, 0);
    assert.deepEqual(
      stage.requests.filter((asked) => !asked.startsWith(`${origin}/`)),
      [],
    );
    assert.equal(await stage.evaluate(() => 'pwned' in window), false);
  });

  once('a frame loads cards of an origin that its publisher lists', async (stage) => {
    const { url } = stage.serve('card.json', smallCard('Foreign'), { elsewhere: true, cors: true });
    serveEmbed(stage, `https://data.example ${stage.elsewhere}`);
    await stage.open(`${pageFrame(`embed.html?src=${encodeURIComponent(url)}`)}${SCRIPT}`);
    assert.equal(await frameIs(stage, titleIn), 'Foreign');
  });

  const redirects = [
    ['to a card of its own', false, '', /^Moved$/],
    ['to another origin', true, '', /could not be fetched/],
    ['to an origin that is listed', true, '{other}', /^Moved$/],
  ];
  for (const [name, elsewhere, listed, expected] of redirects) {
    once(`a source that redirects ${name}`, async (stage) => {
      const target = stage.serve('moved.json', smallCard('Moved'), { elsewhere, cors: true });
      const { url } = stage.serve('card.json', '', { status: 302, headers: { location: target.url } });
      serveEmbed(stage, listed.replace('{other}', stage.elsewhere));
      await stage.open(`${pageFrame(`embed.html?src=${encodeURIComponent(url)}`)}${SCRIPT}`);
      const outcome = await frameIs(stage, outcomeIn);
      assert.match(outcome, expected);
      assert.equal(target.hits > 0, outcome === 'Moved');
    });
  }

  once('a frame without a card shows the reason and has a height and a title', async (stage) => {
    await stage.open(`${frameFor('/nothing.json')}${frameFor('https://evil.invalid/x')}${SCRIPT}`);
    for (const i of [0, 1]) await frameIs(stage, fits, i);
    const look = (frame) => {
      const links = [...frame.contentDocument.querySelectorAll('a')].filter((link) => link.checkVisibility());
      return [frame.title, frame.contentDocument.querySelectorAll('h2').length, links.map(({ pathname }) => pathname)];
    };
    assert.deepEqual(await inFrame(stage, look, 0), ['This comparison cannot be shown', 1, ['/nothing.json']]);
    assert.deepEqual(await inFrame(stage, look, 1), ['This comparison cannot be shown', 1, []]);
  });

  once('a frame whose script cannot be had says so', async (stage) => {
    serveEmbed(stage, '', (html) => html.replace('/comparison-card.js', '/missing/comparison-card.js'));
    await stage.open(`${pageFrame('embed.html')}${SCRIPT}`);
    assert.match(
      await frameIs(stage, ({ contentDocument }) => contentDocument.querySelector('#reason')?.textContent),
      /script/,
    );
    await frameIs(stage, fits);
  });

  once('links lead out of the frame, from where the card is', async (stage) => {
    const { url } = stage.serve('deep/card.json', linked);
    const beside = stage.serve('deep/beside.html', 'Beside', { type: 'text/html' });
    await openFrame(stage, new URL(url).pathname);
    const follow = async ({ contentDocument }) => {
      const card = contentDocument.querySelector('comparison-card');
      card.shadowRoot.querySelector('[part~=see-also] a').click();
    };
    await inFrame(stage, follow);
    assert.ok(await stage.wait((url) => location.href === url, beside.url));
  });

  once('a link to a row stays in the frame', async (stage) => {
    const { url } = stage.serve('deep/card.json', linked);
    const page = await stage.open(`${frameFor(new URL(url).pathname)}${SCRIPT}`);
    await frameIs(stage, fits);
    const follow = ({ contentDocument }) =>
      contentDocument.querySelector('comparison-card').shadowRoot.querySelector('[part~=row-link]').click();
    const isThere = ({ contentDocument }) =>
      contentDocument.querySelector('comparison-card').view.startsWith('row=') && contentDocument.location.pathname;
    await inFrame(stage, follow);
    const at = await frameIs(stage, isThere);
    assert.equal(at, '/embed.html');
    await inFrame(stage, follow);
    assert.equal(await frameIs(stage, isThere), at);
    assert.equal(await stage.evaluate(() => location.href), page.url);
  });

  once('in a frame a card leaves the history alone; its address still says a view', async (stage) => {
    const { url } = stage.serve('card.json', linked);
    await stage.open(`<iframe src="/embed.html?src=${url}#cc-teams?q=goal" height="600" width="100%"></iframe>`);
    await frameIs(stage, isShown);
    const look = ({ contentDocument }) => [contentDocument.querySelector('comparison-card').view, history.length];
    const [view, length] = await inFrame(stage, look);
    assert.equal(view, 'q=goal');
    await inFrame(stage, ({ contentDocument }) =>
      contentDocument.querySelector('comparison-card').shadowRoot.querySelector('[value=differences]').click(),
    );
    await frameIs(stage, ({ contentDocument }) =>
      contentDocument.querySelector('comparison-card').view.includes('only'),
    );
    await stage.settle();
    assert.deepEqual(await inFrame(stage, look), ['q=goal&only=differences', length]);
  });

  once('the card is shown with the parameters of the URL', async (stage) => {
    const { url } = stage.serve('card.json', smallCard('Served'));
    await stage.visit(`/embed.html?src=${url}&view=q%3Dcolour&theme=editorial&scheme=dark&lang=de`);
    await stage.shown('Served');
    const { view, status } = await stage.look();
    assert.equal(view, 'q=colour');
    assert.match(status, /Zeile/);
    const rest = () => {
      const { lang, style } = document.documentElement;
      return [document.querySelector('comparison-card').getAttribute('theme'), lang, style.colorScheme, document.title];
    };
    assert.deepEqual(await stage.evaluate(rest), ['editorial', 'de', 'dark', 'Served']);
  });

  check(
    'opened by itself, the card does all it does, and the strict policy of the page forbids none of it',
    async (stage) => {
      const { url } = stage.serve('card.json', { ...fiveRows, id: 'teams', lang: 'de' });
      await stage.visit(`/embed.html?src=${url}`);
      await stage.shown(fiveRows.title);
      await stage.filter('goal');
      await stage.wait(() => location.hash === '#cc-teams?q=goal');
      assert.deepEqual(await stage.violations(), []);
      assert.equal(await stage.evaluate(() => document.documentElement.lang), 'de');
    },
  );

  /** A card shorter than its menus, and a function that opens one. */
  const short = {
    title: 'Short',
    subjects: [...'abcdefghij'],
    attributes: [{ name: 'Only', values: [...'abcdefghij'] }],
  };
  const openMenu = ({ contentDocument }) =>
    contentDocument.querySelector('comparison-card').shadowRoot.querySelector('[popovertarget=subjects]').click();
  const menuAndButton = ({ contentDocument }) => {
    const { shadowRoot } = contentDocument.querySelector('comparison-card');
    const menu = shadowRoot.querySelector(':popover-open')?.getBoundingClientRect();
    const button = shadowRoot.querySelector('[popovertarget=subjects]').getBoundingClientRect();
    return menu && { top: menu.top - button.bottom, bottom: menu.bottom };
  };
  const isMenuWhole = new Function(
    'frame',
    `const at = (${menuAndButton})(frame); return at && at.top >= 0 && at.top < 10 && at.bottom < frame.clientHeight`,
  );

  check('a menu that is longer than the card is shown whole, and leaves no gap', async (stage) => {
    const { url } = stage.serve('card.json', short);
    await openFrame(stage, new URL(url).pathname);
    const height = await inFrame(stage, heightOf);
    await stage.evaluate(() => {
      globalThis.heights = [];
      addEventListener('message', ({ data }) => globalThis.heights.push(data.height));
    });
    await inFrame(stage, openMenu);
    await frameIs(stage, isMenuWhole);
    await stage.settle();
    const [higher, ...more] = await stage.evaluate(() => globalThis.heights);
    assert.ok(higher > height);
    assert.deepEqual(more, [], 'it becomes so high in one step');
    await inFrame(stage, ({ contentDocument }) =>
      contentDocument.querySelector('comparison-card').shadowRoot.querySelector(':popover-open').hidePopover(),
    );
    await frameIs(stage, (frame, height) => frame.clientHeight === height, 0, height);
  });

  check('a menu of a long card is below its button', async (stage) => {
    await openFrame(stage, '/planets.json');
    await inFrame(stage, openMenu);
    assert.ok(await frameIs(stage, isMenuWhole));
  });

  const findings = async () => {
    const rules = { 'page-has-heading-one': { enabled: false } }; // the surrounding page's own heading
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'], rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
  };
  for (const [name, src] of [
    ['a card', '/metals.json'],
    ['a refusal', 'https://evil.invalid/x'],
    ['an error', '/nothing.json'],
  ]) {
    once(`axe finds nothing in a frame with ${name}, which has one heading of the second level`, async (stage) => {
      for (const [width, scheme] of [
        [320, 'light'],
        [1280, 'dark'],
      ]) {
        await stage.resize(width);
        await stage.visit(`/embed.html?src=${src}&scheme=${scheme}`);
        await stage.wait(() => document.documentElement.classList.contains('shown'));
        await stage.evaluate(axe);
        assert.deepEqual(await stage.evaluate(findings), [], scheme);
        const second = (await stage.tree()).filter(({ role }) => role === 'heading').length;
        assert.ok(second > 0);
        assert.equal(await stage.evaluate(() => document.scrollingElement.scrollWidth), width);
        const count = () => {
          const { shadowRoot } = document.querySelector('comparison-card');
          const all = [document, shadowRoot].flatMap((root) => [...(root?.querySelectorAll('h2') ?? [])]);
          return all.filter((node) => node.checkVisibility()).length;
        };
        assert.equal(await stage.evaluate(count), 1);
      }
    });
  }

  check('with the keyboard alone: into the frame, through the card, and out again', async (stage) => {
    const { url } = stage.serve('card.json', linked);
    await stage.open(`<button id="a">A</button>${frameFor(new URL(url).pathname)}<button id="b">B</button>${SCRIPT}`);
    await frameIs(stage, fits);
    await stage.evaluate(() => document.querySelector('#a').focus());
    const places = [];
    for (let i = 0; i < 60 && places.at(-1) !== 'b'; i++) {
      await stage.press('Tab');
      const where = () => {
        const { activeElement } = document;
        const inner = activeElement.contentDocument?.activeElement.shadowRoot?.activeElement;
        return inner ? `${inner.part}` : activeElement.id;
      };
      places.push(await stage.evaluate(where));
    }
    assert.equal(places.at(-1), 'b');
    for (const part of ['field', 'row-link', 'link'])
      assert.ok(
        places.some((place) => place.includes(part)),
        `${part}: ${places}`,
      );
  });
});

// WebDriver does not report the consoles of frames.
inChromium('dist', (check) => {
  check('a listed source that is not an origin is left out with a warning', async (stage) => {
    serveEmbed(stage, 'https://cards.example/folder');
    await stage.open(`${pageFrame('embed.html')}${SCRIPT}`);
    await frameIs(stage, fits);
    const warnings = stage.console.filter(({ text }) =>
      text.includes('https://cards.example/folder in comparison-card-sources'),
    );
    assert.equal(warnings.length, 1);
  });
});
