/**
 * Writes the engine as JavaScript, for where WebAssembly is missing or forbidden: run by build.sh, as
 *
 *   node web/build/unwasm.js MODULE SCRIPT
 *
 * Binaryen's wasm2js does the work. Here its output, which is instantiated as it is imported, becomes a module that exports
 * `engine(host)`: the exports of a new instance. Memory that cannot grow is said to be out, as in WebAssembly, where
 * wasm2js would throw.
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
const named = replace(careful, '"export_":', '"export":'); // it thinks that a word of the language is no name
const { code } = await transform(`${named}\nexport const engine = asmFunc;\n`, { minify: true, charset: 'ascii' });
writeFileSync(script, code);
