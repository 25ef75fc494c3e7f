/** The shapes that a walk is drawn with: lines, arrows, dots, the ring where it starts. */

import { leaflet } from "./leaflet.js";
import { arrowsOn, headOf, shifted } from "./walk_lines.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("leaflet").Path} Path */
/** @typedef {import("./walk_layer.js").Leg} Leg */
/** @typedef {import("./walk_layer.js").Walk} Walk */

const SERVED_WIDTH = 5;
const REPEATED_WIDTH = 2;
/** Pixels that a way merely walked over keeps to the right of its lane. */
const ASIDE = 4;

/**
 * @param {Leg} leg
 * @returns {import("leaflet").LatLng[]}
 */
export function latLngs({ geometry }) {
  const L = leaflet();
  const spots = geometry.type === "Point" ? [geometry.coordinates] : geometry.coordinates;
  return spots.map((/** @type {number[]} */ [lon, lat]) => L.latLng(lat, lon));
}

/**
 * The shapes of a leg: halo, line and arrows; a dot for a courtyard.
 * @param {Map} map
 * @param {Leg} leg
 * @param {{renderer: import("leaflet").Canvas, colour: string, opacity: number, halo: string}} look
 * @returns {Path[]}
 */
export function legPaths(map, leg, { renderer, colour, opacity, halo }) {
  const L = leaflet();
  const plain = { renderer, interactive: false, color: colour, opacity };
  if (leg.geometry.type === "Point") {
    const dot = {
      ...plain,
      radius: halo ? 9 : 5,
      color: halo || colour,
      fillColor: colour,
      fillOpacity: opacity,
    };
    return [L.circleMarker(latLngs(leg)[0], dot)];
  }
  const straight = latLngs(leg).map((at) => map.latLngToLayerPoint(at));
  const line = leg.serves ? straight : shifted(straight, ASIDE);
  const back = (/** @type {{x: number, y: number}} */ { x, y }) => map.layerPointToLatLng([x, y]);
  const weight = leg.serves ? SERVED_WIDTH : REPEATED_WIDTH;
  const heads = arrowsOn(line).map((arrow) =>
    L.polygon(headOf(arrow, leg.serves ? 7 : 5).map(back), {
      ...plain,
      stroke: false,
      fillOpacity: opacity,
    }),
  );
  const marked = halo
    ? [L.polyline(line.map(back), { ...plain, color: halo, weight: weight + 6, opacity: 1 })]
    : [];
  return [...marked, L.polyline(line.map(back), { ...plain, weight }), ...heads];
}

/**
 * A ring where a walk starts.
 * @param {Walk} walk
 * @param {(name: string) => string} read
 * @param {import("leaflet").Canvas} renderer
 * @returns {Path}
 */
export function startMark({ start }, read, renderer) {
  const [lon, lat] = start.coordinates;
  const look = { renderer, interactive: false, radius: 7, weight: 3, fillOpacity: 1 };
  const colours = { color: read("--ink"), fillColor: read("--surface") };
  return leaflet().circleMarker([lat, lon], { ...look, ...colours });
}
