/** The commands and functions in the docs, run. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { folder, shell } from '../command/run.js';
import { blocksOf, pageNamed } from './pages.js';

const blocks = ['command-line.md', 'pages.md'].flatMap((file) => blocksOf({ file, text: pageNamed(file) }));
const ofKind = (/** @type {string} */ kind) => blocks.filter((block) => block.kind === kind).map(({ code }) => code);
const [drinks] = ofKind('csv');

describe('the command line', () => {
  const cwd = folder({ 'drinks.csv': drinks });
  const commands = ofKind('console').flatMap((block) => block.split(/^\$ npx comparison-/m).slice(1));
  for (const command of commands) {
    const [line, ...shown] = command.split('\n');
    test(`prints the output in the docs: ${line}`, async () => {
      const { out } = await shell(`${line} 2>&1`, { cwd });
      assert.equal(out, shown.join('\n'));
    });
  }
  test('has commands to run', () => assert.ok(commands.length > 2));
});

describe('the functions', () => {
  const examples = ofKind('js').filter((code) => code.includes("from 'comparison-card"));
  const given = `import { readFileSync as read } from 'node:fs';\nconst source = read('drinks.csv');\nconst json = read('card.json');\nconst card = JSON.parse(read('card.json'));\n`;
  const module = `'${new URL('../../dist/node/index.js', import.meta.url)}'`;
  const card = { title: 'Tea and coffee', columns: ['Category', 'Tea', 'Coffee'], rows: [['Plant', 'bush', 'tree']] };
  for (const [i, code] of examples.entries()) {
    test(`run as they are shown: ${code.split('\n').at(-2)}`, async () => {
      const names = [...code.matchAll(/^(?:const|let) (\w+) =/gm)].map(([, name]) => name);
      const before = given.split('\n').filter((line) => !names.some((name) => line.startsWith(`const ${name} =`)));
      const text = code.replace(/'comparison-card(?:\/node)?'/g, module);
      const cwd = folder({ 'drinks.csv': drinks, 'card.json': card, [`${i}.mjs`]: before.join('\n') + text });
      const { status, err } = await shell(`'${process.execPath}' ${i}.mjs`, { cwd });
      assert.equal(status, 0, err);
    });
  }
  test('are shown', () => assert.ok(examples.length > 1));
});
