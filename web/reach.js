import { importTools } from './beside.js';
import { decode } from './codec.js';

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
  } catch (/** @type {any} */ { message }) {
    console.warn(`comparison-card: cards can be read, not filtered: ${message}`);
  }
}
