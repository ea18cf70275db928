/** The boundary: what the two modules ask for and offer, how they come together, the memory they give back, web/engine.js over it, and
 * the packing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { decode } from '../../web/codec.js';
import { encode, padded } from '../../web/encode.js';
import { CardError, Engine } from '../../web/engine.js';
import { changedRegions } from '../../web/regions.js';
import { addTools, instantiate, instantiateParts, toolsBytes, wasmBytes, wholeEngine } from './engines.js';
import { apply } from './regions.js';

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

describe('the modules', () => {
  const [first, second] = [wasmBytes, toolsBytes].map((bytes) => new WebAssembly.Module(bytes));
  const importsOf = (/** @type {WebAssembly.Module} */ module) =>
    WebAssembly.Module.imports(module).map(({ module, name, kind }) => `${module}.${name} ${kind}`);
  const exportsOf = (/** @type {WebAssembly.Module} */ module) =>
    WebAssembly.Module.exports(module).map(({ name, kind }) => `${name} ${kind}`);

  test('the first imports numbers both ways, plural forms and whether there are tools', () => {
    assert.deepEqual(
      importsOf(first).sort(),
      ['number', 'plural', 'text', 'tools'].map((name) => `host.${name} function`),
    );
  });

  test('the first exports its memory, nine functions, and by one character what the second imports', () => {
    const names = exportsOf(first);
    assert.deepEqual(names.filter((name) => !/^\w /.test(name)).sort(), [
      'close function',
      'input function',
      'language function',
      'length function',
      'matches function',
      'memory memory',
      'ok function',
      'open function',
      'render function',
      'speak function',
    ]);
    const own = names.filter((name) => /^\w /.test(name));
    const taken = importsOf(second).filter((name) => !/^host\.|memory$/.test(name));
    assert.deepEqual(taken.sort(), own.map((name) => `engine.${name}`).sort());
  });

  test('the second asks the host for folding, the order of texts and itself, and exports what is done with both', () => {
    assert.deepEqual(
      importsOf(second)
        .filter((name) => name.startsWith('host.'))
        .sort(),
      ['fold', 'letters', 'rank', 'tools'].map((name) => `host.${name} function`),
    );
    assert.deepEqual(
      exportsOf(second).sort(),
      ['export', 'prepare', 'problems', 'update'].map((name) => `${name} function`),
    );
  });

  test('neither carries names', () => {
    for (const module of [first, second]) assert.equal(WebAssembly.Module.customSections(module, 'name').length, 0);
  });

  test('the second is a part, not a copy', () => {
    assert.ok(toolsBytes.length > 10_000 && toolsBytes.length < 0.85 * wasmBytes.length, `${toolsBytes.length}`);
  });
});

describe('the texts of problems', () => {
  const source = readdirSync('src').map((name) => readFileSync(`src/${name}`, 'utf8'));
  const texts = [...source.join('\n').matchAll(/CARD_TOOL_TEXT\(\s*"([A-Z][^"\\]{5,})/g)].map(([, text]) => text);

  test('travel with the second module alone', () => {
    assert.ok(texts.length > 40);
    for (const text of texts)
      assert.deepEqual(
        [wasmBytes, toolsBytes].map((bytes) => bytes.includes(text)),
        [false, true],
        text,
      );
  });

  test('are read where it has put them', () => {
    assert.throws(() => engine.open('{"title": 5}'), {
      code: 'wrong-type',
      message: 'This must be text in quotation marks.',
    });
  });
});

