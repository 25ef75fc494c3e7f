/** The map of the pin page: the community's places, the pin, and how sure the device is of it. */

import { drawing, make } from "./dom.js";
import { leaflet } from "./leaflet.js";
import { tapAccuracy } from "./pin_place.js";
import { createMap, drawPlaces, fetchFeatures } from "./place_map.js";
import { currentTheme } from "./place_style.js";

/** @typedef {import("./pin_place.js").Position} Position */
/** @typedef {{bounds?: string, lanesUrl?: string, courtyardsUrl?: string, facilitiesUrl?: string, lang: string}} PinMapOptions */

const CLOSE_UP = 18;
/** A pin within this share of the edge of the view is brought back to the middle. */
const EDGE = 0.15;
const PIN_PATH = "M16 42C7 30 2 23 2 15a14 14 0 0 1 28 0c0 8-5 15-14 27z";

/**
 * Bounds from "west,south,east,north"; the whole world where they make no sense.
 * @param {string} text
 * @returns {number[]}
 */
export function parseBounds(text) {
  const bounds = text.split(",").map(Number);
  const whole = bounds.length === 4 && bounds.every((value) => Number.isFinite(value));
  return whole && text.trim() ? bounds : [-180, -80, 180, 80];
}

/**
 * How far below the pin the middle of the view lies, in pixels: on a low map the pin makes way for the buttons.
 * @param {number} height of the map in pixels
 * @returns {number}
 */
export function pinLift(height) {
  return height < 200 ? 24 : 0;
}

/**
 * Look at a place so that its pin is in plain sight.
 * @param {import("leaflet").Map} map
 * @param {import("leaflet").LatLng} at
 * @param {number} zoom
 */
function lookAt(map, at, zoom) {
  const middle = map.project(at, zoom).add([0, pinLift(map.getSize().y)]);
  map.setView(map.unproject(middle, zoom), zoom);
}

/** @returns {HTMLElement} */
function pinMark() {
  const mark = make("div");
  mark.append(
    drawing("0 0 32 44", {
      d: PIN_PATH,
      fill: "currentColor",
      stroke: "#fff",
      "stroke-width": "2.5",
    }),
  );
  return mark;
}

/**
 * A map on which a person can place one pin.
 * @param {HTMLElement} element
 * @param {PinMapOptions} options
 * @param {(position: Position) => void} onTap
 * @returns {{show: (position: Position) => void, resize: () => void}}
 */
export function pinMap(element, options, onTap) {
  const L = leaflet();
  const map = createMap(element, parseBounds(options.bounds ?? ""));
  const look = {
    className: "pin-mark",
    html: pinMark(),
    iconSize: L.point(32, 44),
    iconAnchor: L.point(16, 43),
  };
  const icon = L.divIcon(look); // allow leaflet-text: a drawing of our own
  const marker = L.marker([0, 0], { icon, interactive: false, keyboard: false });
  const circle = L.circle([0, 0], {
    radius: 1,
    weight: 1.5,
    fillOpacity: 0.14,
    interactive: false,
  });
  let near = false;
  const show = (/** @type {Position} */ position) => {
    const at = L.latLng(position.lat, position.lon);
    marker.setLatLng(at).addTo(map);
    circle
      .setLatLng(at)
      .setRadius(position.accuracy)
      .setStyle({ color: currentTheme().facility })
      .addTo(map);
    const plain = near && map.getBounds().pad(-EDGE).contains(at);
    if (!plain && (!near || position.source === "device")) lookAt(map, at, CLOSE_UP);
    near = true;
  };
  map.on("click", ({ latlng }) => {
    const { lng: lon, lat } = latlng.wrap();
    near = true;
    onTap({ lon, lat, accuracy: tapAccuracy(map.getZoom(), lat), source: "tap" });
  });
  load(map, options, () => circle.bringToFront());
  return { show, resize: () => map.invalidateSize() };
}

/**
 * @param {import("leaflet").Map} map
 * @param {PinMapOptions} options
 * @param {() => void} done
 */
async function load(map, { lanesUrl, courtyardsUrl, facilitiesUrl, lang }, done) {
  const fetched = [lanesUrl, courtyardsUrl, facilitiesUrl].map((url) =>
    fetchFeatures(url ?? "").catch(() => []),
  );
  const [lanes, courtyards, facilities] = await Promise.all(fetched);
  drawPlaces(map, { lanes, courtyards, facilities }, lang);
  done();
}
