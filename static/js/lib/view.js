/**
 * What is shown, as the page's address says it: the one place where the view is kept, so that an address shared
 * shows another person the same. Layers and controls read `current()` and hear of a change by `onView`.
 */

/** Filters that the address hands on to the data. */
export const FILTERS = ["from", "to", "category", "hours", "weekdays", "found_by", "outcome"];
const PICTURES = ["heat", "along", "risk"];
const OVERLAYS = ["flags", "clusters", "facilities", "walks"];
const DEFAULT_WITH = "flags";
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * @typedef {{
 *   picture: string, overlays: string[], lane: number | null, step: string,
 *   frame: string, against: string, map: {zoom: number, lat: number, lon: number} | null,
 * }} View
 */

/**
 * A spot on the map from "zoom/lat/lon", null where it is none.
 * @param {string} text
 * @returns {View["map"]}
 */
export function spotFrom(text) {
  const numbers = text.split("/").map(Number);
  const [zoom, lat, lon] = numbers;
  const whole = text !== "" && numbers.length === 3 && numbers.every(Number.isFinite);
  return whole && zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180
    ? { zoom, lat, lon }
    : null;
}

/**
 * A view from an address; what makes no sense there is as if it were not.
 * @param {string} search such as location.search
 * @returns {View}
 */
export function viewFrom(search) {
  const asked = new URLSearchParams(search);
  const of = (/** @type {string} */ name, fallback = "") => asked.get(name) ?? fallback;
  const day = (/** @type {string} */ name) => (DAY.test(of(name)) ? of(name) : "");
  return {
    picture: PICTURES.includes(of("picture")) ? of("picture") : PICTURES[0],
    overlays: of("with", DEFAULT_WITH)
      .split(",")
      .filter((one) => OVERLAYS.includes(one)),
    lane: /^\d{1,15}$/.test(of("lane")) ? Number(of("lane")) : null,
    step: of("step") === "day" ? "day" : "week",
    frame: day("frame"),
    against: day("against"),
    map: spotFrom(of("map")),
  };
}

/**
 * An address's query with some parts changed; null takes a part away.
 * @param {string} search
 * @param {Record<string, string | null>} parts
 * @returns {string} with its question mark, "" where nothing is left
 */
export function searchWith(search, parts) {
  const asked = new URLSearchParams(search);
  for (const [name, value] of Object.entries(parts)) {
    if (value === null) asked.delete(name);
    else asked.set(name, value);
  }
  const text = asked.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}

/** @returns {View} */
export function current() {
  return viewFrom(location.search);
}

/**
 * Change the view, and tell whoever listens.
 * @param {Record<string, string | null>} parts of the address
 */
export function go(parts) {
  const search = searchWith(location.search, parts);
  if (search === location.search) return;
  history.replaceState(null, "", `${location.pathname}${search}`);
  dispatchEvent(new CustomEvent("view", { detail: Object.keys(parts) }));
}

/**
 * Hear of changes of the view.
 * @param {(view: View, changed: string[]) => void} tell
 */
export function onView(tell) {
  addEventListener("view", (event) => tell(current(), /** @type {CustomEvent} */ (event).detail));
}
