import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { fullCard, harmless } from './full-card.js';
import { ADDRESSES, ALL_TEXTS, everyEighth, TEXTS } from './vectors.js';

/** Returns these words in the compact form. */
const compactCard = (text) => ({
  title: text,
  columns: [text, 'Definition', 'Group', `${text} 1`, `${text} 2`, `${text} 3`],
  rows: [[text, text, text, text, [text], 5]],
});

/** Returns the names of elements and attributes in the card, and the results of the attempts. */
const inspect = () => {
  const nodes = [...(document.querySelector('comparison-card').shadowRoot?.querySelectorAll('*') ?? [])];
  const names = (list) => [...new Set(list)].sort();
  return {
    tags: names(nodes.map((node) => node.localName)),
    attributes: names(nodes.flatMap((node) => node.getAttributeNames())),
    schemes: names(nodes.flatMap(({ href, src }) => [href, src]).flatMap((url) => (url ? new URL(url).protocol : []))),
    pwned: 'pwned' in window,
  };
};

/** Sends every element the events of a mouse and a keyboard. */
const touchEverything = () => {
  const card = document.querySelector('comparison-card');
  const root = card.shadowRoot ?? card;
  root.addEventListener('click', (event) => event.preventDefault(), true);
  const all = [...root.querySelectorAll('*')];
  for (const node of all) {
    for (const type of ['mouseover', 'mouseenter', 'pointerdown', 'focus', 'load', 'error', 'toggle']) {
      node.dispatchEvent(new Event(type, { cancelable: true }));
    }
    if (node.localName === 'a') node.focus();
  }
  for (const node of all) {
    // A click may have replaced it; WebKit would follow a link outside the document, and nothing would prevent it.
    if (node.isConnected) node.dispatchEvent(new Event('click', { bubbles: true, cancelable: true }));
  }
};

const setData = (card) => {
  document.querySelector('comparison-card').data = card;
  return document.querySelector('comparison-card').ready.then(() => true);
};

/** @type {{tags: string[], attributes: string[]} | undefined} */
let own;

/** Returns the names in a card of harmless words, filtered or not: no other card may have more. */
async function ownNames(stage) {
  await stage.evaluate(setData, harmless);
  const looks = [];
  for (const view of ['', 'q=word', 'q=zzz']) {
    await stage.setView(view);
    looks.push(await stage.evaluate(inspect));
  }
  return { tags: looks.flatMap(({ tags }) => tags), attributes: looks.flatMap(({ attributes }) => attributes) };
}

/** Opens a page with a card. */
async function openCard(stage, card, view = '') {
  await stage.open('<comparison-card><p>Fallback</p></comparison-card>', { head: LIBRARY });
  own ??= await ownNames(stage);
  await stage.evaluate((view) => document.querySelector('comparison-card').setAttribute('view', view), view);
  await stage.evaluate(setData, card);
}

const extra = (list, known) => list.filter((name) => !known.includes(name));

/** Fails if the card has more than the renderer writes. */
async function assertOwn(stage, message = '') {
  const { tags, attributes, schemes } = await stage.evaluate(inspect);
  assert.deepEqual(extra(tags, own?.tags), [], `elements that are not the renderer’s ${message}`);
  assert.deepEqual(extra(attributes, own?.attributes), [], `attributes that are not the renderer’s ${message}`);
  assert.deepEqual(extra(schemes, ['http:', 'https:', 'mailto:']), [], `schemes of addresses ${message}`);
}

/** Fails if a script ran, or a request went elsewhere than to this server and the author's own images. */
async function assertNothingHappened(stage) {
  await stage.evaluate(touchEverything);
  await stage.settle();
  assert.equal((await stage.evaluate(inspect)).pwned, false, 'a script ran');
  const isOwn = (url) => url.startsWith(`${stage.origin}/`) || url.startsWith('https://example.org/');
  assert.deepEqual(
    stage.requests.filter((url) => !isOwn(url) || /evil|\/x$/.test(url)),
    [],
  );
}

async function assertHarmless(stage) {
  await assertOwn(stage);
  await assertNothingHappened(stage);
}

/** Fields without free text, with hostile content. */
const closedFields = [
  ['id', (card, text) => ({ ...card, id: text })],
  ['lang', (card, text) => ({ ...card, lang: text })],
  ['dir', (card, text) => ({ ...card, dir: text })],
  ['updated', (card, text) => ({ ...card, updated: text })],
  ['the id of a subject', (card, text) => ({ ...card, subjects: [{ id: text, name: 'A' }], attributes: [] })],
  ['the id of a row', (card, text) => ({ ...card, attributes: [{ id: text, name: 'A' }] })],
  ['better', (card, text) => ({ ...card, attributes: [{ name: 'A', better: text }] })],
  ['the key of a value', (card, text) => ({ ...card, attributes: [{ name: 'A', values: { [text]: 1 } }] })],
];

