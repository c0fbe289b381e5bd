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

/** @param {string} caption @param {string} file @param {() => string} csv */
export function saveButton(caption, file, csv) {
  return el('button', { type: 'button', class: 'save', 'aria-label': `Save the table ${caption} as CSV`, click: () => saveFile(`${file}.csv`, csv(), 'text/csv') }, 'CSV');
}

/**
 * A table with a caption and a button that saves it. Shows the first rows of long ones; the file has all.
 * `sort` makes it sortable. Its
 * method `renew` shows other figures in the same cells.
 * @param {{caption: string, file: string, columns: Column[], rows: any[], most?: number,
 *   sort?: {at: number, isDescending: boolean}|null}} options
 */
export function table({ caption, file, columns, rows, most = 500, sort = null }) {
  let shown = rows;
  /** @type {any[][]} what holds the text of each cell */
  let texts = [];
  const body = el('tbody');
  const title = el('h3', {}, caption);
  const heads = columns.map((column, i) => {
    const cell = el('th', { scope: 'col', class: column.left ? 'left' : null });
    if (sort === null) {
      cell.append(column.title);
      return cell;
    }
    cell.append(el('button', { type: 'button', class: 'sort', click: () => sortBy(i, sort.at === i && !sort.isDescending) }, column.title));
    return cell;
  });
  const more = el('p', { class: 'quiet' });
  const textAt = (/** @type {Column} */ column, /** @type {any} */ row) => (column.text ? column.text(row) : String(column.value(row) ?? '–'));
  function fill() {
    texts = [];
    body.replaceChildren(...shown.slice(0, most).map((row, at) => {
      const holders = columns.map((column, i) => {
        const figure = column.figure ? column.figure(row) : null;
        const cell = el(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: column.left ? 'left' : null, 'data-figure': figure }, column.click ? null : textAt(column, row));
        if (!column.click) return cell;
        const button = el('button', { type: 'button', class: 'link', click: () => columns[i].click?.(shown[at]) }, textAt(column, row));
        cell.append(button);
        return button;
      });
      texts.push(holders);
      return el('tr', {}, ...holders.map((holder, i) => (columns[i].click ? holder.parentNode : holder)));
    }));
    more.textContent = shown.length > most ? `${shown.length - most} more rows in the file.` : '';
  }
  /** Changes the texts that differ. */
  function renewTexts() {
    texts.forEach((holders, at) => holders.forEach((holder, i) => {
      const text = textAt(columns[i], shown[at]);
      if (holder.textContent !== text) holder.textContent = text;
    }));
  }
  /** @param {number} at @param {boolean} isDescending */
  function sortBy(at, isDescending) {
    if (sort !== null) [sort.at, sort.isDescending] = [at, isDescending];
    heads.forEach((head) => head.removeAttribute('aria-sort'));
    heads[at].setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
    shown = sorted(at, isDescending);
    fill();
  }
  /** @param {number} at @param {boolean} isDescending */
  function sorted(at, isDescending) {
    const { value } = columns[at];
    const order = (/** @type {any} */ a, /** @type {any} */ b) => {
      const [x, y] = [value(a), value(b)];
      if (typeof x === 'number' && typeof y === 'number') return x - y;
      return String(x ?? '').localeCompare(String(y ?? ''));
    };
    return [...rows].sort((a, b) => (isDescending ? order(b, a) : order(a, b)));
  }
  fill();
  const figure = el(
    'figure',
    { class: 'table' },
    el('figcaption', {}, title,
      saveButton(caption, file, () => csvOf(columns, rows))),
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
      el('table', {}, el('thead', {}, el('tr', {}, ...heads)), body)),
    more,
  );
  /** The same table with other figures. @param {{caption: string, columns: Column[], rows: any[]}} next */
  figure.renew = (next) => {
    const isAsLong = next.rows.length === rows.length;
    ({ columns, rows } = next);
    title.textContent = next.caption;
    shown = sort !== null && sort.at >= 0 ? sorted(sort.at, sort.isDescending) : rows;
    if (isAsLong) renewTexts();
    else fill();
  };
  return figure;
}
