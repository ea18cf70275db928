/**
 * Makes dist/ of web/, data/ and the two parts of the engine in .build/: run by build.sh. Prints what each file weighs and fails where the
 * script is above its budget.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { decode } from './codec.js';
import { encode } from './encode.js';

/** Bytes in brotli of comparison-card.js. */
const BUDGET = 24_000;

const BANNER =
  '/*! comparison-card, MIT. Contains cJSON (c) 2009-2017 Dave Gamble and contributors, MIT: see LICENSES.txt */';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const wasm = readFileSync('.build/page/engine.wasm');
const tools = readFileSync('.build/page/tools.wasm');
const languages = existsSync('data/labels') ? readdirSync('data/labels').map((name) => name.replace('.json', '')) : [];
const style = await transform(readFileSync('web/style.css', 'utf8'), { loader: 'css', minify: true });

/** A module as text. @param {Buffer} module */
function coded(module) {
  const code = encode(module);
  if (!module.equals(decode(...code))) throw new Error('web/encode.js does not know an instruction of this module');
  return code;
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');

/** What names stand for, as esbuild takes it. @param {Record<string, unknown>} values */
const asText = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));

/** @param {string} file of dist/ @param {'sha256' | 'sha384'} algorithm @returns {string} as Subresource Integrity has it */
const hash = (file, algorithm) =>
  `${algorithm}-${createHash(algorithm)
    .update(readFileSync(`dist/${file}`))
    .digest('base64')}`;

/** @param {string} entry @param {string} file @param {'iife' | 'esm'} format @param {Record<string, any>} define */
async function bundle(entry, file, format, define) {
  await build({
    entryPoints: [`web/${entry}`],
    outfile: `dist/${file}`,
    bundle: true,
    minify: true,
    charset: 'ascii',
    target: 'es2022',
    format,
    banner: { js: BANNER.replace('card,', `card ${version},`) },
    define: asText(define),
    logLevel: 'warning',
  });
  return hash(file, 'sha256');
}

const TOOLS_INTEGRITY = await bundle('tools.js', 'comparison-card.tools.js', 'esm', { TOOLS: coded(tools) });
const carried = { ENGINE: coded(wasm), STYLE: style.code.trim(), LANGUAGES: languages, TOOLS_INTEGRITY };
await bundle('comparison-card.js', 'comparison-card.js', 'iife', { ...carried, 'import.meta.url': '' });
await bundle('comparison-card.js', 'comparison-card.mjs', 'esm', carried);

await build({
  entryPoints: ['web/node/index.js'],
  outdir: 'dist/node',
  bundle: true,
  splitting: true,
  platform: 'node',
  packages: 'external',
  target: 'node20',
  format: 'esm',
  define: asText({ LANGUAGES: languages, STYLE: carried.STYLE, VERSION: version }),
  logLevel: 'warning',
});
for (const part of ['engine.wasm', 'tools.wasm']) cpSync(`.build/publisher/${part}`, `dist/node/${part}`);
cpSync('web/demo', 'dist', { recursive: true });
cpSync('data', 'dist', { recursive: true });
cpSync('web/comparison-card.d.mts', 'dist/comparison-card.d.mts');
// A plain page for each example card: where the links between them lead.
const post = readFileSync('web/post.html', 'utf8');
for (const file of readdirSync('data').filter((name) => /(?<!\.schema)\.json$/.test(name))) {
  const { title } = JSON.parse(readFileSync(`data/${file}`, 'utf8'));
  const page = post.replace('{title}', () => title).replace('{file}', () => file);
  writeFileSync(`dist/${file.replace('.json', '.html')}`, page);
}

writeFileSync(
  'dist/LICENSES.txt',
  `comparison-card\n\n${readFileSync('LICENSE', 'utf8')}\n\ncJSON\n\n${readFileSync('.build/cjson/LICENSE', 'utf8')}`,
);

const hashed = ['comparison-card.js', 'comparison-card.mjs', 'comparison-card.tools.js'];
const hashes = Object.fromEntries(hashed.map((name) => [name, hash(name, 'sha384')]));
writeFileSync('dist/integrity.json', `${JSON.stringify(hashes, null, 2)}\n`);

/** @param {Buffer} bytes */
const sizes = (bytes) => [bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length];

console.log(`${''.padEnd(28)}${['bytes', 'gzip', 'brotli'].map((word) => word.padStart(9)).join('')}`);
for (const name of ['comparison-card.js', 'comparison-card.mjs', 'comparison-card.tools.js']) {
  const row = sizes(readFileSync(`dist/${name}`));
  console.log(`${name.padEnd(28)}${row.map((size) => size.toLocaleString('en').padStart(9)).join('')}`);
  if (name.endsWith('.js') && row[2] > BUDGET) {
    console.error(`comparison-card.js is above its budget of ${BUDGET.toLocaleString('en')} bytes in brotli`);
    process.exitCode = 1;
  }
}
