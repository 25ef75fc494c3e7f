/** A place lifted out of the map: its line, outline or spot in the colour of action. */

import { leaflet } from "./leaflet.js";
import { currentTheme } from "./place_style.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("./positions.js").LonLat} LonLat */

/**
 * Latitude first, as Leaflet has it.
 * @param {LonLat} point
 * @returns {[number, number]}
 */
export function latLng([lon, lat]) {
  return [lat, lon];
}

/**
 * A layer that shows points as the shape that they make, whatever their number.
 * @param {Map} map
 * @param {import("./vertices.js").Shape} shape
 * @returns {{show: (points: readonly LonLat[]) => void, bounds: () => import("leaflet").LatLngBounds}}
 */
export function shapeLayer(map, shape) {
  const L = leaflet();
  const color = currentTheme().pin;
  const line = L.polyline([], { color, weight: 5, opacity: 0.9, interactive: false });
  const ring = L.polygon([], { color, weight: 3, fillOpacity: 0.18, interactive: false });
  const spot = L.circleMarker([0, 0], {
    color,
    radius: 9,
    weight: 4,
    fillColor: "#fff",
    fillOpacity: 1,
    interactive: false,
  });
  const group = L.featureGroup().addTo(map);
  const show = (/** @type {readonly LonLat[]} */ points) => {
    group.clearLayers();
    const places = points.map(latLng);
    if (shape === "line" || places.length === 2) group.addLayer(line.setLatLngs(places));
    else if (places.length > 2) group.addLayer(ring.setLatLngs(places));
    else if (places.length) group.addLayer(spot.setLatLng(places[0]));
  };
  return { show, bounds: () => group.getBounds() };
}
