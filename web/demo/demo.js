/** The demo page: chooses the card and the colour scheme, and shows the HTML to paste. */

const card = document.querySelector('comparison-card');
const snippet = document.querySelector('#snippet');
const links = [...document.querySelectorAll('nav a')];
const base = new URL('.', location.href);

/** True if readers elsewhere cannot open this page's address. */
const isLocal = /^(?:|(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\])$/.test(location.hostname);

/** Returns lines without the indent that they share. @param {string} text */
function dedent(text) {
  const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
  const indent = Math.min(...lines.map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent));
}

/** Returns the HTML of the card whose data this page holds. */
function pasteOwn() {
  const lines = dedent(card.querySelector('script').textContent).map((line) => `  ${line}\n`);
  const data = `  <script type="application/json">\n${lines.join('')}  </script>`;
  return `<script async src="${new URL('comparison-card.js', base)}"></script>
<comparison-card>
${data}
</comparison-card>`;
}

/** Returns the address of a card as an attribute may hold it; '' for the built-in card. @param {string} src */
function addressOf(src) {
  if (!src || !URL.canParse(src, base)) return '';
  const { protocol, href } = new URL(src, base);
  return /^(?:https?|file):$/.test(protocol) ? href.replaceAll('&', '&amp;').replaceAll('"', '&quot;') : '';
}

/** Returns the script tag of a card, with addresses that work on any page. @param {string} src if empty, the built-in card */
function tagFor(src) {
  const address = addressOf(src);
  return `<script async src="${new URL('comparison-card.js', base)}" data-comparison-card="${address}"></script>`;
}

/** Returns the card that an address names; null is the card of this page. @param {string} search */
const cardIn = (search) => new URLSearchParams(search).get('card');

/** @param {string | null} src */
function show(src) {
  const now = card.getAttribute('src');
  if (src === null && now !== null) card.removeAttribute('src');
  else if (src !== now) card.setAttribute('src', src); // setting the same would load the card again
  snippet.textContent = src === null ? pasteOwn() : tagFor(src);
  for (const link of links) {
    if (cardIn(link.search) === src) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function start() {
  document.querySelector('#local').hidden = !isLocal;
  if (location.protocol === 'file:') {
    document.querySelector('#fallback').textContent =
      'Browsers load this card only from a web server, not from a folder on your computer.';
  }
  show(cardIn(location.search));
}

for (const link of links) {
  link.addEventListener('click', (event) => {
    if (location.protocol === 'file:') return; // has no history to add to: the link opens the page again
    event.preventDefault();
    history.pushState(null, '', link.href);
    show(cardIn(link.search));
  });
}
addEventListener('popstate', () => show(cardIn(location.search)));

document.querySelector('.schemes').addEventListener('change', ({ target }) => {
  document.documentElement.style.colorScheme = target.value;
});

/** Copies the HTML, or selects it if the browser does not allow that. @returns {Promise<string>} what happened */
async function copy() {
  try {
    await navigator.clipboard.writeText(snippet.textContent);
    return 'Copied';
  } catch {
    getSelection().selectAllChildren(snippet);
    return 'Selected';
  }
}

document.querySelector('#copy').addEventListener('click', async ({ target }) => {
  target.textContent = await copy();
  setTimeout(() => {
    target.textContent = 'Copy';
  }, 2000);
});

start();
