// @ts-check
// What fails and who notices: the figures of `lastmile reliability` about the scenario as it stands.

import { counted, el, grouped, largestOf, percentage, shortNumber } from './base.js';
import { charts } from './options.js';
import { bars, shareCell } from './summary.js';
import { table } from './tables.js';

/** Hours, or minutes of less than one. @param {number} hours */
function hoursWords(hours) {
  return hours < 1 ? `${shortNumber(hours * 60)} min` : `${shortNumber(hours)} h`;
}

/** @param {any} told @param {any} words */
function sentence(told, words) {
  const { homes, estimated_premises: estimated } = told.availability;
  return `Each ${words.home} loses ${hoursWords(told.hours_lost_per_home_and_year)} of service a year, on average. ` +
    `Of ${counted(told.served_now.homes, words.home, words.homes)} ${words.served}, ` +
    `${shortNumber(told.expected_served.homes)} are expected to be at any time; ` +
    `${counted(homes.connected, words.home, words.homes)} connected. ` +
    (told.method === 'exact' ? 'All of this is exact.'
      : `${counted(estimated, 'premises record is', 'premises records are')} estimated from ${grouped(told.worlds.count)} worlds drawn at random.`);
}

/** @param {any} told @param {any} words */
function homesByService(told, words) {
  const { homes } = told.availability;
  const row = (/** @type {string} */ label, /** @type {number} */ n) => ({ label, share: n / homes.connected, kind: 'plain',
    cells: [{ value: n, text: grouped(n) }, shareCell(n, homes.connected)] });
  return bars(`Service of connected ${words.homes}`, 'availability', [words.homes, 'share'], [
    ...Object.entries(homes.losing_less_than_hours_per_year).map(([hours, n]) => row(`less than ${hours} h lost a year`, n)),
    ...Object.entries(homes.with_availability_of_at_least).map(([share, n]) => row(`available ${Number((100 * Number(share)).toFixed(6))} % or more`, n))]);
}

/** @param {any} page @param {(element: any) => void} show */
function worst(page, show) {
  const { words } = page;
  return table({ caption: `Single failures that cut off most ${words.users}`, file: 'single_failures',
    columns: [
      { title: 'element', value: (row) => row.element, text: (row) => (row.name ? `${row.name} (${row.element})` : row.element), click: show, left: true },
      { title: 'kind', value: (row) => (row.tier === 'site' ? row.kind : row.tier), left: true },
      { title: words.homes, value: (row) => row.homes_cut_off, text: (row) => grouped(row.homes_cut_off) },
      { title: words.users, value: (row) => row.users_cut_off, text: (row) => grouped(row.users_cut_off) },
      ...(page.reliability ? [{ title: `${words.user} hours a year`, value: (/** @type {any} */ row) => row.user_hours_per_year, text: (/** @type {any} */ row) => shortNumber(row.user_hours_per_year) }] : [])],
    rows: page.single_failures });
}

/** @param {any} told @param {any} words */
function risks(told, words) {
  if (told.shared_risks.length === 0) return null;
  return table({ caption: 'Shared risks', file: 'shared_risks',
    columns: [
      { title: 'risk', value: (row) => row.name, left: true },
      { title: 'present', value: (row) => row.share_of_time, text: (row) => percentage(row.share_of_time, 1) },
      { title: 'elements', value: (row) => row.elements, text: (row) => grouped(row.elements) },
      { title: `${words.users} cut off meanwhile`, value: (row) => row.users_cut_off_while_present, text: (row) => shortNumber(row.users_cut_off_while_present) },
      { title: `${words.user} hours a year`, value: (row) => row.user_hours_per_year, text: (row) => shortNumber(row.user_hours_per_year) }],
    rows: told.shared_risks });
}

/** The section; nothing without anything to cut off. @param {any} page @param {(element: any) => void} show */
export function reliability(page, show) {
  const { reliability: told, words } = page;
  if (largestOf(page.single_failures.map((/** @type {any} */ one) => one.users_cut_off)) === 0) return [];
  const failures = worst(page, show);
  if (told === null) return [el('p', {}, 'The scenario gives no failure rates.'), failures];
  return [
    el('p', {}, sentence(told, words)),
    el('div', { class: 'side-by-side' }, homesByService(told, words), el('div', { class: 'charts' }, ...charts([page.reliability_chart]))),
    failures, risks(told, words)].filter((part) => part !== null);
}
