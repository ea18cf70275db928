import { keepInPage, linkTo, readPart, writePart } from '../page/permalink.js';
import { changeView, followButton, keepFocus, keepHeight, readFields, takeFocus, writeFields } from './controls.js';
import { act, copySelection } from './copy.js';
import { hearEscape, isUnfinished, presence } from './keys.js';
import { changedRegions, writeRegion } from './regions.js';

/** Rows fade in only if at most this many are new. */
const MOST_FADING = 20;

/** Rows to index at a time before the first query: a few milliseconds of work. */
const PREPARED = 4000;

/** Rows of a card at first (src/query/selection.h). */
const FIRST_ROWS = 50;

/** Minimum height of a row, in pixels. */
const LEAST_HEIGHT = 40;

/** Debounce time of typing, in milliseconds. */
const TYPED = 400;

/** The reader's state on one card: links its view, controls, engine and the page's address. */
export class Reader {
  #element;
  #root;
  #card;
  #write;
  #guard;
  /** The view set by the page, which needs no place in its address. */
  #start;
  /** The card's name in links. */
  #name;
  /** The card's part of the page's address when last read. @type {string | null | undefined} */
  #part;
  /** @type {any} */
  #timer;
  /** @type {any} */
  #preparing;
  /** Timer of the rows that typing left for later. @type {any} */
  #rest;
  /** Number of rows that fill the window; 0 if all are written at once, as in a frame, whose height depends on them. */
  #windowful = 0;
  /** Presses "Show more" when the reader scrolls to it, or first writes the rows left for later. */
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
   * @param {(change: () => unknown) => void} guard runs a change; an exception fails the card
   */
  constructor(element, root, card, start, write, guard) {
    this.#element = element;
    this.#root = root;
    this.#card = card;
    this.#write = write;
    this.#guard = guard;
    this.#name = encodeURIComponent(card.name);
    /** The current view. */
    this.view = this.#start = start;
    this.isLinked = this.#readAddress();
  }

  /**
   * Shows the card and starts. Keeps the focus if the source changed while the reader was in the card.
   * @param {() => void} place writes the card into the page
   */
  begin(place) {
    keepFocus(this.#root, place);
    keepInPage(this.#root);
    if (this.isLinked && !scrollY) this.#reveal(this.#place);
    for (const more of this.#root.querySelectorAll('[part=more]')) this.#observer.observe(more);
    this.#preparing = setTimeout(() => {
      this.#measure(); // cards shown together share one layout
      this.#prepare();
    });
  }

  /** Indexes the card for the first query in idle time. */
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

  /** Shows a view set by the page. @param {string} view */
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

  /** Counts the rows that fill the window, while layout is valid: measuring during a change would force one. */
  #measure() {
    const rows = Math.ceil(innerHeight / LEAST_HEIGHT);
    this.#windowful = self === top && rows < FIRST_ROWS ? rows : 0;
  }

  /**
   * Updates only the rows that fill the window while the reader types, since the field and the start of the table are
   * in view. The other rows follow after a debounce.
   * @param {string} view
   */
  #updateInSight(view) {
    this.#update(`${view}&rows=${this.#windowful}`); // the first value of a parameter is used
    if (!this.#windowful || this.#card.matchCount <= this.#windowful) return;
    this.#rest = setTimeout(() => this.#guard(() => this.#complete()), TYPED);
  }

  /** Writes the rows that typing left for later. */
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
      keepInPage(this.#root);
    };
    // The field usually has the focus, and is never replaced.
    if (targets.some((target) => target?.contains(this.#root.activeElement))) keepFocus(this.#root, change);
    else change();
    this.#tellRows();
    if (before) this.#fadeIn(before);
  }

  /** Sets aria-rowcount if more rows can be shown, since updates leave it to the caller. */
  #tellRows() {
    const table = this.#root.querySelector('table');
    const more = this.#root.querySelector('[name=rows]');
    if (more) table?.setAttribute('aria-rowcount', `${this.#card.matchCount + 1}`);
    else table?.removeAttribute('aria-rowcount');
  }

  /** Returns the shown rows by their links. @returns {Map<string | null, Element>} */
  #rows() {
    const links = this.#root.querySelectorAll('[part=row-link]');
    return new Map(Array.from(links, (link) => [link.getAttribute('href'), link]));
  }

