// @ts-check
// The figures of `lastmile run`: headline, ladder, obstacles, value, and what to build next.

import { capitalized, counted, el, grouped, largestOf, Money, percentage, ratio, shortNumber } from './base.js';
import { figureAt } from './model.js';
import { csvOf, saveButton, table } from './tables.js';
import { distanceWords, obstacleWords, plain, rungWords } from './words.js';

/** The unit for the amounts of a result, as the report in text chooses it. @param {any} result */
export function moneyOf(result) {
  const { value } = result.backbone;
  const links = result.final_links;
  return new Money(Math.max(value, links.value, links.completion_cost_of_missing), result.scenario.currency);
}

/** @param {any} result @param {any} words */
export function headline(result, words) {
  const money = moneyOf(result);
  const served = figureAt(result, 'ladder.served.homes');
  const located = figureAt(result, 'ladder.located.homes');
  const { value, stranded, stranded_by_final_links: alone } = result.backbone;
  if (figureAt(result, 'ladder.located.premises') === 0) return 'The scenario has no premises, so there is nobody to serve.';
  const first = `${capitalized(words.served)}: ${grouped(served)} of ${counted(located, words.home, words.homes)} (${percentage(served, located)}).`;
  if (value === 0) return `${first} No ${words.backbone} value is given.`;
  return (
    `${first} Of ${money.inText(value)} of ${words.backbone} value, ${money.inText(stranded)} ` +
    `(${percentage(stranded, value)}) ${money.verb} stranded: ${money.inText(alone)} by missing ${words.final_links} alone.`
  );
}

/** @param {number} share @param {string} kind */
function bar(share, kind) {
  const fill = el('span', { class: `fill ${kind}` });
  fill.style.width = `${Math.max(0, Math.min(1, share || 0)) * 100}%`;
  return el('span', { class: 'bar', 'aria-hidden': 'true' }, fill);
}

/** A number with its path in the result, or a share. @typedef {{figure?: string, value: number, text: string}} Cell
 * @typedef {{label: string, share: number, kind: string, cells: Cell[], isPart?: boolean}} BarRow */

/** @param {number} part @param {number} whole @returns {Cell} */
export function shareCell(part, whole) {
  return { value: whole > 0 ? part / whole : NaN, text: percentage(part, whole) };
}

/** Rows with a label, a bar and numbers, as a table. @param {string} caption @param {string} file @param {string[]} heads @param {BarRow[]} rows */
export function bars(caption, file, heads, rows) {
  /** @type {import('./tables.js').Column[]} */
  const columns = [{ title: 'row', value: (row) => row.label },
    ...heads.map((title, i) => ({ title, value: (/** @type {BarRow} */ row) => (i < row.cells.length && !Number.isNaN(row.cells[i].value) ? row.cells[i].value : '') }))];
  return el(
    'figure', { class: 'bars' },
    el('figcaption', {}, el('h3', {}, caption), saveButton(caption, file, () => csvOf(columns, rows))),
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption }, el('table', {},
      el('thead', {}, el('tr', {}, el('td'), ...heads.map((head) => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, ...rows.map((row) =>
        el('tr', { class: row.isPart ? 'part' : null },
          el('th', { scope: 'row' }, row.label, bar(row.share, row.kind)),
          ...heads.map((_, i) => el('td', { 'data-figure': row.cells[i]?.figure }, row.cells[i]?.text ?? ''))))))),
  );
}

/** @param {any} result @param {any} words */
function ladder(result, words) {
  const located = figureAt(result, 'ladder.located.homes');
  return bars('Coverage ladder', 'ladder', [words.homes, `of ${grouped(located)}`, words.users], result.ladder.map((/** @type {any} */ entry) => ({
    label: rungWords(words, entry.rung),
    share: entry.homes / located,
    kind: entry.rung === 'served' ? 'good' : 'plain',
    cells: [
      { figure: `ladder.${entry.rung}.homes`, value: entry.homes, text: grouped(entry.homes) },
      shareCell(entry.homes, located),
      { figure: `ladder.${entry.rung}.users`, value: entry.users, text: grouped(entry.users) },
    ],
  })));
}

