/** dist/docs/ in browsers: examples that a reader can change, search, and how it looks. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { docsPages } from '../../web/build/docs/site.js';
import { inEveryBrowser } from '../element/browser.js';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Returns axe's findings outside the cards, which have tests of their own. */
const findings = async () => {
  const { violations } = await globalThis.axe.run({ exclude: ['comparison-card'] }, { resultTypes: ['violations'] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
};

/** Replaces a text in the first field of the page, like a reader. */
function change(before, after) {
  const field = document.querySelector('textarea');
  field.value = field.value.replace(before, after);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

const status = () => document.querySelector('.edited [role=status]').textContent;

inEveryBrowser((check, once) => {
  check('a reader changes the JSON of an example, and the card changes', async (stage) => {
    await stage.visit('/docs/card-format.html');
    await stage.shown('Difference between tea and coffee');
    await stage.evaluate(change, 'Difference between', 'Not the same:');
    await stage.shown('Not the same: tea and coffee');
    assert.match(await stage.evaluate(status), /^Change the JSON/);
    assert.equal(await stage.evaluate(() => location.hash), '');
  });

  check('a reader changes the CSV of an example, and the card changes', async (stage) => {
    await stage.visit('/docs/spreadsheet.html');
    await stage.shown('USB 2.0 and USB 3.0');
    await stage.evaluate(change, 'Speed,', 'Velocity,');
    await stage.wait(() => document.querySelector('comparison-card').shadowRoot.textContent.includes('Velocity'));
    assert.match(await stage.evaluate(status), /^Change the CSV/);
  });

  once('an example with a mistake says where it is, and the next change shows the card again', async (stage) => {
    await stage.visit('/docs/card-format.html');
    await stage.shown('Difference between tea and coffee');
    await stage.evaluate(change, '"title"', 'title');
    await stage.wait(() => Boolean(document.querySelector('.edited [data-wrong]')));
    assert.equal(await stage.evaluate(() => document.querySelector('comparison-card').matchCount), 3, 'the card stays');
    assert.match(await stage.evaluate(status), /^Line 2, column 3: /);
    await stage.evaluate(change, 'title', '"title"');
    await stage.wait(() => !document.querySelector('.edited [data-wrong]'));
    await stage.shown('Difference between tea and coffee');
  });

  check('the search finds a section, and its link leads there', async (stage) => {
    await stage.visit('/docs/index.html');
    await stage.evaluate(() => document.querySelector('input[type=search]').focus());
    await stage.type('decimal comma');
    await stage.wait(() => Boolean(document.querySelector('#found a[href*="#decimal-commas"]')));
    assert.match(await stage.evaluate(() => document.querySelector('#found mark').textContent), /decimal|comma/i);
    await stage.evaluate(() => document.querySelector('#found a[href*="#decimal-commas"]').click());
    await stage.wait(
      () => document.querySelector('h1')?.textContent === 'A spreadsheet' && location.hash === '#decimal-commas',
    );
  });

  once('the search says that it found nothing, and Escape closes it', async (stage) => {
    await stage.visit('/docs/index.html');
    await stage.evaluate(() => document.querySelector('input[type=search]').focus());
    await stage.type('zzzzqq');
    await stage.wait(() => document.querySelector('#found').textContent.includes('Nothing found'));
    await stage.press('Escape');
    assert.equal(await stage.evaluate(() => document.querySelector('#found').checkVisibility()), false);
  });

  once('the reader’s choice of colours holds on the next page', async (stage) => {
    await stage.visit('/docs/index.html');
    await stage.evaluate(() => {
      const select = document.querySelector('#scheme');
      select.value = 'dark';
      select.dispatchEvent(new Event('change'));
    });
    await stage.visit('/docs/start.html');
    assert.equal(await stage.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'dark');
    await stage.evaluate(() => localStorage.clear());
  });

  for (const { url } of docsPages()) {
    once(`${url}: axe finds nothing, nothing is reported, and nothing is too wide`, async (stage) => {
      await stage.resize(320);
      await stage.visit(`/docs/${url}`);
      await stage.settle();
      assert.equal(await stage.evaluate(() => document.scrollingElement.scrollWidth), 320);
      await stage.resize(1280);
      assert.equal(await stage.evaluate(() => document.scrollingElement.scrollWidth), 1280);
      await stage.evaluate(axe);
      assert.deepEqual(await stage.evaluate(findings), []);
      assert.deepEqual([...stage.lines('warn'), ...stage.lines('error')], []);
      assert.deepEqual(
        stage.requests.filter((request) => !request.startsWith(stage.origin)),
        [],
      );
    });
  }

  once('all text can be read without scripts, and cards are there', async (stage) => {
    await stage.open(readFileSync('dist/docs/card-format.html', 'utf8'), { javascript: false });
    const text = await stage.evaluate(() => document.querySelector('.example').textContent);
    assert.match(text, /"title": "Difference between tea and coffee"/);
    assert.ok(
      await stage.evaluate(() => Boolean(document.querySelector('comparison-card').shadowRoot?.querySelector('table'))),
    );
  });
});
