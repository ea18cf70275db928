/**
 * Inline markup against commonmark.js: every rule of the relevant sections (CommonMark 0.31.2: 2.4 and 6.1 to 6.3), and
 * random strings. Excludes syntax that the engine omits (src/model/inline.h): images, HTML, autolinks, entities and
 * line breaks. Link titles, and empty or unsafe URLs, are dropped.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as commonmark from 'commonmark';
import { randomFrom } from '../random.js';
import { wholeEngine } from './engines.js';

const engine = await wholeEngine();

/** Renders one paragraph with commonmark.js, without block rules. @param {string} text */
function expectedHtml(text) {
  const parser = new commonmark.Parser();
  const paragraph = new commonmark.Node('paragraph');
  paragraph._string_content = text;
  const document = new commonmark.Node('document');
  document.appendChild(paragraph);
  parser.inlineParser.parse(paragraph);
  return new commonmark.HtmlRenderer().render(document);
}

/** @param {string} address */
function decode(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Normalises HTML to the parts that must agree. @param {string} html */
const normalised = (html) =>
  html
    .replaceAll('&#39;', "'")
    .replace(
      /<a (?:part="link" )?href="([^"]*)"(?: title="[^"]*"| rel="noopener")*>/g,
      (_, href) => `<a ${decode(href)}>`,
    )
    .replace(/<a (?:javascript:[^>]*)?>(.*?)<\/a>/gs, '$1')
    .replace(/^<p>|<\/p>\s*$/g, '');

/** Renders texts with the engine, each as the body of a section. @param {string[]} texts */
function engineHtml(texts) {
  const sections = texts.map((body, i) => ({ heading: `${i}`, body }));
  const card = engine.open(JSON.stringify({ title: 'T', subjects: ['A'], attributes: [], sections }));
  const html = card.render('');
  card.close();
  const bodies = Array(texts.length).fill('');
  for (const [, i, body] of html.matchAll(/<h3 part="heading">(\d+)<\/h3>(<p>.*?<\/p>)<\/section>/gs)) bodies[i] = body;
  return bodies;
}

