/**
 * For pages with cards in frames, comparison-card.frames.js: sets the height and title of each frame, and sends it the
 * page's colours.
 */
import { backgroundOf } from '../page/colour.js';
import { unclobbered } from '../page/dom.js';

const FRAMES = 'iframe[src*="embed.html"], iframe[data-comparison-card-frame]';

/** Maximum height in pixels. Higher frames scroll: no real card is so high. */
const HIGHEST = 100_000;

/** Medium lightness: text readable on white is darker, text readable on black is lighter. */
const MIDDLE = 0.57;

/** Frames that asked for the page's colours, and frames with a title set here. */
const adapting = new WeakSet();
const titled = new WeakSet();

/** @returns {HTMLIFrameElement[]} */
const frames = () => [...unclobbered(document).querySelectorAll(/** @type {'iframe'} */ (FRAMES))];

/**
 * Sends a message to a frame. It reveals nothing that the frame does not show.
 * @param {HTMLIFrameElement} frame @param {object} [news]
 */
const tell = (frame, news) => frame.contentWindow?.postMessage({ type: 'comparison-card', ...news }, '*');

/**
 * Returns true if an origin is that of the frame's URL; the frame may have navigated since. A sandbox without
 * `allow-same-origin` hides the origin: then the frame as the sender must suffice.
 * @param {HTMLIFrameElement} frame @param {string} origin
 */
const isOrigin = ({ src, sandbox }, origin) =>
  origin === 'null'
    ? sandbox.length > 0 && !sandbox.contains('allow-same-origin')
    : src.startsWith(`${origin}/`); /* the slash excludes longer host names */

/**
 * Returns the lightness of a colour in any notation, from 0 to 1.
 * @param {HTMLElement} frame never shows a caret @param {string} colour
 */
function lightness(frame, colour) {
  frame.style.caretColor = `color-mix(in oklab, ${colour}, ${colour})`;
  const [number] = getComputedStyle(frame).caretColor.match(/[\d.]+/) ?? [];
  return Number(number);
}

/** Sends a frame its background. Light text means a dark page, however it was styled. @param {HTMLIFrameElement} frame */
function dress(frame) {
  if (!adapting.has(frame)) return;
  const around = /** @type {Element} */ (frame.parentElement);
  const background = backgroundOf(around);
  const isDark =
    lightness(frame, getComputedStyle(around).color) > (background ? lightness(frame, background) : MIDDLE);
  const scheme = isDark ? 'dark' : 'light';
  frame.style.colorScheme = scheme; // the page shows through only if both schemes are the same
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
  tell(frame); // confirms that the frame is sized
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

/** Pages change their colours by device settings or classes, at once or in a transition. */
const dressAll = () => frames().forEach(dress);
const observer = new MutationObserver(dressAll);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dressAll);
addEventListener('transitionend', ({ target }) => {
  for (const frame of frames()) if (unclobbered(/** @type {Node} */ (target)).contains(frame)) dress(frame);
});

for (const frame of frames()) tell(frame); // frames that loaded before this script
