// @ts-check
// Where the figures come from: inputs, version, parameters, equipment, notes, and how to cite.

import { el, grouped } from './base.js';
import { table } from './tables.js';
import { priceWords } from './words.js';

/** @param {any} page */
export function provenance(page) {
  const parts = [];
  for (const entry of page.scenarios) {
    const { scenario } = entry;
    parts.push(el('h3', {}, scenario.name));
    if (entry.description) parts.push(el('p', {}, entry.description));
    parts.push(el('p', {}, `${scenario.path} · ${priceWords(scenario)} · SHA-256 ${scenario.sha256}`));
    parts.push(table({ caption: 'Input files', file: 'inputs',
      columns: [
        { title: 'file', value: (row) => row.name, left: true },
        { title: 'bytes', value: (row) => row.bytes, text: (row) => grouped(row.bytes) },
        { title: 'SHA-256', value: (row) => row.sha256, left: true }],
      rows: entry.inputs }));
    if (entry.equipment.length > 0)
      parts.push(table({ caption: 'Equipment, its sources, and figures that are assumptions', file: 'equipment',
        columns: [
          { title: 'technology', value: (row) => row.name, left: true },
          { title: 'description', value: (row) => row.title, left: true },
          { title: 'source', value: (row) => row.source, left: true },
          { title: 'assumed', value: (row) => row.assumed.join(', '), left: true }],
        rows: entry.equipment }));
    if (entry.notes.length > 0)
      parts.push(el('details', {}, el('summary', {}, `Notes on the input (${entry.notes.length})`),
        el('ul', {}, ...entry.notes.map((/** @type {string} */ note) => el('li', {}, note)))));
  }
  parts.push(el('details', {}, el('summary', {}, 'Parameters'),
    el('pre', { tabindex: 0 }, JSON.stringify(page.result.parameters, null, 2))));
  const { scenario } = page.result;
  parts.push(el('p', {}, `Made by lastmile ${page.lastmile_version}. To cite: “${scenario.name}”, computed with lastmile ` +
    `${page.lastmile_version} from ${scenario.path} (SHA-256 ${scenario.sha256}); the definitions of all figures are in its models/README.md.`));
  return parts;
}
