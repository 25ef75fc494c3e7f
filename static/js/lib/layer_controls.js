/** Which picture and which further layers are shown; and today's walks, fetched when they are asked for. */

import { byId } from "./dom.js";
import { leaflet } from "./leaflet.js";
import { current, go, onView } from "./view.js";

/** @typedef {import("leaflet").Map} Map */

const WALK_COLOURS = ["--info", "--done", "--star", "--action"];

/**
 * The layers that a form's boxes ask for, as the address writes them.
 * @param {FormData} form
 * @returns {string}
 */
export function overlaysOf(form) {
  return form.getAll("with").map(String).join(",");
}

/** Have the form, and the words about clusters, follow the address and the address the form. */
export function wireLayers() {
  const form = byId("layers", HTMLFormElement);
  const follow = () => {
    const view = current();
    for (const input of form.querySelectorAll("input")) {
      const on = input.type === "radio" ? view.picture : view.overlays;
      input.checked = input.type === "radio" ? on === input.value : on.includes(input.value);
    }
    byId("clusters", HTMLElement).hidden = !view.overlays.includes("clusters");
  };
  form.addEventListener("change", () => {
    const given = new FormData(form);
    go({ picture: String(given.get("picture")), with: overlaysOf(given) });
  });
  onView(follow);
  follow();
}

/**
 * The lines of a plan's walks, each with its walk's number.
 * @param {{walks: {legs: {geometry: any}[]}[]}} plan
 * @returns {import("geojson").Feature[]}
 */
export function linesOfPlan(plan) {
  return plan.walks.flatMap(({ legs }, number) =>
    legs
      .filter(({ geometry }) => geometry?.type.endsWith("LineString"))
      .map(({ geometry }) => ({ type: "Feature", geometry, properties: { number } })),
  );
}

/**
 * Show the day's walks as dashed lines while the view asks for them.
 * @param {Map} map
 */
export function wireWalks(map) {
  const box = document.querySelector('#layers [value="walks"]');
  if (!(box instanceof HTMLInputElement)) return;
  const L = leaflet();
  const layer = L.layerGroup();
  let asked = false;
  const follow = async () => {
    if (!current().overlays.includes("walks")) return layer.remove();
    layer.addTo(map);
    if (asked) return;
    asked = true;
    const answer = await fetch(box.dataset.url ?? "");
    if (!answer.ok) return; // nobody has planned this day
    const style = getComputedStyle(document.documentElement);
    const colours = WALK_COLOURS.map((name) => style.getPropertyValue(name).trim());
    for (const line of linesOfPlan(await answer.json())) {
      const colour = colours[line.properties?.number % colours.length];
      const look = { color: colour, weight: 4, dashArray: "2 8" };
      L.geoJSON(line, { style: look, interactive: false }).addTo(layer);
    }
  };
  onView(follow);
  follow();
}
