/**
 * Public conformance tests for JSON parsers (RFC 8259): texts that must be accepted, that must be refused, and that are
 * left to the parser. Each text is the value of an unknown field, which is a warning, or the whole document.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engines } from './engines.js';

/** Values that must be accepted. */
const READ = [
  ...[
    '[]',
    '[[]]',
    '[ ]',
    '[[]   ]',
    '[""]',
    '[false]',
    '[null, 1, "1", {}]',
    '[1,null,null,null,2]',
    '[2] ',
    ' [1]',
    '[1\n]',
  ],
  ...[
    '{}',
    '{"":0}',
    '{"a":[]}',
    '{"a":"b"}',
    '{"asd":"sdf", "dfg":"fgh"}',
    '{"min": -1.0e+28, "max": 1.0e+28}',
    '{\n"a": "b"\n}',
  ],
  ...['{"x":[{"id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}'],
  ...['{"title":"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430" }', '{"foo\\u000bbar": 42}'],
  ...[
    '0',
    '-0',
    '-1',
    '-123',
    '20e1',
    '123e65',
    '0e+1',
    '0e1',
    ' 4',
    '1E22',
    '1E-2',
    '1E+2',
    '123e45',
    '123.456e78',
    '1e-2',
    '1e+2',
  ],
  ...[
    '-0.000000000000000000000000000000000000000000000000000000000000000000000000000001',
    '123',
    '123.456789',
    '1.7976931348623157e308',
  ],
  ...['true', 'false', 'null', '42', '-0.1', '"asd"', ' true ', '"a"'],
  ...[
    '"\\u0060\\u012a\\u12AB"',
    '"\\uD801\\udc37"',
    '"\\ud83d\\ude39\\ud83d\\udc8d"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
    '"\\\\u0000"',
    '"\\""',
  ],
  ...[
    '"a/*b*/c/*d//e"',
    '"\\\\a"',
    '"\\\\n"',
    '"\\u0012"',
    '"\\uFFFF"',
    '"\\uDBFF\\uDFFF"',
    '"new\\u00A0line"',
    '"\u{10ffff}"',
    '"\uffff"',
    '""',
  ],
  ...[
    '"\\u002c"',
    '"\u03c0"',
    '"\u{1f600}asd"',
    '" "',
    '"\\u0821"',
    '"\\u0123"',
    '"\u2028"',
    '"\u2029"',
    '"\\u0061\\u30af\\u30EA\\u30b9"',
  ],
  ...[
    '"new\\u000Aline"',
    '"\u007f"',
    '"\\uA66D"',
    '"\\u005C"',
    '"\u2342\u3074\u2342"',
    '"\\u200B"',
    '"\\u2064"',
    '"\\uFDD0"',
    '"\\uFFFE"',
    '"\\u0022"',
  ],
  ...['"\u20ac\u{1d11e}"', '"a\u007fa"'],
];

/** Values that must be refused. */
const REFUSED = [
  ...[
    '[1 true]',
    '["": 1]',
    '[""],',
    '[,1]',
    '[1,,2]',
    '["x",,]',
    '["x"]]',
    '["",]',
    '["x"',
    '[x',
    '[3[4]]',
    '[1:2]',
    '[,]',
    '[-]',
    '[   , ""]',
  ],
  ...[
    '["a",\n4\n,1,',
    '[1,]',
    '[1,,]',
    '["\va"\\f]',
    '[*]',
    '[""',
    '[1,',
    '[1,\n1\n,1',
    '[{}',
    '[fals]',
    '[nul]',
    '[tru]',
    '[ false, nul',
  ],
  ...[
    '++1234',
    '+1',
    '+Inf',
    '-01',
    '-1.0.',
    '-2.',
    '-NaN',
    '.-1',
    '.2e-3',
    '0.1.2',
    '0.3e+',
    '0.3e',
    '0.e1',
    '0E',
    '0E+',
    '0e',
    '0e+',
    '1.0e+',
  ],
  ...[
    '1.0e-',
    '1.0e',
    '1 000.0',
    '1eE2',
    '2.e+3',
    '2.e-3',
    '2.e3',
    '9.e+',
    'Inf',
    'NaN',
    '\uff11',
    '1+2',
    '0x1',
    '0x42',
    'Infinity',
    '0e+-1',
  ],
  ...[
    '-123.123foo',
    '123\u0000',
    '-Infinity',
    '-foo',
    '- 1',
    '-012',
    '-.123',
    '-1x',
    '1ea',
    '1.',
    '.123',
    '1.2a-3',
    '1.8011670033376514H-308',
    '012',
    '00',
  ],
  ...[
    '{"x", null}',
    '{"x"::"b"}',
    '{\u{1f1e8}\u{1f1ed}}',
    '{"a":"a" 123}',
    "{key: 'value'}",
    '{"a" b}',
    '{:"b"}',
    '{"a" "b"}',
    '{"a":',
    '{"a"',
    '{1:1}',
  ],
  ...[
    '{9999E9999:1}',
    '{null:null,null:null}',
    '{"id":0,,,,,}',
    "{'a':0}",
    '{"id":0,}',
    '{"a":"b"}/**/',
    '{"a":"b"}//',
    '{"a":"b",,"c":"d"}',
    '{a: "b"}',
  ],
  ...[
    '{"a":"a',
    '{ "foo" : "bar", "a" }',
    '{"a":"b"}#',
    '{[: "x"}',
    '{"a":true} "x"',
    '{"a" : }',
    '{"a":/*comment*/"b"}',
    '[1] x',
    '["asd]',
    '[True]',
    '[TRUE]',
  ],
  ...[
    '"\\u00A',
    '"\\x00"',
    '"\\\\\\"',
    '"\\\t"',
    '"\\\u{1f300}"',
    '"\\"',
    '"\\uD834\\uDd"',
    '"\\a"',
    '"\\uqqqq"',
    '\\u0020"asd"',
    '\\n',
    '"',
    "'single'",
    'abc',
  ],
  ...[
    '"\\',
    '"a\u0000a"',
    '"new\nline"',
    '"\t"',
    '"\\UA66D"',
    '""x',
    '"\\u000G"',
    '"\\u 123"',
    '"a\u001fa"',
    '"\\\u0000"',
    '"\\v"',
    '"\\0"',
    '\u2060',
    '\u00e5',
  ],
  ...[
    '<.>',
    '<null>',
    '[1]x',
    '[1]]',
    '*',
    '[\u000c]',
    '[\u2060]',
    '[\\u000A""]',
    '{"a":1}}',
    '{"":',
    '{,',
    '{[',
    '{"a',
    '["\\{["\\{["\\{["\\{',
    '[{"":[{"":',
  ],
];

