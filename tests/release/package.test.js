/** The package: its content, and its use by Node.js and third-party tools. Its types: types.test.js. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { filterProblems } from '@arethetypeswrong/core/problems';
import MarkdownIt from 'markdown-it';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { install, run } from './pack.js';

const { folder, tarball, files } = install('package');

/** The entries with types for a framework. */
const FRAMEWORKS = ['react', 'preact', 'vue', 'svelte', 'solid'];

/** Returns the package as an ArrayBuffer for the checkers. */
const bytes = () => new Uint8Array(readFileSync(tarball)).buffer;

/** Returns the output of a module that runs where the package is installed. @param {string} code @param {string[]} flags */
const inNode = (code, ...flags) =>
  run('node', [...flags, '--input-type=module', '--eval', code], { cwd: folder }).trim();

/** Returns the addresses of links and pictures in Markdown. @param {string} text */
const linksIn = (text) =>
  new MarkdownIt({ html: true })
    .parse(text, {})
    .flatMap(({ children }) => children ?? [])
    .flatMap(({ attrs }) => (attrs ?? []).filter(([name]) => /^(href|src)$/.test(name)))
    .map(([, address]) => decodeURI(address));

describe('what is in it', () => {
  /** Every kind of file with a use. */
  const kinds = [
    /^(LICENSE|package\.json|(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md)$/,
    /^(data\/comparison\.schema\.json|src\/card\.h)$/, // the docs link to them
    /^web\/docs\/[\w-]+\.(md|png)$/,
    /^dist\/comparison-card(\.formats|\.fallback|\.frames)?(\.[0-9a-f]{8})?\.m?js(\.br|\.gz)?$/,
    /^dist\/embed\.(html|css|js)(\.br|\.gz)?$/,
    /^dist\/labels\/[a-zA-Z-]+(\.[0-9a-f]{8})?\.json(\.br|\.gz)?$/,
    /^dist\/(_headers|LICENSES\.txt|integrity\.json|comparison\.schema\.json|custom-elements\.json)$/,
    /^dist\/(module|node|chunks)\/[\w-]+\.js$/,
    /^dist\/node\/preview\/(folder|preview)\.(html|css|js)$/,
    /^dist\/(comparison-card|node)\.d\.mts$/,
    /^dist\/jsx\/[a-z]+\.d\.mts$/,
    /^dist\/types\/[\w/-]+\.d\.ts$/,
  ];

  test('is of use to pages, bundlers, Node.js or TypeScript', () => {
    assert.deepEqual(
      files.filter((name) => !kinds.some((kind) => kind.test(name))),
      [],
    );
  });

  for (const name of [
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'dist/LICENSES.txt',
    'dist/_headers',
    'dist/comparison-card.js',
    'dist/comparison-card.js.br',
    'dist/comparison-card.mjs',
    'dist/comparison.schema.json',
    'dist/custom-elements.json',
    'dist/integrity.json',
    'dist/labels/de.json',
    'dist/module/comparison-card.js',
    'dist/node/cli.js',
    'dist/node/index.js',
  ]) {
    test(`has ${name}`, () => assert.ok(files.includes(name)));
  }

  test('is no more than 2,100 kB to fetch, a quarter of it pictures', () => {
    assert.ok(bytes().byteLength < 2_100_000, `${bytes().byteLength}`);
  });

  for (const file of files.filter((name) => name.endsWith('.md'))) {
    test(`has what ${file} links to`, () => {
      const links = linksIn(readFileSync(file, 'utf8')).filter((link) => !/^[a-z]+:|^#/.test(link));
      const targets = links.map((link) => join(dirname(file), link.replace(/#.*/, '')));
      const missing = targets.filter((target) => !files.includes(target));
      assert.deepEqual(missing, []);
    });
  }
});

describe('checkers', () => {
  test('publint finds nothing', async () => {
    const { messages, pkg } = await publint({ pack: { tarball: bytes() }, strict: true });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg, { color: false })),
      [],
    );
  });

  test('attw finds nothing in the ways to resolve that know ES modules', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(bytes())), {
      entrypoints: ['.', 'node', 'comparison-card.mjs', ...FRAMEWORKS],
    });
    assert.ok(analysis.types);
    const kinds = /** @type {const} */ (['node16-esm', 'bundler']);
    assert.deepEqual(
      kinds.flatMap((resolutionKind) => filterProblems(analysis, { resolutionKind })),
      [],
    );
  });
});

