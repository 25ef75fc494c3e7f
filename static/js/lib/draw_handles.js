/** Handles on a map: one per point to drag or move by keys, a small one between two to add a point. */

import { make } from "./dom.js";
import { leaflet } from "./leaflet.js";
import { latLng } from "./shape_layer.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("leaflet").Marker} Marker */
/** @typedef {import("./positions.js").LonLat} LonLat */
/** @typedef {{name: string, className: string, onDrag?: (at: LonLat) => void, onDrop: (at: LonLat) => void, onPress: () => void, onKey: (event: KeyboardEvent) => void}} Grip */

/** A finger needs this many pixels; the dot that is seen is smaller. */
const TARGET_PX = 40;

/**
 * The handles of a map; `clear` takes all of them away.
 * @param {Map} map
 */
export function handlesOn(map) {
  const L = leaflet();
  const group = L.layerGroup().addTo(map);
  return {
    add: (/** @type {LonLat} */ at, /** @type {Grip} */ grip) => add(group, at, grip),
    clear: () => group.clearLayers(),
  };
}

/**
 * @param {import("leaflet").LayerGroup} group
 * @param {LonLat} at
 * @param {Grip} grip
 * @returns {Marker}
 */
function add(group, at, { name, className, onDrag, onDrop, onPress, onKey }) {
  const L = leaflet();
  const look = {
    className: `handle ${className}`,
    html: make("span"),
    iconSize: L.point(TARGET_PX, TARGET_PX),
  };
  const icon = L.divIcon(look); // allow leaflet-text: an empty element of our own
  const marker = L.marker(latLng(at), {
    icon,
    draggable: true,
    keyboard: true,
    autoPanOnFocus: false,
  });
  const where = () => {
    const { lng, lat } = marker.getLatLng();
    return /** @type {LonLat} */ ([lng, lat]);
  };
  marker.on("drag", () => onDrag?.(where()));
  marker.on("dragend", () => onDrop(where()));
  marker.on("click", (event) => {
    L.DomEvent.stopPropagation(event);
    onPress();
  });
  group.addLayer(marker);
  const element = marker.getElement();
  element?.setAttribute("aria-label", name);
  element?.addEventListener("keydown", onKey);
  return marker;
}
