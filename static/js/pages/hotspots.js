/** The hot spots page: the list, the lane card and the legends, linked both ways with the map. */

import { byId, data, make } from "../lib/dom.js";
import { roundTop } from "../lib/heat_grid.js";
import { fillCard } from "../lib/lane_card.js";
import { classesOf, classText, rateText } from "../lib/lane_rates.js";
import { placeName } from "../lib/place_names.js";
import { withFilters } from "../lib/watch.js";

/** @typedef {import("../lib/lane_rates.js").LaneRate} LaneRate */

/** Lanes that are worth a row; the rest stand on the page with all of them. */
const MOST_ROWS = 15;

/**
 * A row of the list.
 * @param {LaneRate} lane
 * @param {string} lang
 * @param {string} href
 * @returns {HTMLElement}
 */
function row(lane, lang, href) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", { className: "lane-row" }));
  link.href = href;
  link.dataset.lane = String(lane.id);
  const name = make("span", { className: "lane-name", ...placeName(lane, lang) });
  name.append(" ", make("small", { text: lane.code }));
  link.append(
    make("i", { className: `swatch rate-${lane.step}` }),
    name,
    make("span", { className: "number", text: String(lane.reports) }),
    make("b", { className: "number", text: rateText(lane.rate) }),
  );
  const item = make("li");
  item.append(link);
  return item;
}

/** @param {HTMLElement} map the map's element, which tells and listens */
function wire(map) {
  const list = byId("lanes", HTMLOListElement);
  const card = byId("lane-card", HTMLElement);
  const lang = document.documentElement.lang;
  /** @type {number | null} */
  let chosen = null;
  const show = (/** @type {number | null} */ id, fit = false) =>
    map.dispatchEvent(new CustomEvent("show-lane", { detail: { id: id ?? chosen, fit } }));
  const mark = (/** @type {number | null} */ pointed) => {
    for (const link of list.querySelectorAll("a")) {
      const id = Number(link.dataset.lane);
      link.classList.toggle("pointed", id === pointed);
      link.toggleAttribute("aria-current", id === chosen);
    }
  };
  const close = () => {
    card.hidden = true;
    chosen = null;
    mark(null);
    show(null);
  };
  const choose = async (/** @type {number} */ id, fit = true) => {
    chosen = id;
    mark(null);
    show(id, fit);
    const url = withFilters(`${data(card, "url")}/${id}`, location.search);
    const answer = await fetch(url);
    if (!answer.ok || chosen !== id) return;
    fillCard(card, await answer.json(), close);
    card.hidden = false;
    if (fit) card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };
  const laneOf = (/** @type {Event} */ event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-lane]") : null;
    return link instanceof HTMLElement ? Number(link.dataset.lane) : null;
  };
  for (const name of ["mouseover", "focusin"]) list.addEventListener(name, (e) => show(laneOf(e)));
  for (const name of ["mouseleave", "focusout"]) list.addEventListener(name, () => show(null));
  list.addEventListener("click", (event) => {
    const id = laneOf(event);
    if (id === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(id);
  });
  addEventListener("keydown", (event) => event.key === "Escape" && !card.hidden && close());
  map.addEventListener("lane-pointed", (event) => {
    const id = /** @type {CustomEvent} */ (event).detail;
    mark(id);
    show(id);
  });
  map.addEventListener("lane-chosen", (event) => choose(/** @type {CustomEvent} */ (event).detail));
  map.addEventListener("lane-rates", (event) => {
    const { detail } = /** @type {CustomEvent} */ (event);
    const hrefs = new Map([...list.querySelectorAll("a")].map((a) => [a.dataset.lane, a.href]));
    const focused = document.activeElement?.getAttribute("data-lane");
    const lanes = detail.lanes.filter((/** @type {LaneRate} */ lane) => lane.reports > 0);
    const address = (/** @type {LaneRate} */ lane) =>
      hrefs.get(String(lane.id)) ?? withFilters(`/hotspots/lanes/${lane.id}`, location.search);
    list.replaceChildren(
      ...lanes
        .slice(0, MOST_ROWS)
        .map((/** @type {LaneRate} */ lane) => row(lane, lang, address(lane))),
    );
    list.querySelector(`a[data-lane="${focused}"]`)?.focus({ preventScroll: true });
    mark(null);
    byId("summary", HTMLElement).textContent = detail.summary;
    byId("nothing", HTMLElement).hidden = lanes.length > 0;
    drawClasses(detail.breaks);
    if (chosen !== null) choose(chosen, false);
  });
}

/** @param {number[]} breaks */
function drawClasses(breaks) {
  const items = classesOf(breaks).map((one) => {
    const item = make("li");
    item.append(
      make("i", { className: `swatch rate-${one.step}` }),
      make("span", { text: classText(one) }),
    );
    return item;
  });
  byId("lane-classes", HTMLUListElement).replaceChildren(...items);
}

/** @param {Event} event with a heat document */
function drawHeatLegend(event) {
  const top = roundTop(/** @type {CustomEvent} */ (event).detail.max);
  byId("heat-middle", HTMLElement).textContent = String(top / 2);
  byId("heat-top", HTMLElement).textContent = String(top);
  byId("heat-legend", HTMLElement).hidden = false;
}

const map = document.querySelector(".folium-map");
if (map instanceof HTMLElement) {
  wire(map);
  map.addEventListener("heat", drawHeatLegend);
  map.addEventListener("watch", (event) => {
    byId("trouble", HTMLElement).hidden = !(/** @type {CustomEvent} */ (event).detail.failed);
  });
  byId("pictures", HTMLElement).addEventListener("change", (event) => {
    map.dataset.picture = /** @type {HTMLInputElement} */ (event.target).value;
  });
}
