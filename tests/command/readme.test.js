import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { folder, shell } from './run.js';

const readme = readFileSync('README.md', 'utf8').split(/^(?=## )/m);
const section = readme.find((text) => text.startsWith('## On the command line')) ?? '';

/** Returns the section's code blocks in a language. @param {string} language */
const blocks = (language) =>
  [...section.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text);

describe('the README', () => {
  const cwd = folder({ 'drinks.csv': blocks('csv')[0] });
  const commands = blocks('console').flatMap((block) => block.split(/^\$ npx comparison-/m).slice(1));
  for (const command of commands) {
    const [line, ...shown] = command.split('\n');
    test(`shows what this prints: ${line}`, async () => {
      const { out } = await shell(`${line} 2>&1`, { cwd });
      assert.equal(out, shown.join('\n'));
    });
  }

  test('shows how the functions are called in Node.js', async () => {
    const [code] = blocks('js').filter((text) => text.includes('convert(source'));
    const api = `import { readFileSync } from 'node:fs';\nconst source = readFileSync('drinks.csv');\n${code}`;
    const module = api.replace("'comparison-card'", `'${new URL('../../dist/node/index.js', import.meta.url)}'`);
    const tested = `${module}\nconsole.log(problems.length, [script, csp, iframe, table, markdown].every(Boolean));`;
    const folderWithModule = folder({ 'drinks.csv': blocks('csv')[0], 'a.mjs': tested });
    assert.equal((await shell(`'${process.execPath}' a.mjs`, { cwd: folderWithModule })).out, '2 true\n');
  });
});
