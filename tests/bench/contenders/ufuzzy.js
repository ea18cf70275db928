/** uFuzzy's filter over the same texts and table; its ranking, which looks at every hit again, is left out. */
import uFuzzy from '@leeoniya/ufuzzy';
import byHand, { show, start } from './by-hand.js';

const fuzzy = new uFuzzy();
let texts;

export default {
  ...byHand,
  async mount(box, card) {
    texts = start(box, card);
  },
  query(text) {
    show(text ? (fuzzy.filter(texts, text) ?? []) : [...texts.keys()]);
  },
};
