/** Where names go on the map: along the straightest stretch of a lane, in the middle of a courtyard, never over each other. */

/** @typedef {{x: number, y: number}} Spot in pixels */
/** @typedef {{x: number, y: number, angle: number, room: number}} Anchor angle in degrees, room in pixels */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** A bend up to this many pixels off the chord still reads as straight. */
const BEND = 5;
/** Width of one letter as a share of the type size. */
const CJK = 1.02;
const LATIN = 0.56;

/**
 * About how wide a name is, in pixels.
 * @param {string} text
 * @param {number} size type size in pixels
 * @returns {number}
 */
export function textWidth(text, size) {
  let em = 0;
  for (const letter of text) em += letter >= "\u2e80" && letter <= "\uffef" ? CJK : LATIN;
  return em * size;
}

/**
 * Keep writing upright: -90 < angle <= 90.
 * @param {number} degrees
 * @returns {number}
 */
export function upright(degrees) {
  if (degrees > 90) return degrees - 180;
  return degrees <= -90 ? degrees + 180 : degrees;
}

/**
 * How far a spot lies from the chord a-b.
 * @param {Spot} spot
 * @param {Spot} a
 * @param {Spot} b
 * @returns {number}
 */
function offChord(spot, a, b) {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  return Math.abs((b.x - a.x) * (a.y - spot.y) - (a.x - spot.x) * (b.y - a.y)) / length;
}

/**
 * The longest stretch of a line that is as good as straight.
 * @param {Spot[]} line two spots or more
 * @returns {Anchor}
 */
export function lineAnchor(line) {
  let best = { x: line[0].x, y: line[0].y, angle: 0, room: 0 };
  for (let i = 0; i < line.length - 1; i += 1) {
    for (let j = i + 1; j < line.length; j += 1) {
      if (line.slice(i + 1, j).some((spot) => offChord(spot, line[i], line[j]) > BEND)) break;
      const [a, b] = [line[i], line[j]];
      const room = Math.hypot(b.x - a.x, b.y - a.y);
      if (room <= best.room) continue;
      const angle = upright((Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI);
      best = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, angle, room };
    }
  }
  return best;
}

/**
 * The box round a label, turned by an angle.
 * @param {Anchor} anchor
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function labelBox(anchor, width, height) {
  const turn = (anchor.angle * Math.PI) / 180;
  const w = (Math.abs(width * Math.cos(turn)) + Math.abs(height * Math.sin(turn))) / 2;
  const h = (Math.abs(width * Math.sin(turn)) + Math.abs(height * Math.cos(turn))) / 2;
  return { left: anchor.x - w, top: anchor.y - h, right: anchor.x + w, bottom: anchor.y + h };
}

/**
 * @param {Box} a
 * @param {Box} b
 * @returns {boolean}
 */
export function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/**
 * The labels that fit, first come first served.
 * @template {{box: Box}} T
 * @param {T[]} wanted most important first
 * @returns {T[]}
 */
export function withoutOverlaps(wanted) {
  /** @type {T[]} */
  const kept = [];
  for (const label of wanted) {
    if (!kept.some((other) => overlaps(other.box, label.box))) kept.push(label);
  }
  return kept;
}
