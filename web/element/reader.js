import { linkTo, readPart, writePart } from '../page/permalink.js';
import { changeView, followButton, keepFocus, keepHeight, readFields, takeFocus, writeFields } from './controls.js';
import { act } from './copy.js';
import { hearEscape, presence } from './keys.js';
import { changedRegions, writeRegion } from './regions.js';

/** Of more rows than these none fades in. */
const MOST_FADING = 20;

/** So many rows of a large card are made ready for the first query at a time: some milliseconds' work. */
const PREPARED = 4000;

/** So many rows a card shows to begin with (src/query/selection.h). */
const FIRST_ROWS = 50;

/** A row is hardly lower, in pixels. */
const LEAST_HEIGHT = 40;

/** When the reader has stopped typing, in milliseconds. */
const TYPED = 400;

/** What a reader does with one card: its view, between the controls, the engine and the page's address. */
export class Reader {
  #element;
  #root;
  #card;
  #write;
  #guard;
  /** The view that the page gave last: what its address need not say. */
  #start;
  /** What addresses call this card. */
  #name;
  /** What the page's address last said of this card. @type {string | null | undefined} */
  #part;
  /** @type {any} */
  #timer;
  /** @type {any} */
  #preparing;
  /** Until the rows come that a letter left for later. @type {any} */
  #rest;
  /** How many rows fill the window; 0 where all come at once, as in a frame, whose height follows from them. */
  #windowful = 0;
  /** Presses "Show more" when the reader scrolls there, unless there are rows left for later. */
  #observer = new IntersectionObserver(
    ([{ isIntersecting, target }]) => {
      const more = /** @type {HTMLElement | null} */ (target.querySelector('[name=rows]'));
      if (!isIntersecting || !scrollY) return;
      if (this.#rest) this.#guard(() => this.#complete());
      else more?.click();
    },
    { rootMargin: '200px' },
  );

  /**
   * @param {Element} element the card in the page @param {ShadowRoot} root
   * @param {import('../engine/engine.js').Card} card
   * @param {string} start the view
   * @param {(target: Element, html: string) => void} write
   * @param {(change: () => unknown) => void} guard calls what may fail, and lets the card fail with it
   */
  constructor(element, root, card, start, write, guard) {
    this.#element = element;
    this.#root = root;
    this.#card = card;
    this.#write = write;
    this.#guard = guard;
    this.#name = encodeURIComponent(card.name);
    /** The view that is shown. */
    this.view = this.#start = start;
    this.isLinked = this.#readAddress();
  }

  /** Shows the card, and starts. The focus stays where it is if the source changed while the reader was there. @param {() => void} place writes the card into the page */
  begin(place) {
    keepFocus(this.#root, place);
    if (this.isLinked && !scrollY) this.#place.scrollIntoView();
    for (const more of this.#root.querySelectorAll('[part=more]')) this.#observer.observe(more);
    this.#preparing = setTimeout(() => {
      this.#measure(); // cards that are shown together share one layout
      this.#prepare();
    });
  }

  /** Makes the card ready for the first query, between what else the page has to do. */
  #prepare() {
    clearTimeout(this.#preparing);
    this.#preparing = setTimeout(() => this.#guard(() => this.#card.prepare(PREPARED) && this.#prepare()));
  }

