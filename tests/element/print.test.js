/** The card on paper: prints pages as PDF and reads their text with pdftotext. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { inChromium, inPrintingBrowsers, LIBRARY } from './browser.js';
import { BUILTIN } from './cards.js';

const ROWS = 120;

const numbers = Array.from({ length: ROWS }, (_, i) => i + 1);

/**
 * Returns a card of 120 rows. The value of Beta in row 7 is "b7".
 * @param {string[]} subjects @param {object} [row] further fields of each row; `#` is the row's number
 */
function longCard(subjects, row = {}) {
  const attributes = numbers.map((number) => ({
    name: `R${number}`,
    ...JSON.parse(JSON.stringify(row).replaceAll('#', `${number}`)),
    values: subjects.map((name) => `${name[0].toLowerCase()}${number}`),
  }));
  return { title: 'Long', subjects, attributes };
}

const TWO = ['Alpha', 'Beta'];
const FIVE = [...TWO, 'Gamma', 'Delta', 'Epsilon'];

const CARD = '<comparison-card src="card.json"></comparison-card>';
const TABLE = `<script src="/comparison-card.js" data-comparison-tables></script>
  <table><caption>Long</caption><tr><th>Name<th>Alpha<th>Beta
  ${numbers.map((number) => `<tr><th>R${number}<td>a${number}<td>b${number}`).join('')}</table>`;

/** @type {[string, {subjects: string[], row?: object, more?: object, body?: string}][]} */
const cases = [
  ['one subject', { subjects: ['Alpha'] }],
  ['two subjects', { subjects: TWO }],
  ['two subjects with definitions', { subjects: TWO, row: { definition: 'means m#' } }],
  ['five subjects', { subjects: FIVE }],
  ['five subjects with definitions', { subjects: FIVE, row: { definition: 'means m#' } }],
  ['two subjects from right to left', { subjects: TWO, more: { dir: 'rtl' } }],
  ['two subjects in a column of 300 px', { subjects: TWO, body: `<div style="width: 300px">${CARD}</div>` }],
  ['two subjects in a flex box', { subjects: TWO, body: `<div style="display: flex"><div>${CARD}</div></div>` }],
  ['two subjects in a dialog', { subjects: TWO, body: `<dialog open>${CARD}</dialog>` }],
  ['a table that was upgraded', { subjects: TWO, body: TABLE }],
];

const TALL_ROWS = numbers.slice(0, 40);
const LETTERS = [...'cdefghijk'];

/** Returns a card of 40 rows, with lists of nine lines as values. @param {object} [row] */
function tallCard(row) {
  const { attributes, ...card } = longCard(TWO, row);
  const values = (number) => [LETTERS.map((letter) => letter + number), ''];
  return { ...card, attributes: TALL_ROWS.map((number, i) => ({ ...attributes[i], values: values(number) })) };
}

/** Returns the pages of a PDF as text. @param {Buffer} pdf */
const textOf = (pdf) =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString().split('\f').slice(0, -1);

/** @param {string} text @param {string} word */
const count = (text, word) => text.match(new RegExp(`\\b${word}\\b`, 'g'))?.length ?? 0;

/** Returns the number of shown rows. */
const shownRows = () => document.querySelector('comparison-card').shadowRoot.querySelectorAll('[part~=row]').length;

/** Opens a page with a loaded card and does nothing else. */
async function open(stage, body) {
  await stage.resize(320); // paper has another width than the window
  await stage.open(body, { head: LIBRARY });
  await stage.shown('Long');
}

