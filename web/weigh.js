/**
 * Prints what each part of the page's scripts weighs, so that the next saving is obvious: run by build.sh.
 *
 * What a part of a file weighs in brotli is what it adds to the parts before it, so parts add up to the file. A function of
 * the engine is weighed by what the code without it lacks, in proportion, so functions add up to the words of the code.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { encode, STRANDS } from './encode.js';

/** @typedef {{name: string, bytes: number, brotli: number}} Part */

/** @param {string | Uint8Array} data @param {number} [quality] */
const brotli = (data, quality = 11) =>
  brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length;

/**
 * Where the strands of a module end in a file. @param {string} file @param {number} start @param {string[]} strands
 * @returns {[string, number][]}
 */
function cutModule(file, start, strands) {
  const card = file.indexOf('{"id":"sales-vs-marketing"', start);
  let at = start;
  /** @type {[string, number][]} */
  const cuts =
    card < 0
      ? []
      : [
          ['engine: texts', card],
          ['engine: the built-in card', file.indexOf('\n', card)],
        ];
  strands.forEach((strand, i) => {
    const from = file.indexOf(strand.slice(0, 40), at);
    at = from + strand.length;
    cuts.push(['engine: texts', from], [`engine: ${STRANDS[i]}`, at]);
  });
  return cuts;
}

/** Text within a part that is one of its own, if it is there. @param {string} file @param {string} name @param {string} text @returns {[string, number, number][]} */
function find(file, name, text) {
  const start = file.indexOf(text.slice(0, 80));
  return start < 0 ? [] : [[name, start, file.indexOf(text.slice(-40), start) + 40]];
}

/**
 * Takes a file of dist/ apart. @param {string} file a character for each byte @param {Record<string, {bytesInOutput: number}>} inputs what esbuild
 * says of it, in its order @param {Record<string, string>} texts what else is in it
 * @param {string[]} strands of its module
 * @returns {Part[]}
 */
export function weighFile(file, inputs, texts = {}, strands = []) {
  const wrapper = file.indexOf('(()=>{');
  let at = wrapper < 0 ? file.indexOf('*/\n') + 3 : wrapper + 6;
  /** @type {[string, number][]} each part with its end */
  const cuts = [['banner', at]];
  const inside = Object.entries(texts).flatMap(([name, text]) => find(file, name, text));
  for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
    const end = at + bytesInOutput;
    const name = input.replace('<define:', '').replace('>', '');
    if (/^(ENGINE|TOOLS)$/.test(name)) cuts.push(...cutModule(file, at, strands));
    for (const [text, from, to] of inside.filter(([, from]) => from >= at && from < end)) {
      cuts.push([name, from], [text, to]);
    }
    cuts.push([/^(ENGINE|TOOLS)$/.test(name) ? 'engine: texts' : name, end]);
    at = end;
  }
  cuts.push(['banner', file.length]);
  return weighCuts(file, cuts);
}

/** @param {string} file @param {[string, number][]} cuts */
function weighCuts(file, cuts) {
  /** @type {Map<string, Part>} */
  const parts = new Map();
  let before = { bytes: 0, brotli: 0 };
  for (const [name, end] of cuts) {
    const here = { bytes: end, brotli: brotli(Buffer.from(file.slice(0, end), 'latin1')) };
    const part = parts.get(name) ?? { name, bytes: 0, brotli: 0 };
    part.bytes += here.bytes - before.bytes;
    part.brotli += here.brotli - before.brotli;
    parts.set(name, part);
    before = here;
  }
  return [...parts.values()];
}

