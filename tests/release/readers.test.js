/** The package without the optional packages that read HTML, Markdown and workbooks. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { workbook } from '../command/workbook.js';
import { install } from './pack.js';

const { dependencies, devDependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

const root = realpathSync(mkdtempSync(`${tmpdir()}/comparison-card-readers-`)); // no packages above it
after(() => rmSync(root, { recursive: true, force: true }));

/** Installs the package with other packages, and files to read. @param {string} name @param {string[]} packages */
function installed(name, packages) {
  const { folder, home } = install(`${root}/${name}`);
  for (const one of packages) symlinkSync(resolve('node_modules', one), `${folder}/node_modules/${one}`);
  writeFileSync(`${folder}/t.csv`, 'Name,Tea,Coffee\nPrice,1,2\n');
  writeFileSync(`${folder}/t.html`, '<table><tr><th>N<th>A\n<tr><td>P<td>1\n</table>');
  writeFileSync(`${folder}/t.md`, '| N | A |\n| - | - |\n| P | 1 |\n');
  const rows = [
    ['Name', 'Tea'],
    [1, 2],
  ];
  writeFileSync(`${folder}/t.xlsx`, workbook({ S: rows }));
  return { folder, cli: `${home}/dist/node/cli.js` };
}

/** @param {{folder: string, cli: string}} site @param {string[]} args */
function command({ folder, cli }, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

/** What a file needs. @type {[string, string][]} */
const NEEDS = [
  ['t.html', 'Reading an HTML file needs parse5, not installed here. Run: npm install parse5@8'],
  [
    't.md',
    'Reading a Markdown file needs markdown-it and parse5, not installed here. Run: npm install markdown-it@15 parse5@8',
  ],
  ['t.xlsx', 'Reading an .xlsx file needs saxen, not installed here. Run: npm install saxen@11'],
];

describe('without them', () => {
  const site = installed('bare', Object.keys(dependencies));

  for (const args of [['render'], ['check'], ['convert', '--to', 'md']]) {
    test(`${args[0]} reads CSV`, () => assert.equal(command(site, ...args, 't.csv').status, 0));

    for (const [file, message] of NEEDS) {
      test(`${args[0]} ${file} says what to install`, () => {
        const { status, text } = command(site, ...args, file);
        assert.equal(status, 1);
        assert.ok(text.startsWith(`${file}: error: ${message} (no-reader)\n`), text);
      });
    }
  }

  test('npx is told of the packages by its own options', () => {
    const folder = `${root}/_npx/bare`;
    cpSync(site.folder, folder, { recursive: true });
    const { text } = command({ folder, cli: site.cli.replace(site.folder, folder) }, 'check', 't.html');
    assert.match(text, /Run: npx -p comparison-card -p parse5@8 comparison-card … \(no-reader\)/);
  });
});

describe('with them', () => {
  const site = installed('full', Object.keys({ ...dependencies, ...peerDependencies }));

  for (const [file] of NEEDS) {
    test(`${file} is read`, () => assert.match(command(site, 'convert', '--to', 'json', file).text, /^{\n {2}"title"/));
  }
});

test('they are optional, and a project may have older ones of its own', () => {
  for (const [name, range] of Object.entries(peerDependencies)) {
    const [, least] = /^>=(\d+)$/.exec(range) ?? [];
    assert.ok(Number(least) < Number.parseInt(devDependencies[name], 10), `${name}: ${range}`);
    assert.deepEqual(peerDependenciesMeta[name], { optional: true });
  }
});
