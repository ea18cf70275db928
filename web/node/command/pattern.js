/** Addresses of several cards by one pattern, such as https://example.org/{id}. */
import { CardError } from '../../engine/error.js';
import { withCard } from '../base/engine.js';
import { nameOf } from '../base/input.js';
import { suggestion, UsageError } from './arguments.js';
import { stemOf } from './output.js';

/** @typedef {import('./arguments.js').Values} Values */

const PLACEHOLDERS = ['{id}', '{name}'];

/** The options that take patterns. */
const OPTIONS = ['url', 'src', 'image'];

/** The options of which each card has its own. */
const OWN = ['url', 'src'];

/** @param {string} pattern */
const placeholdersIn = (pattern) => [...pattern.matchAll(/\{[^{}]*\}/g)].map(([placeholder]) => placeholder);

/** @param {string} option @param {string} pattern @param {number} count number of files */
function checkPattern(option, pattern, count) {
  const used = placeholdersIn(pattern);
  const unknown = used.find((one) => !PLACEHOLDERS.includes(one));
  if (unknown) {
    const near = suggestion(unknown, PLACEHOLDERS);
    throw new UsageError(`--${option} takes ${PLACEHOLDERS.join(' and ')}, not ${unknown}.${near}`);
  }
  if (count > 1 && !used.length && OWN.includes(option)) {
    throw new UsageError(`All ${count} files would get the same --${option}: put {id} or {name} into it.`);
  }
}

/** The addresses that the options of a command give to cards. */
export class Addresses {
  #patterns;
  /** The file of each address. @type {Map<string, string>} */
  #files = new Map();

  /** @param {Values} values @param {number} count number of files @throws {UsageError} */
  constructor(values, count) {
    this.#patterns = Object.fromEntries(OPTIONS.filter((name) => name in values).map((name) => [name, values[name]]));
    for (const [option, pattern] of Object.entries(this.#patterns)) checkPattern(option, pattern, count);
  }

  /**
   * Returns the addresses of a card.
   * @param {string} file @param {string} json of the card
   * @returns {Promise<{url?: string, src?: string, image?: string}>}
   * @throws {CardError} if another card has one of them
   */
  async of(file, json) {
    const needsId = Object.values(this.#patterns).some((pattern) => placeholdersIn(pattern).includes('{id}'));
    const id = needsId ? await withCard(json, '', (card) => card.id) : '';
    /** @type {Record<string, string>} */
    const texts = { '{id}': id, '{name}': stemOf(file) };
    const filled = Object.entries(this.#patterns).map(([option, pattern]) => {
      const address = pattern.replace(/\{\w*\}/g, (/** @type {string} */ one) => encodeURIComponent(texts[one]));
      if (OWN.includes(option)) this.#claim(option, address, file);
      return [option, address];
    });
    return Object.fromEntries(filled);
  }

  /** @param {string} option @param {string} address @param {string} file */
  #claim(option, address, file) {
    const key = `${option} ${address}`;
    const other = this.#files.get(key);
    this.#files.set(key, other ?? file);
    if (other === undefined) return;
    const message = `This would get the same --${option} as ${nameOf(other)}, ${address}: give the cards ids of their own.`;
    throw new CardError({ code: 'same-address', message });
  }
}
