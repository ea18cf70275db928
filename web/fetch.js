import { CardError } from './engine.js';

/** How long a server may be silent, in milliseconds. */
const PATIENCE = 30_000;

/**
 * A file: its bytes, and what the server says they are.
 * @param {string} url @param {AbortSignal} signal
 * @throws {CardError} `http` where the server has no such file, `network` where it cannot be had whole
 */
export async function fetchFile(url, signal) {
  const silence = new AbortController();
  const stop = () => silence.abort();
  const fail = (/** @type {string} */ code, /** @type {string} */ message) => {
    throw new CardError({ code, message: `${message} Check the address.` });
  };
  /** @template T @param {Promise<T>} step the next that is heard of the server */
  const heard = async (step) => {
    const timer = setTimeout(stop, PATIENCE);
    try {
      return await step;
    } catch {
      return fail(
        'network',
        `${url} could not be fetched. A server on another site must send the header "Access-Control-Allow-Origin: *".`,
      );
    } finally {
      clearTimeout(timer);
    }
  };
  signal.onabort = stop;
  const response = await heard(fetch(url, { signal: silence.signal }));
  if (!response.ok) fail('http', `The server answered ${response.status} for ${url}.`);
  const reader = response.body?.getReader();
  const parts = [];
  for (let part; reader && !part?.done; ) {
    part = await heard(reader.read());
    if (part.value) parts.push(part.value);
  }
  const content = new Uint8Array(await new Blob(parts).arrayBuffer());
  return { content, type: response.headers.get('content-type') ?? '', url };
}
