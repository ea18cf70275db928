/**
 * Prints the test coverage of web/. Run by `./build.sh coverage` as `node tests/coverage.js TITLE FOLDER...`. A folder
 * has Chromium's coverage of page scripts with source maps (tests/element/puppeteer.js), or Node.js's of modules that
 * tests import (NODE_V8_COVERAGE). Results are merged.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { CoverageReport } from 'monocart-coverage-reports';

const [title, ...folders] = process.argv.slice(2);

const report = new CoverageReport({
  outputDir: `${folders[0]}/report`,
  reports: ['console-details'],
  logging: 'error',
  cleanCache: true,
  entryFilter: ({ url }) =>
    /comparison-card\.|\/web\/(?!node\/)[\w/-]+\.js$/.test(url) && !/\/node_modules\//.test(url),
  sourceFilter: (/** @type {string} */ path) => /(^|\/)web\/(?!node\/|build\/)[\w/-]+\.js$/.test(path),
  sourcePath: (/** @type {string} */ path) => path.replace(/^.*?web\//, 'web/'),
});
const files = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
for (const file of files.filter((name) => name.endsWith('.json'))) {
  const noted = JSON.parse(readFileSync(file, 'utf8'));
  const entries = (noted.result ?? noted).filter(({ url }) => /^(https?|file):/.test(url));
  for (const entry of entries) entry.source ??= readFileSync(new URL(entry.url), 'utf8');
  if (entries.length) await report.add(entries);
}
console.log(`\n${title}`);
await report.generate();
