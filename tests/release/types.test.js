/** TypeScript: a small program for each entry of the package, framework and way to resolve modules. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { install } from './pack.js';

const { folder } = install('types');

/** @typedef {Record<string, unknown>} Options of the compiler */
/**
 * @typedef {object} Program
 * @property {Record<string, string>} files
 * @property {Options} options
 * @property {Options} [bundler] further options for moduleResolution bundler
 */

/** The ways to resolve modules. @type {Record<string, Options>} */
const WAYS = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
};

// Each line of a program must type-check, except those with a remark on their error.

/** The element in a page. */
const PAGE = `
import { CardError, ComparisonCard, type ComparisonCardEventMap } from 'comparison-card';
const card = document.createElement('comparison-card');
const same: ComparisonCard = card;
card.data = '{}';
card.data = null;
card.view = 'q=goal';
card.src = undefined;
card.caption = card.labels = 'T';
card.history = 'off';
card.loading = 'lazy';
card.theme = 'editorial';
const count: number = card.matchCount;
card.ready.then((ready: ComparisonCard) => ready.src);
card.addEventListener('viewchange', ({ detail }) => detail.view.length + detail.matchCount);
card.addEventListener('error', ({ detail }) => where(detail));
card.addEventListener('load', function (event) { this.view = event.type; }, { once: true });
card.addEventListener('click', ({ clientX }) => clientX);
card.addEventListener('own', (event) => event.type);
const hear = (event: ComparisonCardEventMap['viewchange']) => event.detail.view;
card.removeEventListener('viewchange', hear);
const where = (error: CardError): string => \`\${error.code} \${error.path} \${error.line + error.column}\`;
// @ts-expect-error: it is read-only
card.matchCount = 5;
// @ts-expect-error: a number is no view
card.view = 5;
// @ts-expect-error: a number is no card
card.data = 5;
// @ts-expect-error: there are two
card.loading = 'soon';
// @ts-expect-error: there are three
card.theme = 'night';
// @ts-expect-error: it can only be off
card.history = 'on';
// @ts-expect-error: it has no rows
card.addEventListener('viewchange', ({ detail }) => detail.rows);
// @ts-expect-error: only a card has a view
document.body.addEventListener('viewchange', ({ detail }) => detail.view);
void [count, same];
`;

/** The card's JSON. */
const CARD = `
import type { Attribute, Card, CardData, Labels, Section, SeeAlsoLink, Source, Subject, SubjectImage, Value } from 'comparison-card';
import compact from './compact.json' with { type: 'json' };
import full from './full.json' with { type: 'json' };
const names: string[] = ['Category', 'Tea', 'Coffee'];
const small: Card = { title: 'T', columns: names, rows: [['Caffeine', 40, 95], ['Roasted', false, null]] };
const image: SubjectImage = { src: 'tea.jpg', alt: '' };
const subjects: Subject[] = ['Coffee', { name: 'Tea', image }];
const values: Record<string, Value> = { Tea: ['Green', 2], Coffee: { value: 40, note: 'n', source: 'Book' } };
const attributes: Attribute[] = [{ name: 'Caffeine', better: 'lower', unit: 'mg', values }];
const sources: Source[] = ['Book', { href: 'https://example.org/' }];
const seeAlso: SeeAlsoLink[] = [{ title: 't', href: 'a.html' }];
const sections: Section[] = [{ heading: 'h', body: 'b' }];
const labels: Labels = { yes: 'Ja' };
const large: Card = { title: 'T', lang: 'de', dir: 'ltr', subjects, attributes, sources, seeAlso, sections, labels };
const all: CardData[] = [small, large, compact, full, '{}'];
const length = (card: Card) => (card.subjects ? card.attributes.length : card.rows.length);
// @ts-expect-error: a card has a title
const untitled: Card = { subjects, attributes };
// @ts-expect-error: a misspelled field
const misspelled: Card = { title: 'T', subjects, attributes, anwser: '' };
// @ts-expect-error: both forms
const both: Card = { title: 'T', subjects, attributes, columns: names, rows: [] };
// @ts-expect-error: neither form is complete
const half: Card = { title: 'T', subjects };
// @ts-expect-error: higher or lower
const better: Attribute = { name: 'n', better: 'more' };
// @ts-expect-error: a value has a text or a value
const empty: Value = { note: 'n' };
// @ts-expect-error: an image has an alternative text
const bare: SubjectImage = { src: 'tea.jpg' };
// @ts-expect-error: a title is needed here, too
const data: CardData = { subjects, attributes };
void [all, length, untitled, misspelled, both, half, better, empty, bare, data];
`;

