/**
 * Compares pages per second of the Node API with the same content by react-dom/server and Eleventy. Run by ./build.sh
 * bench:site [PAGES]. Prints results; never fails because of times.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import Eleventy from '@11ty/eleventy';
import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { render } from '../../dist/node/index.js';

const PAGES = Number(process.argv[2] ?? 1000);
const ROUNDS = 5;
const sources = ['metals', 'planets', 'prepaid-vs-postpaid', 'sales-vs-marketing', 'tea-vs-coffee.ar'].map((name) =>
  readFileSync(`data/${name}.json`, 'utf8'),
);
const texts = Array.from({ length: PAGES }, (_, i) => sources[i % sources.length]);

/** Returns a value as plain text. @param {any} value */
const textOf = (value) =>
  value && typeof value === 'object' ? (value.text ?? value.value ?? `${value}`) : `${value ?? ''}`;

/** Returns the content of a card as lists of texts, so that the other templates have no more to do. @param {string} json */
function contentOf(json) {
  const {
    title,
    lang = 'en',
    answer = '',
    summary = '',
    subjects = [],
    attributes = [],
    seeAlso = [],
  } = JSON.parse(json);
  const valuesOf = (/** @type {any} */ values) =>
    subjects.map((/** @type {any} */ subject, /** @type {number} */ i) =>
      textOf(Array.isArray(values) ? values[i] : values?.[subject.id ?? subject.name ?? subject]),
    );
  return {
    title,
    lang,
    answer,
    summary,
    seeAlso,
    subjects: subjects.map((/** @type {any} */ { name, definition = '', details = '' }) => ({
      name,
      definition,
      details,
    })),
    rows: attributes.map((/** @type {any} */ { name, definition = '', values }) => ({
      name,
      definition,
      values: valuesOf(values),
    })),
  };
}

/** @param {ReturnType<typeof contentOf>} card */
const reactPage = ({ title, lang, answer, summary, seeAlso, subjects, rows }) =>
  h('html', { lang }, [
    h('head', { key: 'h' }, h('title', null, title)),
    h(
      'body',
      { key: 'b' },
      h('h2', null, title),
      h('p', null, answer),
      subjects.map(({ name, definition, details }) =>
        h('section', { key: name }, h('h3', null, name), h('p', null, definition), h('p', null, details)),
      ),
      h(
        'table',
        null,
        h('caption', null, title),
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            h('th', null),
            h('th', null),
            subjects.map(({ name }) => h('th', { key: name, scope: 'col' }, name)),
          ),
        ),
        h(
          'tbody',
          null,
          rows.map(({ name, definition, values }) =>
            h(
              'tr',
              { key: name },
              h('th', { scope: 'row' }, name),
              h('td', null, definition),
              values.map((value, i) => h('td', { key: i }, value)),
            ),
          ),
        ),
      ),
      h('p', null, summary),
      h(
        'ul',
        null,
        seeAlso.map(({ title, href }) => h('li', { key: href }, h('a', { href }, title))),
      ),
    ),
  ]);

const LIQUID = `---
pagination: { data: cards, size: 1, alias: card }
permalink: "{{ pagination.pageNumber }}.html"
---
<!doctype html><html lang="{{ card.lang }}"><head><title>{{ card.title | escape }}</title></head><body><h2>{{ card.title | escape }}</h2>
<p>{{ card.answer | escape }}</p>{% for s in card.subjects %}<section><h3>{{ s.name | escape }}</h3><p>{{ s.definition | escape }}</p><p>{{ s.details | escape }}</p></section>{% endfor %}
<table><caption>{{ card.title | escape }}</caption><thead><tr><th></th><th></th>{% for s in card.subjects %}<th scope="col">{{ s.name | escape }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in card.rows %}<tr><th scope="row">{{ row.name | escape }}</th><td>{{ row.definition | escape }}</td>{% for value in row.values %}<td>{{ value | escape }}</td>{% endfor %}</tr>{% endfor %}</tbody></table>
<p>{{ card.summary | escape }}</p><ul>{% for link in card.seeAlso %}<li><a href="{{ link.href }}">{{ link.title | escape }}</a></li>{% endfor %}</ul></body></html>
`;

/** Builds all pages with Eleventy without writing them. */
async function buildEleventy() {
  const folder = '.build/bench/eleventy';
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/page.liquid`, LIQUID);
  const site = new Eleventy(folder, `${folder}/_site`, {
    quietMode: true,
    config: (/** @type {any} */ config) => {
      config.setUseGitIgnore(false); // .build/ is in it
      config.addGlobalData('cards', texts.map(contentOf));
    },
  });
  const pages = await site.toJSON();
  if (pages.length !== PAGES || !pages.every(({ content }) => content.includes('</table>')))
    throw new Error('Eleventy wrote other pages');
}

/** @type {[string, () => unknown][]} */
const ways = [
  ...['article', 'shadow', 'page'].map(
    (as) =>
      /** @type {[string, () => unknown]} */ ([
        `render as ${as}`,
        async () => {
          for (const text of texts) await render(text, { as: /** @type {'page'} */ (as) });
        },
      ]),
  ),
  [
    'react-dom/server',
    () => {
      for (const text of texts) renderToStaticMarkup(reactPage(contentOf(text)));
    },
  ],
  ['Eleventy, Liquid', buildEleventy],
];

/** @type {Map<string, number[]>} */
const times = new Map(ways.map(([name]) => [name, []]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, run] of ways) {
    const start = performance.now();
    await run();
    if (round) times.get(name)?.push(performance.now() - start); // the first round warms up
  }
}
const medianOf = (/** @type {string} */ name) => (times.get(name) ?? []).sort((a, b) => a - b)[ROUNDS >> 1];
const own = medianOf('render as page');
console.log(`${PAGES.toLocaleString('en')} pages of ${sources.length} cards, from JSON text; medians of ${ROUNDS}\n`);
for (const [name] of ways) {
  const ms = medianOf(name);
  const rate = Math.round((1000 * PAGES) / ms).toLocaleString('en');
  console.log(
    `${name.padEnd(20)}${rate.padStart(9)} pages/s${(ms / own).toFixed(2).padStart(8)} × the time of render as page`,
  );
}
console.log(
  '\nNot equal: the others write the texts, the table and the links; they read no inline markup, mark no best value, and write no controls, ' +
    'no JSON-LD and no card in a shadow root. Eleventy also plans a site and does not write its files here.',
);
