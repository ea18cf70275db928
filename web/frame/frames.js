/**
 * For the page around cards in frames, comparison-card.frames.js: makes each frame as high as its card, gives it a title,
 * and tells it the colours that it stands on.
 */
import { backgroundOf } from '../page/colour.js';
import { unclobbered } from '../page/dom.js';

const FRAMES = 'iframe[src*="embed.html"], iframe[data-comparison-card-frame]';

/** In pixels. A frame that asks for more is no card that anybody reads; it scrolls. */
const HIGHEST = 100_000;

/** The lightness in the middle: a text that can be read on white is darker, one that can be read on black is lighter. */
const MIDDLE = 0.57;

/** Frames that ask for the page's colours, and those whose title is from here. */
const adapting = new WeakSet();
const titled = new WeakSet();

/** @returns {HTMLIFrameElement[]} */
const frames = () => [...unclobbered(document).querySelectorAll(/** @type {'iframe'} */ (FRAMES))];

/** To whatever is in the frame: it tells nothing that the frame does not show. @param {HTMLIFrameElement} frame @param {object} [news] */
const tell = (frame, news) => frame.contentWindow?.postMessage({ type: 'comparison-card', ...news }, '*');

/**
 * Whether an origin is that of what the page put into a frame, which may have gone elsewhere since. A sandbox without
 * `allow-same-origin` takes the origin away: there, that the frame itself speaks has to do.
 * @param {HTMLIFrameElement} frame @param {string} origin
 */
const isOrigin = ({ src, sandbox }, origin) =>
  origin === 'null'
    ? sandbox.length > 0 && !sandbox.contains('allow-same-origin')
    : src.startsWith(`${origin}/`); /* no other origin starts so: the slash ends it */

/** How light a colour is, from 0 to 1, however it is written. @param {HTMLElement} frame no caret is ever in it @param {string} colour */
function lightness(frame, colour) {
  frame.style.caretColor = `color-mix(in oklab, ${colour}, ${colour})`;
  const [number] = getComputedStyle(frame).caretColor.match(/[\d.]+/) ?? [];
  return Number(number);
}

/** Tells a frame what it stands on. Light text means a dark page, however the page came to it. @param {HTMLIFrameElement} frame */
function dress(frame) {
  if (!adapting.has(frame)) return;
  const around = /** @type {Element} */ (frame.parentElement);
  const background = backgroundOf(around);
  const isDark =
    lightness(frame, getComputedStyle(around).color) > (background ? lightness(frame, background) : MIDDLE);
  const scheme = isDark ? 'dark' : 'light';
  frame.style.colorScheme = scheme; // only where the frame's own is the same, the page shows through
  tell(frame, { scheme, background });
}

/** @param {HTMLIFrameElement} frame @param {number} height of what is inside */
function size(frame, height) {
  const { boxSizing } = getComputedStyle(frame);
  const borders = boxSizing === 'border-box' ? frame.offsetHeight - frame.clientHeight : 0;
  frame.style.height = `${Math.min(height, HIGHEST) + borders}px`;
}

/** @param {HTMLIFrameElement} frame @param {any} news */
function hear(frame, { height, title, adapts }) {
  if (Number.isFinite(height) && height > 0) size(frame, height);
  if (title && typeof title === 'string' && (!frame.title || titled.has(frame))) {
    titled.add(frame);
    frame.title = title;
  }
  tell(frame); // that somebody sizes it
  if (adapts) adapting.add(frame);
  else adapting.delete(frame);
  for (let node = frame.parentElement; node; node = unclobbered(node).parentElement)
    observer.observe(node, { attributes: true });
  dress(frame);
}

addEventListener('message', ({ source, origin, data }) => {
  if (data?.type !== 'comparison-card') return;
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (frame && isOrigin(frame, origin)) hear(frame, data);
});

/** A page changes its colours with the reader's device, by a class or the like around a frame, at once or softly. */
const dressAll = () => frames().forEach(dress);
const observer = new MutationObserver(dressAll);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dressAll);
addEventListener('transitionend', ({ target }) => {
  for (const frame of frames()) if (unclobbered(/** @type {Node} */ (target)).contains(frame)) dress(frame);
});

for (const frame of frames()) tell(frame); // those that spoke before this script was there