/** The code of each function. @param {Uint8Array} module */
function functionsOf(module) {
  let at = 8;
  const number = () => {
    for (let value = 0, unit = 1; ; unit *= 128) {
      const byte = module[at++];
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  };
  while (module[at++] !== 10) {
    const size = number();
    at += size;
  }
  number();
  return Array.from({ length: number() }, () => {
    const size = number();
    at += size;
    return module.subarray(at - size, at);
  });
}

/**
 * Weighs the functions of a module. @param {Uint8Array} module @param {string} names what web/split.js wrote of it
 * @param {number} whole what they weigh in brotli
 * @returns {Part[]}
 */
export function weighFunctions(module, names, whole) {
  const all = [...new Map(Array.from(names.matchAll(/^(\d+):(.*)$/gm), ([, place, name]) => [Number(place), name]))]
    .sort(([a], [b]) => a - b)
    .map(([, name]) => name);
  const code = functionsOf(module);
  const own = all.slice(all.length - code.length);
  const together = brotli(Buffer.concat(code), 6);
  const lack = code.map((_, i) => Math.max(1, together - brotli(Buffer.concat(code.toSpliced(i, 1)), 6)));
  const sum = lack.reduce((a, b) => a + b, 0);
  return code.map(({ length }, i) => ({ name: own[i], bytes: length, brotli: (lack[i] / sum) * whole }));
}

/** Which file has a function. @param {{name: string, text: string}[]} sources */
function fileFinder(sources) {
  return (/** @type {string} */ name) => {
    const plain = name.replace(/\.\d+$/, '');
    const definition = new RegExp(`^[A-Za-z][\\w *]*(\\([\\w *"]*\\)[\\w *]*)?\\b${plain}\\(.*[^;]$`, 'm');
    return (
      sources
        .filter(({ text }) => definition.test(text))
        .map((source) => source.name)
        .join(' or ') || 'the compiler'
    );
  };
}

/** @param {Part[]} parts @param {(name: string) => string} groupOf @returns {Part[]} */
function grouped(parts, groupOf) {
  /** @type {Map<string, Part>} */
  const groups = new Map();
  for (const part of parts) {
    const name = groupOf(part.name);
    const group = groups.get(name) ?? { name, bytes: 0, brotli: 0 };
    groups.set(name, { name, bytes: group.bytes + part.bytes, brotli: group.brotli + part.brotli });
  }
  return [...groups.values()];
}

/** @param {string} title @param {Part[]} parts */
function print(title, parts) {
  const row = (/** @type {string} */ name, /** @type {(number | string)[]} */ sizes) =>
    console.log(
      name.padEnd(44) +
        sizes
          .map((size) => (typeof size === 'string' ? size : Math.round(size).toLocaleString('en')).padStart(9))
          .join(''),
    );
  row(`\n${title}`.padEnd(45), ['bytes', 'brotli']);
  for (const { name, bytes, brotli } of parts.toSorted((a, b) => b.brotli - a.brotli))
    row(`  ${name}`, [bytes, brotli]);
  const sum = (/** @type {'bytes' | 'brotli'} */ size) => parts.reduce((all, part) => all + part[size], 0);
  row('  together', [sum('bytes'), sum('brotli')]);
}

async function weigh() {
  const read = (/** @type {string} */ name) => readFileSync(name, 'utf8');
  const findIn = fileFinder(
    [...readdirSync('src').filter((name) => name.endsWith('.c')), '../.build/cjson/cJSON.c'].map((name) => ({
      name: name.replace(/.*\//, ''),
      text: read(`src/${name}`),
    })),
  );
  const texts = JSON.parse(read('.build/parts/styles.json'));
  const names = readdirSync('dist');
  for (const [name, meta, module] of [
    ['comparison-card', 'comparison-card.js.iife', 'engine'],
    ['comparison-card.tools', 'tools.js.esm', 'tools'],
    ['comparison-card.formats', 'formats.js.esm', ''],
  ]) {
    const file =
      names.find((file) => file.startsWith(`${name}.`) && file.endsWith('.js') && file.split('.').length > 2) ?? '';
    const [output] = Object.values(JSON.parse(read(`.build/parts/${meta}.json`)).outputs);
    const wasm = `.build/page/${module}.wasm`;
    const strands = module ? encode(readFileSync(wasm))[1].trim().split(' ') : [];
    const parts = weighFile(readFileSync(`dist/${file}`, 'latin1'), output.inputs, texts, strands);
    print(file, parts);
    if (!module) continue;
    const code = parts.filter(({ name }) => /^engine: (?!texts|the built|no code)/.test(name));
    const whole = code.reduce((all, { brotli }) => all + brotli, 0);
    const functions = weighFunctions(readFileSync(wasm), read(`${wasm}.names`), whole);
    print(`${module}.wasm by file`, grouped(functions, findIn));
    print(`${module}.wasm by function`, functions);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await weigh();
