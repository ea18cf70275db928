/**
 * Pages whose elements shadow properties of the DOM (DOM clobbering): `<img name="head">` replaces `document.head`,
 * `<form><input name="closest">` replaces that method of the form. Cards must work, and load their files from next to
 * the script.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { FALLBACK, FORMATS, inEveryBrowser } from './browser.js';
import { BUILTIN, smallCard, smallJson } from './cards.js';

/** Every word in the scripts of pages, so that all DOM properties they use are included. */
const WORDS = [
  ...new Set(
    ['comparison-card.js', 'comparison-card.frames.js', FORMATS, FALLBACK].flatMap(
      (name) => readFileSync(`dist/${name}`, 'utf8').match(/\b[A-Za-z]\w+/g) ?? [],
    ),
  ),
];

/** Sorts words: properties of a document, properties of a form, missing properties of the window. @param {string[]} words */
const sortWords = (words) => {
  const form = document.createElement('form');
  return {
    ofDocument: words.filter((word) => word in document),
    ofForm: words.filter((word) => word in form),
    missing: words.filter((word) => !(word in window)),
  };
};

/** Elements that become properties of a document. @type {Record<string, (name: string) => string>} */
const IN_DOCUMENT = {
  img: (name) => `<img name="${name}">`,
  'img, by its id': (name) => `<img name="x" id="${name}">`,
  form: (name) => `<form name="${name}"></form>`,
  embed: (name) => `<embed name="${name}">`,
  object: (name) => `<object id="${name}"></object>`,
  iframe: (name) => `<iframe name="${name}"></iframe>`,
  'img and form': (name) => `<img name="${name}"><form name="${name}"></form>`,
};

/** Elements that become properties of their form. @type {Record<string, (name: string) => string>} */
const IN_FORM = {
  input: (name) => `<input type="hidden" name="${name}">`,
  output: (name) => `<output name="${name}"></output>`,
  'two fieldsets': (name) => `<fieldset name="${name}" hidden></fieldset>`.repeat(2),
  img: (name) => `<img id="${name}">`,
};

/** Elements that become properties of a window. @type {Record<string, (name: string) => string>} */
const IN_WINDOW = {
  a: (name) => `<a id="${name}"></a>`,
  form: (name) => `<form id="${name}"></form>`,
};

const CARDS = `<comparison-card class="served" src="card.json"></comparison-card>
  <comparison-card class="inside"><script type="application/json">${smallJson('Inside')}</script></comparison-card>
  <comparison-card class="table"><table><caption>Table</caption><tr><th>Name</th><th>A</th></tr><tr><th>Weight</th><td>1</td></tr>
  </table></comparison-card>
  <div class="upgraded"><table class="upgrade"><caption>Upgraded</caption><tr><th>Name</th><th>A</th></tr>
  <tr><th>Weight</th><td>1</td></tr></table></div>`;

/** @type {[string, string][]} */
const TITLES = [
  ['.served', 'Karte'],
  ['.inside', 'Inside'],
  ['.table', 'Table'],
  ['.upgraded comparison-card', 'Upgraded'],
];

const SCRIPT = '<script async src="/comparison-card.js" data-comparison-tables="table.upgrade"></script>';

/** Stores querySelector before the page replaces it. */
const holdFinder = () => {
  globalThis[Symbol.for('find')] = document.querySelector.bind(document);
};

const hasTitle = (selector, title) => {
  const root = globalThis[Symbol.for('find')](selector)?.shadowRoot;
  return root?.querySelector('[part~=title]')?.textContent === title;
};