describe('the tools', () => {
  const rows = card({
    id: 'fruit',
    answer: 'A pear is green.',
    attributes: [
      { name: 'Pear', values: ['a round green fruit', 'a round yellow fruit'] },
      { name: 'Apple', values: ['one', 'one'] },
    ],
  });
  const views = [
    'q=pear',
    'q=zzz',
    'q=appel',
    'only=differences',
    'only=similarities',
    'sort=-name',
    'show=A',
    'pin=B',
  ];
  const whole = engine.open(rows);

  /** A card in an engine of two parts. */
  async function openParts() {
    const { wasm, complete } = await instantiateParts();
    const at = wasm.open(send(wasm, rows));
    const text = (/** @type {number} */ from) =>
      from && new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, from, wasm.length()));
    const write = (/** @type {string} */ what, /** @type {string} */ view, format = 0) =>
      text(wasm[what](at, send(wasm, view), format));
    return { write, complete };
  }

  test('without them every view is shown as the empty one, which is whole', async () => {
    const { write } = await openParts();
    for (const view of ['', ...views]) assert.equal(write('render', view), whole.render(''), view);
  });

  for (const view of views) {
    test(`the view "${view}" is what it is meant to be once they are there`, async () => {
      const { write, complete } = await openParts();
      const before = write('render', view);
      await complete();
      const after = whole.render(view);
      assert.notEqual(before, after);
      const form = (/** @type {string} */ html) => html.replace(/<input.*?>/g, ''); // an update leaves it alone
      assert.equal(form(apply(before, write('update', view))), form(after));
      assert.equal(write('render', view), after);
      assert.deepEqual(write('update', view), '');
    });
  }

  test('are fetched once, whoever asks', async () => {
    let count = 0;
    const one = await Engine.load(wasmBytes, (imports) => {
      count++;
      return addTools(imports);
    });
    const [first, second] = await Promise.all([one.loadTools(), one.loadTools()]);
    assert.ok(first && first === second);
    assert.equal(count, 1);
    assert.equal(one.open(rows).render('sort=name'), whole.render('sort=name'));
  });

  test('that cannot be had are done without', async () => {
    const lean = await Engine.load(wasmBytes, async () => undefined);
    assert.equal(await lean.loadTools(), undefined);
    assert.equal(lean.open(rows).render('sort=name'), whole.render(''));
  });

  test('that cannot be had leave a card with a mistake closed, and one with a warning open', async () => {
    const lean = await Engine.load(wasmBytes, async () => undefined);
    const mistakes = [
      '',
      '{',
      '{"title": 5}',
      '{"a": "\\x"}',
      '['.repeat(33),
      card({ dir: 'up' }),
      card({ title: '' }),
    ];
    for (const json of mistakes) {
      assert.equal(lean.open(json), undefined, json);
      assert.throws(() => lean.open(json, true), { code: 'failed', path: '' }, json);
    }
    for (const more of [{ colour: 'red' }, { summary: '[a](javascript:b)' }]) {
      assert.equal(lean.open(card(more)), undefined);
      assert.deepEqual(lean.open(card(more), true)?.problems, []);
    }
  });

  test('exports come with them', async () => {
    const { write, complete } = await openParts();
    await complete();
    assert.match(write('export', 'sort=name', 1), /^"Category","Definition","A","B"\r\n"Apple",/);
    assert.match(write('export', '', 4), /^A pear is green\./);
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

  test('the texts of a large card stand in its JSON, and once more for queries', async () => {
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
      assert.ok((await Engine.load(bytes, addTools)).open(card()));
  });

  test('does not load what is no module', async () => {
    await assert.rejects(Engine.load(new Uint8Array([1, 2, 3]), addTools), WebAssembly.CompileError);
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

  test('renders what was escaped in JavaScript’s own way', () => {
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

  test('what an update writes is what a render of the same view holds', () => {
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

describe('packing', () => {
  Object.assign(globalThis, { CODEC: [readFileSync('.build/codec.wasm', 'hex')] });

  for (const file of ['.build/page/engine.wasm', '.build/page/linked.wasm']) {
    test(`${file} comes back as it was`, () => {
      const bytes = new Uint8Array(readFileSync(file));
      assert.deepEqual(new Uint8Array(decode(...encode(bytes))), padded(bytes));
    });
  }

  test('the digits need no escapes', () => {
    assert.match(encode(wasmBytes)[1], /^[ #-[\]-~]+$/);
  });

  test('sizes of functions in two bytes are all that changes', () => {
    assert.deepEqual(padded(padded(wasmBytes)), padded(wasmBytes));
    const [before, after] = [wasmBytes, padded(wasmBytes)].map((bytes) => new WebAssembly.Module(bytes));
    for (const list of /** @type {const} */ (['imports', 'exports']))
      assert.deepEqual(WebAssembly.Module[list](after), WebAssembly.Module[list](before));
  });

  test('the strings are text', () => {
    const [text] = encode(wasmBytes);
    assert.match(text, /"id":"sales-vs-marketing"/);
    assert.ok(text.length > 8000);
  });

  test('it compresses better than it did', () => {
    const sizes = [wasmBytes, encode(wasmBytes).join('')].map((bytes) => brotliCompressSync(bytes).length);
    assert.ok(sizes[1] < 0.94 * sizes[0], `${sizes}`);
  });
});
