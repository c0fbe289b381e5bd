// @ts-check
// Puts the page together, and offers its figures to scripts as window.lastmile.

import { byId, capitalized, el } from './base.js';
import { areasTable } from './areas.js';
import { loadData } from './data.js';
import { elementFacts, explanation } from './explain_panel.js';
import { NetworkMap } from './map.js';
import { figureAt, Model, none } from './model.js';
import { Engine, hasEngine } from './engine.js';
import { charts, comparisonOfOptions, comparisonOfScenarios, periods } from './options.js';
import { provenance } from './provenance.js';
import { headline, summary, tiles } from './summary.js';
import { WhatIf } from './whatif.js';
import { categories, categoryWords, priceWords, sizeWords } from './words.js';

class Page {
  /** @param {any} data @param {Engine|null} engine */
  constructor(data, engine) {
    this.model = new Model(data);
    this.engine = engine;
    /** @type {{kind: string, index: number}|null} */
    this.selected = null;
    this.data = data.page;
    this.result = data.page.result;
    this.writeHead();
    this.writeSummary();
    this.map = new NetworkMap(this.model, (kind, index) => this.select(kind, index));
    this.showNow();
    this.writeSearch();
    this.writeSections();
    this.preparePrinting();
    /** @type {WhatIf|null} */
    this.whatIf = null;
    if (engine !== null) {
      this.whatIf = new WhatIf(this.model, engine, () => this.update());
      engine.evaluate(this.model);
    }
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
      title: 'As the scenario stands', of, siteState: model.columns['sites.state'].slice(), linkState: (link) => model.ofLink('state', link),
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
    this.writeAreas();
    this.section('sources', provenance(page));
  }

  writeAreas() {
    const page = this.data;
    this.section('areas', page.by_area.length > 1 || page.by_area.some((/** @type {any} */ a) => a.area !== 'none')
      ? [areasTable(page, (area) => this.showArea(area))] : []);
  }

  /** After a what-if. */
  update() {
    const whatIf = /** @type {WhatIf} */ (this.whatIf);
    this.result = whatIf.result;
    this.writeSummary();
    if (this.model.names.areas.length > 0) {
      this.data.by_area = /** @type {Engine} */ (this.engine).areas();
      this.writeAreas();
    }
    this.showNow();
    if (this.selected !== null) this.explain(this.selected.kind, this.selected.index);
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
    if (kind === 'link' && this.model.isFinal(index)) [kind, index] = ['premises', this.model.premisesOf(index)];
    this.selected = { kind, index };
    this.explain(kind, index);
    this.map.choose({ kind, index });
  }

  /** @param {string} kind @param {number} index */
  explain(kind, index) {
    const { model, result, whatIf } = this;
    const { currency } = result.scenario;
    const parts = kind === 'premises' ? explanation(this.told(index), model.label(kind, index), this.data.words, currency)
      : elementFacts(model, kind, index, currency);
    if (whatIf !== null && kind !== 'premises') parts.push(whatIf.buttons(kind, index));
    if (whatIf !== null && kind === 'premises') {
      const link = model.columns['result.final_link'][index];
      const works = model.route(index).filter(([what, i]) => (what === 'site' ? model.columns['sites.state'][i] : model.ofLink('state', i)) !== model.operational);
      if (works.length > 0) parts.push(el('div', { class: 'marks' }, el('button', { type: 'button', class: 'action', click: () => whatIf.complete(index) }, `What if ${works.length === 1 ? 'this work' : `these ${works.length} works`} were done?`)));
      if (link !== none) parts.push(el('div', {}, `${capitalized(this.data.words.final_link)} ${model.linkName(link)}`, whatIf.buttons('link', link)));
    }
    byId('explanation').replaceChildren(...parts);
  }

  /** What `lastmile explain` tells. @param {number} p */
  told(p) {
    return this.engine === null ? this.model.explain(p) : this.engine.explain(p);
  }

  preparePrinting() {
    const picture = byId('map-picture');
    window.addEventListener('beforeprint', () => { picture.src = this.map.picture(1000, 480); });
  }
}

/** @type {Page|null} */
let shown = null;
const ready = loadData().then(async (data) => {
  shown = new Page(data, hasEngine() ? await Engine.start(data) : null);
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
    return page().told(p);
  },
  /** Whether the page can compute what-ifs: then `set` and `reset` work. */
  get canChange() {
    return page().whatIf !== null;
  },
  /** Edits the state of an element and evaluates. @param {string|{site: string}|{link: string}} of @param {string} state */
  set: (of, state) => {
    const { model, whatIf } = page();
    if (whatIf === null) throw new Error('this page was made without the engine');
    const number = model.page.states.indexOf(state);
    if (number < 0) throw new Error(`unknown state "${state}"; one of ${model.page.states.join(', ')}`);
    const { kind, index } = model.findElement(of);
    whatIf.set(kind, index, number);
  },
  /** Takes back all changes. */
  reset: () => page().whatIf?.reset(),
  /** Takes back the last change. */
  undo: () => page().whatIf?.undo(),
  /** The changes as the text of a scenario. */
  scenario: () => page().whatIf?.scenario(),
  /** The ids of all premises. */
  premises: () => Array.from({ length: page().model.premises }, (_, p) => page().model.names.premises.at(p)),
  /** Shows an element on the map and explains it. @param {string} id */
  show: (id) => page().find(id),
  /** Where an element is drawn, in the window. @param {string} id */
  pixel: (id) => page().map.windowPixel(page().model.find(id)),
};
