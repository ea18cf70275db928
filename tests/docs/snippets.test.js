/** The snippets in the docs: cards open, scripts are modules, HTML names what exists. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { parseFragment } from 'parse5';
import { wholeEngine } from '../engine/engines.js';
import { blocks } from './pages.js';

const engine = await wholeEngine();

/** @param {import('./pages.js').Block} block */
const titleOf = ({ file, kind, code }) =>
  `${file}, ${kind}: ${code.split('\n').find((line) => line.trim().length > 2)}`;

describe('cards open without a problem', () => {
  for (const block of blocks('json')) {
    test(titleOf(block), () => assert.deepEqual(engine.open(block.code).problems, []));
  }
  for (const block of blocks('csv')) {
    test(titleOf(block), () =>
      assert.deepEqual(
        engine.open(block.code, { options: {} }).problems.filter(({ level }) => level !== 'remark'),
        [],
      ),
    );
  }
  for (const block of blocks('html').filter(({ code }) => code.includes('application/json'))) {
    test(titleOf(block), () => {
      const [, json] = /<script type="application\/json">(.*?)<\/script>/s.exec(block.code) ?? [];
      const hasRows = /"(?:attributes|rows)"/.test(json ?? '');
      const card = hasRows
        ? engine.open(json ?? '')
        : engine.open('x,Earth,Mars\na,1,2', { options: {}, around: json });
      assert.deepEqual(card.problems, []);
    });
  }
});

describe('JavaScript is a module', () => {
  for (const block of blocks('js')) {
    test(titleOf(block), () => {
      const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--check'], {
        input: block.code,
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
    });
  }
});

/** Attributes that scripts, elements and frames of the docs may have. */
const KNOWN =
  /^(?:async|defer|src|href|title|width|height|style|loading|allow|sandbox|integrity|crossorigin|type|nonce|class|id|caption|view|history|theme|labels|lang|name|content|scope|colspan|rowspan|alt|allowfullscreen|data-cfasync|data-comparison-card|data-comparison-card-frame|data-comparison-tables|data-(?:caption|view|history|loading|theme|labels|fallback))$/;

describe('HTML has no parse error and no unknown attribute', () => {
  for (const block of blocks('html').filter(({ code }) => !/\{\{/.test(code))) {
    test(titleOf(block), () => {
      /** @type {string[]} */
      const faults = [];
      const tree = parseFragment(block.code, {
        sourceCodeLocationInfo: true,
        onParseError: ({ code }) => faults.push(code),
      });
      const visit = (/** @type {any} */ node) => {
        for (const { name } of node.attrs ?? []) if (!KNOWN.test(name)) faults.push(`${node.tagName} ${name}`);
        for (const child of node.childNodes ?? []) visit(child);
      };
      visit(tree);
      assert.deepEqual(faults, []);
    });
  }
});
