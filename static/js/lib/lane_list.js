/** The lists beside the map: lanes by rate, by change or by risk; and those to be looked at first, with the reasons. */

import { make } from "./dom.js";
import { linkOf } from "./lane_card.js";
import { rateText } from "./lane_rates.js";
import { placeName } from "./place_names.js";

/** @typedef {import("./lane_rates.js").LaneRate} LaneRate */
/** @typedef {LaneRate & {low: number, high: number, passes: number, flag: boolean, reasons: string[]}} LaneRisk */
/** @typedef {{reports: number, rate: number, change: number, step: number}} Change */
/** @typedef {{lane: LaneRate, swatch: string, count: string, figure: string}} Row */

/**
 * A change with its sign; a true minus, as wide as the plus.
 * @param {number} change
 * @returns {string}
 */
export function signed(change) {
  const text = rateText(Math.abs(change));
  return text === "0" ? text : `${change > 0 ? "+" : "−"}${text}`;
}

/**
 * Rows of lanes by rate.
 * @param {LaneRate[]} lanes
 * @returns {Row[]}
 */
export function rateRows(lanes) {
  return lanes
    .filter((lane) => lane.reports > 0)
    .map((lane) => ({
      lane,
      swatch: `rate-${lane.step}`,
      count: String(lane.reports),
      figure: rateText(lane.rate),
    }));
}

/**
 * Rows of lanes by change: first those that rose clearly, then those that fell clearly, then the rest.
 * @param {LaneRate[]} lanes
 * @param {Record<string, Change>} changes
 * @returns {Row[]}
 */
export function changeRows(lanes, changes) {
  const of = (/** @type {LaneRate} */ lane) => changes[lane.id];
  return lanes
    .filter((lane) => of(lane) && (lane.reports || of(lane).reports))
    .sort(
      (a, b) =>
        Math.abs(of(b).step) - Math.abs(of(a).step) ||
        Math.abs(of(b).change) - Math.abs(of(a).change),
    )
    .map((lane) => ({
      lane,
      swatch: `change-${of(lane).step + 4}`,
      count: `${of(lane).reports} → ${lane.reports}`,
      figure: signed(of(lane).change),
    }));
}

/**
 * Rows of lanes by risk.
 * @param {LaneRisk[]} lanes
 * @returns {Row[]}
 */
export function riskRows(lanes) {
  return lanes.map((lane) => ({
    lane,
    swatch: `risk-${lane.step}`,
    count: `${rateText(lane.low)}–${rateText(lane.high)}`,
    figure: rateText(lane.rate),
  }));
}

/**
 * A row of the list.
 * @param {Row} row
 * @param {string} lang
 * @param {string} href
 * @returns {HTMLElement}
 */
export function rowOf({ lane, swatch, count, figure }, lang, href) {
  const link = /** @type {HTMLAnchorElement} */ (make("a"));
  link.href = href;
  const name = make("span", placeName(lane, lang));
  name.append(" ", make("small", { text: lane.code }));
  link.append(
    make("i", { className: `swatch ${swatch}` }),
    name,
    make("span", { text: count }),
    make("b", { text: figure }),
  );
  const item = make("li");
  item.append(link);
  return item;
}

/**
 * A flagged lane with its reasons, and the way into tomorrow's plan.
 * @param {LaneRisk} lane
 * @param {string} lang
 * @param {string} href
 * @param {{text: string, url: string} | null} plan
 * @returns {HTMLElement}
 */
export function flagOf(lane, lang, href, plan) {
  const item = make("li");
  const link = /** @type {HTMLAnchorElement} */ (make("a", { className: "flag-name" }));
  link.href = href;
  const name = make("span", placeName(lane, lang));
  link.append(name, " ", make("small", { text: lane.code }));
  item.append(link);
  for (const text of lane.reasons) item.append(make("p", { text }));
  if (plan) item.append(linkOf(plan));
  return item;
}
