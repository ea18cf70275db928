/** The steps of a release. It ends with a commit and a tag, and publishes nothing. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeArchive } from './archive.js';
import { nextVersion, releaseSection } from './changelog.js';

/**
 * What to release, and where.
 * @typedef {object} Request
 * @property {string} root the folder of the repository
 * @property {string | undefined} version `patch`, `minor`, `major` or a number
 * @property {string} date such as 2026-05-31
 * @property {boolean} isTested false to leave out the tests
 * @property {(line: string) => void} say prints a line
 */

/** The commands that build and test. @typedef {{build: () => void, test: () => void}} Tools */

/** The files that a release changes. */
const FILES = ['package.json', 'package-lock.json', 'CHANGELOG.md'];

const BRANCH = 'main';

/** Returns a function that runs git and returns its output. @param {string} root */
const gitIn =
  (root) =>
  (/** @type {string[]} */ ...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd();

/** Throws if the work tree has changes or is on another branch. @param {ReturnType<typeof gitIn>} git */
function checkTree(git) {
  const branch = git('branch', '--show-current');
  if (branch !== BRANCH) {
    throw new Error(
      `A release is made on the branch ${BRANCH}, not on ${branch || 'a commit'}. Run: git switch ${BRANCH}`,
    );
  }
  const changes = git('status', '--porcelain');
  if (changes) throw new Error(`Some files have changes that are not committed. Commit or stash them:\n${changes}`);
}

/** Throws if a tag exists. @param {ReturnType<typeof gitIn>} git @param {string} tag */
function checkTag(git, tag) {
  if (git('tag', '--list', tag)) throw new Error(`The tag ${tag} exists already. Choose a later version.`);
}

/** Returns true if release/ has files of a version. @param {string} root @param {string} version */
const isPacked = (root, version) =>
  existsSync(join(root, 'release')) && readdirSync(join(root, 'release')).some((name) => name.includes(version));

/**
 * Returns a function that restores the files and the branch. The tag is the last step.
 * @param {string} root @param {string} version
 */
function snapshot(root, version) {
  const git = gitIn(root);
  const head = git('rev-parse', 'HEAD');
  const files = FILES.map((name) => ({ path: join(root, name), text: readFileSync(join(root, name)) }));
  const times = files.map(({ path }) => statSync(path));
  return () => {
    git('reset', '--quiet', head);
    for (const [i, { path, text }] of files.entries()) {
      writeFileSync(path, text);
      utimesSync(path, times[i].atime, times[i].mtime);
    }
    if (isPacked(root, version)) rmSync(join(root, 'release'), { recursive: true });
  };
}

/**
 * Writes the version into package.json and package-lock.json. The lock file keeps its time: build.sh installs the
 * packages again if that is later, and they stay the same.
 * @param {string} root @param {string} version
 */
function writeVersion(root, version) {
  const lock = join(root, 'package-lock.json');
  const { atime, mtime } = statSync(lock);
  const args = ['version', '--no-git-tag-version', '--ignore-scripts', '--loglevel=error', version];
  execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  utimesSync(lock, atime, mtime);
}

/** @param {Request} request @param {string} version @param {string} changelog @param {Tools} tools */
function runSteps({ root, date, isTested, say }, version, changelog, { build, test }) {
  const git = gitIn(root);
  say(`Writing version ${version} into package.json and package-lock.json`);
  writeVersion(root, version);
  say(`Dating the changes in CHANGELOG.md: ${version} - ${date}`);
  writeFileSync(join(root, 'CHANGELOG.md'), changelog);
  say('Building dist/');
  build();
  say(isTested ? 'Testing: npm test' : 'NOT TESTED: --no-test leaves out npm test');
  if (isTested) test();
  const names = writeArchive(root, version, date);
  say(`Made in release/: ${names.join(', ')}`);
  git('commit', '--quiet', '-m', `Release ${version}`, '--', ...FILES);
  say(`Committed: Release ${version}`);
  git('tag', '--annotate', '-m', `Version ${version}`, `v${version}`);
  say(`Tagged: v${version}`);
}

/** Returns the message of an error, or the message of the program that failed. @param {any} error */
const reasonOf = (error) => String(error.stderr || error.message).trim();

/**
 * Makes a release and returns its version. If a step fails, restores the files and the branch.
 * @param {Request} request @param {Tools} tools
 */
export function makeRelease(request, tools) {
  const { root, date, say } = request;
  const read = (/** @type {string} */ name) => readFileSync(join(root, name), 'utf8');
  const current = JSON.parse(read('package.json')).version;
  const version = nextVersion(current, request.version);
  const git = gitIn(root);
  checkTree(git);
  checkTag(git, `v${version}`);
  const changelog = releaseSection(read('CHANGELOG.md'), version, date);
  say(`Releasing ${version} after ${current}: the branch is ${BRANCH}, and all changes are committed`);
  const restore = snapshot(root, version);
  try {
    runSteps(request, version, changelog, tools);
  } catch (error) {
    restore();
    const restored = `${FILES.join(', ')} and the branch are as before. dist/ may be of ${version}: run ./build.sh.`;
    throw new Error(`${reasonOf(error)}\nNothing was released. ${restored}`);
  }
  return version;
}