/** @param {any} result @param {any} words */
function obstacles(result, words) {
  if (result.unserved.length === 0) return null;
  const blocked = figureAt(result, 'ladder.located.homes') - figureAt(result, 'ladder.served.homes');
  const cell = (/** @type {any} */ entry, /** @type {string} */ part) => ({ figure: `unserved.${entry.cause}.${part}.homes`, value: entry[part].homes,
    text: entry[part].premises > 0 ? grouped(entry[part].homes) : '–' });
  return bars(`What blocks the other ${counted(blocked, words.home, words.homes)}`, 'obstacles', ['sole cause', 'joint cause', 'share'],
    result.unserved.map((/** @type {any} */ entry) => ({
      label: obstacleWords(words, entry.cause),
      share: (entry.sole.homes + entry.joint.homes) / blocked,
      kind: 'bad',
      cells: [cell(entry, 'sole'), cell(entry, 'joint'), shareCell(entry.sole.homes + entry.joint.homes, blocked)],
    })));
}

/** @param {any} result @param {any} words */
function backbone(result, words) {
  const books = result.backbone;
  const kinds = /** @type {const} */ ([['in_use', 'good'], ['dormant', 'warn'], ['stranded', 'bad'], ['no_demand', 'plain']]);
  const causes = books.stranded_by_cause.filter((/** @type {any} */ c) => c.sole + c.joint > 0);
  const money = moneyOf(result).column([
    ...kinds.map(([book]) => books[book]), books.value, ...causes.flatMap((/** @type {any} */ c) => [c.sole, c.joint])]);
  /** @type {BarRow[]} */
  const rows = [];
  for (const [book, kind] of kinds) {
    if (books[book] === 0 && (book === 'dormant' || book === 'no_demand')) continue;
    rows.push({ label: plain(book), share: books[book] / books.value, kind,
      cells: [{ figure: `backbone.${book}`, value: books[book], text: money.cell(books[book]) }, shareCell(books[book], books.value)] });
    if (book !== 'stranded') continue;
    for (const c of causes) {
      const part = (/** @type {'sole'|'joint'} */ of) => ({ figure: `backbone.stranded_by_cause.${c.cause}.${of}`, value: c[of], text: c[of] === 0 ? '–' : money.cell(c[of]) });
      rows.push({ label: obstacleWords(words, c.cause), share: (c.sole + c.joint) / books.value, kind, isPart: true,
        cells: [{ value: c.sole + c.joint, text: money.cell(c.sole + c.joint) }, shareCell(c.sole + c.joint, books.value), part('sole'), part('joint')] });
    }
  }
  return bars(`Where the ${moneyOf(result).inText(books.value)} of ${words.backbone} value stands`, 'backbone',
    [money.unit, 'share', ...(causes.length > 0 ? ['sole cause', 'joint cause'] : [])], rows);
}

/** @param {any} result */
function service(result) {
  if (!result.service) return null;
  /** @type {Object<string, string>} */
  const names = { down_mbps: 'down, Mbit/s', up_mbps: 'up, Mbit/s', latency_ms: 'latency, ms',
    optical_margin_weak_db: 'margin, weak, dB', optical_margin_strong_db: 'margin, strong, dB',
    loop_length_m: 'loop length, m' };
  const points = ['p5', 'p25', 'p50', 'p75', 'p95'];
  const profile = result.scenario.profile;
  const asked = [
    profile.down_mbps && `${grouped(profile.down_mbps)} Mbit/s down`,
    profile.up_mbps && `${grouped(profile.up_mbps)} Mbit/s up`,
    profile.latency_ms && `round trip at most ${grouped(profile.latency_ms)} ms`].filter(Boolean).join(', ');
  return table({ caption: `Service to connected homes${asked ? `; required: ${asked}` : ''}`, file: 'service',
    columns: [
      { title: 'percentile', value: (row) => row.figure, text: (row) => names[row.figure] ?? plain(row.figure), left: true },
      ...points.map((p) => ({ title: p, value: (/** @type {any} */ row) => row[p], text: (/** @type {any} */ row) => shortNumber(row[p]) }))],
    rows: result.service.distribution });
}

