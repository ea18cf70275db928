/**
 * Splits the linked engine in two: run by build.sh, as
 *
 *   node web/split.js LINKED ENGINE TOOLS FUNCTION…
 *
 * ENGINE is what every card needs, and comparison-card.js carries it. TOOLS is what only the functions named reach
 * (CARD_TOOL in src/host.h): a page fetches it when a reader reaches for a card. It imports memory, stack, table and
 * functions from the engine, and on its way in puts the functions named into the table, through which the engine calls
 * them, and the texts that only they read (CARD_TOOL_TEXT) into memory. Until then these places are empty: a call past
 * card_host_tools traps, and a text is ''. An export named wasm_X is the tools' own, as X.
 *
 * Binaryen does the work; here is decided which functions go, and the names between the two are made short.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const [linked, engine, tools, ...entries] = process.argv.slice(2);

/** @param {string} command @param {string[]} args */
const run = (command, ...args) =>
  execFileSync(command, ['--all-features', ...args], { encoding: 'utf8', maxBuffer: 1 << 30 });

/** What Binaryen knows of calls: who calls whom, and which functions are called from outside or by address. */
function readCalls() {
  const graph = run('wasm-opt', '--print-call-graph', linked, '-o', '/dev/null');
  /** @type {Map<string, string[]>} */
  const calls = new Map();
  for (const [, caller, callee] of graph.matchAll(/^ {2}"(.+)" -> "(.+)"/gm)) {
    calls.set(caller, [...(calls.get(caller) ?? []), callee]);
  }
  const exported = /^ {2}"(.+)" \[style="filled(?:", fillcolor="gray"|, rounded")\]/gm;
  const imported = /^ {2}"(.+)" \[style="filled", fillcolor="turquoise"\]/gm;
  const names = (/** @type {RegExp} */ kind) => [...graph.matchAll(kind)].map(([, name]) => name);
  return { calls, roots: names(exported), imported: names(imported) };
}

/** All that functions reach without passing through others. @param {string[]} from @param {Iterable<string>} past */
function reach(from, past, calls = new Map()) {
  const stop = new Set(past);
  const reached = new Set();
  const queue = [...from];
  for (const name of queue) {
    if (stop.has(name) || reached.has(name)) continue;
    reached.add(name);
    queue.push(...(calls.get(name) ?? []));
  }
  return reached;
}

/** The functions that go. */
function choose() {
  const { calls, roots, imported } = readCalls();
  for (const entry of entries) if (!roots.includes(entry)) throw new Error(`the engine has no function ${entry}`);
  const kept = reach(roots, entries, calls);
  return [...reach(entries, [...kept, ...imported], calls)];
}

/** A table of functions without those that wasm-split put there to stand for the ones that went. */
function emptyPlaces(/** @type {string} */ _all, /** @type {string} */ start, /** @type {string} */ list) {
  const names = list.split(' ');
  const runs = list.split(/(?:^| )\$placeholder_\d+/).filter(Boolean);
  return runs
    .map((run) => {
      const functions = run.trim();
      return ` (elem (i32.const ${Number(start) + names.indexOf(functions.split(' ')[0])}) ${functions})`;
    })
    .join('\n');
}

/** Short names, none of them one of the page's own. */
const NAMES = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Ties the two texts together by short names: functions of the host directly, all else through the engine's exports. */
function bind(/** @type {string} */ first, /** @type {string} */ second) {
  const hosts = new Map(
    [...first.matchAll(/^ \(import "host" "(\w+)" \(func (\S+)/gm)].map(([, name, id]) => [id, name]),
  );
  let count = 0;
  let tied = second;
  const own = first
    .replace(/^ \(import "placeholder" .*\n/gm, '')
    .replace(/^ \(elem (?:\$\S+ )?\(i32\.const (\d+)\) (.*)\)$/gm, emptyPlaces)
    .replace(/^ \(export "(\S+)" \(\w+ (\S+?)\)\)\n/gm, (all, name, id) => {
      if (entries.includes(name) || entries.includes(`wasm_${name}`)) return '';
      if (!name.startsWith('%')) return all;
      const short = hosts.has(id) ? '' : (NAMES[count++] ?? `${count}`);
      tied = tied.replace(`"engine" "${name}"`, short ? `"engine" "${short}"` : `"host" "${hosts.get(id)}"`);
      return short && all.replace(name, short);
    });
  return [own, tied];
}

/** Moves the texts that only the tools read: the linker has put CARD_TOOL_TEXT together, past all other data. */
function moveTexts(/** @type {string} */ first, /** @type {string} */ second) {
  const pattern = /^ \(data \$tools\b.*\n/gm;
  const texts = first.match(pattern);
  if (!texts) throw new Error('the engine has no section "tools"');
  return [first.replace(pattern, ''), second.replace(/\)\s*$/, () => `${texts.join('')})`)];
}

/** Exports of the tools what the page calls there. @param {string} second */
function exportOwn(second) {
  const own = entries.filter((name) => name.startsWith('wasm_'));
  const exports = own.map((name) => ` (export "${name.slice(5)}" (func $${name}))\n`);
  return second.replace(/\)\s*$/, () => `${exports.join('')})`);
}

/** Makes a module small, and tells web/weigh.js beside it what its functions are called. @param {string} from @param {string} to */
function optimize(from, to) {
  // rereloop finds the control flow anew, which it asks to be flat.
  const passes = ['--low-memory-unused', '--flatten', '--rereloop', '-Oz', '-Oz', '--converge', '--print-function-map'];
  writeFileSync(`${to}.names`, run('wasm-opt', ...passes, from, '-o', to));
}

/** @param {string} text @param {string} file */
function write(text, file) {
  writeFileSync(`${file}.wat`, text);
  optimize(`${file}.wat`, file);
  rmSync(`${file}.wat`);
}

const names = ['--export-prefix=%', '--import-namespace=engine', '--placeholder-namespace=placeholder', '-g'];
run('wasm-split', linked, `--split-funcs=${choose()}`, ...names, '-S', '-o1', engine, '-o2', tools);
const [first, second] = bind(readFileSync(engine, 'utf8'), readFileSync(tools, 'utf8'));
const [own, tied] = moveTexts(first, second);
write(own, engine);
write(exportOwn(tied), tools);
