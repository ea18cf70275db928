/**
 * One interface to several builds of the engine: WebAssembly and JavaScript in this process, and natively in
 * .build/driver-gcc and .build/driver-clang under the sanitizers. Takes a list of commands and returns a list of
 * answers.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { engine as asJavaScript } from '../../.build/fallback/engine.js';
import { Engine } from '../../web/engine/engine.js';
import { fold } from '../../web/engine/fold.js';
import { chooseByName } from '../choose.js';

/**
 * @typedef {['open', string | Uint8Array] | ['table', Uint8Array] | ['locate', string] | ['render' | 'update' | 'speak' | 'numbers' | Format, string] | ['problems' | 'matches' | 'index' | 'borrow']} Command
 * open '' opens the built-in card; table takes the result of tablePayload; locate a path in the document; index indexes for
 * queries; numbers takes how the language writes 12345678.5; borrow says that it is not English; speak takes the labels of a
 * language as JSON; a format takes a view and exports it
 * @typedef {'0md' | '1csv' | '2json' | '3html' | '4answer' | '5article' | '6linked' | '7table' | '8document' |
 *   'Aregional' | 'Btsv' | 'Crich'} Format
 * @typedef {{code: string, text: string}} Answer
 */

/** Returns the engine's C files. */
export const sourceFiles = () =>
  readdirSync('src', { recursive: true }).flatMap((name) => (/\.[ch]$/.test(`${name}`) ? `src/${name}` : []));

export const wasmBytes = readFileSync('.build/engine.wasm');

/** Returns the engine with web/engine/engine.js. */
export const wholeEngine = () => Engine.load(wasmBytes);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Returns a table in the form of the command `table`: the decimal sign of its language, options of card_open_table in src/card.h,
 * and whether it is marked.
 * @param {string | Uint8Array} text
 * @param {{decimal?: string, isMarked?: boolean, around?: string} & import('../../web/engine/engine.js').EngineOptions} [options]
 */
export const tablePayload = (text, { decimal = '.', isMarked, around = '', ...options } = {}) =>
  Buffer.concat([
    Buffer.from([decimal, isMarked ? 'm' : 't', JSON.stringify(options), around, ''].join('\0')),
    Buffer.from(/** @type {string} */ (text)),
  ]);

/** How the language writes 12345678.5, for the platform of `instantiate`. */
let sample = '';

/** True if the language is not English, for the same platform. */
let isForeign = false;

/** Sets the decimal sign, like tests/engine/platform.c. @param {string} decimal */
const setDecimal = (decimal) => {
  sample = decimal === ',' ? '12.345.678,5' : '';
};

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** WebAssembly or JavaScript. @typedef {'wasm' | 'fallback'} Form */

