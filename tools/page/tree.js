// @ts-check
// A drawn tree for scenarios without coordinates: each site below the site that its best path comes from, and each
// premises below the site of its final link. Sites without a path stand beside it.

import { none } from './model.js';

/**
 * Positions as [x, y] pairs: x grows with the number of links from a source, y with the order of the leaves.
 * @param {import('./model.js').Model} model
 */
export function treePositions(model) {
  const sites = new Float64Array(2 * model.sites);
  const premises = new Float64Array(2 * model.premises);
  /** @type {number[][]} */
  const children = Array.from({ length: model.sites }, () => []);
  /** @type {number[][]} */
  const homes = Array.from({ length: model.sites }, () => []);
  /** @type {number[]} */
  const roots = [];
  const via = model.columns['result.best_via'];
  for (let site = 0; site < model.sites; ++site) {
    const link = via[site];
    if (link === none) roots.push(site);
    else children[model.otherEnd(link, site)].push(site);
  }
  /** @type {number[]} */
  const homeless = [];
  for (let p = 0; p < model.premises; ++p) {
    const site = model.siteOf(p);
    if (site === none) homeless.push(p);
    else homes[site].push(p);
  }
  // Islands hang together by their own links.
  const isOnPath = new Uint8Array(model.sites);
  const mark = [...roots.filter((site) => model.columns['sites.is_source'][site] === 1)];
  for (let site = mark.pop(); site !== undefined; site = mark.pop()) {
    isOnPath[site] = 1;
    mark.push(...children[site]);
  }
  let row = 0;
  /** @param {number} root */
  function place(root) {
    // Each site after its children, with its depth.
    const stack = [{ site: root, depth: 0, next: 0, first: row }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < children[top.site].length) {
        stack.push({ site: children[top.site][top.next++], depth: top.depth + 1, next: 0, first: row });
        continue;
      }
      for (const p of homes[top.site]) {
        premises[2 * p] = top.depth + 1;
        premises[2 * p + 1] = row++;
      }
      if (row === top.first) ++row;
      sites[2 * top.site] = top.depth;
      sites[2 * top.site + 1] = (top.first + row - 1) / 2;
      stack.pop();
    }
    row += 0.5;
  }
  const sources = roots.filter((site) => isOnPath[site] === 1);
  for (const root of sources) place(root);
  for (const root of roots) if (isOnPath[root] === 0) place(root);
  for (const p of homeless) {
    premises[2 * p] = 1;
    premises[2 * p + 1] = row++;
  }
  const depth = Math.max(1, maxEven(sites), maxEven(premises));
  // The drawing is one and a half times as wide as it is high.
  const scale = (1.5 * Math.max(row, 4)) / (depth + 0.5);
  for (const positions of [sites, premises])
    for (let i = 0; i < positions.length; i += 2) {
      positions[i] *= scale;
      positions[i + 1] *= -1;
    }
  return { sites, premises };
}

/** @param {Float64Array} pairs */
function maxEven(pairs) {
  let most = 0;
  for (let i = 0; i < pairs.length; i += 2) most = Math.max(most, pairs[i]);
  return most;
}
