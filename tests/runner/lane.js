/**
 * Runs test files in this process as suites, so that they share a browser. tests/runner/run.js starts it and sends a
 * file whenever this process asks for the next.
 */
import { once } from 'node:events';
import { describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import './asserted.js';

/** Asks for the next file: undefined after the last. @returns {Promise<string | undefined>} */
async function next() {
  process.send?.('next');
  const [{ file }] = await once(process, 'message');
  return file;
}

/** Ends the process, and with it its browser. */
const end = () => process.exit(1);
process.once('disconnect', end); // run.js has been stopped

for (let file = await next(); file; file = await next()) {
  const url = pathToFileURL(file).href;
  await describe(file, () => import(url));
}
if (process.env.LANE) await (await import('../element/browser.js')).closeBrowsers();
process.off('disconnect', end);
process.disconnect();