/** Returns the raw exports of an engine, without web/engine/engine.js. @param {Form} [form] */
export async function instantiate(form = 'wasm') {
  /** @type {any} */
  let wasm;
  const memory = (at, length) => new Uint8Array(wasm.memory.buffer, at, length);
  const host = {
    fold: (point, into) => encoder.encodeInto(fold(point), memory(into, 64)).written,
    text: (number, into) => encoder.encodeInto(`${number}`, memory(into, 32)).written,
    // Like tests/engine/platform.c.
    letters: (into) => {
      const places = memory(into, 320).fill(0);
      places[32] = 1;
      for (let i = 0; i < 26; i++) [places[65 + i], places[97 + i]] = [3 + i, 29 + i];
    },
    rank: (texts, length, count, ranks) => {
      const list = decoder.decode(memory(texts, length)).split('\0').slice(0, count);
      const order = [...new Set(list)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      new Uint32Array(wasm.memory.buffer, ranks, count).set(list.map((text) => order.indexOf(text)));
    },
    plural: (count) => (count === 1 ? 1 : 5),
    sample: (into) => encoder.encodeInto(sample, memory(into, 64)).written,
    english: () => Number(!isForeign),
    date: (at, into) => {
      const [year, month, day] = decoder.decode(memory(at, 10)).split('-');
      return encoder.encodeInto(`${day}.${month}.${year}`, memory(into, 128)).written;
    },
    month: (at, length) => {
      const word = decoder.decode(memory(at, length)).toLowerCase();
      return word.length < 3 ? 0 : 1 + MONTHS.findIndex((name) => name.startsWith(word));
    },
    dayFirst: () => Number(sample.endsWith(',5')),
    number: (at, length) => Number(decoder.decode(memory(at, length))),
  };
  if (form === 'fallback') wasm = asJavaScript(host);
  else wasm = (await WebAssembly.instantiate(wasmBytes, { host })).instance.exports;
  return wasm;
}

/** Returns true if a command publishes. @param {string} name */
const isPublication = (name) => /^[5678]/.test(name);

/** Opens the result of tablePayload. @param {any} wasm @param {(bytes: Buffer) => number} send @param {Buffer} payload */
function openTable(wasm, send, payload) {
  const parts = [];
  for (let left = payload; parts.length < 5; ) {
    const end = parts.length < 4 ? left.indexOf(0) : left.length;
    parts.push(left.subarray(0, end));
    left = left.subarray(end + 1);
  }
  const [sign, kind, options, around, text] = parts;
  setDecimal(sign.toString());
  send(Buffer.concat([text, options, around]));
  return wasm.table(text.length, options.length, around.length, Number(kind.toString() === 'm'));
}

/** @param {Command[]} commands @param {Form} form */
async function run(commands, form) {
  const wasm = await instantiate(form);
  let card = 0;
  const send = (value = '') => {
    const bytes = typeof value === 'string' ? encoder.encode(value) : value;
    const at = wasm.input(bytes.length); // before the view of memory, since it may grow
    new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  };
  const receive = (at) => (at ? decoder.decode(new Uint8Array(wasm.memory.buffer, at, wasm.length())) : '');
  const failed = () => JSON.parse(receive(wasm.problems(card))).find(({ level }) => level === 'error')?.code ?? 'ok';
  const answers = commands.map(([name, value]) => {
    if (name === 'numbers' || name === 'borrow') {
      if (name === 'numbers') sample = value;
      else isForeign = true;
      return { code: 'ok', text: '' };
    }
    if (name === 'open') {
      if (card) wasm.close(card);
      sample = '';
      isForeign = false;
      card = value.length ? wasm.open(send(value)) : wasm.open(-1);
      return { code: failed(), text: receive(wasm.language(card)) };
    }
    if (name === 'table') {
      if (card) wasm.close(card);
      card = openTable(wasm, send, /** @type {Buffer} */ (value));
      return { code: failed(), text: receive(wasm.language(card)) };
    }
    if (name === 'locate') {
      return { code: 'ok', text: receive(wasm.locate(card, send(value))) };
    }
    if (name === 'matches') return { code: 'ok', text: `${wasm.matches(card)}` };
    if (name === 'index') {
      while (wasm.prepare(card, 100));
      return { code: 'ok', text: '' };
    }
    if (name === 'problems') return { code: 'ok', text: receive(wasm.problems(card)) };
    if (name === 'speak') {
      wasm.set_labels(card, send(value));
      return { code: 'ok', text: '' };
    }
    if (isPublication(name)) {
      const at = wasm.publish(card, send(value), Number.parseInt(name, 10) - 5);
      return { code: at ? 'ok' : failed(), text: receive(at) };
    }
    const format = /^[ABC]/.test(name) ? 5 + 'ABC'.indexOf(name[0]) : Number.parseInt(name, 10);
    const at = format >= 0 ? wasm.export(card, send(value), format) : wasm[name](card, send(value));
    const text = receive(at);
    return { code: at ? 'ok' : failed(), text };
  });
  wasm.close(card);
  return answers;
}

const FOLDS = '.build/folds.bin';

/** First and last code points of the parts of Unicode that have characters; others are for private use or unassigned. */
const CHARACTERS = [
  [0, 0xd7ff],
  [0xe000, 0x3ffff],
  [0xe0000, 0xe0fff],
];

/** Returns all code points that may fold to others. */
export const foldable = () =>
  CHARACTERS.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));

/** Writes the folding table of tests/engine/platform.c with web/engine/fold.js. */
export function writeFolds() {
  if (existsSync(FOLDS) && statSync(FOLDS).mtimeMs > statSync('web/engine/fold.js').mtimeMs) return;
  const parts = [];
  for (const point of foldable().filter((point) => point >= 0x80)) {
    const folded = fold(point);
    if (folded === String.fromCodePoint(point)) continue;
    const bytes = encoder.encode(folded);
    parts.push(Buffer.from([point, point >> 8, point >> 16, 0, bytes.length]), bytes);
  }
  // Other processes may read or write it at the same time.
  const own = `${FOLDS}.${process.pid}`;
  writeFileSync(own, Buffer.concat(parts));
  renameSync(own, FOLDS);
}

/**
 * Sends commands to a native driver.
 * @param {'gcc' | 'clang'} compiler @param {(Command | ['fail', string] | ['allocations', ''] | ['vectors', string])[]} commands @returns {Answer[]}
 */
export function runNative(compiler, commands) {
  writeFolds();
  const input = commands.flatMap(([name, value = '']) => {
    const bytes = Buffer.from(value);
    return [Buffer.from(`${name[0]}${bytes.length}\n`), bytes];
  });
  const { status, stdout, stderr } = spawnSync(`.build/driver-${process.env.DRIVER ?? compiler}`, [FOLDS], {
    input: Buffer.concat(input),
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`the ${compiler} driver ended with ${status}:\n${stderr}`);
  const answers = [];
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf('\n', at);
    const [code, length] = stdout.subarray(at, end).toString().split(' ');
    at = end + 1 + Number(length);
    answers.push({ code, text: stdout.subarray(end + 1, at).toString() });
  }
  return answers;
}

/** @typedef {[name: string, run: (commands: Command[]) => Promise<Answer[]>]} Way name and function from commands to answers */

/** @type {Way[]} */
const ways = [
  ['wasm', (commands) => run(commands, 'wasm')],
  ['fallback', (commands) => run(commands, 'fallback')],
  ['gcc', async (commands) => runNative('gcc', commands)],
  ['clang', async (commands) => runNative('clang', commands)],
];

/** The engines named in `ENGINES=wasm,gcc`, default all. */
export const engines = chooseByName('ENGINES', ways, ([name]) => name);

/** The native ones among them. */
export const compilers = /** @type {const} */ (['gcc', 'clang']).filter((name) =>
  engines.some(([way]) => way === name),
);
