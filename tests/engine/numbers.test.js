/** Numbers are read and written like in JavaScript, except for narrow spaces from five digits on, in every engine. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom, seedOf } from '../random.js';
import { compilers, runNative, wholeEngine } from './engines.js';

const random = randomFrom(seedOf(20));
const pick = (/** @type {number} */ below) => Math.floor(random() * below);
const digits = (/** @type {number} */ count) => Array.from({ length: count }, () => pick(10)).join('');

/** Returns a double with random bits. */
function anyDouble() {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, pick(2 ** 32));
  view.setUint32(4, pick(2 ** 32));
  return view.getFloat64(0);
}

/** Random texts of JSON's number grammar. @type {Record<string, () => string>} */
const KINDS = {
  'any double': () => `${anyDouble()}`,
  'whole numbers of every length': () => `${pick(9) + 1}${digits(pick(22))}`,
  'prices and other short decimals': () => `${pick(10 ** (1 + pick(6)))}.${digits(1 + pick(3))}`,
  'many decimals': () => `-0.${digits(1 + pick(25))}`,
  'many digits': () => `${pick(9) + 1}${digits(pick(20))}.${digits(1 + pick(20))}`,
  exponents: () => `${pick(10)}.${digits(1 + pick(18))}${'eE'[pick(2)]}${['', '+', '-'][pick(3)]}${pick(320)}`,
  'around the powers of two': () => `${2 ** (pick(70) + 1) + pick(3) - 1}`,
  'halves around 2^53': () => `${(2n ** 53n + BigInt(pick(2001) - 1000)).toString()}.5`,
};

/** @param {number} number */
const written = (number) =>
  `${number === 0 ? 0 : number}`.replace(/^(-?)(\d{5,})/, (_, sign, whole) => {
    return sign + whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  });

/** Returns the numbers in an engine's HTML. @param {string} html */
const valuesOf = (html) =>
  [...html.matchAll(/<td role="cell" part="value number">(.*?)<\/td>/g)].map(([, text]) =>
    text.replace(/<\/?bdi>/g, ''),
  );

const engine = await wholeEngine();
for (const [kind, make] of Object.entries(KINDS)) {
  const texts = Array.from({ length: 2000 }, make).filter((text) => Number.isFinite(Number(text)));
  const rows = texts.map((text) => `["n",${text}]`).join();
  const card = `{"title":"T","columns":["","A"],"rows":[${rows}]}`;
  const expected = texts.map((text) => written(Number(text)));
  test(`${kind}, wasm`, () => assert.deepEqual(valuesOf(engine.open(card).render('rows=all')), expected));
  for (const compiler of compilers.slice(0, 1)) {
    test(`${kind}, ${compiler}`, () => {
      const [, { text }] = runNative(compiler, [
        ['open', card],
        ['render', 'rows=all'],
      ]);
      assert.deepEqual(valuesOf(text), expected);
    });
  }
}
