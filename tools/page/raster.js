// @ts-check
// Lines and dots of many elements, set pixel by pixel: many times as fast as the paths of a canvas.

/** A colour #rrggbb as the bytes of a pixel. @param {string} colour @param {number} [strength] 0 to 1 */
export function inkOf(colour, strength = 1) {
  const rgb = Number.parseInt(colour.slice(1), 16);
  return ((Math.round(255 * strength) << 24) | ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16)) >>> 0;
}

export class Raster {
  /** @param {number} width @param {number} height in pixels of the device */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }
  clear() {
    this.pixels.fill(0);
  }

  /** A line; what lies outside is left out. @param {number} x0 @param {number} y0 @param {number} x1 @param {number} y1
   * @param {number} ink @param {number} side its width @param {number[]} dash lengths of dashes and gaps */
  line(x0, y0, x1, y1, ink, side, dash) {
    const [dx, dy] = [x1 - x0, y1 - y0];
    // Clipped as by Liang and Barsky (1984), so that a long line costs only what is seen of it.
    let from = 0;
    let to = 1;
    const { width, height, pixels } = this;
    for (let edge = 0; edge < 4; ++edge) {
      const p = edge === 0 ? -dx : edge === 1 ? dx : edge === 2 ? -dy : dy;
      const q = edge === 0 ? x0 : edge === 1 ? width - side - x0 : edge === 2 ? y0 : height - side - y0;
      if (p === 0) {
        if (!(q >= 0)) return;
      } else if (p < 0) from = Math.max(from, q / p);
      else to = Math.min(to, q / p);
    }
    if (!(from <= to)) return;
    const length = Math.max(1, Math.max(Math.abs(dx), Math.abs(dy)));
    const steps = Math.ceil(length * (to - from));
    const [sx, sy] = [dx / length, dy / length];
    let x = x0 + dx * from;
    let y = y0 + dy * from;
    let at = 0;
    let left = dash.length > 0 ? dash[0] : Infinity;
    for (let i = 0; i <= steps; ++i, x += sx, y += sy) {
      if ((at & 1) === 0) {
        const start = (y | 0) * width + (x | 0);
        if (side === 1) pixels[start] = ink;
        else for (let row = 0; row < side; ++row) pixels.fill(ink, start + row * width, start + row * width + side);
      }
      if (--left <= 0) {
        at = (at + 1) % dash.length;
        left = dash[at];
      }
    }
  }

  /** @param {number} x @param {number} y its middle @param {number} side @param {number} ink */
  square(x, y, side, ink) {
    const left = Math.round(x - side / 2);
    const top = Math.round(y - side / 2);
    if (!(left >= 0 && top >= 0 && left + side <= this.width && top + side <= this.height)) return;
    for (let row = top; row < top + side; ++row) {
      const start = row * this.width + left;
      for (let i = start; i < start + side; ++i) this.pixels[i] = ink;
    }
  }
}
