import { CardError } from '../engine/error.js';

/** How long a server may be silent at first, in milliseconds. */
const PATIENCE = 30_000;

/** Bytes that come in a millisecond even on a slow line, and how many there may be where the server does not say. */
const SLOW = 4;
const UNKNOWN = 1_000_000;

/**
 * A file: its bytes, and what the server says they are.
 * @param {string} url @param {AbortSignal} signal
 * @param {string} [integrity] what the file must hash to (Subresource Integrity)
 * @throws {CardError} `http` where the server has no such file, `network` where it cannot be had whole and in time
 */
export async function fetchFile(url, signal, integrity) {
  const late = new AbortController();
  const stop = () => late.abort();
  const fail = (/** @type {string} */ code, /** @type {string} */ message) => {
    throw new CardError({ code, message: `${message} Check the address.` });
  };
  /** @template T @param {Promise<T>} step @param {number} time in milliseconds */
  const within = async (step, time) => {
    const timer = setTimeout(stop, time);
    try {
      return await step;
    } catch {
      const problem = integrity ? 'is missing or changed' : 'could not be fetched';
      return fail(
        'network',
        `${url} ${problem}. From another site it needs the header "Access-Control-Allow-Origin: *".`,
      );
    } finally {
      clearTimeout(timer);
    }
  };
  signal.onabort = stop;
  const response = await within(fetch(url, { signal: late.signal, integrity }), PATIENCE);
  if (!response.ok) fail('http', `The server answered ${response.status} for ${url}.`);
  const { headers } = response;
  const size = Number(headers.get('content-length')) || UNKNOWN;
  const content = new Uint8Array(await within(response.arrayBuffer(), PATIENCE + size / SLOW));
  return { content, type: headers.get('content-type') ?? '', url };
}
