// @ts-check
// Over 400 lines: drawing, choosing and the legend share the places of elements and the view.
// The map: Leaflet pans and zooms, and one canvas draws premises, links and sites, many at once. Every kind of
// premises has its own shape as well as its colour, so that the map can be read in black and white.

import { byId, el, grouped } from './base.js';
import { none } from './model.js';
import { addEye, addShape, finishShapes, linkColours, linkDashes, pageColours, shortened, swatch } from './shapes.js';
import { treePositions } from './tree.js';
import { plain } from './words.js';

const mostPoints = 200000; // of premises; more are summed up in hexagons
const fewPoints = 3000;
const fineShape = 2; // pixels; what is smaller is drawn as a dot, which is faster
const mostLabels = 100; // of premises in a drawn tree
const labelRoom = 110; // pixels to the right of it
const hexagon = 13; // pixels from the middle to a corner
const siteShapes = ['diamond', 'triangle', 'disc', 'square']; // by kind; sources have their own

/** @typedef {{label: string, shape: string, colour: string}} Kind colour is the name of a CSS property
 * @typedef {{kinds: Kind[], of: Uint8Array, siteState: Uint8Array, linkState: (link: number) => number, title: string}} View */

export class NetworkMap {
  /** @param {import('./model.js').Model} model @param {(kind: string, index: number) => void} select */
  constructor(model, select) {
    this.model = model;
    this.select = select;
    this.layers = { premises: true, links: true, sites: true };
    /** @type {View|null} */
    this.view = null;
    /** @type {{kind: string, index: number}|null} */
    this.chosen = null;
    /** @type {Map<number, Float64Array>} */
    this.courses = new Map();
    this.isGeographic = this.placeByCoordinates();
    if (!this.isGeographic) this.placeAsTree();
    this.findBounds();
    this.makeMap();
  }

