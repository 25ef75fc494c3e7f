/** The plan's page: the list of walks, linked both ways with the map. */

import { byId } from "../lib/dom.js";

/** @typedef {{team: number, numbers: number[]} | null} Chosen */

/**
 * Which leg a row of the list stands for.
 * @param {EventTarget | null} target
 * @returns {Chosen}
 */
function legOf(target) {
  const row = target instanceof Element ? target.closest("[data-legs]") : null;
  const walk = row?.closest("[data-team]");
  if (!(row instanceof HTMLElement && walk instanceof HTMLElement)) return null;
  const numbers = (row.dataset.legs ?? "").split(" ").map(Number);
  return { team: Number(walk.dataset.team), numbers };
}

/**
 * @param {HTMLElement} list
 * @param {Chosen} leg
 * @returns {HTMLElement | null}
 */
function rowOf(list, leg) {
  return leg && list.querySelector(`#walk-${leg.team} [data-legs~="${leg.numbers[0]}"]`);
}

/** @param {HTMLElement} map the map's element, which tells and listens */
function wire(map) {
  const list = byId("walks", HTMLElement);
  const keys = byId("walk-keys", HTMLElement);
  const tell = (/** @type {string} */ name, /** @type {unknown} */ detail) =>
    map.dispatchEvent(new CustomEvent(name, { detail }));
  /** @type {number | null} */
  let only = null;
  const mark = (/** @type {Chosen} */ leg) => {
    list.querySelector(".pointed")?.classList.remove("pointed");
    rowOf(list, leg)?.classList.add("pointed");
    tell("show-leg", leg);
  };
  const open = (/** @type {number} */ team) => {
    for (const walk of list.querySelectorAll("details.walk"))
      walk.toggleAttribute("open", walk.id === `walk-${team}`);
  };
  const chooseTeam = (/** @type {number | null} */ team) => {
    only = team;
    for (const key of keys.querySelectorAll("a"))
      key.toggleAttribute("aria-current", Number(key.dataset.team) === team);
    if (team !== null) open(team);
    tell("show-team", team);
  };
  for (const name of ["mouseover", "focusin"])
    list.addEventListener(name, (event) => mark(legOf(event.target)));
  for (const name of ["mouseleave", "focusout"]) list.addEventListener(name, () => mark(null));
  keys.addEventListener("click", (event) => {
    const key = event.target instanceof Element ? event.target.closest("a") : null;
    if (!key) return;
    event.preventDefault();
    const team = Number(key.dataset.team);
    chooseTeam(team === only ? null : team);
  });
  addEventListener("keydown", (event) => event.key === "Escape" && chooseTeam(null));
  map.addEventListener("leg-pointed", (event) => mark(/** @type {CustomEvent} */ (event).detail));
  map.addEventListener("leg-chosen", (event) => {
    const leg = /** @type {Chosen} */ (/** @type {CustomEvent} */ (event).detail);
    if (!leg) return;
    chooseTeam(leg.team);
    mark(leg);
    rowOf(list, leg)?.scrollIntoView({ block: "nearest" });
  });
}

if (typeof document !== "undefined") {
  const map = document.querySelector(".folium-map");
  if (map instanceof HTMLElement) wire(map);
}
