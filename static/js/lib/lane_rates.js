/** What a list and a map say about lanes' rates: classes, their words, what stands out. */

/** @typedef {{id: number, code: string, name_zh: string, name_bo: string, name_en: string, length_m: number, reports: number, rate: number, step: number}} LaneRate */

/**
 * A rate as it is written: two figures that count, no more.
 * @param {number} rate
 * @returns {string}
 */
export function rateText(rate) {
  if (rate === 0) return "0";
  if (rate < 10) return String(Number(rate.toFixed(1)) || "<0.1");
  return String(Math.round(rate));
}

/**
 * The classes in words, lowest first: from (inclusive) to (not), null for no end.
 * @param {number[]} breaks ascending
 * @returns {{step: number, from: number | null, to: number | null}[]}
 */
export function classesOf(breaks) {
  const edges = [null, ...breaks, null];
  return edges.slice(0, -1).map((from, i) => ({ step: i + 1, from, to: edges[i + 1] }));
}

/**
 * A class as a legend writes it.
 * @param {{from: number | null, to: number | null}} one
 * @returns {string}
 */
export function classText({ from, to }) {
  if (from === null) return `< ${to}`;
  return to === null ? `≥ ${from}` : `${from}–${to}`;
}
