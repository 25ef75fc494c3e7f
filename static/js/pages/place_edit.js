/** The form that draws a place: its text field and its map say the same. Without this script the text does it. */

import { openMap } from "../lib/base_map.js";
import { byId, data, field, fill } from "../lib/dom.js";
import { handlesOn } from "../lib/draw_handles.js";
import { DrawMap } from "../lib/draw_map.js";
import { hasLeaflet } from "../lib/leaflet.js";
import { linesOf } from "../lib/place_names.js";
import { formatPositions, lengthOf, parsePositions } from "../lib/positions.js";

/** @typedef {import("../lib/positions.js").LonLat} LonLat */
/** @typedef {import("../lib/vertices.js").Shape} Shape */
/** @typedef {import("leaflet").Map} Map */

const CLOSE_UP = 19;

/**
 * What is said of a drawing under the map.
 * @param {HTMLFormElement} form
 * @param {readonly LonLat[]} points
 * @returns {string}
 */
function saidOf(form, points) {
  if (data(form, "shape") === "line" && points.length > 1) {
    return fill(data(form, "textLength"), { m: Math.round(lengthOf(points)) });
  }
  return points.length > 1 ? fill(data(form, "textPoints"), { n: points.length }) : "";
}

/**
 * The entrance of a courtyard: a handle of its own, set by the next tap after its button.
 * @param {HTMLFormElement} form
 * @param {Map} map
 * @returns {(at: LonLat) => boolean} takes a tap where it is for the entrance
 */
function wireEntrance(form, map) {
  const button = document.getElementById("draw-entrance");
  if (!(button instanceof HTMLButtonElement)) return () => false;
  const input = field(form, "entrance");
  const handles = handlesOn(map);
  const show = () => {
    handles.clear();
    const [at] = parsePositions(input.value) ?? [];
    if (!at) return;
    handles.add(at, {
      name: data(form, "textEntrance"),
      className: "entrance",
      onDrop: set,
      onPress: () => {},
      onKey: () => {},
    });
  };
  const set = (/** @type {LonLat} */ at) => {
    input.value = formatPositions([at]);
    button.setAttribute("aria-pressed", "false");
    show();
  };
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  });
  input.addEventListener("change", show);
  show();
  return (at) => {
    if (button.getAttribute("aria-pressed") !== "true") return false;
    set(at);
    return true;
  };
}

/**
 * The buttons below the map.
 * @param {DrawMap} drawing
 */
function wireButtons(drawing) {
  /** @type {[string, () => void][]} */
  const actions = [
    ["draw-add", () => drawing.addCorner()],
    ["draw-delete", () => drawing.remove()],
    ["draw-undo", () => drawing.undo()],
  ];
  for (const [id, act] of actions) byId(id, HTMLButtonElement).addEventListener("click", act);
}

/**
 * Look at what is drawn; where nothing is, at the whole community.
 * @param {Map} map
 * @param {DrawMap} drawing
 */
function lookAt(map, drawing) {
  const bounds = drawing.bounds();
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.5), { maxZoom: CLOSE_UP });
}

/** Wire the page. */
function main() {
  const form = byId("place-form", HTMLFormElement);
  const text = byId("geometry", HTMLTextAreaElement);
  const points = parsePositions(text.value);
  if (!hasLeaflet() || points === null) {
    byId("by-text", HTMLDetailsElement).open = true;
    byId("draw-map", HTMLElement).hidden = true;
    return;
  }
  const shape = /** @type {Shape} */ (data(form, "shape"));
  const { map, places } = openMap(byId("draw-map", HTMLElement), form);
  const said = byId("draw-said", HTMLOutputElement);
  const words = { point: data(form, "textPoint"), middle: data(form, "textMiddle") };
  const drawing = new DrawMap(map, shape, words, (now) => {
    text.value = formatPositions(now);
    said.textContent = saidOf(form, now);
  });
  drawing.start(points);
  said.textContent = saidOf(form, points);
  lookAt(map, drawing);
  const forEntrance = wireEntrance(form, map);
  map.on("click", ({ latlng }) => {
    const { lng, lat } = latlng.wrap();
    if (!forEntrance([lng, lat])) drawing.add([lng, lat]);
  });
  text.addEventListener("change", () => {
    const typed = parsePositions(text.value);
    if (typed) drawing.start(typed);
  });
  wireButtons(drawing);
  places.then(({ lanes }) => {
    const own = Number(data(form, "own"));
    const others = lanes.filter(({ id }) => id !== own);
    const corners = others.flatMap(({ geometry }) => linesOf(geometry).flat());
    if (shape === "line") drawing.snapTo(/** @type {LonLat[]} */ (corners));
  });
}

if (typeof document !== "undefined") main();
