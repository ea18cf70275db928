/**
 * The page of a card in a frame, embed.html: shows the card named in its address and sends its height to the
 * surrounding page (frames.js). Both send messages `{ type: 'comparison-card', … }`.
 */
import { linkTo } from '../page/permalink.js';
import { addressOf, originOf, Refusal } from './origins.js';

/** Space around an open popover, in pixels. */
const ROOM = 16;

const SCHEMES = ['auto', 'light', 'dark'];

const root = document.documentElement;
const card = /** @type {HTMLElement} */ (document.querySelector('comparison-card'));
const asked = new URLSearchParams(location.search);
const isFramed = parent !== window;
let scheme = asked.get('scheme') || 'auto';

/**
 * The last message to the surrounding page. `adapts` asks for its colours.
 * @type {{title?: string, height?: number, adapts?: boolean}}
 */
const told = {};

/** @param {string} message for the publisher */
const warn = (message) => console.warn(`comparison-card: ${message}`);

/** Returns the allowed origins of cards: this page's own and those it lists. */
function allowedOrigins() {
  const list = /** @type {HTMLMetaElement | null} */ (document.querySelector('[name=comparison-card-sources]'));
  const origins = [location.origin];
  for (const text of list?.content.split(/\s+/).filter(Boolean) ?? []) {
    const origin = originOf(text);
    if (origin) origins.push(origin);
    else warn(`${text} in comparison-card-sources is not an origin such as https://data.example: it is left out.`);
  }
  return origins;
}

/** Makes the browser refuse other origins, even after a redirect. @param {string[]} origins */
function confine(origins) {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = ['connect-src', 'base-uri'].map((name) => `${name} ${origins.join(' ')}`).join('; ');
  document.head.append(policy);
}

/** Shows the requested card; without a URL, the built-in card. @param {string} address */
async function open(address) {
  for (const name of ['view', 'theme']) {
    const value = asked.get(name);
    if (value) card.setAttribute(name, value);
  }
  // A frame should not add to the history of the surrounding page, whose address would not change.
  if (isFramed) card.setAttribute('history', 'off');
  card.addEventListener('load', present);
  card.addEventListener('error', (event) => fail(/** @type {any} */ (event).detail.message, address));
  await customElements.whenDefined('comparison-card'); // the script finds its files by its own URL
  // The card's relative links and images are relative to its data, not to this page.
  if (address) /** @type {HTMLBaseElement} */ (document.querySelector('base')).href = address;
  card.setAttribute('src', address);
}

function present() {
  const { shadowRoot } = card;
  document.title = shadowRoot?.querySelector('[part~=title]')?.textContent ?? '';
  root.lang = shadowRoot?.querySelector('article')?.lang || root.lang;
  shadowRoot?.addEventListener('toggle', report, true);
  show();
}

/** Shows why there is no card. @param {string} reason @param {string} [address] of its data */
function fail(reason, address = '') {
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
  find('#failure').hidden = false;
  find('#reason').textContent = reason;
  document.title = find('#failure h2').textContent ?? '';
  find('#way-out').hidden = !address;
  find('#way-out a').setAttribute('href', address);
  show();
}

function show() {
  told.title = document.title;
  root.classList.add('shown');
  new ResizeObserver(report).observe(root);
  report();
}

/** Returns the box of a popover's button. @param {Element} popover */
const openerOf = ({ id }) => card.shadowRoot?.querySelector(`[popovertarget="${id}"]`)?.getBoundingClientRect();

/** Returns the bottom of an open popover, as if it opened below its button. @param {Element} node */
function bottomOf(node) {
  const { bottom, height } = node.getBoundingClientRect();
  const opener = openerOf(node);
  // Without room below, a browser may cover the button; otherwise it opens above.
  return (opener && bottom > opener.top ? opener.bottom + height : bottom) + scrollY;
}

/** Returns the bottom of menus, notes and the field's hint. */
function bottomOfOpen() {
  const open = card.shadowRoot?.querySelectorAll(':popover-open, [part~=hint]') ?? [];
  return Math.max(0, ...[...open].map(bottomOf));
}

/** Sends the height of this page if it changed. */
function report() {
  const { height } = root.getBoundingClientRect();
  const needed = Math.ceil(Math.max(height, bottomOfOpen() + ROOM));
  if (!root.classList.contains('shown') || needed === told.height) return;
  told.height = needed;
  tell();
}

/** Sends to any surrounding page: the server's frame-ancestors decides which are allowed. */
const tell = () => parent.postMessage({ type: 'comparison-card', ...told }, '*');

/** Handles a message of the surrounding page. @param {any} news */
function hear({ scheme, background }) {
  if (told.adapts && SCHEMES.includes(scheme)) {
    root.style.colorScheme = scheme;
    root.style.setProperty('--comparison-card-background', CSS.supports('color', background) ? background : null);
    root.classList.add('seamless');
  }
  if (root.classList.contains('sized')) return;
  root.classList.add('sized');
  tell(); // it may have loaded later
}

/** Keeps a link to a row on this page; <base> would redirect it. @param {Event} event */
function keepHere(event) {
  const link = /** @type {any} */ (
    event.composedPath().find((node) => /** @type {Element} */ (node).localName === 'a')
  );
  if (!link?.getAttribute('href')?.startsWith('#')) return;
  link.href = linkTo(link.hash.slice(1));
  link.target = '_self';
}

/** Sets the requested colour scheme. By default, both follow the reader's device. */
function dress() {
  if (!SCHEMES.includes(scheme)) {
    warn(`scheme=${scheme} is none of ${SCHEMES.join(', ')}.`);
    scheme = 'auto';
  }
  told.adapts = scheme === 'auto';
  if (!told.adapts) root.style.colorScheme = scheme;
  root.classList.toggle('alone', !isFramed);
  root.lang = asked.get('lang') || root.lang;
}

function start() {
  dress();
  for (const type of ['pointerover', 'focusin', 'click']) addEventListener(type, keepHere, true);
  addEventListener('DOMContentLoaded', () => {
    if (!customElements.get('comparison-card')) fail('Its script could not be loaded.');
  });
  if (isFramed) {
    addEventListener('message', ({ source, data }) => {
      if (source === parent && data?.type === 'comparison-card') hear(data);
    });
    for (const type of ['resize', 'focusin', 'focusout', 'input']) addEventListener(type, report);
    tell();
  }
  const origins = allowedOrigins();
  confine(origins);
  const src = asked.get('src');
  try {
    open(src ? addressOf(src, location.href, origins) : '');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(`comparison-card: ${error.message} (${src})`);
    fail(error.message);
  }
}

start();
