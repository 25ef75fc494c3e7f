/** A map of the community's places, as the pages of places use it. */

import { data } from "./dom.js";
import { parseBounds } from "./pin_map.js";
import { createMap, drawPlaces, fetchFeatures } from "./place_map.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("./place_map.js").Places} Places */

/**
 * A map with the places on it.
 * @param {HTMLElement} element
 * @param {HTMLElement} source whose data attributes name the places' addresses and their bounds
 * @returns {{map: Map, places: Promise<Places>}} the places once they are fetched and drawn
 */
export function openMap(element, source) {
  const map = createMap(element, parseBounds(data(source, "bounds")));
  return { map, places: load(map, source) };
}

/**
 * @param {Map} map
 * @param {HTMLElement} source
 * @returns {Promise<Places>}
 */
async function load(map, source) {
  const urls = ["lanesUrl", "courtyardsUrl", "facilitiesUrl"].map((name) => data(source, name));
  const [lanes, courtyards, facilities] = await Promise.all(
    urls.map((url) => fetchFeatures(url).catch(() => [])),
  );
  drawPlaces(map, { lanes, courtyards, facilities }, document.documentElement.lang);
  return { lanes, courtyards, facilities };
}
