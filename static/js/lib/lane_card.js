/** The card of a lane: what the server says of it, written as text, its trend as a line of bars. */

import { make } from "./dom.js";

/** @typedef {{text: string, url: string}} Link */
/**
 * @typedef {{
 *   title: string, code: string, lines: [string, string][], open: string, close: string, url: string,
 *   trend: {values: number[], text: string}, passes: {title: string, lines: string[]},
 *   cases: {title: string, lines: Link[]}, photos: {image: string, text: string, url: string}[],
 * }} LaneCard
 */

const SVG = "http://www.w3.org/2000/svg";
const [WIDE, TALL] = [6, 40];

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
 * Bars of a trend: x, y, width and height of each, the highest as tall as there is room.
 * @param {number[]} values
 * @returns {[number, number, number, number][]}
 */
export function barsOf(values) {
  const most = Math.max(1, ...values);
  return values.map((value, i) => {
    const tall = value ? Math.max(2, (value / most) * TALL) : 0.5;
    return [i * WIDE, TALL - tall, WIDE - 2, tall];
  });
}

/**
 * @param {{values: number[], text: string}} trend
 * @returns {HTMLElement}
 */
function trendOf({ values, text }) {
  const figure = make("figure", { className: "trend" });
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${values.length * WIDE} ${TALL}`);
  svg.setAttribute("aria-hidden", "true");
  for (const [x, y, width, height] of barsOf(values)) {
    const bar = document.createElementNS(SVG, "rect");
    const sides = { x, y, width, height };
    for (const [name, side] of Object.entries(sides)) bar.setAttribute(name, String(side));
    svg.append(bar);
  }
  figure.append(svg, make("figcaption", { className: "soft small", text }));
  return figure;
}

/**
 * @param {Link} link
 * @returns {HTMLElement}
 */
export function linkOf({ text, url }) {
  const found = make(url ? "a" : "span", { text });
  if (found instanceof HTMLAnchorElement) found.href = url;
  return found;
}

/**
 * @param {string} title
 * @param {HTMLElement[]} lines
 * @returns {HTMLElement[]}
 */
function listOf(title, lines) {
  const list = make("ul", { className: "plain" });
  for (const line of lines) {
    const item = make("li");
    item.append(line);
    list.append(item);
  }
  return [make("h3", { text: title }), list];
}

/**
 * @param {LaneCard["photos"]} photos
 * @returns {HTMLElement[]}
 */
function photosOf(photos) {
  if (!photos.length) return [];
  const strip = make("p", { className: "strip" });
  for (const { image, text, url } of photos) {
    const link = linkOf({ text: "", url });
    const picture = /** @type {HTMLImageElement} */ (make("img"));
    picture.src = image;
    picture.alt = text;
    picture.loading = "lazy";
    link.append(picture);
    strip.append(link);
  }
  return [strip];
}

/**
 * Fill the card.
 * @param {HTMLElement} card
 * @param {LaneCard} lane
 * @param {{title: string, lines: string[], plan: Link | null}} why what the assessment says of it
 * @param {() => void} close
 */
export function fillCard(card, lane, why, close) {
  const head = make("div", { className: "card-head" });
  const button = /** @type {HTMLButtonElement} */ (
    make("button", { className: "button", text: "×" })
  );
  button.type = "button";
  button.setAttribute("aria-label", lane.close);
  button.addEventListener("click", close);
  const title = make("h2", { text: lane.title });
  title.append(" ", make("small", { className: "soft", text: lane.code }));
  head.append(title, button);
  const facts = make("dl", { className: "facts" });
  for (const [label, value] of lane.lines) {
    facts.append(make("dt", { text: label }), make("dd", { className: "number", text: value }));
  }
  const doors = make("p", { className: "doors" });
  doors.append(linkOf({ text: lane.open, url: lane.url }));
  if (why.plan) doors.append(linkOf(why.plan));
  card.replaceChildren(
    head,
    ...(why.lines.length
      ? listOf(
          why.title,
          why.lines.map((text) => make("span", { text })),
        )
      : []),
    trendOf(lane.trend),
    facts,
    ...listOf(
      lane.passes.title,
      lane.passes.lines.map((text) => make("span", { text })),
    ),
    ...listOf(lane.cases.title, lane.cases.lines.map(linkOf)),
    ...photosOf(lane.photos),
    doors,
  );
}
