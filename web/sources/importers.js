/**
 * The importers of spreadsheets and tables: comparison-card.formats.HASH.js, a lazy module, which the script fetches for a card
 * that is no JSON, and where the page has tables to be turned into cards (web/element/script-tag.js).
 */
export { openSource } from './sources.js';
export { upgradeTables } from './upgrade.js';
