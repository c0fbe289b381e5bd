// @ts-check
// What-if: states that the reader sets, final links chosen for a budget, undo, and the changes as a scenario.

import { byId, capitalized, counted, el, grouped, Money, ratio, saveFile } from './base.js';
import { figureAt } from './model.js';
import { table } from './tables.js';
import { plain } from './words.js';

/** @typedef {Map<string, {kind: string, index: number, state: number}>} Changes by kind and index */

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
    /** @type {Changes} */
    this.changes = new Map();
    /** @type {Changes[]} */
    this.before = [];
    this.candidates = this.rankCandidates();
    this.budget = 0;
    this.write();
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
      list.push({ link, premises: p, cost, releases: columns['result.releases'][p] });
    }
    const worth = (/** @type {any} */ c) => (c.cost > 0 ? c.releases / c.cost : Infinity);
    return list.sort((a, b) => (worth(a) === worth(b) ? b.releases - a.releases || a.link - b.link : worth(b) - worth(a)));
  }

  /** Makes the changes those given, evaluates, and tells the page. @param {Changes} next */
  apply(next) {
    for (const [key, { kind, index }] of this.changes) if (!next.has(key)) this.engine.set(kind, index, null);
    for (const [key, { kind, index, state }] of next) if (this.changes.get(key)?.state !== state) this.engine.set(kind, index, state);
    this.changes = next;
    this.engine.evaluate(this.model);
    this.result = this.engine.figures();
    this.write();
    this.changed();
  }

  /** @param {Changes} next */
  remember(next) {
    this.before.push(this.changes);
    this.apply(next);
  }

  /** @param {string} kind @param {number} index @param {number|null} state null: as written */
  set(kind, index, state) {
    const next = new Map(this.changes);
    const key = `${kind} ${index}`;
    if (state === null) next.delete(key);
    else next.set(key, { kind, index, state });
    this.remember(next);
  }

  /** All works of a premises at once. @param {number} p */
  complete(p) {
    const next = new Map(this.changes);
    for (const [kind, index] of this.model.route(p)) {
      const state = kind === 'site' ? this.model.columns['sites.state'][index] : this.model.ofLink('state', index);
      if (state !== this.model.operational) next.set(`${kind} ${index}`, { kind, index, state: this.model.operational });
    }
    this.remember(next);
  }

  undo() {
    const last = this.before.pop();
    if (last !== undefined) this.apply(last);
  }
  reset() {
    if (this.changes.size > 0) this.remember(new Map());
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

  /** @param {number} budget @param {boolean} isNew the first step of a drag, which one undo takes back */
  spend(budget, isNew) {
    this.budget = budget;
    const next = new Map(isNew ? this.changes : this.before[this.before.length - 1]);
    for (const { link } of this.candidates) next.delete(`link ${link}`);
    for (const { link } of this.chosenFor(budget)) next.set(`link ${link}`, { kind: 'link', index: link, state: this.model.operational });
    if (isNew) this.before.push(this.changes);
    this.apply(next);
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

  /** The panel. */
  write() {
    const body = byId('whatif-body');
    if (!this.slider) this.make(body);
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
    byId('whatif-figures').replaceChildren(table({ caption: `Difference from the start (money in ${money.unit})`, file: 'what_if',
      columns: [
        { title: 'figure', value: (row) => row.title, left: true },
        { title: 'start', value: (row) => row.from, text: (row) => text(row.from, row.isMoney) },
        { title: 'now', value: (row) => row.to, text: (row) => text(row.to, row.isMoney), figure: (row) => row.path },
        { title: 'difference', value: (row) => row.to - row.from, text: (row) => (row.to === row.from ? '=' : `${row.to > row.from ? '+' : ''}${text(row.to - row.from, row.isMoney)}`) }],
      rows }));
    const changes = [...this.changes.values()];
    byId('whatif-changes').replaceChildren(changes.length === 0
      ? el('p', { class: 'quiet' }, `No changes yet. Choose an element on the map and mark it, or drag the budget for ${words.final_links}.`)
      : table({ caption: counted(changes.length, 'change', 'changes'), file: 'changes',
        columns: [
          { title: 'element', value: ({ kind, index }) => (kind === 'site' ? this.model.names.sites.at(index) : this.model.linkName(index)), left: true },
          { title: 'state', value: ({ state }) => this.model.page.states[state], text: ({ state }) => plain(this.model.page.states[state]), left: true },
          { title: 'take back', value: () => '', text: () => 'take back', click: ({ kind, index }) => this.set(kind, index, null) }],
        rows: changes }));
    byId('whatif-undo').disabled = this.before.length === 0;
    byId('whatif-reset').disabled = changes.length === 0;
    byId('whatif-save').disabled = changes.length === 0 || this.start.scenario.path.endsWith('.lmz');
  }

  /** @param {any} body */
  make(body) {
    const { words } = this.model.page;
    const { currency } = this.start.scenario;
    const all = this.candidates.reduce((sum, { cost }) => sum + cost, 0);
    const money = new Money(all, currency);
    const steps = 200;
    const shown = el('output', { for: 'budget' }, money.inText(0));
    const chosen = el('div');
    let isDragged = false;
    this.slider = el('input', { type: 'range', id: 'budget', min: 0, max: steps, value: 0, disabled: this.candidates.length === 0, input: () => {
      const budget = (all * Number(this.slider.value)) / steps;
      this.spend(budget, !isDragged);
      isDragged = true;
      const list = this.chosenFor(budget);
      shown.value = money.inText(budget);
      this.slider.setAttribute('aria-valuetext', shown.value);
      chosen.replaceChildren(list.length === 0 ? '' : table({ caption: `${capitalized(words.final_links)} chosen (${money.unit})`, file: 'chosen',
        columns: [
          { title: words.final_link, value: (row) => this.model.linkName(row.link), left: true },
          { title: 'cost', value: (row) => row.cost, text: (row) => money.cell(row.cost) },
          { title: 'value released', value: (row) => row.releases, text: (row) => money.cell(row.releases) },
          { title: 'per cost', value: (row) => (row.cost > 0 ? row.releases / row.cost : null), text: (row) => (row.cost > 0 ? ratio(row.releases / row.cost) : 'free') }],
        rows: list }));
    }, change: () => { isDragged = false; } });
    const button = (/** @type {string} */ id, /** @type {string} */ text, /** @type {() => void} */ act) => el('button', { type: 'button', id, class: 'action', click: act }, text);
    body.replaceChildren(
      el('div', { class: 'period-controls' },
        button('whatif-undo', 'Undo', () => this.undo()), button('whatif-reset', 'Back to the start', () => this.reset()),
        button('whatif-save', 'Save as a scenario', () => saveFile('changed.yaml', this.scenario(), 'application/yaml'))),
      el('div', { class: 'period-controls' }, el('label', { for: 'budget' }, `Budget for ${words.final_links} that are all that a ${words.home} lacks `), this.slider, shown),
      this.candidates.length === 0 ? el('p', { class: 'quiet' }, `No ${words.home} lacks only a missing ${words.final_link}.`) : '',
      el('div', { id: 'whatif-figures' }), el('div', { id: 'whatif-changes' }), chosen);
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
