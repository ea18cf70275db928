/**
 * Runs test files in this process as suites, so that they share a browser: `node tests/runner/lane.js FILES…`.
 */
import { describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import './asserted.js';

// A top-level hook belongs to the suite that imports the module first: this import makes it close browsers at the very end.
if (process.env.LANE) await import('../element/browser.js');

for (const file of process.argv.slice(2)) describe(file, () => import(pathToFileURL(file).href));
