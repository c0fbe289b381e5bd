// @ts-check
// Figures by area as a table that can be sorted.

import { grouped, largestOf, Money, percentage } from './base.js';
import { figureAt } from './model.js';
import { table } from './tables.js';
import { obstacleWords } from './words.js';

/** @param {any} page @param {(area: string) => void} show */
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
  return table({ caption: `By area (${money.unit})`, file: 'areas', isSortable: true,
    columns: [
      { title: 'area', value: (area) => area.area, click: (area) => show(area.area), left: true },
      rung('located', words.homes), rung('passed', 'passed'), rung('connected', 'connected'), rung('served', words.served),
      { title: 'share', value: (area) => homes(area, 'served') / homes(area, 'located'), text: (area) => percentage(homes(area, 'served'), homes(area, 'located')) },
      { title: 'value', value: (area) => area.backbone.value, text: (area) => money.cell(area.backbone.value) },
      { title: 'stranded', value: (area) => area.backbone.stranded, text: (area) => money.cell(area.backbone.stranded) },
      { title: 'main cause', value: cause, left: true }],
    rows: areas });
}
