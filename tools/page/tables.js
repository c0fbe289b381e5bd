// @ts-check
// Tables: sorted by a click on a column's head, and saved as CSV.

import { el, saveFile } from './base.js';

/**
 * @typedef {{title: string, text?: (row: any) => string, value: (row: any) => any, left?: boolean,
 *   figure?: (row: any) => string|null, click?: (row: any) => void}} Column
 */

/** @param {any} value */
function csvCell(value) {
  if (value === null || value === undefined) return '';
  let text = String(value);
  // A spreadsheet would run such text as a formula.
  if (typeof value === 'string' && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Column[]} columns @param {any[]} rows */
export function csvOf(columns, rows) {
  const lines = [columns.map((column) => csvCell(column.title))];
  for (const row of rows) lines.push(columns.map((column) => csvCell(column.value(row))));
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

const mostRows = 500;

/**
 * A table with a caption and a button that saves it. Shows the first rows of long ones; the file has all.
 * @param {{caption: string, file: string, columns: Column[], rows: any[], isSortable?: boolean}} options
 */
export function table({ caption, file, columns, rows, isSortable = false }) {
  let sorted = rows;
  const body = el('tbody');
  const heads = columns.map((column, i) => {
    const cell = el('th', { scope: 'col', class: column.left ? 'left' : null });
    if (!isSortable) {
      cell.append(column.title);
      return cell;
    }
    cell.append(el('button', { type: 'button', class: 'sort', click: () => sortBy(i) }, column.title));
    return cell;
  });
  const more = el('p', { class: 'quiet' });
  function fill() {
    body.replaceChildren(
      ...sorted.slice(0, mostRows).map((row) =>
        el('tr', {}, ...columns.map((column, i) => {
          const text = column.text ? column.text(row) : String(column.value(row) ?? '–');
          const figure = column.figure ? column.figure(row) : null;
          const content = column.click
            ? el('button', { type: 'button', class: 'link', click: () => column.click?.(row) }, text)
            : text;
          return el(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: column.left ? 'left' : null, 'data-figure': figure }, content);
        })),
      ),
    );
    more.textContent = sorted.length > mostRows ? `${sorted.length - mostRows} more rows in the file.` : '';
  }
  /** @param {number} at */
  function sortBy(at) {
    const descending = heads[at].getAttribute('aria-sort') === 'descending' ? false : true;
    heads.forEach((head) => head.removeAttribute('aria-sort'));
    heads[at].setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    const { value } = columns[at];
    const order = (/** @type {any} */ a, /** @type {any} */ b) => {
      const [x, y] = [value(a), value(b)];
      if (typeof x === 'number' && typeof y === 'number') return x - y;
      return String(x ?? '').localeCompare(String(y ?? ''));
    };
    sorted = [...rows].sort((a, b) => (descending ? order(b, a) : order(a, b)));
    fill();
  }
  fill();
  return el(
    'figure',
    { class: 'table' },
    el('figcaption', {}, el('h3', {}, caption),
      el('button', { type: 'button', class: 'save', 'aria-label': `Save the table ${caption} as CSV`,
        click: () => saveFile(`${file}.csv`, csvOf(columns, rows), 'text/csv') }, 'CSV')),
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
      el('table', {}, el('thead', {}, el('tr', {}, ...heads)), body)),
    more,
  );
}
