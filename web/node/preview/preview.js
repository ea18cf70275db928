/** The page of `comparison-card serve`: shows a card and the problems of its file, and updates with it. */
/** @typedef {import('../serve/state.js').State} State */
/** @typedef {State['problems'][number]} Problem */

const find = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
const card = find('comparison-card');

/** @param {string} name @param {Record<string, any>} properties @param {(Node | string)[]} children */
function element(name, properties, ...children) {
  const { data, ...others } = properties;
  const made = Object.assign(document.createElement(name), others);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

/**
 * Makes a line of the file, with the problem highlighted.
 * @param {Problem} problem @param {string} text @param {number} number
 */
function codeLine({ line, mark }, text, number) {
  if (number !== line) return element('code', { data: { line: number } }, `${text}\n`);
  const [before, marked, after] = [text.slice(0, mark[0]), text.slice(...mark), text.slice(mark[1])];
  const parts = [before, element('mark', {}, marked), `${after}\n`];
  return element('code', { className: 'guilty', data: { line: number } }, ...parts);
}

/** @param {Problem} problem */
function problemBox(problem) {
  const { level, message, path, line, column, lines, first } = problem;
  const place = [line && `Line ${line}, column ${column}`, path].filter(Boolean).join(' · ');
  const said = element('p', { className: 'message' }, element('span', { className: 'level' }, `${level}: `), message);
  const box = element('article', { className: 'problem', data: { level } }, said);
  if (place) box.append(element('p', { className: 'place' }, place));
  if (lines.length) box.append(element('pre', {}, ...lines.map((text, i) => codeLine(problem, text, first + i))));
  return box;
}

/** @param {number} count @param {string} thing */
const counted = (count, thing) => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** @param {State} state */
function tell({ problems, more }) {
  const errors = problems.filter(({ level }) => level === 'error');
  const warnings = problems.filter(({ level }) => level === 'warning');
  const counts = [
    errors.length && counted(errors.length, 'error'),
    warnings.length && counted(warnings.length, 'warning'),
  ];
  const rest = more ? [element('p', {}, `… and ${counted(more, 'more problem')}: check tells all of them.`)] : [];
  find('#state').textContent = counts.filter(Boolean).join(', ') || 'No problems';
  find('#state').dataset.level = errors.length ? 'error' : warnings.length ? 'warning' : '';
  find('#errors').replaceChildren(...errors.map(problemBox), ...rest);
  find('#warnings summary').textContent = counted(warnings.length, 'warning');
  find('#warnings div').replaceChildren(...warnings.map(problemBox));
  find('#warnings').hidden = !warnings.length;
}

/** Returns the element that scrolls besides the page: the table. */
const scroller = () => card.shadowRoot?.querySelector('[part~=scroll]');

/** Shows the card with the reader's view. @param {string} json */
async function show(json) {
  const { scrollLeft = 0, scrollTop = 0 } = scroller() ?? {};
  card.data = json;
  await card.ready;
  scroller()?.scrollTo(scrollLeft, scrollTop);
  document.title = card.shadowRoot?.querySelector('[part~=title]')?.textContent ?? '';
}

const top = () => card.getBoundingClientRect().top;

/** @param {State} state */
async function update(state) {
  const before = top();
  tell(state);
  card.classList.toggle('stale', state.json === null);
  if (state.json !== null) await show(state.json);
  if (before < 0) scrollBy(0, top() - before); // keeps the reading position in the card
}

const file = decodeURIComponent(location.pathname.slice(1));
find('#file').textContent = document.title = file;
const events = new EventSource(`/-/events?file=${encodeURIComponent(file)}`);
events.addEventListener('message', ({ data }) => update(JSON.parse(data)));
events.addEventListener('error', () => {
  find('#state').textContent = 'The server has stopped: start it again to see changes';
  find('#state').dataset.level = 'error';
});