  /** Pixels at zoom 0 for every element; NaN without a place. @returns {boolean} whether any site has coordinates */
  placeByCoordinates() {
    const { columns, sites, premises } = this.model;
    const points = columns['sites.point'];
    const own = columns['premises.point'];
    const all = [points, own];
    const known = all.some((column) => column.some((/** @type {number} */ x) => !Number.isNaN(x)));
    if (!known) return false;
    const shift = this.dateLine(all);
    const project = (/** @type {Float64Array} */ pairs, /** @type {number} */ count) => {
      const placed = new Float64Array(2 * count).fill(NaN);
      for (let i = 0; 2 * i < pairs.length; ++i) {
        const lon = pairs[2 * i] < shift ? pairs[2 * i] + 360 : pairs[2 * i];
        const lat = Math.max(-85.05, Math.min(85.05, pairs[2 * i + 1]));
        placed[2 * i] = (256 * (lon + 180)) / 360;
        placed[2 * i + 1] = 128 - (128 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
      }
      return placed;
    };
    this.siteAt = project(points, sites);
    this.premisesAt = project(own, premises);
    this.project = project;
    return true;
  }

  /** The course of a link, in pixels at zoom 0; null for a straight line. @param {number} link */
  courseOf(link) {
    const points = this.isGeographic ? this.model.routeOf(link) : [];
    if (points.length === 0) return null;
    const known = this.courses.get(link);
    if (known !== undefined) return known;
    const course = /** @type {any} */ (this.project)(points, points.length / 2);
    this.courses.set(link, course);
    return course;
  }

  /** Where the network is cut: in the widest gap of longitudes. What lies west of it is drawn east of the rest.
   * @param {Float64Array[]} all */
  dateLine(all) {
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

  placeAsTree() {
    const placed = treePositions(this.model);
    for (const pairs of [placed.sites, placed.premises]) for (let i = 1; i < pairs.length; i += 2) pairs[i] *= -1;
    this.siteAt = placed.sites;
    this.premisesAt = placed.premises;
  }

  /** Premises without a place of their own stand around the site of their final link. */
  placeAround() {
    const count = new Uint32Array(this.model.sites);
    this.around = new Uint32Array(this.model.premises).fill(none);
    this.turn = new Uint32Array(this.model.premises);
    this.unplaced = 0;
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

  findBounds() {
    this.placeAround();
    const spread = (/** @type {number} */ from) => {
      const values = [this.siteAt, this.premisesAt].flatMap((pairs) => Array.from(pairs.filter((x, i) => i % 2 === from && !Number.isNaN(x))));
      return Float64Array.from(values).sort();
    };
    const [xs, ys] = [spread(0), spread(1)];
    this.isEmpty = xs.length === 0;
    this.box = this.isEmpty ? [0, 0, 1, 1] : [xs[0], ys[0], xs[xs.length - 1], ys[ys.length - 1]];
    this.isCut = false;
    if (!this.isGeographic || xs.length < 100) return;
    // A few places far away do not decide what is seen at first.
    const middle = [xs, ys].map((sorted) => [sorted[Math.floor(sorted.length * 0.01)], sorted[Math.floor(sorted.length * 0.99)]]);
    const [[left, right], [top, bottom]] = middle.map(([low, high]) => [low - 0.1 * (high - low), high + 0.1 * (high - low)]);
    const [l, t, r, b] = this.box;
    this.isCut = r - l > 2 * (right - left) || b - t > 2 * (bottom - top);
    if (this.isCut) this.box = [Math.max(l, left), Math.max(t, top), Math.min(r, right), Math.min(b, bottom)];
  }

  room() {
    return !this.isGeographic && this.model.premises <= mostLabels ? labelRoom : 0;
  }

  /** The zoom at which all fits, and no closer than a street. @param {number} width @param {number} height */
  zoomFor(width, height) {
    const [left, top, right, bottom] = this.box;
    const room = Math.min((width - 60 - this.room()) / Math.max(right - left, 1e-12), (height - 60) / Math.max(bottom - top, 1e-12));
    return Math.max(0, Math.min(this.isGeographic ? 17 : 6, Math.log2(Math.max(room, 1e-3))));
  }

  makeMap() {
    const { L } = /** @type {any} */ (window);
    const pane = byId('map');
    this.map = L.map(pane, {
      crs: this.isGeographic ? L.CRS.EPSG3857 : L.CRS.Simple, minZoom: this.isGeographic ? 1 : -8, maxZoom: this.isGeographic ? 20 : 8,
      zoomSnap: 0.25, zoomDelta: 0.5, zoomAnimation: false, fadeAnimation: false, inertia: false, attributionControl: false, preferCanvas: true });
    const { tiles } = this.model.page;
    if (tiles && this.isGeographic)
      this.tiles = L.tileLayer(tiles, { maxZoom: 20, referrerPolicy: 'no-referrer' }).addTo(this.map);
    this.canvas = el('canvas', { class: 'leaflet-zoom-hide', 'aria-hidden': 'true' });
    this.map.getPanes().overlayPane.append(this.canvas);
    this.map.on('move zoom viewreset resize', () => this.redraw());
    this.map.on('click', (/** @type {any} */ event) => this.click(event.containerPoint));
    this.home();
  }

  home() {
    const size = this.map.getSize();
    this.fit = this.zoomFor(size.x, size.y);
    const zoom = Math.floor(this.fit * 4) / 4;
    const [left, top, right, bottom] = this.box;
    const middle = this.map.unproject([(left + right + this.room() / 2 ** zoom) / 2, (top + bottom) / 2], 0);
    this.map.setView(middle, zoom, { animate: false });
  }

  /** @param {View} view */
  show(view) {
    this.view = view;
    this.legend();
    this.draw();
  }
  /** @param {{kind: string, index: number}|null} element */
  choose(element) {
    this.chosen = element;
    if (element !== null) {
      const at = this.placeOf(element);
      if (at !== null && !this.map.getPixelBounds().contains(at)) this.map.panTo(this.map.unproject(at, this.map.getZoom()), { animate: false });
    }
    this.draw();
  }
  /** @param {{kind: string, index: number}} element */
  placeOf({ kind, index }) {
    const scale = 2 ** this.map.getZoom();
    const pairs = kind === 'premises' ? this.premisesAt : this.siteAt;
    const at = kind === 'link' ? this.model.ofLink('from', index) : index;
    return Number.isNaN(pairs[2 * at]) ? null : /** @type {any} */ (window).L.point(pairs[2 * at] * scale, pairs[2 * at + 1] * scale);
  }

  /** @param {{kind: string, index: number}|null} element @returns {{x: number, y: number}|null} in the window */
  windowPixel(element) {
    if (element === null || element.kind === 'link') return null;
    const corner = this.map.getPixelBounds().min;
    const frame = { zoom: this.map.getZoom(), left: corner.x, top: corner.y };
    const scale = 2 ** frame.zoom;
    const [x, y] = element.kind === 'premises' ? this.premisesPixel(element.index, frame)
      : [this.siteAt[2 * element.index] * scale - frame.left, this.siteAt[2 * element.index + 1] * scale - frame.top];
    const box = byId('map').getBoundingClientRect();
    return { x: box.left + x, y: box.top + y };
  }

  redraw() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.draw();
    });
  }

