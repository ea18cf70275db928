/**
 * Output for pages, feeds and spreadsheets, made of hostile cards and read by real browsers. Each card makes one
 * document of the whole page, the article, the table, the copied HTML and Markdown, and the frame's tag.
 */
import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { embed, openCard, render } from '../../dist/node/index.js';
import { inEveryBrowser } from './browser.js';
import { fullCard, harmless } from './full-card.js';
import { ADDRESSES, ALL_TEXTS, everyEighth } from './vectors.js';

const MARKDOWN = 0;
const CSV = 1;
const HTML = 3;

/** An empty folder: other tests run the script on such pages. */
const BASE = '/nothing/';

/** A Markdown parser that allows everything. */
const lax = Object.assign(new MarkdownIt({ html: true, linkify: true }), { validateLink: () => true });

/** @param {object} card */
async function write(card) {
  const json = JSON.stringify(card);
  const opened = await openCard(json);
  const [markdown, csv, html] = [MARKDOWN, CSV, HTML].map((format) => opened.write('export', '', format));
  opened.close();
  const [page, article, snippets] = await Promise.all([
    render(json, { as: 'page', base: BASE, url: 'https://example.org/' }),
    render(json),
    embed(json, { src: 'card.json', base: BASE }),
  ]);
  const parts = [article, snippets.table, snippets.iframe, html, lax.render(markdown), lax.render(snippets.markdown)];
  return { page: page.replace('</main>', () => `${parts.join('<hr>')}</main>`), article, csv, csp: snippets.csp };
}

/** Returns the elements of a document loaded in a frame, and the results of its attempts. @param {string} html */
async function inspect(html) {
  const frame = document.createElement('iframe');
  frame.srcdoc = html;
  document.body.append(frame);
  await new Promise((resolve) => {
    frame.onload = resolve;
  });
  const names = (list) => [...new Set(list)].sort();
  const all = (root) =>
    [...root.querySelectorAll('*')].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
  const nodes = all(frame.contentDocument);
  const addresses = nodes.flatMap(({ href, src }) => [href, src]).filter((url) => typeof url === 'string' && url);
  const found = {
    tags: names(nodes.map((node) => node.localName)),
    attributes: names(nodes.flatMap((node) => node.getAttributeNames())),
    schemes: names(addresses.map((url) => new URL(url, location.href).protocol)),
    title: frame.contentDocument.title,
    linked: JSON.parse(frame.contentDocument.querySelector('[type="application/ld+json"]').textContent),
    pwned: 'pwned' in window || 'pwned' in frame.contentWindow,
  };
  frame.remove();
  return found;
}

/** Returns a title as browsers show it; they differ in control characters. @param {string} text */
const titleOf = (text) => text.replace(/[\0- ]+/g, ' ').trim();

/** Returns the cells of CSV (RFC 4180). @param {string} csv */
const cellsOf = (csv) =>
  [...csv.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(([, quoted, bare]) =>
    (quoted ?? bare).replaceAll('""', '"'),
  );

/** Returns true for a formula in spreadsheets, except numbers. @param {string} cell */
const isFormula = (cell) => /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell) && !/^-?[\d.,\u202f]+$/.test(cell);

const extra = (list, known) => list.filter((name) => !known.includes(name));

inEveryBrowser((check, _once, thorough) => {
  /** Opens a page and records the elements of harmless documents. */
  const begin = async (stage) => {
    await stage.open('<p>Frames</p>');
    return stage.evaluate(inspect, (await write(harmless)).page);
  };

  /** @param {any} found @param {any} own @param {string} vector */
  const assertOwn = (found, own, vector) => {
    assert.deepEqual(extra(found.tags, own.tags), [], `elements for ${vector}`);
    assert.deepEqual(extra(found.attributes, own.attributes), [], `attributes for ${vector}`);
    assert.deepEqual(extra(found.schemes, ['http:', 'https:', 'mailto:']), [], `schemes for ${vector}`);
    assert.equal(found.pwned, false, `a script ran for ${vector}`);
  };

  const assertNoRequest = (stage) => {
    assert.deepEqual(
      stage.requests.filter((url) => /evil/.test(url)),
      [],
    );
    stage.errors = stage.errors.filter((text) => !text.includes(BASE)); // Firefox reports each missing file
  };

  check('every hostile text, in every text of a card', async (stage) => {
    const own = await begin(stage);
    for (const text of thorough ? ALL_TEXTS : everyEighth(ALL_TEXTS)) {
      const { page, article, csv } = await write(fullCard(text, 'https://example.org/'));
      const found = await stage.evaluate(inspect, page);
      assertOwn(found, own, text);
      assert.equal(titleOf(found.title), titleOf(text));
      assert.equal(found.linked.headline, text);
      assert.ok(!article.includes(']]>'), 'a feed may hold it as CDATA');
      assert.deepEqual(cellsOf(csv).filter(isFormula), [], `for ${text}`);
    }
    assertNoRequest(stage);
  });

  check('every hostile address, in every link of a card', async (stage) => {
    const own = await begin(stage);
    for (const address of thorough ? ADDRESSES : everyEighth(ADDRESSES)) {
      const { page, csp } = await write(fullCard(`[Word](${address}) [Word](<${address}>)`, address));
      assertOwn(await stage.evaluate(inspect, page), own, address);
      const directives = csp
        .replace('Content-Security-Policy: ', '')
        .split('; ')
        .map((text) => text.split(' ')[0]);
      assert.deepEqual(extra(directives, ['script-src', 'connect-src', 'img-src']), [], csp);
      assert.ok(!/[\r\n]/.test(csp));
    }
    assertNoRequest(stage);
  });
});
