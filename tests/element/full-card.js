/** A card with every field, for injection tests. */
import { readFileSync } from 'node:fs';

const { $defs } = JSON.parse(readFileSync('data/comparison.schema.json', 'utf8'));
const LABELS = Object.keys($defs.labels.properties);

/** Returns a card with the same text in all texts and the same URL in all links. @param {string} text @param {string} href */
export function fullCard(text, href) {
  const link = { title: text, href };
  const value = { text, value: 5, note: text, href, source: link };
  const subject = (id) => ({
    id,
    name: `${text} ${id}`,
    definition: text,
    details: `${text}\n\n${text}`,
    href,
    image: { src: href, alt: text, width: 10, height: 10 },
  });
  const row = { definition: text, group: text, unit: text, better: 'lower' };
  return {
    title: text,
    lang: 'en',
    answer: text,
    introduction: text,
    subjects: ['a', 'b', 'c', 'd'].map(subject),
    attributes: [
      { ...row, name: text, values: { a: text, b: 4, c: true, d: false } },
      { ...row, name: `${text} 2`, values: { a: [text, 5], b: value, c: null } },
    ],
    relationship: text,
    sections: [{ heading: text, body: text }],
    summary: text,
    seeAlso: [link],
    sources: [link, text],
    updated: '2026-11-23',
    labels: Object.fromEntries(LABELS.map((name) => [name, `${text} {subject}{query}{shown}{total}{date}`])),
  };
}

/** With all kinds of markup. */
export const harmless = fullCard(
  'Word **strong** *emphasis* `code` [link](https://example.org/)',
  'https://example.org/',
);
