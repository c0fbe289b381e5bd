// @ts-check
// The engine of lastmile in the page: a WebAssembly module, embedded as base64. It gets the page's own columns, and its
// memory holds the columns of results, which the map reads where they are.

import { byId } from './base.js';
import { unpacked } from './data.js';

/** Whether the page was made with the engine. */
export function hasEngine() {
  return byId('page-engine').textContent.trim() !== '';
}

export class Engine {
  /** @param {any} exports @param {any} page */
  constructor(exports, page) {
    this.exports = exports;
    this.page = page;
    this.decoder = new TextDecoder();
    /** @type {any[]} */
    this.places = [];
    /** @type {import('./model.js').Model|undefined} */
    this.model = undefined;
    /** @type {ArrayBuffer|null} */
    this.lent = null;
    this.areIslandsAsFound = true; // by the program
  }

  /** @param {{page: any, buffer: ArrayBuffer}} data @returns {Promise<Engine>} */
  static async start({ page, buffer }) {
    const bytes = await unpacked(byId('page-engine').textContent.trim());
    const module = await WebAssembly.compile(bytes);
    // The C library asks its system for a clock, files and the end of the program; here there is none of that.
    /** @type {any} */
    const system = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      system[from] ??= {};
      system[from][name] = () => {
        if (name === 'proc_exit') throw new Error('the engine ran out of memory');
        return 52; // not supported
      };
    }
    const instance = await WebAssembly.instantiate(module, system);
    const exports = /** @type {any} */ (instance.exports);
    exports._initialize();
    const engine = new Engine(exports, page);
    const { scenario, parameters } = page.result;
    engine.load(new TextEncoder().encode(JSON.stringify({ columns: page.columns, scenario, parameters })), new Uint8Array(buffer));
    return engine;
  }

  /** @param {Uint8Array} about @param {Uint8Array} blocks */
  load(about, blocks) {
    const places = [about, blocks].map((bytes) => {
      const at = this.exports.lastmile_allocate(bytes.length);
      if (at === 0) throw new Error('the engine ran out of memory');
      return at;
    });
    [about, blocks].forEach((bytes, i) => new Uint8Array(this.exports.memory.buffer).set(bytes, places[i]));
    this.exports.lastmile_load(places[0], about.length, places[1], blocks.length);
  }

  /** @param {number} at */
  json(at) {
    const memory = new Uint8Array(this.exports.memory.buffer);
    const json = JSON.parse(this.decoder.decode(memory.subarray(at, memory.indexOf(0, at))));
    this.lendColumns();
    return json;
  }

  /** Gives the model the columns in the module's memory, again whenever that memory has grown and so moved. */
  lendColumns() {
    const { buffer } = this.exports.memory;
    if (this.model === undefined || this.lent === buffer) return;
    this.lent = buffer;
    /** @type {Object<string, any>} */
    const types = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array };
    for (const { name, type, at, bytes } of this.places)
      this.model.columns[name] = new types[type](buffer, at, bytes / types[type].BYTES_PER_ELEMENT);
  }

  /** @param {string} kind @param {number} index @param {number|null} state null: as written */
  set(kind, index, state) {
    const of = kind === 'site' ? 0 : 1;
    if (state === null) this.exports.lastmile_unset(of, index);
    else this.exports.lastmile_set(of, index, state);
  }

  /** Evaluates if that has not been done yet. @param {import('./model.js').Model} model */
  begin(model) {
    if (this.model === undefined) this.evaluate(model);
  }

  /** Evaluates, and gives the model the columns of the result. @param {import('./model.js').Model} model */
  evaluate(model) {
    this.exports.lastmile_evaluate();
    this.places = this.json(this.exports.lastmile_columns());
    this.model = model;
    this.lent = null;
    this.lendColumns();
  }

  figures() {
    return this.withNearest(this.json(this.exports.lastmile_figures()), 'islands', 'largest');
  }
  areas() {
    return this.json(this.exports.lastmile_areas());
  }
  /** @param {number} p */
  explain(p) {
    return this.withNearest(this.json(this.exports.lastmile_explain(p)), 'islands');
  }

  /** Islands with the nearest sites that the program found, as long as the islands are the same. @param {any} json @param {...string} path */
  withNearest(json, ...path) {
    const found = this.page.result.islands;
    if (json.islands?.largest) this.areIslandsAsFound = json.islands.count === found.count && json.islands.sites === found.sites;
    if (!this.areIslandsAsFound) return json;
    const islands = path.reduce((value, key) => value?.[key], json) ?? [];
    for (const island of islands) {
      const known = found.largest.find((/** @type {any} */ one) => one.example_site === island.example_site && one.sites === island.sites);
      if (known) [island.nearest_joined_site, island.distance_m] = [known.nearest_joined_site, known.distance_m];
    }
    return json;
  }
}
