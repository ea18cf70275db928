/**
 * Runs test files in this process, each as a suite: `node tests/runner/lane.js FILES…`. Those of one browser share it that way.
 */
import { describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import './asserted.js';

// A hook at the top of a module belongs to the suite that imports it first: this one closes browsers at the very end.
if (process.env.LANE) await import('../element/browser.js');

for (const file of process.argv.slice(2)) describe(file, () => import(pathToFileURL(file).href));
