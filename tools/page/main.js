// @ts-check
// Puts the page together, and offers its figures to scripts as window.lastmile.

import { byId, capitalized, el, replaceAlike } from './base.js';
import { areaFacts, areasTable } from './areas.js';
import { loadData } from './data.js';
import { elementFacts, explanation } from './explain_panel.js';
import { NetworkMap } from './map.js';
import { figureAt, Model, none } from './model.js';
import { Engine, hasEngine } from './engine.js';
import { charts, comparisonOfOptions, comparisonOfScenarios, periods, reachedTable } from './options.js';
import { provenance } from './provenance.js';
import { frontier } from './frontier.js';
import { reliability } from './reliability.js';
import { headline, summary, tiles } from './summary.js';
import { table } from './tables.js';
import { WhatIf } from './whatif.js';
import { categories, categoryWords, priceWords, sizeWords } from './words.js';

const fewPremises = 5000; // whose figures by area follow a change at once

class Page {
  /** @param {any} data */
  constructor(data) {
    this.model = new Model(data);
    /** @type {Engine|null} */
    this.engine = null;
    /** @type {{kind: string, index: number}|null} */
    this.selected = null;
    /** @type {WhatIf|null} */
    this.whatIf = null;
    this.endPeriods = () => {};
    this.periodTitle = ''; // of the period that the map shows
    this.areAreasOld = false;
    this.areAreasSeen = false;
    this.areasTimer = 0;
    this.data = data.page;
    this.result = data.page.result;
    this.writeHead();
    this.writeSummary();
    this.map = new NetworkMap(this.model, (kind, index) => this.select(kind, index));
    this.showNow();
    this.writeSearch();
    this.writeSections();
    this.preparePrinting();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.map.showAgain());
  }

  /** @param {Engine} engine */
  offerWhatIf(engine) {
    this.engine = engine;
    this.whatIf = new WhatIf(this.model, engine, () => this.update());
    setTimeout(() => engine.begin(this.model), 100); // so that the first change need not wait for it
    if (this.selected !== null) this.explain(this.selected.kind, this.selected.index);
  }

  writeHead() {
    const { scenario } = this.result;
    byId('name').textContent = scenario.name;
    byId('about').textContent = `${scenario.path} · ${priceWords(scenario)} · ${sizeWords(this.result)}`;
  }

  writeSummary() {
    byId('headline').textContent = headline(this.result, this.data.words);
    replaceAlike(byId('tiles'), tiles(this.result, this.data.words));
    replaceAlike(byId('figures'), summary(this.result, this.data.words, (id) => this.find(id)));
  }

  /** The map as the scenario stands. */
  showNow() {
    const { model } = this;
    const of = new Uint8Array(model.premises);
    for (let p = 0; p < model.premises; ++p) of[p] = model.category(p);
    this.map.show({
      title: this.whatIf !== null && this.whatIf.changes.size > 0 ? 'With the changes of the what-if' : 'As the scenario stands', of, siteState: model.columns['sites.state'].slice(), linkState: (link) => model.ofLink('state', link),
      kinds: categories.map(({ id, shape }) => ({ label: categoryWords(this.data.words, id), shape, colour: `--${id}` })) });
  }

  /** The map at the end of a period, or as the scenario stands. @param {any} view */
  showPeriod(view) {
    this.periodTitle = view === null ? '' : view.title;
    if (view === null) this.showNow();
    else this.map.show(view);
    if (this.selected !== null) this.explain(this.selected.kind, this.selected.index);
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
        for (const [kind, ids] of /** @type {Array<[string, any]>} */ ([['area', names.areas], ['premises', names.premises], ['site', names.sites], ['link', names.links]]))
          for (let i = 0; i < ids.length && hits.length < most; ++i) {
            const label = kind === 'area' ? `Area ${names.areas.at(i)}` : this.model.label(kind, i);
            if (label.toLowerCase().includes(asked)) hits.push({ kind, i, label });
          }
      const nothing = asked !== '' && hits.length === 0 ? [el('li', { class: 'quiet' }, 'Nothing has this id or name.')] : [];
      found.replaceChildren(...nothing, ...hits.map(({ kind, i, label }) => el('li', {}, el('button', { type: 'button', click: () => { this.select(kind, i); found.replaceChildren(); } }, label))));
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
      parts.push(...comparisonOfOptions(page), el('div', { class: 'charts' }, ...charts(page.charts)));
      this.endPeriods = periods(this.model, (view) => this.showPeriod(view));
    }
    this.section('options', parts);
    this.section('frontier', frontier(page));
    this.writeAreas();
    this.section('reliability', reliability(page, (row) => this.showOnMap(row.element, row.tier === 'site')));
    this.section('sources', provenance(page));
  }

  /** The figures of areas follow a change with the next picture if they are on the screen, else a little later. */
  changeAreas() {
    if (this.model.names.areas.length === 0) return;
    this.areAreasOld = true;
    clearTimeout(this.areasTimer);
    if (this.model.premises <= fewPremises) this.renewAreas();
    else if (this.areAreasSeen) requestAnimationFrame(() => this.renewAreas());
    else this.areasTimer = setTimeout(() => this.renewAreas(), 200);
  }
  renewAreas() {
    if (!this.areAreasOld) return;
    this.areAreasOld = false;
    this.data.by_area = /** @type {Engine} */ (this.engine).areas();
    this.areas.renew(areasTable(this.data, (area) => this.showArea(area)));
  }

  writeAreas() {
    const page = this.data;
    const hasAreas = page.by_area.some((/** @type {any} */ a) => a.area !== 'none');
    this.areas = table(areasTable(page, (area) => this.showArea(area)));
    this.section('areas', hasAreas ? [this.areas] : []);
    new IntersectionObserver((entries) => {
      this.areAreasSeen = entries[entries.length - 1].isIntersecting;
      if (this.areAreasSeen) this.renewAreas();
    }).observe(byId('areas'));
  }

  /** After a what-if. */
  update() {
    const whatIf = /** @type {WhatIf} */ (this.whatIf);
    this.result = whatIf.result;
    this.writeSummary();
    this.changeAreas();
    if (this.periodTitle !== '') this.endPeriods();
    else this.showNow();
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
    if (area >= 0) this.select('area', area);
    byId('map-section').scrollIntoView();
  }

  /** Shows a site or link on the map. @param {string} id @param {boolean} isSite */
  showOnMap(id, isSite) {
    const { kind, index } = this.model.findElement(isSite ? { site: id } : { link: id });
    this.select(kind, index);
    byId('map-section').scrollIntoView();
  }

  /** @param {string} kind @param {number} index */
  select(kind, index) {
    if (kind === 'link' && this.model.isFinal(index)) [kind, index] = ['premises', this.model.premisesOf(index)];
    this.selected = { kind, index };
    this.explain(kind, index);
    this.map.choose({ kind, index });
    byId('explanation').scrollIntoView({ block: 'nearest' });
  }

  /** @param {string} kind @param {number} index */
  explain(kind, index) {
    const { model, result, whatIf } = this;
    const { currency } = result.scenario;
    if (kind === 'area') this.renewAreas();
    const parts = kind === 'area' ? areaFacts(this.data, model.names.areas.at(index)) : kind === 'premises' ? explanation(this.told(index), model.label(kind, index), this.data.words, currency)
      : elementFacts(model, kind, index, currency);
    if (this.periodTitle !== '' && kind !== 'area') parts.splice(1, 0, el('p', { class: 'quiet' }, `As the scenario is written; the map shows ${this.periodTitle}.`));
    const reached = kind === 'premises' ? reachedTable(model, index) : null;
    if (reached !== null) parts.push(reached);
    if (whatIf !== null && (kind === 'site' || kind === 'link')) parts.push(whatIf.buttons(kind, index));
    if (whatIf !== null && kind === 'premises') {
      const link = model.columns['result.final_link'][index];
      const works = model.route(index).filter(([what, i]) => (what === 'site' ? model.columns['sites.state'][i] : model.ofLink('state', i)) !== model.operational);
      if (works.length > 0) parts.push(el('div', { class: 'marks' }, el('button', { type: 'button', class: 'action', click: () => whatIf.complete(index) }, `What if ${works.length === 1 ? 'this work' : `these ${works.length} works`} were done?`)));
      if (link !== none) parts.push(el('div', {}, `${capitalized(this.data.words.final_link)} ${model.linkName(link)}`, whatIf.buttons('link', link)));
    }
    // A button that was pressed keeps the focus although it is made anew.
    const panel = byId('explanation');
    const pressed = panel.contains(document.activeElement) ? document.activeElement?.textContent : null;
    panel.replaceChildren(...parts);
    if (pressed === null) return;
    const buttons = [...panel.querySelectorAll('button')];
    (buttons.find((button) => button.textContent === pressed) ?? buttons.at(-1))?.focus();
  }

  /** What `lastmile explain` tells. @param {number} p */
  told(p) {
    this.engine?.begin(this.model);
    return this.engine === null ? this.model.explain(p) : this.engine.explain(p);
  }

  preparePrinting() {
    const picture = byId('map-picture');
    window.addEventListener('beforeprint', () => { picture.src = this.map.picture(1000, 700); });
    window.addEventListener('afterprint', () => this.map.showAgain());
  }
}