/** Cards imported by CARD. TypeScript does not know their strings exactly. */
const CARD_FILES = {
  'compact.json': '{ "title": "T", "columns": ["", "A"], "rows": [["n", 1], ["m"]] }',
  'full.json': `{
    "title": "T",
    "dir": "ltr",
    "subjects": ["A", { "name": "B" }],
    "attributes": [
      { "name": "n", "better": "lower", "values": { "A": { "value": 1, "note": "n" }, "B": { "text": "t" } } },
      { "name": "m", "unit": "kg", "values": { "A": true } },
      { "name": "l", "values": [null, ["a", 1]] }
    ]
  }`,
};

/** Returns the modules that a declaration file refers to. @param {string} file */
const modulesOf = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()?\s*['"](\.?[^\s'"]+)['"]/g)]
    .filter(([all]) => /^(?:from|import)/.test(all))
    .map(([, module]) => module);

test('the declarations of pages and Node.js need no other package', () => {
  const files = ['dist/comparison-card.d.mts', 'dist/node.d.mts'];
  /** @type {string[]} */
  const others = [];
  for (const file of files) {
    for (const module of modulesOf(file)) {
      const target = join(dirname(file), module).replace(/\.(m?)js$/, '.d.$1ts');
      if (!module.startsWith('.')) others.push(`${file}: ${module}`);
      else if (!files.includes(target)) files.push(target);
    }
  }
  assert.ok(files.length > 15, `${files}`);
  assert.deepEqual(others, []);
});

/** The Node API. */
const NODE = `
import { CardError, check, convert, embed, head, jsonLd, openCard, plainText, render } from 'comparison-card';
import type { Card, ComparisonCard, HeadOptions, JsonLd, OpenCard, Problem } from 'comparison-card';
const lines: number[] = (await check(await convert('N,A', { from: 'csv', to: 'json' }))).map(({ line }) => line);
const tag: string = (await embed('{}', { base: '/cards/' })).script;
const card: Card = { title: 'T', columns: ['', 'A'], rows: [] };
const pages: string[] = [await render(card, { as: 'page' }), await render('{}'), await render(new Uint8Array())];
const viewOf = (element: ComparisonCard): string => element.view;
// @ts-expect-error: not an output format
await convert('{}', { to: 'pdf' });
const html: string = (await openCard('{}', 'de')).render('q=goal');
// @ts-expect-error: not a source
await openCard(5);
// @ts-expect-error: not a card
await render({ title: 'T' });
// @ts-expect-error: not a form
await render(card, { as: 'pdf' });
const data: JsonLd = { ...(await jsonLd(card, { url: '/' })), author: 'A' };
const about: string | undefined = data.about[0]?.description;
const options: HeadOptions = { url: '/', jsonLd: data };
const text: string = (await head(card, options)) + (await plainText('*a*'));
const closed = (open: OpenCard, problem: Problem): void => (problem.line > 0 ? open.close() : undefined);
// @ts-expect-error: not a text
await plainText(5);
void [html, lines, pages, tag, viewOf, CardError, about, text, closed];
`;

