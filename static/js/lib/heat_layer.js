/** A Leaflet layer that draws heat, or how it differs from another period's, under the lanes' names; it keeps itself new. */

import { dataQuery, earlierQuery } from "./frames.js";
import {
  affine,
  changeShade,
  colourOf,
  difference,
  gridOf,
  largest,
  pixels,
  shade,
} from "./heat_grid.js";
import { Top } from "./tops.js";
import { current, FILTERS, onView } from "./view.js";
import { viewCanvas } from "./view_canvas.js";
import { lookOnce, watch } from "./watch.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("./heat_grid.js").Grid} Grid */
/** @typedef {import("./view_canvas.js").Sheet} Sheet */
/** @typedef {{urls: {heat: string}, ramp: string[], change: string[], opacity: number, everySeconds: number}} Options */

/**
 * The picture of a grid as a canvas of its own, one pixel per cell.
 * @param {Grid | null} grid
 * @param {number} top
 * @param {string[]} ramp names of custom properties
 * @param {boolean} isChange
 * @returns {HTMLCanvasElement | null} null where there is nothing to draw
 */
function picture(grid, top, ramp, isChange) {
  if (!grid || !largest(grid)) return null;
  const style = getComputedStyle(document.documentElement);
  const colours = ramp.map((name) => colourOf(style.getPropertyValue(name)));
  const paint = (/** @type {number} */ share) => (isChange ? changeShade : shade)(colours, share);
  const canvas = document.createElement("canvas");
  canvas.width = grid.cols;
  canvas.height = grid.rows;
  const data = new ImageData(pixels(grid, top, paint), grid.cols, grid.rows);
  canvas.getContext("2d")?.putImageData(data, 0, 0);
  return canvas;
}

/**
 * Draw a picture so that its corners lie on their places.
 * @param {Map} map
 * @param {Sheet} sheet
 * @param {HTMLCanvasElement} image
 * @param {number[][]} corners south-west, south-east, north-east, north-west; longitude first
 */
function place(map, { pen, sharp, left, top }, image, corners) {
  const [southWest, , northEast, northWest] = corners.map(([lon, lat]) => {
    const at = map.latLngToContainerPoint([lat, lon]);
    return { x: (at.x - left) * sharp, y: (at.y - top) * sharp };
  });
  pen.imageSmoothingQuality = "high";
  pen.setTransform(...affine(northWest, northEast, southWest, image.width, image.height));
  pen.drawImage(image, 0, 0);
}

/**
 * The addresses of the heat shown and of the one to compare with, over the same box.
 * @param {string} url
 * @returns {{now: string, before: string}} before is "" where nothing is compared
 */
export function heatAddresses(url, search = location.search, view = current()) {
  const query = dataQuery(search, FILTERS, view);
  const earlier = view.against ? earlierQuery(query, view.against) : null;
  const address = (/** @type {URLSearchParams} */ one) => (one.size ? `${url}?${one}` : url);
  return { now: address(query), before: earlier ? address(earlier) : "" };
}

/**
 * Add the heat to a map. Tells the map's element of every new surface by the event "heat", of its scale by "legend".
 * @param {Map} map
 * @param {Options} options
 */
export function addHeat(map, options) {
  const tops = new Top();
  /** @type {{grid: Grid | null, top: number, isChange: boolean}} */
  let shown = { grid: null, top: 1, isChange: false };
  /** @type {HTMLCanvasElement | null} */
  let image = null;
  const isOn = () => current().picture === "heat";
  const { canvas, redraw } = viewCanvas(map, "heat", (sheet) => {
    if (isOn() && image && shown.grid) place(map, sheet, image, shown.grid.corners);
  });
  canvas.style.opacity = String(options.opacity);
  const tell = (/** @type {string} */ name, /** @type {unknown} */ detail) =>
    map.getContainer().dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  const repaint = () => {
    const { grid, top, isChange } = shown;
    image = picture(grid, top, isChange ? options.change : options.ramp, isChange);
    redraw();
    if (isOn()) tell("legend", { picture: isChange ? "change" : "heat", top });
  };
  const take = async (/** @type {any} */ body) => {
    const { before } = heatAddresses(options.urls.heat);
    let grid = gridOf(body);
    if (grid && before) {
      const earlier = gridOf((await lookOnce(`${before}&bbox=${body.box}`, "")).body);
      grid = earlier && difference(grid, earlier);
    }
    const top = tops.of(grid ? largest(grid) : 0, location.search, current().frame !== "");
    shown = { grid, top, isChange: before !== "" };
    repaint();
    tell("heat", body);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  const { urls, everySeconds } = options;
  const address = () => (isOn() ? heatAddresses(urls.heat).now : "");
  const again = watch(address, everySeconds, take, (failed) => tell("watch", { failed }));
  onView((_view, changed) => {
    if (changed.includes("against")) again();
    if (changed.includes("picture")) repaint();
  });
}
