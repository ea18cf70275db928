import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

const FOLDER = '.build/consumer';

const CONFIG = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
  },
  files: ['consumer.mts'],
};

/** Each line must type-check, except those with a remark on their error. */
const CONSUMER = `
import { CardError, ComparisonCard } from '../../dist/comparison-card.mjs';
const card = document.createElement('comparison-card');
card.data = { title: 'T' };
card.view = 'q=goal';
card.loading = 'lazy';
const count: number = card.matchCount;
card.ready.then((ready: ComparisonCard) => ready.src);
card.addEventListener('viewchange', ({ detail }) => detail.view.length + detail.matchCount);
const where = (error: CardError): string => \`\${error.code} \${error.path} \${error.line + error.column}\`;
// @ts-expect-error: it is for reading
card.matchCount = 5;
// @ts-expect-error: it is a text
card.view = 5;
// @ts-expect-error: there are two
card.loading = 'soon';
void [count, where];
`;

test('TypeScript knows the module, the element and its events', () => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/tsconfig.json`, JSON.stringify(CONFIG));
  writeFileSync(`${FOLDER}/consumer.mts`, CONSUMER);
  const { status, stdout } = spawnSync('node_modules/.bin/tsc', ['--project', FOLDER], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});
