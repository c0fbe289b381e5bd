// @ts-check
// The map: Leaflet pans and zooms, one canvas shows what the painter draws, and a click chooses the nearest element.

import { byId, el } from './base.js';
import { Legend } from './legend.js';
import { none } from './model.js';
import { isInside } from './outlines.js';
import { Painter } from './paint.js';
import { Places } from './places.js';
import { renewColours } from './shapes.js';

/** @typedef {import('./places.js').Chosen} Chosen */

/** The square of the distance from the origin to a line. @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1 */
function toLine(x0, y0, x1, y1) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = Math.max(0, Math.min(1, -(x0 * dx + y0 * dy) / (dx * dx + dy * dy || 1)));
  return (x0 + along * dx) ** 2 + (y0 + along * dy) ** 2;
}

export class NetworkMap {
  /** @param {import('./model.js').Model} model @param {(kind: string, index: number) => void} select */
  constructor(model, select) {
    this.model = model;
    this.select = select;
    this.places = new Places(model);
    const { tiles } = model.page;
    this.painter = new Painter(model, this.places, Boolean(tiles) && this.places.isGeographic);
    this.legend = new Legend(this.painter, () => this.draw());
    this.isWaiting = false;
    const { L } = /** @type {any} */ (window);
    this.L = L;
    const { isGeographic } = this.places;
    this.map = L.map(byId('map'), {
      crs: isGeographic ? L.CRS.EPSG3857 : L.CRS.Simple, minZoom: isGeographic ? 1 : -8, maxZoom: isGeographic ? 20 : 8,
      zoomSnap: 0.25, zoomDelta: 0.5, zoomAnimation: false, fadeAnimation: false, inertia: false, attributionControl: false, preferCanvas: true });
    if (this.painter.hasGround) L.tileLayer(tiles, { maxZoom: 20, referrerPolicy: 'no-referrer' }).addTo(this.map);
    this.canvas = el('canvas', { class: 'leaflet-zoom-hide', 'aria-hidden': 'true' });
    this.map.getPanes().overlayPane.append(this.canvas);
    this.map.on('move zoom viewreset resize', () => this.redraw());
    this.map.on('click', (/** @type {any} */ event) => this.click(event.containerPoint));
    this.home();
  }

  /** Shows the whole network. */
  home() {
    const size = this.map.getSize();
    this.places.fit = this.places.zoomFor(size.x, size.y);
    this.goTo(this.places.box, this.places.fit);
  }
  /** @param {[number, number, number, number]} box @param {number} zoom */
  goTo([left, top, right, bottom], zoom) {
    const near = Math.floor(zoom * 4) / 4;
    const middle = this.map.unproject([(left + right + this.roomNow() / 2 ** near) / 2, (top + bottom) / 2], 0);
    this.map.setView(middle, near, { animate: false });
  }

  roomNow() {
    const size = this.map.getSize();
    return this.places.room(size.x, size.y);
  }

  /** @param {import('./paint.js').View} view */
  show(view) {
    this.painter.show(view);
    this.legend.update();
    this.draw();
  }
  /** After a change of colours. */
  showAgain() {
    renewColours(false);
    this.legend.write();
    this.draw();
  }
  /** @param {Chosen|null} element */
  choose(element) {
    this.painter.chosen = element;
    const box = element === null ? null : this.places.boxOf(element);
    if (element !== null && box !== null) {
      const scale = 2 ** this.map.getZoom();
      const seen = this.map.getPixelBounds();
      const size = this.map.getSize();
      if (element.kind === 'area' && !this.painter.layers.areas) {
        this.painter.layers.areas = true;
        this.legend.write();
      }
      if (element.kind === 'area') this.goTo(box, Math.min(this.places.zoomFor(size.x, size.y, box), this.places.fit + 5));
      else if (!seen.contains(this.L.point(box[0] * scale, box[1] * scale))) this.goTo(box, this.map.getZoom());
    }
    this.draw();
  }

  /** What the window shows of the map. @returns {import('./places.js').Frame} */
  frame() {
    const corner = this.map.getPixelBounds().min;
    const size = this.map.getSize();
    return { width: size.x, height: size.y, zoom: this.map.getZoom(), left: corner.x, top: corner.y };
  }

  /** Where an element is drawn, in the window. @param {Chosen|null} element @returns {{x: number, y: number}|null} */
  windowPixel(element) {
    if (element === null || element.kind === 'link' || element.kind === 'area') return null;
    const { sites, premises } = this.places.inFrame(this.frame());
    const pixels = element.kind === 'premises' ? premises : sites;
    const box = byId('map').getBoundingClientRect();
    return { x: box.left + pixels[2 * element.index], y: box.top + pixels[2 * element.index + 1] };
  }

