/**
 * Makes dist/, or another folder that is named, of web/, data/ and the two parts of the engine in .build/page/, or in another
 * that is named: run by build.sh.
 * Prints what each file weighs and fails where the script is above its budget.
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build, transform } from 'esbuild';
import { decode } from './codec.js';
import { encode, padded } from './encode.js';
import {
  compress,
  copyLasting,
  hashOf,
  integrityOf,
  lastingName,
  settle,
  writeHeaders,
  writeIntegrity,
} from './release.js';

/** The script that every page loads, and how many bytes of brotli it may have. */
const BUDGETED = 'comparison-card.js';
const BUDGET = 26_000;

const BANNER = '/*! comparison-card, with cJSON. MIT: LICENSES.txt */';

const [, , out = 'dist', parts = '.build/page'] = process.argv;
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const wasm = readFileSync(`${parts}/engine.wasm`);
const tools = readFileSync(`${parts}/tools.wasm`);
const CODEC = [readFileSync('.build/codec.wasm', 'hex')];
const languages = existsSync('data/labels') ? readdirSync('data/labels').map((name) => name.replace('.json', '')) : [];

/** Short names for the custom properties that are nobody else's business; one is set from outside the style sheets. @type {string[]} */
const shortened = ['--_background'];

/** A style sheet, minified. @param {string} file */
async function styleIn(file) {
  const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'css', minify: true });
  // What the minifier leaves as it is: custom properties, what stands in :host(…), and slashes.
  const tight = code.trim().replace(/=("[a-z-]+")|"[^"]*"|(?<=[,:/]) | (?=\/)/g, (found, word) => {
    if (word) return `=${word.slice(1, -1)}`;
    return found === ' ' ? '' : found;
  });
  return tight.replace(/--_\w+/g, (name) => {
    if (!shortened.includes(name)) shortened.push(name);
    const place = shortened.indexOf(name);
    return place ? `--_${String.fromCharCode(96 + place)}` : name;
  });
}

// decode() has it from here, as it does in the page.
Object.assign(globalThis, { CODEC });

/** A module as text. @param {Buffer} module */
function coded(module) {
  const code = encode(module);
  if (!Buffer.from(decode(...code)).equals(padded(module)))
    throw new Error('web/encode.js does not know an instruction of this module');
  return code;
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

/** Notes for web/weigh.js what a file is made of. @param {string} name @param {unknown} value */
function note(name, value) {
  if (out !== 'dist') return;
  mkdirSync('.build/parts', { recursive: true });
  writeFileSync(`.build/parts/${name}.json`, JSON.stringify(value));
}

/** A script in one file. @param {string} entry @param {'iife' | 'esm'} format @param {Record<string, any>} define */
async function bundle(entry, format, define) {
  const options = {
    ...ALWAYS,
    entryPoints: [`web/${entry}`],
    write: false,
    minify: true,
    format,
    define: asText(define),
    metafile: true,
    sourcemap: MAPPED,
    alias: { 'engine-in-javascript': './.build/fallback/engine.js' },
  };
  const { outputFiles, metafile } = await build(options);
  note(`${basename(entry)}.${format}`, metafile);
  return Buffer.from(/** @type {any} */ (outputFiles)[0].contents);
}

/** The card's style sheet, file by file: their order counts. @type {Record<string, string>} */
const styles = {};
for (const file of ['web/style.css', 'web/table.css', 'web/themes.css']) styles[file] = await styleIn(file);
const STYLE = Object.values(styles).join('');
const READER_STYLE = await styleIn('web/reader.css');
const carried = {
  CODEC,
  ENGINE: coded(wasm),
  STYLE,
  READER_STYLE,
  LANGUAGES: languages.join(' '),
  LABELS: languages.map((language) => [language, hashOf(readFileSync(`data/labels/${language}.json`))]),
  TOOLS: coded(tools),
  VERSION: version,
};

note('styles', { ...styles, 'web/reader.css': READER_STYLE });

/**
 * A module that the script fetches by a name that lasts.
 * @param {'tools' | 'formats' | 'fallback'} name @param {Record<string, any>} [define] @returns {Promise<[string, string]>} its name and hash
 */
async function bundlePart(name, define = carried) {
  const bytes = await bundle(`${name}.js`, 'esm', define);
  const file = lastingName(`comparison-card.${name}.js`, bytes);
  writeFileSync(`${out}/${file}`, bytes);
  return [file, integrityOf(bytes, 'sha256')];
}

/** The scripts of pages, each in one file. */
async function bundleScripts() {
  const [FALLBACK_FILE, FALLBACK_INTEGRITY] = await bundlePart('fallback');
  const [TOOLS_FILE, TOOLS_INTEGRITY] = await bundlePart('tools', { ...carried, FALLBACK_FILE, FALLBACK_INTEGRITY });
  const [FORMATS_FILE, FORMATS_INTEGRITY] = await bundlePart('formats');
  const define = { ...carried, TOOLS_FILE, TOOLS_INTEGRITY, FORMATS_FILE, FORMATS_INTEGRITY };
  /** @type {[string, string, 'iife' | 'esm', Record<string, any>][]} */
  const scripts = [
    ['comparison-card.js', 'comparison-card.js', 'iife', { ...define, 'import.meta.url': '' }],
    ['comparison-card.mjs', 'comparison-card.js', 'esm', define],
    ['comparison-card.frames.js', 'frame/frames.js', 'iife', {}],
  ];
  for (const [name, ...how] of scripts) {
    const script = await bundle(...how);
    writeFileSync(`${out}/${name}`, name === BUDGETED && !MAPPED ? settle(script) : script);
  }
  const names = scripts.map(([name]) => name);
  const fetched = [TOOLS_FILE, FORMATS_FILE, FALLBACK_FILE];
  return { names, fetched, lasting: [...fetched, ...names.map((name) => copyLasting(out, name))] };
}

/** The engine in JavaScript, as it is: a bundler need not read what is written by a program. */
const FALLBACK_ENGINE = 'engine-in-javascript.js';

/**
 * The files that carry the engine's two modules: as a `define` these would be in what all files share.
 * @type {Record<string, 'ENGINE' | 'TOOLS'>}
 */
const CARRIERS = { 'element.js': 'ENGINE', 'tools.js': 'TOOLS' };

/** Makes of the page's script what can be taken apart. @type {import('esbuild').Plugin} */
const apart = {
  name: 'apart',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /\/beside\.js$/ }, () => ({ path: resolve('web/bundled.js') }));
    onResolve({ filter: /^engine-in-javascript$/ }, () => ({ path: `./${FALLBACK_ENGINE}`, external: true }));
    onLoad({ filter: /\/web\/(element|tools)\.js$/ }, ({ path }) => {
      const name = CARRIERS[basename(path)];
      return { contents: `const ${name} = ${JSON.stringify(carried[name])};\n${readFileSync(path)}` };
    });
  },
};

