/** What the bundle carries: web/bundle.js puts these in place. */
declare const ENGINE: string;
declare const STYLE: string;