/** The homes that qualify for each of several profiles. @param {any} result @param {any} words */
function profiles(result, words) {
  if (!result.profiles) return null;
  const connected = figureAt(result, 'ladder.connected.homes');
  return bars(`Which services connected ${words.homes} would get`, 'profiles', [words.homes, 'share'],
    result.profiles.map((/** @type {any} */ entry, /** @type {number} */ i) => ({
      label: entry.profile, share: entry.homes / connected, kind: 'plain',
      cells: [{ figure: `profiles.${i}.homes`, value: entry.homes, text: grouped(entry.homes) }, shareCell(entry.homes, connected)] })));
}

/** @param {any} result @param {any} words @param {(id: string) => void} show */
function next(result, words, show) {
  const links = result.next_final_links;
  const money = new Money(largestOf(links.flatMap((/** @type {any} */ l) => [l.completion_cost, l.releases])), result.scenario.currency);
  if (links.length === 0)
    return el('p', {}, `No ${words.home} lacks only a missing ${words.final_link}.`);
  const cost = money.column(links.map((/** @type {any} */ l) => l.completion_cost));
  const gain = money.column(links.map((/** @type {any} */ l) => l.releases));
  const at = (/** @type {any} */ row, /** @type {string} */ key) => `next_final_links.${links.indexOf(row)}.${key}`;
  return table({ caption: `${capitalized(words.final_links)} to build next (${money.unit})`, file: 'next_final_links',
    columns: [
      { title: words.final_link, value: (row) => row.link, click: (row) => show(row.premises), left: true },
      { title: 'cost', value: (row) => row.completion_cost, text: (row) => cost.cell(row.completion_cost), figure: (row) => at(row, 'completion_cost') },
      { title: words.users, value: (row) => row.users, text: (row) => grouped(row.users), figure: (row) => at(row, 'users') },
      { title: 'value released', value: (row) => row.releases, text: (row) => gain.cell(row.releases), figure: (row) => at(row, 'releases') },
      { title: `per ${money.isMoney ? money.name : 'unit'}`, value: (row) => (row.completion_cost > 0 ? row.releases / row.completion_cost : null),
        text: (row) => (row.completion_cost > 0 ? ratio(row.releases / row.completion_cost) : 'free') }],
    rows: links });
}

/** @param {any} result @param {any} words */
function nextUpstream(result, words) {
  const list = result.next_upstream;
  if (list.length === 0) return null;
  const money = new Money(largestOf(list.flatMap((/** @type {any} */ l) => [l.completion_cost, l.releases])), result.scenario.currency);
  return table({ caption: `Upstream elements to complete next, with all ${words.homes} beyond them (${money.unit})`, file: 'next_upstream',
    columns: [
      { title: 'first element', value: (row) => row.element, left: true },
      { title: 'kind', value: (row) => (row.tier === 'site' ? row.kind : row.tier), left: true },
      { title: words.homes, value: (row) => row.homes, text: (row) => grouped(row.homes) },
      { title: words.users, value: (row) => row.users, text: (row) => grouped(row.users) },
      { title: 'cost', value: (row) => row.completion_cost, text: (row) => money.cell(row.completion_cost) },
      { title: 'releases', value: (row) => row.releases, text: (row) => money.cell(row.releases) }],
    rows: list });
}

