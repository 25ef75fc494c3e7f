/**
 * The community's own map: courtyards as soft fills, lanes as casing and fill, facilities as dots, names on top.
 * Colours come from the tokens (custom properties), so that light and dark need no second map.
 */

import { leaflet } from "./leaflet.js";
import { fetchPatiently } from "./patient.js";
import { NAMES_PANE, writeNames } from "./place_names.js";
import { areaStyle, currentTheme, laneWidth, spotStyle } from "./place_style.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("geojson").Feature<any, Record<string, any>>} Feature */
/** @typedef {{lanes: Feature[], courtyards: Feature[], facilities: Feature[]}} Places */

const MAX_PAGES = 20;

/**
 * All features of a collection, page after page where it has a "next" link.
 * @param {string} url "" for none
 * @returns {Promise<Feature[]>}
 */
export async function fetchFeatures(url) {
  /** @type {Feature[]} */
  const features = [];
  for (let page = 0; url && page < MAX_PAGES; page += 1) {
    const answer = await fetchPatiently(url, { headers: { accept: "application/geo+json" } });
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
  const layers = addShapes(map, places);
  const names = L.layerGroup().addTo(map);
  const pane = map.getPane(NAMES_PANE) ?? map.createPane(NAMES_PANE);
  pane.setAttribute("aria-hidden", "true"); // a reader hears the places from lists, not from a cloud of names
  const restyle = () => styleShapes(map, layers);
  const relabel = () => writeNames(map, names, places, lang);
  map.on("zoomend", restyle);
  map.on("zoomend moveend resize", relabel);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
  restyle();
  relabel();
  return restyle;
}

/**
 * Which layer a facility belongs to.
 * @param {Feature} feature
 * @returns {"building" | "landmark" | "area" | "spot"}
 */
export function facilityLayer({ geometry, properties }) {
  if (properties.kind === "building" || properties.kind === "landmark") return properties.kind;
  return geometry.type === "Point" ? "spot" : "area";
}

/**
 * The shapes in the order in which they cover each other, lowest first.
 * @param {Map} map
 * @param {Places} places
 */
function addShapes(map, { lanes, courtyards, facilities }) {
  const L = leaflet();
  const layer = (/** @type {Feature[]} */ features) =>
    L.geoJSON(features, {
      interactive: false,
      pointToLayer: (_feature, at) => L.circleMarker(at, { interactive: false }),
    }).addTo(map);
  const only = (/** @type {string} */ kind) =>
    facilities.filter((feature) => facilityLayer(feature) === kind);
  return {
    buildings: layer(only("building")),
    landmarks: layer(only("landmark")),
    yards: layer(courtyards),
    casings: layer(lanes),
    fills: layer(lanes),
    areas: layer(only("area")),
    spots: layer(only("spot")),
  };
}

/**
 * @param {Map} map
 * @param {ReturnType<typeof addShapes>} layers
 */
function styleShapes(map, { buildings, landmarks, yards, casings, fills, areas, spots }) {
  const theme = currentTheme();
  const zoom = map.getZoom();
  const { lat } = map.getCenter();
  const width = (/** @type {any} */ lane) => laneWidth(zoom, lat, lane.properties.width_m);
  buildings.setStyle(areaStyle(theme, "building"));
  landmarks.setStyle(areaStyle(theme, "landmark"));
  yards.setStyle(areaStyle(theme, "courtyard"));
  casings.setStyle((lane) => ({ color: theme.laneCasing, weight: width(lane) + 2 }));
  fills.setStyle((lane) => ({ color: theme.lane, weight: width(lane) }));
  areas.setStyle(areaStyle(theme, "facility"));
  spots.setStyle((spot) => spotStyle(theme, zoom, spot?.properties.kind));
}
