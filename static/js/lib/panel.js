/** The controls of the hot spots page: fetched once it is there, so that the page itself stays light, and put in their places. */

import { byId } from "./dom.js";
import { searchWith } from "./view.js";

/**
 * Fetch the controls and put each part at the end of the element it names, or in place of what stands there.
 * @param {string} url
 */
export async function placePanel(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  // Our own template, escaped by the server like every page; a parsed document runs no script.
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of page.querySelectorAll("[data-into]")) {
    if (!(part instanceof HTMLElement)) continue;
    const place = byId(part.dataset.into ?? "", HTMLElement);
    if ("instead" in part.dataset) place.replaceChildren(part);
    else place.append(part);
  }
}

/**
 * The address after a form was filled in: its fields over what the address says, empty ones gone, the film rewound.
 * @param {string} search
 * @param {Iterable<[string, FormDataEntryValue]>} fields
 * @returns {string}
 */
export function searchAfter(search, fields) {
  /** @type {Record<string, string | null>} */
  const parts = { frame: null };
  for (const [name, value] of fields) {
    if (name !== "map" && name !== "picture" && name !== "with")
      parts[name] = String(value) || null;
  }
  return searchWith(search, parts);
}

/** Have the filter and the presets keep the rest of the view, and the layers follow the address. */
export function wirePanel() {
  byId("filter-form", HTMLFormElement).addEventListener("submit", (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    location.search = searchAfter(location.search, new FormData(form));
  });
  byId("presets", HTMLElement).addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.search = searchAfter(location.search, new URLSearchParams(link.search));
  });
}