/** @type {Record<string, Program>} */
const PROGRAMS = {
  'a page': {
    files: {
      'page.mts': PAGE,
      'one-file.mts': PAGE.replace("'comparison-card'", "'comparison-card/comparison-card.mjs'"),
      'card.mts': CARD,
      ...CARD_FILES,
    },
    options: { lib: ['es2022', 'dom'], resolveJsonModule: true },
  },
  'Node.js': { files: { 'node.mts': NODE }, options: { lib: ['es2022'] }, bundler: { customConditions: ['node'] } },
  'the Node API by its own name': {
    files: { 'node.mts': NODE.replaceAll("'comparison-card'", "'comparison-card/node'") },
    options: { lib: ['es2022'] },
  },
};

/** @param {string} jsx @param {string} jsxImportSource */
const jsxOptions = (jsx, jsxImportSource) => ({ lib: ['es2022', 'dom', 'dom.iterable'], jsx, jsxImportSource });

/** What every framework's program has. @param {string} name */
const start = (name) => `
import { ComparisonCard, type Card } from 'comparison-card/${name}';
const card: Card = { title: 'T', columns: ['', 'A'], rows: [] };
const show = (element: ComparisonCard, view: string, code = '') => \`\${element.matchCount} \${view} \${code}\`;
`;

/** The wrong values that every JSX refuses. */
const REFUSED = `
// @ts-expect-error: there are two
const loading = <comparison-card loading="soon" />;
// @ts-expect-error: a number is no card
const data = <comparison-card data={5} />;
// @ts-expect-error: no such attribute
const other = <comparison-card source="card.json" />;
void [loading, data, other, show];
`;

