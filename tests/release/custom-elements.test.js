/** dist/custom-elements.json: valid, and the same as what the code reads and writes. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { completeManifest } from '../../web/build/manifest.js';
import { ATTRIBUTES, ComparisonCard } from '../../web/element/element.js';

const read = (/** @type {string} */ file) => readFileSync(file, 'utf8');

/** Returns the text of all files in a folder with one of these endings. @param {string} folder @param {...string} endings */
const readAll = (folder, ...endings) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => read(`${folder}/${name}`))
    .join('\n');

/** Returns the first groups of all matches, each once, sorted. @param {string} text @param {RegExp} pattern */
const groups = (text, pattern) => [...new Set([...text.matchAll(pattern)].map(([, group]) => group))].sort();

const manifest = JSON.parse(read('dist/custom-elements.json'));
const [{ declarations, path }] = manifest.modules;
const [element] = declarations;

/** Returns the sorted names of parts of the manifest. @param {{name: string}[]} parts */
const namesOf = (parts) => parts.map(({ name }) => name).sort();

test('it is valid by the schema of custom-elements-manifest', () => {
  const schema = JSON.parse(read(createRequire(import.meta.url).resolve('custom-elements-manifest/schema.json')));
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  validate(manifest);
  assert.deepEqual(validate.errors ?? [], []);
});

test('package.json names it, and its module is the one that the package exports', () => {
  const { customElements, exports } = JSON.parse(read('package.json'));
  assert.deepEqual([customElements, exports['.'].default.default], ['dist/custom-elements.json', `./${path}`]);
});

describe('it lists all of these, and no others:', () => {
  const page = readAll('web/element', '.js') + read('web/sources/sources.js');
  const styles = readAll('web/styles', '.css');

  test('the attributes that the code reads', () => {
    const code = groups(page, /(?:this|lement)\.(?:#read|getAttribute)\('([a-z]+)'\)/g);
    const observed = ComparisonCard.observedAttributes;
    const inStyles = groups(styles, /:host\(\[([a-z]+)/g).filter((name) => name !== 'hidden');
    assert.deepEqual(
      namesOf(element.attributes),
      [...new Set([...code, ...observed, ...inStyles, ...ATTRIBUTES])].sort(),
    );
  });

  test('the attributes that a script tag takes, and src', () => {
    assert.deepEqual(namesOf(element.attributes), [...ATTRIBUTES].sort());
  });

  test('the members of the class', () => {
    const internal = /^(constructor|handleEvent|\w+Callback)$/;
    const names = Object.getOwnPropertyNames(ComparisonCard.prototype).filter((name) => !internal.test(name));
    assert.deepEqual(namesOf(element.members), names.sort());
  });

  test('the events that the code dispatches', () => {
    assert.deepEqual(namesOf(element.events), groups(page, /(?:this|#element)\.dispatchEvent\(new \w*Event\('(\w+)'/g));
  });

  test('the parts that the engine and the script write', () => {
    const engine = readAll('src', '.c', '.h');
    const written = groups(engine, /part=\\"([a-z -]+)/g).flatMap((names) => names.split(' '));
    const regions = groups(engine, /write_region\(w, REGION_([A-Z]+)\)/g).map((name) => name.toLowerCase());
    const added = groups(page, /\.part\.add\('([a-z-]+)'\)/g);
    assert.deepEqual(namesOf(element.cssParts), [...new Set([...written, ...regions, ...added])].sort());
  });

  test('the custom properties that the style sheets read', () => {
    assert.deepEqual(namesOf(element.cssProperties), groups(styles, /(--comparison-card-[a-z-]+)/g));
  });
});

describe('its facts', () => {
  const types = read('dist/types/element/element.d.ts');

  for (const { name, kind, type, readonly, attribute } of element.members) {
    test(`the type of ${name} is that for TypeScript`, () => {
      if (kind === 'method') return assert.match(types, new RegExp(`^    ${name}\\(`, 'm'));
      assert.ok(types.includes(`    get ${name}(): ${type.text};`), type.text);
      assert.equal(types.includes(`    set ${name}(`), !readonly);
      const known = element.attributes.find((/** @type {{name: string}} */ one) => one.name === name);
      assert.equal(attribute, known?.fieldName);
    });
  }

  for (const { name, default: value } of element.cssProperties) {
    if (value === undefined) continue;
    test(`the default of ${name} is that of the style sheets`, () => {
      const styles = ['style', 'table', 'reader'].map((sheet) => read(`web/styles/${sheet}.css`)).join('\n');
      assert.ok(styles.includes(`var(${name}, ${value})`), value);
    });
  }

  test('every part of it has a description of whole sentences', () => {
    const { attributes, members, events, slots, cssParts, cssProperties } = element;
    for (const { name, description } of [attributes, members, events, slots, cssParts, cssProperties].flat())
      assert.match(description, /^[A-Z`][\s\S]*\.$/, name);
  });
});

describe('the build refuses', () => {
  const source = read('web/element/element.js');
  const types = read('web/comparison-card.d.mts');
  const written = () => JSON.parse(read('web/element/custom-elements.json'));

  test('an attribute without a property and a description', () => {
    const more = written();
    more.modules[0].declarations[0].attributes.push({ name: 'other' });
    assert.throws(() => completeManifest(more, source, types), /The attribute other has neither/);
  });

  test('a property without a type in its comment', () => {
    const without = source.replace('@returns {number}', '');
    assert.throws(() => completeManifest(written(), without, types), /matchCount needs a comment with @returns/);
  });
});
