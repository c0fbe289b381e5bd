// @ts-check
// The data that the page holds: JSON, and columns that are packed as gzip in base64.

import { byId } from './base.js';

/** @param {string} text */
export function bytesOf(text) {
  const { fromBase64 } = /** @type {any} */ (Uint8Array);
  if (fromBase64 !== undefined) return /** @type {Uint8Array} */ (fromBase64.call(Uint8Array, text)); // browsers of 2025
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; ++i) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** @param {string} text gzip in base64 @returns {Promise<ArrayBuffer>} */
export async function unpacked(text) {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return await new Response(stream).arrayBuffer();
}

/** The names of a table, decoded when they are asked for. */
export class NameColumn {
  /** @param {Uint8Array} text @param {Uint32Array} ends */
  constructor(text, ends) {
    this.text = text;
    this.ends = ends;
    this.decoder = new TextDecoder();
    /** @type {Map<string, number>|null} */
    this.index = null;
  }
  get length() {
    return this.ends.length;
  }
  /** @param {number} i */
  at(i) {
    return this.decoder.decode(this.text.subarray(i === 0 ? 0 : this.ends[i - 1], this.ends[i]));
  }
  /** @param {string} name @returns {number} -1 if there is none */
  find(name) {
    if (this.index === null) {
      this.index = new Map();
      for (let i = this.length - 1; i >= 0; --i) this.index.set(this.at(i), i);
    }
    return this.index.get(name) ?? -1;
  }
}

/** Rows of any length, back to back. Rows after the last one with items have no end. */
export class Ragged {
  /** @param {any} items @param {BigUint64Array} ends @param {number} each items of one entry */
  constructor(items, ends, each) {
    this.items = items;
    this.ends = Float64Array.from(ends, (end) => Number(end) * each);
  }
  /** @param {number} row */
  at(row) {
    if (row >= this.ends.length) return this.items.subarray(0, 0);
    return this.items.subarray(row === 0 ? 0 : this.ends[row - 1], this.ends[row]);
  }
}

/** @returns {Promise<{page: any, columns: Object<string, any>, names: Object<string, NameColumn>, buffer: ArrayBuffer}>} */
export async function loadData() {
  const page = JSON.parse(byId('page-data').textContent);
  const buffer = await unpacked(byId('page-blocks').textContent.trim());
  /** @type {Object<string, any>} */
  const types = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, u64: BigUint64Array, f64: Float64Array, raw: Uint8Array };
  /** @type {Object<string, any>} */
  const columns = {};
  for (const { name, type, at, bytes } of page.columns) {
    const Type = types[type];
    columns[name] = new Type(buffer, at, bytes / Type.BYTES_PER_ELEMENT);
  }
  /** @type {Object<string, NameColumn>} */
  const names = {};
  for (const table of ['kinds', 'sites', 'premises', 'links', 'areas'])
    names[table] = new NameColumn(columns[`names.${table}.text`], columns[`names.${table}.end`]);
  return { page, columns, names, buffer };
}
