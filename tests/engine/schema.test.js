/** data/comparison.schema.json and the engine must know, accept and refuse the same. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { CardError } from '../../web/engine/engine.js';
import { sourceFiles, wholeEngine } from './engines.js';

const schema = JSON.parse(readFileSync('data/comparison.schema.json', 'utf8'));
const ajv = new Ajv2020({ strict: true, allErrors: true });
/** @type {any} */ (addFormats)(ajv);
const SCHEMA = 'comparison.schema.json';
const validate = /** @type {import('ajv').ValidateFunction} */ (ajv.addSchema(schema, SCHEMA).getSchema(SCHEMA));
const engine = await wholeEngine();

/** @typedef {Record<string, any>} Node a part of the schema, or of a card */

/** Returns the problems of a card, whether it opens or not. @param {unknown} card */
function problemsOf(card) {
  try {
    const opened = engine.open(JSON.stringify(card));
    const { problems } = opened;
    opened.close();
    return problems;
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    return [{ ...error, level: 'error' }];
  }
}

/** @param {unknown} card */
const engineAccepts = (card) => problemsOf(card).every(({ level }) => level === 'warning');

/** @param {unknown} card */
function schemaSays(card) {
  validate(card);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the cards in data/', () => {
  for (const file of readdirSync('data').filter((name) => /(?<!schema)\.json$/.test(name))) {
    const card = JSON.parse(readFileSync(`data/${file}`, 'utf8'));
    test(`${file} is valid`, () => assert.deepEqual(schemaSays(card), []));
    test(`${file} opens without a problem`, () => assert.deepEqual(problemsOf(card), []));
    test(`${file} names its schema`, () => assert.equal(card.$schema, 'comparison.schema.json'));
  }
});

test('the most subjects are the same in the engine and the schema', () => {
  const [, most] = /CARD_MAX_SUBJECTS (\d+)/.exec(readFileSync('src/card.h', 'utf8')) ?? [];
  assert.equal(schema.properties.subjects.maxItems, Number(most));
});

describe('the schema', () => {
  test('is found by its address alone: it claims no other', () => assert.equal(schema.$id, undefined));

  /**
   * Returns every described part of the schema with its path.
   * @param {Node} node @param {string} path @returns {[string, Node][]}
   */
  const walk = (node, path) => [
    [path, node],
    ...Object.entries(node.properties ?? {}).flatMap(([name, part]) =>
      part === true || part === false ? [] : walk(part, `${path}/properties/${name}`),
    ),
    ...(node.anyOf ?? []).flatMap((/** @type {Node} */ part, /** @type {number} */ i) =>
      walk(part, `${path}/anyOf/${i}`),
    ),
    ...Object.entries(node.$defs ?? {}).flatMap(([name, part]) => walk(part, `${path}/$defs/${name}`)),
  ];

  for (const [path, { examples }] of walk(schema, '#')) {
    if (!examples) continue;
    test(`examples of ${path} are valid`, () => {
      const part = ajv.getSchema(`${SCHEMA}${path}`);
      for (const example of examples)
        assert.ok(part?.(example), `${JSON.stringify(example)}: ${ajv.errorsText(part?.errors)}`);
    });
  }

  test('its cards open without a problem', () => {
    for (const example of schema.examples) assert.deepEqual(problemsOf(example), []);
  });

  test('its defaults of labels are those of the engine', () => {
    const labels = Object.fromEntries(
      Object.entries(schema.$defs.labels.properties).map(([name, label]) => [name, label.default]),
    );
    const card = {
      title: 'T',
      answer: 'a',
      subjects: [{ name: 'A', definition: 'd d', href: 'a.html' }, 'B'],
      attributes: [
        { name: 'near', definition: 'd', better: 'lower', values: [{ value: 1, source: 's' }, 2] },
        { name: 'm', values: [true, false] },
        ...Array.from({ length: 100 }, () => ({ name: 'o' })),
      ],
      relationship: 'r',
      summary: 's',
      seeAlso: [{ title: 'x', href: 'x.html' }],
      sources: ['y'],
      updated: '2026-11-23',
    };
    const wider = { ...card, subjects: [...card.subjects, 'C'] };
    const htmlOf = (/** @type {any} */ words) =>
      [card, wider].flatMap((one) =>
        ['', 'q=d', 'q=naer'].map((view) => engine.open(JSON.stringify({ ...one, ...words })).render(view)),
      );
    const own = htmlOf({});
    assert.deepEqual(own, htmlOf({ labels }));
    for (const [name, text] of Object.entries(labels)) {
      const [longest] = text.split(/.*\||\{\w+\}/).sort((a, b) => b.length - a.length);
      assert.ok(own.join().includes(longest), `${name}: ${longest}`);
    }
  });
});

