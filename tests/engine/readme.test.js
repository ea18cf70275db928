import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourceFiles, wholeEngine } from './engines.js';

const readme = readFileSync('README.md', 'utf8');
const engine = await wholeEngine();

/** @param {string} text @param {RegExp} pattern its first group is returned */
const groups = (text, pattern) => [...text.matchAll(pattern)].map(([, group]) => group);

test('the cards in the README open without a problem', () => {
  const examples = groups(readme, /```json\n(.*?)```/gs);
  assert.ok(examples.length);
  for (const json of examples) assert.deepEqual(engine.open(json).problems, []);
});

test('the spreadsheets in the README open without a problem', () => {
  const examples = groups(readme, /```csv\n(.*?)```/gs);
  assert.ok(examples.length);
  for (const csv of examples) assert.deepEqual(engine.open(Buffer.from(csv), true, {}).problems, []);
});

test('the README lists the parts that the card has, and no others', () => {
  const source = sourceFiles().map((file) => readFileSync(file, 'utf8'));
  const written = groups(source.join('\n'), /part=\\"([a-z -]+)/g).flatMap((names) => names.split(' '));
  const regions = groups(source.join('\n'), /write_region\(w, REGION_([A-Z]+)\)/g).map((name) => name.toLowerCase());
  const [list] = groups(readme, /The parts, for `::part\(\)`:(.*?)\.\n/gs);
  assert.deepEqual(groups(list, /`([a-z-]+)`/g).sort(), [...new Set([...written, ...regions])].sort());
});

test('the README lists the custom properties that the style sheets read, and no others', () => {
  const names = (/** @type {string} */ text) => [...new Set(groups(text, /(--comparison-card-[a-z-]+)/g))].sort();
  const [table] = groups(readme, /\n## Looks\n(.*?)\n## /gs);
  const sheets = readdirSync('web/styles').filter((file) => file.endsWith('.css'));
  assert.deepEqual(names(table), names(sheets.map((file) => readFileSync(`web/styles/${file}`, 'utf8')).join()));
});

test('the README and ./build.sh help name the commands that build.sh has, and no others', () => {
  const commands = groups(readFileSync('build.sh', 'utf8'), /^([a-z:]+)\)/gm).filter((name) => name !== 'build');
  const help = execFileSync('./build.sh', ['help'], { encoding: 'utf8' });
  const named = (/** @type {string} */ text) => [...new Set(groups(text, /\.\/build\.sh ([a-z:]+)/g))].sort();
  assert.deepEqual([...named(readme), 'test'].sort(), commands.sort(), 'npm test is ./build.sh test');
  assert.deepEqual(named(help), commands);
});
