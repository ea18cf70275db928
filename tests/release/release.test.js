/** npm run release: the version and its changes, the archive, and the steps in a temporary repository. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import { archiveOf, tagsOf } from '../../web/build/release/archive.js';
import { dateOf, nextVersion, releaseSection } from '../../web/build/release/changelog.js';
import { makeRelease } from '../../web/build/release/steps.js';

const CHANGELOG = '# Changelog\n\n## Unreleased\n\n### Added\n\n- A change.\n\n## 1.2.3 - 2026-01-02\n\n- Another.\n';
const DATE = '2026-05-31';

/** @type {string[]} */
const folders = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

describe('the next version', () => {
  for (const [request, expected] of [
    ['patch', '1.2.4'],
    ['minor', '1.3.0'],
    ['major', '2.0.0'],
    ['1.2.10', '1.2.10'],
    ['10.0.0', '10.0.0'],
  ]) {
    test(`after 1.2.3: ${request} is ${expected}`, () => assert.equal(nextVersion('1.2.3', request), expected));
  }

  for (const request of ['1.2.3', '1.2.2', '0.9.9', '1.3', 'v1.3.0', '1.3.0-beta', '01.3.0', 'next', 'toString']) {
    test(`after 1.2.3: ${request} is refused`, () => {
      const message = new RegExp(`^Error: ${request} is not a version later than 1.2.3. Use patch \\(1.2.4\\), minor`);
      assert.throws(() => nextVersion('1.2.3', request), message);
    });
  }

  test('has no default', () => assert.throws(() => nextVersion('1.2.3', undefined), /^Error: Name the version. Use/));
});

describe('the changelog', () => {
  test('gets the version and its date in place of "Unreleased"', () => {
    const expected = CHANGELOG.replace('## Unreleased', '## 1.3.0 - 2026-05-31');
    assert.equal(releaseSection(CHANGELOG, '1.3.0', DATE), expected);
    assert.equal(dateOf(expected, '1.3.0'), DATE);
    const other = CHANGELOG.replace('## Unreleased', '### Unreleased\n\n## Unreleased ');
    assert.match(releaseSection(other, '1.3.0', DATE), new RegExp(`^### Unreleased\n\n## 1.3.0 - ${DATE}$`, 'm'));
    assert.equal(dateOf(expected, '1.2.3'), '2026-01-02');
  });

  for (const [what, text, message] of /** @type {[string, string, RegExp][]} */ ([
    ['no section', CHANGELOG.replace('## Unreleased', '## 1.2.9 - 2026-01-03'), /no section "## Unreleased"/],
    ['headings only', CHANGELOG.replace('- A change.', ''), /"## Unreleased" of CHANGELOG.md is empty/],
    ['nothing at its end', '# Changelog\n\n## Unreleased\n', /"## Unreleased" of CHANGELOG.md is empty/],
  ])) {
    test(`is refused with ${what}`, () => assert.throws(() => releaseSection(text, '1.3.0', DATE), message));
  }

  test('must have a date for the version of an archive', () => {
    assert.throws(() => dateOf(CHANGELOG, '1.2.4'), /no line "## 1.2.4 - DATE"/);
  });
});

describe('the archive for websites', () => {
  const files = unzipSync(archiveOf('dist', DATE));

  test('holds the files of dist/ for pages in one folder, and none for Node.js and bundlers', () => {
    const names = Object.keys(files);
    for (const name of ['comparison-card.js', 'index.html', 'labels/de.json', 'integrity.json', 'LICENSES.txt']) {
      assert.deepEqual(Buffer.from(files[`comparison-card/${name}`]), readFileSync(`dist/${name}`), name);
    }
    assert.deepEqual(
      names.filter(
        (name) => !name.startsWith('comparison-card/') || /\/(node|chunks|module|types)\/|\.mts$/.test(name),
      ),
      [],
    );
  });

  test('has the same bytes in every time zone', () => {
    const code = `import { archiveOf } from './web/build/release/archive.js'; process.stdout.write(archiveOf('dist', '${DATE}'));`;
    const [a, b] = ['Asia/Tokyo', 'America/Lima'].map((TZ) =>
      execFileSync('node', ['--input-type=module', '--eval', code], {
        env: { ...process.env, TZ },
        maxBuffer: 1 << 26,
      }),
    );
    assert.deepEqual(a, b);
    assert.ok(a.length > 500_000);
  });

  test('comes with tags whose hashes are those of the files', () => {
    const text = tagsOf('1.3.0', JSON.parse(readFileSync('dist/integrity.json', 'utf8')));
    const tags = [...text.matchAll(/^<script .*src="\/comparison-card\/(\S+)" integrity="sha384-(\S+)" cross/gm)];
    assert.equal(tags.length, 3);
    for (const [, name, hash] of tags) {
      assert.match(name, /\.[0-9a-f]{8}\.m?js$/);
      assert.equal(
        createHash('sha384')
          .update(readFileSync(`dist/${name}`))
          .digest('base64'),
        hash,
      );
    }
    assert.throws(() => tagsOf('1.3.0', {}), /Run .\/build.sh/);
  });
});

