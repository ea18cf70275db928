/**
 * The importers of spreadsheets and tables: comparison-card.formats.HASH.js, a lazy module. The script loads it for
 * cards that are not JSON and for upgrading tables (web/element/script-tag.js).
 */
export { openSource } from './sources.js';
export { upgradeTables } from './upgrade.js';
