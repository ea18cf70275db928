/**
 * Prints how much of web/ the tests run: run by `./build.sh coverage`, as `node tests/coverage.js FOLDER…`. What Chromium noted of the
 * scripts of pages (tests/element/puppeteer.js) and what Node.js noted of the modules that it imports is put together, by the
 * source maps of the scripts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { CoverageReport } from 'monocart-coverage-reports';

const [browser, node] = process.argv.slice(2);

const report = new CoverageReport({
  name: 'web/',
  outputDir: `${browser}/report`,
  reports: ['console-details'],
  logging: 'error',
  cleanCache: true,
  entryFilter: (entry) => /comparison-card|\/web\//.test(entry.url) && !/node_modules/.test(entry.url),
  // What is only run by the build is no part of a page.
  sourceFilter: (path) =>
    /(^|\/)web\/[\w-]+\.js$/.test(path) && !/(bundle|encode|release|split|unwasm|weigh)\.js$/.test(path),
  sourcePath: (path) => path.replace(/^.*?web\//, 'web/'),
});
for (const name of readdirSync(browser).filter((name) => name.endsWith('.json'))) {
  const entries = JSON.parse(readFileSync(`${browser}/${name}`, 'utf8'));
  if (entries.length) await report.add(entries);
}
await report.addFromDir(node);
await report.generate();