describe('fields', () => {
  /** Resolves the reference of a part of the schema. @param {Node} node @returns {Node} */
  const resolve = ({ $ref, ...node }) => ($ref ? { ...resolve(schema.$defs[$ref.split('/').at(-1)]), ...node } : node);

  /** Returns the richest form of a part: an object with all its fields if possible. @param {Node} node @returns {Node} */
  function richest(node) {
    const resolved = resolve(node);
    if (resolved.properties || !resolved.anyOf) return resolved;
    const ways = resolved.anyOf.map(richest);
    return (
      ways.find((/** @type {Node} */ way) => way.properties) ??
      ways.find((/** @type {Node} */ way) => way.items) ??
      resolved
    );
  }

  /** Returns a value that uses every field of a part. @param {Node} node @returns {any} */
  function build(node) {
    const { properties, items, type, examples } = richest(node);
    if (properties) return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, build(part)]));
    const filled = type === 'array' && items && richest(items);
    return filled?.properties || filled?.items ? [build(items)] : examples[0];
  }

  const { columns, rows, ...full } = build(schema);
  const { subjects, attributes, ...compact } = { ...full, columns, rows };
  /** @type {Record<string, Node>} */
  const forms = { full: { ...full, attributes }, compact: { ...compact, columns: ['', 'A'], rows: [['n', 1]] } };
  for (const [form, card] of Object.entries(forms)) {
    test(`every field of the schema in one card, ${form} form`, () => {
      assert.deepEqual(schemaSays(card), []);
      assert.deepEqual(problemsOf(card), []);
    });
  }

  /** The kinds of records: their part of the card and of the schema. @type {[string, (card: Node) => Node, Node][]} */
  const RECORDS = [
    ['a card', (card) => card, schema],
    ['a subject', (card) => card.subjects[0], richest({ $ref: '#/$defs/subject' })],
    ['an image', (card) => card.subjects[0].image, schema.$defs.image],
    ['an attribute', (card) => card.attributes[0], schema.$defs.attribute],
    ['a value', (card) => card.attributes[0].values[0], schema.$defs.valueObject],
    ['the source of a value', (card) => card.attributes[0].values[0].source, richest({ $ref: '#/$defs/link' })],
    ['a section', (card) => card.sections[0], schema.$defs.section],
    ['a link to a related page', (card) => card.seeAlso[0], schema.$defs.seeAlsoLink],
    ['a source', (card) => card.sources[0], richest({ $ref: '#/$defs/link' })],
    ['labels', (card) => card.labels, schema.$defs.labels],
  ];

  // Any quoted word in the source may be the name of a field.
  const files = sourceFiles().map((file) => readFileSync(file, 'utf8'));
  const source = files.join('\n');
  const words = [...new Set([...source.matchAll(/"(\$?[A-Za-z]\w*)"/g)].map(([, word]) => word))];

  for (const [name, find, { properties }] of RECORDS) {
    test(`the engine knows the fields of ${name} that the schema knows, and no others`, () => {
      const known = words.filter((word) => {
        const card = structuredClone(forms.full);
        find(card)[word] = null;
        return !problemsOf(card).some(({ code, path }) => code === 'unknown-field' && path.split('.').at(-1) === word);
      });
      assert.deepEqual(known.sort(), Object.keys(properties).sort());
    });
  }
});

