/**
 * The engine in several ways, behind one face: through WebAssembly and as JavaScript in this process, and natively in
 * .build/driver-gcc and .build/driver-clang under the sanitizers. A script of commands goes in, a list of answers comes out.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { engine as asJavaScript } from '../../.build/fallback/engine.js';
import { attach } from '../../web/attach.js';
import { Engine } from '../../web/engine.js';
import { fold } from '../../web/fold.js';

/**
 * @typedef {['open', string | Uint8Array] | ['render' | 'update' | 'speak' | Format, string] | ['problems' | 'matches' | 'index']} Command
 *   open '' opens the built-in card; index gets ready for queries; speak takes the words of a language as JSON; a format takes a view and exports it
 * @typedef {'0md' | '1csv' | '2json' | '3html' | '4answer' | '5article' | '6linked' | '7table'} Format
 * @typedef {{code: string, text: string}} Answer
 */

/** The engine in its two parts. */
export const wasmBytes = readFileSync('.build/page/engine.wasm');
export const toolsBytes = readFileSync('.build/page/tools.wasm');

/** Gives an Engine its tools, as the script of a page does. @param {import('../../web/engine.js').Imports} imports */
export async function addTools(imports) {
  await attach(imports, () => toolsBytes);
  return /** @type {any} */ ({});
}

/** web/engine.js over both parts. */
export async function wholeEngine() {
  const engine = await Engine.load(wasmBytes, addTools);
  await engine.loadTools();
  return engine;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Pages', in two parts or as JavaScript, and publishers'. @typedef {'page' | 'fallback' | 'publisher'} Whose */

/**
 * The raw exports of an engine's first part, without web/engine.js between, and what adds the second's.
 * @param {Whose} [whose]
 */
export async function instantiateParts(whose = 'page') {
  let hasTools = false;
  /** @type {any} */
  let wasm;
  const memory = (at, length) => new Uint8Array(wasm.memory.buffer, at, length);
  const host = {
    fold: (point, into) => encoder.encodeInto(fold(point), memory(into, 64)).written,
    text: (number, into) => encoder.encodeInto(`${number}`, memory(into, 32)).written,
    // As tests/engine/host.c.
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
    number: (at, length) => Number(decoder.decode(memory(at, length))),
    tools: () => hasTools,
  };
  if (whose === 'fallback') {
    wasm = asJavaScript(host);
    const complete = async () => {
      hasTools = true;
    };
    return { wasm, complete };
  }
  const [first, second] = ['engine', 'tools'].map((part) => readFileSync(`.build/${whose}/${part}.wasm`));
  wasm = { ...(await WebAssembly.instantiate(first, { host })).instance.exports };
  const complete = async () => {
    Object.assign(wasm, (await WebAssembly.instantiate(second, { host, engine: wasm })).instance.exports);
    hasTools = true;
  };
  return { wasm, complete };
}

/** The raw exports of the whole engine. @param {Whose} [whose] */
export async function instantiate(whose) {
  const { wasm, complete } = await instantiateParts(whose);
  await complete();
  return wasm;
}

/**
 * What publishers' engine answers, which is what the engine of pages answers wherever that can, in both its forms.
 * @param {Command[]} commands @returns {Promise<Answer[]>}
 */
export async function runWasm(commands) {
  const publisher = await run(commands, 'publisher');
  for (const whose of /** @type {const} */ (['page', 'fallback'])) {
    const page = await run(commands, whose);
    assert.deepEqual(
      publisher.filter((_, i) => page[i]),
      page.filter(Boolean),
      whose,
    );
  }
  return publisher;
}

/** What publishers' engines alone can do. @param {string} name */
const isPublication = (name) => /^[567]/.test(name);

/** @param {Command[]} commands @param {Whose} whose */
async function run(commands, whose) {
  const wasm = await instantiate(whose);
  let card = 0;
  const send = (value = '') => {
    const bytes = typeof value === 'string' ? encoder.encode(value) : value;
    const at = wasm.input(bytes.length); // before the buffer: it may grow
    new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  };
  const receive = (at) => (at ? decoder.decode(new Uint8Array(wasm.memory.buffer, at, wasm.length())) : '');
  const failed = () => JSON.parse(receive(wasm.problems(card))).find(({ level }) => level === 'error')?.code ?? 'ok';
  const answers = commands.map(([name, value]) => {
    if (name === 'open') {
      if (card) wasm.close(card);
      card = value.length ? wasm.open(send(value)) : wasm.open(-1);
      return { code: failed(), text: receive(wasm.language(card)) };
    }
    if (name === 'matches') return { code: 'ok', text: `${wasm.matches(card)}` };
    if (name === 'index') {
      while (wasm.prepare(card, 100));
      return { code: 'ok', text: '' };
    }
    if (name === 'problems') return { code: 'ok', text: receive(wasm.problems(card)) };
    if (name === 'speak') {
      wasm.speak(card, send(value));
      return { code: 'ok', text: '' };
    }
    if (isPublication(name)) {
      if (whose !== 'publisher') return undefined;
      const at = wasm.publish(card, send(value), Number.parseInt(name, 10) - 5);
      return { code: at ? 'ok' : failed(), text: receive(at) };
    }
    const format = Number.parseInt(name, 10);
    const at = format >= 0 ? wasm.export(card, send(value), format) : wasm[name](card, send(value));
    const text = receive(at);
    return { code: at ? 'ok' : failed(), text };
  });
  wasm.close(card);
  return answers;
}

const FOLDS = '.build/folds.bin';

/** The folding table of tests/engine/host.c, made with web/fold.js. */
export function writeFolds() {
  if (existsSync(FOLDS) && statSync(FOLDS).mtimeMs > statSync('web/fold.js').mtimeMs) return;
  const parts = [];
  for (let point = 0x80; point < 0x110000; point++) {
    if (point >= 0xd800 && point < 0xe000) continue;
    const folded = fold(point);
    if (folded === String.fromCodePoint(point)) continue;
    const bytes = encoder.encode(folded);
    parts.push(Buffer.from([point, point >> 8, point >> 16, 0, bytes.length]), bytes);
  }
  writeFileSync(FOLDS, Buffer.concat(parts));
}

/**
 * Sends commands to a native driver; `raw` ones are written as they are.
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

/** Every way to run the engine: its name, and a function from commands to answers. */
export const engines = [
  ['wasm', runWasm],
  ['gcc', async (/** @type {Command[]} */ commands) => runNative('gcc', commands)],
  ['clang', async (/** @type {Command[]} */ commands) => runNative('clang', commands)],
];