/** The same for bundlers and Node.js: modules, of which a page fetches the tools and its language when it needs them. */
async function bundleModules() {
  const { CODEC, STYLE, READER_STYLE, LANGUAGES, VERSION } = carried;
  await build({
    ...ALWAYS,
    entryPoints: {
      'module/comparison-card': 'web/comparison-card.js',
      'node/index': 'web/node/index.js',
      'node/cli': 'web/node/cli.js',
      'node/xlsx-worker': 'web/node/xlsx-worker.js',
    },
    outdir: out,
    chunkNames: 'chunks/[name]-[hash]',
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    loader: { '.json': 'text' },
    define: asText({ CODEC, STYLE, READER_STYLE, LANGUAGES, VERSION, FALLBACK_FILE: '', FALLBACK_INTEGRITY: '' }),
    plugins: [apart],
  });
  cpSync('.build/fallback/engine.js', `${out}/chunks/${FALLBACK_ENGINE}`);
  for (const part of ['engine.wasm', 'tools.wasm']) cpSync(`.build/publisher/${part}`, `${out}/node/${part}`);
  cpSync('web/node/preview', `${out}/node/preview`, { recursive: true });
  chmodSync(`${out}/node/cli.js`, 0o755);
}

/** A plain page for each example card: where the links between them lead. */
function writePosts() {
  const post = readFileSync('web/post.html', 'utf8');
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
  writeFileSync(`${out}/embed.js`, await bundle('frame/embed.js', 'iife', {}));
  return [...names, 'embed.js'];
}

/** Prints what each file weighs. @param {string[]} names */
function weigh(names) {
  console.log(`${''.padEnd(34)}${['bytes', 'gzip', 'brotli'].map((word) => word.padStart(9)).join('')}`);
  for (const name of names) {
    const row = ['', '.gz', '.br'].map((end) => readFileSync(`${out}/${name}${end}`).length);
    console.log(`${name.padEnd(34)}${row.map((size) => size.toLocaleString('en').padStart(9)).join('')}`);
    if (name === BUDGETED && row[2] > BUDGET) {
      console.error(`${name} is above its budget of ${BUDGET.toLocaleString('en')} bytes in brotli`);
      process.exitCode = 1;
    }
  }
}

const { names, fetched, lasting } = await bundleScripts();
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
const hashedLabels = labels.map((name) => copyLasting(out, name));
writeIntegrity(out, [...names, ...lasting]);
writeHeaders(out, [...lasting, ...hashedLabels], [...names, ...frame, ...labels]);
for (const folder of [out, `${out}/labels`]) compress(folder);
weigh([...names, ...fetched, 'embed.js']);