/** @param {any} result @param {any} words */
function sentences(result, words) {
  const money = moneyOf(result);
  /** @type {Array<string|string[]>} */
  const texts = [];
  const links = result.final_links;
  texts.push(`${grouped(links.built)} ${links.built === 1 ? words.final_link : words.final_links} ${links.built === 1 ? 'is' : 'are'} built: ` +
    `${money.inText(links.value)} of value, ${money.inText(links.stranded)} stranded. ` +
    (links.missing === 0 ? 'None are missing.'
      : `${grouped(links.missing)} ${links.missing === 1 ? 'is' : 'are'} missing and would cost ${money.inText(links.completion_cost_of_missing)} to complete.`));
  const all = result.to_serve_everyone;
  if (all.premises > 0 || all.without_route > 0) {
    const sum = new Money(all.completion_cost, result.scenario.currency);
    let text = all.premises === 0 ? `To serve everyone: no ${words.home} with a route is left to connect`
      : `To serve everyone: ${sum.inText(all.completion_cost)} connects ${counted(all.homes, `more ${words.home}`, `more ${words.homes}`)}`;
    if (all.without_route > 0)
      text += `; ${counted(all.without_route, 'subscribed premises record has', 'subscribed premises records have')} no route`;
    texts.push(`${text}.`);
  }
  const islands = result.islands;
  if (islands.count > 0) {
    const worth = new Money(islands.value, result.scenario.currency);
    texts.push(`${counted(islands.count, 'island', 'islands')} with ${counted(islands.sites, 'site', 'sites')}, worth ` +
      `${worth.inText(islands.value)}, that no source is joined to; ${counted(islands.homes, words.home, words.homes)} there without a route.`);
    for (const island of islands.largest.slice(0, 3))
      texts.push([`Island of ${counted(island.sites, 'site', 'sites')} around `, island.example_site, `: ${counted(island.homes, words.home, words.homes)}`,
        ...nearestWords(island)]);
  }
  return texts.map((text) => el('p', {}, ...(Array.isArray(text) ? text : [text])));
}

/** The end of a sentence about an island. @param {any} island @returns {string[]} */
export function nearestWords(island) {
  return island.nearest_joined_site === null ? ['.']
    : ['; the nearest site that the design joins to a source is ', island.nearest_joined_site, `, ${distanceWords(island.distance_m)} away.`];
}

/** The four numbers at the top. @param {any} result @param {any} words */
export function tiles(result, words) {
  const money = moneyOf(result);
  const served = figureAt(result, 'ladder.served.homes');
  const located = figureAt(result, 'ladder.located.homes');
  const { value, stranded, stranded_by_final_links: alone } = result.backbone;
  const tile = (/** @type {string} */ figure, /** @type {string} */ number, /** @type {string} */ text) =>
    el('div', { class: 'tile' }, el('strong', { 'data-figure': figure }, number), el('span', {}, text));
  return [
    tile('ladder.served.homes', grouped(served), `of ${counted(located, words.home, words.homes)} ${words.served} (${percentage(served, located)})`),
    tile('backbone.stranded', money.inText(stranded), `of ${money.inText(value)} of ${words.backbone} value stranded (${percentage(stranded, value)})`),
    tile('backbone.stranded_by_final_links', money.inText(alone), `stranded by missing ${words.final_links} alone`),
    tile('to_serve_everyone.completion_cost', new Money(result.to_serve_everyone.completion_cost, result.scenario.currency).inText(result.to_serve_everyone.completion_cost),
      'connects everyone who has a route and wants the service'),
  ];
}

/** All sections, in two columns. @param {any} result @param {any} words @param {(id: string) => void} show */
export function summary(result, words, show) {
  const column = (/** @type {any[]} */ ...sections) => el('div', { class: 'stack' }, ...sections);
  const more = (/** @type {any} */ section) => section && el('div', { class: 'more' }, section);
  return [
    column(ladder(result, words), obstacles(result, words), more(profiles(result, words)), more(service(result)),
      more(el('div', { class: 'sentences' }, ...sentences(result, words)))),
    column(backbone(result, words), next(result, words, show), more(nextUpstream(result, words)))];
}
