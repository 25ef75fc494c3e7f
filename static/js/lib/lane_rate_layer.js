/** Lanes coloured by their rate, on top of heat and base map; linked with whatever else speaks of lanes. */

import { leaflet } from "./leaflet.js";
import { fetchFeatures } from "./place_map.js";
import { laneWidth } from "./place_style.js";
import { watch, withFilters } from "./watch.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("leaflet").Polyline} Polyline */
/** @typedef {import("./lane_rates.js").LaneRate} LaneRate */
/** @typedef {{urls: {rates: string, lanes: string}, ramp: string[], chosen: string, everySeconds: number}} Options */

const PANE = "lane-rates";
/** A finger is wider than a lane. */
const TOUCH_WIDTH = 24;

/**
 * How a lane is drawn: hidden where there is nothing to say.
 * @param {number} step class of its rate, 0 for none
 * @param {number} width of the lane on the base map, pixels
 * @param {string[]} colours of the classes
 * @returns {{color: string, weight: number, opacity: number}}
 */
export function lineStyle(step, width, colours) {
  if (step === 0) return { color: colours[0], weight: width, opacity: 0 };
  return {
    color: colours[step - 1],
    weight: Math.max(1 + step / 3, width * (0.5 + 0.08 * step)),
    opacity: 1,
  };
}

/**
 * Add the lanes. The map's element tells "lane-rates" (all of them), "lane-pointed" and "lane-chosen" (an id);
 * it listens to "show-lane" ({id, fit}): marks that lane, null for none.
 * @param {Map} map
 * @param {Options} options
 */
export async function addLaneRates(map, options) {
  const L = leaflet();
  map.createPane(PANE);
  const element = map.getContainer();
  const tell = (/** @type {string} */ name, /** @type {unknown} */ detail) =>
    element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  const lanes = await fetchFeatures(options.urls.lanes);
  const renderer = L.canvas({ pane: PANE, padding: 0.5 });
  /** @type {Map<number, {halo: Polyline, line: Polyline, step: number}>} */
  const drawn = new globalThis.Map();
  for (const lane of lanes) {
    const id = lane.properties.id;
    const path = L.GeoJSON.coordsToLatLngs(lane.geometry.coordinates);
    const halo = L.polyline(path, { renderer, interactive: false });
    const line = L.polyline(path, { renderer, interactive: false });
    const touch = L.polyline(path, { renderer, weight: TOUCH_WIDTH, opacity: 0 });
    touch.on("mouseover", () => tell("lane-pointed", id));
    touch.on("mouseout", () => tell("lane-pointed", null));
    touch.on("click", () => tell("lane-chosen", id));
    drawn.set(id, { halo: halo.addTo(map), line: line.addTo(map), step: 0 });
    touch.addTo(map);
  }
  /** @type {number | null} */
  let marked = null;
  const restyle = () => {
    const style = getComputedStyle(document.documentElement);
    const colours = options.ramp.map((name) => style.getPropertyValue(name).trim());
    const chosen = style.getPropertyValue(options.chosen).trim();
    const width = laneWidth(map.getZoom(), map.getCenter().lat);
    for (const [id, { halo, line, step }] of drawn) {
      line.setStyle(lineStyle(step, width, colours));
      halo.setStyle({ color: chosen, weight: width + 7, opacity: id === marked ? 1 : 0 });
    }
  };
  element.addEventListener("show-lane", (event) => {
    const { id, fit } = /** @type {CustomEvent} */ (event).detail;
    marked = id;
    restyle();
    const found = drawn.get(id);
    if (found && fit) map.panInside(found.line.getBounds().getCenter(), { padding: [80, 80] });
  });
  map.on("zoomend", restyle);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
  watch(
    withFilters(options.urls.rates, location.search),
    options.everySeconds,
    (body) => {
      const steps = new globalThis.Map(
        body.lanes.map((/** @type {LaneRate} */ lane) => [lane.id, lane.step]),
      );
      for (const [id, one] of drawn) one.step = steps.get(id) ?? 0;
      restyle();
      tell("lane-rates", body);
    },
    (failed) => tell("watch", { failed }),
  );
}
