/** The hot spots page: lists, card, legends, slider and exports, linked both ways with the map. */

import { byId, data } from "../lib/dom.js";
import { cardAddress, fillCard, laneIn } from "../lib/lane_card.js";
import { changeRows, flagOf, rateRows, riskRows, rowOf } from "../lib/lane_list.js";
import { wireLayers, wireWalks } from "../lib/layer_controls.js";
import { showLegend, swatchesOf, wireLegends } from "../lib/legends.js";
import { pictureOf, save } from "../lib/map_picture.js";
import { placePanel, wirePanel } from "../lib/panel.js";
import { wireTime } from "../lib/time_slider.js";
import { current, go, onView } from "../lib/view.js";
import { ofView } from "../lib/watch.js";

/** Lanes that are worth a row; the rest stand on the page with all of them. */
const MOST_ROWS = 15;
const lang = document.documentElement.lang;

/** What the layers told last. @type {{rates: any, risk: any}} */
const told = { rates: null, risk: null };

/** @param {number} id */
function planFor(id) {
  const flagged = byId("flagged", HTMLElement);
  const url = data(flagged, "plan");
  return url ? { text: data(flagged, "planText"), url: `${url}${id}` } : null;
}

/** @param {number} id */
const addressOf = (id) => ofView(`/hotspots/lanes/${id}`);

