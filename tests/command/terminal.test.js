import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { folder, run, runOnTerminal, start } from './run.js';
import { workbook } from './workbook.js';

/** Terminal commands: a title, colours, a query, reversed text; and a line break. */
const HOSTILE = 'x\x1b]0;t\x07\x9b31m\x1b[c\x7f\u202e\u2066\u2028\n::y';

/** Characters that must never reach a terminal; a line break only at the end of a message. */
const CONTROL = /[^\P{Cc}\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]|\n::/u;

const TABLE = 'N,A\nP,1,2\n';
const IMAGE = {
  title: 'T',
  subjects: [{ name: 'A', image: { src: 'https://*/\u202e\u2066x', alt: '' } }],
  attributes: [],
};
const SHEETS = {
  [HOSTILE]: [
    ['N', 'A'],
    ['P', 1],
  ],
  Two: [
    ['N', 'A'],
    ['P', 1],
  ],
};
const FILES = {
  [`${HOSTILE}.csv`]: TABLE,
  [`a/${HOSTILE}.csv`]: TABLE,
  [`${HOSTILE}.json`]: { [HOSTILE]: 1, title: 'T', subjects: ['A', HOSTILE, HOSTILE], attributes: [] },
  'image.json': IMAGE,
  'book.xlsx': workbook(SHEETS),
};

/** All commands with hostile words in all positions that are printed. @type {[string[], RegExp][]} */
const WRITTEN = [
  [[HOSTILE], /There is no command x\\u001b/],
  [['check', `--${HOSTILE}`], /has no option/],
  [['check', '-\x1b'], /has no option/],
  [['check', `--json=${HOSTILE}`, 'x'], /--json takes no value/],
  [['check', `${HOSTILE}.csv`], /^x\\u001b.*\.csv:2:5: error/],
  [['check', `${HOSTILE}.json`], /\\u202e.*\(x\\u001b.*, unknown-field\)/],
  [['check', `${HOSTILE}.none`], /There is no such file/],
  [['check', HOSTILE.repeat(99)], /It cannot be used: ENAMETOOLONG/],
  [['check', '--json', `${HOSTILE}.csv`, `${HOSTILE}.json`], /"file": "x\\u001b/],
  [['convert', `${HOSTILE}.csv`], /error: There are more cells/],
  [['convert', 'book.xlsx'], /This is sheet “x\\u001b/],
  [['convert', 'book.xlsx', '--sheet', HOSTILE.repeat(2)], /There is no sheet “x\\u001b/],
  [['convert', 'book.xlsx', '--to', HOSTILE], /--to is one of/],
  [['convert', `${HOSTILE}.csv`, `a/${HOSTILE}.csv`, '-o', `${HOSTILE}/`], /Two files would become x\\u001b/],
  [['render', `${HOSTILE}.csv`], /error: There are more cells/],
  [['render', 'book.xlsx', '--theme', HOSTILE], /--theme is one of/],
  [['embed', `${HOSTILE}.csv`, '--only', 'csp'], /error: There are more cells/],
  [['embed', 'image.json', '--only', 'csp'], /leaves out the image “https:/],
  [['embed', 'image.json', '--base', `https://${HOSTILE}*/`], /No policy can allow the address “https:/],
  [['serve', HOSTILE], /There is no file or folder .*x\\u001b/],
  [['serve', '--port', HOSTILE], /--port is a whole number/],
  [['help', HOSTILE], /comparison-card COMMAND/],
];

describe('no control character reaches a terminal', () => {
  for (const [args, expected] of WRITTEN) {
    test(args.map((arg) => JSON.stringify(arg).slice(0, 40)).join(' '), async () => {
      const { out, err } = await run(args, { cwd: folder(FILES) });
      const written = args.includes('convert') || args.includes('embed') ? err : `${out}${err}`;
      assert.match(written, expected);
      assert.doesNotMatch(written, CONTROL);
    });
  }

  test('beside the colours and the bar of ours', async () => {
    const { out } = await runOnTerminal(['check', `${HOSTILE}.csv`, `${HOSTILE}.json`], { cwd: folder(FILES) });
    assert.match(out, /1 of 2 {2}x\\u001b/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: searched characters
    assert.doesNotMatch(out.replace(/\r\x1b\[K|\x1b\[\d+m|\r\n/g, ' '), CONTROL);
  });

  test('from the name of a folder that is served', async () => {
    const cwd = join(folder({}), HOSTILE);
    mkdirSync(cwd);
    const { line } = await start([], cwd);
    assert.match(line, /^http:\S+ shows .*x\\u001b\]0;t/);
    assert.doesNotMatch(line, CONTROL);
  });

  test('in JSON, which says the same all the same', async () => {
    const { out } = await run(['check', '--json', `${HOSTILE}.json`], { cwd: folder(FILES) });
    const [{ file, problems }] = JSON.parse(out);
    assert.equal(file, `${HOSTILE}.json`);
    assert.ok(problems.some((/** @type {{path: string}} */ { path }) => path === HOSTILE));
  });

  test('in the JSON of a card, which stays the same card', async () => {
    const card = {
      [HOSTILE]: HOSTILE,
      title: HOSTILE,
      subjects: ['A'],
      attributes: [{ name: 'x\u2028', values: [HOSTILE] }],
    };
    const { out } = await run(['convert', 'a.json', '--to', 'json'], {
      cwd: folder({ 'a.json': JSON.stringify(card) }),
    });
    assert.deepEqual(JSON.parse(out), card);
    assert.doesNotMatch(out.replaceAll('\n', ''), CONTROL);
  });

  test('from what went wrong in comparison-card itself', async () => {
    const broken = 'JSON.stringify=()=>{throw new Error("\\x1b]0;t\\x9b\\u202e")}';
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(broken)}` };
    const { status, err } = await run(['check', '--json', 'image.json'], { cwd: folder(FILES), env });
    assert.equal(status, 1);
    assert.match(err, /^comparison-card: This is a fault of comparison-card\..*\nError: \\u001b\]0;t\\u009b\\u202e\n/);
    assert.doesNotMatch(err, CONTROL);
  });

  test('writes results unchanged otherwise', async () => {
    const { out } = await run(['convert', '-', '--to', 'md'], { input: 'N,A\nP,one \x9b31m \u202e two\n' });
    assert.equal(out, '# A\n\n| N | Definition | A |\n| --- | --- | --- |\n| P |  | one \ufffd31m \u202e two |\n');
  });

  test('since one file writes for all', () => {
    const sources = readdirSync('web/node', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.js'),
    );
    assert.ok(sources.includes('command/check.js'));
    for (const name of sources) {
      if (name === 'command/terminal.js' || name.startsWith('preview')) continue;
      const text = readFileSync(join('web/node', name), 'utf8');
      assert.doesNotMatch(text, /console\.|std(?:out|err)\.write|process\.emitWarning/, name);
    }
  });
});
