// @ts-check
// Elements of the page, and numbers written as `lastmile run` writes them.

/**
 * An element with attributes, listeners (functions) and children. Text becomes text, never markup.
 * @param {string} tag
 * @param {Object<string, any>} [attributes]
 * @param {...(Node|string|number|null|undefined)} children
 * @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') /** @type {any} */ (node)[`on${name}`] = value;
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children)
    if (child !== null && child !== undefined) node.append(child instanceof Node ? child : textOf(String(child)));
  return node;
}

/** Text in which marks of direction reach no further than itself. @param {string} text @returns {Node} */
function textOf(text) {
  const node = document.createTextNode(text);
  if (!/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(text)) return node;
  const apart = document.createElement('bdi');
  apart.append(node);
  return apart;
}

/** Makes a node like another by changing only what differs, which is faster to lay out than a new one.
 * @param {any} old @param {any} next */
function makeAlike(old, next) {
  if (old.nodeType !== next.nodeType || old.nodeName !== next.nodeName) {
    old.replaceWith(next);
    return;
  }
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  const given = next.attributes;
  for (let i = old.attributes.length - 1; i >= 0; --i) if (!next.hasAttribute(old.attributes[i].name)) old.removeAttribute(old.attributes[i].name);
  for (let i = 0; i < given.length; ++i) {
    const { name, value } = given[i];
    if (old.getAttribute(name) === value) continue;
    if (name === 'style') old.style.width = next.style.width; // as an attribute the page's policy forbids it
    else old.setAttribute(name, value);
  }
  old.onclick = next.onclick;
  replaceAlike(old, [...next.childNodes]);
}

/** Replaces the children of a node; those that stay keep focus and place. @param {any} parent @param {any[]} next */
export function replaceAlike(parent, next) {
  if (parent.childNodes.length !== next.length) {
    parent.replaceChildren(...next);
    return;
  }
  for (let node = parent.firstChild, i = 0; i < next.length; ++i) {
    const after = node.nextSibling;
    makeAlike(node, next[i]);
    node = after;
  }
}

/** @param {string} id @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

/** Like printf's %.nf: ties that are exact go to the even digit. @param {number} x @param {number} digits */
export function fixed(x, digits) {
  const scaled = x * 10 ** digits;
  const isTie = Number.isInteger(x * 2 ** (digits + 1)) && Math.abs(scaled % 1) === 0.5;
  if (!isTie) return x.toFixed(digits);
  const floor = Math.floor(scaled);
  return ((floor % 2 === 0 ? floor : floor + 1) / 10 ** digits).toFixed(digits);
}

/** @param {string} text */
function groupDigits(text) {
  const [whole, rest] = text.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? groups : `${groups}.${rest}`;
}

/** @param {string} text */
function withoutZeros(text) {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** 41,000,000 or 2,404.5 @param {number} x */
export function grouped(x) {
  return groupDigits(withoutZeros(fixed(x, 2)));
}

/** Three digits or more. @param {number} x */
export function shortNumber(x) {
  if (Math.abs(x) >= 100 || Number.isInteger(x)) return grouped(Math.round(x));
  return fixed(x, Math.abs(x) >= 10 ? 1 : 2);
}

/** @param {number} x */
export function ratio(x) {
  return groupDigits(fixed(x, x < 1000 ? 2 : 0));
}

/** @param {number} part @param {number} whole */
export function percentage(part, whole) {
  if (!(whole > 0)) return '–';
  const share = (100 * part) / whole;
  if (share > 0 && share < 0.05) return '<0.1 %';
  if (share < 100 - 1e-9 && share >= 99.95) return '>99.9 %'; // less is the rounding of sums
  return `${fixed(share, 1)} %`;
}

/** @param {number} n @param {string} one @param {string} many */
export function counted(n, one, many) {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

/** The largest of the numbers, and at least 0. Lists may be too long for the arguments of Math.max. @param {number[]} numbers */
export function largestOf(numbers) {
  return numbers.reduce((most, x) => (x > most ? x : most), 0);
}

/** @param {string} text */
export function capitalized(text) {
  return /^[a-z]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
}

/** Amounts in one unit and with one precision, chosen from the largest. XXX counts units of its own. */
export class Money {
  /** @param {number} largest @param {string} currency */
  constructor(largest, currency) {
    this.isMoney = currency !== 'XXX';
    this.name = this.isMoney ? currency : 'units';
    this.divisor = largest >= 1e9 ? 1e6 : 1;
    this.decimals = largest / this.divisor >= 1000 ? 0 : 2;
  }
  get unit() {
    return this.divisor > 1 ? `${this.name} million` : this.name;
  }
  get verb() {
    return this.isMoney ? 'is' : 'are';
  }
  /** The same unit; whole if all amounts are whole. @param {number[]} amounts */
  column(amounts) {
    const same = Object.assign(Object.create(Money.prototype), this);
    const isWhole = (/** @type {number} */ amount) => {
      const shown = amount / this.divisor;
      return Math.abs(shown - Math.round(shown)) <= 1e-9 * Math.abs(shown);
    };
    if (amounts.every(isWhole)) same.decimals = 0;
    return same;
  }
  /** A table cell. @param {number} amount */
  cell(amount) {
    const shown = amount / this.divisor;
    if (amount !== 0 && Math.abs(shown) < (this.decimals === 0 ? 0.5 : 0.005))
      return `${amount > 0 ? '' : '-'}<${this.decimals === 0 ? '1' : '0.01'}`;
    return groupDigits(fixed(shown, this.decimals));
  }
  /** In a sentence. @param {number} amount */
  inText(amount) {
    const number = this.decimals === 0 ? this.cell(amount) : withoutZeros(this.cell(amount));
    const million = this.divisor > 1 ? ' million' : '';
    return this.isMoney ? `${this.name} ${number}${million}` : `${number}${million} ${this.name}`;
  }
}

/** Saves text as a file. @param {string} name @param {string} text @param {string} type */
export function saveFile(name, text, type) {
  const link = el('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
