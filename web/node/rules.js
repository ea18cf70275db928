/**
 * An editor's questions about a card that opens. Each rule checks one thing and reports its position and a solution.
 */
import { field, hasText, isStated, items, outlineOf, textAt } from './outline.js';

/** @typedef {import('./outline.js').Place} Place */
/** @typedef {import('./outline.js').Outline} Outline */

/** @typedef {{code: string, message: string, place: Place}} Finding */

/** Returns the links that lead nowhere. @typedef {(links: string[]) => Set<string>} DeadLinks */

/** @typedef {{isTable: boolean, deadLinks: DeadLinks}} Around what a rule must know apart from the card */

/** @typedef {(root: Place, outline: Outline, around: Around) => Iterable<Finding>} Rule */

/** Slightly more than search results and tabs show of a title. */
const LONG_TITLE = 70;

/** Returns true if the language tag is valid. @param {string} tag */
function isKnownLanguage(tag) {
  try {
    return new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag) !== undefined;
  } catch {
    return false;
  }
}

/**
 * Yields every text of the card with the name of its field, or of its list's field.
 * @param {Place} place @returns {Iterable<{place: Place, name: string}>}
 */
function* texts(place, name = '') {
  if (place.node.type === 'string') yield { place, name };
  for (const item of items(place)) yield* texts(item, name);
  if (place.node.type !== 'object') return;
  for (const { children } of place.node.children ?? []) {
    if (!children?.[1]) continue;
    const key = String(children[0].value);
    yield* texts({ node: children[1], path: place.path ? `${place.path}.${key}` : key }, key);
  }
}

/** Returns true for an http URL, or a text with a link to one. @param {string} text @param {string} name of its field */
function isInsecure(text, name) {
  const isAddress = name === 'href' || name === 'source' || name === 'sources';
  return (isAddress && /^http:/i.test(text)) || /\]\(\s*<?http:/i.test(text);
}

/** @type {Rule} */
function* answers(root, _, { isTable }) {
  const message = isTable
    ? 'A table has no answer: convert it to a card, and say the difference in one sentence, in its "answer".'
    : 'The card has no answer: say the difference in one sentence, in "answer".';
  if (!hasText(field(root, 'answer'))) yield { code: 'no-answer', message, place: field(root, 'answer') ?? root };
}

/** @type {Rule} */
function* titles(root) {
  const place = field(root, 'title');
  const message = `The title is longer than ${LONG_TITLE} characters: search results cut it off. Shorten it.`;
  if (place && [...textAt(place)].length > LONG_TITLE) yield { code: 'long-title', message, place };
}

/** @type {Rule} */
function* languages(root) {
  const place = field(root, 'lang');
  const message = 'This language tag is unknown: correct it, or leave "lang" out.';
  if (place && hasText(place) && !isKnownLanguage(textAt(place))) yield { code: 'unknown-language', message, place };
}

/** @type {Rule} */
function* subjectsWithoutValues(_, { subjects, attributes }) {
  const message = 'No attribute has a value for this subject: fill in its column, or remove it.';
  for (const [i, { place }] of subjects.entries()) {
    if (attributes.some(({ values }) => isStated(values[i]))) continue;
    yield { code: 'subject-without-values', message, place };
  }
}

/** @type {Rule} */
function* attributesWithoutValues(_, { attributes }) {
  const message = 'No subject has a value for this attribute: fill in its row, or remove it.';
  for (const { place, values } of attributes) {
    if (!values.some(isStated)) yield { code: 'attribute-without-values', message, place };
  }
}

/** @type {Rule} */
function* duplicateAttributes(_, { attributes }) {
  const message = 'Another attribute before this one has the same name or id: merge the two, or rename one.';
  const seen = new Set();
  for (const { id, name, group, place } of attributes) {
    const names = [name, group].map((text) => text.trim().replace(/\s+/g, ' ').toLowerCase());
    const marks = [name && `name ${names.join('\n')}`, id && `id ${id}`].filter(Boolean);
    if (marks.some((mark) => seen.has(mark))) yield { code: 'duplicate-attribute', message, place };
    for (const mark of marks) seen.add(mark);
  }
}

/** @type {Rule} */
function* links(root) {
  const message = 'This link is not https: browsers may warn readers. Write https:// if the site has it.';
  for (const { place, name } of texts(root)) {
    if (isInsecure(textAt(place), name)) yield { code: 'insecure-link', message, place };
  }
}

/** @type {Rule} */
function* lostLinks(root, _, { deadLinks }) {
  const message = 'This link leads nowhere: the folder of the card has no such file. Correct it, or add the page.';
  const found = [...texts(root)].filter(({ name }) => name === 'href');
  const dead = deadLinks(found.map(({ place }) => textAt(place)));
  for (const { place } of found) if (dead.has(textAt(place))) yield { code: 'dead-link', message, place };
}

/** @type {Rule} */
function* images(_, { subjects }) {
  const message = 'This image needs a description for readers who cannot see it: add it in "alt".';
  for (const { place } of subjects) {
    const alt = field(field(place, 'image'), 'alt');
    if (alt && !hasText(alt)) yield { code: 'no-alt', message, place: alt };
  }
}

/** @type {Rule} */
function* definitions(_, { subjects }) {
  const message = 'Other subjects have a definition, but this one has none: add it.';
  if (!subjects.some(({ definition }) => hasText(definition))) return;
  for (const { place, definition } of subjects) {
    if (!hasText(definition)) yield { code: 'no-definition', message, place };
  }
}

const RULES = [
  answers,
  titles,
  languages,
  subjectsWithoutValues,
  attributesWithoutValues,
  duplicateAttributes,
  links,
  lostLinks,
  images,
  definitions,
];

/** @param {Place} root of a card @param {Around} around @returns {Finding[]} */
export function editorsFindings(root, around) {
  const outline = outlineOf(root);
  return RULES.flatMap((rule) => [...rule(root, outline, around)]);
}
