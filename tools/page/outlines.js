// @ts-check
// The outlines of areas on the map: the convex hull of the places of an area's premises and sites.

/** @typedef {{area: number, points: Float64Array, x: number, y: number, box: [number, number, number, number]}} Outline
 * points are [x, y] pairs along the hull; x and y is where its name stands */

/** The corners of the convex hull of places, in order (Andrew 1979). O(n log n).
 * @param {Array<[number, number]>} places @returns {Array<[number, number]>} */
export function hullOf(places) {
  const sorted = [...places].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const half = (/** @type {Array<[number, number]>} */ list) => {
    /** @type {Array<[number, number]>} */
    const hull = [];
    for (const p of list) {
      for (; hull.length >= 2; hull.pop()) {
        const [a, b] = [hull[hull.length - 2], hull[hull.length - 1]];
        if ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0) break;
      }
      hull.push(p);
    }
    hull.pop();
    return hull;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** @param {number[]} numbers sorted @param {number} share */
function quantile(numbers, share) {
  return numbers[Math.min(numbers.length - 1, Math.floor(share * numbers.length))];
}

/** Places without those few that lie far from all others, such as a mistyped coordinate.
 * @param {Array<[number, number]>} places @param {[number, number]} middle */
function withoutStrays(places, middle) {
  if (places.length < 10) return places;
  const distance = (/** @type {[number, number]} */ p) => Math.hypot(p[0] - middle[0], p[1] - middle[1]);
  const most = 4 * quantile(places.map(distance).sort((a, b) => a - b), 0.75);
  return most > 0 ? places.filter((p) => distance(p) <= most) : places;
}

/**
 * An outline for every area with a place, the largest first.
 * @param {number} count of areas
 * @param {Array<{at: Float64Array, area: Uint32Array}>} elements places as [x, y] pairs, NaN without one, and areas
 * @returns {Outline[]}
 */
export function outlinesOf(count, elements) {
  /** @type {Array<Array<[number, number]>>} */
  const places = Array.from({ length: count }, () => []);
  for (const { at, area } of elements)
    for (let i = 0; i < area.length; ++i)
      if (area[i] < count && !Number.isNaN(at[2 * i])) places[area[i]].push([at[2 * i], at[2 * i + 1]]);
  /** @type {Outline[]} */
  const outlines = [];
  places.forEach((all, area) => {
    if (all.length === 0) return;
    const median = (/** @type {0|1} */ axis) => quantile(all.map((p) => p[axis]).sort((a, b) => a - b), 0.5);
    const [x, y] = [median(0), median(1)];
    const hull = hullOf(withoutStrays(all, [x, y]));
    const [xs, ys] = [hull.map((p) => p[0]), hull.map((p) => p[1])];
    outlines.push({ area, points: Float64Array.from(hull.flat()), x, y,
      box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] });
  });
  const size = (/** @type {Outline} */ o) => (o.box[2] - o.box[0]) * (o.box[3] - o.box[1]);
  return outlines.sort((a, b) => size(b) - size(a) || a.area - b.area);
}

/** Whether a place lies in a convex outline, or within `room` of its box's middle if it is smaller than that.
 * @param {Outline} outline @param {number} x @param {number} y @param {number} room */
export function isInside({ points, box }, x, y, room) {
  if (x < box[0] - room || x > box[2] + room || y < box[1] - room || y > box[3] + room) return false;
  if (points.length < 6) return true;
  let sign = 0;
  for (let i = 0; i < points.length; i += 2) {
    const j = (i + 2) % points.length;
    const cross = (points[j] - points[i]) * (y - points[i + 1]) - (points[j + 1] - points[i + 1]) * (x - points[i]);
    if (cross === 0) continue;
    if (sign !== 0 && Math.sign(cross) !== sign) return false;
    sign = Math.sign(cross);
  }
  return true;
}