inEveryBrowser((check, once, thorough) => {
  /** Each kind on a page of its own, so that a failure names it; other browsers take some of each kind on one page. */
  const kinds = thorough ? Object.entries(TEXTS) : [['every kind', Object.values(TEXTS).flatMap(everyEighth)]];
  for (const [kind, texts] of /** @type {[string, string[]][]} */ (kinds)) {
    check(`in every text of a card: what is meant for ${kind}`, async (stage) => {
      await openCard(stage, harmless);
      for (const text of texts) {
        await stage.evaluate(setData, fullCard(text, 'https://example.org/'));
        assert.equal((await stage.look()).rows.length, 2);
        await assertOwn(stage, `for ${text}`);
        await stage.evaluate(touchEverything);
      }
      await assertNothingHappened(stage);
    });
  }

  check('in every link of a card, every hostile address', async (stage) => {
    await openCard(stage, harmless);
    for (const address of thorough ? ADDRESSES : everyEighth(ADDRESSES)) {
      await stage.evaluate(setData, fullCard(`[Word](${address}) [Word](<${address}>)`, address));
      await assertOwn(stage, `for ${address}`);
      await stage.evaluate(touchEverything);
    }
    await assertNothingHappened(stage);
  });

  once('the names of a harmless card are harmless', async (stage) => {
    await openCard(stage, harmless);
    const suspicious = /^(on.*|style|srcdoc|action|formaction|script|style|iframe|object|embed|base|meta|link)$/;
    assert.deepEqual(
      [...(own?.tags ?? []), ...(own?.attributes ?? [])].filter((name) => suspicious.test(name)),
      [],
    );
  });

  once('in the compact form, hostile texts of every kind', async (stage) => {
    await openCard(stage, compactCard('Word'));
    for (const text of Object.values(TEXTS).flatMap(everyEighth)) {
      await stage.evaluate(setData, compactCard(text));
      await assertOwn(stage, `for ${text}`);
    }
    await assertNothingHappened(stage);
  });

  once('in the view, every hostile text in turn', async (stage) => {
    await openCard(stage, fullCard('Word', 'https://example.org/'));
    for (const text of ALL_TEXTS) {
      await stage.setView(`q=${encodeURIComponent(text)}`);
      assert.equal((await stage.look()).query, text.replace(/[\r\n]/g, ''), 'the field shows it as it is, in one line');
      await assertOwn(stage, `for ${text}`);
    }
    await assertNothingHappened(stage);
  });

  once('in the view, and among the rows it finds', async (stage) => {
    await openCard(stage, harmless);
    for (const text of TEXTS.text.slice(0, 20)) {
      await stage.evaluate(setData, fullCard(text, 'https://example.org/'));
      await stage.setView(`q=${encodeURIComponent(text)}`);
      const { query, marks } = await stage.look();
      assert.equal(query, text.replace(/[\r\n]/g, ''), 'a field has one line');
      assert.ok(marks.length, text);
      await assertOwn(stage, `for ${text}`);
      await stage.evaluate(touchEverything);
    }
    await assertNothingHappened(stage);
  });

  check('typed by the reader', async (stage) => {
    await openCard(stage, fullCard('Word', 'https://example.org/'));
    await stage.filter('<img src=x onerror=window.pwned=1>');
    await stage.event('viewchange', 34);
    await assertHarmless(stage);
  });

  for (const [name, put] of closedFields) {
    once(`in ${name}, which takes no free text: an error, or nothing of it`, async (stage) => {
      await stage.open('<comparison-card><p>Fallback</p></comparison-card>', { head: LIBRARY });
      for (const text of TEXTS.text.slice(0, 6)) {
        const code = await stage.evaluate(
          (card) => {
            const element = document.querySelector('comparison-card');
            element.data = card;
            return element.ready.then(
              () => 'shown',
              ({ code }) => code,
            );
          },
          put({ title: 'A', subjects: ['A', 'B'], attributes: [] }, text),
        );
        assert.match(code, /^(bad-value|unknown-id)$/, text);
        assert.deepEqual((await stage.evaluate(inspect)).tags, []);
      }
      await assertNothingHappened(stage);
    });
  }

  check('in the attributes of the tags', async (stage) => {
    const tag = '<script src="/comparison-card.js" data-comparison-card="javascript:window.pwned=1"></script>';
    await stage.open(`${tag}<comparison-card src="javascript:window.pwned=1" id="<img>"></comparison-card>`);
    await stage.event('error', 2);
    assert.equal(await stage.evaluate(() => 'pwned' in window), false);
  });
});
