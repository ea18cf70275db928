/** The demo page: chooses the card and the colour scheme, and shows the script tag to paste. */

const card = document.querySelector('comparison-card');
const snippet = document.querySelector('#snippet');
const links = [...document.querySelectorAll('nav a')];

/** Returns the script tag of a card, with URLs that work on any page. @param {string} src */
function tagFor(src) {
  const base = new URL('.', location.href);
  const address = src && new URL(src, base).href;
  return `<script async src="${new URL('comparison-card.js', base)}" data-comparison-card="${address}"></script>`;
}

/** @param {string} src */
function show(src) {
  card.setAttribute('src', src);
  snippet.textContent = tagFor(src);
  for (const link of links) link.toggleAttribute('aria-current', link.search === `?card=${src}`);
}

const cardIn = (search) => new URLSearchParams(search).get('card') ?? '';

for (const link of links) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    history.pushState(null, '', link.search);
    show(cardIn(link.search));
  });
}
addEventListener('popstate', () => show(cardIn(location.search)));

document.querySelector('.schemes').addEventListener('change', ({ target }) => {
  document.documentElement.style.colorScheme = target.value;
});

document.querySelector('#copy').addEventListener('click', async ({ target }) => {
  await navigator.clipboard.writeText(snippet.textContent);
  target.textContent = 'Copied';
  setTimeout(() => {
    target.textContent = 'Copy';
  }, 2000);
});

show(cardIn(location.search));