/** @type {Record<string, string[]>} */
const EXAMPLES = {
  'backslash escapes (2.4)': [
    String.raw`\"\#\$\%\'\(\)\*\+\,\-\.\/\:\;\=\?\@\[\\\]\^\_\`\{\|\}\~`,
    String.raw`\→\A\a\ \3\φ\«`,
    String.raw`\*not this\* \_nor this\_`,
    String.raw`\[neither](this)`,
    String.raw`\`nor code\``,
    String.raw`\\*emphasis*`,
    String.raw`\\\*none`,
    String.raw`*a\*`,
    String.raw`**a\**`,
    String.raw`\\`,
    'a\\',
    'code: `\\[\\`',
    String.raw`[a](/b\*c "d\"e")`,
    String.raw`[a\]](b)`,
    String.raw`[a](b\(c\))`,
  ],
  'code spans (6.1)': [
    '`a`',
    '``a`b``',
    '` `` `',
    '`  ``  `',
    '` a`',
    '` `',
    '`  `',
    '`a  b`',
    '`a\\`b`',
    '``a `b`` c',
    '` a `` b `',
    '*a`*`',
    '[a`](b)`',
    '`a',
    '`a``',
    '``a`',
    '`a``b``',
    '```a``b```',
    'a`b`c``d``e',
    '````',
    '` `a` `',
    '`` a ``',
  ],
  'emphasis, rule 1: * opens and closes': ['*a b*', 'a * b*', 'a*"b"*', '* a *', 'a*b c*d', '5*6*78', '*a*', '**', '*'],
  'rule 2: _ opens': ['_a b_', '_ a b_', 'a_"b"_', 'a_b_', '5_6_78', 'привет_мир_', 'aa_"bb"_cc', 'a-_(b)_'],
  'rule 3: * closes': ['_a*', '*a b *', '*(*a)', '*(*a*)*', '*a*b'],
  'rule 4: _ closes': ['_a b _', '_(_a)', '_(_a_)_', '_a_b', '_привет_мир', '_a_b_c_', '_(a)_.'],
  'rule 5: ** opens': ['**a b**', '** a b**', 'a**"b"**', 'a**b**'],
  'rule 6: __ opens': ['__a b__', '__ a b__', 'a__"b"__', 'a__b__', '5__6__78', '__a, __b__, c__', 'a-__(b)__'],
  'rule 7: ** closes': ['**a b **', '**(**a)', '*(**a**)*', '**a "*b*" c**', '**a**b'],
  'rule 8: __ closes': ['__a b __', '__(__a)', '_(__a__)_', '__a__b', '__a__b__c__', '__(a)__.'],
  'rules 9 and 10: content of emphasis': [
    '*a [b](/c)*',
    '_a __b__ c_',
    '_a _b_ c_',
    '__a_ b_',
    '*a *b**',
    '*a **b** c*',
    '*a**b**c*',
    '*a**b*',
    '***a** b*',
    '*a **b***',
    '*a**b***',
    'a***b***c',
    'a******b*********c',
    '*a **b *c* d** e*',
    '*a [*b*](/c)*',
    '** is none**',
    '**** is none****',
    '**a [b](/c)**',
    '__a _b_ c__',
    '__a __b__ c__',
    '____a__ b__',
    '**a **b****',
    '**a *b* c**',
    '**a*b*c**',
    '***a* b**',
    '**a *b***',
    '__ is none__',
    '____ is none____',
  ],
  'rules 11 and 12: what is left over': [
    'a ***',
    String.raw`a *\**`,
    'a *_*',
    'a *****',
    String.raw`a **\***`,
    'a **_**',
    '**a*',
    '*a**',
    '***a**',
    '****a*',
    '**a***',
    '*a****',
    'a ___',
    String.raw`a _\__`,
    'a _*_',
    'a _____',
    String.raw`a __\___`,
    'a __*__',
    '__a_',
    '_a__',
    '___a__',
    '____a_',
    '__a___',
    '_a____',
  ],
  'rules 13 and 14: the fewest, and strong inside': [
    '**a**',
    '*_a_*',
    '__a__',
    '_*a*_',
    '****a****',
    '____a____',
    '******a******',
    '***a***',
    '_____a_____',
    '*****a*****',
  ],
  'rules 15 to 17: precedence': [
    '*a _b* c_',
    '*a __b *c d__ e*',
    '**a **b c**',
    '*a *b c*',
    '*[a*](/b)',
    '_a [b_](/c)',
    '*a `*`*',
    '_a `_`_',
    '**a [b**](/c)',
    '__a [b__](/c)',
    '*a [b](c*) d*',
  ],
  'multiples of three': [
    'a***b**c*d',
    '*a***b**',
    'a*b***c*',
    '**a*b***c**',
    '***a*b',
    'a*b**c***d****e',
    '**a***b**c*',
    '***a**b*c*',
  ],
  'links (6.3): address and title': [
    '[a](/b "c")',
    '[a](/b)',
    '[](./b.md)',
    '[a]()',
    '[a](<>)',
    '[]()',
    '[a](/b c)',
    '[a](</b c>)',
    '[a](<b)c>)',
    '[a](<b\\>)',
    String.raw`[a](\(b\))`,
    '[a](b(and(c)))',
    '[a](b(and(c))',
    String.raw`[a](b\(and\(c\))`,
    '[a](<b(and(c)>)',
    String.raw`[a](/b\)\:)`,
    '[a](#b)',
    '[a](b#c)',
    '[a](b?c=3#d)',
    String.raw`[a](b\c)`,
    '[a](b%20ä)',
    '[a]("b")',
    "[a](/b 'c')",
    '[a](/b (c))',
    String.raw`[a](/b "c \"d\"")`,
    '[a](/b "c "and" d")',
    `[a](/b 'c "and" d')`,
    '[a](   /b   "c"  )',
    '[a](/b"c")',
    '[a] (/b)',
    '[a](/b "c)',
    '[a](/b (c(d)))',
    '[a](((((b)))))',
    '[a](b',
    '[a](b c d)',
    '[a](b\tc)',
  ],
  'links: their text': [
    '[a [b [c]]](/d)',
    '[a] b](/c)',
    '[a [b](/c)',
    String.raw`[a \[b](/c)`,
    '[a *b **c** `d`*](/e)',
    '[a [b](/c)](/c)',
    '[a *b [c](/d)*](/e)',
    '*[a*](/b)',
    '[a *b](c*)',
    '*a [b* c]',
    '[a `](/b)`',
    '[[[a](b)](c)](d)',
    '[*a*](b)*c*',
    '*a](b)*',
    '[a](b)[c](d)',
    '[a][b](c)',
    '[a](b)(c)',
    '**[a](b)**',
    '_[a_](b)_',
    '[**a](b)**',
    '[a',
    'a]',
    '][',
    '[]',
    '[][]',
  ],
};

