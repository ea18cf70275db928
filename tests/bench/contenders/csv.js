/** The same from CSV, as a file. */
import card from './card.js';

let element;

export default {
  row: card.row,
  get root() {
    return element.shadowRoot;
  },
  async mount(box, csv) {
    element = document.createElement('comparison-card');
    element.setAttribute('src', URL.createObjectURL(new Blob([csv], { type: 'text/csv' })));
    box.append(element);
    await element.ready;
  },
  text: (_json, csv) => csv,
};
