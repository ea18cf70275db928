import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { CardError, openCard } from '../../dist/node/index.js';

const ARABIC = readFileSync('data/tea-vs-coffee.ar.json');
const german = (/** @type {object} */ more = {}) =>
  JSON.stringify({ title: 'A und B', columns: ['Merkmal', 'A', 'B'], rows: [['Preis', 1, 2]], ...more });

describe('openCard', () => {
  test('opens the built-in card', async () => {
    const card = await openCard(null);
    assert.match(card.render('q=lead'), /3 of 5 rows/);
    card.close();
  });

  test('takes text and bytes', async () => {
    const cards = await Promise.all([ARABIC, ARABIC.toString()].map((json) => openCard(json)));
    assert.equal(cards[0].render(''), cards[1].render(''));
  });

  test('speaks the language of the card', async () => {
    assert.match((await openCard(german({ lang: 'de-AT' }))).render(''), /Zeilen filtern/);
  });

  test('speaks the language of the page where the card names none', async () => {
    assert.match((await openCard(german(), 'de')).render(''), /Zeilen filtern/);
    assert.match((await openCard(german({ lang: 'en' }), 'de')).render(''), /Filter rows/);
  });

  test('tells what is wrong and where, and goes on', async () => {
    const place = { name: 'CardError', code: 'wrong-type', path: 'title', line: 1, column: 10 };
    await assert.rejects(openCard('{"title":5}'), (error) => error instanceof CardError);
    await assert.rejects(openCard('{"title":5}'), place);
    assert.ok(await openCard(null));
  });
});
