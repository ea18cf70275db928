/** Formatting rules: the settings of editors, clang-format and Biome must agree. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Returns a function from the name of a setting to its first value in a file. @param {string} file */
const settingsOf = (file) => {
  const text = readFileSync(file, 'utf8');
  return (/** @type {string} */ name) => new RegExp(`^${name} ?[=:] ?(.+)$`, 'm').exec(text)?.[1];
};

test('.editorconfig, .clang-format and biome.json agree on indents and the length of lines', () => {
  const editors = settingsOf('.editorconfig');
  const clang = settingsOf('.clang-format');
  const { formatter } = JSON.parse(readFileSync('biome.json', 'utf8'));
  const expected = [editors('indent_style'), Number(editors('indent_size')), Number(editors('max_line_length'))];
  assert.deepEqual([formatter.indentStyle, formatter.indentWidth, formatter.lineWidth], expected);
  const indent = (clang('UseTab') ?? 'Never') === 'Never' ? 'space' : 'tab'; // the default of LLVM's style
  assert.deepEqual([indent, Number(clang('IndentWidth')), Number(clang('ColumnLimit'))], expected);
});
