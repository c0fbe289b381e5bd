// @ts-check
// Where elements stand: by their coordinates, or in a drawn tree. Places are pixels at zoom 0, as Leaflet counts them.

import { none } from './model.js';
import { outlinesOf } from './outlines.js';
import { treePositions } from './tree.js';

const mostLabels = 100; // of premises in a drawn tree
export const labelHeight = 9; // pixels from one label to the next
const labelRoom = 110; // pixels to the right of it
const mostPlaced = 200000; // premises; of more no places around sites are drawn

/** What is seen: pixels, and the place of its corner at its zoom.
 * @typedef {{width: number, height: number, zoom: number, left: number, top: number}} Frame */
/** @typedef {{kind: string, index: number}} Chosen */

/** Where the network is cut: in the widest gap of longitudes. What lies west of it is drawn east of the rest.
 * @param {Float64Array[]} all [lon, lat] pairs */
function dateLine(all) {
  const taken = new Uint8Array(360);
  for (const pairs of all)
    for (let i = 0; i < pairs.length; i += 2)
      if (!Number.isNaN(pairs[i])) taken[Math.min(359, Math.floor(pairs[i] + 180))] = 1;
  const first = taken.indexOf(1);
  const last = taken.lastIndexOf(1);
  let widest = 360 - (last - first); // the gap across the date line
  let cut = -Infinity;
  for (let from = first, i = first + 1; i <= last; ++i) {
    if (taken[i] === 0) continue;
    if (i - from > widest) [widest, cut] = [i - from, i - 180];
    from = i;
  }
  return cut;
}

