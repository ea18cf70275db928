/** The docs' description of screen readers, compared with the accessibility tree. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inEveryBrowser, LIBRARY } from './browser.js';
import { BUILTIN } from './cards.js';

const [, section] = readFileSync('web/docs/accessibility.md', 'utf8').split('## What a screen reader says\n');
const [, excerpt] = section.split(/```(?:text)?\n/);

inEveryBrowser((check) => {
  check('the docs’ descriptions are in the tree, in that order', async (stage) => {
    await stage.resize(1280);
    await stage.open('<comparison-card src=""></comparison-card>', { head: LIBRARY });
    await stage.shown(BUILTIN);
    const tree = await stage.tree();
    let from = 0;
    for (const line of excerpt.trim().split('\n')) {
      const [, role, name] = line.match(/^(\w+) {2,}(.+)$/) ?? [];
      const at = tree.findIndex((node, i) => i >= from && node.role === role && node.name === name);
      assert.ok(at >= 0, `${role} “${name}” after ${JSON.stringify(tree[from - 1])}`);
      from = at + 1;
    }
  });

  check('the docs’ quotes are in the tree', async (stage) => {
    await stage.resize(1280);
    await stage.open('<comparison-card src="" view="q=lead&sort=name"></comparison-card>', { head: LIBRARY });
    await stage.shown(BUILTIN);
    await stage.wait(() => document.querySelector('comparison-card').matchCount === 3);
    const said = (await stage.tree())
      .map(({ name }) => name)
      .join(' ')
      .replace(/\s+/g, ' ');
    const quoted = [...section.split('\n## ')[0].matchAll(/“(.+?)”/gs)].map(([, words]) => words.replace(/\s+/g, ' '));
    assert.ok(quoted.length > 5);
    assert.deepEqual(
      quoted.filter((words) => !said.includes(words)),
      [],
    );
  });
});
