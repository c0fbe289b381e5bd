// @ts-check
// What-if: states that the reader sets, final links chosen for a budget, undo, and the changes as a scenario.

import { byId, counted, el, grouped, Money, ratio, replaceAlike, saveFile } from './base.js';
import { figureAt } from './model.js';
import { table } from './tables.js';
import { plain } from './words.js';

/** @typedef {Map<string, {kind: string, index: number, state: number}>} Changes by kind and index
 * @typedef {{changes: Changes, chosen: Set<string>, budget: number}} Situation chosen: the changes that a budget pays for */

const steps = 200; // of the budget
const mostShown = 50; // rows of chosen final links and of changes; the files have all

export class WhatIf {
  /**
   * @param {import('./model.js').Model} model @param {import('./engine.js').Engine} engine
   * @param {() => void} changed is called after each evaluation
   */
  constructor(model, engine, changed) {
    this.model = model;
    this.engine = engine;
    this.changed = changed;
    this.start = model.page.result;
    this.result = this.start;
    /** @type {Situation} */
    this.now = { changes: new Map(), chosen: new Set(), budget: 0 };
    /** @type {Situation[]} */
    this.before = [];
    /** What the engine has evaluated. @type {Changes} */
    this.evaluated = this.now.changes;
    /** The changes at which candidates were ranked: all but those that a budget pays for. @type {Changes} */
    this.base = this.now.changes;
    this.candidates = this.rankCandidates();
    this.allCost = this.costOf(this.candidates);
    this.make(byId('whatif-body'));
    this.write();
  }
  get changes() {
    return this.now.changes;
  }

  /** Final links that alone keep a premises from service, most released value per cost first. */
  rankCandidates() {
    const { columns, page } = this.model;
    const missing = 1 << page.obstacles.indexOf('final_link_missing');
    const list = [];
    for (let p = 0; p < this.model.premises; ++p) {
      if (columns['result.obstacles'][p] !== missing) continue;
      const link = columns['result.final_link'][p];
      const cost = this.model.ofLink('completion_cost', link);
      const releases = columns['result.releases'][p];
      list.push({ link, premises: p, cost, releases, worth: cost > 0 ? releases / cost : Infinity });
    }
    return list.sort((a, b) => (a.worth === b.worth ? b.releases - a.releases || a.link - b.link : b.worth - a.worth));
  }
  /** @param {Array<{cost: number}>} list */
  costOf(list) {
    return list.reduce((sum, { cost }) => sum + cost, 0);
  }

  /** Gives the engine the states of a situation, and evaluates. @param {Changes} next */
  evaluate(next) {
    for (const [key, { kind, index }] of this.evaluated) if (!next.has(key)) this.engine.set(kind, index, null);
    for (const [key, { kind, index, state }] of next) if (this.evaluated.get(key)?.state !== state) this.engine.set(kind, index, state);
    this.evaluated = next;
    this.engine.evaluate(this.model);
  }

  /** @param {Situation} next */
  apply(next) {
    this.evaluate(next.changes);
    this.now = next;
    if (next.chosen.size === 0) this.rankAt(next.changes);
    this.result = this.engine.figures();
    this.write();
    this.changed();
  }

  /** Ranks the candidates anew. The engine must have evaluated these changes. @param {Changes} changes */
  rankAt(changes) {
    this.base = changes;
    this.candidates = this.rankCandidates();
    this.allCost = this.costOf(this.candidates);
  }

  /** @param {Situation} next */
  remember(next) {
    this.before.push(this.now);
    this.apply(next);
  }

  /** @param {string} kind @param {number} index @param {number|null} state null: as written */
  set(kind, index, state) {
    const { changes, chosen, budget } = this.now;
    const next = new Map(changes);
    const rest = new Set(chosen);
    const key = `${kind} ${index}`;
    rest.delete(key);
    if (state === null) next.delete(key);
    else next.set(key, { kind, index, state });
    this.remember({ changes: next, chosen: rest, budget: rest.size === 0 ? 0 : budget });
  }

  /** All works of a premises at once. @param {number} p */
  complete(p) {
    const next = new Map(this.changes);
    for (const [kind, index] of this.model.route(p)) {
      const state = kind === 'site' ? this.model.columns['sites.state'][index] : this.model.ofLink('state', index);
      if (state !== this.model.operational) next.set(`${kind} ${index}`, { kind, index, state: this.model.operational });
    }
    this.remember({ ...this.now, changes: next });
  }

