/** Makes minimal workbooks (.xlsx) for tests. */

import { crc32, deflateRawSync } from 'node:zlib';
import { placeOfCell } from '../../web/node/xlsx/places.js';

/** @param {string} name @param {Buffer} content @param {number} at start position @param {number} [claimed] the size it claims */
function entry(name, content, at, claimed = content.length) {
  const packed = deflateRawSync(content, { level: 1 });
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4); // deflated
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(claimed, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
  const where = Buffer.alloc(14);
  where.writeUInt32LE(at, 10);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, where, Buffer.from(name)]);
  return { local, central };
}

/** @param {Record<string, string | Buffer>} files @param {Record<string, number>} [claimed] sizes that some of them claim to have */
export function zip(files, claimed = {}) {
  const locals = [];
  const centrals = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = typeof text === 'string' ? Buffer.from(text) : text;
    const { local, central } = entry(name, content, at, claimed[name]);
    locals.push(local);
    centrals.push(central);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(Buffer.concat(centrals).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...centrals, end]);
}

/** Adds an empty end record of ZIP64 and its locator. @param {Buffer} bytes of a ZIP file */
export function zip64(bytes) {
  const at = bytes.length - 22;
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(bytes.readUInt16LE(at + 10)), 32);
  record.writeBigUInt64LE(BigInt(bytes.readUInt32LE(at + 16)), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(at), 64);
  return Buffer.concat([bytes.subarray(0, at), record, bytes.subarray(at)]);
}

/** Changes each entry of a copy. @param {Buffer} bytes of a ZIP file @param {(copy: Buffer, entry: number) => void} change */
function changedIn(bytes, change) {
  const copy = Buffer.from(bytes);
  const signature = Buffer.from('PK\x01\x02');
  for (let at = copy.indexOf(signature); at >= 0; at = copy.indexOf(signature, at + 1)) change(copy, at);
  return copy;
}

/** @param {Buffer} bytes of a ZIP file @param {number} place position of its parts */
export const pointedTo = (bytes, place) => changedIn(bytes, (copy, at) => copy.writeUInt32LE(place, at + 42));

/** @param {Buffer} bytes of a ZIP file @param {number} method compression method of its parts */
export const packedAs = (bytes, method) => changedIn(bytes, (copy, at) => copy.writeUInt16LE(method, at + 10));

/** Damages the bytes of each part. @param {Buffer} bytes of a ZIP file */
export const brokenIn = (bytes) =>
  changedIn(bytes, (copy, at) => copy.fill(0xff, copy.readUInt32LE(at + 42) + 60, copy.readUInt32LE(at + 42) + 90));

/** Returns a column's name in spreadsheets: A for 1, AB for 28. @param {number} column @returns {string} */
export const letters = (column) =>
  (column > 26 ? letters(Math.floor((column - 1) / 26)) : '') + String.fromCharCode(65 + ((column - 1) % 26));

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** @param {any} value @param {string} address such as B3 */
function cell(value, address) {
  if (value === null) return '';
  if (typeof value === 'number') return `<c r="${address}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${address}" t="b"><v>${Number(value)}</v></c>`;
  if (value instanceof Date) return `<c r="${address}" s="1"><v>${value.getTime() / 86_400_000 + 25569}</v></c>`;
  return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

/** @param {any[][]} rows */
const sheetXml = (rows) => {
  const lines = rows.map((row, i) => {
    const cells = row.map((value, j) => cell(value, `${String.fromCharCode(65 + j)}${i + 1}`)).join('');
    return `<row r="${i + 1}">${cells}</row>`;
  });
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines.join('')}</sheetData></worksheet>`;
};

const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>';

/**
 * Returns the files of a workbook.
 * @param {Record<string, any[][] | string>} sheets rows by the name of their sheet, or its XML
 */
export function workbookFiles(sheets) {
  const names = Object.keys(sheets);
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const listed = names.map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const related = names.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rIdS" Type="${office}/styles" Target="styles.xml"/>`;
  return {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related.join('')}${styles}</Relationships>`,
    'xl/styles.xml': STYLES,
    ...Object.fromEntries(
      Object.values(sheets).map((rows, i) => {
        return [`xl/worksheets/sheet${i + 1}.xml`, typeof rows === 'string' ? rows : sheetXml(rows)];
      }),
    ),
  };
}

/** @param {Record<string, any[][] | string>} sheets */
export const workbook = (sheets) => zip(workbookFiles(sheets));

/**
 * Returns the rows of a sheet with the places of their cells.
 * @param {import('../../web/node/xlsx/layout.js').Sheet} sheet
 */
export const cellsOf = ({ rows, columns }) => ({
  rows: rows.map(({ number, cells }) => ({
    number,
    cells: cells.map((cell, i) => cell && { ...cell, place: placeOfCell(number, columns[i]) }),
  })),
});
