/** Write the names of lanes and courtyards on a map. Names are text nodes; a name is never parsed as markup. */

import { make } from "./dom.js";
import { leaflet } from "./leaflet.js";
import { labelBox, lineAnchor, textWidth, withoutOverlaps } from "./place_labels.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("./place_map.js").Feature} Feature */
/** @typedef {import("./place_map.js").Places} Places */
/** @typedef {import("./place_labels.js").Anchor} Anchor */
/** @typedef {import("./place_labels.js").Box} Box */
/** @typedef {{id: number, name: {text: string, lang: string}, kind: "lane" | "courtyard" | "landmark", anchor: Anchor, box: Box, room: number}} Label */

/** The pane of the names, above the places and below the pins. */
export const NAMES_PANE = "names";
const LANE_FROM_ZOOM = 16.5;
const COURTYARD_FROM_ZOOM = 18;
const LANDMARK_FROM_ZOOM = 15.5;
/** Type sizes in pixels, as in map.css. */
export const LANE_SIZE = 13;
export const COURTYARD_SIZE = 12;
/** A name may stick out of its lane by this much and still look right. */
const SPILL = 1.15;

/**
 * A place's name in the reader's language, else in another, else its code.
 * @param {Record<string, any>} properties
 * @param {string} lang such as "zh-Hans"
 * @returns {{text: string, lang: string}}
 */
export function placeName(properties, lang) {
  const own = lang.slice(0, 2);
  for (const code of [own, "zh", "en", "bo"]) {
    const text = properties[`name_${code}`];
    if (text) return { text: String(text), lang: code === "zh" ? "zh-Hans" : code };
  }
  return { text: String(properties.code ?? ""), lang: "" };
}

/**
 * The lines of a LineString or MultiLineString, none of anything else.
 * @param {{type: string, coordinates: any}} geometry
 * @returns {number[][][]}
 */
export function linesOf(geometry) {
  if (geometry.type === "LineString") return [geometry.coordinates];
  return geometry.type === "MultiLineString" ? geometry.coordinates : [];
}

/**
 * @param {Map} map
 * @param {number[][]} coordinates
 * @returns {{x: number, y: number}[]}
 */
function onScreen(map, coordinates) {
  return coordinates.map(([lon, lat]) => map.latLngToLayerPoint([lat, lon]));
}

/**
 * @param {Map} map
 * @param {Feature} lane
 * @param {string} lang
 * @returns {Label[]}
 */
function laneLabel(map, lane, lang) {
  const name = placeName(lane.properties, lang);
  const width = textWidth(name.text, LANE_SIZE);
  return linesOf(lane.geometry).map((line) => {
    const anchor = lineAnchor(onScreen(map, line));
    const box = labelBox(anchor, width, LANE_SIZE * 1.3);
    const { id } = lane.properties;
    return { id, name, kind: "lane", anchor, box, room: anchor.room - width / SPILL };
  });
}

/**
 * @param {Map} map
 * @param {Feature} yard
 * @param {string} lang
 * @param {"courtyard" | "landmark"} kind
 * @returns {Label[]}
 */
function yardLabel(map, yard, lang, kind) {
  if (yard.geometry.type !== "Polygon") return [];
  const ring = onScreen(map, yard.geometry.coordinates[0]);
  const xs = ring.map((spot) => spot.x);
  const ys = ring.map((spot) => spot.y);
  const [left, right, top, bottom] = [
    Math.min(...xs),
    Math.max(...xs),
    Math.min(...ys),
    Math.max(...ys),
  ];
  const name = placeName(yard.properties, lang);
  const width = textWidth(name.text, COURTYARD_SIZE);
  const anchor = { x: (left + right) / 2, y: (top + bottom) / 2, angle: 0, room: right - left };
  const box = labelBox(anchor, width, COURTYARD_SIZE * 1.3);
  const { id } = yard.properties;
  return [{ id, name, kind, anchor, box, room: anchor.room - width / SPILL }];
}

/**
 * A landmark's code means nothing to anybody: without a name it stays unnamed.
 * @param {Feature} feature
 * @returns {boolean}
 */
export function isNamedLandmark({ properties }) {
  return properties.kind === "landmark" && placeName({ ...properties, code: "" }, "zh").text !== "";
}

/**
 * The labels wanted in the present view, those with most room first.
 * @param {Map} map
 * @param {Places} places
 * @param {string} lang
 * @returns {Label[]}
 */
function wantedLabels(map, places, lang) {
  const from = (/** @type {number} */ zoom, /** @type {Feature[]} */ features) =>
    map.getZoom() < zoom ? [] : features;
  const named = places.facilities.filter(isNamedLandmark);
  const marks = from(LANDMARK_FROM_ZOOM, named).flatMap((it) =>
    yardLabel(map, it, lang, "landmark"),
  );
  const lanes = from(LANE_FROM_ZOOM, places.lanes).flatMap((it) => laneLabel(map, it, lang));
  const yards = from(COURTYARD_FROM_ZOOM, places.courtyards).flatMap((it) =>
    yardLabel(map, it, lang, "courtyard"),
  );
  const size = map.getSize();
  const origin = map.containerPointToLayerPoint([0, 0]);
  const seen = (/** @type {Label} */ { anchor }) =>
    Math.abs(anchor.x - origin.x - size.x / 2) < size.x / 2 + 80 &&
    Math.abs(anchor.y - origin.y - size.y / 2) < size.y / 2 + 80;
  const fits = (/** @type {Label} */ label) =>
    label.room >= 0 && label.name.text !== "" && seen(label);
  const byRoom = (/** @type {Label} */ a, /** @type {Label} */ b) => b.room - a.room;
  return [marks, lanes, yards].flatMap((all) => oncePerPlace(all.filter(fits)).sort(byRoom));
}

/**
 * The labels of which each place has one, the one with most room: a place cut by tiles is still one place.
 * @param {Label[]} labels
 * @returns {Label[]}
 */
export function oncePerPlace(labels) {
  /** @type {globalThis.Map<string, Label>} */
  const best = new globalThis.Map();
  for (const label of labels) {
    const key = `${label.kind} ${label.id}`;
    const other = best.get(key);
    if (!other || other.room < label.room) best.set(key, label);
  }
  return [...best.values()];
}

/**
 * The names that fit the present view, none over another.
 * @param {Map} map
 * @param {Places} places
 * @param {string} lang
 * @returns {Label[]}
 */
export function fitting(map, places, lang) {
  return withoutOverlaps(wantedLabels(map, places, lang));
}

/**
 * Write the names that fit the present view into a layer group, in place of those written before.
 * @param {Map} map
 * @param {import("leaflet").LayerGroup} group
 * @param {Places} places
 * @param {string} lang
 */
export function writeNames(map, group, places, lang) {
  const L = leaflet();
  group.clearLayers();
  for (const { name, kind, anchor } of fitting(map, places, lang)) {
    const text = make("span", { text: name.text, lang: name.lang });
    text.style.transform = `rotate(${anchor.angle.toFixed(1)}deg)`;
    const look = { className: `place-label ${kind}`, html: text, iconSize: L.point(0, 0) };
    const icon = L.divIcon(look); // allow leaflet-text: an element whose name is a text node
    const at = map.layerPointToLatLng([anchor.x, anchor.y]);
    L.marker(at, { icon, pane: NAMES_PANE, interactive: false, keyboard: false }).addTo(group);
  }
}
