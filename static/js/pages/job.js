/** Follow work in the background until it ends, then show the page as the server has it. */

import { byId, data } from "../lib/dom.js";

const FIRST_MS = 1_000;
const LONGEST_MS = 8_000;

/**
 * How long to wait before asking again: soon at first, then ever less often.
 * @param {number} waited the last pause in ms, 0 for none
 * @returns {number}
 */
export function nextPause(waited) {
  return waited ? Math.min(LONGEST_MS, waited * 1.5) : FIRST_MS;
}

/**
 * What the bar shows: a share in percent, or null where nobody knows.
 * @param {unknown} percent
 * @returns {number | null}
 */
export function shownPercent(percent) {
  return typeof percent === "number" && Number.isFinite(percent)
    ? Math.min(100, Math.max(0, percent))
    : null;
}

/**
 * @param {{percent: unknown, message: string}} job
 */
function show(job) {
  const bar = byId("job-bar", HTMLProgressElement);
  const percent = shownPercent(job.percent);
  if (percent === null) bar.removeAttribute("value");
  else bar.value = percent;
  const message = byId("job-message", HTMLElement);
  if (message.textContent !== job.message) message.textContent = job.message;
}

/**
 * @param {string} url
 * @param {number} waited
 */
async function poll(url, waited) {
  const answer = await fetch(url, { headers: { accept: "application/json" } }).catch(() => null);
  if (answer?.ok) {
    const job = await answer.json();
    if (job.finished) return location.reload();
    show(job);
  }
  const pause = nextPause(waited);
  setTimeout(() => poll(url, pause), pause);
}

/** Wire the page. */
function main() {
  const job = byId("job", HTMLElement);
  if (data(job, "finished") === "false")
    setTimeout(() => poll(data(job, "url"), FIRST_MS), FIRST_MS);
}

if (typeof document !== "undefined") main();