  draw() {
    if (this.view === null) return;
    const { L } = /** @type {any} */ (window);
    const size = this.map.getSize();
    const density = window.devicePixelRatio || 1;
    const { canvas } = this;
    canvas.width = Math.round(size.x * density);
    canvas.height = Math.round(size.y * density);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    L.DomUtil.setPosition(canvas, this.map.containerPointToLayerPoint([0, 0]));
    const corner = this.map.getPixelBounds().min;
    const ctx = canvas.getContext('2d');
    ctx.scale(density, density);
    this.paint(ctx, { width: size.x, height: size.y, zoom: this.map.getZoom(), left: corner.x, top: corner.y });
  }

  /** The whole network as a picture, for paper. @param {number} width @param {number} height */
  picture(width, height) {
    const canvas = el('canvas', { width: 2 * width, height: 2 * height });
    const ctx = canvas.getContext('2d');
    ctx.scale(2, 2);
    const zoom = this.zoomFor(width, height);
    const [left, top, right, bottom] = this.box;
    const scale = 2 ** zoom;
    this.paint(ctx, { width, height, zoom, left: (scale * (left + right) + this.room() - width) / 2, top: (scale * (top + bottom) - height) / 2 });
    return canvas.toDataURL();
  }

  /** The place of a premises on the canvas. @param {number} p @param {any} frame @returns {[number, number]} */
  premisesPixel(p, frame) {
    const scale = 2 ** frame.zoom;
    let x = this.premisesAt[2 * p] * scale - frame.left;
    let y = this.premisesAt[2 * p + 1] * scale - frame.top;
    if (this.around[p] !== none) {
      // A sunflower around the site, smaller where the whole network is seen.
      const k = this.turn[p];
      const r = (7 + 5 * Math.sqrt(k)) * Math.min(1, 0.7 * 2 ** (frame.zoom - this.fit));
      x += r * Math.cos(k * 2.39996 + 0.6);
      y += r * Math.sin(k * 2.39996 + 0.6);
    }
    return [x, y];
  }

  /** @param {CanvasRenderingContext2D} ctx @param {{width: number, height: number, zoom: number, left: number, top: number}} frame */
  paint(ctx, frame) {
    const colour = pageColours();
    const { width, height } = frame;
    if (!this.tiles) {
      ctx.fillStyle = colour('--map');
      ctx.fillRect(0, 0, width, height);
    }
    ctx.lineCap = 'round';
    const isDense = this.model.premises > mostPoints;
    if (this.layers.links) this.paintLinks(ctx, frame, colour);
    const isCrowded = this.model.sites > 500; // then premises lie above all sites but sources
    if (this.layers.sites && isCrowded) this.paintSites(ctx, frame, colour, [0]);
    if (this.layers.premises) isDense ? this.paintHexagons(ctx, frame, colour) : this.paintPremises(ctx, frame, colour);
    if (this.layers.sites) this.paintSites(ctx, frame, colour, isCrowded ? [1] : [0, 1]);
    this.paintChosen(ctx, frame, colour);
    if (this.isEmpty || this.model.sites + this.model.premises === 0) {
      ctx.fillStyle = colour('--ink');
      ctx.font = '15px system-ui, sans-serif';
      ctx.fillText('Nothing to draw: the scenario has no places.', 24, 36);
    }
  }