/** Makes a repository with a version, and dist/ of this one. @returns {{root: string, git: (...args: string[]) => string}} */
function repository() {
  const root = mkdtempSync(join(tmpdir(), 'release-'));
  folders.push(root);
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trimEnd();
  const json = { name: 'comparison-card', version: '1.2.3' };
  const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(root, name), text);
  write('package.json', `${JSON.stringify({ ...json, files: ['CHANGELOG.md'] }, null, 2)}\n`);
  write('package-lock.json', `${JSON.stringify({ ...json, lockfileVersion: 3, packages: { '': json } }, null, 2)}\n`);
  write('CHANGELOG.md', CHANGELOG);
  write('.gitignore', 'dist\nrelease\n');
  cpSync('dist', join(root, 'dist'), { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Tester');
  git('config', 'user.email', 'tester@example.org');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Start');
  return { root, git };
}

/** Returns all that a failed release must leave as it was. @param {ReturnType<typeof repository>} repository */
const stateOf = ({ root, git }) => [
  git('log', '--format=%H'),
  git('status', '--porcelain'),
  git('tag'),
  readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
  readFileSync(join(root, 'package.json'), 'utf8'),
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
  existsSync(join(root, 'release')),
];

/**
 * Releases in a repository, with stubs that record their calls.
 * @param {string} root @param {Partial<import('../../web/build/release/steps.js').Request>} [request]
 * @param {Partial<{build: () => void, test: () => void}>} [tools]
 */
function releaseIn(root, request, tools) {
  /** @type {string[]} */
  const log = [];
  const record = (/** @type {string} */ name) => () => void log.push(name);
  const say = (/** @type {string} */ line) => void log.push(line);
  makeRelease(
    { root, version: 'minor', date: DATE, isTested: true, say, ...request },
    { build: record('build'), test: record('test'), ...tools },
  );
  return log;
}

describe('a release', () => {
  const made = repository();
  const { root, git } = made;
  const lockTime = () => statSync(join(root, 'package-lock.json')).mtimeMs;
  const before = lockTime();
  const log = releaseIn(root);

  test('builds, tests, and says each step in a line', () => {
    assert.equal(log.filter((line) => line.includes('\n')).length, 0);
    assert.deepEqual(
      log.map((line) => line.split(/[ :]/)[0]),
      ['Releasing', 'Writing', 'Dating', 'Building', 'build', 'Testing', 'test', 'Made', 'Committed', 'Tagged'],
    );
  });

  test('commits the three files with the version and its date, and tags them', () => {
    assert.equal(git('status', '--porcelain'), '');
    assert.equal(git('log', '-1', '--format=%s'), 'Release 1.3.0');
    assert.equal(git('rev-list', '-1', 'v1.3.0'), git('rev-parse', 'HEAD'));
    assert.equal(git('cat-file', '-t', 'v1.3.0'), 'tag');
    const changed = git('diff', '--name-only', 'HEAD~1').split('\n');
    assert.deepEqual(changed, ['CHANGELOG.md', 'package-lock.json', 'package.json']);
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.deepEqual([version, lock.version, lock.packages[''].version], ['1.3.0', '1.3.0', '1.3.0']);
    assert.equal(dateOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), '1.3.0'), DATE);
  });

  test('makes package-lock.json no later: a build would install the packages again', () => {
    assert.ok(lockTime() <= before);
  });

  test('makes the archive, the npm package, the tags, and sums that hold', () => {
    const version = 'comparison-card-1.3.0';
    assert.deepEqual(readdirSync(join(root, 'release')).sort(), [
      'SHA256SUMS',
      `${version}-integrity.txt`,
      `${version}.tgz`,
      `${version}.zip`,
    ]);
    const checked = execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: join(root, 'release') }).toString();
    assert.equal(checked.match(/: OK$/gm)?.length, 3);
  });

  test('without tests says so', () => {
    const log = releaseIn(root, { version: 'patch', isTested: false, date: DATE }, withChanges(root, git));
    assert.ok(!log.includes('test'));
    assert.ok(log.some((line) => line.startsWith('NOT TESTED')));
  });
});

