/** The points of a shape that is being drawn: plain values, each change gives a new one. */

/** @typedef {import("./positions.js").LonLat} LonLat */
/** @typedef {"line" | "ring" | "spot" | "point"} Shape a spot may become an outline, a point stays one */
/** @typedef {{points: LonLat[], chosen: number}} Drawing `chosen` is -1 where there is no point */

/**
 * A drawing of some points, the last one chosen.
 * @param {readonly LonLat[]} points
 * @returns {Drawing}
 */
export function drawingOf(points) {
  return { points: [...points], chosen: points.length - 1 };
}

/**
 * Add a point behind the chosen one.
 * @param {Drawing} drawing
 * @param {LonLat} point
 * @returns {Drawing}
 */
export function added({ points, chosen }, point) {
  return insertedAt({ points, chosen }, chosen + 1, point);
}

/**
 * Put a point at an index; it is the chosen one then.
 * @param {Drawing} drawing
 * @param {number} index
 * @param {LonLat} point
 * @returns {Drawing}
 */
export function insertedAt({ points }, index, point) {
  return { points: points.toSpliced(index, 0, point), chosen: index };
}

/**
 * Move a point; it is the chosen one then.
 * @param {Drawing} drawing
 * @param {number} index
 * @param {LonLat} point
 * @returns {Drawing}
 */
export function moved({ points }, index, point) {
  return { points: points.with(index, point), chosen: index };
}

/**
 * Take the chosen point away; the one before it is chosen then.
 * @param {Drawing} drawing
 * @returns {Drawing}
 */
export function withoutChosen({ points, chosen }) {
  if (chosen < 0 || chosen >= points.length) return { points, chosen };
  const rest = points.toSpliced(chosen, 1);
  return { points: rest, chosen: Math.min(Math.max(0, chosen - 1), rest.length - 1) };
}

/**
 * The middles between neighbours, where a point can be added: index it would have, and where.
 * @param {readonly LonLat[]} points
 * @param {Shape} shape
 * @returns {{index: number, point: LonLat}[]}
 */
export function middles(points, shape) {
  const closed = shape !== "line" && points.length > 2;
  const count = points.length - (closed ? 0 : 1);
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const [a, b] = [points[i], points[(i + 1) % points.length]];
    return { index: i + 1, point: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] };
  });
}

/**
 * Those middles that a finger can tell from the points beside them.
 * @param {readonly {index: number, point: LonLat}[]} found
 * @param {readonly {x: number, y: number}[]} spots of the points on the screen, pixels
 * @param {number} room pixels between two points
 * @returns {{index: number, point: LonLat}[]}
 */
export function withRoom(found, spots, room) {
  return found.filter(({ index }) => {
    const [a, b] = [spots[index - 1], spots[index % spots.length]];
    return Math.hypot(a.x - b.x, a.y - b.y) >= room;
  });
}

/**
 * Which of some spots on the screen lies nearest to another, within a reach; -1 for none.
 * @param {{x: number, y: number}} at pixels
 * @param {readonly {x: number, y: number}[]} spots
 * @param {number} reach pixels
 * @returns {number}
 */
export function nearestSpot(at, spots, reach) {
  let found = -1;
  let least = reach;
  spots.forEach(({ x, y }, index) => {
    const away = Math.hypot(x - at.x, y - at.y);
    if (away <= least) [found, least] = [index, away];
  });
  return found;
}

/**
 * How a key moves a point, in pixels; null for any other key.
 * @param {string} key
 * @param {boolean} far with Shift
 * @returns {{x: number, y: number} | null}
 */
export function keyStep(key, far) {
  const step = far ? 20 : 2;
  /** @type {Record<string, {x: number, y: number}>} */
  const steps = {
    ArrowLeft: { x: -step, y: 0 },
    ArrowRight: { x: step, y: 0 },
    ArrowUp: { x: 0, y: -step },
    ArrowDown: { x: 0, y: step },
  };
  return steps[key] ?? null;
}
