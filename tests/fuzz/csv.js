/**
 * Any bytes as CSV, for so many seconds: run as `node tests/fuzz/csv.js SECONDS [SEED]`, by fuzz.test.js and `npm run fuzz`.
 * The reader of CSV is JavaScript, which libFuzzer does not see into: what is tried are the files of the corpus, changed at
 * random. Each becomes a card that the engine opens, or an error that says where; the same file in UTF-16 becomes the same.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { cardFromCsv, utf8Of } from '../../web/csv.js';
import { CardError } from '../../web/error.js';
import { jsonOf } from '../../web/sources.js';
import { wholeEngine } from '../engine/engines.js';
import { randomFrom } from '../random.js';

const FOLDER = 'tests/fuzz/corpus/csv';

const [seconds = '60', seed = `${Date.now() % 2 ** 32}`] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const below = (/** @type {number} */ n) => Math.floor(random() * n);
const corpus = readdirSync(FOLDER).map((name) => readFileSync(`${FOLDER}/${name}`));

/** What readers of CSV trip over. */
const PIECES = [
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\n',
  '\r\n',
  '\r',
  '\0',
  '\ufeff',
  'é',
  '=1',
  '-',
  '1.234',
  'sep=;\n',
  '\u2028',
  '[a](b)',
];

/** A file of the corpus with some bytes doubled, dropped, moved or replaced. */
function draw() {
  let bytes = corpus[below(corpus.length)];
  for (let changes = 1 + below(9); changes; changes--) {
    const from = below(bytes.length + 1);
    const to = Math.min(bytes.length, from + below(below(4) ? 3 : 40));
    const piece = [
      Buffer.from(PIECES[below(PIECES.length)]),
      bytes.subarray(from, to),
      Buffer.from([below(256)]),
      Buffer.alloc(0),
      corpus[below(corpus.length)].subarray(0, below(100)),
    ][below(5)];
    bytes = Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(below(2) ? from : to)]);
  }
  return bytes.subarray(0, 4096);
}

const engine = await wholeEngine();

/** What becomes of a file: the HTML of its card, or the error. @param {Uint8Array} bytes */
function outcome(bytes) {
  try {
    const made = cardFromCsv(utf8Of(bytes, undefined), { file: 'a.csv', language: 'en' });
    const card = engine.open(jsonOf(made), true);
    const html = card?.render('q=a') ?? '';
    card?.close();
    return html;
  } catch (error) {
    if (!(error instanceof CardError)) throw error;
    return error.code;
  }
}

/** The same file in UTF-16, if it is UTF-8. @param {Uint8Array} bytes */
function inUtf16(bytes) {
  try {
    return Buffer.from(`\ufeff${new TextDecoder('utf-8', { fatal: true }).decode(bytes)}`, 'utf16le');
  } catch {
    return undefined;
  }
}

let tried = 0;
for (const end = Date.now() + Number(seconds) * 1000; Date.now() < end; tried++) {
  const bytes = draw();
  try {
    const found = outcome(bytes);
    const wide = inUtf16(bytes);
    if (wide) assert.equal(outcome(wide), found);
  } catch (error) {
    console.error(`seed ${seed}, file ${tried}: ${JSON.stringify(bytes.toString('latin1'))}`);
    throw error;
  }
}
console.log(`csv: ${tried.toLocaleString('en')} files, seed ${seed}`);