inPrintingBrowsers((check, once) => {
  for (const [i, [name, { subjects, row = {}, more = {}, body = CARD }]] of cases.entries()) {
    // Other cases print the same; browsers differ in breaking tables.
    const declare = i % 5 ? once : check;
    declare(`a card that nobody touched has all its rows, and its head on each page: ${name}`, async (stage) => {
      stage.serve('card.json', { ...longCard(subjects, row), ...more });
      await open(stage, body);
      const pages = textOf(await stage.print());
      const text = pages.join('\n');
      for (const number of numbers) {
        const words = [`R${number}`, ...subjects.map((name) => `${name[0].toLowerCase()}${number}`)];
        for (const word of words) assert.equal(count(text, word), 1, word);
        const line = text.split('\n').find((line) => count(line, words[0]));
        assert.equal(
          count(String(line), words[1]),
          1,
          `values are next to the row's name, as on a wide screen: ${line}`,
        );
        if ('definition' in row) assert.equal(count(text, `m${number}`), 1, `m${number}`);
      }
      const withRows = pages.filter((page) => /R\d/.test(page));
      assert.ok(withRows.length > 1, 'there is more than one page to look at');
      for (const [i, page] of withRows.entries()) {
        for (const name of subjects) assert.equal(count(page, name), 1, `${name} on page ${i + 1}`);
      }
      assert.doesNotMatch(text, /Share|Differences|Show/, 'no controls');
      assert.equal(await stage.evaluate(shownRows), 50, 'afterwards there are the first rows again');
    });
  }

  check('a card is printed again and again, filtered or not, as the reader sees it', async (stage) => {
    stage.serve('card.json', longCard(TWO));
    await open(stage, CARD);
    const printed = async () => {
      const text = textOf(await stage.print()).join('\n');
      return numbers.filter((number) => count(text, `R${number}`) && count(text, `b${number}`) === 1);
    };
    for (let i = 0; i < 2; i++) assert.deepEqual(await printed(), numbers, `print ${i + 1}`);
    await stage.filter('R1');
    await stage.event('viewchange', 2);
    const hits = numbers.filter((number) => `${number}`.startsWith('1'));
    for (let i = 0; i < 2; i++) assert.deepEqual(await printed(), hits, `filtered, print ${i + 1}`);
    await stage.filter('');
    await stage.wait(() => document.querySelector('comparison-card').view === '');
    assert.deepEqual(await printed(), numbers, 'cleared');
    assert.equal(await stage.evaluate(shownRows), 50);
  });

  check('a row of many lines stays on one page', async (stage) => {
    stage.serve('card.json', tallCard());
    await open(stage, CARD);
    const pages = textOf(await stage.print());
    assert.ok(pages.length > 5);
    for (const number of TALL_ROWS) {
      const page = pages.find((page) => count(page, `R${number}`)) ?? '';
      assert.deepEqual(
        LETTERS.filter((letter) => !count(page, letter + number)),
        [],
        `of R${number}`,
      );
    }
  });
});

// Not in Firefox: it breaks tables after any row, and runs no microtasks before WebDriver prints.
inChromium('dist', (check) => {
  check('the name of a group stays with its first row', async (stage) => {
    stage.serve('card.json', tallCard({ group: 'G#' }));
    await open(stage, CARD);
    const pages = textOf(await stage.print());
    for (const number of TALL_ROWS) {
      assert.ok(
        pages.some((page) => count(page, `G${number}`) && count(page, `R${number}`)),
        `R${number}`,
      );
    }
  });

  check('the number of a note takes no more room than it needs', async (stage) => {
    stage.serve('card.json', {
      ...longCard(TWO),
      attributes: [{ name: 'R1', values: [{ text: 'a', note: 'N' }, 'b'] }],
    });
    await open(stage, CARD);
    const widthOf = () =>
      document.querySelector('comparison-card').shadowRoot.querySelector('[part=note-button]').offsetWidth;
    const onScreen = await stage.evaluate(widthOf);
    await stage.emulate({ media: 'print' });
    assert.ok((await stage.evaluate(widthOf)) < onScreen / 2);
  });

  check('a lazy card that has its data is printed with all its rows', async (stage) => {
    const inside = `<script type="application/json">${JSON.stringify(longCard(TWO))}</script>`;
    const late = `<comparison-card loading="lazy" id="late">${inside}</comparison-card>`;
    await stage.open(`<comparison-card src=""></comparison-card><div style="height: 9000px"></div>${late}`, {
      head: LIBRARY,
    });
    await stage.shown(BUILTIN);
    const text = textOf(await stage.print()).join();
    assert.deepEqual(
      numbers.filter((number) => count(text, `b${number}`) !== 1),
      [],
    );
  });
});
