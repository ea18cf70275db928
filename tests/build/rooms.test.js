/**
 * The rooms of src/ and web/. An arrow is an include or import. It leads to a lower room or stays in its room, and no
 * file reaches itself through others. Types imported in comments and dynamic imports are arrows too.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, test } from 'node:test';

/** Maximum sources in a room. */
const MOST = 12;

/**
 * A part of the project with its own order of rooms.
 * @typedef {object} Side
 * @property {string[]} rooms the lowest first; a file listed here is a room of its own
 * @property {Record<string, string>} alike files that may share a name, in the order of filesIn, and the reason
 * @property {boolean} [isPaired] true if a .c and its .h are one source
 */

/** @type {Side} */
const SRC = {
  rooms: [
    'card.h',
    'base',
    'model',
    'values',
    'read',
    'read/table',
    'query',
    'render',
    'render/publish',
    'card.c',
    'wasm',
  ],
  alike: {},
  isPaired: true,
};

const COMMAND = 'a function of the Node API and its command';

/** @type {Side} */
const WEB = {
  rooms: [
    'engine',
    'page',
    'sources',
    'element',
    'comparison-card.js',
    'frame',
    'node/base',
    'node/xlsx',
    'node/sources',
    'node',
    'node/serve',
    'node/preview',
    'node/command',
    'demo',
    'docs/site',
    'build/docs',
    'build/release',
    'build',
  ],
  alike: {
    'engine/engine.js node/base/engine.js': 'the engine in a page and in Node.js',
    'sources/made.js node/sources/made.js': 'what a source makes, in a page and in Node.js',
    'sources/sources.js node/sources/sources.js': 'the sources in a page and in Node.js',
    'node/check.js node/command/check.js': COMMAND,
    'node/convert.js node/command/convert.js': COMMAND,
    'node/embed.js node/command/embed.js': COMMAND,
    'node/render.js node/command/render.js': COMMAND,
    'node/command/serve.js node/serve/serve.js': 'the server and its command',
  },
};

/** The arrows of each file. @typedef {[file: string, arrows: string[]][]} Files */

/** Groups values by a key. @template T @param {T[]} values @param {(value: T) => string} keyOf @returns {Map<string, T[]>} */
function groupBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

/** Returns the cycles of arrows, each once. @param {Map<string, Set<string>>} arrows */
function ringsOf(arrows) {
  /** @type {string[]} */
  const rings = [];
  const done = new Set();
  /** @param {string} source @param {string[]} way */
  const follow = (source, way) => {
    if (way.includes(source)) rings.push([...way.slice(way.indexOf(source)), source].join(' -> '));
    if (way.includes(source) || done.has(source)) return;
    for (const next of arrows.get(source) ?? []) follow(next, [...way, source]);
    done.add(source);
  };
  for (const source of arrows.keys()) follow(source, []);
  return rings;
}

/** Returns a sentence for each fault of a side. @param {Side} side @param {Files} files */
function faultsOf({ rooms, alike, isPaired }, files) {
  const roomOf = (/** @type {string} */ file) => (rooms.includes(file) ? file : dirname(file));
  const sourceOf = (/** @type {string} */ file) =>
    isPaired && !rooms.includes(file) ? file.replace(/\.[ch]$/, '') : file;
  /** @type {string[]} */
  const faults = [];
  /** The arrows between the sources of one room. @type {Map<string, Set<string>>} */
  const inRoom = new Map();
  for (const [file, arrows] of files) {
    const [room, source] = [roomOf(file), sourceOf(file)];
    if (!rooms.includes(room)) {
      faults.push(`${file} is in no room`);
      continue;
    }
    inRoom.set(source, inRoom.get(source) ?? new Set());
    for (const target of arrows) {
      if (rooms.indexOf(roomOf(target)) > rooms.indexOf(room)) faults.push(`${file} -> ${target} runs up`);
      if (roomOf(target) === room && sourceOf(target) !== source) inRoom.get(source)?.add(sourceOf(target));
    }
  }
  const sources = [...inRoom.keys()];
  const full = [...groupBy(sources, roomOf)].filter(([, names]) => names.length > MOST);
  const same = [...groupBy(sources, (source) => basename(source)).values()].filter((names) => names.length > 1);
  return [
    ...faults,
    ...ringsOf(inRoom).map((ring) => `${ring} runs round`),
    ...full.map(([room, names]) => `${room} has ${names.length} sources, more than ${MOST}`),
    ...same.filter((names) => !alike[names.join(' ')]).map((names) => `${names.join(' and ')} share a name`),
  ];
}

