/** Hints about what an author has misspelt: the page would ignore it in silence. */

/** Returns true if a text misses a name by one letter that is wrong, missing or added, or by two that are swapped. @param {string} text @param {string} name */
export function isNear(text, name) {
  let i = 0;
  while (i < name.length && text[i] === name[i]) i++;
  const [ends, wanted] = [text, name].map((word) => [0, 1, 2].map((from) => word.slice(i + from)));
  const isSwapped = text[i] === name[i + 1] && text[i + 1] === name[i] && ends[2] === wanted[2];
  return isSwapped || ends[1] === wanted[1] || ends[0] === wanted[1] || ends[1] === wanted[0];
}

/**
 * Returns a hint for each attribute of an element that is almost one of these.
 * @param {Element} element @param {readonly string[]} names
 */
export function misspelt(element, names) {
  const hints = [];
  for (const { name } of element.attributes) {
    const isForeign = name === 'name' || !/^[\w-]+$/.test(name); // of forms and frameworks
    const meant = !isForeign && !names.includes(name) && names.find((known) => isNear(name, known));
    if (meant) hints.push(`The attribute "${name}" is unknown: write "${meant}".`);
  }
  return hints;
}

/** Types of scripts that are read inside an element. */
const READ = /^\s*(?:application\/json|text\/(?:csv|tab-separated-values))\s*(?:;|$)/i;

/** Types of scripts that hold no card: programs, and what search engines read. */
const OTHER = /^(?:|module|importmap|speculationrules|.*(?:java|ecma)script.*|.*ld\+json.*)$/i;

/** Returns the scripts in an element, not those further inside. @param {Element} element */
const scriptsIn = (element) =>
  /** @type {HTMLScriptElement[]} */ ([...element.children].filter(({ localName }) => localName === 'script'));

/** Returns the scripts in an element that are read. @param {Element} element */
const readIn = (element) => scriptsIn(element).filter(({ type }) => READ.test(type));

/** Returns true for JSON without rows: it completes the card of a table. @param {HTMLScriptElement} script */
const isAround = ({ type, text }) =>
  /json/i.test(type) && /^\s*\{/.test(text) && !/"(?:attributes|columns|rows)"\s*:/.test(text);

/** Returns the JSON of the card without rows in an element, for a table. @param {Element} element */
export const aroundIn = (element) => readIn(element).find(isAround)?.text;

/** Returns the script or table in an element that holds the rows of its card. @param {Element} element */
export function sourceIn(element) {
  const scripts = readIn(element);
  const around = scripts.find(isAround);
  return scripts.find((script) => script !== around) ?? element.querySelector('table') ?? around;
}

/** Returns a hint for each script in an element whose type is not read. @param {Element} element */
export const unreadScripts = (element) =>
  scriptsIn(element)
    .filter(({ type }) => !READ.test(type) && !OTHER.test(type))
    .map(
      ({ type }) =>
        `The script inside has the type "${type}", which is not read: write application/json, text/csv or ` +
        'text/tab-separated-values.',
    );
