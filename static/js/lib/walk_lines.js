/** Where the lines and arrows of walks run on the screen: pure geometry in pixels. */

/** @typedef {{x: number, y: number}} Spot */
/** @typedef {{at: Spot, angle: number}} Arrow */

/** Pixels between two arrows of a stretch, and the shortest stretch that gets one. */
const ARROW_EVERY = 90;
const ARROW_FROM = 16;

/**
 * A line moved to its right by some pixels, so that a way back does not cover the way there.
 * @param {Spot[]} line
 * @param {number} by
 * @returns {Spot[]}
 */
export function shifted(line, by) {
  return line.map((spot, i) => {
    const before = line[Math.max(0, i - 1)];
    const after = line[Math.min(line.length - 1, i + 1)];
    const length = Math.hypot(after.x - before.x, after.y - before.y);
    if (length === 0) return { ...spot };
    return {
      x: spot.x - (by * (after.y - before.y)) / length,
      y: spot.y + (by * (after.x - before.x)) / length,
    };
  });
}

/**
 * The length of a line.
 * @param {Spot[]} line
 * @returns {number}
 */
export function lengthOf(line) {
  return line.slice(1).reduce((sum, b, i) => sum + Math.hypot(b.x - line[i].x, b.y - line[i].y), 0);
}

/**
 * Where arrows stand along a line, and the way they point, in radians.
 * @param {Spot[]} line
 * @returns {Arrow[]}
 */
export function arrowsOn(line) {
  const length = lengthOf(line);
  if (length < ARROW_FROM) return [];
  const number = Math.max(1, Math.round(length / ARROW_EVERY));
  return Array.from({ length: number }, (_, i) => alongAt(line, ((i + 0.5) * length) / number));
}

/**
 * The place so far along a line, and its direction there.
 * @param {Spot[]} line two spots or more
 * @param {number} far pixels
 * @returns {Arrow}
 */
function alongAt(line, far) {
  let left = far;
  for (let i = 0; i < line.length - 1; i += 1) {
    const [a, b] = [line[i], line[i + 1]];
    const step = Math.hypot(b.x - a.x, b.y - a.y);
    if (left <= step && step > 0) {
      const share = left / step;
      const at = { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
      return { at, angle: Math.atan2(b.y - a.y, b.x - a.x) };
    }
    left -= step;
  }
  return { at: line[line.length - 1], angle: 0 };
}

/**
 * The three corners of an arrow head.
 * @param {Arrow} arrow
 * @param {number} size pixels
 * @returns {Spot[]}
 */
export function headOf({ at, angle }, size) {
  return [0, 2.5, -2.5].map((turn) => ({
    x: at.x + size * Math.cos(angle + turn),
    y: at.y + size * Math.sin(angle + turn),
  }));
}
