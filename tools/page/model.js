// @ts-check
// The network of the first scenario, from the page's columns. Links are numbered as in the program: explicit
// links first, then the inline drop of each premises.

import { Ragged } from './data.js';
import { categories } from './words.js';

export const none = 0xffffffff;
const mostFailures = 200; // that the map shows

export class Model {
  /** @param {{page: any, columns: Object<string, any>, names: Object<string, any>}} data */
  constructor({ page, columns, names }) {
    this.page = page;
    this.columns = columns;
    this.names = names;
    this.sites = columns['sites.state'].length;
    this.links = columns['links.state'].length;
    this.premises = columns['premises.homes'].length;
    /** @type {Uint8Array} the category of an obstacle set's first obstacle */
    this.categoryOf = new Uint8Array(page.obstacles.length);
    categories.forEach((category, i) => {
      for (const obstacle of category.obstacles) this.categoryOf[page.obstacles.indexOf(obstacle)] = i;
    });
    /** @type {Object<string, Ragged>} */
    this.titles = {};
    for (const [kind, table] of [['site', 'sites'], ['premises', 'premises'], ['link', 'links']])
      this.titles[kind] = new Ragged(columns[`${table}.title`], columns[`${table}.title_end`], 1);
    this.routes = new Ragged(columns['links.route'], columns['links.route_end'], 2);
    this.dropRoutes = new Ragged(columns['premises.drop_route'], columns['premises.drop_route_end'], 2);
    this.decoder = new TextDecoder();
    this.drop = page.tiers.indexOf('drop');
    this.operational = page.states.indexOf('operational');
    this.served = page.rungs.indexOf('served');
    this.connected = page.rungs.indexOf('connected');
  }

  /** @param {number} link */
  isInline(link) {
    return link >= this.links;
  }
  /** @param {number} link */
  isFinal(link) {
    return this.isInline(link) || this.columns['links.tier'][link] === this.drop;
  }
  /** @param {number} link */
  linkName(link) {
    return this.isInline(link) ? `${this.names.premises.at(link - this.links)}/drop` : this.names.links.at(link);
  }
  /** @param {number} link */
  linkTier(link) {
    return this.page.tiers[this.isInline(link) ? this.drop : this.columns['links.tier'][link]];
  }
  /** A column of links. @param {string} what @param {number} link */
  ofLink(what, link) {
    return this.isInline(link)
      ? this.columns[`premises.drop_${what === 'from' ? 'site' : what}`][link - this.links]
      : this.columns[`links.${what}`][link];
  }
  /** @param {number} link */
  premisesOf(link) {
    return this.isInline(link) ? link - this.links : this.columns['links.premises'][link];
  }
  /** @param {number} link @param {number} site */
  otherEnd(link, site) {
    const from = this.columns['links.from'][link];
    return from === site ? this.columns['links.to'][link] : from;
  }
  /** The sites from which final links of a premises without a point of its own start: its inline drop's, else none.
   * @param {number} p */
  siteOf(p) {
    const inline = this.columns['premises.drop_site'][p];
    if (inline !== none) return inline;
    const link = this.columns['result.final_link'][p];
    if (link !== none) return this.ofLink('from', link);
    return this.firstDrops()[p];
  }
  /** The site of each premises' first explicit final link. */
  firstDrops() {
    if (!this.firstDropSites) {
      this.firstDropSites = new Uint32Array(this.premises).fill(none);
      for (let link = this.links - 1; link >= 0; --link)
        if (this.columns['links.tier'][link] === this.drop)
          this.firstDropSites[this.columns['links.premises'][link]] = this.columns['links.from'][link];
    }
    return this.firstDropSites;
  }

  /** @param {number} p */
  category(p) {
    const obstacles = this.columns['result.obstacles'][p];
    return obstacles === 0 ? 0 : this.categoryOf[31 - Math.clz32(obstacles & -obstacles)];
  }

  /** The name of an element that people read; empty if it has none. @param {string} kind @param {number} index */
  title(kind, index) {
    return kind === 'link' && this.isInline(index) ? '' : this.decoder.decode(this.titles[kind].at(index));
  }
  /** Its name and its id, or its id. @param {string} kind @param {number} index */
  label(kind, index) {
    const id = kind === 'site' ? this.names.sites.at(index) : kind === 'premises' ? this.names.premises.at(index) : this.linkName(index);
    const title = this.title(kind, index);
    return title === '' ? id : `${title} (${id})`;
  }
  /** The course of a link as [lon, lat] pairs; empty if none was given. @param {number} link */
  routeOf(link) {
    return this.isInline(link) ? this.dropRoutes.at(link - this.links) : this.routes.at(link);
  }

  /** An element by its id. @param {string} id @returns {{kind: string, index: number}|null} */
  find(id) {
    for (const kind of ['premises', 'sites', 'links']) {
      const index = this.names[kind].find(id);
      if (index >= 0) return { kind: kind.replace(/s$/, '').replace('premise', 'premises'), index };
    }
    if (!id.endsWith('/drop')) return null;
    const p = this.names.premises.find(id.slice(0, -5));
    return p >= 0 && this.columns['premises.drop_site'][p] !== none ? { kind: 'link', index: this.links + p } : null;
  }

