/**
 * Makes dist/ of web/, data/ and the engine; run by build.sh:
 *
 *   node web/build/bundle.js [FOLDER [ENGINE]]
 *
 * Prints what each file weighs, and fails if a script is above its budget.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { analyzeMetafile, build, transform } from 'esbuild';
import { pack } from '../engine/packed.js';
import { compress, copyHashed, hashedName, integrityOf, writeHeaders, writeIntegrity } from './release.js';

/** Whether to print what each script is made of. */
const DETAILED = process.env.WEIGH === 'yes';

/** The scripts that pages load, and the most bytes that each may have in brotli. */
const BUDGETED = ['comparison-card.js', 'comparison-card.mjs'];
const BUDGET = 50_000;

const BANNER = '/*! comparison-card, with cJSON. MIT: LICENSES.txt */';

const [, , out = 'dist', engine = '.build/page/engine.wasm'] = process.argv;
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const languages = existsSync('data/labels') ? readdirSync('data/labels').map((name) => name.replace('.json', '')) : [];

/** A style sheet, minified. @param {string} file */
async function styleIn(file) {
  const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true });
  return code.trim();
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/** What names stand for, as esbuild takes it. @param {Record<string, unknown>} values */
const asText = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));

/** For coverage: where what stands in a file comes from. @type {'inline' | false} */
const MAPPED = process.env.COVERAGE ? 'inline' : false;

/** @type {import('esbuild').BuildOptions} */
const ALWAYS = {
  bundle: true,
  charset: 'ascii',
  target: 'es2022',
  tsconfigRaw: {}, // what is for the checks is not for the output: "use strict" would weigh 13 bytes, in what is modules before
  banner: { js: BANNER.replace('card,', `card ${version},`) },
  logLevel: 'warning',
};

/** A script in one file. @param {string} entry @param {'iife' | 'esm'} format @param {Record<string, any>} define */
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

/** The engine as text. */
const ENGINE = pack(readFileSync(engine));

/** The card's style sheet: the order of the files counts. */
const STYLES = ['style', 'table', 'themes', 'reader'];
const STYLE = (await Promise.all(STYLES.map((name) => styleIn(`web/styles/${name}.css`)))).join('');

const carried = {
  ENGINE,
  STYLE,
  LANGUAGES: languages.join(' '),
  LABELS: languages.map((language) => [
    language,
    integrityOf(readFileSync(`data/labels/${language}.json`), 'sha256').slice('sha256-'.length),
  ]),
  VERSION: version,
};

/**
 * A module that the script fetches by its hashed file name.
 * @param {'formats' | 'fallback'} name @param {string} entry @returns {Promise<[string, string]>} its name and hash
 */
async function bundlePart(name, entry) {
  const bytes = await bundle(entry, 'esm', carried);
  const file = hashedName(`comparison-card.${name}.js`, bytes);
  writeFileSync(`${out}/${file}`, bytes);
  return [file, integrityOf(bytes, 'sha256')];
}

/** The scripts of pages, each in one file. */
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

/** The engine in JavaScript, as it is: a bundler need not read what is written by a program. */
const FALLBACK_ENGINE = 'engine-in-javascript.js';

/** Makes of the page's script what can be taken apart. @type {import('esbuild').Plugin} */
const apart = {
  name: 'apart',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /\/lazy\.js$/ }, () => ({ path: resolve('web/element/chunks.js') }));
    onResolve({ filter: /^engine-in-javascript$/ }, () => ({ path: `./${FALLBACK_ENGINE}`, external: true }));
    // A `define` would put the engine into the chunk that all files share.
    onLoad({ filter: /\/element\/element\.js$/ }, ({ path }) => ({
      contents: `const ENGINE = ${JSON.stringify(ENGINE)};\n${readFileSync(path)}`,
    }));
  },
};

/** The same for bundlers and Node.js: modules, of which a page fetches what it needs when it needs it. */
async function bundleModules() {
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
    packages: 'external',
    loader: { '.json': 'text' },
    define: asText({ STYLE, LANGUAGES, VERSION }),
    plugins: [apart],
  });
  cpSync('.build/fallback/engine.js', `${out}/chunks/${FALLBACK_ENGINE}`);
  cpSync('.build/engine.wasm', `${out}/node/engine.wasm`);
  cpSync('web/node/preview', `${out}/node/preview`, { recursive: true });
  chmodSync(`${out}/node/cli.js`, 0o755);
}

/** A plain page for each example card: where the links between them lead. */
function writePosts() {
  const post = readFileSync('web/build/post.html', 'utf8');
  for (const file of readdirSync('data').filter((name) => /(?<!\.schema)\.json$/.test(name))) {
    const { title } = JSON.parse(readFileSync(`data/${file}`, 'utf8'));
    const page = post.replace('{title}', () => title).replace('{file}', () => file);
    writeFileSync(`${out}/${file.replace('.json', '.html')}`, page);
  }
}

/** The page for iframes, which names its files itself: publishers edit it. */
async function writeFramePage() {
  const names = ['embed.html', 'embed.css'];
  for (const name of names) cpSync(`web/frame/${name}`, `${out}/${name}`);
  writeFileSync(`${out}/embed.js`, await bundle('frame/frame-page.js', 'iife', {}));
  return [...names, 'embed.js'];
}

/** Prints what each file weighs. @param {string[]} names */
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
await bundleModules();
const frame = await writeFramePage();
cpSync('web/demo', out, { recursive: true });
cpSync('data', out, { recursive: true });
for (const types of ['comparison-card.d.mts', 'node.d.mts']) cpSync(`web/${types}`, `${out}/${types}`);
writePosts();
writeFileSync(
  `${out}/LICENSES.txt`,
  `comparison-card\n\n${readFileSync('LICENSE', 'utf8')}\n\ncJSON\n\n${readFileSync('.build/cjson/LICENSE', 'utf8')}`,
);
const labels = languages.map((language) => `labels/${language}.json`);
const hashedLabels = labels.map((name) => copyHashed(out, name));
writeIntegrity(out, [...names, ...hashed]);
writeHeaders(out, [...hashed, ...hashedLabels], [...names, ...frame, ...labels]);
for (const folder of [out, `${out}/labels`]) compress(folder);
weigh([...names, ...fetched, 'embed.js']);
