/** Positions as the text field of a place holds them: one "longitude, latitude" per line. */

/** @typedef {[number, number]} LonLat degrees, WGS 84 */

/** The seventh decimal of a degree is a centimetre. */
const DIGITS = 7;
/** Mean radius of the earth, metres. */
const EARTH_M = 6_371_008.8;

/**
 * Read a field's text.
 * @param {string} text
 * @returns {LonLat[] | null} null where it holds anything else, such as GeoJSON
 */
export function parsePositions(text) {
  /** @type {LonLat[]} */
  const points = [];
  for (const line of text.split("\n").filter((part) => part.trim())) {
    const numbers = line.trim().split(/[\s,，、;；]+/);
    const [lon, lat] = numbers.map(Number);
    if (numbers.length !== 2 || !Number.isFinite(lon) || !Number.isFinite(lat)) return null;
    points.push([lon, lat]);
  }
  return points;
}

/**
 * Write positions as a field's text.
 * @param {readonly LonLat[]} points
 * @returns {string}
 */
export function formatPositions(points) {
  return points.map(([lon, lat]) => `${lon.toFixed(DIGITS)}, ${lat.toFixed(DIGITS)}`).join("\n");
}

/**
 * Metres between two positions, on a sphere: right to half a percent.
 * @param {LonLat} a
 * @param {LonLat} b
 * @returns {number}
 */
export function metresBetween(a, b) {
  const rad = Math.PI / 180;
  const y = (b[1] - a[1]) * rad;
  const x = (b[0] - a[0]) * rad;
  const h =
    Math.sin(y / 2) ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(x / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * A line's length in metres.
 * @param {readonly LonLat[]} points
 * @returns {number}
 */
export function lengthOf(points) {
  return points.slice(1).reduce((sum, point, i) => sum + metresBetween(points[i], point), 0);
}

/**
 * The place on a line that is nearest to a position, in metres from the line's beginning.
 * @param {readonly LonLat[]} line two points or more
 * @param {LonLat} at
 * @returns {{metres: number, point: LonLat}}
 */
export function alongLine(line, at) {
  let best = { away: Number.POSITIVE_INFINITY, metres: 0, point: line[0] };
  let walked = 0;
  for (let i = 0; i + 1 < line.length; i += 1) {
    const point = nearestOn(line[i], line[i + 1], at);
    const away = metresBetween(point, at);
    if (away < best.away) best = { away, metres: walked + metresBetween(line[i], point), point };
    walked += metresBetween(line[i], line[i + 1]);
  }
  return { metres: best.metres, point: best.point };
}

/**
 * The point of a segment nearest to a position; flat, with degrees of longitude narrowed.
 * @param {LonLat} a
 * @param {LonLat} b
 * @param {LonLat} at
 * @returns {LonLat}
 */
function nearestOn(a, b, at) {
  const narrow = Math.cos((a[1] * Math.PI) / 180);
  const [dx, dy] = [(b[0] - a[0]) * narrow, b[1] - a[1]];
  const [px, py] = [(at[0] - a[0]) * narrow, at[1] - a[1]];
  const whole = dx * dx + dy * dy;
  const share = whole ? Math.min(1, Math.max(0, (px * dx + py * dy) / whole)) : 0;
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}
