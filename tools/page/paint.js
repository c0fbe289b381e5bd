// @ts-check
// Over 400 lines: one painter for all layers, which share places, colours and the raster.
// Draws premises, links, sites and areas onto a canvas. Every kind of premises has its own shape as well as its colour,
// so that the map can be read in black and white. Large networks are set pixel by pixel.

import { el, percentage } from './base.js';
import { none } from './model.js';
import { labelHeight } from './places.js';
import { inkOf, Raster } from './raster.js';
import { addEye, addShape, finishShapes, linkColours, linkDashes, pageColours, shortened } from './shapes.js';

export const mostPoints = 200000; // of premises; more are summed up in hexagons
const manyElements = 6000; // links and premises that are set pixel by pixel
const fewPoints = 3000;
const fewAreas = 40; // which the map shows from the start
const fineShape = 2; // pixels; what is smaller is drawn as a dot, which is faster
const hexagon = 13; // pixels from the middle to a corner
const widths = 5; // steps of a link's width
export const siteShapes = ['diamond', 'triangle', 'disc', 'square']; // by kind; sources have their own

/** @typedef {import('./places.js').Frame} Frame
 * @typedef {import('./places.js').Chosen} Chosen
 * @typedef {(name: string) => string} Colour
 * @typedef {{label: string, shape: string, colour: string}} Kind colour is the name of a CSS property
 * @typedef {{kinds: Kind[], of: Uint8Array, siteState: Uint8Array, linkState: (link: number) => number, title: string}} View
 *   of: the kind of each premises; the first kind is that of served ones */

/** The width of a link on the screen. @param {number} step */
function lineWidth(step) {
  return step === 0 ? 0.8 : 0.6 + 1.1 * step;
}

export class Painter {
  /** @param {import('./model.js').Model} model @param {import('./places.js').Places} places @param {boolean} hasGround tiles below */
  constructor(model, places, hasGround) {
    this.model = model;
    this.places = places;
    this.hasGround = hasGround;
    this.layers = { premises: true, links: true, sites: true, areas: places.hasAreas && model.names.areas.length <= fewAreas, failures: false };
    /** @type {Chosen|null} */
    this.chosen = null;
    this.isMany = model.premises + model.links > manyElements;
    this.isDense = model.premises > mostPoints;
    /** @type {View} */
    this.view = { kinds: [], of: new Uint8Array(0), siteState: new Uint8Array(0), linkState: () => 0, title: '' };
    this.linkState = new Uint8Array(model.links + model.premises);
    this.linkWidth = new Uint8Array(model.links);
    /** Links in the order of drawing: those in working order last. */
    this.order = new Uint32Array(0);
    this.areaShare = new Float64Array(model.names.areas.length);
    /** @type {Raster|null} */
    this.raster = null;
    /** @type {any} */
    this.rasterCanvas = null;
    /** Larger than 1 on a wall. */
    this.grow = 1;
    /** @type {{key: string, cellOf: Int32Array, at: number[]}|null} */
    this.cells = null;
  }

  /** What is to be drawn from now on. Reads states and stranded values of links once. @param {View} view */
  show(view) {
    this.view = view;
    const { model } = this;
    const { columns } = model;
    const dropSite = columns['premises.drop_site'];
    const to = columns['links.to'];
    const stranded = columns['result.link_stranded'];
    let most = 0;
    for (let link = 0; link < model.links; ++link) {
      this.linkState[link] = view.linkState(link);
      if (stranded[link] > most) most = stranded[link];
    }
    for (let p = 0; p < model.premises; ++p) if (dropSite[p] !== none) this.linkState[model.links + p] = view.linkState(model.links + p);
    for (let link = 0; link < model.links; ++link)
      this.linkWidth[link] = to[link] === none ? 0 : 1 + Math.round(widths * (most > 0 ? Math.sqrt(stranded[link] / most) : 0));
    this.findOrder();
    this.findShares();
  }

