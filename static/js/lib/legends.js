/** The legend of the picture shown: its scale in numbers, its colours from the tokens. */

import { make } from "./dom.js";
import { classesOf, classText } from "./lane_rates.js";
import { current, onView } from "./view.js";

/** @typedef {{picture: string, top?: number, breaks?: number[]}} Told */

/** Scales that the layers told of last. @type {Record<string, Told>} */
const scales = {};

/**
 * Which legends a view shows.
 * @param {{picture: string, against: string}} view
 * @returns {string}
 */
export function legendOf({ picture, against }) {
  if (!against) return picture;
  return picture === "risk" ? "lane-change" : picture === "along" ? "along-change" : "change";
}

/**
 * The words of a change's classes, from most fallen to most risen.
 * @param {number[]} breaks lower ends of classes 2 and 3, either way
 * @returns {string[]}
 */
export function changeWords([second, third]) {
  return [`≤ −${third}`, `−${second}`, "< 0", "≈", "> 0", `+${second}`, `≥ +${third}`];
}

/**
 * @param {HTMLElement} legend
 * @param {Told} told
 */
function write(legend, { picture, top, breaks }) {
  const tick = (/** @type {string} */ name, /** @type {string} */ text) => {
    const found = legend.querySelector(`[data-tick="${name}"]`);
    if (found) found.textContent = text;
  };
  if (top !== undefined) {
    tick("middle", String(top / 2));
    tick("top", picture.endsWith("change") ? `+${top}` : String(top));
    tick("low", `−${top}`);
  }
  if (!breaks) return;
  const isChange = picture === "lane-change";
  const words = isChange ? changeWords(breaks) : classesOf(breaks).map(classText);
  const items = words.map((text, i) => {
    const item = make("li");
    item.append(make("i", { className: `${isChange ? "change" : "risk"}-${i + 1}` }), text);
    return item;
  });
  legend.querySelector(".classes")?.replaceChildren(...items);
}

/** @returns {HTMLElement[]} */
function legends() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#legends .legend")]);
}

/** Show the legend of the present picture alone, once its scale is known. */
function follow() {
  const wanted = legendOf(current());
  for (const legend of legends()) {
    const name = legend.dataset.for ?? "";
    legend.hidden = name !== wanted || !(name in scales);
  }
}

/**
 * Take a scale from a layer.
 * @param {Told} told
 */
export function showLegend(told) {
  scales[told.picture] = told;
  for (const legend of legends()) if (legend.dataset.for === told.picture) write(legend, told);
  follow();
}

/** Have the legends follow the view. */
export function wireLegends() {
  onView(follow);
  follow();
}

/**
 * The swatches and words of the legend shown, for a picture.
 * @returns {{colour: string, text: string}[]}
 */
export function swatchesOf() {
  const legend = legends().find((one) => !one.hidden);
  const colours = [...(legend?.querySelectorAll("i") ?? [])].map(
    (one) => getComputedStyle(one).backgroundColor,
  );
  const classes = [...(legend?.querySelectorAll(".classes li") ?? [])];
  const ticks = [...(legend?.querySelectorAll(".ticks span") ?? [])].map(
    (one) => one.textContent ?? "",
  );
  return colours.map((colour, i) => {
    if (classes.length) return { colour, text: classes[i]?.textContent ?? "" };
    const at = (i / (colours.length - 1)) * (ticks.length - 1);
    return { colour, text: Number.isInteger(at) ? ticks[at] : "" };
  });
}
