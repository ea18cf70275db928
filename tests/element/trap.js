/**
 * Makes a script whose engine traps if a view has a certain length, as on an internal fault. Uses WebAssembly's
 * `unreachable`: the module is converted to text, changed and assembled again.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../../web/engine/packed.js';

/** Views that trap the engine, at a render and at an update. */
export const TRAP = { render: `q=weight&${'x'.repeat(69)}`, update: `q=weight&${'x'.repeat(68)}` };

const ENGINE = '.build/page/engine.wasm';

/** @param {string} command @param {string[]} args */
const run = (command, ...args) =>
  execFileSync(command, ['--all-features', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });

/** Adds a trap to an exported function whose second parameter is the length of a view. @param {string} text @param {string} name @param {number} length */
function lay(text, name, length) {
  const [, id] = new RegExp(`^ \\(export "${name}" \\(func (\\S+)\\)\\)`, 'm').exec(text) ?? [];
  const head = new RegExp(`^ \\(func \\${id} \\(param \\$0 i32\\) \\(param \\$1 i32\\).*\\n(?:  \\(local .*\\n)*`, 'm');
  if (!id || !head.test(text)) throw new Error(`no function ${name} to lay a trap in`);
  const trap = `  (if (i32.eq (local.get $1) (i32.const ${length})) (unreachable))\n`;
  return text.replace(head, (start) => start + trap);
}

/** Returns the engine with traps. */
function layTraps() {
  const folder = mkdtempSync(join(tmpdir(), 'trap-'));
  let text = run('wasm-dis', ENGINE);
  for (const name of /** @type {const} */ (['render', 'update'])) text = lay(text, name, TRAP[name].length);
  writeFileSync(`${folder}/engine.wat`, text);
  run('wasm-as', `${folder}/engine.wat`, '-o', `${folder}/engine.wasm`);
  const bytes = readFileSync(`${folder}/engine.wasm`);
  rmSync(folder, { recursive: true });
  return bytes;
}

/** Returns the script of dist/ with an engine that traps. */
export function makeTrap() {
  const [own, trapped] = [readFileSync(ENGINE), layTraps()].map(pack);
  const pieces = readFileSync('dist/comparison-card.js', 'utf8').split(own);
  if (pieces.length !== 2) throw new Error(`the script has the engine ${pieces.length - 1} times, not once`);
  return pieces.join(trapped);
}
