/** What the bundle carries: web/bundle.js puts these in place. */
/** The module of web/codec.c, in hexadecimal digits: in a list, since esbuild copies a text to where it is used, and brotli likes this one in front. */
declare const CODEC: string[];
declare const ENGINE: Parameters<typeof import('./codec.js').decode>;
declare const STYLE: string;
declare const READER_STYLE: string;
/** The languages of data/labels/, with spaces between them. */
declare const LANGUAGES: string;
/** The languages of data/labels/, each with the SHA-256 hash of its file in hexadecimal digits. The file is labels/LANGUAGE.HASH.json. */
declare const LABELS: [language: string, hash: string][];
/** The engine's second module, in the tools. */
declare const TOOLS: Parameters<typeof import('./codec.js').decode>;
/** The tools' file, comparison-card.tools.HASH.js, and what it must hash to (Subresource Integrity). */
declare const TOOLS_FILE: string;
declare const FORMATS_FILE: string;
declare const TOOLS_INTEGRITY: string;
declare const FORMATS_INTEGRITY: string;
/** The engine in JavaScript, in the tools. */
declare const FALLBACK_FILE: string;
declare const FALLBACK_INTEGRITY: string;
/** That of package.json. */
declare const VERSION: string;
/** What web/unwasm.js writes. */
declare module 'engine-in-javascript' {
  export function engine(host: object): unknown;
}

/** What is used of the XML parser, which brings no types. */
declare module 'saxen' {
  export class Parser {
    on(event: string, listener: (...args: never[]) => void): this;
    write(xml: string): this;
    end(): Error | undefined;
  }
}
