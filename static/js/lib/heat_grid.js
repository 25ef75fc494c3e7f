/** Heat as it travels: a grid of numbers, its colours, and where it lies on the screen. */

/** @typedef {{rows: number, cols: number, values: string, scale: number, max: number, corners: number[][] | null}} HeatDocument */
/** @typedef {[number, number, number]} Colour red, green, blue, 0 to 255 */
/** @typedef {{x: number, y: number}} Spot in pixels */

/** Below this share of the highest value a cell fades out, so that nothing ends in an edge. */
const FADE = 0.3;

/**
 * The numbers of a grid, still to be multiplied by its scale; row 0 is the southernmost.
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
  return (
    ([1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((step) => step * power >= highest) ?? 10) * power
  );
}

/**
 * Colour and opacity at a share of the top; evenly spaced colours, mixed between neighbours.
 * @param {Colour[]} ramp two colours or more
 * @param {number} share 0 to 1
 * @returns {[number, number, number, number]} red, green, blue, 0 to 255, and opacity, 0 to 1
 */
export function shade(ramp, share) {
  const place = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
  const low = Math.min(Math.floor(place), ramp.length - 2);
  const part = place - low;
  const mix = (/** @type {number} */ i) =>
    Math.round(ramp[low][i] * (1 - part) + ramp[low + 1][i] * part);
  return [mix(0), mix(1), mix(2), Math.min(1, share / FADE)];
}

/**
 * The picture of a grid, one pixel per cell, north at the top; a share of 0 is not there at all.
 * @param {HeatDocument} heat
 * @param {Colour[]} ramp
 * @param {number} top value that has the last colour
 * @returns {Uint8ClampedArray<ArrayBuffer>} red, green, blue, opacity for each cell
 */
export function pixels(heat, ramp, top) {
  const numbers = decode(heat.values);
  const out = new Uint8ClampedArray(new ArrayBuffer(4 * heat.rows * heat.cols));
  for (let row = 0; row < heat.rows; row += 1) {
    for (let col = 0; col < heat.cols; col += 1) {
      const share = (numbers[row * heat.cols + col] * heat.scale) / top;
      const [red, green, blue, opacity] = shade(ramp, share);
      out.set([red, green, blue, 255 * opacity], 4 * ((heat.rows - 1 - row) * heat.cols + col));
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
