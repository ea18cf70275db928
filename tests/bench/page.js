/** Measurements in a contender's page; bench.js bundles both. */
import contender from 'contender';
import { makeCard, makeQueries, truthOf } from './data.js';

const box = document.createElement('div');
document.body.append(box);

const root = () => contender.root ?? box;

/** Resolves in a new task, without a timer. */
const task = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(0);
  });

const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Waits, task by task, until a condition holds. @param {() => boolean} holds @param {number} patience in ms @returns {Promise<boolean>} false on timeout */
async function until(holds, patience = 60_000) {
  for (const start = performance.now(); !holds(); await task()) {
    if (performance.now() - start > patience) return false;
  }
  return true;
}

/** Returns true if the first shown row has this name; without a name, if no row is shown. @param {string | undefined} name */
const shows = (name) => {
  const row = root().querySelector(contender.row);
  return name === undefined ? !row : new RegExp(`${name}(?!\\d)`).test(row?.textContent ?? '');
};
/** @param {{columns: string[], rows: string[][]}} card */
const csvOf = ({ columns, rows }) => [columns, ...rows].map((row) => row.map((cell) => `"${cell}"`).join()).join('\n');

Object.assign(globalThis, {
  bench: {
    /** Returns the ms from objects to the DOM. @param {number} count */
    async mount(count) {
      const card = makeCard(count);
      await task();
      const start = performance.now();
      await contender.mount(box, card);
      if (!(await until(() => shows('Row 0')))) throw new Error('no row is shown');
      return performance.now() - start;
    },

    /** Returns the ms from JSON text to the next frame. @param {number} count */
    async toPaint(count) {
      const card = makeCard(count);
      const text = contender.text?.(JSON.stringify(card), csvOf(card));
      const json = text ?? JSON.stringify(card);
      await painted();
      const start = performance.now();
      await contender.mount(box, text ?? JSON.parse(json));
      if (!(await until(() => shows('Row 0')))) throw new Error('no row is shown');
      await painted();
      return performance.now() - start;
    },

    /** Returns the ms from a key to the DOM, for every query. @param {number} count @param {number} rounds */
    async keys(count, rounds) {
      const card = makeCard(count);
      const truth = truthOf(card);
      const queries = makeQueries(count);
      const wanted = new Map(queries.map((query) => [query, truth(query)]));
      await contender.prepare?.();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const times = [];
      const wrong = new Set();
      for (let round = 0; round < rounds; round++) {
        for (const query of queries) {
          const rows = wanted.get(query);
          await task();
          const start = performance.now();
          contender.query(query);
          const first = card.rows[rows[0]];
          const isRight = await until(() => contender.count() === rows.length && shows(first?.[0]), 5000);
          times.push([query, performance.now() - start]);
          if (!isRight) wrong.add(`${query}: ${contender.count()}, not ${rows.length}`);
        }
      }
      return { times, wrong: [...wrong] };
    },

    /** Returns the ms to write the shown rows as HTML in this page. */
    render() {
      const rows = root().querySelector('[data-region=rows]');
      const html = rows.innerHTML;
      const times = Array.from({ length: 21 }, () => {
        const start = performance.now();
        rows.innerHTML = html;
        return performance.now() - start;
      });
      return times.sort((a, b) => a - b)[10];
    },
  },
});
