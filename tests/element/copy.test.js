import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inEitherEngine, LIBRARY } from './browser.js';
import { fiveRows } from './cards.js';
import { DOWNLOADS } from './downloads.js';
import { focused, use } from './reader.js';

const teams = { ...fiveRows, id: 'teams', answer: 'Sales **sells**.' };

/** Records what is copied and saved, instead of doing it. `missing`: the browser has no clipboard API. */
const watchClipboard = (missing) => {
  const done = { copied: [], saved: [] };
  globalThis[Symbol.for('done')] = done;
  const refuse = () => Promise.reject(new DOMException('No', 'NotAllowedError'));
  const clipboard = {
    writeText: async (text) => done.copied.push(text),
    write: async ([item]) => done.copied.push(item),
  };
  const blocked = { writeText: refuse, write: refuse };
  const value = missing === 'clipboard' ? undefined : missing === 'permission' ? blocked : clipboard;
  Object.defineProperty(navigator, 'clipboard', { value });
  globalThis.ClipboardItem = missing ? undefined : Object; // new Object(item) is the item
  Document.prototype.execCommand = (command) => {
    const area = document.querySelector('comparison-card').shadowRoot.activeElement;
    done.copied.push([command, area.value.slice(area.selectionStart, area.selectionEnd)]);
    return missing !== 'selection';
  };
  HTMLAnchorElement.prototype.click = function () {
    done.saved.push([this.download, this.href]);
  };
};

const done = (stage) => stage.evaluate(() => globalThis[Symbol.for('done')]);

/** Presses a button and returns the copied text. */
async function copied(stage, what) {
  await use(stage, `[value="${what}"]`);
  return stage.wait(() => globalThis[Symbol.for('done')].copied.pop());
}

/** Presses a button and returns the saved file. */
async function saved(stage, what) {
  await use(stage, `[value="${what}"]`);
  const [name, url] = await stage.wait(() => globalThis[Symbol.for('done')].saved.pop());
  const file = await stage.evaluate(async (url) => {
    const blob = await (await fetch(url)).blob();
    return [blob.type, [...new Uint8Array(await blob.arrayBuffer())]];
  }, url);
  return { name, type: file[0], text: Buffer.from(file[1]).toString() };
}

async function openCard(stage, attributes = '', missing = '') {
  await stage.before(watchClipboard, missing);
  stage.serve('teams.json', teams);
  await stage.open(`<comparison-card src="teams.json" ${attributes}></comparison-card>`, { head: LIBRARY });
  return stage.shown(teams.title);
}

const feedback = () => {
  const { shadowRoot } = document.querySelector('comparison-card');
  const button = shadowRoot.querySelector('[value="copy:md"]');
  return [button.hasAttribute('data-done'), shadowRoot.querySelector('[part=toast]').textContent];
};