  /**
   * Fades in new rows, except for readers who prefer reduced motion.
   * @param {Map<string | null, Element>} before
   */
  #fadeIn(before) {
    const fresh = [...this.#rows()].filter(([href]) => !before.has(href));
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const [, link] of fresh) link.closest('tr')?.animate({ opacity: [0, 1] }, 150);
  }

  /** Handles events of the card's controls, and of the page: keys, history, printing. @param {any} event @param {any} target */
  hear(event, target) {
    const { type } = event;
    if (type === 'input' || type === 'compositionend') this.#read(event, target);
    else if (type === 'mousedown') takeFocus(event, target);
    else if (type === 'click') this.#press(event, target);
    else if (type === 'copy') copySelection(event, this.#root, this.#export);
    else if (type === 'keydown') hearEscape(event, this.#root);
    else if (type === 'keyup') this.#uncover(event, target);
    else if (type === 'beforeprint') this.#update(`rows=all&${this.view}`);
    else if (type === 'afterprint') this.#update(this.view);
    else if (type !== 'submit') this.#follow();
  }

  /** Follows a field, but not text that is still being composed, nor twice. @param {any} event @param {any} target */
  #read(event, target) {
    const { name, type } = target;
    const value = readFields(this.#root, name);
    const isKnown = type === 'search' && value === (new URLSearchParams(this.view).get(name) ?? '');
    if (!isKnown && !isUnfinished(event)) this.#choose(name, value, event, target);
  }

  /**
   * Scrolls a control that Tab focused out from under sticky parts: WebKit does not.
   * @param {any} event a key @param {Element} target
   */
  #uncover({ key }, target) {
    if (key === 'Tab') this.#reveal(target, { block: 'nearest', inline: 'nearest' });
  }

  /** Scrolls to an element, below the sticky head. @param {Element} target @param {ScrollIntoViewOptions} [options] */
  #reveal(target, options) {
    const head = this.#root.querySelector('thead');
    if (head) this.#root.querySelector('article')?.style.setProperty('--_head', `${head.offsetHeight}px`);
    target.scrollIntoView(options);
  }

  /** @param {any} event a click @param {any} target */
  #press(event, target) {
    const opener = target.closest('[popovertarget]');
    if (opener) followButton(opener);
    const control = target.closest('[type=reset],button[name],[part=row-link]');
    if (!control) return;
    const { name, value, hash } = control;
    if (control.type === 'reset') event.preventDefault(); // the fields follow the view
    if (name === 'do') this.#act(control);
    else if (!hash) this.#choose(name || 'q', value, event, control);
    else if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault(); // with modifier keys, the link opens elsewhere
      this.#choose('row', new URLSearchParams(hash.split('?')[1]).get('row') ?? '', event, control);
    }
  }

  /** @param {HTMLButtonElement} button */
  #act(button) {
    act(button, decodeURIComponent(this.#name).slice(3), linkTo(this.#ownPart()), this.#export);
  }

  /** Returns the rows of the view in a format. @param {number} format */
  #export = (format) => this.#card.write('export', this.view, format);

  /**
   * Changes a parameter of the view for the reader.
   * @param {string} name @param {string} value @param {any} event @param {any} target
   */
  #choose(name, value, { type, isTrusted }, target) {
    const isField = type !== 'click';
    const { activeElement } = this.#root;
    this.#setView(changeView(this.view, name, value), isField, isField && name === 'q');
    // A button that clears the query is replaced, so the field takes the focus. Escape clears it too, and keeps the focus.
    const isGone = !activeElement || activeElement === target;
    if (!isField && name === 'q' && isGone) this.#root.querySelector('input')?.focus({ preventScroll: true });
    clearTimeout(this.#timer);
    // Each choice is a history entry, but not each letter. Safari allows 100 changes in 30 seconds.
    const how = target.type === 'search' ? 'typed' : 'loaded';
    if (isTrusted && how !== 'typed') this.#writeAddress('chosen');
    else this.#timer = setTimeout(() => this.#writeAddress(how), 300);
    this.#tell();
  }

  #tell() {
    const detail = { view: this.view, matchCount: this.#card.matchCount };
    this.#element.dispatchEvent(new CustomEvent('viewchange', { detail }));
  }

  /** Returns the card's part of an address. */
  #ownPart() {
    const view = changeView(this.view, '', ''); // normalised by URLSearchParams
    return this.#name + (view && `?${view}`);
  }

  /** @param {Parameters<typeof writePart>[2]} how */
  #writeAddress(how) {
    if (this.#element.getAttribute('history') === 'off') return;
    this.#part = writePart(this.#name, this.view === this.#start ? '' : this.#ownPart(), how);
  }

  /** Takes the view from the page's address if it changed. */
  #readAddress() {
    const part = readPart(this.#name);
    const isNew = part !== this.#part && part !== null;
    this.#part = part;
    if (isNew) this.view = part?.slice(this.#name.length + 1) ?? this.#start;
    return isNew;
  }

  /** Shows the view of the page's address. */
  #follow() {
    if (!this.#readAddress()) return;
    this.#setView(this.view);
    this.#tell();
    if (presence(this.#place) <= 0) this.#reveal(this.#place);
  }

  /** The target of a link: the row in the view, otherwise the card. @returns {Element} */
  get #place() {
    return this.#root.querySelector('[aria-current]') ?? this.#element;
  }
}
