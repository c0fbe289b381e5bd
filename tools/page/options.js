// @ts-check
// Options over time: the comparison, the charts, and a slider that shows the map at the end of a period.

import { byId, el, grouped, largestOf, Money, percentage } from './base.js';
import { table } from './tables.js';
import { plain, rungWords } from './words.js';

/** @param {string} id @param {any} words */
function figureWords(id, words) {
  return plain(id.replace(/served_(\d+)/, `$1 % ${words.served}`).replace('served_homes', `${words.homes} ${words.served} at the end`)
    .replace('home_years_served', `${words.home}-years ${words.served}`));
}

/** @param {any} page */
export function comparisonOfOptions(page) {
  const { options, figures, dominated } = page.courses;
  const rows = figures.filter((/** @type {any} */ f) => f.values.some((/** @type {any} */ v) => v !== null));
  const text = (/** @type {any} */ figure, /** @type {number} */ i) => {
    const value = figure.values[i];
    const star = figure.best.includes(options[i].label) ? ' *' : '';
    if (value === null) return figure.unit === 'period' ? 'never' : '–';
    if (typeof value === 'string') return value + star;
    const amounts = figure.values.filter((/** @type {any} */ v) => v !== null).map(Math.abs);
    return new Money(largestOf(amounts), 'XXX').column(amounts).cell(value) + star;
  };
  const unit = (/** @type {any} */ figure) => {
    const amounts = figure.values.filter((/** @type {any} */ v) => typeof v === 'number').map(Math.abs);
    return amounts.length > 0 && largestOf(amounts) >= 1e9 ? `million ${figure.unit}` : figure.unit === 'period' ? '' : figure.unit;
  };
  return [
    table({ caption: 'Options compared', file: 'options',
      columns: [
        { title: 'figure', value: (row) => row.id, text: (row) => figureWords(row.id, page.words), left: true },
        { title: 'unit', value: (row) => row.unit, text: unit, left: true },
        ...options.map((/** @type {any} */ option, /** @type {number} */ i) => ({ title: option.label, value: (/** @type {any} */ row) => row.values[i], text: (/** @type {any} */ row) => text(row, i) }))],
      rows }),
    el('p', { class: 'quiet' }, '* best value.'),
    ...dominated.map((/** @type {any} */ one) => el('p', {}, `${one.option} is dominated by ${one.by.join(', ')}: nowhere better, and somewhere worse.`)),
  ];
}

/** Scenarios as they stand, side by side. @param {any} page */
export function comparisonOfScenarios(page) {
  const { results } = page.comparison;
  const { words } = page;
  const same = results.every((/** @type {any} */ r) => r.scenario.currency === results[0].scenario.currency);
  const at = (/** @type {any} */ result, /** @type {string[]} */ path) => path.reduce((value, key) => value[key], result);
  const rows = [
    ...page.rungs.map((/** @type {string} */ rung, /** @type {number} */ i) => ({ title: `${words.homes} ${rungWords(words, rung)}`, of: (/** @type {any} */ r) => r.ladder[i].homes })),
    ...['value', 'in_use', 'dormant', 'stranded', 'idle'].map((book) => ({ title: `${words.backbone}: ${plain(book)}`, money: true, of: (/** @type {any} */ r) => at(r, ['backbone', book]) })),
    { title: `stranded by missing ${words.final_links} alone`, money: true, of: (/** @type {any} */ r) => r.backbone.stranded_by_final_links },
    { title: `missing ${words.final_links}`, of: (/** @type {any} */ r) => r.final_links.missing },
    { title: 'to serve everyone', money: true, of: (/** @type {any} */ r) => r.to_serve_everyone.completion_cost },
  ];
  const largest = (/** @type {any} */ row) => largestOf(results.map(row.of));
  return table({ caption: 'Scenarios compared', file: 'scenarios',
    columns: [
      { title: 'figure', value: (row) => row.title, text: (row) => row.title + (row.money && same ? ` (${new Money(largest(row), results[0].scenario.currency).unit})` : ''), left: true },
      ...results.map((/** @type {any} */ result) => ({ title: result.scenario.name, value: (/** @type {any} */ row) => row.of(result),
        text: (/** @type {any} */ row) => (row.money ? new Money(largest(row), result.scenario.currency).column(results.map(row.of)).cell(row.of(result)) : grouped(row.of(result))) }))],
    rows });
}

/** The charts as pictures: in a picture no script runs and no text is markup. @param {any[]} list */
export function charts(list) {
  return list.map((/** @type {any} */ chart) => {
    const bytes = new TextEncoder().encode(chart.svg);
    let binary = '';
    for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return el('figure', { class: 'chart' }, el('img', { src: `data:image/svg+xml;base64,${btoa(binary)}`, alt: `${chart.title}. ${chart.subtitle}` }));
  });
}

/** When each option reaches a premises; null without options. @param {import('./model.js').Model} model @param {number} p */
export function reachedTable(model, p) {
  const { page, columns } = model;
  if (!page.courses) return null;
  const { words } = page;
  const options = page.courses.options.map((/** @type {any} */ option, /** @type {number} */ i) => ({ option, i }))
    .filter((/** @type {any} */ { i }) => columns[`course.${i}.served`] !== undefined);
  const column = (/** @type {string} */ rung) => {
    const period = (/** @type {any} */ row) => page.periods[columns[`course.${row.i}.${rung}`][p]] ?? null;
    return { title: rungWords(words, rung), value: period, text: (/** @type {any} */ row) => period(row) ?? 'never' };
  };
  return table({ caption: 'When each option reaches it', file: `reached_${model.names.premises.at(p)}`,
    columns: [{ title: 'option', value: (row) => row.option.label, left: true }, column('passed'), column('connected'), column('served')], rows: options });
}