  /** @param {any} ctx @param {any} frame @param {(name: string) => string} colour */
  paintLinks(ctx, frame, colour) {
    const { model } = this;
    const view = /** @type {View} */ (this.view);
    const scale = 2 ** frame.zoom;
    const stranded = model.columns['result.link_stranded'];
    let most = 0;
    for (let link = 0; link < model.links; ++link) most = Math.max(most, stranded[link]);
    const widths = 5;
    /** @type {Map<number, Path2D>} */
    const paths = new Map();
    const along = (/** @type {number} */ state, /** @type {number} */ width, /** @type {Float64Array} */ points) => {
      const key = state * (widths + 2) + width;
      let path = paths.get(key);
      if (path === undefined) paths.set(key, (path = new Path2D()));
      for (let i = 0; i < points.length; i += 2) {
        const [x, y] = [points[i] * scale - frame.left, points[i + 1] * scale - frame.top];
        if (i === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      }
    };
    const add = (/** @type {number} */ state, /** @type {number} */ width, /** @type {number} */ x0, /** @type {number} */ y0, /** @type {number} */ x1, /** @type {number} */ y1) => {
      if (Math.max(x0, x1) < -20 || Math.min(x0, x1) > frame.width + 20 || Math.max(y0, y1) < -20 || Math.min(y0, y1) > frame.height + 20) return;
      const key = state * (widths + 2) + width;
      let path = paths.get(key);
      if (path === undefined) paths.set(key, (path = new Path2D()));
      path.moveTo(x0, y0);
      path.lineTo(x1, y1);
    };
    const { siteAt } = this;
    const from = model.columns['links.from'];
    const to = model.columns['links.to'];
    for (let link = 0; link < model.links; ++link) {
      const state = view.linkState(link);
      const course = this.courseOf(link);
      if (course !== null) {
        along(state, to[link] === none ? 0 : 1 + Math.round(widths * (most > 0 ? Math.sqrt(stranded[link] / most) : 0)), course);
        continue;
      }
      const a = from[link];
      const x0 = siteAt[2 * a] * scale - frame.left;
      const y0 = siteAt[2 * a + 1] * scale - frame.top;
      if (to[link] === none) {
        const [x1, y1] = this.premisesPixel(model.columns['links.premises'][link], frame);
        add(state, 0, x0, y0, x1, y1);
        continue;
      }
      const share = most > 0 ? Math.sqrt(stranded[link] / most) : 0;
      const b = to[link];
      add(state, 1 + Math.round(share * widths), x0, y0, siteAt[2 * b] * scale - frame.left, siteAt[2 * b + 1] * scale - frame.top);
    }
    if (model.premises <= mostPoints)
      for (let p = 0; p < model.premises; ++p) {
        const site = model.columns['premises.drop_site'][p];
        if (site === none) continue;
        const course = this.courseOf(model.links + p);
        if (course !== null) {
          along(view.linkState(model.links + p), 0, course);
          continue;
        }
        const [x1, y1] = this.premisesPixel(p, frame);
        add(view.linkState(model.links + p), 0, siteAt[2 * site] * scale - frame.left, siteAt[2 * site + 1] * scale - frame.top, x1, y1);
      }
    for (const [key, path] of [...paths].sort((a, b) => b[0] - a[0])) {
      const state = model.page.states[Math.floor(key / (widths + 2))];
      const width = key % (widths + 2);
      ctx.lineWidth = width === 0 ? 0.8 : 0.6 + 1.1 * width;
      ctx.setLineDash(linkDashes[state].map((/** @type {number} */ dash) => dash * Math.max(1, ctx.lineWidth / 2)));
      ctx.strokeStyle = colour(linkColours[state]);
      ctx.stroke(path);
    }
    ctx.setLineDash([]);
  }

  /** @param {any} ctx @param {any} frame @param {(name: string) => string} colour */
  paintPremises(ctx, frame, colour) {
    const { model } = this;
    const view = /** @type {View} */ (this.view);
    const near = 2 ** Math.max(0, Math.min(2, (frame.zoom - this.fit) / 2));
    const r = (model.premises > 20000 ? 1.7 : model.premises > fewPoints ? 2.4 : model.premises > 300 ? 3.6 : 5) * near;
    const paper = colour('--map');
    if (r < fineShape) {
      this.paintDots(ctx, frame, colour, r);
      return;
    }
    for (let kind = view.kinds.length - 1; kind >= 0; --kind) {
      const { shape, colour: name } = view.kinds[kind];
      ctx.beginPath();
      for (let p = 0; p < model.premises; ++p) {
        if (view.of[p] !== kind) continue;
        const [x, y] = this.premisesPixel(p, frame);
        if (x < -9 || y < -9 || x > frame.width + 9 || y > frame.height + 9 || x !== x) continue;
        addShape(ctx, shape, x, y, r);
      }
      finishShapes(ctx, shape, colour(name), paper, r);
    }
    const rows = ((this.box[3] - this.box[1]) * 2 ** frame.zoom) / Math.max(1, model.premises);
    if (this.isGeographic || model.premises > mostLabels || rows < 9) return;
    ctx.fillStyle = colour('--ink');
    ctx.font = '12px system-ui, sans-serif';
    ctx.textBaseline = 'middle';
    for (let p = 0; p < model.premises; ++p) {
      const [x, y] = this.premisesPixel(p, frame);
      ctx.fillText(shortened(model.title('premises', p) || model.names.premises.at(p)), x + r + 5, y);
    }
  }

  /** Premises as dots, set pixel by pixel: a hundred times as fast as shapes. The worst obstacles lie below the served.
   * @param {any} ctx @param {any} frame @param {(name: string) => string} colour @param {number} r */
  paintDots(ctx, frame, colour, r) {
    const { premisesAt, around, model } = this;
    const view = /** @type {View} */ (this.view);
    const density = ctx.getTransform().a;
    const width = Math.ceil(frame.width * density);
    const height = Math.ceil(frame.height * density);
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    // #rrggbb as the bytes of a pixel
    const inks = view.kinds.map((kind) => {
      const rgb = Number.parseInt(colour(kind.colour).slice(1), 16);
      return (0xff000000 | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
    });
    const scale = 2 ** frame.zoom;
    const side = Math.max(2, Math.round(1.8 * r * density));
    for (let kind = inks.length - 1; kind >= 0; --kind)
      for (let p = 0; p < model.premises; ++p) {
        if (view.of[p] !== kind) continue;
        let x = premisesAt[2 * p] * scale - frame.left;
        let y = premisesAt[2 * p + 1] * scale - frame.top;
        if (around[p] !== none) [x, y] = this.premisesPixel(p, frame);
        const left = Math.round(x * density - side / 2);
        const top = Math.round(y * density - side / 2);
        if (!(left >= 0 && top >= 0 && left + side <= width && top + side <= height)) continue;
        for (let row = top; row < top + side; ++row) pixels.fill(inks[kind], row * width + left, row * width + left + side);
      }
    const layer = el('canvas', { width, height });
    layer.getContext('2d').putImageData(image, 0, 0);
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.drawImage(layer, 0, 0);
    ctx.restore();
  }

  /** Hexagons: darker the more homes are served, larger the more homes there are.
   * @param {any} ctx @param {any} frame @param {(name: string) => string} colour */
  paintHexagons(ctx, frame, colour) {
    const { model } = this;
    const view = /** @type {View} */ (this.view);
    const scale = 2 ** frame.zoom;
    const homes = model.columns['premises.homes'];
    const wide = Math.sqrt(3) * hexagon;
    const high = 1.5 * hexagon;
    /** @type {Map<number, {x: number, y: number, all: number, served: number}>} */
    const cells = new Map();
    // Aligned to the ground, so that hexagons stay where they are when the map moves.
    for (let p = 0; p < model.premises; ++p) {
      const wx = this.premisesAt[2 * p] * scale;
      const wy = this.premisesAt[2 * p + 1] * scale;
      if (wx < frame.left - 20 || wy < frame.top - 20 || wx > frame.left + frame.width + 20 || wy > frame.top + frame.height + 20 || wx !== wx) continue;
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
      const key = row * 1e6 + column;
      let cell = cells.get(key);
      if (cell === undefined)
        cells.set(key, (cell = { x: (column + (row & 1) / 2) * wide - frame.left, y: row * high - frame.top, all: 0, served: 0 }));
      cell.all += homes[p];
      if (view.of[p] === 0) cell.served += homes[p];
    }
    let most = 1;
    for (const cell of cells.values()) most = Math.max(most, cell.all);
    for (const { x, y, all, served } of cells.values()) {
      const r = hexagon * (0.45 + 0.55 * Math.sqrt(all / most));
      const share = all > 0 ? served / all : 0;
      ctx.beginPath();
      for (let i = 0; i < 6; ++i) ctx.lineTo(x + r * Math.sin((i * Math.PI) / 3), y + r * Math.cos((i * Math.PI) / 3));
      ctx.closePath();
      ctx.fillStyle = colour(`--share-${Math.min(4, Math.floor(share * 5))}`);
      ctx.fill();
      ctx.strokeStyle = colour('--ink');
      ctx.lineWidth = 0.5;
      ctx.stroke();
    }
  }

  /** @param {any} ctx @param {any} frame @param {(name: string) => string} colour @param {number[]} which 1: sources, 0: others */
  paintSites(ctx, frame, colour, which) {
    const { model } = this;
    const scale = 2 ** frame.zoom;
    const isSource = model.columns['sites.is_source'];
    const kinds = model.columns['sites.kind'];
    const states = /** @type {View} */ (this.view).siteState;
    const isLabelled = !this.isGeographic && model.sites <= 60;
    const r = model.sites > 5000 ? 1.6 : model.sites > 500 ? 2.6 : 5.5;
    if (model.sites > mostPoints) return;
    // Sites that look alike are drawn at once, sources last.
    /** @type {Map<string, {path: Path2D, shape: string, state: number, points: number[]}>} */
    const groups = new Map();
    for (const sources of which)
      for (let site = 0; site < model.sites; ++site) {
        if (isSource[site] !== sources) continue;
        const x = this.siteAt[2 * site] * scale - frame.left;
        const y = this.siteAt[2 * site + 1] * scale - frame.top;
        if (x < -20 || y < -20 || x > frame.width + 20 || y > frame.height + 20 || x !== x) continue;
        const shape = sources ? 'source' : siteShapes[kinds[site] % siteShapes.length];
        const key = `${shape} ${states[site]}`;
        let group = groups.get(key);
        if (group === undefined) groups.set(key, (group = { path: new Path2D(), shape, state: states[site], points: [] }));
        const size = sources ? Math.max(r * 1.5, 6) : r;
        if (size < fineShape) group.path.rect(x - size, y - size, 2 * size, 2 * size);
        else addShape(group.path, shape, x, y, size);
        if (sources || isLabelled) group.points.push(x, y, site);
      }
    for (const { path, shape, state, points } of groups.values()) {
      const isBuilt = state === model.operational;
      const edge = colour(linkColours[model.page.states[state]]);
      ctx.fillStyle = isBuilt ? colour('--ink') : colour('--map');
      if (r < fineShape && shape !== 'source') ctx.fillStyle = colour(isBuilt ? '--ink' : '--quiet');
      ctx.fill(path);
      if (r >= fineShape || shape === 'source') {
        ctx.strokeStyle = isBuilt ? colour('--map') : edge;
        ctx.lineWidth = r < 3 ? 0.6 : isBuilt ? 1 : 1.8;
        ctx.stroke(path);
      }
      const size = shape === 'source' ? Math.max(r * 1.5, 6) : r;
      ctx.font = '600 12px system-ui, sans-serif';
      ctx.textBaseline = 'bottom';
      for (let i = 0; i < points.length; i += 3) {
        if (shape === 'source') addEye(ctx, points[i], points[i + 1], size, colour('--map'));
        if (!isLabelled) continue;
        ctx.fillStyle = colour('--ink');
        ctx.fillText(shortened(model.title('site', points[i + 2]) || model.names.sites.at(points[i + 2])), points[i] - 6, points[i + 1] - size - 3);
      }
    }
  }

  /** @param {any} ctx @param {any} frame @param {(name: string) => string} colour */
  paintChosen(ctx, frame, colour) {
    if (this.chosen === null) return;
    const { model } = this;
    const { kind, index } = this.chosen;
    const scale = 2 ** frame.zoom;
    const site = (/** @type {number} */ s) => /** @type {[number, number]} */ ([this.siteAt[2 * s] * scale - frame.left, this.siteAt[2 * s + 1] * scale - frame.top]);
    const links = kind === 'premises' ? model.route(index).filter(([what]) => what === 'link').map(([, link]) => link) : kind === 'link' ? [index] : [];
    ctx.beginPath();
    for (const link of links) {
      const course = this.courseOf(link);
      if (course !== null) {
        for (let i = 0; i < course.length; i += 2) ctx[i === 0 ? 'moveTo' : 'lineTo'](course[i] * scale - frame.left, course[i + 1] * scale - frame.top);
        continue;
      }
      ctx.moveTo(...site(model.ofLink('from', link)));
      ctx.lineTo(...(model.isFinal(link) ? this.premisesPixel(model.premisesOf(link), frame) : site(model.columns['links.to'][link])));
    }
    const ends = kind === 'premises' ? [this.premisesPixel(index, frame)] : kind === 'site' ? [site(index)] : [];
    for (const [x, y] of ends) addShape(ctx, 'ring', x, y, 11);
    for (const [width, name] of /** @type {Array<[number, string]>} */ ([[6, '--map'], [3, '--accent']])) {
      ctx.lineWidth = width;
      ctx.strokeStyle = colour(name);
      ctx.stroke();
    }
  }

  /** @param {{x: number, y: number}} at */
  click(at) {
    const corner = this.map.getPixelBounds().min;
    const size = this.map.getSize();
    const frame = { width: size.x, height: size.y, zoom: this.map.getZoom(), left: corner.x, top: corner.y };
    const { model } = this;
    const scale = 2 ** frame.zoom;
    /** @type {{kind: string, index: number}|null} */
    let nearest = null;
    let least = 14 * 14;
    const consider = (/** @type {string} */ kind, /** @type {number} */ index, /** @type {number} */ distance) => {
      if (distance < least) [nearest, least] = [{ kind, index }, distance];
    };
    if (this.layers.premises)
      for (let p = 0; p < model.premises; ++p) {
        const [x, y] = this.premisesPixel(p, frame);
        consider('premises', p, (x - at.x) ** 2 + (y - at.y) ** 2);
      }
    if (this.layers.sites)
      for (let s = 0; s < model.sites; ++s)
        consider('site', s, (this.siteAt[2 * s] * scale - frame.left - at.x) ** 2 + (this.siteAt[2 * s + 1] * scale - frame.top - at.y) ** 2);
    if (nearest === null && this.layers.links) {
      least = 8 * 8;
      for (let link = 0; link < model.links; ++link) {
        const to = model.columns['links.to'][link];
        if (to === none) continue;
        const from = model.columns['links.from'][link];
        const [x0, y0] = [this.siteAt[2 * from] * scale - frame.left - at.x, this.siteAt[2 * from + 1] * scale - frame.top - at.y];
        const [dx, dy] = [this.siteAt[2 * to] * scale - frame.left - at.x - x0, this.siteAt[2 * to + 1] * scale - frame.top - at.y - y0];
        const along = Math.max(0, Math.min(1, -(x0 * dx + y0 * dy) / (dx * dx + dy * dy || 1)));
        consider('link', link, (x0 + along * dx) ** 2 + (y0 + along * dy) ** 2);
      }
    }
    if (nearest !== null) this.select(/** @type {any} */ (nearest).kind, /** @type {any} */ (nearest).index);
  }

  legend() {
    const view = /** @type {View} */ (this.view);
    const colour = pageColours();
    const paper = colour('--map');
    const { model } = this;
    const isDense = model.premises > mostPoints;
    const homes = new Float64Array(view.kinds.length);
    const homesOf = model.columns['premises.homes'];
    for (let p = 0; p < model.premises; ++p) homes[view.of[p]] += homesOf[p];
    const { words } = model.page;
    const layer = (/** @type {'premises'|'links'|'sites'} */ name, /** @type {string} */ text) => {
      const box = el('input', { type: 'checkbox', change: () => { this.layers[name] = box.checked; this.draw(); } });
      box.checked = this.layers[name];
      return el('label', {}, box, text);
    };
    const premises = isDense
      ? [0, 1, 2, 3, 4].map((step) => el('li', {}, swatch('square', colour(`--share-${step}`), colour('--ink')), `${step * 20}–${step * 20 + 20} % ${words.served}`))
      : view.kinds.map((kind, i) => (homes[i] === 0 ? null : el('li', {}, swatch(kind.shape, colour(kind.colour), paper), kind.label, el('span', { class: 'quiet' }, ` ${grouped(homes[i])} ${words.homes}`)))).filter(Boolean);
    const states = new Set();
    const dropSites = model.columns['premises.drop_site'];
    const seen = new Uint8Array(256);
    for (let link = 0; link < model.links; ++link) seen[view.linkState(link)] = 1;
    for (let p = 0; p < model.premises; ++p) if (dropSites[p] !== none) seen[view.linkState(model.links + p)] = 1;
    seen.forEach((is, state) => { if (is) states.add(state); });
    const links = [...states].sort().map((state) => {
      const name = model.page.states[state];
      const canvas = el('canvas', { width: 56, height: 36, class: 'swatch wide', 'aria-hidden': 'true' });
      const ctx = canvas.getContext('2d');
      ctx.scale(2, 2);
      ctx.lineWidth = 2;
      ctx.setLineDash(linkDashes[name]);
      ctx.strokeStyle = colour(linkColours[name]);
      ctx.beginPath();
      ctx.moveTo(1, 9);
      ctx.lineTo(27, 9);
      ctx.stroke();
      return el('li', {}, canvas, plain(name));
    });
    const kinds = new Map();
    for (let s = 0; s < model.sites && kinds.size < 12; ++s) {
      const source = model.columns['sites.is_source'][s] === 1;
      const kind = model.columns['sites.kind'][s];
      kinds.set(source ? 'source' : model.names.kinds.at(kind) || 'site', source ? 'source' : siteShapes[kind % siteShapes.length]);
    }
    const sites = [...kinds].map(([name, shape]) => el('li', {}, swatch(shape, colour('--ink'), paper), name));
    const hints = [];
    if (!this.isGeographic) hints.push('The scenario has no coordinates: this is the tree of best paths, from the sources on the left.');
    else if (this.around.some((site) => site !== none)) hints.push(`Premises without coordinates stand around the site of their ${words.final_link}.`);
    if (this.isCut) hints.push('Some elements lie far away; zoom out to see them.');
    if (this.unplaced > 0) hints.push(`${grouped(this.unplaced)} premises without a place are not drawn.`);
    byId('legend').replaceChildren(
      el('h3', {}, view.title),
      el('div', { class: 'legend-part' }, layer('premises', words.homes), el('ul', {}, ...premises)),
      el('div', { class: 'legend-part' }, layer('links', 'links'), el('ul', {}, ...links), el('p', { class: 'quiet' }, 'Wider: more stranded value.')),
      el('div', { class: 'legend-part' }, layer('sites', 'sites'), el('ul', {}, ...sites), el('p', { class: 'quiet' }, 'Hollow: not operational.')),
      ...hints.map((text) => el('p', { class: 'quiet' }, text)),
    );
  }
}