for (const [section, texts] of Object.entries(EXAMPLES)) {
  describe(section, () => {
    const bodies = engineHtml(texts);
    texts.forEach((text, i) => {
      test(text, () => assert.equal(normalised(bodies[i]), normalised(expectedHtml(text))));
    });
  });
}

describe('two tildes strike a text out; others are text', () => {
  /** @type {[string, string][]} */
  const struck = [
    ['~~$50~~ $40', '<s>$50</s> $40'],
    ['a~~b~~c', 'a<s>b</s>c'],
    ['~~a **b** [c](/d)~~', '<s>a <strong>b</strong> <a /d>c</a></s>'],
    ['**a ~~b~~**', '<strong>a <s>b</s></strong>'],
    ['*a ~~b* c~~', '<em>a ~~b</em> c~~'],
    ['[~~a~~](/b)', '<a /b><s>a</s></a>'],
    ['~~a', '~~a'],
    ['~~ a ~~', '~~ a ~~'],
    ['~100 ~ 200~', '~100 ~ 200~'],
    ['~a~', '~a~'],
    ['~~~a~~~', '~~~a~~~'],
    ['~~a~', '~~a~'],
    ['~~~~', '~~~~'],
    [String.raw`\~~a~~`, '~~a~~'],
    ['`~~a~~`', '<code>~~a~~</code>'],
    ['~~a~~ b ~~c~~', '<s>a</s> b <s>c</s>'],
  ];
  const bodies = engineHtml(struck.map(([text]) => text));
  for (const [i, [text, html]] of struck.entries()) test(text, () => assert.equal(normalised(bodies[i]), html));
});

/** @param {string} alphabet @param {number} longest @param {number} count @param {number} seed */
function randomTexts(alphabet, longest, count, seed) {
  const random = randomFrom(seed);
  const letter = () => alphabet[Math.floor(random() * alphabet.length)];
  const texts = Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * longest) }, letter)
      .join('')
      .trim(),
  );
  return texts.filter(Boolean);
}

const ALPHABETS = {
  everything: 'ab *_`[]()\\"\'',
  'mostly stars': 'ab **__ ',
  'mostly brackets': 'a[[]](()) *',
  'mostly backticks': 'a `` \\*',
  'letters and punctuation of other scripts': 'é*_ “«。، \u00a0*_',
};
for (const [i, [name, alphabet]] of Object.entries(ALPHABETS).entries()) {
  test(`random strings: ${name}`, () => {
    const texts = randomTexts(alphabet, 24, 4000, i + 1);
    const bodies = engineHtml(texts);
    const wrong = texts
      .map((text, at) => ({ text, got: normalised(bodies[at]), expected: normalised(expectedHtml(text)) }))
      .filter(({ got, expected }) => got !== expected)
      .sort((a, b) => a.text.length - b.text.length);
    assert.deepEqual(wrong.slice(0, 5), []);
  });
}

test('emphasis inside 32 tags is none: its text stays, and links in it', () => {
  const nested = (depth) => `${'**a '.repeat(depth)}[b](/c) *d*${' a**'.repeat(depth)}`;
  const [at, beyond] = engineHtml([nested(31), nested(40)]);
  assert.equal(normalised(at), normalised(expectedHtml(nested(31))));
  assert.equal(beyond.match(/<strong>/g)?.length, 32);
  assert.match(beyond, /(<strong>a ){32}(a ){8}<a part="link" href="\/c">b<\/a> d( a){8}( a<\/strong>){32}/);
});