  /** Draws before the next picture of the screen, once. */
  redraw() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.draw();
    });
  }

  draw() {
    const frame = this.frame();
    if (frame.width === 0 || frame.height === 0) return; // not on the screen
    const density = window.devicePixelRatio || 1;
    const { canvas } = this;
    const [width, height] = [Math.round(frame.width * density), Math.round(frame.height * density)];
    if (canvas.width !== width || canvas.height !== height) {
      [canvas.width, canvas.height] = [width, height];
      canvas.style.width = `${frame.width}px`;
      canvas.style.height = `${frame.height}px`;
    }
    this.L.DomUtil.setPosition(canvas, this.map.containerPointToLayerPoint([0, 0]));
    const ctx = canvas.getContext('2d');
    ctx.setTransform(density, 0, 0, density, 0, 0);
    ctx.clearRect(0, 0, frame.width, frame.height);
    this.painter.paint(ctx, frame);
  }

  /** The whole network as a picture for paper, with the legend; `showAgain` leads back to the screen. @param {number} width @param {number} height */
  picture(width, height) {
    renewColours(true);
    this.legend.write();
    const canvas = el('canvas', { width: 2 * width, height: 2 * height });
    const ctx = canvas.getContext('2d');
    ctx.scale(2, 2);
    const zoom = this.places.zoomFor(width, height);
    const [left, top, right, bottom] = this.places.box;
    const scale = 2 ** zoom;
    this.painter.paint(ctx, { width, height, zoom, left: (scale * (left + right) + this.places.room(width, height) - width) / 2, top: (scale * (top + bottom) - height) / 2 });
    return canvas.toDataURL();
  }

  /** @param {{x: number, y: number}} at */
  click(at) {
    const nearest = this.nearest(at);
    if (nearest !== null) this.select(nearest.kind, nearest.index);
  }

  /** The element that a click means. @param {{x: number, y: number}} at @returns {Chosen|null} */
  nearest(at) {
    const { model, places } = this;
    const { layers } = this.painter;
    const frame = this.frame();
    const { sites, premises } = places.inFrame(frame);
    /** @type {Chosen|null} */
    let nearest = null;
    let least = 14 * 14;
    const consider = (/** @type {string} */ kind, /** @type {number} */ index, /** @type {number} */ distance) => {
      if (distance < least) [nearest, least] = [{ kind, index }, distance];
    };
    if (layers.premises)
      for (let p = 0; p < model.premises; ++p) consider('premises', p, (premises[2 * p] - at.x) ** 2 + (premises[2 * p + 1] - at.y) ** 2);
    if (layers.sites)
      for (let s = 0; s < model.sites; ++s) consider('site', s, (sites[2 * s] - at.x) ** 2 + (sites[2 * s + 1] - at.y) ** 2);
    if (nearest === null && layers.links) this.considerLinks(at, frame, consider);
    if (nearest !== null || !layers.areas) return nearest;
    const scale = 2 ** frame.zoom;
    const [x, y] = [(at.x + frame.left) / scale, (at.y + frame.top) / scale];
    const smallest = [...places.outlines].reverse().find((outline) => isInside(outline, x, y, 7 / scale));
    return smallest === undefined ? null : { kind: 'area', index: smallest.area };
  }

  /** @param {{x: number, y: number}} at @param {import('./places.js').Frame} frame
   * @param {(kind: string, index: number, distance: number) => void} consider */
  considerLinks(at, frame, consider) {
    const { model, places } = this;
    const { sites } = places.inFrame(frame);
    const scale = 2 ** frame.zoom;
    const from = model.columns['links.from'];
    const to = model.columns['links.to'];
    const most = 8 * 8;
    for (let link = 0; link < model.links; ++link) {
      if (to[link] === none) continue;
      const course = places.courseOf(link);
      let distance = Infinity;
      if (course === null)
        distance = toLine(sites[2 * from[link]] - at.x, sites[2 * from[link] + 1] - at.y, sites[2 * to[link]] - at.x, sites[2 * to[link] + 1] - at.y);
      else
        for (let i = 2; i < course.length; i += 2)
          distance = Math.min(distance, toLine(course[i - 2] * scale - frame.left - at.x, course[i - 1] * scale - frame.top - at.y,
            course[i] * scale - frame.left - at.x, course[i + 1] * scale - frame.top - at.y));
      if (distance < most) consider('link', link, distance);
    }
  }
}
