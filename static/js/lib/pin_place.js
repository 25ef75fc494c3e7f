/** Where a pin lies: the device's position until a person taps the map or names a lane. */

/** @typedef {import("./geolocate.js").Fix} Fix */
/** @typedef {{lon: number, lat: number, accuracy: number, source: "device" | "tap"}} Position */

/** A fingertip covers about this many CSS pixels either way. */
const FINGER_PX = 12;
/** Metres per pixel of web Mercator at zoom 0 on the equator: 2 pi 6378137 / 256. */
const EQUATOR_M_PER_PX = 156543.034;

/**
 * How far off a tap may be, in whole metres, at least 2.
 * @param {number} zoom
 * @param {number} lat degrees
 * @returns {number}
 */
export function tapAccuracy(zoom, lat) {
  const metresPerPixel = (EQUATOR_M_PER_PX * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;
  return Math.max(2, Math.round(FINGER_PX * metresPerPixel));
}

/**
 * A fix moves the pin only as long as no person has placed it.
 * @param {Position | null} known
 * @param {Fix} fix
 * @returns {Position}
 */
export function afterFix(known, fix) {
  if (known?.source === "tap") return known;
  return { lon: fix.lon, lat: fix.lat, accuracy: fix.accuracy, source: "device" };
}

/**
 * The form's hidden fields for a position: 7 decimals are a centimetre.
 * @param {Position | null} position
 * @returns {{lon: string, lat: string, accuracy_m: string}}
 */
export function positionFields(position) {
  if (!position) return { lon: "", lat: "", accuracy_m: "" };
  return {
    lon: position.lon.toFixed(7),
    lat: position.lat.toFixed(7),
    accuracy_m: position.accuracy.toFixed(1),
  };
}

/**
 * Which sentence describes the place, as the name of a data-text attribute.
 * @param {Position | null} position
 * @param {string} lane code, "" for none
 * @param {boolean} looking whether the device is still searching
 * @returns {"textLane" | "textTapped" | "textDevice" | "textLooking" | "textNone"}
 */
export function placeSentence(position, lane, looking) {
  if (lane) return "textLane";
  if (position) return position.source === "tap" ? "textTapped" : "textDevice";
  return looking ? "textLooking" : "textNone";
}

/**
 * The position that a refused form comes back with, if any.
 * @param {{lon: string, lat: string, accuracy_m: string}} fields
 * @returns {Position | null}
 */
export function restoredPosition({ lon, lat, accuracy_m }) {
  const [x, y] = [Number(lon), Number(lat)];
  if (!lon || !lat || !Number.isFinite(x) || !Number.isFinite(y)) return null;
  return { lon: x, lat: y, accuracy: Number(accuracy_m) || 2, source: "tap" };
}

/**
 * What was done about it, if nobody says otherwise: only what is fixed was handled.
 * @param {string} outcome
 * @param {string} usual the category's default, "" for none
 * @returns {string}
 */
export function usualHandling(outcome, usual) {
  return outcome === "fixed" ? usual : "";
}
