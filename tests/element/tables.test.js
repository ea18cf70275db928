/** Tables inside the element that become its card. */
import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';

/** A table of two subjects. @param {string} caption @param {string} [id] */
const table = (caption, id = 't') =>
  `<table id="${id}"><caption>${caption}</caption><thead><tr><th>Feature<th>Tea<th>Coffee</thead>` +
  '<tbody><tr><th>Plant<td>Leaves<td>Seeds<tr><th>Caffeine<td>40<td>95</table>';

/** What a card shows. */
const cardOf = (selector = 'comparison-card') => {
  const root = document.querySelector(selector)?.shadowRoot;
  if (!root) return null;
  const texts = (part) => [...root.querySelectorAll(`[part~=${part}]`)].map((node) => node.textContent.trim());
  return {
    title: texts('title')[0],
    groups: texts('fold'),
    rows: [...root.querySelectorAll('[part~=row]')].map((row) => [
      row.querySelector('[part=row-link]').textContent,
      ...[...row.querySelectorAll('[part~=value]')].map((cell) => cell.innerHTML.replace(/ rel="noopener"/g, '')),
    ]),
  };
};

const isSeen = (id) => {
  const node = document.getElementById(id);
  return node.checkVisibility() && node.offsetHeight > 0;
};

inEveryBrowser((check) => {
  check('a table inside the element becomes its card, and stays where it is', async (stage) => {
    await stage.open(`<comparison-card>${table('Inside')}</comparison-card>`, { head: LIBRARY });
    await stage.shown('Inside');
    assert.deepEqual((await stage.evaluate(cardOf)).rows, [
      ['Plant', 'Leaves', 'Seeds'],
      ['Caffeine', '40', '95'],
    ]);
    assert.equal(await stage.evaluate(() => document.querySelector('comparison-card > table').id), 't');
    assert.equal(await stage.evaluate(isSeen, 't'), false);
    assert.deepEqual(
      (await stage.events()).map(({ type }) => type),
      ['load'],
    );
  });

  check('a table counts after a script, and before nothing', async (stage) => {
    const json = JSON.stringify({ title: 'Script', columns: ['', 'A'], rows: [] });
    const script = `<script type="application/json">${json}</script>`;
    await stage.open(`<comparison-card><div>${table('Table')}</div>${script}</comparison-card>`, { head: LIBRARY });
    await stage.shown('Script');
    await stage.evaluate(() => document.querySelector('comparison-card script').remove());
    await stage.shown('Table');
  });

  check('the attribute caption goes before what the table says, also later', async (stage) => {
    await stage.open(`<comparison-card caption="Said">${table('Own')}</comparison-card>`, { head: LIBRARY });
    await stage.shown('Said');
    await stage.evaluate(() => document.querySelector('comparison-card').setAttribute('caption', 'Said again'));
    await stage.shown('Said again');
    await stage.evaluate(() => document.querySelector('comparison-card').removeAttribute('caption'));
    await stage.shown('Own');
  });

  check('a table that is still arriving is waited for', async (stage) => {
    const [start, end] = table('Streamed').split('<tr><th>Caffeine');
    const page = await stage.open([`<comparison-card>${start}`, `<tr><th>Caffeine${end}</comparison-card><p>`], {
      head: LIBRARY,
    });
    await stage.wait(() => Boolean(document.querySelector('comparison-card td')));
    await stage.settle();
    assert.deepEqual(await stage.events(), []);
    page.release();
    await stage.shown('Streamed');
    assert.equal((await stage.look()).rows.length, 2);
  });

  for (const [what, change, expected] of [
    ['a text', () => (document.querySelector('td').firstChild.data = 'Buds'), 'Buds'],
    ['a link', () => (document.querySelector('td').innerHTML = '<a href="a">a</a>'), '<a part="link" href="a">a</a>'],
    [
      'an attribute',
      () => {
        document.querySelector('td').innerHTML = '<img alt="Le">';
        setTimeout(() => document.querySelector('img').setAttribute('alt', 'Buds'));
      },
      'Buds',
    ],
  ]) {
    check(`a table that changes is read again: ${what}`, async (stage) => {
      await stage.open(`<comparison-card view="q=plant">${table('Changing')}</comparison-card>`, { head: LIBRARY });
      await stage.shown('Changing');
      await stage.evaluate(change);
      const isRead = (cell) =>
        document.querySelector('comparison-card').shadowRoot.querySelector('[part~=value]').innerHTML === cell;
      await stage.wait(isRead, expected);
      const { rows } = await stage.evaluate(cardOf);
      assert.deepEqual([rows.length, rows[0][1]], [1, expected], 'the view stays');
    });
  }

  check('a table inside that is not understood is an error, and stays to be read', async (stage) => {
    await stage.open('<comparison-card id="c"><table id="t"><tr><th>x<tr><td>a</table></comparison-card>', {
      head: LIBRARY,
    });
    const { code, message } = await stage.event('error');
    assert.equal(code, 'missing');
    assert.match(message, /two rows and two columns/);
    assert.ok(await stage.evaluate(isSeen, 't'));
  });

  check('the place of what is wrong in a table is a row and a column of it', async (stage) => {
    await stage.open(
      '<comparison-card><table><tr><th>x<th>A<tr><td>a<td><a href="javascript:x">b</a></table></comparison-card>',
      { head: LIBRARY },
    );
    await stage.shown('Test');
    assert.match(stage.lines('warn')[0].text, /left out.*\(row 2, column 2\)/);
  });
});
