/** The slider over days or weeks: by finger, by arrow keys, or playing by itself; its last place is the whole period. */

import { byId } from "./dom.js";
import { current, FILTERS, go, onView } from "./view.js";
import { lookOnce, withFilters } from "./watch.js";

/** @typedef {import("./frames.js").Frame} Frame */

const BEAT_MS = 1100;
const SVG = "http://www.w3.org/2000/svg";
/** Widest bar, and the slider's thumb, in pixels. */
const [BAR, THUMB] = [22, 22];

/**
 * The slider's place of a view: the step that it names, else the last, which is the whole period.
 * @param {Frame[]} frames
 * @param {string} frame first day of a step, "" for the whole
 * @returns {number}
 */
export function placeOf(frames, frame) {
  const found = frames.findIndex((one) => one.from === frame);
  return found < 0 ? frames.length : found;
}

/**
 * The place after the next beat: from the whole period to the first step, from the last step to the whole.
 * @param {number} place
 * @param {number} steps
 * @returns {number}
 */
export function nextPlace(place, steps) {
  return place >= steps ? 0 : place + 1;
}

/**
 * Draw a bar for each step.
 * @param {SVGSVGElement} svg
 * @param {Frame[]} frames
 * @param {number} place that stands out
 */
function drawBars(svg, frames, place) {
  const { width, height } = svg.getBoundingClientRect();
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const gap = (width - THUMB) / Math.max(1, frames.length);
  const wide = Math.max(1, Math.min(BAR, gap * 0.7));
  const most = Math.max(1, ...frames.map((one) => one.reports));
  svg.replaceChildren(
    ...frames.map((one, i) => {
      const bar = document.createElementNS(SVG, "rect");
      const tall = (one.reports / most) * height;
      bar.setAttribute("x", String(THUMB / 2 + i * gap - wide / 2));
      bar.setAttribute("y", String(height - tall));
      bar.setAttribute("width", String(wide));
      bar.setAttribute("height", String(tall));
      if (i === place || place === frames.length) bar.setAttribute("class", "on");
      return bar;
    }),
  );
}

/** Wire the slider, the step and the play button. */
export async function wireTime() {
  const slider = byId("slider", HTMLInputElement);
  const step = byId("step", HTMLSelectElement);
  const play = byId("play", HTMLButtonElement);
  const moment = byId("moment", HTMLOutputElement);
  const whole = byId("whole", HTMLButtonElement);
  const bars = /** @type {SVGSVGElement} */ (
    /** @type {unknown} */ (document.getElementById("bars"))
  );
  const period = moment.textContent ?? "";
  /** @type {Frame[]} */
  let frames = [];
  let beat = 0;
  const show = () => {
    const place = placeOf(frames, current().frame);
    slider.max = String(frames.length);
    slider.value = String(place);
    moment.textContent = frames[place]?.text ?? period;
    slider.setAttribute("aria-valuetext", moment.textContent);
    whole.hidden = place === frames.length;
    step.value = current().step;
    drawBars(bars, frames, place);
  };
  const load = async () => {
    const url = withFilters("/api/v1/timeline", location.search);
    const join = url.includes("?") ? "&" : "?";
    const { body } = await lookOnce(`${url}${join}step=${current().step}`, "");
    frames = body.frames;
    show();
  };
  const seek = (/** @type {number} */ place) => {
    const frame = frames[place]?.from ?? null;
    const days = { from: frames[0]?.from ?? null, to: frames.at(-1)?.to ?? null };
    go(frame ? { frame, ...days } : { frame });
  };
  const run = (/** @type {boolean} */ on) => {
    clearInterval(beat);
    if (on) beat = window.setInterval(tick, BEAT_MS);
    play.setAttribute("aria-pressed", String(on));
    const word = play.querySelector("span");
    if (word) word.textContent = (on ? play.dataset.pause : play.dataset.play) ?? "";
    // Spoken once it stands still; a film would speak over itself.
    byId("summary", HTMLElement).setAttribute("aria-live", on ? "off" : "polite");
  };
  const tick = () => {
    const place = nextPlace(Number(slider.value), frames.length);
    seek(place);
    if (place === frames.length) run(false);
  };
  slider.addEventListener("input", () => {
    run(false);
    seek(Number(slider.value));
  });
  play.addEventListener("click", () => {
    const on = play.getAttribute("aria-pressed") !== "true";
    run(on);
    if (on) tick();
  });
  whole.addEventListener("click", () => {
    run(false);
    go({ frame: null });
    slider.focus();
  });
  step.addEventListener("change", () => go({ step: step.value, frame: null }));
  onView((_view, changed) => {
    const anew = changed.includes("step") || (changed.includes("frame") && !frames.length);
    if (anew || changed.some((name) => FILTERS.includes(name) && !changed.includes("frame")))
      load();
    else if (changed.includes("frame")) show();
  });
  addEventListener("resize", show);
  await load();
}
