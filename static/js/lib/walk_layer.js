/** The walks of a plan on a map: a colour to each team, arrows for the direction, linked with the list. */

import { leaflet } from "./leaflet.js";
import { arrowsOn, headOf, shifted } from "./walk_lines.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("leaflet").Path} Path */
/** @typedef {{number: number, serves: boolean, geometry: {type: string, coordinates: any}}} Leg */
/** @typedef {{team: {id: number}, position: number, start: {coordinates: number[]}, legs: Leg[]}} Walk */
/** @typedef {{urls: {plans: string}, colours: string[], chosen: string}} Options */
/** @typedef {{team: number, numbers: number[]} | null} Chosen */

const PANE = "walks";
/** A finger is wider than a line. */
const TOUCH_WIDTH = 22;
const SERVED_WIDTH = 5;
const REPEATED_WIDTH = 2;
/** Pixels that a way merely walked over keeps to the right of its lane. */
const ASIDE = 4;
const FAINT = 0.18;

/**
 * The address of the plan that a map's element stands for.
 * @param {string} plans address below which the plans lie
 * @param {DOMStringMap} dataset of the element round the map: plan (a day) and version
 * @returns {string}
 */
export function planAddress(plans, { plan = "", version = "" }) {
  const query = version ? `?version=${encodeURIComponent(version)}` : "";
  return `${plans}/${encodeURIComponent(plan)}${query}`;
}

/**
 * How strongly a walk is drawn while another one is chosen.
 * @param {number} team
 * @param {number | null} only the team chosen, null for all
 * @returns {number}
 */
export function strength(team, only) {
  return only === null || only === team ? 1 : FAINT;
}

/**
 * Add the walks. The map's element tells "leg-pointed" and "leg-chosen" ({team, numbers}); it listens to
 * "show-leg" (the same: marks those legs, null for none) and "show-team" (an id: only that walk stands out).
 * @param {Map} map
 * @param {Options} options
 */
export async function addWalks(map, options) {
  const element = map.getContainer();
  const holder = element.closest("[data-plan]");
  if (!(holder instanceof HTMLElement)) return;
  const answer = await fetch(planAddress(options.urls.plans, holder.dataset));
  if (!answer.ok) return;
  const { walks } = /** @type {{walks: Walk[]}} */ (await answer.json());
  const L = leaflet();
  map.createPane(PANE);
  const group = L.layerGroup().addTo(map);
  const renderer = L.canvas({ pane: PANE, padding: 0.3 });
  /** @type {Chosen} */
  let marked = null;
  /** @type {number | null} */
  let only = null;
  const draw = () => drawWalks({ map, group, renderer, walks, marked, only, options });
  element.addEventListener("show-leg", (event) => {
    marked = /** @type {CustomEvent} */ (event).detail;
    draw();
  });
  element.addEventListener("show-team", (event) => {
    only = /** @type {CustomEvent} */ (event).detail;
    draw();
  });
  map.on("zoomend", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
  element.dispatchEvent(new CustomEvent("walks", { detail: walks.length, bubbles: true }));
}

/**
 * Draw all walks anew: offsets and arrows are pixels and change with the zoom.
 * @param {{map: Map, group: import("leaflet").LayerGroup, renderer: import("leaflet").Canvas, walks: Walk[], marked: Chosen, only: number | null, options: Options}} scene
 */
function drawWalks({ map, group, renderer, walks, marked, only, options }) {
  const style = getComputedStyle(document.documentElement);
  const read = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  group.clearLayers();
  const touch = new TouchTargets(map.getContainer());
  for (const serves of [false, true]) {
    for (const walk of walks) {
      const colour = read(options.colours[walk.position % options.colours.length]);
      const opacity = strength(walk.team.id, only);
      for (const leg of walk.legs.filter((one) => one.serves === serves)) {
        const isMarked = marked?.team === walk.team.id && marked.numbers.includes(leg.number);
        const look = { renderer, colour, opacity, halo: isMarked ? read(options.chosen) : "" };
        for (const path of legPaths(map, leg, look)) group.addLayer(path);
        group.addLayer(touch.over(leg, walk.team.id, renderer));
      }
    }
  }
  for (const walk of walks) group.addLayer(startMark(walk, read, renderer));
}

/** Invisible wide lines that a finger or a pointer meets. */
class TouchTargets {
  /** @param {HTMLElement} element which tells of them */
  constructor(element) {
    this.element = element;
  }

  /**
   * @param {Leg} leg
   * @param {number} team
   * @param {import("leaflet").Canvas} renderer
   * @returns {Path}
   */
  over(leg, team, renderer) {
    const L = leaflet();
    const places = latLngs(leg);
    const target =
      places.length === 1
        ? L.circleMarker(places[0], { renderer, radius: TOUCH_WIDTH / 2, opacity: 0, fillOpacity: 0 })
        : L.polyline(places, { renderer, weight: TOUCH_WIDTH, opacity: 0 });
    const tell = (/** @type {string} */ name, /** @type {Chosen} */ detail) =>
      this.element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
    target.on("mouseover", () => tell("leg-pointed", { team, numbers: [leg.number] }));
    target.on("mouseout", () => tell("leg-pointed", null));
    target.on("click", () => tell("leg-chosen", { team, numbers: [leg.number] }));
    return target;
  }
}

/**
 * @param {Leg} leg
 * @returns {import("leaflet").LatLng[]}
 */
function latLngs({ geometry }) {
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
function legPaths(map, leg, { renderer, colour, opacity, halo }) {
  const L = leaflet();
  const plain = { renderer, interactive: false, color: colour, opacity };
  if (leg.geometry.type === "Point") {
    const dot = { ...plain, radius: halo ? 9 : 5, color: halo || colour, fillColor: colour, fillOpacity: opacity };
    return [L.circleMarker(latLngs(leg)[0], dot)];
  }
  const straight = latLngs(leg).map((at) => map.latLngToLayerPoint(at));
  const line = leg.serves ? straight : shifted(straight, ASIDE);
  const back = (/** @type {{x: number, y: number}} */ { x, y }) => map.layerPointToLatLng([x, y]);
  const weight = leg.serves ? SERVED_WIDTH : REPEATED_WIDTH;
  const heads = arrowsOn(line).map((arrow) =>
    L.polygon(headOf(arrow, leg.serves ? 7 : 5).map(back), { ...plain, stroke: false, fillOpacity: opacity }),
  );
  const marked = halo ? [L.polyline(line.map(back), { ...plain, color: halo, weight: weight + 6, opacity: 1 })] : [];
  return [...marked, L.polyline(line.map(back), { ...plain, weight }), ...heads];
}

/**
 * A ring where a walk starts.
 * @param {Walk} walk
 * @param {(name: string) => string} read
 * @param {import("leaflet").Canvas} renderer
 * @returns {Path}
 */
function startMark({ start }, read, renderer) {
  const [lon, lat] = start.coordinates;
  const look = { renderer, interactive: false, radius: 7, weight: 3, fillOpacity: 1 };
  const colours = { color: read("--ink"), fillColor: read("--surface") };
  return leaflet().circleMarker([lat, lon], { ...look, ...colours });
}
