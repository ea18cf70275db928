import assert from 'node:assert/strict';
import { inEitherEngine, LIBRARY } from './browser.js';
import { fiveRows } from './cards.js';
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
    ['md', '| '],
    ['csv', '"Category'],
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
      ['copy:md', '| '],
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
    ['md', 'text/md', '| '],
    ['csv', 'text/csv', '\ufeff"'],
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
