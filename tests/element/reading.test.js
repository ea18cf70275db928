/** How an author says what the table of a card means: attributes, and JSON without rows beside the table. */
import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';

const CSV = { type: 'text/csv' };

/** Returns the texts of the card's parts of a name. @param {string} part */
const texts = (part) =>
  [...document.querySelector('comparison-card').shadowRoot.querySelectorAll(`[part~=${part}]`)].map((node) =>
    node.textContent.trim(),
  );

/** Returns true if the card's values are these. @param {string[]} expected */
const hasValues = (expected) => {
  const root = document.querySelector('comparison-card')?.shadowRoot;
  const values = [...(root?.querySelectorAll('[part~=value]') ?? [])].map((node) => node.textContent.trim());
  return JSON.stringify(values) === JSON.stringify(expected);
};

/** Attributes, the file that they are about, and the values of its card with and without them. */
const files = [
  ['header="none"', 'Leaf,Seed\nPlant,95\nTea,40', ['Seed', '95', '40'], ['95', '40']],
  ['names="2"', 'Maker,Model,A\nFord,T,1\nFiat,Uno,2', ['Ford', '1', 'Fiat', '2'], ['T', '1', 'Uno', '2']],
  ['skip="2"', 'Report,of,the\nyear,2026,.\nPlant,A,B\nTea,1,2', ['1', '2']],
  ['delimiter="|"', 'Plant|A|B\nTea|1,5|2,5', ['1,5', '2,5']],
];

/** Returns a table inside the element. @param {string} attributes @param {string} rows @param {string} [script] */
const inside = (attributes, rows, script = '') =>
  `<comparison-card ${attributes}><table>${rows}</table>${script}</comparison-card>`;

const AROUND = { title: 'Which plant?', answer: 'Tea keeps you calm.', introduction: 'Two plants.' };

/** @param {object} card */
const script = (card) => `<script type="application/json">${JSON.stringify(card)}</script>`;

inEveryBrowser((_check, once) => {
  for (const [attribute, csv, expected, without] of files) {
    once(`${attribute} says how a file is read, also when it comes later and goes`, async (stage) => {
      stage.serve('a.csv', csv, CSV);
      await stage.open(`<comparison-card src="a.csv" ${attribute}></comparison-card>`, { head: LIBRARY });
      await stage.wait(hasValues, expected);
      const [name] = attribute.split('=');
      const value = await stage.evaluate((name) => {
        const card = document.querySelector('comparison-card');
        const value = card.getAttribute(name);
        card.removeAttribute(name);
        return value;
      }, name);
      await stage.event('load', 2);
      if (without) assert.equal(await stage.evaluate(hasValues, without), true);
      await stage.evaluate(
        ([name, value]) => document.querySelector('comparison-card').setAttribute(name, value),
        [name, value],
      );
      await stage.event('load', 3);
      assert.equal(await stage.evaluate(hasValues, expected), true);
    });
  }

  once('header="none" on an element with a table inside, and on the table of a page', async (stage) => {
    const rows = '<tr><td>Born<td>1950<tr><td>Died<td>2020<tr><td>Height<td>180';
    await stage.open(inside('header="none"', rows), { head: LIBRARY });
    await stage.wait(hasValues, ['1950', '2020', '180']);
    for (const [own, tag] of [
      ['data-header="none"', ''],
      ['', 'data-header="none"'],
    ]) {
      const heads = rows.replaceAll('<tr><td>', '<tr><th>');
      await stage.open(
        `<table ${own}>${heads}</table><script async src="/comparison-card.js" data-comparison-tables ${tag}></script>`,
      );
      await stage.wait(hasValues, ['1950', '2020', '180']);
      assert.equal(
        await stage.evaluate(() => document.querySelector('comparison-card').getAttribute('header')),
        'none',
      );
    }
  });

  once('data-header on a script tag that places a card', async (stage) => {
    stage.serve('a.csv', 'Leaf,Seed\nPlant,95', CSV);
    await stage.open('<script src="/comparison-card.js" data-comparison-card="a.csv" data-header="none"></script>');
    await stage.wait(hasValues, ['Seed', '95']);
    assert.deepEqual(stage.lines('warn'), []);
  });

  for (const [attribute, source] of [
    ['header="first"', 'src'],
    ['header="first"', 'table'],
    ['names="two"', 'src'],
    ['skip="-1"', 'table'],
  ]) {
    once(`${attribute} means nothing: ready rejects and names the attribute (${source})`, async (stage) => {
      stage.serve('a.csv', 'x,A\na,1', CSV);
      const html =
        source === 'src'
          ? `<comparison-card src="a.csv" ${attribute}></comparison-card>`
          : inside(attribute, '<tr><th>x<th>A<tr><td>a<td>1');
      await stage.open(html, { head: LIBRARY });
      await stage.event('error');
      const message = await stage.evaluate(() =>
        document.querySelector('comparison-card').ready.catch(({ message }) => message),
      );
      assert.ok(String(message).includes(attribute.split('=')[0]), message);
    });
  }

  for (const [what, open] of [
    [
      'a file',
      (stage) => {
        stage.serve('a.csv', 'Feature,Tea,Coffee\nPlant,Leaves,Seeds', CSV);
        return stage.open(`<comparison-card src="a.csv">${script(AROUND)}</comparison-card>`, { head: LIBRARY });
      },
    ],
    [
      'a table inside',
      (stage) =>
        stage.open(inside('', '<tr><th>Feature<th>Tea<th>Coffee<tr><td>Plant<td>Leaves<td>Seeds', script(AROUND)), {
          head: LIBRARY,
        }),
    ],
    [
      'CSV inside',
      (stage) =>
        stage.open(
          `<comparison-card><script type="text/csv">Feature,Tea,Coffee\nPlant,Leaves,Seeds</script>${script(AROUND)}</comparison-card>`,
          { head: LIBRARY },
        ),
    ],
  ]) {
    once(`JSON without rows completes the card of ${what}, also when it changes`, async (stage) => {
      await open(stage);
      await stage.shown(AROUND.title);
      await stage.wait(hasValues, ['Leaves', 'Seeds']);
      const isSaid = (said) => document.querySelector('comparison-card').shadowRoot.textContent.includes(said);
      assert.equal(await stage.evaluate(isSaid, AROUND.answer), true);
      assert.equal(await stage.evaluate(isSaid, AROUND.introduction), true);
      await stage.evaluate(
        (text) => {
          document.querySelector('comparison-card script[type="application/json"]').textContent = text;
        },
        JSON.stringify({ ...AROUND, title: 'Changed', answer: 'Coffee wakes you.' }),
      );
      await stage.shown('Changed');
      assert.equal(await stage.evaluate(isSaid, 'Coffee wakes you.'), true);
      assert.deepEqual(await stage.evaluate(texts, 'value'), ['Leaves', 'Seeds']);
    });
  }
});
