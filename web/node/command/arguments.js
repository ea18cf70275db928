/** Parses the command line: commands, options and files. */
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Option
 * @property {string} help
 * @property {string} [value] name of its value in the help; none for a switch
 * @property {string} [short] the short form, a letter
 * @property {string[]} [choices] its allowed values
 * @property {number} [most] maximum of a whole number
 */

/** @typedef {Record<string, any>} Values of the given options: text, a number where `most` says so, or true */

/**
 * @typedef {object} Command
 * @property {string} name
 * @property {string} files name of its files in the help
 * @property {string} about
 * @property {Record<string, Option>} options
 * @property {string} [notes] further information
 * @property {[string, string][]} examples command lines and their effects
 * @property {(values: Values, files: string[]) => Promise<number>} run returns the exit status
 */

/** Invalid use of the command line: exit status 2. */
export class UsageError extends Error {}

/** Returns the edit distance of two words. @param {string} one @param {string} other */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= other.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (letter === other[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[other.length];
}

/** Returns “ Did you mean …?” if a known word is near. @param {string} word @param {string[]} known */
export function suggestion(word, known) {
  const near = known
    .map((name) => ({ name, far: name.startsWith(word) ? 0 : distance(word, name) }))
    .filter(({ name, far }) => far <= Math.ceil(name.length / 3))
    .sort((one, other) => one.far - other.far);
  return near.length ? ` Did you mean ${near[0].name}?` : '';
}

/** @param {string} name @param {Option} option @param {string} text */
function valueIn(name, { choices, most }, text) {
  if (choices && !choices.includes(text)) {
    throw new UsageError(`--${name} is one of ${choices.join(', ')}.${suggestion(text, choices)}`);
  }
  if (most === undefined) return text;
  if (!/^\d{1,9}$/.test(text) || Number(text) > most) {
    throw new UsageError(`--${name} is a whole number up to ${most}.`);
  }
  return Number(text);
}

/** Rewords errors of node:util about options. @param {any} error @param {Command} command @returns {never} */
function complain(error, command) {
  const name = /'(?:-\w, )?(--?[\w-]*)/.exec(error.message)?.[1] ?? '';
  const known = Object.keys(command.options).map((option) => `--${option}`);
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    throw new UsageError(`${command.name} has no option ${name}.${suggestion(name, known)}`);
  }
  if (error.code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') throw error;
  const takesOne = command.options[name.slice(2)]?.value;
  throw new UsageError(`${name} ${takesOne ? `needs a value: ${name}=${takesOne}` : 'takes no value'}.`);
}

/**
 * @param {Command} command @param {string[]} args
 * @returns {{values: Values, files: string[]}}
 * @throws {UsageError}
 */
export function readArguments(command, args) {
  const options = Object.entries(command.options).map(([name, { value, short }]) => {
    const type = /** @type {'string' | 'boolean'} */ (value ? 'string' : 'boolean');
    return [name, { type, ...(short && { short }) }];
  });
  try {
    const { values, positionals } = parseArgs({ args, options: Object.fromEntries(options), allowPositionals: true });
    const read = Object.entries(values).map(([name, value]) => {
      return [name, typeof value === 'string' ? valueIn(name, command.options[name], value) : value];
    });
    return { values: Object.fromEntries(read), files: positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return complain(error, command);
  }
}