  undo() {
    const last = this.before.pop();
    if (last !== undefined) this.apply(last);
  }
  reset() {
    if (this.changes.size > 0) this.remember({ changes: new Map(), chosen: new Set(), budget: 0 });
  }

  /** The final links that a budget pays for, in their order, each that still fits. @param {number} budget */
  chosenFor(budget) {
    let left = budget;
    return this.candidates.filter(({ cost }) => {
      if (cost > left) return false;
      left -= cost;
      return true;
    });
  }

  /** @param {number} share of the cost of all candidates @param {boolean} isNew the first step of a drag, which one undo takes back */
  spend(share, isNew) {
    const base = new Map(this.changes);
    for (const key of this.now.chosen) base.delete(key);
    const isRanked = base.size === this.base.size && [...base].every(([key, { state }]) => this.base.get(key)?.state === state);
    if (!isRanked) {
      this.evaluate(base);
      this.rankAt(base);
    }
    const budget = share * this.allCost;
    const changes = new Map(base);
    /** @type {Set<string>} */
    const chosen = new Set();
    for (const { link } of this.chosenFor(budget)) {
      changes.set(`link ${link}`, { kind: 'link', index: link, state: this.model.operational });
      chosen.add(`link ${link}`);
    }
    if (isNew) this.before.push(this.now);
    this.apply({ changes, chosen, budget });
  }

  /** The changes as a scenario, to be put beside the original. */
  scenario() {
    const { scenario } = this.start;
    const file = scenario.path.split('/').pop();
    const edits = [...this.changes.values()].map(({ kind, index, state }) =>
      `  - {${kind}: ${JSON.stringify(kind === 'site' ? this.model.names.sites.at(index) : this.model.linkName(index))}, state: ${this.model.page.states[state]}}\n`);
    const settings = (scenario.settings ?? []).map((/** @type {string} */ setting) => ` --set ${JSON.stringify(setting)}`).join('');
    return `# Put this file into the folder of ${file}${settings === '' ? '' : `, and run it with${settings}`}.\nlastmile: 1\nextends: ${JSON.stringify(file)}\nname: ${JSON.stringify(`${scenario.name}, changed`)}\nedits:\n${edits.join('')}`;
  }

  /** The figures, the changes and the budget. */
  write() {
    const { words } = this.model.page;
    const figures = [
      [`${words.homes} ${words.served}`, 'ladder.served.homes', false],
      [`${words.users} ${words.served}`, 'ladder.served.users', false],
      [`${words.homes} connected`, 'ladder.connected.homes', false],
      [`${words.backbone} value in use`, 'backbone.in_use', true],
      [`${words.backbone} value stranded`, 'backbone.stranded', true],
      ['to serve everyone', 'to_serve_everyone.completion_cost', true]];
    const money = new Money(Math.max(this.start.backbone.value, this.result.backbone.value, this.start.to_serve_everyone.completion_cost), this.start.scenario.currency);
    const text = (/** @type {number} */ x, /** @type {boolean} */ isMoney) => (isMoney ? money.cell(x) : grouped(x));
    const rows = figures.map(([title, path, isMoney]) => ({ title, path, isMoney, from: figureAt(this.start, String(path)), to: figureAt(this.result, String(path)) }));
    replaceAlike(byId('whatif-figures'), [table({ caption: `Difference from the start (money in ${money.unit})`, file: 'what_if',
      columns: [
        { title: 'figure', value: (row) => row.title, left: true },
        { title: 'start', value: (row) => row.from, text: (row) => text(row.from, row.isMoney) },
        { title: 'now', value: (row) => row.to, text: (row) => text(row.to, row.isMoney), figure: (row) => row.path },
        { title: 'difference', value: (row) => row.to - row.from, text: (row) => (row.to === row.from ? '=' : `${row.to > row.from ? '+' : ''}${text(row.to - row.from, row.isMoney)}`) }],
      rows })]);
    const isChosen = ({ kind = '', index = 0 }) => this.now.chosen.has(`${kind} ${index}`);
    const changes = [...this.changes.values()].filter((change) => !isChosen(change));
    byId('whatif-changes').replaceChildren(this.changes.size === 0
      ? el('p', { class: 'quiet' }, `No changes yet. Choose an element on the map and mark it, or drag the budget for ${words.final_links}.`)
      : changes.length === 0 ? '' : table({ caption: counted(changes.length, 'change', 'changes'), file: 'changes', most: mostShown,
        columns: [
          { title: 'element', value: ({ kind, index }) => (kind === 'site' ? this.model.names.sites.at(index) : this.model.linkName(index)), left: true },
          { title: 'state', value: ({ state }) => this.model.page.states[state], text: ({ state }) => plain(this.model.page.states[state]), left: true },
          { title: 'take back', value: () => '', text: () => 'take back', click: ({ kind, index }) => this.set(kind, index, null) }],
        rows: changes }));
    this.writeBudget();
    byId('whatif-undo').disabled = this.before.length === 0;
    byId('whatif-reset').disabled = this.changes.size === 0;
    byId('whatif-save').disabled = this.changes.size === 0 || this.start.scenario.path.endsWith('.lmz');
  }

