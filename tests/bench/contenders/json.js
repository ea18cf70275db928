import { fromFile } from './file.js';

export default fromFile('application/json', (json) => json);
