/**
 * Prints the header with the engine's built-in card. Run by src/Makefile:
 *
 *   node web/build/builtin.js CARD >HEADER
 */
import { readFileSync } from 'node:fs';

const { $schema, ...card } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const text = JSON.stringify(card);
console.log(`#define BUILTIN_CARD ${JSON.stringify(text)}`);