describe('the version', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

  test('is the newest of CHANGELOG.md, with its date, below changes that are not released yet', () => {
    const sections = [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    const [newest, ...others] = sections.filter((title) => title !== 'Unreleased');
    assert.ok(['Unreleased', newest].includes(sections[0]), sections[0]);
    for (const title of [newest, ...others]) assert.match(title, /^\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d$/);
    assert.equal(newest.split(' ')[0], version);
  });

  test('is that of package-lock.json', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    assert.deepEqual([lock.version, lock.packages[''].version], [version, version]);
  });

  test('is in the first line of the script', () => {
    const [line] = readFileSync('dist/comparison-card.js', 'utf8').split('\n', 1);
    assert.ok(line.startsWith(`/*! comparison-card ${version},`), line);
  });
});

describe('the versions of Node.js', () => {
  /** Returns the minimum of a version range as a comparable number. @param {string} range */
  const least = (range) => {
    const [major, minor = 0, patch = 0] = (/[\d.]+/.exec(range)?.[0] ?? '0').split('.').map(Number);
    return major * 1e6 + minor * 1e3 + patch;
  };
  const { '': self, ...others } = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const engines = JSON.parse(readFileSync('package.json', 'utf8')).engines.node;

  test('are those that every package it depends on takes', () => {
    assert.equal(self.engines.node, engines);
    const later = Object.entries(others)
      .filter(([, { dev, optional, engines: own }]) => !dev && !optional && least(own?.node ?? '') > least(engines))
      .map(([name, { engines: own }]) => `${name}: ${own.node}`);
    assert.deepEqual(later, []);
  });
});

describe('Node.js', () => {
  test('gets the Node API, which works', () => {
    const code = `import { openCard } from 'comparison-card'; console.log((await openCard(null)).render('q=lead'))`;
    assert.match(inNode(code), /3 of 5 rows/);
  });

  test('runs the command of the package', () => {
    const { bin } = JSON.parse(readFileSync(`${folder}/node_modules/comparison-card/package.json`, 'utf8'));
    const command = `${folder}/node_modules/comparison-card/${bin['comparison-card']}`;
    assert.match(run(command, ['convert', '-', '--to', 'md'], { input: 'N,A\nP,1\n' }), /^\| P \|/m);
  });

  test('can import what a page imports by name, and nothing happens', () => {
    const names = `import * as all from 'comparison-card'; console.log(Object.keys(all).join(' '))`;
    const ofPage = inNode(
      names.replace("'comparison-card'", "'./node_modules/comparison-card/dist/module/comparison-card.js'"),
    );
    const ofNode = inNode(names).split(' ');
    assert.equal(ofPage, 'CardError ComparisonCard');
    for (const name of ofPage.split(' ')) assert.ok(ofNode.includes(name), name);
  });

  for (const name of [
    'comparison-card.js',
    'comparison-card.mjs',
    'integrity.json',
    'comparison.schema.json',
    'labels/de.json',
    ...files.map((file) => file.replace('dist/', '')).filter((name) => /^comparison-card\.formats.*\.js$/.test(name)),
  ]) {
    test(`finds comparison-card/${name.replace(/\.[0-9a-f]{8}/, '.HASH')}`, () => {
      const found = inNode(`console.log(import.meta.resolve('comparison-card/${name}'))`);
      assert.equal(found, pathToFileURL(`${folder}/node_modules/comparison-card/dist/${name}`).href);
    });
  }

  test('finds comparison-card/package.json', () => {
    assert.match(inNode(`console.log(import.meta.resolve('comparison-card/package.json'))`), /card\/package\.json$/);
  });

  test('finds the Node API by its own name, too', () => {
    const code = `import * as a from 'comparison-card'; import * as b from 'comparison-card/node'; console.log(a === b)`;
    assert.equal(inNode(code), 'true');
  });

  for (const name of FRAMEWORKS) {
    test(`can import comparison-card/${name}, the same module for all, and nothing happens`, () => {
      const code = `import * as all from 'comparison-card/${name}'; console.log(Object.keys(all).join(' '))`;
      assert.equal(inNode(code), 'CardError ComparisonCard');
    });
  }

  for (const name of [
    'jsx/react.d.mts',
    'node/index.js',
    'module/comparison-card.js',
    'chunks/none.js',
    'types/element/element.d.ts',
  ]) {
    test(`is not shown comparison-card/${name}, which may change`, () => {
      const code = `import('comparison-card/${name}').catch(({ code }) => console.log(code))`;
      assert.equal(inNode(code), 'ERR_PACKAGE_PATH_NOT_EXPORTED');
    });
  }
});