/**
 * The choice of an option and a period, its works and who paid. `show(view)` recolours the map, `show(null)` ends it.
 * Returns a function that ends it.
 * @param {import('./model.js').Model} model @param {(view: any) => void} show
 */
export function periods(model, show) {
  const { page, columns } = model;
  const { words } = page;
  const own = page.courses.options.filter((/** @type {any} */ _, /** @type {number} */ i) => columns[`course.${i}.served`] !== undefined);
  const last = page.periods.length - 1;
  const options = el('select', { id: 'option', change: () => update() }, ...own.map((/** @type {any} */ option, /** @type {number} */ i) => el('option', { value: i }, option.label)));
  const slider = el('input', { type: 'range', id: 'period', min: -1, max: last, value: -1, step: 1, input: () => update() });
  const shown = el('output', { for: 'period option' });
  const facts = byId('period-facts');

  /** @param {number} option @param {number} period */
  function viewAt(option, period) {
    const of = new Uint8Array(model.premises);
    const [served, connected, passed] = ['served', 'connected', 'passed'].map((rung) => columns[`course.${option}.${rung}`]);
    for (let p = 0; p < model.premises; ++p) of[p] = served[p] <= period ? 0 : connected[p] <= period ? 1 : passed[p] <= period ? 2 : 3;
    const siteState = Uint8Array.from(columns['sites.state']);
    /** @type {Map<number, number>} */
    const links = new Map();
    const building = page.states.indexOf('under_construction');
    const work = (/** @type {string} */ what) => columns[`course.${option}.work.${what}`];
    for (let i = 0; i < work('element').length; ++i) {
      if (work('started')[i] > period) continue;
      const state = work('operational')[i] <= period ? model.operational : building;
      if (work('kind')[i] === 0) siteState[work('element')[i]] = state;
      else links.set(work('element')[i], state);
    }
    return {
      title: `${own[option].label}, end of ${page.periods[period]}`,
      kinds: [
        { label: words.served, shape: 'disc', colour: '--served' },
        { label: 'connected', shape: 'ring', colour: '--customer' },
        { label: 'passed', shape: 'triangle', colour: '--final' },
        { label: 'not yet passed', shape: 'cross', colour: '--none' }],
      of, siteState, linkState: (/** @type {number} */ link) => links.get(link) ?? model.ofLink('state', link),
    };
  }

  /** @param {number} option @param {number} period */
  function factsAt(option, period) {
    const course = own[option];
    const at = course.periods[period];
    const { currency } = page.result.scenario;
    const work = (/** @type {string} */ what) => columns[`course.${option}.work.${what}`];
    const works = [];
    for (let i = 0; i < work('element').length; ++i) {
      if (work('started')[i] !== period) continue;
      const element = work('element')[i];
      const isSite = work('kind')[i] === 0;
      works.push({ element: isSite ? model.names.sites.at(element) : model.linkName(element), tier: isSite ? 'site' : model.linkTier(element),
        operational: page.periods[work('operational')[i]] ?? null, completion_cost: work('completion_cost')[i], late_cost: work('late_cost')[i], visit_cost: work('visit_cost')[i] });
    }
    const money = new Money(largestOf(works.flatMap((w) => [w.completion_cost, w.late_cost, w.visit_cost])), currency);
    const homes = at.ladder[model.served].homes;
    const paid = Object.entries(at.paid).map(([payer, amount]) => ({ payer, amount, all: course.totals.paid[payer] }));
    const sum = new Money(largestOf(paid.map((p) => p.all)), currency);
    return [
      el('p', {}, `${grouped(homes)} of ${grouped(at.ladder[0].homes)} ${words.homes} ${words.served} (${percentage(homes, at.ladder[0].homes)}); ` +
        `spent in the period: ${sum.inText(at.spent.total)}.`),
      table({ caption: `Works started in ${page.periods[period]} (${money.unit})`, file: `works_${page.periods[period]}`,
        columns: [
          { title: 'element', value: (row) => row.element, left: true }, { title: 'tier', value: (row) => row.tier, left: true },
          { title: 'operational', value: (row) => row.operational, text: (row) => row.operational ?? 'later' },
          { title: 'cost', value: (row) => row.completion_cost, text: (row) => money.cell(row.completion_cost) },
          { title: 'late', value: (row) => row.late_cost, text: (row) => money.cell(row.late_cost) },
          { title: 'visit', value: (row) => row.visit_cost, text: (row) => money.cell(row.visit_cost) }],
        rows: works }),
      table({ caption: `Who pays (${sum.unit})`, file: `payers_${page.periods[period]}`,
        columns: [
          { title: 'payer', value: (row) => row.payer, left: true },
          { title: 'in the period', value: (row) => row.amount, text: (row) => sum.cell(row.amount) },
          { title: 'in all periods', value: (row) => row.all, text: (row) => sum.cell(row.all) }],
        rows: paid })];
  }

  function update() {
    const period = Number(slider.value);
    const name = period < 0 ? 'as written' : page.periods[period];
    shown.value = name;
    slider.setAttribute('aria-valuetext', name);
    show(period < 0 ? null : viewAt(Number(options.value), period));
    facts.replaceChildren(...(period < 0 ? [] : factsAt(Number(options.value), period)));
  }
  const controls = el('div', { class: 'period-controls' },
    el('label', { for: 'option' }, 'Option '), options, el('label', { for: 'period' }, 'Period '), slider, shown);
  byId('map-controls').append(controls);
  shown.value = 'as written';
  return () => {
    slider.value = -1;
    update();
  };
}

