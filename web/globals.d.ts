/** What the bundle carries: web/bundle.js puts these in place. */
declare const ENGINE: { singles: number[]; text: string };
declare const STYLE: string;