/** @type {Page|null} */
let shown = null;
const ready = loadData().then(async (data) => {
  const page = new Page(data);
  performance.mark('lastmile-drawn');
  // The engine starts once the page can be seen.
  if (hasEngine()) {
    await new Promise((resolve) => { setTimeout(resolve); });
    page.offerWhatIf(await Engine.start(data));
  }
  shown = page;
  document.documentElement.dataset.ready = 'true';
});
ready.catch((error) => {
  byId('headline').textContent = `This page cannot be shown: ${error.message}. It needs a browser of 2023 or later.`;
});

/** @returns {Page} */
function shownPage() {
  if (shown === null) throw new Error('wait for lastmile.ready first');
  return shown;
}

/** @type {any} */ (window).lastmile = {
  ready,
  /** What `lastmile run --format json` prints. */
  figures: () => structuredClone(shownPage().result),
  /** One figure by its path, such as ladder.served.homes. @param {string} path */
  figure: (path) => figureAt(shownPage().result, path),
  /** What `lastmile explain --format json` prints. @param {string} id of a premises */
  explain: (id) => {
    const p = shownPage().model.names.premises.find(id);
    if (p < 0) throw new Error(`unknown premises "${id}"`);
    return shownPage().told(p);
  },
  /** Whether the page can compute what-ifs: then `set` and `reset` work. */
  get canChange() {
    return shownPage().whatIf !== null;
  },
  /** Edits the state of an element and evaluates. @param {string|{site: string}|{link: string}} of @param {string} state */
  set: (of, state) => {
    const { model, whatIf } = shownPage();
    if (whatIf === null) throw new Error('this page was made without the engine');
    const number = model.page.states.indexOf(state);
    if (number < 0) throw new Error(`unknown state "${state}"; one of ${model.page.states.join(', ')}`);
    const { kind, index } = model.findElement(of);
    whatIf.set(kind, index, number);
  },
  /** Takes back all changes. */
  reset: () => shownPage().whatIf?.reset(),
  /** Takes back the last change. */
  undo: () => shownPage().whatIf?.undo(),
  /** The changes as the text of a scenario. */
  scenario: () => shownPage().whatIf?.scenario(),
  /** The ids of all premises. */
  premises: () => Array.from({ length: shownPage().model.premises }, (_, p) => shownPage().model.names.premises.at(p)),
  /** Shows an element on the map and explains it. @param {string} id */
  show: (id) => shownPage().find(id),
  /** Where an element is drawn, in the window. @param {string} id */
  pixel: (id) => shownPage().map.windowPixel(shownPage().model.find(id)),
};
