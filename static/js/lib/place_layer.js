/** The base map as a layer for a map that exists already: places from their addresses, drawn by place_map.js. */

import { drawPlaces, fetchFeatures } from "./place_map.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("./place_map.js").Feature} Feature */
/** @typedef {{urls: {lanes: string, courtyards: string, facilities: string}}} Options */

const EDGE = 0.0003; // degrees, about 30 m: room round the outermost lane

/**
 * The box round features, a little wider; null without any.
 * @param {Feature[]} features lines
 * @returns {[[number, number], [number, number]] | null} south-west and north-east, latitude first
 */
export function boundsOf(features) {
  const spots = features.flatMap(
    ({ geometry }) => /** @type {number[][]} */ (geometry.coordinates),
  );
  if (!spots.length) return null;
  const lons = spots.map(([lon]) => lon);
  const lats = spots.map(([, lat]) => lat);
  return [
    [Math.min(...lats) - EDGE, Math.min(...lons) - EDGE],
    [Math.max(...lats) + EDGE, Math.max(...lons) + EDGE],
  ];
}

/**
 * Fetch the places, show them all, draw them. Tells the map's element by the event "places".
 * @param {Map} map
 * @param {Options} options
 */
export async function addPlaces(map, { urls }) {
  const [lanes, courtyards, facilities] = await Promise.all(
    [urls.lanes, urls.courtyards, urls.facilities].map(fetchFeatures),
  );
  const bounds = boundsOf(lanes);
  if (bounds) map.fitBounds(bounds);
  drawPlaces(map, { lanes, courtyards, facilities }, document.documentElement.lang);
  const tell = new CustomEvent("places", { detail: { lanes: lanes.length }, bubbles: true });
  map.getContainer().dispatchEvent(tell);
}
