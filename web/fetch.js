import { CardError } from './engine.js';

/** @param {string} url @param {AbortSignal} signal @returns {Promise<Uint8Array>} */
export async function fetchBytes(url, signal) {
  const refuse = () => {
    throw new CardError({
      code: 'network',
      message:
        `${url} could not be fetched. Check the address; a server on another site must also send the header ` +
        'Access-Control-Allow-Origin.',
    });
  };
  const response = await fetch(url, { signal }).catch(refuse);
  if (!response.ok) {
    throw new CardError({
      code: 'http',
      message: `The server answered ${response.status} for ${url}. Check the address.`,
    });
  }
  return new Uint8Array(await response.arrayBuffer().catch(refuse));
}
