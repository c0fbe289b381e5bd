// @ts-check
// The legend of the map, with the choice of layers.

import { byId, counted, el, grouped } from './base.js';
import { none } from './model.js';
import { siteShapes } from './paint.js';
import { linkColours, linkDashes, pageColours, swatch } from './shapes.js';
import { plain } from './words.js';

/** @param {string} state */
function lineSwatch(state) {
  const canvas = el('canvas', { width: 56, height: 36, class: 'swatch wide', 'aria-hidden': 'true' });
  const ctx = canvas.getContext('2d');
  ctx.scale(2, 2);
  ctx.lineWidth = 2;
  ctx.setLineDash(linkDashes[state]);
  ctx.strokeStyle = pageColours()(linkColours[state]);
  ctx.beginPath();
  ctx.moveTo(1, 9);
  ctx.lineTo(27, 9);
  ctx.stroke();
  return canvas;
}

/** The shares in five steps. @param {string} served */
function shares(served) {
  const colour = pageColours();
  return [0, 1, 2, 3, 4].map((step) => el('li', {}, swatch('square', colour(`--share-${step}`), colour('--ink')), `${step * 20}–${step * 20 + 20} % ${served}`));
}

/** @param {import('./model.js').Model} model */
function siteKinds(model) {
  const colour = pageColours();
  const isSource = model.columns['sites.is_source'];
  const kinds = model.columns['sites.kind'];
  const seen = new Set();
  let hasSource = false;
  for (let s = 0; s < model.sites && seen.size < 12; ++s)
    if (isSource[s] === 1) hasSource = true;
    else seen.add(kinds[s]);
  const row = (/** @type {string} */ name, /** @type {string} */ shape) => el('li', {}, swatch(shape, colour('--ink'), colour('--map')), name);
  return [hasSource ? row('source', 'source') : null, ...[...seen].map((kind) => row(model.names.kinds.at(kind) || 'site', siteShapes[kind % siteShapes.length]))]
    .filter((one) => one !== null);
}

export class Legend {
  /** @param {import('./paint.js').Painter} painter @param {() => void} redraw */
  constructor(painter, redraw) {
    this.painter = painter;
    this.redraw = redraw;
    /** What is written apart from numbers. */
    this.written = '';
    /** @type {any[]} the number of homes of each kind */
    this.counts = [];
  }

  /** The homes of each kind of premises, and which states links have. */
  count() {
    const { model, view, linkState } = this.painter;
    const homes = new Float64Array(view.kinds.length);
    const homesOf = model.columns['premises.homes'];
    for (let p = 0; p < model.premises; ++p) homes[view.of[p]] += homesOf[p];
    const dropSite = model.columns['premises.drop_site'];
    const seen = new Uint8Array(256);
    for (let link = 0; link < model.links; ++link) seen[linkState[link]] = 1;
    for (let p = 0; p < model.premises; ++p) if (dropSite[p] !== none) seen[linkState[model.links + p]] = 1;
    return { homes, seen };
  }

  /** Numbers alone if nothing else has changed. */
  update() {
    const { homes, seen } = this.count();
    if (this.keyOf(homes, seen) !== this.written) this.write();
    else homes.forEach((n, i) => { if (this.counts[i]) this.counts[i].textContent = this.homesText(n); });
  }
  /** @param {Float64Array} homes @param {Uint8Array} seen */
  keyOf(homes, seen) {
    return `${this.painter.view.title} ${homes.map((n) => (n > 0 ? 1 : 0)).join('')} ${seen.join('')}`;
  }
  /** @param {number} n */
  homesText(n) {
    const { words } = this.painter.model.page;
    return ` ${counted(n, words.home, words.homes)}`;
  }

  write() {
    const { painter } = this;
    const { model, places, view, layers } = painter;
    const { words } = model.page;
    const { homes, seen } = this.count();
    this.written = this.keyOf(homes, seen);
    const colour = pageColours();
    const part = (/** @type {'premises'|'links'|'sites'|'areas'|'failures'} */ name, /** @type {string} */ text, /** @type {any[]} */ items, /** @type {string} */ hint) => {
      const list = el('ul', {}, ...items);
      const note = el('p', { class: 'quiet' }, hint);
      const box = el('input', { type: 'checkbox', change: () => { layers[name] = box.checked; show(); this.redraw(); } });
      box.checked = layers[name];
      const all = el('div', { class: 'legend-part' }, el('label', {}, box, text), list, note);
      const show = () => {
        all.classList.toggle('off', !layers[name]);
        list.hidden = !layers[name];
        note.hidden = !layers[name] || hint === '';
      };
      show();
      return all;
    };
    this.counts = view.kinds.map((_, i) => (homes[i] === 0 || painter.isDense ? null : el('span', { class: 'quiet' }, this.homesText(homes[i]))));
    const kinds = view.kinds.map((kind, i) => (this.counts[i] === null ? null : el('li', {}, swatch(kind.shape, colour(kind.colour), colour('--map')), el('span', {}, kind.label, this.counts[i]))));
    const states = model.page.states.filter((/** @type {string} */ _, /** @type {number} */ state) => seen[state] === 1)
      .map((/** @type {string} */ name) => el('li', {}, lineSwatch(name), plain(name)));
    const parts = [
      part('premises', words.homes, painter.isDense ? shares(words.served) : kinds.filter((kind) => kind !== null),
        painter.isDense ? `Hexagons sum up many ${words.homes}: the larger, the more.` : ''),
      part('links', 'links', states, 'Wider: more stranded value.'),
      part('sites', 'sites', siteKinds(model), 'Hollow: not operational.')];
    if (model.failures().length > 0) {
      const [{ users }] = model.failures();
      parts.push(part('failures', 'single points of failure', [el('li', {}, swatch('ring', colour('--bad'), colour('--map')), `up to ${grouped(users)} ${words.users} cut off`)],
        'As the scenario stands. Larger, wider: more lose their service if it alone fails.'));
    }
    if (places.hasAreas)
      parts.push(part('areas', 'areas', painter.isDense ? [] : shares(words.served), `Each reaches around its ${words.homes} and sites.`));
    byId('legend').replaceChildren(el('h3', {}, view.title), ...parts, ...this.hints().map((text) => el('p', { class: 'quiet' }, text)));
  }

  hints() {
    const { model, places, hasGround } = this.painter;
    const hints = [];
    if (!places.isGeographic) hints.push('The scenario has no coordinates, or only one point: this is the tree of best paths, from the sources on the left.');
    else if (places.around.some((site) => site !== none)) hints.push(`Premises without coordinates stand around the site of their ${model.page.words.final_link}.`);
    if (places.isCut) hints.push('Some elements lie far away; zoom out to see them.');
    if (places.unplaced > 0) hints.push(`${grouped(places.unplaced)} premises without a place are not drawn.`);
    if (hasGround) {
      const host = model.page.tiles.split('/')[2].replace('{s}.', '');
      hints.push(`Map tiles: ${host.endsWith('openstreetmap.org') ? '© OpenStreetMap contributors' : host}.`);
    }
    return hints;
  }
}