  /** A site or link. @param {any} of an id, or {site: id} or {link: id} @returns {{kind: string, index: number}} */
  findElement(of) {
    const id = typeof of === 'string' ? of : (of?.site ?? of?.link);
    if (typeof id !== 'string') throw new Error('name an element by its id, {site: id} or {link: id}');
    const site = typeof of !== 'string' && of.site === undefined ? -1 : this.names.sites.find(id);
    let link = typeof of !== 'string' && of.link === undefined ? -1 : this.names.links.find(id);
    if (link < 0 && id.endsWith('/drop') && (typeof of === 'string' || of.link !== undefined)) {
      const p = this.names.premises.find(id.slice(0, -5));
      if (p >= 0 && this.columns['premises.drop_site'][p] !== none) link = this.links + p;
    }
    if (site >= 0 && link >= 0) throw new Error(`"${id}" is a site and a link; write {site: id} or {link: id}`);
    if (site < 0 && link < 0) throw new Error(`no site or link "${id}"`);
    return site >= 0 ? { kind: 'site', index: site } : { kind: 'link', index: link };
  }

  /** @param {number} p */
  obstacles(p) {
    const bits = this.columns['result.obstacles'][p];
    return this.page.obstacles.filter((/** @type {string} */ _, /** @type {number} */ i) => (bits >> i) & 1);
  }

  /** The sites and upstream links that each cut users off if they alone fail, worst first: the first of many. */
  failures() {
    if (!this.failureList) {
      const list = [];
      for (const [kind, column] of /** @type {Array<[string, any]>} */ ([['site', this.columns['failures.sites']], ['link', this.columns['failures.links']]]))
        for (let index = 0; index < column.length; ++index)
          if (column[index] > 0 && !(kind === 'link' && this.isFinal(index))) list.push({ kind, index, users: column[index] });
      this.failureList = list.sort((a, b) => b.users - a.users).slice(0, mostFailures);
    }
    return this.failureList;
  }

  /** The elements of a premises' route from the source on, as [kind, index]. @param {number} p */
  route(p) {
    const last = this.columns['result.final_link'][p];
    if (last === none) return [];
    const isConnected = this.columns['result.rung'][p] >= this.connected;
    const live = this.columns['result.live_via'];
    const via = isConnected && live.length > 0 ? live : this.columns['result.best_via'];
    /** @type {Array<[string, number]>} */
    const route = [['link', last]];
    for (let site = this.ofLink('from', last); ; ) {
      route.push(['site', site]);
      const link = via[site];
      if (link === none) break;
      route.push(['link', link]);
      site = this.otherEnd(link, site);
    }
    return route.reverse();
  }

  /** @param {string} kind @param {number} index */
  step(kind, index) {
    const c = this.columns;
    if (kind === 'site')
      return {
        element: this.names.sites.at(index),
        kind: this.names.kinds.at(c['sites.kind'][index]),
        tier: 'site',
        state: this.page.states[c['sites.state'][index]],
        completion_cost: c['sites.completion_cost'][index],
        can_carry_users: c['result.site_users'][index],
        served_users: c['result.site_served'][index],
        value: c['sites.value'][index],
      };
    const isFinal = this.isFinal(index);
    const users = isFinal ? c['premises.users'][this.premisesOf(index)] : c['result.link_users'][index];
    const isServed = isFinal && c['result.rung'][this.premisesOf(index)] === this.served;
    return {
      element: this.linkName(index),
      kind: 'link',
      tier: this.linkTier(index),
      state: this.page.states[this.ofLink('state', index)],
      completion_cost: this.ofLink('completion_cost', index),
      can_carry_users: users,
      served_users: isFinal ? (isServed ? users : 0) : c['result.link_served'][index],
      value: this.ofLink('value', index),
    };
  }

  /**
   * What `lastmile explain --format json` prints, without the parts that need another evaluation: the users that
   * the works would also serve (null), the service of the line, and islands.
   * @param {number} p
   */
  explain(p) {
    const route = this.route(p).map(([kind, index]) => this.step(kind, index));
    return {
      schema: 'lastmile.explain.v1',
      premises: this.names.premises.at(p),
      rung: this.page.rungs[this.columns['result.rung'][p]],
      obstacles: this.obstacles(p),
      route,
      remedy: {
        elements: route.filter((step) => step.state !== 'operational').map((step) => step.element),
        completion_cost: this.columns['result.remedy_cost'][p],
        releases: this.columns['result.releases'][p],
        also_serves_users: null,
      },
    };
  }
}

/** A value of a result by its path: an entry of a list is named by its first value, or by its number.
 * @param {any} result @param {string} path */
export function figureAt(result, path) {
  return path.split('.').reduce((value, key) => {
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) return value[key];
    const named = value.find((entry) => typeof entry === 'object' && Object.values(entry)[0] === key);
    return named ?? value[Number(key)];
  }, result);
}