/** Opens a page with cards and filters one of them. @param {import('./browser.js').Stage} stage @param {string} page */
async function useCards(stage, page) {
  await stage.before(holdFinder);
  stage.serve('card.json', { ...smallCard('Karte'), lang: 'de' });
  await stage.open(page);
  for (const [selector, title] of TITLES) await stage.wait(hasTitle, selector, title);
  await stage.evaluate(() => {
    globalThis[Symbol.for('find')]('.served').shadowRoot.querySelector('[part~=field]').focus();
  });
  await stage.type('weight');
  await stage.wait(() => globalThis[Symbol.for('find')]('.served').matchCount === 1);
  const seen = await stage.evaluate(() => {
    const { shadowRoot } = globalThis[Symbol.for('find')]('.served');
    return [shadowRoot.querySelector('[part~=clear]').textContent, shadowRoot.adoptedStyleSheets.length];
  });
  assert.deepEqual(seen, ['Leeren', 1]);
  assert.ok(stage.requests.some((url) => /\/labels\/de\b/.test(url)));
  assert.deepEqual([...stage.lines('warn'), ...stage.lines('error')], []);
}

/** Asserts that a page made requests only to its own server. @param {import('./browser.js').Stage} stage */
const asksOnlyItsOwn = (stage) =>
  assert.deepEqual(
    stage.requests.filter((url) => !url.startsWith(`${stage.origin}/`)),
    [],
  );

/** Elements tried in every browser, one for each way in which a name becomes a property; the others differ in their tag. */
const IN_ALL = ['img', 'iframe', 'input', 'a'];

