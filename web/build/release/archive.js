/** The files of a release, in release/: the archive for websites, the npm package, tags with hashes, and SHA-256 sums. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { zipSync } from 'fflate';

/** The folder in the archive, and in the addresses of the tags. */
const NAME = 'comparison-card';

/** Files of dist/ for bundlers, Node.js and TypeScript, which the npm package has. */
const FOR_NPM = /^(?:chunks|module|node|types)\/|\.d\.m?ts$/;

/** Files that are compressed already. */
const PACKED = /\.(?:br|gz|png)$/;

/** Returns the files of dist/ for websites, sorted. @param {string} dist */
const filesFor = (dist) =>
  readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((name) => !FOR_NPM.test(name))
    .sort();

/**
 * Returns the archive for websites. The same files and date give the same bytes: a ZIP file has local times, so every
 * time zone writes the same.
 * @param {string} dist @param {string} date such as 2026-05-31
 */
export function archiveOf(dist, date) {
  const mtime = new Date(`${date}T12:00:00`);
  const files = filesFor(dist).map((name) => [
    `${NAME}/${name}`,
    [readFileSync(join(dist, name)), { level: PACKED.test(name) ? 0 : 9 }],
  ]);
  return zipSync(Object.fromEntries(files), { mtime });
}

/** The scripts with a tag: their names with a hash, their attributes and their use. @type {[RegExp, string, string][]} */
const TAGS = [
  [/^comparison-card\.[0-9a-f]{8}\.js$/, 'async', 'The card'],
  [/^comparison-card\.[0-9a-f]{8}\.mjs$/, 'type="module"', 'The card as a module'],
  [/^comparison-card\.frames\.[0-9a-f]{8}\.js$/, 'async', 'For pages that show cards in frames'],
];

/**
 * Returns the text of tags to paste.
 * @param {string} version @param {Record<string, string>} integrity the hash of each script
 */
export function tagsOf(version, integrity) {
  const tags = TAGS.map(([pattern, attributes, use]) => {
    const name = Object.keys(integrity).find((name) => pattern.test(name));
    if (!name) throw new Error(`dist/integrity.json has no file for ${pattern}. Run ./build.sh.`);
    const address = `/${NAME}/${name}`;
    return `${use}:\n<script ${attributes} src="${address}" integrity="${integrity[name]}" crossorigin="anonymous"></script>`;
  });
  const hashes = Object.entries(integrity).map(([name, hash]) => `${hash}  ${name}`);
  return `${NAME} ${version}: tags to paste, with the hash of each script

Put the folder ${NAME} of the archive on your site. If its address is not /${NAME}/, change the address in the tag.
A browser runs a script only if it has this hash. A new version has a new name and a new hash.

${tags.join('\n\n')}

The hashes of all scripts:
${hashes.join('\n')}
`;
}

/** Returns the lines of SHA256SUMS, for sha256sum --check. @param {string} folder */
const sumsOf = (folder) =>
  readdirSync(folder)
    .sort()
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('');

/**
 * Makes release/ from dist/ and returns the names of its files.
 * @param {string} root the folder of the repository @param {string} version @param {string} date
 */
export function writeArchive(root, version, date) {
  const [dist, folder] = [join(root, 'dist'), join(root, 'release')];
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(join(folder, `${NAME}-${version}.zip`), archiveOf(dist, date));
  const pack = ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder];
  execFileSync('npm', pack, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const integrity = JSON.parse(readFileSync(join(dist, 'integrity.json'), 'utf8'));
  writeFileSync(join(folder, `${NAME}-${version}-integrity.txt`), tagsOf(version, integrity));
  writeFileSync(join(folder, 'SHA256SUMS'), sumsOf(folder));
  return readdirSync(folder).sort();
}
