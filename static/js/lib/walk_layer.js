/** The walks of a plan on a map: a colour to each team, arrows for the direction, linked with the list. */

import { leaflet } from "./leaflet.js";
import { latLngs, legPaths, startMark } from "./walk_paths.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("leaflet").Path} Path */
/** @typedef {{number: number, serves: boolean, geometry: {type: string, coordinates: any}}} Leg */
/** @typedef {{team: {id: number}, position: number, start: {coordinates: number[]}, legs: Leg[]}} Walk */
/** @typedef {{urls: {plans: string}, colours: string[], chosen: string}} Options */
/** @typedef {{team: number, numbers: number[]} | null} Chosen */

const PANE = "walks";
/** A finger is wider than a line. */
const TOUCH_WIDTH = 22;
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
 * All legs, those that are merely walked over first: what is inspected lies on top.
 * @param {Walk[]} walks
 * @returns {{walk: Walk, leg: Leg}[]}
 */
export function thinFirst(walks) {
  const legs = walks.flatMap((walk) => walk.legs.map((leg) => ({ walk, leg })));
  return legs.sort((a, b) => Number(a.leg.serves) - Number(b.leg.serves));
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
  const colourOf = (/** @type {Walk} */ walk) =>
    read(options.colours[walk.position % options.colours.length]);
  for (const { walk, leg } of thinFirst(walks)) {
    const isMarked = marked?.team === walk.team.id && marked.numbers.includes(leg.number);
    const look = {
      renderer,
      colour: colourOf(walk),
      opacity: strength(walk.team.id, only),
      halo: isMarked ? read(options.chosen) : "",
    };
    for (const path of legPaths(map, leg, look)) group.addLayer(path);
    group.addLayer(touch.over(leg, walk.team.id, renderer));
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
        ? L.circleMarker(places[0], {
            renderer,
            radius: TOUCH_WIDTH / 2,
            opacity: 0,
            fillOpacity: 0,
          })
        : L.polyline(places, { renderer, weight: TOUCH_WIDTH, opacity: 0 });
    const tell = (/** @type {string} */ name, /** @type {Chosen} */ detail) =>
      this.element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
    target.on("mouseover", () => tell("leg-pointed", { team, numbers: [leg.number] }));
    target.on("mouseout", () => tell("leg-pointed", null));
    target.on("click", () => tell("leg-chosen", { team, numbers: [leg.number] }));
    return target;
  }
}
