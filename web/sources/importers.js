/**
 * What reads spreadsheets and tables: comparison-card.formats.HASH.js, a module that the script fetches from beside itself for a
 * card that is no JSON, and where the page has tables to be turned into cards (web/element/script-tag.js).
 */
export { openSource } from './sources.js';
export { upgradeTables } from './upgrade.js';