/** Web Mercator. @param {Float64Array} pairs [lon, lat] @param {number} count @param {number} cut */
function projected(pairs, count, cut) {
  const placed = new Float64Array(2 * count).fill(NaN);
  for (let i = 0; 2 * i < pairs.length; ++i) {
    const lon = pairs[2 * i] < cut ? pairs[2 * i] + 360 : pairs[2 * i];
    const lat = Math.max(-85.05, Math.min(85.05, pairs[2 * i + 1]));
    placed[2 * i] = (256 * (lon + 180)) / 360;
    placed[2 * i + 1] = 128 - (128 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  }
  return placed;
}

/** The numbers at even (0) or odd (1) places that are numbers, sorted. @param {Float64Array[]} all @param {number} axis */
function sortedAxis(all, axis) {
  const sorted = new Float64Array(all.reduce((sum, pairs) => sum + pairs.length / 2, 0));
  let count = 0;
  for (const pairs of all)
    for (let i = axis; i < pairs.length; i += 2) if (!Number.isNaN(pairs[i])) sorted[count++] = pairs[i];
  return sorted.subarray(0, count).sort();
}

/** Whether there are two different points. @param {Float64Array[]} given pairs */
function spread(given) {
  let lon = NaN;
  let lat = NaN;
  for (const pairs of given)
    for (let i = 0; i < pairs.length; i += 2) {
      if (Number.isNaN(pairs[i])) continue;
      if (Number.isNaN(lon)) [lon, lat] = [pairs[i], pairs[i + 1]];
      else if (pairs[i] !== lon || pairs[i + 1] !== lat) return true;
    }
  return false;
}

export class Places {
  /** @param {import('./model.js').Model} model */
  constructor(model) {
    this.model = model;
    const { columns } = model;
    const given = [columns['sites.point'], columns['premises.point']];
    this.isGeographic = spread(given);
    this.cut = this.isGeographic ? dateLine(given) : 0;
    const tree = this.isGeographic ? null : treePositions(model);
    /** @type {Float64Array} */
    this.siteAt = tree === null ? projected(given[0], model.sites, this.cut) : tree.sites;
    /** @type {Float64Array} */
    this.premisesAt = tree === null ? projected(given[1], model.premises, this.cut) : tree.premises;
    /** Sites that premises without a place of their own stand around. */
    this.around = new Uint32Array(model.premises).fill(none);
    this.turn = new Uint32Array(model.premises);
    this.unplaced = 0;
    this.placeAround();
    /** The zoom at which all can be seen. */
    this.fit = 0;
    /** @type {[number, number, number, number]} left, top, right, bottom */
    this.box = [0, 0, 1, 1];
    this.isCut = false;
    this.isEmpty = false;
    this.findBox();
    /** @type {Map<number, Float64Array>} */
    this.courses = new Map();
    /** @type {{zoom: number, fit: number, left: number, top: number, sites: Float32Array, premises: Float32Array}|null} */
    this.framed = null;
    this.hasCourses = this.isGeographic && (model.routes.items.length > 0 || model.dropRoutes.items.length > 0);
    this.hasAreas = model.names.areas.length > 0;
    /** @type {import('./outlines.js').Outline[]|null} */
    this.foundOutlines = null;
  }

  /** The outlines of areas, found when they are asked for. */
  get outlines() {
    const { columns, names } = this.model;
    if (this.foundOutlines !== null) return this.foundOutlines;
    // Premises without a site stand beside a drawn tree, far from their area.
    const at = this.isGeographic ? this.premisesAt : this.premisesAt.map((x, i) => (this.model.siteOf(i >> 1) === none ? NaN : x));
    this.foundOutlines = outlinesOf(names.areas.length, [{ at: this.siteAt, area: columns['sites.area'] }, { at, area: columns['premises.area'] }]);
    return this.foundOutlines;
  }

  /** Premises without a place of their own stand around the site of their final link. */
  placeAround() {
    const count = new Uint32Array(this.model.sites);
    for (let p = 0; p < this.model.premises; ++p) {
      if (!Number.isNaN(this.premisesAt[2 * p])) continue;
      const site = this.model.siteOf(p);
      if (site === none || Number.isNaN(this.siteAt[2 * site])) {
        ++this.unplaced;
        continue;
      }
      this.around[p] = site;
      this.turn[p] = count[site]++;
      this.premisesAt[2 * p] = this.siteAt[2 * site];
      this.premisesAt[2 * p + 1] = this.siteAt[2 * site + 1];
    }
  }

  findBox() {
    const all = [this.siteAt, this.premisesAt];
    const [xs, ys] = [sortedAxis(all, 0), sortedAxis(all, 1)];
    if (xs.length === 0) {
      this.isEmpty = true;
      return;
    }
    this.box = [xs[0], ys[0], xs[xs.length - 1], ys[ys.length - 1]];
    if (!this.isGeographic || this.model.premises < 100) return;
    // A few premises far away do not decide what is seen at first.
    const middle = [0, 1].map((axis) => sortedAxis([this.premisesAt], axis)).map((sorted) => [sorted[Math.floor(sorted.length * 0.02)], sorted[Math.floor(sorted.length * 0.98)]]);
    const [[left, right], [top, bottom]] = middle.map(([low, high]) => [low - 0.1 * (high - low), high + 0.1 * (high - low)]);
    const [l, t, r, b] = this.box;
    this.isCut = r - l > 2 * (right - left) || b - t > 2 * (bottom - top);
    if (this.isCut) this.box = [Math.max(l, left), Math.max(t, top), Math.min(r, right), Math.min(b, bottom)];
  }

  /** Whether premises have labels where there is room. */
  isLabelled() {
    return !this.isGeographic && this.model.premises <= mostLabels;
  }
  /** For labels at the right. @param {number} width @param {number} height */
  room(width, height) {
    const all = (this.isLabelled() && height - 60 > labelHeight * this.model.premises ? labelRoom : 0) + (!this.isGeographic && this.hasAreas ? labelRoom : 0);
    return Math.min(all, 0.3 * width);
  }

  /** The zoom at which all fits, and no closer than a street. @param {number} width @param {number} height */
  zoomFor(width, height, [left, top, right, bottom] = this.box) {
    const room = Math.min((width - 60 - this.room(width, height)) / Math.max(right - left, 1e-12), (height - 60) / Math.max(bottom - top, 1e-12));
    return Math.max(this.isGeographic ? 0 : -8, Math.min(this.isGeographic ? 17 : 6, Math.log2(Math.max(room, 1e-3))));
  }

  /** The course of a link; null for a straight line. @param {number} link */
  courseOf(link) {
    if (!this.hasCourses) return null;
    const known = this.courses.get(link);
    if (known !== undefined) return known;
    const points = this.model.routeOf(link);
    if (points.length === 0) return null;
    const course = projected(points, points.length / 2, this.cut);
    this.courses.set(link, course);
    return course;
  }

  /** The places of all sites and premises as [x, y] pairs of pixels of a frame. @param {Frame} frame */
  inFrame({ zoom, left, top }) {
    const known = this.framed;
    if (known !== null && known.zoom === zoom && known.left === left && known.top === top && known.fit === this.fit) return known;
    const scale = 2 ** zoom;
    const moved = (/** @type {Float64Array} */ pairs) => {
      const pixels = new Float32Array(pairs.length);
      for (let i = 0; i < pairs.length; i += 2) {
        pixels[i] = pairs[i] * scale - left;
        pixels[i + 1] = pairs[i + 1] * scale - top;
      }
      return pixels;
    };
    const [sites, premises] = [moved(this.siteAt), moved(this.premisesAt)];
    if (this.model.premises <= mostPlaced) {
      // A sunflower around the site, smaller where the whole network is seen.
      const size = Math.min(1, 0.7 * 2 ** (zoom - this.fit));
      for (let p = 0; p < this.model.premises; ++p) {
        if (this.around[p] === none) continue;
        const k = this.turn[p];
        const r = (7 + 5 * Math.sqrt(k)) * size;
        premises[2 * p] += r * Math.cos(k * 2.39996 + 0.6);
        premises[2 * p + 1] += r * Math.sin(k * 2.39996 + 0.6);
      }
    }
    this.framed = { zoom, fit: this.fit, left, top, sites, premises };
    return this.framed;
  }

  /** The box of an element or area; null without a place. @param {Chosen} chosen @returns {[number, number, number, number]|null} */
  boxOf({ kind, index }) {
    if (kind === 'area') return this.outlines.find(({ area }) => area === index)?.box ?? null;
    const pairs = kind === 'premises' ? this.premisesAt : this.siteAt;
    const at = kind === 'link' ? this.model.ofLink('from', index) : index;
    const [x, y] = [pairs[2 * at], pairs[2 * at + 1]];
    return Number.isNaN(x) ? null : [x, y, x, y];
  }
}
