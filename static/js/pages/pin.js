/** The pin page: position from the device, a map to tap, small photos. Without this script the plain form works. */

import { byId, data, field, fill, make } from "../lib/dom.js";
import { follow, spokenAccuracy } from "../lib/geolocate.js";
import { shrinkPhoto } from "../lib/photo.js";
import { pinMap } from "../lib/pin_map.js";
import { afterFix, placeSentence, positionFields } from "../lib/pin_place.js";
import { wireSteppers } from "../lib/stepper.js";

/** @typedef {import("../lib/pin_place.js").Position} Position */

/**
 * The position that a refused form comes back with, if any.
 * @param {{lon: string, lat: string, accuracy_m: string}} fields
 * @returns {Position | null}
 */
export function restoredPosition({ lon, lat, accuracy_m }) {
  if (lon === "" || lat === "") return null;
  return { lon: Number(lon), lat: Number(lat), accuracy: Number(accuracy_m) || 2, source: "tap" };
}

/**
 * Place: device, map, lane.
 * @param {HTMLFormElement} form
 */
function wirePlace(form) {
  const lane = byId("lane", HTMLSelectElement);
  const said = byId("where-now", HTMLElement);
  const [lon, lat, accuracy] = ["lon", "lat", "accuracy_m"].map((name) => field(form, name));
  let position = restoredPosition({ lon: lon.value, lat: lat.value, accuracy_m: accuracy.value });
  let looking = true;
  const say = () => {
    const sentence = data(form, placeSentence(position, lane.value, looking));
    const text = fill(sentence, { m: position ? spokenAccuracy(position.accuracy) : "" });
    if (said.textContent !== text) said.textContent = text;
  };
  const put = (/** @type {Position} */ next) => {
    position = next;
    const fields = positionFields(position);
    [lon.value, lat.value, accuracy.value] = [fields.lon, fields.lat, fields.accuracy_m];
    map.show(position);
    say();
  };
  const options = {
    bounds: data(form, "bounds"),
    lanesUrl: data(form, "lanesUrl"),
    courtyardsUrl: data(form, "courtyardsUrl"),
    facilitiesUrl: data(form, "facilitiesUrl"),
    lang: document.documentElement.lang,
  };
  const element = byId("pin-map", HTMLElement);
  const map = pinMap(element, options, put);
  let stop = () => {};
  const locate = () => {
    stop();
    looking = true;
    stop = follow(
      (fix) => {
        const next = afterFix(position, fix);
        if (next !== position) put(next);
      },
      () => {
        looking = false;
        say();
      },
    );
    say();
  };
  if (position) map.show(position);
  byId("locate", HTMLButtonElement).addEventListener("click", () => {
    position = null;
    locate();
  });
  lane.addEventListener("change", say);
  byId("map-size", HTMLButtonElement).addEventListener("click", (event) => {
    const tall = element.classList.toggle("tall");
    /** @type {HTMLElement} */ (event.currentTarget).setAttribute("aria-pressed", String(tall));
    map.resize();
  });
  locate();
}

/**
 * A category brings its unit and its usual handling, and marks when the thing was seen.
 * @param {HTMLFormElement} form
 */
function wireCategory(form) {
  const seen = field(form, "observed_at");
  const unit = byId("unit", HTMLElement);
  const usual = () => {
    const chosen = form.querySelector('input[name="category"]:checked');
    unit.textContent = chosen instanceof HTMLElement ? data(chosen, "unit") : "";
  };
  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "category") return;
    seen.value ||= new Date().toISOString();
    usual();
  });
  usual();
}

/**
 * Make a chosen photo small and show it.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} holder
 */
async function shrink(form, holder) {
  const input = holder.querySelector("input");
  const hint = holder.querySelector(".hint");
  const file = input?.files?.[0];
  holder.querySelector("img")?.remove();
  if (!input || !hint) return;
  hint.textContent = "";
  if (!file) return;
  try {
    const small = await shrinkPhoto(file);
    const transfer = new DataTransfer();
    transfer.items.add(small);
    input.files = transfer.files;
    const preview = /** @type {HTMLImageElement} */ (make("img", { className: "photo-preview" }));
    preview.alt = "";
    preview.src = URL.createObjectURL(small);
    holder.append(preview);
    hint.textContent = fill(data(form, "textSmall"), { kb: Math.ceil(small.size / 1000) });
  } catch {
    input.value = "";
    hint.textContent = data(form, "textBadPhoto");
  }
}

/**
 * Photos are shrunk before they are sent; Save waits for them and works once.
 * @param {HTMLFormElement} form
 */
function wireSaving(form) {
  const save = byId("save", HTMLButtonElement);
  const label = save.textContent;
  /** @type {Set<Promise<void>>} */
  const pending = new Set();
  for (const holder of form.querySelectorAll("[data-photo]")) {
    holder.addEventListener("change", () => {
      const work = shrink(form, /** @type {HTMLElement} */ (holder)).finally(() => pending.delete(work));
      pending.add(work);
    });
  }
  form.addEventListener("submit", async (event) => {
    const waiting = pending.size > 0;
    if (waiting) event.preventDefault();
    save.disabled = true;
    save.textContent = data(form, "textSaving");
    const now = new Date().toISOString();
    field(form, "observed_at").value ||= now;
    field(form, "sent_at").value = now;
    if (!waiting) return;
    await Promise.all(pending);
    form.submit();
  });
  addEventListener("pageshow", () => {
    save.disabled = false;
    save.textContent = label;
  });
}

/** Wire the page. */
function main() {
  const form = byId("pin-form", HTMLFormElement);
  wireSteppers(form);
  wireCategory(form);
  wireSaving(form);
  wirePlace(form);
}

if (typeof document !== "undefined") main();