inEveryBrowser((check, once) => {
  for (const [what, element] of Object.entries(IN_DOCUMENT)) {
    (IN_ALL.includes(what) ? check : once)(`a document with every name: ${what}`, async (stage) => {
      const { ofDocument } = await stage.evaluate(sortWords, WORDS);
      for (const name of ['currentScript', 'head', 'parentNode']) assert.ok(ofDocument.includes(name), name);
      await useCards(stage, ofDocument.map(element).join('') + SCRIPT + CARDS);
      assert.ok(await stage.evaluate(() => !(document.currentScript instanceof HTMLScriptElement || !document.head)));
      asksOnlyItsOwn(stage);
    });
  }

  for (const [what, element] of Object.entries(IN_FORM)) {
    (what === 'input' ? check : once)(`a form with every name around the cards: ${what}`, async (stage) => {
      const { ofForm } = await stage.evaluate(sortWords, WORDS);
      for (const name of ['closest', 'lang', 'parentElement']) assert.ok(ofForm.includes(name), name);
      await useCards(stage, `<form lang="fr">${ofForm.map(element).join('')}${SCRIPT}${CARDS}</form>`);
      asksOnlyItsOwn(stage);
    });
  }

  for (const [what, element] of Object.entries(IN_WINDOW)) {
    (IN_ALL.includes(what) ? check : once)(`a window with every name that it does not have: ${what}`, async (stage) => {
      const { missing } = await stage.evaluate(sortWords, WORDS);
      assert.ok(missing.includes('readyState'));
      await useCards(stage, missing.map(element).join('') + SCRIPT + CARDS);
      asksOnlyItsOwn(stage);
    });
  }

  /** Clobbers APIs that some browsers lack. */
  for (const name of ['trustedTypes', 'WebAssembly']) {
    once(`a browser without ${name}, and a form of that name`, async (stage) => {
      await stage.before((name) => delete globalThis[name], name);
      await useCards(stage, `<form id="${name}"></form>${SCRIPT}${CARDS}`);
      assert.ok(await stage.evaluate((name) => globalThis[name] instanceof HTMLFormElement, name));
      assert.equal(stage.requests.filter((url) => url.endsWith(FALLBACK)).length, name === 'WebAssembly' ? 1 : 0);
    });
  }

  for (const [what, element] of [
    ['img', (url) => `<img name="currentScript" src="${url}">`],
    ['embed', (url) => `<embed name="currentScript" src="${url}">`],
    ['iframe', (url) => `<iframe name="currentScript" src="${url}"></iframe>`],
    ['form', (url) => `<form name="currentScript" action="${url}"><input name="src" value="${url}"></form>`],
    ['object', (url) => `<object name="currentScript" data="${url}"></object>`],
  ]) {
    once(`no file comes from where an element named currentScript points: ${what}`, async (stage) => {
      await useCards(stage, element(`${stage.elsewhere}/folder/comparison-card.js`) + SCRIPT + CARDS);
      assert.deepEqual(
        stage.requests.filter((url) => url.startsWith(stage.elsewhere) && !url.endsWith('/folder/comparison-card.js')),
        [],
      );
    });
  }

  once('a form in a cell is read like any other element', async (stage) => {
    const names = ['nodeType', 'localName', 'childNodes', 'getAttribute', 'data'];
    const form = `<form>${names.map(IN_FORM.input).join('')}<b>Seven</b> days</form>`;
    await stage.open(
      `<comparison-card><table><caption>Returns</caption><tr><th>Name</th><th>A</th></tr>
        <tr><th>Time</th><td>${form}</td></tr></table></comparison-card>${SCRIPT}`,
    );
    await stage.shown('Returns');
    const value = await stage.evaluate(
      () => document.querySelector('comparison-card').shadowRoot.querySelector('[part~=value]').innerHTML,
    );
    assert.equal(value, '<bdi><strong>Seven</strong> days</bdi>');
  });

  once('tables that come in forms, and change there, become cards', async (stage) => {
    await stage.open(`${SCRIPT}<table class="upgrade"><caption>First</caption>
      <tr><th>Name</th><th>A</th></tr><tr><th>Weight</th><td>1</td></tr></table>`);
    await stage.shown('First');
    await stage.evaluate(() => {
      const form = document.createElement('form');
      form.innerHTML = `<input name="closest"><input name="querySelector"><input name="parentElement"><p></p>
        <table class="upgrade"><caption>Second</caption><tr><th>Name</th><th>A</th></tr></table>`;
      document.body.append(form);
    });
    await stage.settle();
    await stage.evaluate(() => {
      document.forms[0].append('text');
      document.querySelector('form table').insertRow().innerHTML = '<th>Weight</th><td>1</td>';
    });
    assert.equal((await stage.shown('Second', 'form comparison-card')).matchCount, 1);
  });

  once('/ typed while a form has the focus leads to the field', async (stage) => {
    await stage.open(
      `<form tabindex="-1"><input name="matches"><input name="isContentEditable" type="hidden"></form>${SCRIPT}
       <comparison-card src=""></comparison-card>`,
    );
    await stage.shown(BUILTIN);
    await stage.evaluate(() => document.querySelector('form').focus());
    await stage.press('/');
    assert.equal(await stage.evaluate(() => document.activeElement.localName), 'comparison-card');
  });

  once('the answer that is copied has the title of the page', async (stage) => {
    await stage.before(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
      Document.prototype.execCommand = () => {
        const { shadowRoot } = globalThis[Symbol.for('find')]('comparison-card');
        globalThis[Symbol.for('copied')] = shadowRoot.activeElement.value;
        return true;
      };
    });
    const names = ['title', 'execCommand', 'createElement'];
    await stage.before(holdFinder);
    await stage.open(`${names.map(IN_DOCUMENT.img).join('')}${SCRIPT}<comparison-card src=""></comparison-card>`);
    await stage.wait(hasTitle, 'comparison-card', BUILTIN);
    await stage.evaluate(() => {
      const { shadowRoot } = globalThis[Symbol.for('find')]('comparison-card');
      const button = shadowRoot.querySelector('[value="copy:answer"]');
      button.closest('[popover]').showPopover();
      button.click();
    });
    assert.match(await stage.wait(() => globalThis[Symbol.for('copied')]), /^Test$/m);
  });

  once('a frame in a form with every name is as high as its card', async (stage) => {
    const { ofForm, ofDocument } = await stage.evaluate(sortWords, WORDS);
    await stage.before(holdFinder);
    await stage.open(
      `${ofDocument.map(IN_DOCUMENT.img).join('')}<form>${ofForm.map(IN_FORM.input).join('')}
       <iframe src="/embed.html" width="100%" height="100"></iframe></form>
       <script async src="/comparison-card.frames.js"></script>`,
    );
    assert.ok(await stage.wait(() => globalThis[Symbol.for('find')]('iframe').offsetHeight > 200));
    await stage.evaluate(() => {
      const form = globalThis[Symbol.for('find')]('body > form');
      HTMLElement.prototype.dispatchEvent.call(form, new Event('transitionend', { bubbles: true }));
    });
  });
});
