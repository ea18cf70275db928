/** A folder for what browsers save in tests, in place of the reader's own. It is removed with the process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const DOWNLOADS = mkdtempSync(join(tmpdir(), 'comparison-card-downloads-'));

process.once('exit', () => rmSync(DOWNLOADS, { recursive: true, force: true }));
