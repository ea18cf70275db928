/** Versions, and their sections in CHANGELOG.md. */

const UNRELEASED = '## Unreleased';

/** Its line, perhaps with spaces or a line break of Windows at its end. */
const HEADING = /^## Unreleased[ \t\r]*$/m;

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** @param {string} version @returns {number[]} major, minor and patch */
const numbersOf = (version) => VERSION.exec(version)?.slice(1).map(Number) ?? [];

/** Returns true if the first version is later. @param {number[]} a @param {number[]} b */
const isLater = (a, b) => {
  const i = a.findIndex((number, i) => number !== b[i]);
  return i >= 0 && a[i] > b[i];
};

/** Returns the next version of each kind. @param {string} current */
function nextVersions(current) {
  const [major, minor, patch] = numbersOf(current);
  return {
    patch: `${major}.${minor}.${patch + 1}`,
    minor: `${major}.${minor + 1}.0`,
    major: `${major + 1}.0.0`,
  };
}

/**
 * Returns the version to release.
 * @param {string} current the version of package.json
 * @param {string | undefined} request `patch`, `minor`, `major` or a later version
 */
export function nextVersion(current, request = '') {
  const next = nextVersions(current);
  const named = Object.entries(next).find(([kind]) => kind === request);
  if (named) return named[1];
  if (VERSION.test(request) && isLater(numbersOf(request), numbersOf(current))) return request;
  const why = request ? `${request} is not a version later than ${current}.` : 'Name the version.';
  const choice = `patch (${next.patch}), minor (${next.minor}), major (${next.major}), or a number such as ${next.minor}`;
  throw new Error(`${why} Use ${choice}.`);
}

/**
 * Returns the changelog with the section "Unreleased" under a version.
 * @param {string} changelog @param {string} version @param {string} date such as 2026-05-31
 */
export function releaseSection(changelog, version, date) {
  const section = changelog.split(/^(?=## )/m).find((section) => HEADING.test(section));
  if (!section) throw new Error(`CHANGELOG.md has no section "${UNRELEASED}". Add it above the newest version.`);
  if (!section.split('\n').some((line) => line.trim() && !line.startsWith('#'))) {
    throw new Error(
      `The section "${UNRELEASED}" of CHANGELOG.md is empty. Add a line for each change that users notice.`,
    );
  }
  return changelog.replace(HEADING, `## ${version} - ${date}`);
}

/** Returns the date of a version. @param {string} changelog @param {string} version */
export function dateOf(changelog, version) {
  const line = changelog.split('\n').find((line) => line.startsWith(`## ${version} - `));
  const [date] = /\d{4}-\d\d-\d\d$/.exec(line ?? '') ?? [];
  if (!date) throw new Error(`CHANGELOG.md has no line "## ${version} - DATE", the version of package.json.`);
  return date;
}