inEitherEngine((check, once) => {
  once('the link leads to the card and its view', async (stage) => {
    await openCard(stage);
    const page = stage.url;
    assert.equal(await copied(stage, 'copy:link'), `${page}#cc-teams`);
    await stage.filter('goal');
    assert.equal(await copied(stage, 'copy:link'), `${page}#cc-teams?q=goal`);
  });

  for (const [attributes, hash] of [
    ['history="off"', '#cc-other?q=x'],
    ['', '#section'],
  ]) {
    once(
      `the link is of this card alone, in a page at "${hash}" with ${attributes || 'its history'}`,
      async (stage) => {
        await openCard(stage, `view="q=two words" ${attributes}`);
        const page = stage.url;
        await stage.evaluate((hash) => {
          location.hash = hash;
        }, hash);
        assert.equal(await copied(stage, 'copy:link'), `${page}#cc-teams?q=two+words`);
      },
    );
  }

  once('the answer comes with the title and the address of the page', async (stage) => {
    await openCard(stage);
    assert.equal(await copied(stage, 'copy:answer'), `Sales sells.\n\nTest\n${stage.url}#cc-teams`);
  });

  for (const [kind, start] of [
    ['md', '# Difference between two teams\n\n| '],
    ['csv', '"Difference between two teams"\r\n"Category'],
    ['json', '['],
  ]) {
    // The browser copies one text or another.
    (kind === 'md' ? check : once)(`the rows shown are copied as ${kind}`, async (stage) => {
      await openCard(stage, 'view="q=goal"');
      const text = await copied(stage, `copy:${kind}`);
      assert.ok(text.startsWith(start), text);
      assert.match(text, /Goal/);
      assert.doesNotMatch(text, /Metrics/);
    });
  }

  check('HTML is copied as text and as rich text', async (stage) => {
    await openCard(stage, 'view="q=goal"');
    const item = await copied(stage, 'copy:html');
    assert.deepEqual(Object.keys(item), ['text/plain', 'text/html']);
    assert.match(item['text/html'], /^<table>.*Goal/s);
  });

  for (const missing of ['clipboard', 'permission']) {
    for (const [what, start] of [
      ['copy:md', '# Difference between two teams\n\n| '],
      ['copy:html', '<table>'],
    ]) {
      (what === 'copy:html' ? check : once)(
        `${what} without the ${missing} is copied from a selection, and the focus stays`,
        async (stage) => {
          await openCard(stage, '', missing);
          const [command, text] = await copied(stage, what);
          assert.equal(command, 'copy');
          assert.ok(text.startsWith(start), text);
          assert.equal(await focused(stage), 'do');
          const left = () => document.querySelector('comparison-card').shadowRoot.querySelector('textarea');
          assert.equal(await stage.evaluate(left), null);
        },
      );
    }
  }

  check('the button and the status say that it is copied, for two seconds', async (stage) => {
    await openCard(stage);
    await copied(stage, 'copy:md');
    await stage.wait(() => Boolean(document.querySelector('comparison-card').shadowRoot.querySelector('[data-done]')));
    assert.deepEqual(await stage.evaluate(feedback), [true, 'Copied']);
    await stage.wait(() => !document.querySelector('comparison-card').shadowRoot.querySelector('button[data-done]'));
    assert.deepEqual(await stage.evaluate(feedback), [false, '']);
  });

  for (const [kind, type, start] of [
    ['md', 'text/md', '# Difference between two teams\n\n| '],
    ['csv', 'text/csv', '\ufeff"Difference between two teams"\r\n"Category","'],
    ['json', 'text/json', '['],
    ['html', 'text/html', '<table>'],
  ]) {
    (kind === 'csv' ? check : once)(`the rows shown are saved as teams.${kind}`, async (stage) => {
      await openCard(stage, 'view="q=goal"');
      const file = await saved(stage, `save:${kind}`);
      assert.deepEqual([file.name, file.type], [`teams.${kind}`, type]);
      assert.ok(file.text.startsWith(start), file.text);
      assert.match(file.text, /Goal/);
      assert.doesNotMatch(file.text, /Metrics/);
    });
  }

  /** What is copied from and saved of a card with numbers, in two languages. */
  const prices = {
    title: 'Prices',
    id: 'teams',
    subjects: ['A', 'B'],
    attributes: [
      { name: 'Price', unit: '€', values: [3.125, -0.5] },
      { name: 'Sum', values: ['=1+1', 'two\n"lines"'] },
      { name: 'Count', values: [3380, '"q"'] },
    ],
  };
  const PLAIN = {
    de: ['Merkmal\tA\tB', 'Price (€)\t3,1250\t-0,5', 'Sum\t\'=1+1\ttwo "lines"', 'Count\t3380\t"""q"""', ''],
    en: ['Category\tA\tB', 'Price (€)\t3.125\t-0.5', 'Sum\t\'=1+1\ttwo "lines"', 'Count\t3380\t"""q"""', ''],
  };
  const openPrices = async (stage, lang, missing = '') => {
    if (missing !== 'own') await stage.before(watchClipboard, missing);
    stage.serve('teams.json', { ...prices, lang });
    await stage.open('<comparison-card src="teams.json"></comparison-card>', { head: LIBRARY });
    await stage.shown('Prices');
  };

  for (const lang of ['de', 'en']) {
    (lang === 'de' ? check : once)(`the table is copied for spreadsheets and mails, in ${lang}`, async (stage) => {
      await openPrices(stage, lang);
      const { 'text/plain': plain, 'text/html': html } = await copied(stage, 'copy:table');
      assert.deepEqual(plain.split('\n'), PLAIN[lang]);
      const cells = await stage.evaluate((html) => {
        const { body } = new DOMParser().parseFromString(html, 'text/html');
        const cells = [...body.querySelectorAll('tr')].map((row) =>
          [...row.cells].map(({ textContent }) => textContent),
        );
        return [body.children.length, cells, body.querySelectorAll('[class],[part],button,a').length];
      }, html);
      const isolated = (text) => text.replace(/[\u2066-\u2069]/g, '');
      assert.equal(cells[0], 1);
      assert.deepEqual(cells[1][1].map(isolated), PLAIN[lang][1].split('\t'));
      assert.equal(cells[1][2][1], "'=1+1");
      assert.equal(cells[1].length, 4);
      assert.equal(cells[2], 0);
      assert.equal(html.match(/border:1px solid/g).length, 12);
    });

    once(`CSV that is saved opens in spreadsheets of its language: ${lang}`, async (stage) => {
      await openPrices(stage, lang);
      const { text } = await saved(stage, 'save:csv');
      const [separator, price, small] = lang === 'de' ? [';', '3,1250', '-0,5'] : [',', '3.125', '-0.5'];
      const line = (...cells) => cells.map((cell) => `"${cell}"`).join(separator);
      assert.equal(text.split('\r\n')[2], line('Price', '', '€', price, small));
      assert.equal(text[0], '\ufeff');
    });
  }

  check('the table is copied as text and rich text without a clipboard API', async (stage) => {
    await stage.before(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
      // Browsers of tests may not write to the clipboard of the system: the event is what they would copy.
      Document.prototype.execCommand = () => {
        const area = document.querySelector('comparison-card').shadowRoot.activeElement;
        const clipboardData = new DataTransfer();
        const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true, composed: true });
        area.dispatchEvent(event);
        const data = event.clipboardData ?? clipboardData;
        globalThis[Symbol.for('data')] = ['text/plain', 'text/html'].map((type) => data.getData(type));
        return event.defaultPrevented;
      };
    });
    await openPrices(stage, 'en', 'own');
    await use(stage, '[value="copy:table"]');
    const [plain, html] = await stage.wait(() => globalThis[Symbol.for('data')]);
    assert.deepEqual(plain.split('\n'), PLAIN.en);
    assert.match(html, /^<table style=.*Count/s);
  });

  /** Selects from the start of one cell to the end of another, by row and column, and copies. */
  const copySelected = (from, to) => {
    const root = document.querySelector('comparison-card').shadowRoot;
    const cells = ([row, column]) => root.querySelectorAll('[part~=row]')[row].children[column];
    const selection = root.getSelection?.() ?? getSelection();
    const texts = (cell) => document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const first = texts(cells(from)).nextNode();
    const walker = texts(cells(to));
    let last = walker.nextNode();
    for (let next = walker.nextNode(); next; next = walker.nextNode()) last = next;
    selection.setBaseAndExtent(first, 0, last, last.length);
    const clipboardData = new DataTransfer();
    const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true, composed: true });
    cells(to).dispatchEvent(event);
    const data = event.clipboardData ?? clipboardData;
    return [event.defaultPrevented, data.getData('text/plain'), data.getData('text/html')];
  };

  check('rows that are selected by hand are copied as a table', async (stage) => {
    await openPrices(stage, 'de');
    const [head, , sum, count] = PLAIN.de;
    const [isOwn, plain, html] = await stage.evaluate(copySelected, [1, 0], [2, 2]);
    assert.equal(isOwn, true);
    assert.deepEqual(plain.split('\n'), [head, sum, count, '']);
    assert.match(html, /^<table style=.*Merkmal.*Sum.*Count.*<\/table>\n$/s);
    assert.doesNotMatch(html, /Price/);
    const [, part] = await stage.evaluate(copySelected, [1, 0], [1, 1]);
    assert.deepEqual(part.split('\n'), [head, sum, '']);
  });

  check('what is selected in one cell is copied as it is', async (stage) => {
    await openPrices(stage, 'en');
    assert.deepEqual(await stage.evaluate(copySelected, [1, 1], [1, 1]), [false, '', '']);
  });

  once('rows that are selected are those in sight: sorted, filtered, and without collapsed groups', async (stage) => {
    await stage.before(watchClipboard, '');
    const attributes = ['a', 'b', 'c', 'd'].map((name, i) => ({
      name,
      group: i < 2 ? 'G' : 'H',
      values: ['1', `${i}`],
    }));
    stage.serve('teams.json', { title: 'Groups', subjects: ['A', 'B'], attributes });
    await stage.open('<comparison-card src="teams.json"></comparison-card>', { head: LIBRARY });
    await stage.shown('Groups');
    await stage.setView('fold=G');
    const [, plain] = await stage.evaluate(copySelected, [0, 0], [0, 2]);
    assert.deepEqual(plain.split('\n').slice(1), ['c\t1\t2', '']);
    await stage.setView('sort=-name&q=-c');
    const [, sorted] = await stage.evaluate(copySelected, [0, 0], [1, 2]);
    assert.deepEqual(sorted.split('\n').slice(1), ['b\t1\t1', 'a\t1\t0', '']);
  });

  check('a file that is saved is in the folder for downloads, whole', async (stage) => {
    const id = `saved-${process.pid}-${Date.now()}`;
    stage.serve('teams.json', { ...teams, id });
    await stage.open('<comparison-card src="teams.json"></comparison-card>', { head: LIBRARY });
    await stage.shown(teams.title);
    await use(stage, '[value="save:csv"]');
    const file = join(DOWNLOADS, `${id}.csv`);
    for (let i = 0; i < 100 && !existsSync(file); i++) await pause(50);
    await pause(100);
    assert.match(
      readFileSync(file, 'utf8'),
      /^\ufeff"Difference between two teams"\r\n"Category".*Short","Long"\r\n$/s,
    );
  });

  once('copying and saving change neither the view nor the address', async (stage) => {
    await openCard(stage, 'view="q=goal"');
    await copied(stage, 'copy:csv');
    await saved(stage, 'save:csv');
    const { view, rows } = await stage.look();
    assert.deepEqual([view, rows, await stage.evaluate(() => location.hash)], ['q=goal', ['Goal'], '']);
    assert.equal((await stage.events()).length, 1);
    assert.deepEqual((await done(stage)).copied, []);
  });
});
