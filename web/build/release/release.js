/**
 * Makes a release. Run by build.sh:
 *
 *   node web/build/release/release.js VERSION [--no-test]  a commit, a tag and release/; VERSION: patch, minor, major or a number
 *   node web/build/release/release.js archive              only release/, from dist/ and the version of package.json
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeArchive } from './archive.js';
import { dateOf } from './changelog.js';
import { makeRelease } from './steps.js';

/** Runs a command in the terminal. @param {string} command @param {string[]} args */
const run = (command, ...args) => {
  execFileSync(command, args, { stdio: 'inherit' });
};

const say = (/** @type {string} */ line) => console.log(line);

function archive() {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const names = writeArchive(process.cwd(), version, dateOf(readFileSync('CHANGELOG.md', 'utf8'), version));
  say(`Made in release/: ${names.join(', ')}`);
}

/** @param {string | undefined} request @param {boolean} isTested */
function release(request, isTested) {
  // Ctrl+C ends the running command. Its error then restores the files.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  const date = new Date().toISOString().slice(0, 10);
  const tools = { build: () => run('./build.sh'), test: () => run('npm', 'test') };
  const version = makeRelease({ root: process.cwd(), version: request, date, isTested, say }, tools);
  say(`
Nothing is published yet. To publish ${version}${isTested ? '' : ', which is NOT TESTED'}:
  git push origin main v${version}
  npm publish release/comparison-card-${version}.tgz
To undo the release:
  git tag --delete v${version} && git reset --keep HEAD~1`);
}

try {
  const { values, positionals } = parseArgs({ options: { 'no-test': { type: 'boolean' } }, allowPositionals: true });
  if (positionals.length > 1) throw new Error(`Name one version, not ${positionals.length}.`);
  if (positionals[0] === 'archive') archive();
  else release(positionals[0], !values['no-test']);
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  process.exitCode = 1;
}
