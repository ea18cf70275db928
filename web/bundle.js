/**
 * Makes dist/ of web/, data/ and .build/engine.wasm: run by build.sh. Prints what each file weighs and fails where the
 * script is above its budget.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { pack } from './pack.js';
import { unweave, weave } from './weave.js';

/** Bytes in brotli of comparison-card.js. */
const BUDGET = 24_000;

const BANNER =
  '/*! comparison-card, MIT. Contains cJSON (c) 2009-2017 Dave Gamble and contributors, MIT: see LICENSES.txt */';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const wasm = readFileSync('.build/engine.wasm');
const woven = unweave(wasm);
if (!wasm.equals(weave(woven))) throw new Error('web/weave.js does not know an instruction of this module');
const style = await transform(readFileSync('web/style.css', 'utf8'), { loader: 'css', minify: true });

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');

for (const [format, extension] of /** @type {const} */ ([
  ['iife', 'js'],
  ['esm', 'mjs'],
])) {
  await build({
    entryPoints: ['web/comparison-card.js'],
    outfile: `dist/comparison-card.${extension}`,
    bundle: true,
    minify: true,
    charset: 'ascii',
    target: 'es2022',
    format,
    banner: { js: BANNER.replace('card,', `card ${version},`) },
    define: { ENGINE: JSON.stringify(pack(woven)), STYLE: JSON.stringify(style.code.trim()) },
    logLevel: 'warning',
  });
}

writeFileSync('dist/engine.wasm', wasm);
cpSync('web/demo', 'dist', { recursive: true });
cpSync('data', 'dist', { recursive: true });
cpSync('web/comparison-card.d.mts', 'dist/comparison-card.d.mts');
// A plain page for each example card: where the links between them lead.
const post = readFileSync('web/post.html', 'utf8');
for (const file of readdirSync('data').filter((name) => !name.endsWith('.schema.json'))) {
  const { title } = JSON.parse(readFileSync(`data/${file}`, 'utf8'));
  const page = post.replace('{title}', () => title).replace('{file}', () => file);
  writeFileSync(`dist/${file.replace('.json', '.html')}`, page);
}

writeFileSync(
  'dist/LICENSES.txt',
  `comparison-card\n\n${readFileSync('LICENSE', 'utf8')}\n\ncJSON\n\n${readFileSync('.build/cjson/LICENSE', 'utf8')}`,
);

/** @param {Buffer} bytes */
const sizes = (bytes) => [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];

console.log(`${''.padEnd(24)}${['bytes', 'gzip', 'brotli'].map((word) => word.padStart(9)).join('')}`);
for (const name of ['comparison-card.js', 'comparison-card.mjs', 'engine.wasm']) {
  const row = sizes(readFileSync(`dist/${name}`));
  console.log(`${name.padEnd(24)}${row.map((size) => size.toLocaleString('en').padStart(9)).join('')}`);
  if (name.endsWith('.js') && row[2] > BUDGET) {
    console.error(`comparison-card.js is above its budget of ${BUDGET.toLocaleString('en')} bytes in brotli`);
    process.exitCode = 1;
  }
}
