// @ts-check
// Puts the page together, and offers its figures to scripts as window.lastmile.

import { byId, el } from './base.js';
import { areasTable } from './areas.js';
import { loadData } from './data.js';
import { elementFacts, explanation } from './explain_panel.js';
import { NetworkMap } from './map.js';
import { figureAt, Model } from './model.js';
import { charts, comparisonOfOptions, comparisonOfScenarios, periods } from './options.js';
import { provenance } from './provenance.js';
import { headline, summary, tiles } from './summary.js';
import { categories, categoryWords, priceWords, sizeWords } from './words.js';

class Page {
  /** @param {any} data */
  constructor(data) {
    this.model = new Model(data);
    this.data = data.page;
    this.result = data.page.result;
    this.writeHead();
    this.writeSummary();
    this.map = new NetworkMap(this.model, (kind, index) => this.select(kind, index));
    this.showNow();
    this.writeSearch();
    this.writeSections();
    this.preparePrinting();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.map.show(/** @type {any} */ (this.map.view)));
  }

  writeHead() {
    const { scenario } = this.result;
    byId('name').textContent = scenario.name;
    byId('about').textContent = `${scenario.path} · ${priceWords(scenario)} · ${sizeWords(this.result)}`;
  }

  writeSummary() {
    byId('headline').textContent = headline(this.result, this.data.words);
    byId('tiles').replaceChildren(...tiles(this.result, this.data.words));
    byId('figures').replaceChildren(...summary(this.result, this.data.words, (id) => this.find(id)));
  }

  /** The map as the scenario stands. */
  showNow() {
    const { model } = this;
    const of = new Uint8Array(model.premises);
    for (let p = 0; p < model.premises; ++p) of[p] = model.category(p);
    this.map.show({
      title: 'As the scenario stands', of, siteState: model.columns['sites.state'], linkState: (link) => model.ofLink('state', link),
      kinds: categories.map(({ id, shape }) => ({ label: categoryWords(this.data.words, id), shape, colour: `--${id}` })) });
  }

  writeSearch() {
    const input = byId('search');
    const found = byId('found');
    const most = 12;
    const { names } = this.model;
    const update = () => {
      const asked = input.value.trim().toLowerCase();
      /** @type {Array<{kind: string, i: number, label: string}>} */
      const hits = [];
      if (asked !== '')
        for (const [kind, table] of /** @type {Array<[string, any]>} */ ([['premises', names.premises], ['site', names.sites], ['link', names.links]]))
          for (let i = 0; i < table.length && hits.length < most; ++i) {
            const label = this.model.label(kind, i);
            if (label.toLowerCase().includes(asked)) hits.push({ kind, i, label });
          }
      found.replaceChildren(...hits.map(({ kind, i, label }) => el('li', {}, el('button', { type: 'button', click: () => { this.select(kind, i); found.replaceChildren(); } }, label))));
    };
    input.addEventListener('input', update);
    byId('search-form').addEventListener('submit', (/** @type {Event} */ event) => {
      event.preventDefault();
      const id = input.value.trim();
      const first = found.querySelector('button');
      if (this.model.find(id)) this.find(id);
      else if (first) first.click();
      found.replaceChildren();
    });
  }

  writeSections() {
    const page = this.data;
    const parts = [];
    if (page.comparison) parts.push(comparisonOfScenarios(page));
    if (page.courses) {
      parts.push(...comparisonOfOptions(page), el('div', { class: 'charts' }, ...charts(page)));
      periods(this.model, (view) => (view === null ? this.showNow() : this.map.show(view)));
    }
    this.section('options', parts);
    this.section('areas', page.by_area.length > 1 || page.by_area.some((/** @type {any} */ a) => a.area !== 'none')
      ? [areasTable(page, (area) => this.showArea(area))] : []);
    this.section('sources', provenance(page));
  }

  /** @param {string} id @param {Node[]} parts */
  section(id, parts) {
    byId(`${id}-body`).replaceChildren(...parts);
    byId(id).hidden = parts.length === 0;
    byId(`to-${id}`).hidden = parts.length === 0;
  }

  /** Shows an element by its id. @param {string} id */
  find(id) {
    const element = this.model.find(id);
    if (element) this.select(element.kind, element.index);
  }

  /** @param {string} name */
  showArea(name) {
    const area = this.model.names.areas.find(name);
    const p = this.model.columns['premises.area'].indexOf(area);
    const site = this.model.columns['sites.area'].indexOf(area);
    if (area >= 0 && (p >= 0 || site >= 0)) this.select(p >= 0 ? 'premises' : 'site', p >= 0 ? p : site);
    byId('map-section').scrollIntoView();
  }

  /** @param {string} kind @param {number} index */
  select(kind, index) {
    const { model, result } = this;
    const { currency } = result.scenario;
    if (kind === 'link' && model.isFinal(index)) [kind, index] = ['premises', model.premisesOf(index)];
    byId('explanation').replaceChildren(...(kind === 'premises'
      ? explanation(model.explain(index), model.label(kind, index), this.data.words, currency) : elementFacts(model, kind, index, currency)));
    this.map.choose({ kind, index });
  }

  preparePrinting() {
    const picture = byId('map-picture');
    window.addEventListener('beforeprint', () => { picture.src = this.map.picture(1000, 480); });
  }
}

/** @type {Page|null} */
let shown = null;
const ready = loadData().then((data) => {
  shown = new Page(data);
  document.documentElement.dataset.ready = 'true';
});
ready.catch((error) => {
  byId('headline').textContent = `This page cannot be shown: ${error.message}. It needs a browser of 2023 or later.`;
});

/** @returns {Page} */
function page() {
  if (shown === null) throw new Error('wait for lastmile.ready first');
  return shown;
}

/** @type {any} */ (window).lastmile = {
  ready,
  /** What `lastmile run --format json` prints. */
  figures: () => structuredClone(page().result),
  /** One figure by its path, such as ladder.served.homes. @param {string} path */
  figure: (path) => figureAt(page().result, path),
  /** What `lastmile explain --format json` prints. @param {string} id of a premises */
  explain: (id) => {
    const p = page().model.names.premises.find(id);
    if (p < 0) throw new Error(`unknown premises "${id}"`);
    return page().model.explain(p);
  },
  /** The ids of all premises. */
  premises: () => Array.from({ length: page().model.premises }, (_, p) => page().model.names.premises.at(p)),
  /** Shows an element on the map and explains it. @param {string} id */
  show: (id) => page().find(id),
  /** Where an element is drawn, in the window. @param {string} id */
  pixel: (id) => page().map.windowPixel(page().model.find(id)),
};
