/** Makes the reference parts of web/docs/*.md anew. Run by ./build.sh docs, after a build. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withReference } from './reference.js';
import { docsPages } from './site.js';

for (const { file } of docsPages()) {
  const before = readFileSync(file, 'utf8');
  const after = withReference(before);
  if (after === before) continue;
  writeFileSync(file, after);
  console.log(`${file} is up to date now`);
}
