/** What the bundle carries: web/build/bundle.js puts these in place. */
/** The engine's module, in hexadecimal digits. */
declare const ENGINE: import('./engine/packed.js').Packed;
declare const STYLE: string;
/** The languages of data/labels/, with spaces between them. */
declare const LANGUAGES: string;
/** The languages of data/labels/, each with the SHA-256 hash of its file in base64. The file is labels/LANGUAGE.HASH.json, with the hash's first eight hexadecimal digits. */
declare const LABELS: [language: string, hash: string][];
/** The file of the importers, comparison-card.formats.HASH.js, and what it must hash to (Subresource Integrity). */
declare const IMPORTERS_FILE: string;
declare const IMPORTERS_INTEGRITY: string;
/** The same for the engine in JavaScript. */
declare const FALLBACK_FILE: string;
declare const FALLBACK_INTEGRITY: string;
/** That of package.json. */
declare const VERSION: string;
/** What web/build/unwasm.js writes. */
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
