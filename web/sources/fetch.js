import { CardError } from '../engine/error.js';

/** Timeout for the response, in milliseconds. */
const PATIENCE = 30_000;

/** Minimum speed in bytes per millisecond, and the assumed size in bytes if the server states none. */
const SLOW = 4;
const UNKNOWN = 1_000_000;

/**
 * Fetches a file: its bytes and its content type.
 * @param {string} url @param {AbortSignal} signal
 * @param {string} [integrity] the expected hash (Subresource Integrity)
 * @throws {CardError} `http` if the server has no such file, `network` if it does not arrive whole and in time
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
