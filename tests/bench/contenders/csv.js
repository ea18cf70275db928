import { fromFile } from './file.js';

export default fromFile('text/csv', (_json, csv) => csv);