Object.assign(PROGRAMS, {
  React: {
    files: {
      'program.tsx': `${start('react')}
import { useRef } from 'react';
export function Comparison() {
  const ref = useRef<ComparisonCard>(null);
  return (
    <comparison-card
      ref={ref} key="a" className="wide" style={{ color: 'red' }} data={card} src={undefined} view="q=goal" theme="plain"
      history="off" caption="T" labels="words" loading="lazy" id="card"
      onviewchange={(event) => show(event.currentTarget, event.detail.view)}
      onerror={({ currentTarget, detail }) => show(currentTarget, '', detail.code)}
      onload={({ currentTarget }) => currentTarget.ready}
      onClick={({ clientX }) => clientX}
    >
      <p>Fallback</p>
    </comparison-card>
  );
}
// @ts-expect-error: React would listen to “Viewchange”
const wrong = <comparison-card onViewchange={() => {}} />;
// @ts-expect-error: React never calls it
const never = <comparison-card onLoad={() => {}} />;
${REFUSED} void [wrong, never];`,
    },
    options: jsxOptions('react-jsx', 'react'),
  },
  Preact: {
    files: {
      'program.tsx': `${start('preact')}
import { createRef } from 'preact';
const ref = createRef<ComparisonCard>();
export const Comparison = () => (
  <comparison-card
    ref={ref} class="wide" data={card} view="q=goal" theme="plain" history="off" caption="T" labels="words" loading="lazy"
    onviewchange={(event) => show(event.currentTarget, event.detail.view)}
    onerror={({ currentTarget, detail }) => show(currentTarget, '', detail.code)}
    onload={({ currentTarget }) => currentTarget.ready}
    onClick={({ clientX }) => clientX}
  >
    <p>Fallback</p>
  </comparison-card>
);
// @ts-expect-error: Preact 10 would listen to “Viewchange”
const wrong = <comparison-card onViewchange={() => {}} />;
// @ts-expect-error: Preact would set ''
const nothing = <comparison-card data={null} />;
${REFUSED} void [wrong, nothing];`,
    },
    options: jsxOptions('react-jsx', 'preact'),
  },
  Vue: {
    files: {
      'program.tsx': `${start('vue')}
import { defineComponent, type GlobalComponents } from 'vue';
export const Comparison = defineComponent(() => () => (
  <comparison-card
    class="wide" data={card} view="q=goal" theme="plain" history="off" caption="T" labels="words" loading="lazy"
    onViewchange={(event) => show(event.currentTarget, event.detail.view)}
    onError={({ currentTarget, detail }) => show(currentTarget, '', detail.code)}
    onLoad={({ currentTarget }) => currentTarget.ready}
    onClick={({ clientX }) => clientX}
  >
    <p>Fallback</p>
  </comparison-card>
));
/** What templates know. */
type Props = InstanceType<GlobalComponents['comparison-card']>['$props'];
const props: Props = { data: card, onViewchange: ({ detail }) => detail.view };
// @ts-expect-error: there are two
const soon: Props = { loading: 'soon' };
${REFUSED} void [props, soon];`,
    },
    options: jsxOptions('preserve', 'vue'),
  },
  Svelte: {
    files: {
      'program.mts': `${start('svelte')}
import type { SvelteHTMLElements } from 'svelte/elements';
type Attributes = SvelteHTMLElements['comparison-card'];
const all: Attributes = {
  class: 'wide', data: card, view: 'q=goal', theme: 'plain', history: 'off', caption: 'T', labels: 'words', loading: 'lazy',
  onviewchange: (event) => show(event.currentTarget, event.detail.view),
  onerror: ({ currentTarget, detail }) => show(currentTarget, '', detail.code),
  onload: ({ currentTarget }) => currentTarget.ready,
  'on:viewchange': ({ detail }) => detail.matchCount,
  onclick: ({ clientX }) => clientX,
  'data-own': 5,
};
// @ts-expect-error: there are two
const loading: Attributes = { loading: 'soon' };
// @ts-expect-error: a number is no card
const data: Attributes = { data: 5 };
// @ts-expect-error: no such attribute
const other: Attributes = { source: 'card.json' };
void [all, loading, data, other];`,
    },
    options: { lib: ['es2022', 'dom', 'dom.iterable'] },
  },
  Solid: {
    files: {
      'program.tsx': `${start('solid')}
export const Comparison = () => (
  <comparison-card
    ref={(element) => element.ready} class="wide" data={card} view="q=goal" theme="plain" history="off" caption="T"
    labels="words" loading="lazy" prop:data={card}
    on:viewchange={(event) => show(event.currentTarget, event.detail.view)}
    on:error={({ currentTarget, detail }) => show(currentTarget, '', detail.code)}
    on:load={({ currentTarget }) => currentTarget.ready}
    onClick={({ clientX }) => clientX}
  >
    <p>Fallback</p>
  </comparison-card>
);
// @ts-expect-error: a number is no card
const property = <comparison-card prop:data={5} />;
${REFUSED} void property;`,
    },
    options: jsxOptions('preserve', 'solid-js'),
  },
});

/** Returns what the compiler says of a program that uses the package as installed. @param {string} name @param {string} way */
function compile(name, way) {
  const { files, options, bundler } = PROGRAMS[name];
  const project = `${folder}/${`${name} ${way}`.replace(/\W+/g, '-')}`;
  const more = way === 'bundler' ? bundler : {};
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    types: [],
    ...WAYS[way],
    ...options,
    ...more,
  };
  mkdirSync(project);
  writeFileSync(`${project}/tsconfig.json`, JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  for (const [file, code] of Object.entries(files)) {
    // TypeScript refuses import attributes under node16, and demands them under nodenext.
    const text = way === 'node16' ? code.replaceAll(" with { type: 'json' }", '') : code;
    writeFileSync(`${project}/${file}`, text);
  }
  return spawnSync('node_modules/.bin/tsc', ['--project', project], { encoding: 'utf8' }).stdout;
}

for (const name of Object.keys(PROGRAMS)) {
  describe(`the types of ${name}`, () => {
    for (const way of Object.keys(WAYS)) {
      test(`hold under moduleResolution ${way}`, () => assert.equal(compile(name, way), ''));
    }
  });
}
