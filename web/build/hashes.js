/** Files for a static host: hashed file names, integrity.json, compressed copies and headers. */
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** @param {string | Buffer} bytes @param {'sha256' | 'sha384'} algorithm @returns {string} for Subresource Integrity */
export const integrityOf = (bytes, algorithm) => `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;

/** @param {string | Buffer} bytes @returns {string} its SHA-256 hash in hexadecimal digits */
const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * Returns the hashed file name of a content, such as `comparison-card.0123abcd.js`.
 * @param {string} name @param {string | Buffer} bytes
 */
export function hashedName(name, bytes) {
  return name.replace(/\.(?:m?js|json)$/, `.${hashOf(bytes).slice(0, 8)}$&`);
}

/** Copies a file to its hashed file name and returns this name. @param {string} folder @param {string} name */
export function copyHashed(folder, name) {
  const hashed = hashedName(name, readFileSync(`${folder}/${name}`));
  cpSync(`${folder}/${name}`, `${folder}/${hashed}`);
  return hashed;
}

/** Writes integrity.json, the hash of each file, and returns its content. @param {string} folder @param {string[]} names */
export function writeIntegrity(folder, names) {
  const hashes = names.sort().map((name) => [name, integrityOf(readFileSync(`${folder}/${name}`), 'sha384')]);
  const integrity = Object.fromEntries(hashes);
  writeFileSync(`${folder}/integrity.json`, `${JSON.stringify(integrity, null, 2)}\n`);
  return integrity;
}

const HEADERS = `# Netlify and Cloudflare Pages take this from the root of a site.
/*
  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  X-Content-Type-Options: nosniff
`;

/**
 * Writes _headers: access from other origins, and caching. If two rules match a file, hosts join the values of headers
 * in both, so no two rules here share a header.
 * @param {string} folder @param {string[]} hashed files with a hashed file name @param {string[]} others
 */
export function writeHeaders(folder, hashed, others) {
  const rule = (/** @type {string} */ name, /** @type {string} */ cache) => {
    const type = name.endsWith('.mjs') ? '  Content-Type: text/javascript; charset=utf-8\n' : '';
    return `/${name}\n  Cache-Control: public, ${cache}\n${type}`;
  };
  const rules = [
    ...hashed.map((name) => rule(name, 'max-age=31536000, immutable')),
    ...others.map((name) => rule(name, 'max-age=3600')),
  ];
  writeFileSync(`${folder}/_headers`, HEADERS + rules.sort().join(''));
}

/** Returns the smallest brotli result: the best mode and window cannot be predicted. @param {Buffer} bytes */
function smallestBrotli(bytes) {
  const { BROTLI_PARAM_LGWIN, BROTLI_PARAM_MODE } = constants;
  const all = [0, 2].flatMap((mode) =>
    [16, 22].map((window) =>
      brotliCompressSync(bytes, { params: { [BROTLI_PARAM_MODE]: mode, [BROTLI_PARAM_LGWIN]: window } }),
    ),
  );
  return all.reduce((best, next) => (next.length < best.length ? next : best));
}

/** Writes a .br and a .gz of each text in a folder. @param {string} folder */
export function compress(folder) {
  for (const name of readdirSync(folder).filter((name) => /\.(m?js|css|html|json|txt)$/.test(name))) {
    const bytes = readFileSync(`${folder}/${name}`);
    writeFileSync(`${folder}/${name}.br`, smallestBrotli(bytes));
    writeFileSync(`${folder}/${name}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
