/**
 * The community's own map: courtyards as soft fills, lanes as casing and fill, facilities as dots, names on top.
 * Colours come from the tokens (custom properties), so that light and dark need no second map.
 */

import { leaflet } from "./leaflet.js";
import { NAMES_PANE, writeNames } from "./place_names.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("geojson").Feature<any, Record<string, any>>} Feature */
/** @typedef {{lanes: Feature[], courtyards: Feature[], facilities: Feature[]}} Places */
/** @typedef {{ground: string, courtyard: string, courtyardLine: string, lane: string, laneCasing: string, facility: string, pin: string}} Theme */

const MAX_PAGES = 20;

/**
 * The map's colours, from a reader of custom properties.
 * @param {(name: string) => string} read
 * @returns {Theme}
 */
export function themeFrom(read) {
  const colour = (/** @type {string} */ name) => read(`--map-${name}`).trim();
  return {
    ground: colour("ground"),
    courtyard: colour("courtyard"),
    courtyardLine: colour("courtyard-line"),
    lane: colour("lane"),
    laneCasing: colour("lane-casing"),
    facility: colour("facility"),
    pin: colour("pin"),
  };
}

/** @returns {Theme} */
export function currentTheme() {
  const style = getComputedStyle(document.documentElement);
  return themeFrom((name) => style.getPropertyValue(name));
}

/**
 * Width of a lane in pixels: about 4 m on the ground, never a hair.
 * @param {number} zoom
 * @returns {number}
 */
export function laneWidth(zoom) {
  return Math.min(14, Math.max(1.5, 6 * 2 ** (zoom - 17.5)));
}

/**
 * How a facility is drawn: a speck from afar, a dot from near by.
 * @param {Theme} theme
 * @param {number} zoom
 * @returns {import("leaflet").CircleMarkerOptions}
 */
export function spotStyle(theme, zoom) {
  const near = zoom >= 17;
  return {
    radius: near ? 4 : 1.5,
    color: theme.lane,
    weight: near ? 1.5 : 0,
    fillColor: theme.facility,
    fillOpacity: 1,
  };
}

/**
 * All features of a collection, page after page where it has a "next" link.
 * @param {string} url "" for none
 * @returns {Promise<Feature[]>}
 */
export async function fetchFeatures(url) {
  /** @type {Feature[]} */
  const features = [];
  for (let page = 0; url && page < MAX_PAGES; page += 1) {
    const answer = await fetch(url, { headers: { accept: "application/geo+json" } });
    if (!answer.ok) break;
    const body = await answer.json();
    features.push(...body.features);
    url = body.links?.find((/** @type {any} */ link) => link.rel === "next")?.href ?? "";
  }
  return features;
}

/**
 * A map with nothing on it, seen from above the given bounds.
 * @param {HTMLElement} element
 * @param {number[]} bounds west, south, east, north in degrees
 * @returns {Map}
 */
export function createMap(element, bounds) {
  const L = leaflet();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    attributionControl: false,
    preferCanvas: true,
    zoomAnimation: !still,
    fadeAnimation: !still,
    maxZoom: 20,
    zoomSnap: 0.5,
  });
  L.control.scale({ imperial: false }).addTo(map);
  const [west, south, east, north] = bounds;
  return map.fitBounds([
    [south, west],
    [north, east],
  ]);
}

/**
 * Draw the places and keep them right when the zoom or the theme changes.
 * @param {Map} map
 * @param {Places} places
 * @param {string} lang
 * @returns {() => void} redraws, for after a change of theme
 */
export function drawPlaces(map, places, lang) {
  const L = leaflet();
  const plain = { interactive: false };
  const yards = L.geoJSON(places.courtyards, plain).addTo(map);
  const casings = L.geoJSON(places.lanes, plain).addTo(map);
  const fills = L.geoJSON(places.lanes, plain).addTo(map);
  const spots = L.geoJSON(places.facilities, {
    ...plain,
    pointToLayer: (_feature, at) => L.circleMarker(at, { radius: 4, interactive: false }),
  }).addTo(map);
  const names = L.layerGroup().addTo(map);
  const pane = map.getPane(NAMES_PANE) ?? map.createPane(NAMES_PANE);
  pane.setAttribute("aria-hidden", "true"); // a reader hears the places from lists, not from a cloud of names
  const restyle = () => {
    const theme = currentTheme();
    const width = laneWidth(map.getZoom());
    yards.setStyle({
      color: theme.courtyardLine,
      weight: 1,
      fillColor: theme.courtyard,
      fillOpacity: 1,
    });
    casings.setStyle({ color: theme.laneCasing, weight: width + 2, opacity: 1 });
    fills.setStyle({ color: theme.lane, weight: width, opacity: 1 });
    spots.setStyle(spotStyle(theme, map.getZoom()));
  };
  const relabel = () => writeNames(map, names, places, lang);
  map.on("zoomend", restyle);
  map.on("zoomend moveend resize", relabel);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
  restyle();
  relabel();
  return restyle;
}
