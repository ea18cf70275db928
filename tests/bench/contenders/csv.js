/** The same from CSV. */
import card from './card.js';

export default Object.assign(Object.create(card, Object.getOwnPropertyDescriptors(card)), {
  async mount(box, csv) {
    const element = document.createElement('comparison-card');
    element.setAttribute('src', URL.createObjectURL(new Blob([csv], { type: 'text/csv' })));
    box.append(element);
    await element.ready;
  },
  text: (_json, csv) => csv,
});
