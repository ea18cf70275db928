/** The card from a file: only the time until it is shown. */
import card from './card.js';

/** @param {string} type of the file @param {(json: string, csv: string) => string} pick returns its content */
export function fromFile(type, pick) {
  let element;
  return {
    row: card.row,
    get root() {
      return element.shadowRoot;
    },
    /** The file is made before timing starts. */
    text: (json, csv) => URL.createObjectURL(new Blob([pick(json, csv)], { type })),
    async mount(box, url) {
      element = document.createElement('comparison-card');
      element.setAttribute('src', url);
      box.append(element);
      await element.ready;
    },
  };
}
