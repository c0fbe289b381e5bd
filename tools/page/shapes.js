// @ts-check
// What the map and its legend are drawn with: shapes, the colours of the page, and how links look by state.

import { byId, el } from './base.js';

/** @type {Map<string, string>} */
const knownColours = new Map();
let areOnPaper = false;

/** Looks up the page's colours, each once. @returns {(name: string) => string} */
export function pageColours() {
  return (name) => {
    let colour = knownColours.get(name);
    if (colour === undefined) {
      colour = getComputedStyle(areOnPaper ? byId('map-picture') : document.documentElement).getPropertyValue(name).trim();
      knownColours.set(name, colour);
    }
    return colour;
  };
}
/** After a change of the page's colours: those of the screen, or those of paper. @param {boolean} onPaper */
export function renewColours(onPaper) {
  areOnPaper = onPaper;
  knownColours.clear();
}

/** @param {CanvasRenderingContext2D|Path2D} ctx @param {string} shape @param {number} x @param {number} y @param {number} r */
export function addShape(ctx, shape, x, y, r) {
  switch (shape) {
    case 'square':
      ctx.rect(x - r * 0.85, y - r * 0.85, 1.7 * r, 1.7 * r);
      break;
    case 'triangle':
      ctx.moveTo(x, y - 1.15 * r);
      ctx.lineTo(x + 1.1 * r, y + 0.8 * r);
      ctx.lineTo(x - 1.1 * r, y + 0.8 * r);
      ctx.closePath();
      break;
    case 'diamond':
      ctx.moveTo(x, y - 1.2 * r);
      ctx.lineTo(x + 1.2 * r, y);
      ctx.lineTo(x, y + 1.2 * r);
      ctx.lineTo(x - 1.2 * r, y);
      ctx.closePath();
      break;
    case 'source':
      ctx.rect(x - r, y - r, 2 * r, 2 * r);
      break;
    case 'cross':
      ctx.moveTo(x - 0.8 * r, y - 0.8 * r);
      ctx.lineTo(x + 0.8 * r, y + 0.8 * r);
      ctx.moveTo(x - 0.8 * r, y + 0.8 * r);
      ctx.lineTo(x + 0.8 * r, y - 0.8 * r);
      break;
    default:
      ctx.moveTo(x + r, y);
      ctx.arc(x, y, r, 0, 2 * Math.PI);
  }
}

/** Draws what was added: hollow shapes as lines. @param {CanvasRenderingContext2D} ctx @param {string} shape
 * @param {string} colour @param {string} paper @param {number} r */
export function finishShapes(ctx, shape, colour, paper, r) {
  if (shape === 'cross' || shape === 'ring') {
    ctx.strokeStyle = colour;
    ctx.lineWidth = Math.max(1.2, r * 0.42);
    if (shape === 'ring') {
      ctx.fillStyle = paper;
      ctx.fill();
    }
    ctx.stroke();
    return;
  }
  ctx.fillStyle = colour;
  ctx.fill();
  if (r < 3) return;
  ctx.strokeStyle = paper;
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** What tells a source from a square. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} r
 * @param {string} paper */
export function addEye(ctx, x, y, r, paper) {
  ctx.beginPath();
  addShape(ctx, 'disc', x, y, r * 0.45);
  ctx.fillStyle = paper;
  ctx.fill();
}

/** A small picture for the legend. @param {string} shape @param {string} colour @param {string} paper */
export function swatch(shape, colour, paper) {
  const canvas = el('canvas', { width: 36, height: 36, class: 'swatch', 'aria-hidden': 'true' });
  const ctx = canvas.getContext('2d');
  ctx.scale(2, 2);
  ctx.beginPath();
  addShape(ctx, shape, 9, 9, 6);
  finishShapes(ctx, shape, colour, paper, 6);
  if (shape === 'source') addEye(ctx, 9, 9, 6, paper);
  return canvas;
}

/** @type {Object<string, number[]>} */
export const linkDashes = { operational: [], failed: [1, 3], inactive: [6, 3, 1, 3], under_construction: [7, 2], planned: [4, 4], proposed: [1, 6], decommissioned: [1, 9] };
/** @type {Object<string, string>} */
export const linkColours = { operational: '--line', failed: '--bad', inactive: '--warn', under_construction: '--final', planned: '--final', proposed: '--quiet', decommissioned: '--quiet' };

/** @param {string} name */
export function shortened(name) {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}
