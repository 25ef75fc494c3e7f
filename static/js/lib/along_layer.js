/** Heat along the lanes: each piece of lane in the colour of what is reported on it and near it along the lanes. */

import { dataQuery, earlierQuery } from "./frames.js";
import { changeShade, colourOf, decode, mixed } from "./heat_grid.js";
import { laneWidth } from "./place_style.js";
import { Top } from "./tops.js";
import { current, FILTERS, onView } from "./view.js";
import { viewCanvas } from "./view_canvas.js";
import { lookOnce, watch } from "./watch.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {{urls: {heat: string, prepare: string}, ramp: string[], change: string[], everySeconds: number}} Options */
/** @typedef {{values: Float32Array, lines: number[][][], top: number, isChange: boolean}} Shown */

/**
 * The numbers of a document.
 * @param {{values?: string, scale?: number}} body
 * @returns {Float32Array}
 */
export function valuesOf({ values = "", scale = 1 }) {
  return Float32Array.from(decode(values), (value) => value * scale);
}

/**
 * The colour of a piece of lane; "" where there is nothing to show.
 * @param {number} share of the top, -1 to 1
 * @param {import("./heat_grid.js").Colour[]} ramp
 * @param {boolean} isChange
 * @returns {string}
 */
export function pieceColour(share, ramp, isChange) {
  if (Math.abs(share) < 0.02) return "";
  const [red, green, blue] = isChange ? changeShade(ramp, share) : mixed(ramp, share);
  return `rgb(${red} ${green} ${blue})`;
}

/**
 * The addresses of the pieces' heat now and, where periods are compared, before.
 * @param {string} url
 * @returns {{now: string, before: string}}
 */
function addresses(url) {
  const view = current();
  const query = dataQuery(location.search, FILTERS, view);
  query.set("kind", "network");
  const earlier = view.against ? earlierQuery(query, view.against) : null;
  return { now: `${url}?${query}`, before: earlier ? `${url}?${earlier}` : "" };
}

/**
 * Draw the pieces.
 * @param {Map} map
 * @param {import("./view_canvas.js").Sheet} sheet
 * @param {Shown} shown
 * @param {import("./heat_grid.js").Colour[]} ramp
 */
function draw(map, { pen, sharp, left, top: down }, { values, lines, top, isChange }, ramp) {
  pen.setTransform(sharp, 0, 0, sharp, -left * sharp, -down * sharp);
  pen.lineWidth = Math.max(4, laneWidth(map.getZoom(), map.getCenter().lat) * 0.8);
  pen.lineCap = "round";
  for (const [i, line] of lines.entries()) {
    const colour = pieceColour(values[i] / top, ramp, isChange);
    if (!colour) continue;
    pen.strokeStyle = colour;
    pen.beginPath();
    for (const [lon, lat] of line) {
      const { x, y } = map.latLngToContainerPoint([lat, lon]);
      pen.lineTo(x, y);
    }
    pen.stroke();
  }
}

/** Fetches the lines of the pieces, each set once. */
function lineStore() {
  /** @type {Record<string, Promise<number[][][]>>} */
  const known = {};
  return (/** @type {string} */ url) => {
    known[url] ??= lookOnce(url, "").then(({ body }) => body.lines);
    return known[url];
  };
}

/**
 * Add the heat along the lanes. Tells "along" of every new picture, "legend" of its scale, "preparing" whether it is
 * still being worked out; that it then asks for once.
 * @param {Map} map
 * @param {Options} options
 */
export function addAlong(map, options) {
  const [tops, linesAt] = [new Top(), lineStore()];
  /** @type {Shown | null} */
  let shown = null;
  let asked = false;
  const isOn = () => current().picture === "along";
  const { redraw } = viewCanvas(map, "along", (sheet) => {
    if (!isOn() || !shown) return;
    const style = getComputedStyle(document.documentElement);
    const names = shown.isChange ? options.change : options.ramp;
    draw(
      map,
      sheet,
      shown,
      names.map((name) => colourOf(style.getPropertyValue(name))),
    );
  });
  const tell = (/** @type {string} */ name, /** @type {unknown} */ detail) =>
    map.getContainer().dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  const follow = () => {
    redraw();
    if (isOn() && shown) {
      tell("legend", { picture: shown.isChange ? "along-change" : "along", top: shown.top });
    }
  };
  const prepare = async (/** @type {boolean} */ preparing) => {
    tell("preparing", preparing);
    if (!preparing || asked) return;
    asked = true;
    await fetch(options.urls.prepare, { method: "POST" });
  };
  const take = async (/** @type {any} */ body) => {
    await prepare(body.preparing);
    if (!body.lines) return;
    const lines = await linesAt(body.lines);
    const { before } = addresses(options.urls.heat);
    let values = valuesOf(body);
    if (before) {
      const earlier = valuesOf((await lookOnce(before, "")).body);
      values = values.map((value, i) => value - earlier[i]);
    }
    const highest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const top = tops.of(highest, location.search, current().frame !== "");
    shown = { values, lines, top, isChange: before !== "" };
    follow();
    tell("along", body);
  };
  const { urls, everySeconds } = options;
  const address = () => (isOn() ? addresses(urls.heat).now : "");
  const again = watch(address, everySeconds, take, (failed) => tell("watch", { failed }));
  onView((_view, changed) => {
    if (changed.includes("against")) again();
    if (changed.includes("picture")) follow();
  });
}
