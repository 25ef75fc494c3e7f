/** The card of a lane: what the server says of it, written as text. */

import { make } from "./dom.js";

/** @typedef {{title: string, lines: [string, string][], open: string, close: string, url: string}} LaneCard */

/**
 * The address of a lane's card, beside the address of its page.
 * @param {number} id
 * @returns {string}
 */
export function cardAddress(id) {
  return `/hotspots/lanes/${id}.json`;
}

/**
 * The lane that an address is about.
 * @param {string} path
 * @returns {number | null}
 */
export function laneIn(path) {
  const found = /^\/hotspots\/lanes\/(\d+)$/.exec(path);
  return found && Number(found[1]);
}

/**
 * Fill the card.
 * @param {HTMLElement} card
 * @param {LaneCard} lane
 * @param {() => void} close
 */
export function fillCard(card, lane, close) {
  const head = make("div", { className: "card-head" });
  const button = /** @type {HTMLButtonElement} */ (
    make("button", { className: "button", text: "×" })
  );
  button.type = "button";
  button.setAttribute("aria-label", lane.close);
  button.addEventListener("click", close);
  head.append(make("h2", { text: lane.title }), button);
  const facts = make("dl", { className: "facts" });
  for (const [label, value] of lane.lines) {
    facts.append(make("dt", { text: label }), make("dd", { className: "number", text: value }));
  }
  const link = /** @type {HTMLAnchorElement} */ (make("a", { text: lane.open }));
  link.href = lane.url;
  card.replaceChildren(head, facts, link);
}
