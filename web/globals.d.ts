/** Constants that web/build/bundle.js fills in. */
/** The engine's module, packed as text (web/engine/packed.js). */
declare const ENGINE: string;
/** The module of the engine for tables, packed in the same way. */
declare const TABLES: string;
/** The engine's module for Node.js, which can also publish, in base64. */
declare const ENGINE_IN_BASE64: string;
declare const STYLE: string;
/** The languages of data/labels/, separated by spaces. */
declare const LANGUAGES: string;
/**
 * The languages of data/labels/ with the SHA-256 hash of each file in base64. File names, labels/LANGUAGE.HASH.json,
 * have its first eight hexadecimal digits.
 */
declare const LABELS: [language: string, hash: string][];
/** The file of the importers, comparison-card.formats.HASH.js, and its hash (Subresource Integrity). */
declare const IMPORTERS_FILE: string;
declare const IMPORTERS_INTEGRITY: string;
/** The file of the JavaScript engine and its hash. */
declare const FALLBACK_FILE: string;
declare const FALLBACK_INTEGRITY: string;
/** integrity.json: the hash of each script in dist/ (Subresource Integrity). */
declare const INTEGRITY: Record<string, string>;
/** The packages that read files of some kinds, and the first number of their versions, such as `{ parse5: '8' }`. */
declare const READERS: Record<string, string>;
/** The version in package.json. */
declare const VERSION: string;
/** Written by web/build/unwasm.js. */
declare module 'engine-in-javascript' {
  export function engine(host: object): unknown;
}

/** The used part of the XML parser, which has no types. */
declare module 'saxen' {
  export class Parser {
    on(event: string, listener: (...args: never[]) => void): this;
    write(xml: string): this;
    end(): Error | undefined;
  }
}
