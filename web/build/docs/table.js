/** Writes tables in Markdown. */

/** @param {string} text */
const cell = (text) => text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|');

/** @param {string[]} heads @param {string[][]} rows */
export const tableOf = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** @param {string} text */
export const code = (text) => `\`${text}\``;