const INCLUDE = /^\s*#\s*include\s+"([^"]+)"/gm;
const IMPORT = /\b(?:from|import)\s*\(?\s*['"`](\.[^'"`]*)/g;

/** Returns the files that a text refers to. @param {string} text @param {RegExp} pattern @param {(name: string) => string | undefined} find */
const arrowsIn = (text, pattern, find) => [...text.matchAll(pattern)].flatMap(([, name]) => find(name) ?? []);

/**
 * Reads the files of a folder, sorted by depth and name. Other files, such as generated headers, are no arrows.
 * @param {string} folder @returns {Files}
 */
function filesIn(folder) {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:c|h|js)$/.test(name));
  const names = all.sort((a, b) => a.split('/').length - b.split('/').length || a.localeCompare(b));
  return names.map((file) => {
    const pattern = file.endsWith('.js') ? IMPORT : INCLUDE;
    const find = (/** @type {string} */ name) =>
      [join(dirname(file), name), normalize(name)].find((path) => names.includes(path));
    return [file, arrowsIn(readFileSync(join(folder, file), 'utf8'), pattern, find)];
  });
}

test('src/: the includes run down', () => assert.equal(faultsOf(SRC, filesIn('src')).join('\n'), ''));

test('web/: the imports run down', () => assert.equal(faultsOf(WEB, filesIn('web')).join('\n'), ''));

describe('a fault is found:', () => {
  /** @type {Side} */
  const side = {
    rooms: ['api.h', 'low', 'high', 'high/top', 'api.c'],
    alike: { 'high/a low/a': 'two sides' },
    isPaired: true,
  };
  const many = Array.from({ length: MOST + 1 }, (_, i) => `low/${i}.c`);

  /** @type {[string, Files, string[]][]} */
  const trees = [
    [
      'none',
      [
        ['high/a.c', ['high/a.h', 'low/a.h', 'low/b.h', 'api.h']],
        ['low/a.c', ['low/b.h']],
        ['low/b.h', []],
      ],
      [],
    ],
    ['an arrow that runs up', [['low/b.c', ['low/b.h', 'high/c.h']]], ['low/b.c -> high/c.h runs up']],
    ['an arrow from a room to one in it', [['high/c.c', ['high/top/d.h']]], ['high/c.c -> high/top/d.h runs up']],
    ['an arrow to a file that is above all', [['low/b.c', ['api.c']]], ['low/b.c -> api.c runs up']],
    [
      'two files',
      [
        ['low/b.h', ['low/c.h']],
        ['low/c.h', ['low/b.h']],
      ],
      ['low/b -> low/c -> low/b runs round'],
    ],
    [
      'a ring by way of a .c and its .h',
      [
        ['low/b.h', ['low/c.h']],
        ['low/c.h', []],
        ['low/c.c', ['low/c.h', 'low/d.h']],
        ['low/d.c', ['low/b.h']],
      ],
      ['low/b -> low/c -> low/d -> low/b runs round'],
    ],
    ['a room that is full', many.map((file) => [file, []]), [`low has ${MOST + 1} sources, more than ${MOST}`]],
    ['no room', [['other/b.c', []]], ['other/b.c is in no room']],
    [
      'one name',
      [
        ['low/b.c', []],
        ['low/b.h', []],
        ['high/b.h', []],
      ],
      ['low/b and high/b share a name'],
    ],
    [
      'one name in three rooms',
      ['low', 'high', 'high/top'].map((room) => [`${room}/a.c`, []]),
      ['low/a and high/a and high/top/a share a name'],
    ],
  ];
  for (const [what, files, faults] of trees) test(what, () => assert.deepEqual(faultsOf(side, files), faults));

  test('in every way to write an include or an import', () => {
    const find = (/** @type {string} */ name) => name;
    const js =
      "import a from './a.js';\nimport './b.js';\nexport { c } from '../c.js';\nawait import('./d.js'); import(`./e.js`);";
    const types = "/** @typedef {import('./f.js').F} F */ import { g } from 'g'; import {\n  h,\n} from './h.js';";
    assert.deepEqual(arrowsIn(js + types, IMPORT, find), [
      ...['./a.js', './b.js', '../c.js', './d.js', './e.js'],
      ...['./f.js', './h.js'],
    ]);
    assert.deepEqual(arrowsIn('#include "a.h"\n# include "low/b.h" /* why */\n#include <c.h>\n', INCLUDE, find), [
      'a.h',
      'low/b.h',
    ]);
  });
});