/** @param {Node} more */
const base = (more) => ({ title: 'T', subjects: ['A', 'B'], attributes: [{ name: 'n', values: [1, 2] }], ...more });
const valued = (/** @type {unknown} */ value) => base({ attributes: [{ name: 'n', values: [value] }] });
const attribute = (/** @type {Node} */ more) => base({ attributes: [{ name: 'n', ...more }] });
const subject = (/** @type {Node} */ more) => base({ subjects: [{ name: 'A', ...more }, 'B'] });
const image = (/** @type {Node} */ more) => subject({ image: { src: 'a.png', alt: '', ...more } });
const compact = (/** @type {Node} */ more) => ({ title: 'T', columns: ['', 'A'], rows: [['n', 1]], ...more });

describe('both refuse', () => {
  /** @type {Record<string, unknown>} */
  const WRONG = {
    'a list': [],
    'a text': 'T',
    null: null,
    'nothing in it': {},
    'no title': { subjects: ['A'], attributes: [] },
    'an empty title': base({ title: '' }),
    'a title that is a number': base({ title: 1 }),
    'no subjects': { title: 'T', attributes: [] },
    'no attributes': { title: 'T', subjects: ['A'] },
    'an empty list of subjects': base({ subjects: [] }),
    '51 subjects': base({ subjects: Array.from({ length: 51 }, (_, i) => `S${i}`), attributes: [] }),
    'a subject that is a number': base({ subjects: ['A', 5] }),
    'a subject without a name': base({ subjects: ['A', { id: 'b' }] }),
    'a subject with an empty name': base({ subjects: ['A', ''] }),
    'a bad id': base({ id: 'a b' }),
    'an id that starts with a digit': base({ id: '1a' }),
    'an id of 65 characters': base({ id: 'a'.repeat(65) }),
    'an empty id': base({ id: '' }),
    'a bad id of a subject': subject({ id: 'ä' }),
    'a bad language': base({ lang: 'en_GB' }),
    'a language of one letter': base({ lang: 'e' }),
    'a language that starts with a digit': base({ lang: '1e' }),
    'a language with two hyphens': base({ lang: 'en--GB' }),
    'a language that ends in a hyphen': base({ lang: 'en-' }),
    'a language of nine letters': base({ lang: 'abcdefghi' }),
    'an empty language': base({ lang: '' }),
    'a bad direction': base({ dir: 'auto' }),
    'an answer that is a list': base({ answer: ['a'] }),
    'an answer that is null': base({ answer: null }),
    'a date in words': base({ updated: 'today' }),
    'a date with a time': base({ updated: '2026-01-01T00:00:00Z' }),
    'the thirteenth month': base({ updated: '2026-13-01' }),
    'the day zero': base({ updated: '2026-01-00' }),
    'the 32nd': base({ updated: '2026-01-32' }),
    '31 April': base({ updated: '2026-04-31' }),
    '29 February 2026': base({ updated: '2026-02-29' }),
    'attributes in an object': base({ attributes: {} }),
    'an attribute that is a text': base({ attributes: ['n'] }),
    'an attribute without a name': base({ attributes: [{ values: [1] }] }),
    'values that are a text': attribute({ values: 'v' }),
    'values that are null': attribute({ values: null }),
    'a better that is unknown': attribute({ better: 'more' }),
    'a unit that is a number': attribute({ unit: 1 }),
    'a list of lists': valued([['a']]),
    'a list with yes': valued([true]),
    'a list with null': valued([null]),
    'a list of objects': valued([{ text: 'a' }]),
    'a value of nothing': valued({}),
    'a value of a note alone': valued({ note: 'n' }),
    'a value with a text that is a number': valued({ text: 1 }),
    'a source of nothing': valued({ text: 'v', source: {} }),
    'a source that is empty': valued({ text: 'v', source: '' }),
    'a source with an empty title': base({ sources: [{ title: '' }] }),
    'a source that is null': base({ sources: [null] }),
    'sources in an object': base({ sources: {} }),
    'a related page without a title': base({ seeAlso: [{ href: 'x.html' }] }),
    'a related page without an address': base({ seeAlso: [{ title: 'x' }] }),
    'a related page that is a text': base({ seeAlso: ['x'] }),
    'a section without a heading': base({ sections: [{ body: 'b' }] }),
    'a section without a body': base({ sections: [{ heading: 'h' }] }),
    'an image that is a text': subject({ image: 'a.png' }),
    'an image without a source': subject({ image: { alt: '' } }),
    'an image without an alternative text': subject({ image: { src: 'a.png' } }),
    'an image of no width': image({ width: 0 }),
    'an image of half a pixel': image({ width: 0.5 }),
    'an image whose height is a text': image({ height: '10' }),
    'a label that is yes': base({ labels: { yes: true } }),
    'labels in a list': base({ labels: [] }),
    'columns without rows': { title: 'T', columns: ['', 'A'] },
    'rows without columns': { title: 'T', rows: [['n', 1]] },
    'one column': compact({ columns: ['A'], rows: [] }),
    'a column that is a number': compact({ columns: ['', 5] }),
    'a row that is an object': compact({ rows: [{}] }),
    'both forms': { ...base({}), ...compact({}) },
    'columns, rows and subjects': compact({ subjects: ['A'] }),
  };
  for (const [name, card] of Object.entries(WRONG)) {
    test(name, () => {
      assert.notDeepEqual(schemaSays(card), [], 'the schema accepts it');
      assert.ok(!engineAccepts(card), 'the engine accepts it');
    });
  }
});

