/**
 * Returns the things listed in an environment variable, `BROWSERS=chromium,webkit`; default all.
 * @template T
 * @param {string} variable @param {T[]} things @param {(thing: T) => string} nameOf @returns {T[]}
 */
export function chooseByName(variable, things, nameOf) {
  const chosen = process.env[variable]?.split(',');
  const unknown = chosen?.find((name) => !things.some((thing) => nameOf(thing) === name));
  if (unknown !== undefined) throw new Error(`${variable} names “${unknown}”; it can name ${things.map(nameOf)}`);
  return things.filter((thing) => chosen?.includes(nameOf(thing)) ?? true);
}
