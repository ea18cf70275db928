/**
 * Makes dist/ from web/, data/ and the engine. Run by build.sh:
 *
 *   node web/build/bundle.js [FOLDER [ENGINE]]
 *
 * Prints the size of each file, and fails if a script exceeds its budget.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { analyzeMetafile, build, transform } from 'esbuild';
import { pack } from '../engine/packed.js';
import { writeDocs } from './docs/site.js';
import { compress, copyHashed, hashedName, integrityOf, writeHeaders, writeIntegrity } from './hashes.js';
import { completeManifest } from './manifest.js';
import { cardTypes } from './types.js';

/** Prints the contents of each script. */
const DETAILED = process.env.WEIGH === 'yes';

/** The scripts of pages, and their maximum size in brotli bytes. */
const BUDGETED = ['comparison-card.js', 'comparison-card.mjs'];
const BUDGET = 60_000;

const BANNER = '/*! comparison-card, with cJSON. MIT: LICENSES.txt */';

const [, , out = 'dist', engine = '.build/page/engine.wasm'] = process.argv;
const { version, dependencies, peerDependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const languages = existsSync('data/labels') ? readdirSync('data/labels').map((name) => name.replace('.json', '')) : [];

/** Returns a minified style sheet. @param {string} file */
async function styleIn(file) {
  const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true });
  return code.trim();
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/** Returns definitions for esbuild. @param {Record<string, unknown>} values */
const asText = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));

/** Source maps, for coverage. @type {'inline' | false} */
const MAPPED = process.env.COVERAGE ? 'inline' : false;

/** @type {import('esbuild').BuildOptions} */
const ALWAYS = {
  bundle: true,
  charset: 'ascii',
  target: 'es2022',
  tsconfigRaw: {}, // ignores the options for checking: "use strict" would add 13 bytes to modules
  banner: { js: BANNER.replace('card,', `card ${version},`) },
  logLevel: 'warning',
};

/** Bundles a script into one file. @param {string} entry @param {'iife' | 'esm'} format @param {Record<string, any>} define */
async function bundle(entry, format, define) {
  const options = {
    ...ALWAYS,
    entryPoints: [`web/${entry}`],
    write: false,
    minify: true,
    format,
    define: asText(define),
    sourcemap: MAPPED,
    alias: { 'engine-in-javascript': './.build/fallback/engine.js' },
  };
  const { outputFiles, metafile } = await build({ ...options, metafile: DETAILED });
  if (metafile) console.log(await analyzeMetafile(metafile));
  return Buffer.from(/** @type {any} */ (outputFiles)[0].contents);
}

/** The engines as text: that of all cards, and that of tables, which is beside it. */
const ENGINE = pack(readFileSync(engine));
const TABLES = pack(readFileSync('.build/page/tables.wasm'));
if (DETAILED) console.log(`the engine as text, in web/element/element.js: ${(ENGINE.length / 1024).toFixed(1)}kb`);

/** The card's style sheet; the order of the files matters. */
const STYLES = ['style', 'table', 'themes', 'reader'];
const STYLE = (await Promise.all(STYLES.map((name) => styleIn(`web/styles/${name}.css`)))).join('');

const carried = {
  ENGINE,
  TABLES,
  STYLE,
  LANGUAGES: languages.join(' '),
  LABELS: languages.map((language) => [
    language,
    integrityOf(readFileSync(`data/labels/${language}.json`), 'sha256').slice('sha256-'.length),
  ]),
  VERSION: version,
};

/**
 * Bundles a lazy module with a hashed file name.
 * @param {'formats' | 'fallback'} name @param {string} entry @returns {Promise<[string, string]>} its file name and hash
 */
async function bundlePart(name, entry) {
  const bytes = await bundle(entry, 'esm', carried);
  const file = hashedName(`comparison-card.${name}.js`, bytes);
  writeFileSync(`${out}/${file}`, bytes);
  return [file, integrityOf(bytes, 'sha256')];
}

/** Bundles the scripts of pages, each in one file. */
async function bundleScripts() {
  const [FALLBACK_FILE, FALLBACK_INTEGRITY] = await bundlePart('fallback', 'engine/fallback.js');
  const [IMPORTERS_FILE, IMPORTERS_INTEGRITY] = await bundlePart('formats', 'sources/importers.js');
  const define = { ...carried, FALLBACK_FILE, FALLBACK_INTEGRITY, IMPORTERS_FILE, IMPORTERS_INTEGRITY };
  /** @type {[string, string, 'iife' | 'esm', Record<string, any>][]} */
  const scripts = [
    ['comparison-card.js', 'comparison-card.js', 'iife', { ...define, 'import.meta.url': '' }],
    ['comparison-card.mjs', 'comparison-card.js', 'esm', define],
    ['comparison-card.frames.js', 'frame/frames.js', 'iife', {}],
  ];
  for (const [name, ...how] of scripts) {
    const script = await bundle(...how);
    writeFileSync(`${out}/${name}`, script);
  }
  const names = scripts.map(([name]) => name);
  const fetched = [IMPORTERS_FILE, FALLBACK_FILE];
  return { names, fetched, hashed: [...fetched, ...names.map((name) => copyHashed(out, name))] };
}

/** The JavaScript engine, copied unchanged: generated code needs no bundling. */
const FALLBACK_ENGINE = 'engine-in-javascript.js';

