/** uFuzzy's filter on the same texts and table, without its ranking, which checks every hit again. */
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
