/** The pin page: position from the device, a map to tap, small photos. Without this script the plain form works. */

import { byId, data, field, fill } from "../lib/dom.js";
import { follow, spokenAccuracy } from "../lib/geolocate.js";
import { hasLeaflet } from "../lib/leaflet.js";
import { pinMap } from "../lib/pin_map.js";
import { wirePhotos } from "../lib/pin_photo.js";
import {
  afterFix,
  placeSentence,
  positionFields,
  restoredPosition,
  usualHandling,
} from "../lib/pin_place.js";
import { wireSteppers } from "../lib/stepper.js";

/** @typedef {import("../lib/pin_place.js").Position} Position */
/** @typedef {{position: Position | null, looking: boolean, stop: () => void}} State */

/**
 * Say under the thumb where the pin lies.
 * @param {HTMLFormElement} form
 * @param {State} state
 */
function say(form, { position, looking }) {
  const said = byId("where-now", HTMLElement);
  const lane = byId("lane", HTMLSelectElement).value;
  const sentence = data(form, placeSentence(position, lane, looking));
  const text = fill(sentence, { m: position ? spokenAccuracy(position.accuracy) : "" });
  if (said.textContent !== text) said.textContent = text;
}

/**
 * Write a position into the form's hidden fields.
 * @param {HTMLFormElement} form
 * @param {Position} position
 */
function keep(form, position) {
  for (const [name, value] of Object.entries(positionFields(position)))
    field(form, name).value = value;
  field(form, "datum").value = "WGS84";
}

/**
 * The map, or a stand-in that does nothing where Leaflet did not arrive: device and lane still place the pin.
 * @param {HTMLFormElement} form
 * @param {(position: Position) => void} onTap
 */
function startMap(form, onTap) {
  const element = byId("pin-map", HTMLElement);
  if (hasLeaflet()) {
    return pinMap(element, { ...form.dataset, lang: document.documentElement.lang }, onTap);
  }
  element.hidden = true;
  byId("map-size", HTMLElement).hidden = true;
  return { show: () => {}, resize: () => {} };
}

/**
 * Place: device, map, lane.
 * @param {HTMLFormElement} form
 */
function wirePlace(form) {
  const [lon, lat, accuracy_m] = ["lon", "lat", "accuracy_m"].map(
    (name) => field(form, name).value,
  );
  /** @type {State} */
  const state = {
    position: restoredPosition({ lon, lat, accuracy_m }),
    looking: true,
    stop: () => {},
  };
  const put = (/** @type {Position} */ position) => {
    state.position = position;
    keep(form, position);
    map.show(position);
    say(form, state);
  };
  const map = startMap(form, (tapped) => {
    state.stop();
    put(tapped);
  });
  const locate = () => {
    state.stop();
    state.looking = true;
    const refused = () => say(form, Object.assign(state, { looking: false }));
    state.stop = follow((fix) => put(afterFix(state.position, fix)), refused);
    say(form, state);
  };
  if (state.position) map.show(state.position);
  byId("locate", HTMLButtonElement).addEventListener("click", () => {
    state.position = null;
    locate();
  });
  byId("lane", HTMLSelectElement).addEventListener("change", () => say(form, state));
  wireSize(map.resize);
  locate();
}

/**
 * The button that makes the map larger.
 * @param {() => void} resize tells the map
 */
function wireSize(resize) {
  const button = byId("map-size", HTMLButtonElement);
  button.addEventListener("click", () => {
    const tall = byId("pin-map", HTMLElement).classList.toggle("tall");
    button.setAttribute("aria-pressed", String(tall));
    resize();
  });
}

/**
 * A category brings its unit and its usual handling, and marks when the thing was seen.
 * @param {HTMLFormElement} form
 */
function wireCategory(form) {
  const handling = byId("handling", HTMLSelectElement);
  let chosenByHand = handling.value !== "";
  const update = () => {
    const category = form.querySelector('input[name="category"]:checked');
    if (!(category instanceof HTMLInputElement)) return;
    const outcome = String(new FormData(form).get("outcome"));
    byId("unit", HTMLElement).textContent = data(category, "unit");
    if (!chosenByHand) handling.value = usualHandling(outcome, data(category, "handling"));
  };
  form.addEventListener("change", ({ target }) => {
    if (target === handling) chosenByHand = handling.value !== "";
    const name = target instanceof HTMLInputElement ? target.name : "";
    if (name === "category") field(form, "observed_at").value ||= new Date().toISOString();
    if (name === "category" || name === "outcome") update();
  });
  update();
}

/**
 * Save waits for photos that are being shrunk, works once, and says when it was sent by the phone's clock.
 * @param {HTMLFormElement} form
 */
function wireSaving(form) {
  const save = byId("save", HTMLButtonElement);
  const label = save.textContent;
  const pending = wirePhotos(form);
  form.addEventListener("submit", async (event) => {
    save.disabled = true;
    save.textContent = data(form, "textSaving");
    const now = new Date().toISOString();
    field(form, "observed_at").value ||= now;
    field(form, "sent_at").value = now;
    if (pending.size === 0) return;
    event.preventDefault();
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
