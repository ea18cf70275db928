/** The boundary: imports and exports of the module, memory that it frees, and web/engine/engine.js. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { changedRegions } from '../../web/element/regions.js';
import { CardError, Engine } from '../../web/engine/engine.js';
import { pack, unpack } from '../../web/engine/packed.js';
import { instantiate, wasmBytes, wholeEngine } from './engines.js';

const encoder = new TextEncoder();
const engine = await wholeEngine();
const builtin = readFileSync('data/sales-vs-marketing.json', 'utf8');

const card = (/** @type {object} */ more = {}) =>
  JSON.stringify({ title: 'T', subjects: ['A', 'B'], attributes: [{ name: 'n', values: [1, 2] }], ...more });

/** @param {any} wasm @param {string} text */
function send(wasm, text) {
  const bytes = encoder.encode(text);
  const at = wasm.input(bytes.length);
  new Uint8Array(wasm.memory.buffer).set(bytes, at);
  return bytes.length;
}

describe('the module', () => {
  const module = new WebAssembly.Module(wasmBytes);

  test('imports the functions of src/base/platform.h', () => {
    assert.deepEqual(
      WebAssembly.Module.imports(module)
        .map(({ module, name, kind }) => `${module}.${name} ${kind}`)
        .sort(),
      ['date', 'dayFirst', 'english', 'fold', 'letters', 'month', 'number', 'plural', 'rank', 'sample', 'text'].map(
        (name) => `host.${name} function`,
      ),
    );
  });

  test('carries no names', () => {
    assert.equal(WebAssembly.Module.customSections(module, 'name').length, 0);
  });

  test('is what its packed text says, which is ASCII and needs no escapes', () => {
    const every = Uint8Array.from({ length: 256 }, (_, i) => i);
    for (const bytes of [wasmBytes, every, new Uint8Array()]) {
      const packed = pack(bytes);
      assert.ok(/^[ -~]*$/.test(packed) && !/["\\<]/.test(packed));
      assert.deepEqual(unpack(packed), Uint8Array.from(bytes));
    }
  });
});

describe('memory', () => {
  test('10,000 cards opened and closed one after the other take no more than the first few', async () => {
    const wasm = await instantiate();
    const live = (/** @type {string} */ json) => {
      const at = wasm.open(send(wasm, json));
      wasm.render(at, send(wasm, ''));
      wasm.update(at, send(wasm, 'q=größe'));
      wasm.problems(at);
      wasm.close(at);
    };
    const cards = ['', card(), '{', card({ title: 5 }), card({ answer: '[*a*](javascript:x) `b`' })];
    for (let i = 0; i < 100; i++) live(cards[i % cards.length]);
    const before = wasm.memory.buffer.byteLength;
    for (let i = 0; i < 10_000; i++) live(cards[i % cards.length]);
    assert.equal(wasm.memory.buffer.byteLength, before);
  });

  test('cards closed in another order than they were opened leave no gaps', async () => {
    const wasm = await instantiate();
    const cycle = (/** @type {number} */ step) => {
      const open = Array.from({ length: 31 }, () => wasm.open(send(wasm, '')));
      for (let i = 0; i < open.length; i++) wasm.close(open[(i * step) % open.length]);
    };
    for (let step = 1; step < 31; step++) cycle(step);
    const before = wasm.memory.buffer.byteLength;
    for (let round = 0; round < 10; round++) for (let step = 1; step < 31; step++) cycle(step);
    assert.equal(wasm.memory.buffer.byteLength, before);
  });

  test('a large card gives its memory back for the next', async () => {
    const wasm = await instantiate();
    const large = card({ summary: 'word '.repeat(200_000) });
    const live = () => {
      const at = wasm.open(send(wasm, large));
      wasm.render(at, send(wasm, ''));
      wasm.close(at);
    };
    for (let i = 0; i < 3; i++) live();
    const before = wasm.memory.buffer.byteLength;
    for (let i = 0; i < 20; i++) live();
    assert.equal(wasm.memory.buffer.byteLength, before);
  });

  test('the texts of a large card are slices of its JSON, with one folded copy for queries', async () => {
    const wasm = await instantiate();
    const text = 'word '.repeat(12).trim();
    const rows = Array.from({ length: 100_000 }, (_, i) => [`Row ${i}`, text, text, text]);
    const large = JSON.stringify({ title: 'T', columns: ['', 'Definition', 'A', 'B'], rows });
    const size = () => wasm.memory.buffer.byteLength / large.length;
    const at = wasm.open(send(wasm, large));
    wasm.render(at, send(wasm, ''));
    assert.ok(size() < 1.7, `${size()} times its JSON`);
    assert.equal(wasm.prepare(at, 2 ** 31), 0);
    assert.ok(size() < 3.2, `${size()} times its JSON, ready for queries`);
  });

  test('many views of one card take no more than the first few', async () => {
    const wasm = await instantiate();
    const at = wasm.open(send(wasm, ''));
    const type = (/** @type {number} */ i) => wasm.update(at, send(wasm, `q=${'goalé'.slice(0, i % 6)}`));
    for (let i = 0; i < 12; i++) type(i);
    const before = wasm.memory.buffer.byteLength;
    for (let i = 0; i < 5000; i++) type(i);
    assert.equal(wasm.memory.buffer.byteLength, before);
    wasm.close(at);
  });

  test('NULL may be closed', async () => {
    const wasm = await instantiate();
    wasm.close(0);
    assert.ok(wasm.open(0));
  });

  test('a card that is not ok answers with nothing, and lives', async () => {
    const wasm = await instantiate();
    const at = wasm.open(send(wasm, '{"title":5}'));
    assert.equal(wasm.ok(at), 0);
    assert.equal(wasm.render(at, send(wasm, '')), 0);
    assert.equal(wasm.update(at, send(wasm, '')), 0);
    assert.equal(wasm.matches(at), 0);
    assert.notEqual(wasm.problems(at), 0);
    wasm.close(at);
  });
});

describe('Engine', () => {
  test('loads from bytes of any kind', async () => {
    for (const bytes of [wasmBytes, new Uint8Array(wasmBytes), new Uint8Array(wasmBytes).buffer])
      assert.ok((await Engine.load(bytes)).open(card()));
  });

  test('rejects bytes that are no module', async () => {
    await assert.rejects(Engine.load(new Uint8Array([1, 2, 3])), WebAssembly.CompileError);
  });

  test('opens the built-in card for null, and for nothing but that', () => {
    assert.throws(() => engine.open(''), { code: 'syntax' });
    const [own, given] = [engine.open(null), engine.open(builtin)];
    assert.equal(own.render('q=goal'), given.render('q=goal'));
    own.close();
    given.close();
  });

  test('opens text and bytes alike', () => {
    const json = card({ title: 'Größe 😀' });
    assert.equal(engine.open(json).render(''), engine.open(encoder.encode(json)).render(''));
  });

  test('renders text with JavaScript’s own escapes', () => {
    assert.match(engine.open(card({ title: '\u2028😀\u0007' })).render(''), /<h2 part="title">\u2028😀\ufffd<\/h2>/);
  });

  test('keeps many cards apart', () => {
    const cards = Array.from({ length: 50 }, (_, i) => engine.open(card({ title: `Title ${i}` })));
    cards.forEach((one, i) => void assert.ok(one.render('').includes(`<h2 part="title">Title ${i}</h2>`)));
    for (const one of cards) one.close();
  });

  test('tells what is wrong: code, message, path, line and column', () => {
    const open = () =>
      engine.open('{"title": "T", "subjects": ["A"],\n "attributes": [{"name": "n", "values": {"B": 1}}]}');
    assert.throws(open, (/** @type {any} */ error) => {
      assert.ok(error instanceof CardError && error instanceof Error);
      const { name, code, path, line, column } = error;
      assert.deepEqual(
        { name, code, path, line, column },
        { name: 'CardError', code: 'unknown-id', path: 'attributes[0].values.B', line: 2, column: 47 },
      );
      assert.match(error.message, /^[A-Z].*\.$/);
      return true;
    });
  });

  test('tells of broken JSON, which has no path', () => {
    assert.throws(() => engine.open('{'), { name: 'CardError', code: 'syntax', path: '', line: 1 });
  });

  test('tells the first error, not a warning before it', () => {
    assert.throws(() => engine.open(card({ colour: 1, dir: 'up', lang: '' })), { code: 'bad-value', path: 'dir' });
  });

  test('opens again after an error', () => {
    assert.throws(() => engine.open('x'));
    assert.match(engine.open(card()).render(''), /<table/);
  });

  test('an error without a problem has empty fields', () => {
    const { code, message, path, line, column } = new CardError({});
    assert.deepEqual({ code, message, path, line, column }, { code: '', message: '', path: '', line: 0, column: 0 });
  });
});

describe('Card', () => {
  test('problems lists the warnings', () => {
    const [problem, ...others] = engine.open(card({ colour: 'red "\\\u0001' })).problems;
    assert.deepEqual(others, []);
    assert.deepEqual(Object.keys(problem), ['code', 'level', 'message', 'path', 'line', 'column']);
    assert.equal(problem.code, 'unknown-field');
    assert.equal(problem.level, 'warning');
    assert.equal(problem.path, 'colour');
  });

  test('problems is a valid list whatever the names of fields are', () => {
    const name = '"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028é😀';
    assert.equal(engine.open(card({ [name]: 1 })).problems.length, 1);
  });

  test('problems is empty where there are none, and may be asked between renders', () => {
    const one = engine.open(card());
    const html = one.render('q=n');
    assert.deepEqual(one.problems, []);
    assert.deepEqual(changedRegions(one, 'q=n'), []);
    assert.equal(one.render('q=n'), html);
  });

  test('matchCount counts all rows before the first view', () => {
    const one = engine.open(builtin);
    assert.equal(one.matchCount, 5);
    one.render('q=goal');
    assert.equal(one.matchCount, 2);
    one.write('update', 'q=zzz');
    assert.equal(one.matchCount, 0);
    one.write('update', '');
    assert.equal(one.matchCount, 5);
  });

  test('changedRegions gives pairs of a name and its content', () => {
    const one = engine.open(card());
    one.render('');
    const regions = changedRegions(one, 'q=zzz');
    assert.deepEqual(
      regions.map(([name]) => name),
      ['rows', 'status'],
    );
    assert.equal(regions[1][1], '<bdi>0 of 1 row</bdi>');
    assert.deepEqual(changedRegions(one, 'q=zzz'), []);
  });

  test('an update writes the same HTML as a render of the view', () => {
    const [one, other] = [engine.open(builtin), engine.open(builtin)];
    one.render('');
    for (const view of ['q=goal', 'q=e', 'q=zzz', 'q=leads+revenue', '', 'q=GOAL'])
      for (const [name, html] of changedRegions(one, view))
        assert.ok(other.render(view).includes(`data-region="${name}">${html}</`), `${view}: ${name}`);
  });

  test('a view with halves of characters does no harm', () => {
    assert.match(engine.open(card()).render('q=\ud800x'), /value="\ufffdx"/);
  });
});