  findOrder() {
    const { model, linkState } = this;
    const dropSite = model.columns['premises.drop_site'];
    const all = model.links + (this.isDense ? 0 : model.premises);
    const isThere = (/** @type {number} */ link) => link < model.links || dropSite[link - model.links] !== none;
    const starts = new Uint32Array(257);
    for (let link = 0; link < all; ++link) if (isThere(link)) ++starts[255 - linkState[link] + 1];
    for (let i = 1; i < 257; ++i) starts[i] += starts[i - 1];
    this.order = new Uint32Array(starts[256]);
    for (let link = 0; link < all; ++link) if (isThere(link)) this.order[starts[255 - linkState[link]]++] = link;
  }

  /** The homes of each area that are served. */
  findShares() {
    const { model, view } = this;
    const areas = model.names.areas.length;
    if (areas === 0) return;
    const all = new Float64Array(areas);
    const served = new Float64Array(areas);
    const area = model.columns['premises.area'];
    const homes = model.columns['premises.homes'];
    for (let p = 0; p < model.premises; ++p) {
      if (area[p] >= areas) continue;
      all[area[p]] += homes[p];
      if (view.of[p] === 0) served[area[p]] += homes[p];
    }
    for (let a = 0; a < areas; ++a) this.areaShare[a] = all[a] > 0 ? served[a] / all[a] : NaN;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame */
  paint(ctx, frame) {
    const colour = pageColours();
    const { layers, isMany } = this;
    this.grow = Math.min(2, Math.max(1, frame.width / 1200));
    if (!this.hasGround) {
      ctx.fillStyle = colour('--map');
      ctx.fillRect(0, 0, frame.width, frame.height);
    }
    ctx.lineCap = 'round';
    if (layers.areas) this.paintAreas(ctx, frame, colour);
    isMany ? this.paintMany(ctx, frame, colour) : this.paintFew(ctx, frame, colour);
    if (layers.failures) this.paintFailures(ctx, frame, colour);
    this.paintChosen(ctx, frame, colour);
    if (layers.areas) this.paintAreaNames(ctx, frame, colour);
    if (!this.places.isEmpty) return;
    ctx.fillStyle = colour('--ink');
    ctx.font = '15px system-ui, sans-serif';
    ctx.fillText('Nothing to draw: the scenario has no places.', 24, 36);
  }

  /** @param {any} ctx @param {Frame} frame @param {Colour} colour */
  paintFew(ctx, frame, colour) {
    const { layers } = this;
    const isCrowded = this.model.sites > 500; // then premises lie above all sites but sources
    if (layers.links) this.paintLinks(ctx, frame, colour);
    if (layers.sites && isCrowded) this.paintSites(ctx, frame, colour, [0]);
    if (layers.premises) this.paintPremises(ctx, frame, colour);
    if (layers.sites) this.paintSites(ctx, frame, colour, isCrowded ? [1] : [0, 1]);
  }

  /** The same for a large network: what is small is set into one raster. @param {any} ctx @param {Frame} frame @param {Colour} colour */
  paintMany(ctx, frame, colour) {
    const { layers } = this;
    const areSitesDots = this.siteSize() < fineShape;
    const arePremisesDots = !this.isDense && this.premisesSize(frame) < fineShape;
    const raster = this.beginRaster(ctx, frame);
    if (layers.links) this.rasterLinks(ctx, frame, colour, raster);
    if (layers.sites && areSitesDots) this.rasterSites(ctx, frame, colour, raster);
    if (layers.premises && arePremisesDots) this.rasterPremises(ctx, frame, colour, raster);
    this.endRaster(ctx, raster);
    if (layers.sites && !areSitesDots) this.paintSites(ctx, frame, colour, [0]);
    if (layers.premises && this.isDense) this.paintHexagons(ctx, frame, colour);
    else if (layers.premises && !arePremisesDots) this.paintPremises(ctx, frame, colour);
    if (layers.sites) this.paintSites(ctx, frame, colour, [1]);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Frame} frame @param {Float64Array} points pairs at zoom 0 */
  trace(ctx, frame, points) {
    const scale = 2 ** frame.zoom;
    for (let i = 0; i < points.length; i += 2)
      ctx[i === 0 ? 'moveTo' : 'lineTo'](points[i] * scale - frame.left, points[i + 1] * scale - frame.top);
  }

  /** Areas: darker the more of their homes are served. @param {any} ctx @param {Frame} frame @param {Colour} colour */
  paintAreas(ctx, frame, colour) {
    const chosen = this.chosen?.kind === 'area' ? this.chosen.index : -1;
    ctx.lineJoin = 'round';
    for (const { area, points } of this.places.outlines) {
      const share = this.areaShare[area];
      ctx.beginPath();
      this.trace(ctx, frame, points);
      ctx.closePath();
      ctx.globalAlpha = 0.55;
      ctx.fillStyle = Number.isNaN(share) ? 'transparent' : colour(`--share-${Math.min(4, Math.floor(share * 5))}`);
      ctx.strokeStyle = ctx.fillStyle;
      ctx.lineWidth = 14; // room around the outermost places
      if (!Number.isNaN(share)) ctx.stroke();
      ctx.fill();
      ctx.globalAlpha = 1;
      ctx.lineWidth = area === chosen ? 3 : 1;
      ctx.strokeStyle = colour(area === chosen ? '--accent' : '--quiet');
      ctx.setLineDash(area === chosen ? [] : [4, 3]);
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }

  /** Names and shares of areas that have room for them, the largest first. @param {any} ctx @param {Frame} frame @param {Colour} colour */
  paintAreaNames(ctx, frame, colour) {
    const { model, places } = this;
    const scale = 2 ** frame.zoom;
    ctx.font = `600 ${12 * this.grow}px system-ui, sans-serif`;
    ctx.textBaseline = 'middle';
    ctx.lineWidth = 3;
    ctx.lineJoin = 'round';
    /** @type {Array<[number, number, number]>} */
    const written = [];
    for (const { area, x, y, box } of places.outlines) {
      const isChosen = this.chosen?.kind === 'area' && this.chosen.index === area;
      const text = `${shortened(model.names.areas.at(area))}: ${percentage(this.areaShare[area], 1)}`;
      const half = ctx.measureText(text).width / 2;
      if (!isChosen && (box[2] - box[0]) * scale < 1.2 * half && model.names.areas.length > fewAreas) continue;
      const beside = box[2] * scale - frame.left + half + (this.hasLabels(frame) ? 110 * this.grow : 20); // of a tree
      const px = places.isGeographic ? x * scale - frame.left : beside;
      const py = places.isGeographic ? y * scale - frame.top : ((box[1] + box[3]) / 2) * scale - frame.top;
      if (px < -half || py < 0 || px > frame.width + half || py > frame.height) continue;
      if (!isChosen && written.some(([ox, oy, other]) => Math.abs(oy - py) < 15 * this.grow && Math.abs(ox - px) < other + half + 4)) continue;
      written.push([px, py, half]);
      ctx.strokeStyle = colour('--map');
      ctx.strokeText(text, px - half, py);
      ctx.fillStyle = colour('--ink');
      ctx.fillText(text, px - half, py);
    }
  }

  /** @param {any} ctx @param {Frame} frame */
  beginRaster(ctx, frame) {
    const density = ctx.getTransform().a;
    const width = Math.ceil(frame.width * density);
    const height = Math.ceil(frame.height * density);
    if (this.raster !== null && this.raster.width === width && this.raster.height === height) this.raster.clear();
    else {
      this.raster = new Raster(width, height);
      this.rasterCanvas = el('canvas', { width, height });
    }
    return this.raster;
  }
  /** @param {any} ctx @param {Raster} raster */
  endRaster(ctx, { image }) {
    this.rasterCanvas.getContext('2d').putImageData(image, 0, 0);
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(this.rasterCanvas, 0, 0);
    ctx.restore();
  }

  /** Calls `draw` for every link that may be seen. @param {Frame} frame
   * @param {(link: number, x0: number, y0: number, x1: number, y1: number, course: Float64Array|null) => void} draw */
  eachLink(frame, draw) {
    const { model, places } = this;
    const { sites, premises } = places.inFrame(frame);
    const from = model.columns['links.from'];
    const to = model.columns['links.to'];
    const of = model.columns['links.premises'];
    const dropSite = model.columns['premises.drop_site'];
    const right = frame.width + 20;
    const bottom = frame.height + 20;
    for (const link of this.order) {
      const isInline = link >= model.links;
      const a = isInline ? dropSite[link - model.links] : from[link];
      const isFinal = isInline || to[link] === none;
      const ends = isFinal ? premises : sites;
      const b = isInline ? link - model.links : isFinal ? of[link] : to[link];
      const x0 = sites[2 * a];
      const y0 = sites[2 * a + 1];
      const x1 = ends[2 * b];
      const y1 = ends[2 * b + 1];
      const course = places.hasCourses ? places.courseOf(link) : null;
      if (course === null && !(Math.max(x0, x1) > -20 && Math.min(x0, x1) < right && Math.max(y0, y1) > -20 && Math.min(y0, y1) < bottom)) continue;
      draw(link, x0, y0, x1, y1, course);
    }
  }

  /** @param {any} ctx @param {Frame} frame @param {Colour} colour @param {Raster} raster */
  rasterLinks(ctx, frame, colour, raster) {
    const density = ctx.getTransform().a;
    const scale = 2 ** frame.zoom;
    const { states } = this.model.page;
    // Thin lines of final links are light, as they are many.
    const inks = states.map((/** @type {string} */ name) => [inkOf(colour(linkColours[name]), 0.45), inkOf(colour(linkColours[name]), 0.7)]);
    const dashes = states.map((/** @type {string} */ name) => linkDashes[name].map((dash) => dash * density));
    const sides = Array.from({ length: widths + 2 }, (_, step) => Math.max(1, Math.round(lineWidth(step) * 0.6 * density)));
    this.eachLink(frame, (link, x0, y0, x1, y1, course) => {
      const step = link < this.model.links ? this.linkWidth[link] : 0;
      const state = this.linkState[link];
      const ink = inks[state][step === 0 ? 0 : 1];
      if (course === null) {
        raster.line(x0 * density, y0 * density, x1 * density, y1 * density, ink, sides[step], dashes[state]);
        return;
      }
      const place = (/** @type {number} */ i, /** @type {number} */ corner) => (course[i] * scale - corner) * density;
      for (let i = 2; i < course.length; i += 2)
        raster.line(place(i - 2, frame.left), place(i - 1, frame.top), place(i, frame.left), place(i + 1, frame.top), ink, sides[step], dashes[state]);
    });
  }

  /** @param {any} ctx @param {Frame} frame @param {Colour} colour */
  paintLinks(ctx, frame, colour) {
    /** @type {Map<number, any>} by state and width */
    const paths = new Map();
    this.eachLink(frame, (link, x0, y0, x1, y1, course) => {
      const step = link < this.model.links ? this.linkWidth[link] : 0;
      const key = this.linkState[link] * (widths + 2) + step;
      let path = paths.get(key);
      if (path === undefined) paths.set(key, (path = new Path2D()));
      if (course !== null) {
        this.trace(path, frame, course);
        return;
      }
      path.moveTo(x0, y0);
      path.lineTo(x1, y1);
    });
    for (const [key, path] of [...paths].sort((a, b) => b[0] - a[0])) {
      const state = this.model.page.states[Math.floor(key / (widths + 2))];
      ctx.lineWidth = lineWidth(key % (widths + 2));
      ctx.setLineDash(linkDashes[state].map((/** @type {number} */ dash) => dash * Math.max(1, ctx.lineWidth / 2)));
      ctx.strokeStyle = colour(linkColours[state]);
      ctx.stroke(path);
    }
    ctx.setLineDash([]);
  }

  siteSize() {
    const { sites } = this.model;
    return this.grow * (sites > 5000 ? 1.6 : sites > 500 ? 2.6 : 5.5);
  }
  /** @param {Frame} frame */
  premisesSize({ zoom }) {
    const { places } = this;
    const { premises } = this.model;
    const near = 2 ** Math.max(0, Math.min(2, (zoom - places.fit) / 2));
    const most = (premises > 20000 ? 1.7 : premises > fewPoints ? 2.4 : premises > 300 ? 3.6 : 5) * near * this.grow;
    return places.isGeographic ? most : Math.min(most, Math.max(1.2, 0.45 * this.rowHeight({ zoom })));
  }
  /** Whether premises have labels at this zoom. @param {{zoom: number}} frame */
  hasLabels(frame) {
    return this.places.isLabelled() && this.rowHeight(frame) >= labelHeight * this.grow;
  }
  /** Pixels from one premises of a drawn tree to the next. @param {{zoom: number}} frame */
  rowHeight({ zoom }) {
    const { box } = this.places;
    return ((box[3] - box[1]) * 2 ** zoom) / Math.max(1, this.model.premises);
  }

  /** @param {any} ctx @param {Frame} frame @param {Colour} colour */
  paintPremises(ctx, frame, colour) {
    const { model, view, places } = this;
    const { premises } = places.inFrame(frame);
    const r = this.premisesSize(frame);
    const paper = colour('--map');
    for (let kind = view.kinds.length - 1; kind >= 0; --kind) {
      const { shape, colour: name } = view.kinds[kind];
      ctx.beginPath();
      for (let p = 0; p < model.premises; ++p) {
        if (view.of[p] !== kind) continue;
        const x = premises[2 * p];
        const y = premises[2 * p + 1];
        if (x > -9 && y > -9 && x < frame.width + 9 && y < frame.height + 9) addShape(ctx, shape, x, y, r);
      }
      finishShapes(ctx, shape, colour(name), paper, r);
    }
    if (!this.hasLabels(frame)) return;
    ctx.fillStyle = colour('--ink');
    ctx.font = `${12 * this.grow}px system-ui, sans-serif`;
    ctx.textBaseline = 'middle';
    for (let p = 0; p < model.premises; ++p)
      ctx.fillText(shortened(model.title('premises', p) || model.names.premises.at(p)), premises[2 * p] + r + 5, premises[2 * p + 1]);
  }

  /** Sites but sources as dots. @param {any} ctx @param {Frame} frame @param {Colour} colour @param {Raster} raster */
  rasterSites(ctx, frame, colour, raster) {
    const { model, view } = this;
    const { sites } = this.places.inFrame(frame);
    const isSource = model.columns['sites.is_source'];
    const density = ctx.getTransform().a;
    const side = Math.max(2, Math.round(1.4 * this.siteSize() * density));
    const [built, other] = [inkOf(colour('--ink'), 0.6), inkOf(colour('--quiet'), 0.6)];
    for (let site = 0; site < model.sites; ++site)
      if (isSource[site] === 0) raster.square(sites[2 * site] * density, sites[2 * site + 1] * density, side, view.siteState[site] === model.operational ? built : other);
  }

  /** Premises as dots, in file order: where dots hide each other, none of the kinds is favoured. @param {any} ctx @param {Frame} frame @param {Colour} colour @param {Raster} raster */
  rasterPremises(ctx, frame, colour, raster) {
    const { model, view } = this;
    const density = ctx.getTransform().a;
    const { premises } = this.places.inFrame(frame);
    const side = Math.max(2, Math.round(1.8 * this.premisesSize(frame) * density));
    const inks = view.kinds.map((kind) => inkOf(colour(kind.colour)));
    for (let p = 0; p < model.premises; ++p) raster.square(premises[2 * p] * density, premises[2 * p + 1] * density, side, inks[view.of[p]]);
  }

  /** The hexagon of each premises, aligned to the ground so that hexagons stay when the map moves; -1 outside.
   * @param {Frame} frame */
  hexagonsOf(frame) {
    const { model, places } = this;
    const key = [frame.zoom, frame.left, frame.top, frame.width, frame.height].join();
    if (this.cells?.key === key) return this.cells;
    const scale = 2 ** frame.zoom;
    const wide = Math.sqrt(3) * hexagon;
    const high = 1.5 * hexagon;
    const cellOf = new Int32Array(model.premises).fill(-1);
    /** @type {Map<number, number>} */
    const numbers = new Map();
    /** @type {number[]} the middles */
    const at = [];
    for (let p = 0; p < model.premises; ++p) {
      const wx = places.premisesAt[2 * p] * scale;
      const wy = places.premisesAt[2 * p + 1] * scale;
      if (!(wx > frame.left - 20 && wy > frame.top - 20 && wx < frame.left + frame.width + 20 && wy < frame.top + frame.height + 20)) continue;
      let row = Math.round(wy / high);
      let column = Math.round(wx / wide - (row & 1) / 2);
      const dy = wy / high - row;
      if (Math.abs(dy) * 3 > 1) {
        const dx = wx / wide - (row & 1) / 2 - column;
        const other = row + Math.sign(dy);
        const near = Math.round(wx / wide - (other & 1) / 2);
        const dx2 = wx / wide - (other & 1) / 2 - near;
        const dy2 = wy / high - other;
        if (dx2 * dx2 * 3 + dy2 * dy2 * 2.25 < dx * dx * 3 + dy * dy * 2.25) [row, column] = [other, near];
      }
      const name = row * 67108864 + column;
      let cell = numbers.get(name);
      if (cell === undefined) {
        numbers.set(name, (cell = numbers.size));
        at.push((column + (row & 1) / 2) * wide - frame.left, row * high - frame.top);
      }
      cellOf[p] = cell;
    }
    this.cells = { key, cellOf, at };
    return this.cells;
  }

  /** Hexagons: darker the more homes are served, larger the more homes there are.
   * @param {any} ctx @param {Frame} frame @param {Colour} colour */
  paintHexagons(ctx, frame, colour) {
    const { model, view } = this;
    const { cellOf, at } = this.hexagonsOf(frame);
    const homes = model.columns['premises.homes'];
    const all = new Float64Array(at.length / 2);
    const served = new Float64Array(at.length / 2);
    for (let p = 0; p < model.premises; ++p) {
      const cell = cellOf[p];
      if (cell < 0) continue;
      all[cell] += homes[p];
      if (view.of[p] === 0) served[cell] += homes[p];
    }
    const most = all.reduce((largest, n) => Math.max(largest, n), 1);
    ctx.strokeStyle = colour('--ink');
    ctx.lineWidth = 0.5;
    for (let step = 0; step < 5; ++step) {
      ctx.beginPath();
      for (let cell = 0; cell < all.length; ++cell) {
        const share = all[cell] > 0 ? served[cell] / all[cell] : 0;
        if (Math.min(4, Math.floor(share * 5)) !== step) continue;
        const r = hexagon * (0.45 + 0.55 * Math.sqrt(all[cell] / most));
        for (let i = 0; i < 6; ++i)
          ctx[i === 0 ? 'moveTo' : 'lineTo'](at[2 * cell] + r * Math.sin((i * Math.PI) / 3), at[2 * cell + 1] + r * Math.cos((i * Math.PI) / 3));
        ctx.closePath();
      }
      ctx.fillStyle = colour(`--share-${step}`);
      ctx.fill();
      ctx.stroke();
    }
  }

  /** @param {any} ctx @param {Frame} frame @param {Colour} colour @param {number[]} which 1: sources, 0: others */
  paintSites(ctx, frame, colour, which) {
    const { model, places } = this;
    const { sites } = places.inFrame(frame);
    const isSource = model.columns['sites.is_source'];
    const kinds = model.columns['sites.kind'];
    const states = this.view.siteState;
    const isLabelled = !places.isGeographic && model.sites <= 60;
    const r = this.siteSize();
    if (model.sites > mostPoints) return;
    /** @type {Array<[number, number, number]>} */
    const labels = [];
    // Sites that look alike are drawn at once, sources last.
    /** @type {Map<string, {path: Path2D, shape: string, state: number, points: number[]}>} */
    const groups = new Map();
    for (const sources of which)
      for (let site = 0; site < model.sites; ++site) {
        if (isSource[site] !== sources) continue;
        const x = sites[2 * site];
        const y = sites[2 * site + 1];
        if (!(x > -20 && y > -20 && x < frame.width + 20 && y < frame.height + 20)) continue;
        const shape = sources ? 'source' : siteShapes[kinds[site] % siteShapes.length];
        const key = `${shape} ${states[site]}`;
        let group = groups.get(key);
        if (group === undefined) groups.set(key, (group = { path: new Path2D(), shape, state: states[site], points: [] }));
        const size = sources ? Math.max(r * 1.5, 6) : r;
        addShape(group.path, shape, x, y, size);
        if (sources || isLabelled) group.points.push(x, y, site);
      }
    for (const { path, shape, state, points } of groups.values()) {
      const isBuilt = state === model.operational;
      const edge = colour(linkColours[model.page.states[state]]);
      ctx.fillStyle = isBuilt ? colour('--ink') : colour('--map');
      ctx.fill(path);
      ctx.strokeStyle = isBuilt ? colour('--map') : edge;
      ctx.lineWidth = r < 3 ? 0.6 : isBuilt ? 1 : 1.8;
      ctx.stroke(path);
      const size = shape === 'source' ? Math.max(r * 1.5, 6) : r;
      for (let i = 0; i < points.length; i += 3) {
        if (shape === 'source') addEye(ctx, points[i], points[i + 1], size, colour('--map'));
        if (isLabelled) labels.push([points[i] - 6, points[i + 1] - size - 3, points[i + 2]]);
      }
    }
    this.paintNames(ctx, colour, labels);
  }

  /** Rings and wide lines: the wider, the more users the element alone cuts off. @param {any} ctx @param {Frame} frame @param {Colour} colour */
  paintFailures(ctx, frame, colour) {
    const { model, places } = this;
    const { sites } = places.inFrame(frame);
    const [{ users: most }] = model.failures();
    ctx.strokeStyle = colour('--bad');
    for (const { kind, index, users } of [...model.failures()].reverse()) {
      const size = this.grow * (4 + 14 * Math.sqrt(users / most));
      ctx.beginPath();
      if (kind === 'site') {
        addShape(ctx, 'ring', sites[2 * index], sites[2 * index + 1], size);
        ctx.globalAlpha = 1;
        ctx.lineWidth = 2.5;
      } else {
        const course = places.courseOf(index);
        if (course !== null) this.trace(ctx, frame, course);
        else for (const end of ['from', 'to']) ctx.lineTo(sites[2 * model.ofLink(end, index)], sites[2 * model.ofLink(end, index) + 1]);
        ctx.globalAlpha = 0.35;
        ctx.lineWidth = size * 0.7;
      }
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  /** Names of sites, each where none stands yet. @param {any} ctx @param {Colour} colour
   * @param {Array<[number, number, number]>} labels places and sites */
  paintNames(ctx, colour, labels) {
    const { model } = this;
    ctx.font = `600 ${12 * this.grow}px system-ui, sans-serif`;
    ctx.textBaseline = 'bottom';
    ctx.lineWidth = 3;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = colour('--map');
    ctx.fillStyle = colour('--ink');
    /** @type {Array<[number, number, number]>} */
    const written = [];
    for (const [x, y, site] of labels.sort((a, b) => a[2] - b[2])) {
      const text = shortened(model.title('site', site) || model.names.sites.at(site));
      const { width } = ctx.measureText(text);
      if (written.some(([left, bottom, wide]) => Math.abs(bottom - y) < 13 * this.grow && x < left + wide && left < x + width)) continue;
      written.push([x, y, width]);
      ctx.strokeText(text, x, y);
      ctx.fillText(text, x, y);
    }
  }

  /** @param {any} ctx @param {Frame} frame @param {Colour} colour */
  paintChosen(ctx, frame, colour) {
    if (this.chosen === null || this.chosen.kind === 'area') return;
    const { model, places } = this;
    const { kind, index } = this.chosen;
    const { sites, premises } = places.inFrame(frame);
    const at = (/** @type {Float32Array} */ pixels, /** @type {number} */ i) => /** @type {[number, number]} */ ([pixels[2 * i], pixels[2 * i + 1]]);
    const links = kind === 'premises' ? model.route(index).filter(([what]) => what === 'link').map(([, link]) => link) : kind === 'link' ? [index] : [];
    ctx.beginPath();
    for (const link of links) {
      const course = places.courseOf(link);
      if (course !== null) {
        this.trace(ctx, frame, course);
        continue;
      }
      ctx.moveTo(...at(sites, model.ofLink('from', link)));
      ctx.lineTo(...(model.isFinal(link) ? at(premises, model.premisesOf(link)) : at(sites, model.columns['links.to'][link])));
    }
    const ends = kind === 'premises' ? [at(premises, index)] : kind === 'site' ? [at(sites, index)] : [];
    for (const [x, y] of ends) addShape(ctx, 'ring', x, y, 11);
    for (const [width, name] of /** @type {Array<[number, string]>} */ ([[6, '--map'], [3, '--accent']])) {
      ctx.lineWidth = width;
      ctx.strokeStyle = colour(name);
      ctx.stroke();
    }
  }
}