/** Write the list that belongs to the picture shown, keeping the keyboard where it was. */
function writeList() {
  const { picture, against } = current();
  const { rates, risk } = told;
  const byRisk = picture === "risk" && !against && risk;
  if (!byRisk && !rates) return;
  const rows = byRisk
    ? riskRows(risk.lanes)
    : rates.against
      ? changeRows(rates.lanes, rates.against.lanes)
      : rateRows(rates.lanes);
  const list = byId("lanes", HTMLOListElement);
  const focused = document.activeElement?.closest("#lanes a")?.getAttribute("href");
  const shown = rows.slice(0, MOST_ROWS);
  list.replaceChildren(...shown.map((row) => rowOf(row, lang, addressOf(row.lane.id))));
  const links = [...list.querySelectorAll("a")];
  links.find((link) => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
  const words = byRisk ? risk : rates;
  byId("lanes-title", HTMLElement).textContent = words.title;
  byId("lanes-unit", HTMLElement).textContent = words.unit_text;
  byId("nothing", HTMLElement).hidden = rows.length > 0;
}

/** Write which lanes to look at first. */
function writeFlags() {
  const flagged = told.risk.lanes.filter((/** @type {any} */ lane) => lane.flag);
  byId("flagged-summary", HTMLElement).textContent = told.risk.summary;
  const items = flagged.map((/** @type {any} */ lane) =>
    flagOf(lane, lang, addressOf(lane.id), planFor(lane.id)),
  );
  byId("flags", HTMLOListElement).replaceChildren(...items);
  byId("clusters", HTMLElement).textContent = told.risk.clusters;
}

/** @param {HTMLElement} map the map's element, which tells and listens */
function wireLanes(map) {
  const card = byId("lane-card", HTMLElement);
  const lists = [byId("lanes", HTMLElement), byId("look-here", HTMLElement)];
  const show = (/** @type {number | null} */ id, fit = false) =>
    map.dispatchEvent(new CustomEvent("show-lane", { detail: { id: id ?? current().lane, fit } }));
  const mark = (/** @type {number | null} */ pointed) => {
    for (const link of document.querySelectorAll("#lanes a, #look-here a")) {
      const id = laneIn(/** @type {HTMLAnchorElement} */ (link).pathname);
      link.classList.toggle("pointed", id !== null && id === pointed);
      link.toggleAttribute("aria-current", id !== null && id === current().lane);
    }
  };
  const close = () => {
    go({ lane: null });
    card.hidden = true;
    mark(null);
    show(null);
  };
  const open = async (/** @type {number} */ id, focus = true) => {
    mark(null);
    show(id, focus);
    const answer = await fetch(ofView(cardAddress(id)));
    if (current().lane !== id) return;
    if (!answer.ok) return close();
    const found = told.risk?.lanes.find((/** @type {any} */ lane) => lane.id === id);
    const why = { title: told.risk?.why ?? "", lines: found?.said ?? [], plan: planFor(id) };
    fillCard(card, await answer.json(), why, close);
    card.hidden = false;
    if (focus) card.focus({ preventScroll: true });
    if (focus) card.scrollIntoView({ block: "nearest" });
  };
  const choose = (/** @type {number} */ id) => {
    go({ lane: String(id) });
    open(id);
  };
  const laneOf = (/** @type {Event} */ event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    return link && laneIn(link.pathname);
  };
  for (const list of lists) {
    for (const name of ["mouseover", "focusin"])
      list.addEventListener(name, (e) => show(laneOf(e)));
    for (const name of ["mouseleave", "focusout"]) list.addEventListener(name, () => show(null));
    list.addEventListener("click", (event) => {
      const id = laneOf(event);
      if (id === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      choose(id);
    });
  }
  addEventListener("keydown", (event) => event.key === "Escape" && !card.hidden && close());
  map.addEventListener("lane-pointed", (event) => {
    const id = /** @type {CustomEvent} */ (event).detail;
    mark(id);
    show(id);
  });
  map.addEventListener("lane-chosen", (event) => choose(/** @type {CustomEvent} */ (event).detail));
  return () => {
    const { lane } = current();
    if (lane !== null) open(lane, false);
  };
}

/** @param {HTMLElement} map */
function wireTools(map) {
  byId("print", HTMLButtonElement).addEventListener("click", () => print());
  byId("compare", HTMLButtonElement).addEventListener("click", () => {
    const form = byId("filter-form", HTMLFormElement);
    const given = new FormData(form);
    const [from, to] = [String(given.get("from")), String(given.get("to"))];
    const against = current().against ? null : data(byId("compare", HTMLElement), "against");
    go({ from, to, against, frame: null });
    location.reload();
  });
  byId("png", HTMLButtonElement).addEventListener("click", () => {
    const scale = document.querySelector(".legend:not([hidden]) b")?.textContent ?? "";
    const text = `${byId("moment", HTMLElement).textContent} — ${byId("summary", HTMLElement).textContent}`;
    const title = document.querySelector("h1")?.textContent ?? "";
    save(pictureOf(map, { title, text, scale, swatches: swatchesOf() }), "hotspots.png");
  });
  const follow = () => {
    for (const link of document.querySelectorAll("#tools [data-export]")) {
      const { against } = current();
      const url = ofView(`/hotspots/lanes.${/** @type {HTMLElement} */ (link).dataset.export}`);
      link.setAttribute("href", against && url.includes("?") ? `${url}&against=${against}` : url);
    }
  };
  onView(follow);
  follow();
}

const map = document.querySelector(".folium-map");
if (map instanceof HTMLElement) {
  const openChosen = wireLanes(map);
  const panel = placePanel(`/hotspots/panel${location.search}`);
  const heard = (/** @type {string} */ name, /** @type {(detail: any) => void} */ act) =>
    map.addEventListener(name, async (event) => {
      await panel;
      act(/** @type {CustomEvent} */ (event).detail);
    });
  heard("legend", showLegend);
  heard("watch", ({ failed }) => (byId("trouble", HTMLElement).hidden = !failed));
  heard("preparing", (detail) => {
    byId("preparing", HTMLElement).hidden = !detail || current().picture !== "along";
  });
  heard("map-ready", wireWalks);
  heard("lane-rates", (body) => {
    told.rates = body;
    byId("summary", HTMLElement).textContent = body.summary;
    if (body.against) showLegend({ picture: "lane-change", breaks: body.against.breaks });
    writeList();
    openChosen();
  });
  heard("lane-risk", (body) => {
    told.risk = body;
    showLegend({ picture: "risk", breaks: body.breaks });
    writeFlags();
    writeList();
    openChosen();
  });
  onView((_view, changed) => changed.includes("picture") && writeList());
  panel.then(() => {
    wirePanel();
    wireLayers();
    wireLegends();
    wireTools(map);
    wireTime();
  });
}
