/** The card of a lane: its figures, written as text. */

import { data, make } from "./dom.js";
import { rateText } from "./lane_rates.js";

/** @typedef {{name: string, code: string, length_m: number, reports: number, rate: number, categories: {name: string, reports: number}[], last_pass: string | null, open_cases: number, records: string}} LaneCard */

/**
 * The lines of the card.
 * @param {LaneCard} lane
 * @param {(name: string) => string} word labels by name, in the reader's language
 * @returns {[string, string][]} label and value
 */
export function cardLines(lane, word) {
  return [
    [word("code"), lane.code],
    [word("length"), `${Math.round(lane.length_m)} m`],
    [word("reports"), `${lane.reports} (${rateText(lane.rate)} ${word("unit")})`],
    .../** @type {[string, string][]} */ (
      lane.categories.map((one) => [`· ${one.name}`, String(one.reports)])
    ),
    [word("pass"), lane.last_pass ?? word("never")],
    [word("cases"), String(lane.open_cases)],
  ];
}

/**
 * Fill the card.
 * @param {HTMLElement} card its labels stand in data attributes
 * @param {LaneCard} lane
 * @param {() => void} close
 */
export function fillCard(card, lane, close) {
  const head = make("div", { className: "card-head" });
  const button = /** @type {HTMLButtonElement} */ (
    make("button", { className: "button", text: "×" })
  );
  button.type = "button";
  button.setAttribute("aria-label", data(card, "close"));
  button.addEventListener("click", close);
  head.append(make("h2", { text: lane.name }), button);
  const facts = make("dl", { className: "facts" });
  for (const [label, value] of cardLines(lane, (name) => data(card, name))) {
    facts.append(make("dt", { text: label }), make("dd", { className: "number", text: value }));
  }
  const link = /** @type {HTMLAnchorElement} */ (make("a", { text: data(card, "records") }));
  link.href = lane.records;
  card.replaceChildren(head, facts, link);
}
