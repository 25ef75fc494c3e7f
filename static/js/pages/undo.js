/** Count the seconds in which a fresh pin can be undone, then take the button away. */

import { byId, data } from "../lib/dom.js";

/**
 * Whole seconds left, never below 0.
 * @param {number} startedMs
 * @param {number} nowMs
 * @param {number} allowedSeconds
 * @returns {number}
 */
export function secondsLeft(startedMs, nowMs, allowedSeconds) {
  return Math.max(0, Math.ceil(allowedSeconds - (nowMs - startedMs) / 1000));
}

/** Wire the page. */
function main() {
  const form = document.getElementById("undo");
  if (!form) return;
  const allowed = Number(data(byId("saved", HTMLElement), "undoSeconds"));
  const started = Date.now();
  const left = byId("undo-left", HTMLElement);
  const tick = () => {
    const seconds = secondsLeft(started, Date.now(), allowed);
    left.textContent = String(seconds);
    if (seconds > 0) return;
    form.hidden = true;
    clearInterval(timer);
  };
  const timer = setInterval(tick, 250);
  tick();
}

if (typeof document !== "undefined") main();
