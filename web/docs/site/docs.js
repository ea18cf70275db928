/** The docs: cards beside examples, search, colours and copy buttons. Without this script, all text can be read. */

/** Milliseconds without a key before an example is shown. */
const PAUSE = 200;

/** Creates an element with properties and children. */
function create(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Returns a function that runs `act` when it was not called for `pause` milliseconds. */
function debounced(act, pause) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, pause);
  };
}

/** Replaces the code of an example by a field in which the reader can change it. */
function edit(example) {
  const pre = example.querySelector('pre');
  let card = example.querySelector('comparison-card');
  const value = pre.textContent;
  const kind = example.dataset.kind.toUpperCase();
  const field = create('textarea', { value, rows: value.split('\n').length, spellcheck: false });
  field.setAttribute('aria-label', `Example in ${kind}`);
  const hint = `Change the ${kind}, and see the card change.`;
  const status = create('p', { role: 'status', textContent: hint });
  const say = (text, isWrong) => {
    status.textContent = text;
    status.toggleAttribute('data-wrong', isWrong);
  };
  /** The card of the last change, hidden until it has loaded. The one before stays if the text has a mistake. */
  let next;
  const show = () => {
    next?.remove();
    next = create('comparison-card', { hidden: true });
    next.setAttribute('history', 'off');
    next.setAttribute('view', card.view);
    next.addEventListener('load', ({ target }) => {
      card.replaceWith(target);
      card = target;
      card.hidden = false;
      next = undefined;
      say(hint, false);
    });
    next.addEventListener('error', ({ detail: { message, line, column } }) => {
      say(line ? `Line ${line}, column ${column}: ${message}` : message, true);
    });
    if (kind === 'JSON') next.data = field.value;
    else next.src = URL.createObjectURL(new Blob([field.value], { type: 'text/csv' }));
    card.after(next);
  };
  field.addEventListener('input', debounced(show, PAUSE));
  pre.replaceWith(create('div', { className: 'edited' }, field, status));
}

/** Adds a button that copies a block of code. */
function addCopy(pre) {
  const button = create('button', { type: 'button', textContent: 'Copy' });
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(pre); // the clipboard needs https
      button.textContent = 'Selected';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
  const block = create('div', { className: 'code' });
  pre.replaceWith(block);
  block.append(pre, button);
}

/** Returns the entry of a search result. Pagefind escapes the excerpt and marks the words in it. */
function entryOf({ url, title, excerpt }) {
  const text = create('small');
  for (const [i, part] of excerpt.split(/<\/?mark>/).entries()) {
    const plain = new DOMParser().parseFromString(`<body>${part}`, 'text/html').body.textContent;
    text.append(i % 2 ? create('mark', { textContent: plain }) : plain);
  }
  return create('p', {}, create('a', { href: url, textContent: title }), text);
}

/** Returns the two sections of a page with the most hits. */
const mostOf = (sections) =>
  sections.toSorted((one, other) => other.weighted_locations.length - one.weighted_locations.length).slice(0, 2);

/** Sets up the search, whose index is fetched when the reader first uses it. */
function setUpSearch(box) {
  const field = box.querySelector('input');
  const found = box.querySelector('#found');
  const show = (...entries) => {
    found.replaceChildren(...entries);
    found.hidden = !entries.length;
  };
  const search = async () => {
    const words = field.value.trim();
    if (!words) return show();
    const pagefind = await import(new URL('pagefind/pagefind.js', document.baseURI));
    const { results } = await pagefind.search(words);
    const pages = await Promise.all(results.slice(0, 5).map((result) => result.data()));
    if (field.value.trim() !== words) return;
    const entries = pages.flatMap(({ meta, sub_results: parts }) =>
      mostOf(parts).map((part) => {
        const title = part.title === meta.title ? meta.title : `${meta.title}: ${part.title}`;
        return entryOf({ ...part, title });
      }),
    );
    show(...(entries.length ? entries : [create('p', { textContent: `Nothing found for “${words}”.` })]));
  };
  field.addEventListener(
    'input',
    debounced(
      () => search().catch(() => show(create('p', { textContent: 'Search needs a server: run ./build.sh serve.' }))),
      100,
    ),
  );
  box.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    show();
    field.focus();
  });
  document.addEventListener('click', ({ target }) => box.contains(target) || show());
  box.hidden = false;
}

/** Lets the reader choose the colours, for all pages of the docs. */
function setUpScheme(select) {
  const apply = () => {
    document.documentElement.style.colorScheme = select.value;
  };
  try {
    select.value = localStorage.getItem('docs-scheme') ?? select.value;
  } catch {} // storage may be forbidden
  select.addEventListener('change', () => {
    apply();
    try {
      localStorage.setItem('docs-scheme', select.value);
    } catch {}
  });
  apply();
  select.hidden = false;
}

setUpScheme(document.querySelector('#scheme'));
setUpSearch(document.querySelector('#search'));
const wide = matchMedia('(width >= 62rem)');
const openMenu = () => {
  document.querySelector('.menu').open = wide.matches;
};
wide.addEventListener('change', openMenu);
openMenu();
for (const example of document.querySelectorAll('.example[data-kind]')) edit(example);
for (const pre of document.querySelectorAll('pre')) addCopy(pre);
