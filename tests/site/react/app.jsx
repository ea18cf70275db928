/** Two pages with a card each, one in German, with links between them. */
import { useState } from 'react';
import { Comparison } from './comparison.jsx';

const pages = {
  tea: {
    title: 'Tea and coffee',
    answer: 'Tea is brewed from leaves, coffee from seeds.',
    columns: ['Category', 'Tea', 'Coffee'],
    rows: [
      ['Plant', 'Camellia sinensis', 'Coffea'],
      ['Caffeine', 40, 95],
    ],
  },
  metals: {
    title: 'Kupfer und Gold',
    lang: 'de',
    answer: 'Kupfer leitet besser, Gold rostet nie.',
    columns: ['Merkmal', 'Kupfer', 'Gold'],
    rows: [
      ['Dichte', 9, 19],
      ['Zeichen', 'Cu', 'Au'],
    ],
  },
};

export function App() {
  const [page, setPage] = useState('tea');
  const [view, setView] = useState('');
  return (
    <main>
      {Object.keys(pages).map((name) => (
        <button type="button" key={name} id={name} onClick={() => setPage(name)}>
          {name}
        </button>
      ))}
      <Comparison card={pages[page]} onView={setView} />
      <output>{view}</output>
    </main>
  );
}
