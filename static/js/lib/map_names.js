/** The names of lanes, courtyards and landmarks drawn on a canvas; a name is only ever drawn, never parsed. */

import { COURTYARD_SIZE, fitting, LANE_SIZE } from "./place_names.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("./place_map.js").Places} Places */
/** @typedef {import("./place_names.js").Label} Label */

/**
 * The names of tiles' places that fit the present view.
 * @param {Map} map
 * @param {Places[]} tiles
 * @param {string} lang
 * @returns {Label[]} anchored in the container's pixels
 */
export function namesOf(map, tiles, lang) {
  const all = (/** @type {keyof Places} */ name) => tiles.flatMap((tile) => tile[name]);
  const places = {
    lanes: all("lanes"),
    courtyards: all("courtyards"),
    facilities: all("facilities"),
  };
  return fitting(map, places, lang).map((label) => {
    const at = map.layerPointToContainerPoint([label.anchor.x, label.anchor.y]);
    return { ...label, anchor: { ...label.anchor, x: at.x, y: at.y } };
  });
}

/**
 * Draw names on a canvas, each with a halo of the ground's colour.
 * @param {import("./view_canvas.js").Sheet} sheet
 * @param {Label[]} labels
 */
export function drawNames({ pen, sharp, left, top }, labels) {
  const style = getComputedStyle(document.documentElement);
  const of = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const family = of("--sans");
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 3.5;
  pen.strokeStyle = of("--map-halo");
  pen.fillStyle = of("--map-label");
  for (const { name, kind, anchor } of labels) {
    const [x, y] = [anchor.x - left, anchor.y - top];
    const turn = (anchor.angle * Math.PI) / 180;
    pen.setTransform(sharp, 0, 0, sharp, x * sharp, y * sharp);
    pen.rotate(turn);
    pen.font =
      kind === "courtyard" ? `${COURTYARD_SIZE}px ${family}` : `600 ${LANE_SIZE}px ${family}`;
    pen.strokeText(name.text, 0, 0);
    pen.fillText(name.text, 0, 0);
  }
}
