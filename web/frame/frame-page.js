/**
 * The page of a card in a frame, embed.html: it shows the card that its address asks for, and tells the page around it
 * (frames.js), if that listens, how high it is. They say `{ type: 'comparison-card', … }` to each other.
 */
import { linkTo } from '../page/permalink.js';
import { addressOf, originOf, Refusal } from './origins.js';

/** Around what is open, in pixels. */
const ROOM = 16;

const SCHEMES = ['auto', 'light', 'dark'];

const root = document.documentElement;
const card = /** @type {HTMLElement} */ (document.querySelector('comparison-card'));
const asked = new URLSearchParams(location.search);
const isFramed = parent !== window;
let scheme = asked.get('scheme') || 'auto';

/** What the page around was told last. `adapts` asks it for its colours. @type {{title?: string, height?: number, adapts?: boolean}} */
const told = {};

/** @param {string} message for the publisher */
const warn = (message) => console.warn(`comparison-card: ${message}`);

/** The origins that cards may come from: this page's own, and those that it lists. */
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

/** Has the browser refuse all others as well, also where a redirect leads. @param {string[]} origins */
function confine(origins) {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = ['connect-src', 'base-uri'].map((name) => `${name} ${origins.join(' ')}`).join('; ');
  document.head.append(policy);
}

/** Shows the card that is asked for; one without an address is built in. @param {string} address */
async function open(address) {
  for (const name of ['view', 'theme']) {
    const value = asked.get(name);
    if (value) card.setAttribute(name, value);
  }
  // A guest does not fill the history of the page around, whose address would not tell of it anyway.
  if (isFramed) card.setAttribute('history', 'off');
  card.addEventListener('load', present);
  card.addEventListener('error', (event) => fail(/** @type {any} */ (event).detail.message, address));
  await customElements.whenDefined('comparison-card'); // the script finds what lies beside it by its own address
  // What a card links to and shows relative to itself stands beside it, not beside this page.
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

/** Says that there is no card, and why. @param {string} reason @param {string} [address] where its data is */
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

/** What opens a menu or a note. @param {Element} popover */
const openerOf = ({ id }) => card.shadowRoot?.querySelector(`[popovertarget="${id}"]`)?.getBoundingClientRect();

/** How far down something reaches that is open over the card, or would below what opens it. @param {Element} node */
function bottomOf(node) {
  const { bottom, height } = node.getBoundingClientRect();
  const opener = openerOf(node);
  // For want of room below, a browser lets it cover what opens it; unless there is enough above.
  return (opener && bottom > opener.top ? opener.bottom + height : bottom) + scrollY;
}

/** How far down menus, notes and the hint of the field reach. */
function bottomOfOpen() {
  const open = card.shadowRoot?.querySelectorAll(':popover-open, [part~=hint]') ?? [];
  return Math.max(0, ...[...open].map(bottomOf));
}

/** Tells how high this page would be, if that is new. */
function report() {
  const { height } = root.getBoundingClientRect();
  const needed = Math.ceil(Math.max(height, bottomOfOpen() + ROOM));
  if (!root.classList.contains('shown') || needed === told.height) return;
  told.height = needed;
  tell();
}

/** To whoever is around: frame-ancestors in the server's policy says who may be. */
const tell = () => parent.postMessage({ type: 'comparison-card', ...told }, '*');

/** Hears the page around. @param {any} news */
function hear({ scheme, background }) {
  if (told.adapts && SCHEMES.includes(scheme)) {
    root.style.colorScheme = scheme;
    root.style.setProperty('--comparison-card-background', CSS.supports('color', background) ? background : null);
    root.classList.add('seamless');
  }
  if (root.classList.contains('sized')) return;
  root.classList.add('sized');
  tell(); // it may not have been there before
}

/** A link to a row leads to this page, not to where its <base> points. @param {Event} event */
function keepHere(event) {
  const link = /** @type {any} */ (
    event.composedPath().find((node) => /** @type {Element} */ (node).localName === 'a')
  );
  if (!link?.getAttribute('href')?.startsWith('#')) return;
  link.href = linkTo(link.hash.slice(1));
  link.target = '_self';
}

/** The scheme that is asked for. Both follow the reader's device until the page around says otherwise. */
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
