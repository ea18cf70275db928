import { beside, NONCE } from './beside.js';
import { decode } from './codec.js';
import { trusted } from './trusted.js';

/**
 * Runs a module if it is what it must be, so that who pins the script has pinned it too; to import it then takes the same
 * one. A link that preloads it would do, but for WebKit, which does not look at the integrity of that.
 * @param {string} url
 */
const run = (url) => {
  const script = document.createElement('script');
  return new Promise((onload, onerror) => {
    Object.assign(script, {
      type: 'module',
      crossOrigin: '',
      integrity: TOOLS_INTEGRITY,
      nonce: NONCE,
      onload,
      onerror,
    });
    script.src = trusted().createScriptURL(url);
    document.head.append(script);
    setTimeout(onerror, 9999); // WebKit says nothing of a script that a policy forbids
  }).finally(() => script.remove());
};

/**
 * Fetches the tools of readers and ties them to the engine.
 * @param {import('./engine.js').Imports} imports what the engine gives them
 * @returns {Promise<typeof import('./tools.js') | undefined>} undefined where they cannot be had; the console says so
 */
export async function fetchTools(imports) {
  const url = beside('comparison-card.tools.js');
  try {
    await run(url);
    const tools = await import(url);
    await tools.start(imports, decode);
    return tools;
  } catch {
    console.warn(`comparison-card: ${url} cannot be had, or is of another version: cards can be read, not filtered.`);
  }
}
