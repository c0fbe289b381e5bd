// @ts-check
// The explanation of one premises, as `lastmile explain` tells it.

import { capitalized, counted, el, grouped, largestOf, Money, shortNumber } from './base.js';
import { nearestWords } from './summary.js';
import { table } from './tables.js';
import { obstacleWords, plain, rungWords } from './words.js';

/** @param {any} told @param {any} words @param {string} currency */
function verdict(told, words, currency) {
  if (told.obstacles.length === 0) return `${capitalized(words.served)}.`;
  const causes = told.obstacles.map((/** @type {string} */ o) => obstacleWords(words, o)).join(', ');
  const rung = told.rung === 'located' ? 'not passed' : rungWords(words, told.rung);
  const { elements, completion_cost: cost, releases } = told.remedy;
  const money = new Money(Math.max(cost, releases), currency);
  const remedy = elements.length === 0 ? '' :
    ` ${counted(elements.length, 'work', 'works')} for ${money.inText(cost)} would complete its path` +
    (releases > 0 ? ` and put ${money.inText(releases)} of ${words.backbone} value to use.` : '.');
  return `Not ${words.served}: ${causes}. It is ${rung}.${remedy}`;
}

/** @param {any} told @param {any} words @param {string} currency */
function routeTable(told, words, currency) {
  const money = new Money(largestOf(told.route.flatMap((/** @type {any} */ s) => [s.value, s.completion_cost])), currency);
  return table({ caption: `Route from the source (${money.unit})`, file: `route_${told.premises}`,
    columns: [
      { title: 'element', value: (row) => row.element, left: true },
      { title: 'kind', value: (row) => (row.tier === 'site' ? row.kind : row.tier), left: true },
      { title: 'state', value: (row) => row.state, text: (row) => plain(row.state), left: true },
      { title: 'to complete', value: (row) => row.completion_cost, text: (row) => (row.state === 'operational' ? '–' : money.cell(row.completion_cost)) },
      { title: `${words.users} served`, value: (row) => row.served_users, text: (row) => `${grouped(row.served_users)} of ${grouped(row.can_carry_users)}` },
      { title: 'value', value: (row) => row.value, text: (row) => money.cell(row.value) }],
    rows: told.route });
}

/** @param {any} told */
function serviceOfLine(told) {
  const line = told.service;
  if (!line) return null;
  const rows = line.budget;
  const amount = (/** @type {number|null} */ x) => (x === null ? '' : shortNumber(x));
  return el('div', {},
    el('p', {}, `Line: ${line.technology ?? 'no technology'}${line.head_end === null ? '' : ` from ${line.head_end}`}; ` +
      `${shortNumber(line.down_mbps)} Mbit/s down, ${shortNumber(line.up_mbps)} up, round trip ${shortNumber(line.latency_ms)} ms.`),
    line.ports ? el('p', {}, `${line.ports.site} has ${line.ports.free} of ${line.ports.ports} ports free.`) : null,
    rows.length === 0 ? null : table({ caption: 'Budget of the line', file: `line_${told.premises}`,
      columns: [
        { title: 'item', value: (row) => row.item, left: true },
        { title: 'element', value: (row) => row.element, text: (row) => row.element ?? '', left: true },
        { title: 'amount', value: (row) => row.amount, text: (row) => `${shortNumber(row.amount)} ${row.unit}` },
        { title: 'total', value: (row) => row.total, text: (row) => amount(row.total) },
        { title: 'limit', value: (row) => row.limit, text: (row) => amount(row.limit) },
        { title: 'margin', value: (row) => row.margin, text: (row) => amount(row.margin) }],
      rows }));
}

/** @param {any} told @param {string} label @param {any} words @param {string} currency */
export function explanation(told, label, words, currency) {
  const also = told.remedy.also_serves_users;
  return [
    el('h3', {}, label),
    el('p', { class: 'verdict' }, verdict(told, words, currency)),
    also ? el('p', {}, `The same works would also serve ${counted(also, `other ${words.user}`, `other ${words.users}`)}.`) : null,
    ...(told.islands ?? []).map((/** @type {any} */ island) =>
      el('p', {}, `It starts at an island of ${counted(island.sites, 'site', 'sites')} around `, island.example_site, ...nearestWords(island))),
    told.route.length > 0 ? routeTable(told, words, currency) : el('p', {}, 'No path of the design leads from a source to this premises.'),
    serviceOfLine(told),
  ].filter((part) => part !== null);
}

/** A site or link. @param {import('./model.js').Model} model @param {string} kind @param {number} index @param {string} currency */
export function elementFacts(model, kind, index, currency) {
  const step = model.step(kind, index);
  const money = new Money(Math.max(step.value, step.completion_cost), currency);
  const stranded = kind === 'site' ? model.columns['result.site_stranded'][index]
    : model.isFinal(index) ? null : model.columns['result.link_stranded'][index];
  const { words } = model.page;
  /** @type {Array<[string, string]>} */
  const facts = [
    [step.tier === 'site' ? 'site' : 'link', step.tier === 'site' ? step.kind : step.tier],
    ['state', plain(step.state)],
    ['value', money.inText(step.value)],
    ['to complete', step.state === 'operational' ? '–' : money.inText(step.completion_cost)],
    [words.users, `${grouped(step.served_users)} of ${grouped(step.can_carry_users)} ${words.served}`],
  ];
  if (stranded !== null) facts.push(['stranded value', money.inText(stranded)]);
  const users = kind === 'site' ? model.columns['failures.sites'][index] : model.isInline(index) ? null : model.columns['failures.links'][index];
  if (users !== null) facts.push(['if it alone fails', users === 0 ? `no ${words.user} is cut off` : `${grouped(users)} ${words.users} cut off`]);
  return [el('h3', {}, model.label(kind, index)),
    el('dl', {}, ...facts.flatMap(([name, text]) => [el('dt', {}, name), el('dd', {}, text)]))];
}
