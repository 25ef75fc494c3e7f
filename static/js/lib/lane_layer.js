/** Lanes coloured by their risk or their change, those flagged outlined; linked with whatever else speaks of lanes. */

import { laneLine, riskPaints } from "./lane_paint.js";
import { leaflet } from "./leaflet.js";
import { fetchFeatures } from "./place_map.js";
import { laneWidth } from "./place_style.js";
import { current, onView } from "./view.js";
import { ofView, watch } from "./watch.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("leaflet").Polyline} Polyline */
/** @typedef {{urls: {rates: string, risk: string, lanes: string}, ramp: string[], change: string[], chosen: string, flagged: string, clustered: string, unknown: string, everySeconds: number, riskSeconds: number}} Options */
/** @typedef {{halo: Polyline, cluster: Polyline, flag: Polyline, line: Polyline}} Lane */

const PANE = "lane-rates";
/** A finger is wider than a lane. */
const TOUCH_WIDTH = 24;

/**
 * The lines of every lane, by its id.
 * @param {Map} map
 * @param {string} url of the lanes
 * @param {(name: string, detail: unknown) => void} tell
 * @returns {Promise<globalThis.Map<number, Lane>>}
 */
async function addLines(map, url, tell) {
  const L = leaflet();
  map.createPane(PANE);
  const renderer = L.canvas({ pane: PANE, padding: 0.5 });
  /** @type {globalThis.Map<number, Lane>} */
  const drawn = new globalThis.Map();
  for (const { properties, geometry } of await fetchFeatures(url)) {
    const path = L.GeoJSON.coordsToLatLngs(geometry.coordinates);
    const line = () => L.polyline(path, { renderer, interactive: false, opacity: 0 }).addTo(map);
    drawn.set(properties.id, { halo: line(), cluster: line(), flag: line(), line: line() });
    const touch = L.polyline(path, { renderer, weight: TOUCH_WIDTH, opacity: 0 });
    touch.on("mouseover", () => tell("lane-pointed", properties.id));
    touch.on("mouseout", () => tell("lane-pointed", null));
    touch.on("click", () => tell("lane-chosen", properties.id));
    touch.addTo(map);
  }
  return drawn;
}

/**
 * The address of the risk on the last day that is shown.
 * @param {string} url
 * @param {string} search
 * @param {string} [last] the last day, where the address does not say it
 * @returns {string}
 */
export function riskAddress(url, search, last = "") {
  const given = new URLSearchParams(search);
  const asked = new URLSearchParams();
  const date = given.get("to") ?? last;
  if (date) asked.set("date", date);
  const category = given.get("category");
  if (category) asked.set("category", category);
  return asked.size ? `${url}?${asked}` : url;
}

/**
 * The lanes' colours and widths at the map's present zoom, from the page's tokens.
 * @param {Map} map
 * @param {Options} options
 */
function lookOf(map, options) {
  const style = getComputedStyle(document.documentElement);
  const of = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    width: laneWidth(map.getZoom(), map.getCenter().lat),
    ramp: options.ramp.map(of),
    change: options.change.map(of),
    unknown: of(options.unknown),
    chosen: of(options.chosen),
    flagged: of(options.flagged),
    clustered: of(options.clustered),
  };
}

/**
 * Draw every lane as the view asks.
 * @param {globalThis.Map<number, Lane>} drawn
 * @param {import("./lane_paint.js").Told} told
 * @param {ReturnType<typeof lookOf>} look
 * @param {number | null} marked
 */
function restyleAll(drawn, told, look, marked) {
  const view = current();
  const shown = (/** @type {string} */ name, /** @type {Set<number>} */ ids) =>
    view.overlays.includes(name) ? ids : new Set();
  const flagged = shown("flags", told.flagged);
  const clustered = shown("clusters", told.clustered);
  const wide = view.picture === "heat" ? 3 : Math.max(4, look.width) + 4; // an edge, or a line of its own
  for (const [id, { halo, cluster, flag, line }] of drawn) {
    line.setStyle(laneLine(id, view, told, look));
    flag.setStyle({ color: look.flagged, weight: wide, opacity: flagged.has(id) ? 1 : 0 });
    const grouped = clustered.has(id) ? 1 : 0;
    cluster.setStyle({ color: look.clustered, weight: wide + 8, opacity: grouped });
    halo.setStyle({
      color: look.chosen,
      weight: look.width + 9,
      opacity: id === marked ? 1 : 0,
    });
  }
}

/**
 * The address of the rates of the present view, and of those to compare with.
 * @param {string} url
 * @returns {string}
 */
function ratesAddress(url) {
  const { against } = current();
  const address = ofView(url);
  return against && address.includes("?") ? `${address}&against=${against}` : address;
}

/**
 * Add the lanes. The map's element tells "lane-rates" and "lane-risk" (all of them), "lane-pointed" and "lane-chosen"
 * (an id); it listens to "show-lane" ({id, fit}): marks that lane, null for none.
 * @param {Map} map
 * @param {Options} options
 */
export async function addLanes(map, options) {
  const element = map.getContainer();
  const tell = (/** @type {string} */ name, /** @type {unknown} */ detail) =>
    element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  const drawn = await addLines(map, options.urls.lanes, tell);
  /** @type {import("./lane_paint.js").Told} */
  const told = {
    paints: new globalThis.Map(),
    changes: null,
    flagged: new Set(),
    clustered: new Set(),
  };
  /** @type {number | null} */
  let marked = null;
  const restyle = () => restyleAll(drawn, told, lookOf(map, options), marked);
  element.addEventListener("show-lane", (event) => {
    const { id, fit } = /** @type {CustomEvent} */ (event).detail;
    marked = id;
    restyle();
    const found = drawn.get(id);
    if (found && fit) map.panInside(found.line.getBounds().getCenter(), { padding: [80, 80] });
  });
  map.on("zoomend", restyle);
  onView(restyle);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);
  const trouble = (/** @type {boolean} */ failed) => tell("watch", { failed });
  const { urls, everySeconds, riskSeconds } = options;
  const takeRates = (/** @type {any} */ body) => {
    told.changes = body.against?.lanes ?? null;
    restyle();
    tell("lane-rates", body);
  };
  watch(() => ratesAddress(urls.rates), everySeconds, takeRates, trouble);
  const takeRisk = (/** @type {any} */ body) => {
    told.paints = riskPaints(body.lanes);
    const idsOf = (/** @type {(lane: any) => boolean} */ has) =>
      new Set(body.lanes.filter(has).map((/** @type {any} */ lane) => lane.id));
    told.flagged = idsOf((lane) => lane.flag);
    told.clustered = idsOf((lane) => lane.codes.includes("cluster"));
    restyle();
    tell("lane-risk", body);
  };
  watch(() => riskAddress(urls.risk, location.search), riskSeconds, takeRisk, trouble);
}
