/** This project's card as on readers' pages. */
let element;

export default {
  row: '[part~=row]',
  get root() {
    return element.shadowRoot;
  },
  async mount(box, card) {
    element = document.createElement('comparison-card');
    element.data = card;
    box.append(element);
    await element.ready;
  },
  /** JSON text needs no parsing here. */
  text: (json) => json,
  async prepare() {
    element.view = 'q=qqqq';
    await element.ready;
    element.view = '';
  },
  query(text) {
    const field = element.shadowRoot.querySelector('input');
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  },
  count: () => element.matchCount,
};
