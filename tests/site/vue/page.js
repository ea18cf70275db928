/** A page with a card, the buttons that choose it, and its view. */
import { createApp, h, reactive, ref } from 'vue';
import Comparison from './Comparison.vue';

const cards = reactive({
  tea: {
    title: 'Tea and coffee',
    columns: ['Category', 'Tea', 'Coffee'],
    rows: [
      ['Plant', 'Camellia sinensis', 'Coffea'],
      ['Caffeine', 40, 95],
    ],
  },
  metals: {
    title: 'Kupfer und Gold',
    lang: 'de',
    columns: ['Merkmal', 'Kupfer', 'Gold'],
    rows: [
      ['Dichte', 9, 19],
      ['Zeichen', 'Cu', 'Au'],
    ],
  },
});
const chosen = ref('tea');
const view = ref('');

const choose = (name) => () => {
  chosen.value = name;
};
const show = (shown) => {
  view.value = shown;
};

const page = () =>
  h('main', [
    Object.keys(cards).map((name) => h('button', { type: 'button', id: name, onClick: choose(name) }, name)),
    h(Comparison, { card: cards[chosen.value], onView: show }),
    h('output', view.value),
  ]);

createApp({ render: page }).mount('#root');
