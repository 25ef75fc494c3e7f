/** A Leaflet layer that draws heat on a canvas under the lanes' names, and keeps it new. */

import { affine, colourOf, pixels, roundTop } from "./heat_grid.js";
import { leaflet } from "./leaflet.js";
import { watch, withFilters } from "./watch.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("./heat_grid.js").HeatDocument} HeatDocument */
/** @typedef {{urls: {heat: string}, ramp: string[], opacity: number, everySeconds: number}} Options */

const PANE = "heat";

/**
 * The picture of a heat document as a canvas of its own, one pixel per cell.
 * @param {HeatDocument} heat
 * @param {string[]} ramp names of custom properties
 * @returns {HTMLCanvasElement | null} null where there is nothing to draw
 */
function picture(heat, ramp) {
  if (!heat.rows || !heat.max) return null;
  const style = getComputedStyle(document.documentElement);
  const colours = ramp.map((name) => colourOf(style.getPropertyValue(name)));
  const canvas = document.createElement("canvas");
  canvas.width = heat.cols;
  canvas.height = heat.rows;
  const data = new ImageData(pixels(heat, colours, roundTop(heat.max)), heat.cols, heat.rows);
  canvas.getContext("2d")?.putImageData(data, 0, 0);
  return canvas;
}

/**
 * Draw a picture so that its corners lie on their places; the canvas covers the view.
 * @param {Map} map
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLCanvasElement | null} image
 * @param {number[][] | null} corners south-west, south-east, north-east, north-west; longitude first
 */
function place(map, canvas, image, corners) {
  const L = leaflet();
  const size = map.getSize();
  const sharp = window.devicePixelRatio || 1;
  L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
  canvas.width = size.x * sharp;
  canvas.height = size.y * sharp;
  canvas.style.width = `${size.x}px`;
  canvas.style.height = `${size.y}px`;
  const pen = canvas.getContext("2d");
  if (!pen || !image || !corners) return;
  const [southWest, , northEast, northWest] = corners.map(([lon, lat]) => {
    const at = map.latLngToContainerPoint([lat, lon]);
    return { x: at.x * sharp, y: at.y * sharp };
  });
  pen.imageSmoothingQuality = "high";
  pen.setTransform(...affine(northWest, northEast, southWest, image.width, image.height));
  pen.drawImage(image, 0, 0);
}

/**
 * Add the heat to a map. Tells the map's element of every new surface by the event "heat".
 * @param {Map} map
 * @param {Options} options
 */
export function addHeat(map, options) {
  const pane = map.createPane(PANE);
  const canvas = document.createElement("canvas");
  canvas.className = "heat-canvas leaflet-zoom-hide";
  canvas.style.opacity = String(options.opacity);
  pane.append(canvas);
  /** @type {HeatDocument | null} */
  let heat = null;
  /** @type {HTMLCanvasElement | null} */
  let image = null;
  const draw = () => place(map, canvas, image, heat?.corners ?? null);
  const repaint = () => {
    image = heat && picture(heat, options.ramp);
    draw();
  };
  map.on("moveend zoomend viewreset resize", draw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  watch(withFilters(options.urls.heat, location.search), options.everySeconds, (body) => {
    heat = body;
    repaint();
    map.getContainer().dispatchEvent(new CustomEvent("heat", { detail: body, bubbles: true }));
  });
}
