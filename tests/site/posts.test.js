/**
 * Posts in the HTML that blogging software makes of an author's paste. The software cannot run here; that of
 * WordPress's classic editor was made with its wptexturize and wpautop (6.1.9).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inEveryBrowser } from '../element/browser.js';
import { smallCard } from '../element/cards.js';

const TAG = '<script async src="/comparison-card.js" data-comparison-card="card.json"></script>';
const ELEMENT = '<comparison-card src="card.json">Until then.</comparison-card>';
const CARRIED = `<comparison-card><script type="application/json">${JSON.stringify(smallCard('Card'))}</script></comparison-card>`;
const SCRIPT = '<script async src="/comparison-card.js"></script>';

/** The software of the post, the HTML between two paragraphs, and the page's line with the script. */
const posts = [
  ['WordPress, Custom HTML block, script', `\n\n${TAG}\n\n`],
  [
    'WordPress, Custom HTML block, element',
    `\n\n<comparison-card src="card.json">\n  <p>Until then.</p>\n</comparison-card>\n\n`,
    SCRIPT,
  ],
  ['WordPress, classic editor, script', `\n<p>${TAG}</p>\n`],
  ['WordPress, classic editor, element', `\n<p>${ELEMENT}</p>\n`, SCRIPT],
  ['WordPress, classic editor, JSON inside', `\n<p>${CARRIED}</p>\n`, SCRIPT],
  ['Ghost, HTML card, script', `<!--kg-card-begin: html-->\n${TAG}\n<!--kg-card-end: html-->`],
  ['Ghost, HTML card, element', `<!--kg-card-begin: html-->\n${ELEMENT}\n<!--kg-card-end: html-->`, SCRIPT],
  ['Ghost, HTML card, JSON inside', `<!--kg-card-begin: html-->\n${CARRIED}\n<!--kg-card-end: html-->`, SCRIPT],
  ['Blogger, script', `<br />${TAG.replace('async', 'async=""')}<br />`],
  ['Blogger, script in the theme', ELEMENT, SCRIPT.replace('async', "async='async'").replaceAll('"', "'")],
];

/** Returns true if the card is between the two paragraphs. */
function isBetween() {
  const card = document.querySelector('comparison-card');
  const [before, after] = ['Before', 'After'].map((text) =>
    [...document.querySelectorAll('p')].find((paragraph) => paragraph.textContent === text),
  );
  const follows = (first, second) => Boolean(first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);
  return follows(before, card) && follows(card, after);
}

/** The lines of the docs for a theme's footer, by software. */
const footers = [
  ...readFileSync('web/docs/recipes.md', 'utf8').matchAll(
    /^\| (\w+): .*\| `(<script.*data-comparison-tables.*)` *\|$/gm,
  ),
];

/** A table as each software writes it, inside its post element. @type {Record<string, [string, string]>} */
const tables = {
  WordPress: [
    'entry-content',
    '<figure class="wp-block-table"><table><thead><tr><th>Row</th><th>A</th><th>B</th></tr></thead>' +
      '<tbody><tr><td>Colour</td><td>red</td><td>blue</td></tr><tr><td>Weight</td><td>1</td><td>2</td></tr></tbody></table></figure>',
  ],
  Ghost: [
    'gh-content',
    '<!--kg-card-begin: html--><table><tr><th>Row</th><th>A</th><th>B</th></tr>' +
      '<tr><td>Colour</td><td>red</td><td>blue</td></tr><tr><td>Weight</td><td>1</td><td>2</td></tr></table><!--kg-card-end: html-->',
  ],
  Blogger: [
    'post-body',
    '<table border="1"><caption>Rows</caption><tbody><tr><td>Row</td><td>A</td><td>B</td></tr>' +
      '<tr><td>Colour</td><td>red</td><td>blue</td></tr><tr><td>Weight</td><td>1</td><td>2</td></tr></tbody></table>',
  ],
};

inEveryBrowser((check, once) => {
  for (const [, name, line] of footers) {
    check(`${name}: the line in the footer turns the tables of posts into cards`, async (stage) => {
      const [place, table] = tables[name];
      const script = line.replace('https://example.org/comparison-card', '');
      await stage.open(`<h1>Post</h1><div class="${place}"><p>Before</p>${table}<p>After</p></div>${table}${script}`);
      await stage.event('load');
      assert.deepEqual((await stage.look()).rows, ['Colour', 'Weight']);
      assert.ok(await stage.evaluate(isBetween));
      assert.equal(await stage.evaluate(() => document.querySelectorAll('comparison-card').length), 1);
    });
  }

  check('the docs have a line for the footer of each', async () => {
    assert.deepEqual(
      footers.map(([, name]) => name),
      Object.keys(tables),
    );
  });

  for (const [name, between, script = ''] of posts) {
    once(`${name}: the card appears where it was pasted, and filters`, async (stage) => {
      stage.serve('card.json', smallCard('Card'));
      await stage.open(`<article><p>Before</p>${between}<p>After</p></article>${script}`);
      await stage.shown('Card');
      assert.ok(await stage.evaluate(isBetween));
      await stage.filter('weight');
      await stage.event('viewchange', 6);
      assert.deepEqual((await stage.look()).rows, ['Weight']);
      assert.deepEqual(stage.lines('warn'), []);
      assert.deepEqual(stage.lines('error'), []);
    });
  }
});