describe('both accept', () => {
  /** @type {Record<string, unknown>} */
  const RIGHT = {
    'no rows': base({ attributes: [] }),
    'no rows, compact': compact({ rows: [] }),
    '50 subjects': base({ subjects: Array.from({ length: 50 }, (_, i) => `S${i}`), attributes: [] }),
    'an id of 64 characters': base({ id: 'a'.repeat(64) }),
    'a language in capitals': base({ lang: 'ZH-HANT-TW' }),
    'a leap day': base({ updated: '2024-02-29' }),
    'empty texts': base({ answer: '', introduction: '', summary: '' }),
    'an unknown field': base({ colour: 'red' }),
    'empty lists': base({ sections: [], seeAlso: [], sources: [] }),
    'an empty list as a value': valued([]),
    'an empty text as a value': valued(''),
    null: valued(null),
    'a list of texts and numbers': valued(['a', 1.5]),
    'a value that is a number': valued({ value: -1e10 }),
    'a value that is a text': valued({ value: 'v' }),
    'values by id': attribute({ values: { B: 1 } }),
    'no values': attribute({}),
    'an empty group and unit': attribute({ group: '', unit: '' }),
    'short rows': compact({ rows: [['n']] }),
    'empty labels': base({ labels: {} }),
    'a section with an empty body': base({ sections: [{ heading: 'h', body: '' }] }),
    'a source that is a title': base({ sources: ['A book'] }),
  };
  for (const [name, card] of Object.entries(RIGHT)) {
    test(name, () => {
      assert.deepEqual(schemaSays(card), []);
      assert.ok(engineAccepts(card), JSON.stringify(problemsOf(card)));
    });
  }
});

describe('addresses', () => {
  const ADDRESSES = [
    'https://a.example/',
    'HTTPS://a.example/',
    'http://a.example/',
    'mailto:a@b.example',
    'a.html',
    './a',
    '../a',
    '/a',
    '//a.example/',
    '?a=b:c',
    '#a:b',
    'a/b:c',
    'a?b&c',
    'é.html',
    'a b.html',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///a',
    'ftp://a.example/',
    'tel:1',
    ':',
    'a:',
    'java\nscript:x',
    'java\tscript:x',
    '\u0001javascript:x',
    'javascript&colon;x',
    '&#106;avascript:x',
    'a&b',
    '',
  ];
  for (const href of ADDRESSES) {
    test(`${JSON.stringify(href)}: what the schema refuses the engine leaves out`, () => {
      for (const card of [subject({ href }), image({ src: href })]) {
        const isSafe = !problemsOf(card).some(({ code }) => code === 'unsafe-link');
        assert.equal(isSafe, schemaSays(card).length === 0);
      }
    });
  }
});