  end() {
    clearTimeout(this.#timer);
    clearTimeout(this.#rest);
    clearTimeout(this.#preparing);
    this.#observer.disconnect();
  }

  /** Shows a view that the page gives. @param {string} view */
  show(view) {
    this.#start = view;
    this.#setView(view);
  }

  /** @param {string} view @param {boolean} [isInFields] @param {boolean} [isTyped] */
  #setView(view, isInFields, isTyped) {
    this.view = view;
    if (isTyped) this.#updateInSight(view);
    else keepHeight(this.#root, () => this.#update(view));
    if (!isInFields) writeFields(this.#root, view);
  }

  /** Counts the rows that fill the window, while its layout is known: asking for it in a change would cost one. */
  #measure() {
    const rows = Math.ceil(innerHeight / LEAST_HEIGHT);
    this.#windowful = self === top && rows < FIRST_ROWS ? rows : 0;
  }

  /**
   * Shows what a letter changes within the window: the field, and so the start of the table, is there. The other rows come
   * when the reader has stopped typing.
   * @param {string} view
   */
  #updateInSight(view) {
    this.#update(`${view}&rows=${this.#windowful}`); // of two that a view says the first holds
    if (!this.#windowful || this.#card.matchCount <= this.#windowful) return;
    this.#rest = setTimeout(() => this.#guard(() => this.#complete()), TYPED);
  }

  /** Writes the rows that a letter left for later. */
  #complete() {
    this.#update(this.view);
    this.#measure();
  }

  /** @param {string} view */
  #update(view) {
    clearTimeout(this.#rest);
    this.#rest = 0;
    const regions = changedRegions(this.#card, view);
    const targets = regions.map(([region]) => this.#root.querySelector(`[data-region=${region}]`));
    const before = this.#card.matchCount > MOST_FADING ? undefined : this.#rows();
    const change = () => {
      for (const [i, [, html]] of regions.entries()) {
        const target = targets[i];
        if (target) writeRegion(target, html, this.#write);
      }
    };
    // The field, which is never replaced, has the focus as a rule.
    if (targets.some((target) => target?.contains(this.#root.activeElement))) keepFocus(this.#root, change);
    else change();
    this.#tellRows();
    if (before) this.#fadeIn(before);
  }

  /** Says how many rows there are where more can be shown: an update leaves that to the host. */
  #tellRows() {
    const table = this.#root.querySelector('table');
    const more = this.#root.querySelector('[name=rows]');
    if (more) table?.setAttribute('aria-rowcount', `${this.#card.matchCount + 1}`);
    else table?.removeAttribute('aria-rowcount');
  }

  /** The rows shown, by the links to them. @returns {Map<string | null, Element>} */
  #rows() {
    const links = this.#root.querySelectorAll('[part=row-link]');
    return new Map(Array.from(links, (link) => [link.getAttribute('href'), link]));
  }

  /**
   * Lets rows appear softly that were not there, for readers who do not mind motion.
   * @param {Map<string | null, Element>} before
   */
  #fadeIn(before) {
    const fresh = [...this.#rows()].filter(([href]) => !before.has(href));
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const [, link] of fresh) link.closest('tr')?.animate({ opacity: [0, 1] }, 150);
  }

  /** Hears the card's controls, and from the page keys, history and printing. @param {any} event @param {any} target */
  hear(event, target) {
    const { type } = event;
    if (type === 'input') this.#choose(target.name, readFields(this.#root, target.name), event, target);
    else if (type === 'mousedown') takeFocus(event, target);
    else if (type === 'click') this.#press(event, target);
    else if (type === 'keydown') hearEscape(event, this.#root);
    else if (type === 'keyup') this.#reveal(event, target);
    else if (type === 'beforeprint') this.#update(`rows=all&${this.view}`);
    else if (type === 'afterprint') this.#update(this.view);
    else if (type !== 'submit') this.#follow();
  }

  /** Brings what Tab leads to from beneath what stays in place: WebKit does not. @param {any} event a key @param {Element} target */
  #reveal({ key }, target) {
    if (key === 'Tab') target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** @param {any} event a click @param {any} target */
  #press(event, target) {
    const opener = target.closest('[popovertarget]');
    if (opener) followButton(opener);
    const control = target.closest('[type=reset],button[name],[part=row-link]');
    if (!control) return;
    const { name, value, hash } = control;
    if (control.type === 'reset') event.preventDefault(); // the view says what the fields say
    if (name === 'do') this.#act(control);
    else if (!hash) this.#choose(name || 'q', value, event, control);
    else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault(); // with these keys it opens elsewhere
      this.#choose('row', new URLSearchParams(hash.split('?')[1]).get('row') ?? '', event, control);
    }
  }

  /** @param {HTMLButtonElement} button */
  #act(button) {
    const text = (/** @type {number} */ format) => this.#card.write('export', this.view, format);
    act(button, decodeURIComponent(this.#name).slice(3), linkTo(this.#ownPart()), text);
  }

  /** The reader changed a parameter of the view. @param {string} name @param {string} value @param {any} event @param {any} target */
  #choose(name, value, { type, isTrusted }, target) {
    const isField = type === 'input';
    const { activeElement } = this.#root;
    this.#setView(changeView(this.view, name, value), isField, isField && name === 'q');
    // What clears the query goes with it. Escape clears it too, and leaves the reader where they are.
    const isGone = !activeElement || activeElement === target;
    if (!isField && name === 'q' && isGone) this.#root.querySelector('input')?.focus({ preventScroll: true });
    clearTimeout(this.#timer);
    // Back leads through what was chosen, not through every letter. Safari allows 100 changes in 30 seconds.
    if (isTrusted && target.type !== 'search') this.#writeAddress(true);
    else this.#timer = setTimeout(() => this.#writeAddress(false), 300);
    this.#tell();
  }

  #tell() {
    const detail = { view: this.view, matchCount: this.#card.matchCount };
    this.#element.dispatchEvent(new CustomEvent('viewchange', { detail }));
  }

  /** What an address says of this card. */
  #ownPart() {
    const view = changeView(this.view, '', ''); // as URLSearchParams writes it, whatever the author wrote
    return this.#name + (view && `?${view}`);
  }

  /** @param {boolean} push */
  #writeAddress(push) {
    if (this.#element.getAttribute('history') === 'off') return;
    this.#part = writePart(this.#name, this.view === this.#start ? '' : this.#ownPart(), push);
  }

  /** Takes the view from the page's address, if that says something new of this card. */
  #readAddress() {
    const part = readPart(this.#name);
    const isNew = part !== this.#part && part !== null;
    this.#part = part;
    if (isNew) this.view = part?.slice(this.#name.length + 1) ?? this.#start;
    return isNew;
  }

  /** Shows what the page's address says now. */
  #follow() {
    if (!this.#readAddress()) return;
    this.#setView(this.view);
    this.#tell();
    if (presence(this.#place) <= 0) this.#place.scrollIntoView();
  }

  /** Where a link leads: to the row that the view names, or to the card. @returns {Element} */
  get #place() {
    return this.#root.querySelector('[aria-current]') ?? this.#element;
  }
}
