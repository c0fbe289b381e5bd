// @ts-check
// Figures by area: a table that can be sorted, and the facts of one area.

import { el, grouped, largestOf, Money, percentage } from './base.js';
import { figureAt } from './model.js';
import { obstacleWords, rungWords } from './words.js';

/** What the table of areas needs. @param {any} page @param {(area: string) => void} show */
export function areasTable(page, show) {
  const { words, by_area: areas } = page;
  const money = new Money(largestOf(areas.map((/** @type {any} */ a) => a.backbone.value)), page.result.scenario.currency);
  const homes = (/** @type {any} */ area, /** @type {string} */ rung) => figureAt(area, `ladder.${rung}.homes`);
  const cause = (/** @type {any} */ area) => {
    let most = null;
    let count = 0;
    for (const entry of area.unserved) {
      const all = entry.sole.homes + entry.joint.homes;
      if (all > count) [most, count] = [entry.cause, all];
    }
    return most === null ? '' : obstacleWords(words, most);
  };
  const rung = (/** @type {string} */ name, /** @type {string} */ title) => ({ title, value: (/** @type {any} */ area) => homes(area, name),
    text: (/** @type {any} */ area) => grouped(homes(area, name)) });
  return { caption: `By area (${money.unit})`, file: 'areas', sort: { at: -1, isDescending: false },
    columns: /** @type {import('./tables.js').Column[]} */ ([
      { title: 'area', value: (area) => area.area, click: (area) => show(area.area), left: true },
      rung('located', words.homes), rung('passed', 'passed'), rung('connected', 'connected'), rung('served', words.served),
      { title: 'share', value: (area) => homes(area, 'served') / homes(area, 'located'), text: (area) => percentage(homes(area, 'served'), homes(area, 'located')) },
      { title: 'value', value: (area) => area.backbone.value, text: (area) => money.cell(area.backbone.value) },
      { title: 'stranded', value: (area) => area.backbone.stranded, text: (area) => money.cell(area.backbone.stranded) },
      { title: 'main cause', value: cause, left: true }]),
    rows: areas };
}

/** What the map tells about an area. @param {any} page @param {string} name */
export function areaFacts(page, name) {
  const { words } = page;
  const area = page.by_area.find((/** @type {any} */ one) => one.area === name);
  if (area === undefined) return [el('h3', {}, name)];
  const money = new Money(area.backbone.value, page.result.scenario.currency);
  const located = figureAt(area, 'ladder.located.homes');
  /** @type {Array<[string, string]>} */
  const facts = area.ladder.map((/** @type {any} */ rung) => [rung.rung === 'located' ? words.homes : rungWords(words, rung.rung),
    `${grouped(rung.homes)}${rung.rung === 'located' ? '' : ` (${percentage(rung.homes, located)})`}`]);
  for (const { cause, sole, joint } of area.unserved)
    facts.push([obstacleWords(words, cause), `${grouped(sole.homes + joint.homes)}${joint.homes === 0 ? '' : `, ${grouped(joint.homes)} of them with other causes`}`]);
  facts.push([`${words.backbone} value`, money.inText(area.backbone.value)],
    ['stranded', `${money.inText(area.backbone.stranded)} (${percentage(area.backbone.stranded, area.backbone.value)})`]);
  return [el('h3', {}, `Area ${name}`), el('dl', {}, ...facts.flatMap(([title, text]) => [el('dt', {}, title), el('dd', {}, text)]))];
}
