import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { excerptsOf } from '../../web/node/serve/excerpt.js';

/** @param {number} line @param {number} column */
const problem = (line, column) => ({
  code: '',
  level: /** @type {const} */ ('warning'),
  message: '',
  path: '',
  line,
  column,
});

/** Returns the highlighted text of one problem. @param {string[]} lines @param {number} line @param {number} column */
function markedAt(lines, line, column) {
  const [{ first, lines: shown, mark }] = excerptsOf(lines, [problem(line, column)]);
  return shown[line - first]?.slice(...mark);
}

/** Returns the median time of five runs, in milliseconds. @param {() => void} action */
function durationOf(action) {
  const all = Array.from({ length: 5 }, () => {
    const start = performance.now();
    action();
    return performance.now() - start;
  });
  return all.sort((one, other) => one - other)[2];
}

describe('excerpts', () => {
  const lines = ['{', '  "a": "😀 \\" x", 12,', '}'];
  /** @type {[number, number, string | undefined][]} */
  const places = [
    [2, 8, '"😀 \\" x"'],
    [2, 18, '12'],
    [2, 20, ','],
    [2, 99, ''],
    [3, 1, '}'],
    [4, 1, undefined],
    [0, 0, undefined],
  ];
  for (const [line, column, expected] of places) {
    test(`highlight the text at ${line}:${column}: ${expected}`, () => {
      assert.equal(markedAt(lines, line, column), expected);
    });
  }

  test('have two lines before and after', () => {
    const seven = ['1', '2', '3', '4', '5', '6', '7'];
    const around = [1, 2, 4, 7].map((line) => excerptsOf(seven, [problem(line, 1)])[0].lines.join(''));
    assert.deepEqual(around, ['123', '1234', '23456', '567']);
  });

  test('are the same in any order of the problems', () => {
    const problems = [problem(2, 18), problem(2, 8), problem(3, 1), problem(2, 20)];
    assert.deepEqual(
      excerptsOf(lines, problems),
      problems.map((one) => excerptsOf(lines, [one])[0]),
    );
  });

  test('mark the start of a string of any length', () => {
    const line = `["${'\\"'.repeat(4_000_000)}"]`;
    assert.match(String(markedAt([line], 1, 2)), /^"(?:\\"){20,}/);
  });

  test('copy no line for each of its problems', () => {
    const line = `[${'"x",'.repeat(500_000)}1]`;
    const many = Array.from({ length: 100 }, (_, i) => problem(1, line.length - 400 + i * 4));
    const [one, all] = [many.slice(-1), many].map((problems) => durationOf(() => excerptsOf([line], problems)));
    assert.ok(all < one * 10, `${all} ms for 100 problems, ${one} ms for one`);
  });
});