/** Prepares the page's script for splitting into chunks. @type {import('esbuild').Plugin} */
const apart = {
  name: 'apart',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /\/lazy\.js$/ }, () => ({ path: resolve('web/element/chunks.js') }));
    onResolve({ filter: /^engine-in-javascript$/ }, () => ({ path: `./${FALLBACK_ENGINE}`, external: true }));
    // A `define` would put the engines into the chunk shared by all files.
    const prepend = (/** @type {RegExp} */ filter, /** @type {string} */ name, /** @type {string} */ text) =>
      onLoad({ filter }, ({ path }) => ({
        contents: `const ${name} = ${JSON.stringify(text)};\n${readFileSync(path)}`,
      }));
    prepend(/\/element\/element\.js$/, 'ENGINE', ENGINE);
    prepend(/\/sources\/table-engine\.js$/, 'TABLES', TABLES);
    prepend(/\/node\/base\/engine-bytes\.js$/, 'ENGINE_IN_BASE64', readFileSync('.build/engine.wasm', 'base64'));
  },
};

/** The first number of the version of each optional package that the tests use, for messages. */
const READERS = Object.fromEntries(
  Object.keys(peerDependencies).map((name) => [name, /\d+/.exec(devDependencies[name])?.[0]]),
);

/**
 * Bundles modules for bundlers and Node.js; a page loads chunks on demand.
 * @param {Record<string, string>} INTEGRITY the hashes of the scripts
 */
async function bundleModules(INTEGRITY) {
  const { STYLE, LANGUAGES, VERSION } = carried;
  await build({
    ...ALWAYS,
    entryPoints: {
      'module/comparison-card': 'web/comparison-card.js',
      'node/index': 'web/node/index.js',
      'node/cli': 'web/node/command/cli.js',
      'node/xlsx-worker': 'web/node/sources/xlsx-worker.js',
    },
    outdir: out,
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    format: 'esm',
    platform: 'node',
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    mainFields: ['module', 'main'],
    loader: { '.json': 'text' },
    define: asText({ STYLE, LANGUAGES, VERSION, INTEGRITY, READERS }),
    plugins: [apart],
  });
  cpSync('.build/fallback/engine.js', `${out}/chunks/${FALLBACK_ENGINE}`);
  cpSync('web/node/preview', `${out}/node/preview`, { recursive: true });
  chmodSync(`${out}/node/cli.js`, 0o755);
}

/** Writes a plain page for each example card, as target of the links between them. */
function writePosts() {
  const post = readFileSync('web/build/post.html', 'utf8');
  for (const file of readdirSync('data').filter((name) => /(?<!\.schema)\.json$/.test(name))) {
    const { title } = JSON.parse(readFileSync(`data/${file}`, 'utf8'));
    const page = post.replace('{title}', () => title).replace('{file}', () => file);
    writeFileSync(`${out}/${file.replace('.json', '.html')}`, page);
  }
}

/** Writes the page for frames. Its file names are not hashed, since publishers edit it. */
async function writeFramePage() {
  const names = ['embed.html', 'embed.css'];
  for (const name of names) cpSync(`web/frame/${name}`, `${out}/${name}`);
  writeFileSync(`${out}/embed.js`, await bundle('frame/frame-page.js', 'iife', {}));
  return [...names, 'embed.js'];
}

/** Writes the types that tsc does not write: tsc --project web adds those of the scripts. */
async function writeTypes() {
  mkdirSync(`${out}/types`);
  const schema = JSON.parse(readFileSync('data/comparison.schema.json', 'utf8'));
  writeFileSync(`${out}/types/card.d.ts`, await cardTypes(schema));
  for (const entry of ['comparison-card.d.mts', 'node.d.mts', 'jsx'])
    cpSync(`web/${entry}`, `${out}/${entry}`, { recursive: true });
}

/** Writes custom-elements.json, the description of the element for editors and other tools. */
function writeManifest() {
  const [written, source, types] = ['element/custom-elements.json', 'element/element.js', 'comparison-card.d.mts'].map(
    (file) => readFileSync(`web/${file}`, 'utf8'),
  );
  const manifest = completeManifest(JSON.parse(written), source, types);
  writeFileSync(`${out}/custom-elements.json`, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Prints the size of each file. @param {string[]} names */
function weigh(names) {
  console.log(`${''.padEnd(34)}${['bytes', 'gzip', 'brotli'].map((word) => word.padStart(9)).join('')}`);
  for (const name of names) {
    const row = ['', '.gz', '.br'].map((end) => readFileSync(`${out}/${name}${end}`).length);
    console.log(`${name.padEnd(34)}${row.map((size) => size.toLocaleString('en').padStart(9)).join('')}`);
    if (BUDGETED.includes(name) && row[2] > BUDGET) {
      console.error(`${name} is above its budget of ${BUDGET.toLocaleString('en')} bytes in brotli`);
      process.exitCode = 1;
    }
  }
}

const { names, fetched, hashed } = await bundleScripts();
await bundleModules(writeIntegrity(out, [...names, ...hashed]));
const frame = await writeFramePage();
cpSync('web/demo', out, { recursive: true });
cpSync('data', out, { recursive: true });
await writeTypes();
writeManifest();
writePosts();
await writeDocs(out, version);
const LICENSES = {
  'comparison-card': 'LICENSE',
  cJSON: '.build/cjson/LICENSE',
  'jsonc-parser (in the modules for Node.js)': 'node_modules/jsonc-parser/LICENSE.md',
};
const licenses = Object.entries(LICENSES).map(([name, file]) => `${name}\n\n${readFileSync(file, 'utf8')}`);
writeFileSync(`${out}/LICENSES.txt`, licenses.join('\n\n'));
const labels = languages.map((language) => `labels/${language}.json`);
const hashedLabels = labels.map((name) => copyHashed(out, name));
writeHeaders(out, [...hashed, ...hashedLabels], [...names, ...frame, ...labels]);
for (const folder of [out, `${out}/labels`]) compress(folder);
weigh([...names, ...fetched, 'embed.js']);
