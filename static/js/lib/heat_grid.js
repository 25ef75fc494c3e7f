/** Heat as it travels: a grid of numbers, its colours, and where it lies on the screen. */

/** @typedef {{rows: number, cols: number, values: string, scale: number, max: number, corners: number[][] | null}} HeatDocument */
/** @typedef {{rows: number, cols: number, numbers: Float32Array, corners: number[][]}} Grid row 0 is the southernmost */
/** @typedef {[number, number, number]} Colour red, green, blue, 0 to 255 */
/** @typedef {[number, number, number, number]} Shade red, green, blue, 0 to 255, and opacity, 0 to 1 */
/** @typedef {{x: number, y: number}} Spot in pixels */

/** Below this share of the highest value a cell fades out, so that nothing ends in an edge. */
const FADE = 0.3;

/**
 * The numbers of a document, still to be multiplied by its scale.
 * @param {string} base64 unsigned 16 bit numbers, low byte first
 * @returns {Uint16Array}
 */
export function decode(base64) {
  const bytes = atob(base64);
  const numbers = new Uint16Array(bytes.length / 2);
  for (let i = 0; i < numbers.length; i += 1) {
    numbers[i] = bytes.charCodeAt(2 * i) | (bytes.charCodeAt(2 * i + 1) << 8);
  }
  return numbers;
}

/**
 * The grid of a document, null where there is nothing to draw on.
 * @param {HeatDocument} heat
 * @returns {Grid | null}
 */
export function gridOf(heat) {
  if (!heat.rows || !heat.corners) return null;
  const numbers = Float32Array.from(decode(heat.values), (value) => value * heat.scale);
  return { rows: heat.rows, cols: heat.cols, numbers, corners: heat.corners };
}

/**
 * How far a grid lies above another of the same place and size; null where they are not of the same.
 * @param {Grid} now
 * @param {Grid} before
 * @returns {Grid | null}
 */
export function difference(now, before) {
  if (JSON.stringify(now.corners) !== JSON.stringify(before.corners)) return null;
  if (now.numbers.length !== before.numbers.length) return null;
  return { ...now, numbers: now.numbers.map((value, i) => value - before.numbers[i]) };
}

/**
 * The largest distance from nought in a grid.
 * @param {Grid} grid
 * @returns {number}
 */
export function largest({ numbers }) {
  return numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * A colour from its hexadecimal form.
 * @param {string} hex such as "#fde7a3"
 * @returns {Colour}
 */
export function colourOf(hex) {
  const number = Number.parseInt(hex.trim().slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/**
 * The top of the legend: a round number, no less than the highest value.
 * @param {number} highest
 * @returns {number}
 */
export function roundTop(highest) {
  if (!(highest > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((one) => one * power >= highest) ?? 10;
  return Number((step * power).toPrecision(2));
}

/**
 * A colour of a ramp; evenly spaced colours, mixed between neighbours.
 * @param {Colour[]} ramp two colours or more
 * @param {number} share 0 to 1
 * @returns {Colour}
 */
export function mixed(ramp, share) {
  const place = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
  const low = Math.min(Math.floor(place), ramp.length - 2);
  const part = place - low;
  const mix = (/** @type {number} */ i) =>
    Math.round(ramp[low][i] * (1 - part) + ramp[low + 1][i] * part);
  return [mix(0), mix(1), mix(2)];
}

/**
 * Colour and opacity at a share of the top.
 * @param {Colour[]} ramp low to high
 * @param {number} share 0 to 1
 * @returns {Shade}
 */
export function shade(ramp, share) {
  return [...mixed(ramp, share), Math.min(1, Math.max(0, share) / FADE)];
}

/**
 * Colour and opacity of a change; none at all is not there at all.
 * @param {Colour[]} ramp from fewest to most, its middle for none
 * @param {number} share -1 to 1
 * @returns {Shade}
 */
export function changeShade(ramp, share) {
  return [...mixed(ramp, (share + 1) / 2), Math.min(1, Math.abs(share) / FADE)];
}

/**
 * The picture of a grid, one pixel per cell, north at the top.
 * @param {Grid} grid
 * @param {number} top value that has the last colour
 * @param {(share: number) => Shade} paint
 * @returns {Uint8ClampedArray<ArrayBuffer>} red, green, blue, opacity for each cell
 */
export function pixels({ rows, cols, numbers }, top, paint) {
  const out = new Uint8ClampedArray(new ArrayBuffer(4 * rows * cols));
  for (let row = 0; row < rows; row += 1) {
    for (let col = 0; col < cols; col += 1) {
      const [red, green, blue, opacity] = paint(numbers[row * cols + col] / top);
      out.set([red, green, blue, 255 * opacity], 4 * ((rows - 1 - row) * cols + col));
    }
  }
  return out;
}

/**
 * The affine map from a picture's pixels to the screen, from three of its corners.
 * @param {Spot} northWest
 * @param {Spot} northEast
 * @param {Spot} southWest
 * @param {number} cols
 * @param {number} rows
 * @returns {[number, number, number, number, number, number]} as CanvasRenderingContext2D.setTransform takes it
 */
export function affine(northWest, northEast, southWest, cols, rows) {
  return [
    (northEast.x - northWest.x) / cols,
    (northEast.y - northWest.y) / cols,
    (southWest.x - northWest.x) / rows,
    (southWest.y - northWest.y) / rows,
    northWest.x,
    northWest.y,
  ];
}
