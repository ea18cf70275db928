/**
 * Makes .build/trap/dist/: dist/ with an engine that traps if a view has a certain length, as on an internal fault.
 * Uses WebAssembly's `unreachable`: the module is converted to text, changed and assembled again.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';

/** Views that trap the engine, at a render and at an update. */
export const TRAP = { render: `q=weight&${'x'.repeat(69)}`, update: `q=weight&${'x'.repeat(68)}` };

const FOLDER = '.build/trap';

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

/** @param {string} from @param {string} to */
const isOlder = (from, to) => !existsSync(from) || statSync(from).mtimeMs < statSync(to).mtimeMs;

/** Returns the folder. */
export function buildTrap() {
  if (!isOlder(`${FOLDER}/dist/integrity.json`, 'dist/integrity.json')) return `${FOLDER}/dist`;
  mkdirSync(FOLDER, { recursive: true });
  let text = run('wasm-dis', '.build/page/engine.wasm');
  for (const name of /** @type {const} */ (['render', 'update'])) text = lay(text, name, TRAP[name].length);
  writeFileSync(`${FOLDER}/engine.wat`, text);
  run('wasm-as', `${FOLDER}/engine.wat`, '-o', `${FOLDER}/engine.wasm`);
  // Its size may exceed the budget, at which the command fails.
  try {
    execFileSync(process.execPath, ['web/build/bundle.js', `${FOLDER}/dist`, `${FOLDER}/engine.wasm`], {
      stdio: 'pipe',
    });
  } catch (error) {
    if (!existsSync(`${FOLDER}/dist/integrity.json`)) throw error;
  }
  return `${FOLDER}/dist`;
}
