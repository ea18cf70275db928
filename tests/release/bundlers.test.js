/**
 * The Node API in bundles: a program and everything that it imports in one folder, away from the package and without
 * the packages that read HTML, Markdown and workbooks.
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, describe, test } from 'node:test';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import * as vite from 'vite';
import { workbook } from '../command/workbook.js';
import { install, run } from './pack.js';

const root = realpathSync(mkdtempSync(`${tmpdir()}/comparison-card-bundles-`)); // no packages above it
after(() => rmSync(root, { recursive: true, force: true }));
const { folder, home } = install(`${root}/site`);

const entry = `${folder}/program.js`;
writeFileSync(
  entry,
  `import { check, convert, embed, render } from 'comparison-card/node';
const card = { title: 'Tee', lang: 'de', summary: 'S', subjects: ['Tee', 'Kaffee'], attributes: [{ name: 'Preis', values: [1, 2] }] };
const page = await render(card, { as: 'page', base: '/files/' });
const codes = (await check(JSON.stringify(card))).map(({ code }) => code);
const table = await convert('N,A\\nP,1\\n', { to: 'md' });
const { script } = await embed(JSON.stringify(card), { base: '/files/' });
const refused = await convert('<table>').catch(({ code }) => code);
console.log(JSON.stringify({ page, codes, table, script, refused }));
`,
);

/** Bundles a program to a folder. @type {Record<string, (outdir: string) => Promise<unknown>>} */
const BUNDLERS = {
  'esbuild --platform=node': (outdir) => {
    const options = /** @type {const} */ ({ format: 'esm', outExtension: { '.js': '.mjs' }, logLevel: 'silent' });
    return esbuild.build({ entryPoints: [entry], outdir, bundle: true, platform: 'node', ...options });
  },
  'Vite for servers, with noExternal': (outDir) =>
    vite.build({
      root: folder,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: { ssr: entry, outDir, rollupOptions: { output: { entryFileNames: '[name].mjs' } } },
    }),
  Rollup: async (dir) => {
    const resolveId = (/** @type {string} */ name) =>
      name === 'comparison-card/node' ? `${home}/dist/node/index.js` : null;
    const bundle = await rollup({ input: entry, plugins: [{ name: 'resolve', resolveId }], logLevel: 'silent' });
    return bundle.write({ dir, entryFileNames: '[name].mjs' });
  },
};

/** Runs a program and returns what it prints. @param {string} file @param {string[]} flags */
const printed = (file, ...flags) => run('node', ['--no-warnings', ...flags, file], { cwd: root });

/** Bundles the program and returns its file. @param {string} name of the bundler */
async function bundled(name) {
  const out = `${root}/${name.replace(/\W+/g, '-')}`;
  mkdirSync(out);
  await BUNDLERS[name](out);
  return `${out}/program.mjs`;
}

const expected = printed(entry);
const single = await bundled('esbuild --platform=node');

test('the program prints a German page with the hash of its script, and refuses what it cannot read', () => {
  const { page, codes, table, script, refused } = JSON.parse(expected);
  assert.match(page, /Zusammenfassung/);
  assert.match(page, /<script async src="\/files\/comparison-card\.[0-9a-f]{8}\.js" integrity="sha384-/);
  assert.deepEqual(codes, ['no-answer']);
  assert.match(table, /^\| P \|/m);
  assert.match(script, /integrity="sha384-/);
  assert.equal(refused, 'no-reader');
});

describe('the same is printed by a bundle of', () => {
  test('esbuild --platform=node', () => assert.equal(printed(single), expected));

  for (const name of Object.keys(BUNDLERS).slice(1)) {
    test(name, async () => assert.equal(printed(await bundled(name)), expected));
  }
});

/** Returns a flag that runs code before a program. @param {string} code */
const before = (code) => `--import=data:text/javascript,${encodeURIComponent(code)}`;

describe('where there is little', () => {
  const [major] = process.versions.node.split('.').map(Number);
  const permission = major < 23 ? '--experimental-permission' : '--permission';

  test('a bundle reads no file but itself', () => {
    assert.equal(printed(single, permission, `--allow-fs-read=${single}`), expected);
  });

  const refuse = `() => { throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder'); }`;
  for (const [name, code] of [
    ['bytes may not be compiled', `WebAssembly.instantiate = WebAssembly.compile = WebAssembly.Module = ${refuse}`],
    ['WebAssembly is missing', 'delete globalThis.WebAssembly'],
  ]) {
    test(`the JavaScript engine runs if ${name}`, () => assert.equal(printed(single, before(code)), expected));
  }

  test('the globals of Node.js are not needed', () => {
    assert.equal(printed(single, before('delete globalThis.Buffer; delete globalThis.process')), expected);
  });

  for (const [format, end] of /** @type {const} */ ([
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ]))
    test(`a workbook is refused in a bundle of ${format}, with what to do`, async () => {
      writeFileSync(
        `${folder}/t.xlsx`,
        workbook({
          S: [
            ['N', 'A'],
            ['P', 1],
          ],
        }),
      );
      writeFileSync(
        `${folder}/book.js`,
        `import { readFileSync } from 'node:fs';
import { check } from 'comparison-card/node';
check(readFileSync('site/t.xlsx')).then((all) => console.log(all.map(({ code, message }) => code + ': ' + message).join()));`,
      );
      await esbuild.build({
        entryPoints: [`${folder}/book.js`],
        outfile: `${root}/book.${end}`,
        bundle: true,
        platform: 'node',
        format,
        logLevel: 'silent',
      });
      assert.match(
        printed(`${root}/book.${end}`),
        /^no-reader: A bundle has no reader of \.xlsx files: exclude comparison-card/,
      );
    });

  test('importing the Node API imports no other package and no module of Node.js', async () => {
    writeFileSync(`${folder}/all.js`, `import * as all from 'comparison-card/node';\nconsole.log(all);\n`);
    const { outputs } = (
      await esbuild.build({
        entryPoints: [`${folder}/all.js`],
        outdir: `${root}/all`,
        bundle: true,
        splitting: true,
        format: 'esm',
        write: false,
        metafile: true,
        external: ['node:*', 'parse5', 'markdown-it', 'saxen'],
      })
    ).metafile;
    /** Returns the external modules that a file of the bundle imports at once. @type {(file: string) => string[]} */
    const imported = (file) =>
      outputs[file].imports
        .filter(({ kind }) => kind === 'import-statement')
        .flatMap(({ path, external }) => (external ? [path] : imported(path)));
    const start = Object.keys(outputs).find((file) => file.endsWith('/all.js'));
    assert.deepEqual(imported(`${start}`), []);
  });
});
