// @ts-check
// The model's terms in the scenario's own words.

import { counted } from './base.js';

/** @param {string} name */
export function plain(name) {
  return name.replaceAll('_', ' ');
}

/** @param {any} words @param {string} obstacle */
export function obstacleWords(words, obstacle) {
  const upstream = obstacle.match(/^upstream_(.*)$/);
  if (upstream) return `${words.backbone} ${upstream[1]}`;
  const last = obstacle.match(/^final_link_(.*)$/);
  if (last) return `${words.final_link} ${last[1]}`;
  /** @type {Object<string, string>} */
  const others = {
    over_budget: 'optical loss too high',
    under_budget: 'optical loss too low',
    rate: 'rate too low',
    latency: 'latency too high',
    capacity: 'capacity too low',
  };
  return others[obstacle] ?? plain(obstacle);
}

/** @param {any} words @param {string} rung */
export function rungWords(words, rung) {
  return rung === 'served' ? words.served : rung;
}

/** @param {any} scenario */
export function priceWords(scenario) {
  if (scenario.currency === 'XXX') return 'no currency';
  return scenario.price_year === null ? scenario.currency : `${scenario.currency}, ${scenario.price_year} prices`;
}

/** @param {any} result */
export function sizeWords(result) {
  return `${counted(result.network.sites, 'site', 'sites')} · ${counted(result.network.premises, 'premises record', 'premises records')}`;
}

/** @param {number} metres */
export function distanceWords(metres) {
  return metres < 10000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
}

// What keeps a premises from service, as the map shows it: by the gate of its first obstacle.
/** @type {Array<{id: string, shape: string, obstacles: string[]}>} */
export const categories = [
  { id: 'served', shape: 'disc', obstacles: [] },
  { id: 'customer', shape: 'ring', obstacles: ['not_subscribed'] },
  {
    id: 'service',
    shape: 'square',
    obstacles: ['no_port', 'over_budget', 'under_budget', 'rate', 'latency', 'capacity'],
  },
  { id: 'final', shape: 'triangle', obstacles: ['final_link_missing', 'final_link_inactive', 'final_link_failed'] },
  { id: 'upstream', shape: 'diamond', obstacles: ['upstream_missing', 'upstream_inactive', 'upstream_failed'] },
  { id: 'none', shape: 'cross', obstacles: ['no_route'] },
];

/** @param {any} words @param {string} id */
export function categoryWords(words, id) {
  /** @type {Object<string, string>} */
  const texts = {
    served: words.served,
    customer: 'not subscribed',
    service: 'service not good enough',
    final: `${words.final_link} to complete`,
    upstream: `${words.backbone} to complete`,
    none: 'no route',
  };
  return texts[id];
}