/** Adds a change to the changelog and commits it. @param {string} root @param {(...args: string[]) => string} git */
function withChanges(root, git) {
  const path = join(root, 'CHANGELOG.md');
  writeFileSync(path, readFileSync(path, 'utf8').replace('## ', '## Unreleased\n\n- One more.\n\n## '));
  git('commit', '--quiet', '-a', '-m', 'Change');
  return {};
}

describe('a release is refused, and changes nothing,', () => {
  for (const [
    what,
    prepare,
    message,
  ] of /** @type {[string, (r: ReturnType<typeof repository>) => void, RegExp][]} */ ([
    ['on another branch', ({ git }) => git('switch', '--quiet', '-c', 'idea'), /on the branch main, not on idea/],
    ['on no branch', ({ git }) => git('switch', '--quiet', '--detach'), /not on a commit/],
    [
      'with a changed file',
      ({ root }) => writeFileSync(join(root, '.gitignore'), 'dist\nrelease\nx\n'),
      /M .gitignore/,
    ],
    ['with a new file', ({ root }) => writeFileSync(join(root, 'new.txt'), ''), /\?\? new.txt/],
    ['if the tag exists', ({ git }) => git('tag', 'v1.3.0'), /tag v1.3.0 exists/],
  ])) {
    test(what, () => {
      const made = repository();
      prepare(made);
      const before = stateOf(made);
      const fail = () => assert.fail('must not run');
      assert.throws(() => releaseIn(made.root, {}, { build: fail, test: fail }), message);
      assert.deepEqual(stateOf(made), before);
    });
  }
});

describe('a release that fails leaves all as it was, and says so:', () => {
  const stop = () => {
    throw new Error('Command failed: a tool');
  };
  const hook = (/** @type {string} */ root) => {
    const path = join(root, '.git/hooks/pre-commit');
    writeFileSync(path, '#!/bin/sh\necho no commits today >&2\nexit 1\n');
    chmodSync(path, 0o755);
  };
  for (const [what, tools, message, prepare] of /** @type {const} */ ([
    ['the build', { build: stop }, /^Error: Command failed: a tool\nNothing was released/],
    ['the tests', { test: stop }, /^Error: Command failed: a tool\nNothing was released/],
    ['the commit', {}, /^Error: no commits today\nNothing was released/, hook],
  ])) {
    test(what, () => {
      const made = repository();
      prepare?.(made.root);
      const before = stateOf(made);
      assert.throws(() => releaseIn(made.root, {}, tools), message);
      assert.deepEqual(stateOf(made), before);
    });
  }

  test('the tag, after the commit', () => {
    const made = repository();
    const before = stateOf(made);
    const tag = () => void made.git('tag', 'v1.3.0'); // by somebody else, while the tests run
    assert.throws(() => releaseIn(made.root, {}, { test: tag }), /tag 'v1.3.0' already exists\nNothing was released/);
    made.git('tag', '--delete', 'v1.3.0');
    assert.deepEqual(stateOf(made), before);
  });
});

test('the command names the choices if it is called without a version', () => {
  const { status, stdout, stderr } = spawnSync('node', ['web/build/release/release.js'], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^Name the version. Use patch \(\d+\.\d+\.\d+\), .*\n$/);
});

test('Ctrl+C restores the files', () => {
  const made = repository();
  // The stub ends like a build that Ctrl+C ended: the signal goes to the command and to its build.
  writeFileSync(join(made.root, 'build.sh'), '#!/bin/sh\nkill -INT $PPID\nkill -INT $$\n');
  chmodSync(join(made.root, 'build.sh'), 0o755);
  made.git('add', '.');
  made.git('commit', '--quiet', '-m', 'Add a build');
  const before = stateOf(made);
  const command = resolve('web/build/release/release.js');
  const { status, stderr } = spawnSync('node', [command, 'minor'], { cwd: made.root, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /Nothing was released/);
  assert.deepEqual(stateOf(made), before);
});
