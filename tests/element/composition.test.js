/** Text that is composed in the field by an input method: nothing changes until it is committed. */
import assert from 'node:assert/strict';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { focusOn, viewIs } from './reader.js';

const card = {
  title: 'Drinks',
  subjects: ['Tea', 'Coffee'],
  attributes: [
    { name: '日本', values: ['a', 'b'] },
    { name: '中国', values: ['ri', 'd'] },
    { name: '담배', values: ['e', 'f'] },
    { name: 'Name', values: ['g', 'h'] },
  ],
};

/**
 * The steps of an input method: an event and the text in the field at that time.
 * @typedef {[type: string, value: string, init?: object]} Step
 */
const composing = { isComposing: true, inputType: 'insertCompositionText' };
/** @type {(text: string) => Step} */
const step = (text) => ['input', text, { ...composing, data: text }];
/** @type {Step} */
const START = ['compositionstart', ''];

/** @type {[string, Step[]][]} */
const ORDERS = [
  ['of Chromium', [START, step('r'), step('ri'), step('日'), step('日本'), ['compositionend', '日本']]],
  [
    'of Firefox',
    [
      START,
      step('ri'),
      step('日本'),
      ['compositionend', '日本'],
      ['input', '日本', { inputType: 'insertCompositionText', data: '日本' }],
    ],
  ],
  [
    'of Safari',
    [
      START,
      step('ri'),
      step('日本'),
      ['input', '', { inputType: 'deleteCompositionText' }],
      ['input', '日本', { inputType: 'insertFromComposition', data: '日本' }],
      ['compositionend', '日本'],
      ['keydown', '日本', { key: 'Enter', keyCode: 229 }],
    ],
  ],
  [
    'with letters deleted on the way',
    [
      START,
      step('rit'),
      ['input', 'ri', { isComposing: true, inputType: 'deleteContentBackward' }],
      step('日本'),
      ['compositionend', '日本'],
    ],
  ],
];

/** Sends the steps to the field and returns the number of changes of the view after each. */
const perform = (steps) => {
  const card = document.querySelector('comparison-card');
  const field = card.shadowRoot.querySelector('input');
  field.focus();
  let changes = 0;
  card.addEventListener('viewchange', () => changes++);
  return steps.map(([type, value, init]) => {
    field.value = value;
    const Kind = type === 'input' ? InputEvent : type.startsWith('key') ? KeyboardEvent : CompositionEvent;
    field.dispatchEvent(new Kind(type, { bubbles: true, composed: true, cancelable: true, ...init }));
    return changes;
  });
};

async function open(stage, attributes = '') {
  stage.serve('card.json', card);
  await stage.open(`<comparison-card src="card.json" ${attributes}></comparison-card>`, { head: LIBRARY });
  await stage.shown('Drinks');
}

inEveryBrowser((check, once) => {
  for (const [order, steps] of ORDERS) {
    check(`nothing changes until the text is committed, once, in the order ${order}`, async (stage) => {
      await open(stage);
      const changes = await stage.evaluate(perform, steps);
      const commit = steps.findIndex(
        ([type, , init]) => type === 'compositionend' || (init?.data && !init.isComposing),
      );
      assert.deepEqual(
        changes,
        steps.map((_, i) => Number(i >= commit)),
      );
      assert.deepEqual((await stage.look()).rows, ['日本']);
    });
  }

  once('a composition that is given up leaves the view as it was', async (stage) => {
    await open(stage, 'view="q=name"');
    const steps = [['compositionstart', 'name'], step('namer'), step('nameri'), ['compositionend', 'name']];
    assert.deepEqual(await stage.evaluate(perform, steps), [0, 0, 0, 0]);
    assert.deepEqual((await stage.look()).rows, ['Name']);
  });

  once('a composition that is given up in Safari clears nothing, though Escape comes after its end', async (stage) => {
    await open(stage, 'view="q=name"');
    const givenUp = ['keydown', 'name', { key: 'Escape', keyCode: 229 }];
    const steps = [START, step('nameri'), ['input', 'name', { inputType: 'deleteCompositionText' }]];
    await stage.evaluate(perform, [...steps, ['compositionend', 'name'], givenUp]);
    assert.equal((await stage.look()).view, 'q=name');
  });

  once('Korean syllables are found as they grow', async (stage) => {
    await open(stage);
    assert.deepEqual(await stage.evaluate(perform, [START, step('담'), ['compositionend', '담']]), [0, 1, 1]);
    assert.deepEqual((await stage.look()).rows, ['담배']);
  });

  for (const [languages, expected] of [
    [['en-GB'], [0, 1, 2, 2]],
    [
      ['ja-JP', 'en'],
      [0, 0, 0, 1],
    ],
  ]) {
    once(`on Android, where each word is composed, a reader of ${languages} gets rows so`, async (stage) => {
      await stage.before((languages) => {
        Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (Linux; Android 10; K)' });
        Object.defineProperty(navigator, 'languages', { value: languages });
      }, languages);
      await open(stage);
      const steps = [START, step('na'), step('nam'), ['compositionend', 'nam']];
      assert.deepEqual(await stage.evaluate(perform, steps), expected);
    });
  }

  check('keys go on as before after a composition', async (stage) => {
    await open(stage);
    await stage.evaluate(perform, [START, step('日本'), ['compositionend', '日本']]);
    await stage.press('Escape');
    await viewIs(stage, '');
    await focusOn(stage, 'input');
    await stage.type('name');
    await viewIs(stage, 'q=name');
  });
});
