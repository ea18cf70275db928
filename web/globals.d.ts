/** What the bundle carries: web/bundle.js puts these in place. */
declare const ENGINE: Parameters<typeof import('./codec.js').decode>;
declare const STYLE: string;
/** The languages of data/labels/. */
declare const LANGUAGES: string[];
/** The engine's second module, in comparison-card.tools.js. */
declare const TOOLS: Parameters<typeof import('./codec.js').decode>;
/** What comparison-card.tools.js must hash to (Subresource Integrity). */
declare const TOOLS_INTEGRITY: string;
/** That of package.json. */
declare const VERSION: string;