  /** The budget, and what it pays for. */
  writeBudget() {
    const { words } = this.model.page;
    const { budget, chosen } = this.now;
    const money = new Money(this.allCost, this.start.scenario.currency);
    const list = chosen.size === 0 ? [] : this.candidates.filter(({ link }) => chosen.has(`link ${link}`));
    this.shown.value = `${money.inText(budget)} of ${money.inText(this.allCost)}`;
    this.slider.value = this.allCost > 0 ? Math.round((steps * budget) / this.allCost) : 0;
    this.slider.disabled = this.allCost === 0 && this.candidates.length === 0;
    this.slider.setAttribute('aria-valuetext', this.shown.value);
    byId('whatif-chosen').replaceChildren(list.length > 0
      ? table({ caption: `${counted(list.length, words.final_link, words.final_links)} chosen for ${money.inText(this.costOf(list))} (${money.unit})`, file: 'chosen', most: mostShown,
        columns: [
          { title: words.final_link, value: (row) => this.model.linkName(row.link), left: true },
          { title: 'cost', value: (row) => row.cost, text: (row) => money.cell(row.cost) },
          { title: 'value released', value: (row) => row.releases, text: (row) => money.cell(row.releases) },
          { title: 'per cost', value: (row) => (row.cost > 0 ? row.worth : null), text: (row) => (row.cost > 0 ? ratio(row.worth) : 'free') }],
        rows: list })
      : this.candidates.length === 0 ? el('p', { class: 'quiet' }, `No ${words.home} lacks only a missing ${words.final_link}.`) : '');
  }

  /** The panel. @param {any} body */
  make(body) {
    const { words } = this.model.page;
    let isDragged = false;
    this.shown = el('output', { for: 'budget' });
    this.slider = el('input', { type: 'range', id: 'budget', min: 0, max: steps, value: 0, input: () => {
      const isNew = !isDragged;
      isDragged = true;
      this.spend(Number(this.slider.value) / steps, isNew);
    }, change: () => { isDragged = false; } });
    const button = (/** @type {string} */ id, /** @type {string} */ text, /** @type {() => void} */ act) => el('button', { type: 'button', id, class: 'action', click: act }, text);
    body.replaceChildren(
      el('div', { class: 'period-controls' },
        button('whatif-undo', 'Undo', () => this.undo()), button('whatif-reset', 'Back to the start', () => this.reset()),
        button('whatif-save', 'Save as a scenario', () => saveFile('changed.yaml', this.scenario(), 'application/yaml'))),
      el('div', { class: 'period-controls' }, el('label', { for: 'budget' }, `Budget for ${words.final_links} that are all that a ${words.home} lacks `), this.slider, this.shown),
      el('div', { class: 'side-by-side' }, el('div', { id: 'whatif-figures' }), el('div', { id: 'whatif-chosen' }), el('div', { id: 'whatif-changes' })));
  }

  /** Buttons that mark an element, for its explanation. @param {string} kind @param {number} index */
  buttons(kind, index) {
    const { page } = this.model;
    const now = kind === 'site' ? this.model.columns['sites.state'][index] : this.model.ofLink('state', index);
    const mark = (/** @type {string} */ state, /** @type {string} */ text) => el('button', { type: 'button', class: 'action', 'aria-pressed': page.states[now] === state ? 'true' : 'false',
      click: () => this.set(kind, index, page.states.indexOf(state)) }, text);
    const parts = [mark('operational', 'Built'), mark('failed', 'Failed'), mark('planned', 'Planned')];
    if (this.changes.has(`${kind} ${index}`))
      parts.push(el('button', { type: 'button', class: 'action', click: () => this.set(kind, index, null) }, 'As written'));
    return el('div', { class: 'marks', role: 'group', 'aria-label': 'What if it were' }, el('span', {}, 'What if it were '), ...parts);
  }
}
