// @ts-check
// What more money brings: the best plans for budgets in equal steps, and what no plan can pass, as
// `lastmile plan --frontier` tells it.

import { capitalized, counted, el, grouped, Money, percentage, shortNumber } from './base.js';
import { charts } from './options.js';
import { table } from './tables.js';

/** @param {any} told @param {any} words @param {Money} money */
function budgetsSentence(told, words, money) {
  const last = told.points[told.points.length - 1];
  const proven = told.points.filter((/** @type {any} */ point) => point.gap <= 1e-9).length;
  return `Today ${counted(told.before, words.user, words.users)} ${told.before === 1 ? 'is' : 'are'} ${words.served}. ` +
    `${money.inText(last.cost)} would serve all ${grouped(last.objective)} who can be served. ` +
    (proven === told.points.length ? 'All plans are proven to be the best for their budgets.'
      : `${counted(proven, 'plan is', 'plans are')} proven to be the best; the others may be better by their gap.`);
}

/** The section; nothing unless it was asked for. @param {any} page */
export function frontier(page) {
  const { frontier: told, words } = page;
  if (told === null) return [];
  if (told.points.length === 0) return [el('p', {}, `No works would serve any ${words.user} who is not served yet.`)];
  const budgets = told.points.map((/** @type {any} */ point) => point.budget);
  const money = new Money(Math.max(...budgets), page.result.scenario.currency);
  const column = money.column(told.points.flatMap((/** @type {any} */ point) => [point.budget, point.cost]));
  const next = (/** @type {any} */ row) => {
    const after = told.points[told.points.indexOf(row) + 1];
    return after === undefined ? null : after.objective - row.objective;
  };
  return [
    el('p', {}, budgetsSentence(told, words, money)),
    el('div', { class: 'side-by-side' },
      el('div', { class: 'charts' }, ...charts([told.chart])),
      table({ caption: capitalized(`${words.users} ${words.served} by budget`), file: 'frontier',
        columns: [
          { title: `budget (${money.unit})`, value: (row) => row.budget, text: (row) => column.cell(row.budget) },
          { title: `${words.users} ${words.served}`, value: (row) => row.objective, text: (row) => grouped(row.objective) },
          { title: 'bound', value: (row) => row.bound, text: (row) => grouped(row.bound) },
          { title: 'gap', value: (row) => row.gap, text: (row) => (row.gap <= 1e-9 ? 'none' : percentage(row.gap, 1)) },
          { title: `cost (${money.unit})`, value: (row) => row.cost, text: (row) => column.cell(row.cost) },
          { title: 'next step', value: next, text: (row) => { const more = next(row); return more === null ? '–' : `+${shortNumber(more)}`; } }],
        rows: told.points })),
    el('p', { class: 'quiet' }, `The bound is what no plan for the budget can pass. The next step is what the following budget brings beyond this one. Service levels, ports and capacity are not judged here.`)];
}
