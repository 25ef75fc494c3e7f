/** A canvas over a map's view and a little beyond, which moves and grows with the map until it is drawn anew. */

import { leaflet } from "./leaflet.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {{pen: CanvasRenderingContext2D, sharp: number, left: number, top: number, width: number, height: number}} Sheet left and top: of the canvas, in the map's container pixels; the pen draws in device pixels, `sharp` to one of those */

/** How far the canvas reaches beyond the view on every side, as a share of it. */
const BEYOND = 0.25;

/**
 * Put a canvas into a pane of its own and have it drawn whenever the view has changed.
 * @param {Map} map
 * @param {string} pane
 * @param {(sheet: Sheet) => void} draw
 * @returns {{canvas: HTMLCanvasElement, redraw: () => void}}
 */
export function viewCanvas(map, pane, draw) {
  const L = leaflet();
  const canvas = document.createElement("canvas");
  canvas.className = "leaflet-zoom-animated";
  (map.getPane(pane) ?? map.createPane(pane)).append(canvas);
  /** @type {{corner: import("leaflet").LatLng, zoom: number}} */
  let drawn = { corner: L.latLng(0, 0), zoom: 0 };
  const redraw = () => {
    const size = map.getSize();
    if (!size.x || !size.y) return;
    const sharp = window.devicePixelRatio || 1;
    const [left, top] = [-Math.round(size.x * BEYOND), -Math.round(size.y * BEYOND)];
    const [width, height] = [size.x - 2 * left, size.y - 2 * top];
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const corner = L.point(left, top);
    drawn = { corner: map.containerPointToLatLng(corner), zoom: map.getZoom() };
    L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint(corner), 1);
    const pen = canvas.getContext("2d");
    if (pen) draw({ pen, sharp, left, top, width, height });
  };
  map.on("moveend zoomend viewreset resize", redraw);
  map.on("zoomanim", (event) => {
    const at = /** @type {any} */ (map)._latLngToNewLayerPoint(
      drawn.corner,
      event.zoom,
      event.center,
    );
    L.DomUtil.setTransform(canvas, at, map.getZoomScale(event.zoom, drawn.zoom));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  return { canvas, redraw };
}
