import { CardError } from './engine.js';

/**
 * A file: its bytes, and what the server says they are.
 * @param {string} url @param {AbortSignal} signal
 */
export async function fetchFile(url, signal) {
  const refuse = () => {
    throw new CardError({
      code: 'network',
      message:
        `${url} could not be fetched. Check the address; a server on another site must also send the header ` +
        '"Access-Control-Allow-Origin: *".',
    });
  };
  const response = await fetch(url, { signal }).catch(refuse);
  if (!response.ok) {
    throw new CardError({
      code: 'http',
      message: `The server answered ${response.status} for ${url}. Check the address.`,
    });
  }
  const content = new Uint8Array(await response.arrayBuffer().catch(refuse));
  return { content, type: response.headers.get('content-type') ?? '', url };
}