/** Whole documents that must be refused. Not the empty one, which is the built-in card here. */
const DOCUMENTS_REFUSED = [
  ' ',
  '\ufeff',
  '{}}',
  '{}{}',
  '[][]',
  '{"title":"T"} x',
  '\u0000{}',
  '{}\u0000',
  '{"title":"T"}#',
  ']',
  '}',
  '[',
  '{',
  '"',
  '1',
  'a',
];

/** Values left to the parser, and this one's decision. @type {[string, string | number[], string][]} */
const FREE = [
  ['a number too large for a double', '1e400', 'ok'],
  ['a number too small for one', '1e-400', 'ok'],
  ['an exponent of many digits', '1e99999999999999999999', 'ok'],
  ['an integer of many digits', '1'.repeat(400), 'ok'],
  ['half a surrogate pair', '"\\uDADA"', 'bad-escape'],
  ['the other half', '"\\uDFAA"', 'bad-escape'],
  ['a half and another text', '"\\uD888\\u1234"', 'bad-escape'],
  ['halves in the wrong order', '"\\uDd1e\\uD834"', 'bad-escape'],
  ['NUL, escaped', '"\\u0000"', 'bad-escape'],
  ['a byte that begins nothing', [0x22, 0xff, 0x22], 'bad-utf8'],
  ['a byte that goes on from nothing', [0x22, 0x81, 0x22], 'bad-utf8'],
  ['an overlong form', [0x22, 0xc0, 0xaf, 0x22], 'bad-utf8'],
  ['an overlong form of six bytes', [0x22, 0xfc, 0x83, 0xbf, 0xbf, 0xbf, 0xbf, 0x22], 'bad-utf8'],
  ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22], 'bad-utf8'],
  ['more than Unicode has', [0x22, 0xf4, 0xbf, 0xbf, 0xbf, 0x22], 'bad-utf8'],
  ['a character cut off', [0x22, 0xe0, 0xff, 0x22], 'bad-utf8'],
  ['Latin-1', [0x22, 0xe9, 0x22], 'bad-utf8'],
  ['lists 31 deep in the document', `${'['.repeat(31)}${']'.repeat(31)}`, 'ok'],
  ['lists 32 deep in the document', `${'['.repeat(32)}${']'.repeat(32)}`, 'too-deep'],
  ['500 lists', `${'['.repeat(500)}${']'.repeat(500)}`, 'too-deep'],
  ['100,000 lists that do not end', '['.repeat(100_000), 'too-deep'],
  ['a name twice, where no card looks; else it is "duplicate-key"', '{"a":"b","a":"c"}', 'ok'],
];

const CODES = ['syntax', 'bad-escape', 'bad-utf8', 'too-deep'];
const card = (/** @type {string | number[]} */ value) =>
  Buffer.concat([
    Buffer.from('{"title":"T","subjects":["A"],"attributes":[],"x":'),
    Buffer.from(/** @type {any} */ (value)),
    Buffer.from('}'),
  ]);

for (const [name, run] of engines) {
  describe(`JSON in ${name}`, () => {
    const codesOf = async (/** @type {Buffer[]} */ documents) =>
      (await run(documents.map((json) => ['open', json]))).map(({ code }) => code);

    test(`${READ.length} values that must be read`, async () => {
      const codes = await codesOf(READ.map(card));
      for (const [i, value] of READ.entries()) assert.equal(codes[i], 'ok', value);
    });

    test(`${REFUSED.length} values that must be refused`, async () => {
      const codes = await codesOf(REFUSED.map(card));
      for (const [i, value] of REFUSED.entries()) assert.ok(CODES.includes(codes[i]), `${value}: ${codes[i]}`);
    });

    test(`${DOCUMENTS_REFUSED.length} documents that must be refused`, async () => {
      const documents = DOCUMENTS_REFUSED.map((text) => Buffer.from(text));
      const codes = await codesOf(documents);
      for (const [i, json] of documents.entries())
        assert.ok(['wrong-type', ...CODES].includes(codes[i]), `${json}: ${codes[i]}`);
    });

    test('a byte order mark is skipped', async () => {
      assert.deepEqual(await codesOf([Buffer.concat([Buffer.from('\ufeff'), card('1')])]), ['ok']);
    });

    for (const [what, value, expected] of FREE) {
      test(`${what}: ${expected}`, async () => assert.deepEqual(await codesOf([card(value)]), [expected]));
    }
  });
}
