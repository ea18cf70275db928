import { formatsName, importFormats, importTools, toolsName } from './beside.js';
import { decode } from './codec.js';
import { CardError } from './error.js';

/**
 * Fetches the tools of readers and ties them to the engine.
 * @param {import('./engine.js').Imports} imports what the engine gives them
 * @returns {Promise<typeof import('./tools.js') | undefined>} undefined where they cannot be had; the console says so
 */
export async function fetchTools(imports) {
  try {
    const tools = await importTools();
    await tools.start(imports, decode);
    return tools;
  } catch {
    console.warn(`comparison-card: ${toolsName()} is missing or changed: cards can be read, not filtered.`);
  }
}

/** @type {ReturnType<typeof importFormats> | undefined} */
let formats;

/** Fetches what reads spreadsheets and tables, once for the page. */
export function loadFormats() {
  formats ??= importFormats().catch(() => {
    const message = `${formatsName()} is missing or changed: only cards in JSON can be shown.`;
    throw new CardError({ code: 'no-formats', message });
  });
  return formats;
}
