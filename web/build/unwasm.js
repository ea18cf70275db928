/**
 * Converts the engine to JavaScript for browsers without WebAssembly. Run by build.sh:
 *
 *   node web/build/unwasm.js MODULE SCRIPT
 *
 * Binaryen's wasm2js converts it. Its output creates an instance on import; this script makes it a module that exports
 * `engine(host)`, which returns the exports of a new instance. If memory cannot grow, `engine` reports it like
 * WebAssembly; wasm2js would throw.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { transform } from 'esbuild';

const [module, script] = process.argv.slice(2);

/** @param {string} text @param {string | RegExp} from found once @param {string} to */
function replace(text, from, to) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`wasm2js wrote ${from} ${parts.length - 1} times, not once`);
  return parts.join(to);
}

const written = execFileSync('wasm2js', ['--all-features', '-Oz', module], { encoding: 'utf8', maxBuffer: 1 << 28 });
const [functions] = written.replace(/^import .*\n/gm, '').split('var retasmFunc');
const growth = 'var newBuffer = new ArrayBuffer(Math_imul(newPages, 65536));';
const careful = replace(functions, growth, `var newBuffer; try { ${growth.slice(4)} } catch { return -1; }`);
const named = replace(careful, '"export_":', '"export":'); // it escapes names that are reserved words
const { code } = await transform(`${named}\nexport const engine = asmFunc;\n`, { minify: true, charset: 'ascii' });
writeFileSync(script, code);
